package fr.ecoquartier.web.grid;

import fr.ecoquartier.indicator.Stage;
import fr.ecoquartier.referentiel.Checks;
import fr.ecoquartier.referentiel.FieldError;
import fr.ecoquartier.referentiel.InvalidFigures;
import fr.ecoquartier.referentiel.PublishedOperation;
import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.Referentiels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/** The EcoQuartier grid: anybody tries figures, nothing is stored. */
@Controller
class GridController {

    private final Referentiels referentiels;
    private final Checks checks;
    private final List<PublishedOperation> examples = PublishedOperation.all();

    GridController(Referentiels referentiels, Checks checks) {
        this.referentiels = referentiels;
        this.checks = checks;
    }

    @GetMapping("/grille")
    String open(@RequestParam(name = "exemple", required = false) String code, Model model) {
        Optional<PublishedOperation> example =
                examples.stream().filter(e -> e.authorityCode().equals(code)).findFirst();
        Map<String, String> typed = new LinkedHashMap<>();
        example.ifPresent(e -> e.measures().forEach((input, figure) -> typed.put(input, TypedNumber.write(figure))));
        String context = example.map(PublishedOperation::context).orElse("urban");
        model.addAttribute("page", page(context, Stage.CONTRACT.code(), typed, example.orElse(null)));
        return "grid/grid";
    }

    @PostMapping("/grille")
    String check(
            @RequestParam Map<String, String> form,
            @RequestHeader(name = "HX-Request", required = false) String htmx,
            Model model) {
        Map<String, String> typed = new LinkedHashMap<>(form);
        String context = typed.remove("context");
        String stage = typed.remove("stage");
        typed.keySet().retainAll(referentiels.inForce().inputs().keySet());
        model.addAttribute("page", page(context, stage, typed, null));
        return htmx == null ? "grid/grid" : "grid/results";
    }

    private GridPage page(String context, String stage, Map<String, String> typed, PublishedOperation example) {
        Referentiel referentiel = referentiels.inForce();
        Map<String, Object> entries = new LinkedHashMap<>();
        typed.forEach((code, text) -> entries.put(code, TypedNumber.read(text)));
        entries.values().removeIf(Objects::isNull);
        List<FieldError> errors = List.of();
        GridPage.Result result = null;
        try {
            var report = checks.checkEntries(
                    referentiel.version(), context, Stage.find(stage).orElse(null), entries, Map.of());
            result = entries.isEmpty() ? null : GridPage.result(report);
        } catch (InvalidFigures e) {
            errors = e.errors();
        }
        return new GridPage(
                referentiel,
                GridPage.contexts(referentiel, context),
                GridPage.stages(stage),
                message(errors, "context"),
                message(errors, "stage"),
                GridPage.groups(referentiel, typed, errors),
                examples,
                example,
                result,
                errors.size());
    }

    private static String message(List<FieldError> errors, String field) {
        return errors.stream()
                .filter(error -> error.field().equals(field))
                .map(FieldError::message)
                .findFirst()
                .orElse(null);
    }
}
