package fr.ecoquartier.web.referentiel;

import fr.ecoquartier.indicator.CheckReport;
import fr.ecoquartier.indicator.Decimals;
import fr.ecoquartier.indicator.Stage;
import fr.ecoquartier.indicator.UnitLabels;
import fr.ecoquartier.indicator.Wording;
import fr.ecoquartier.referentiel.Checks;
import fr.ecoquartier.referentiel.Draft;
import fr.ecoquartier.referentiel.DraftContent;
import fr.ecoquartier.referentiel.DraftEdit;
import fr.ecoquartier.referentiel.DraftElement;
import fr.ecoquartier.referentiel.DraftElement.Kind;
import fr.ecoquartier.referentiel.DraftExample;
import fr.ecoquartier.referentiel.DraftProblem;
import fr.ecoquartier.referentiel.DraftTrials;
import fr.ecoquartier.referentiel.DraftTrials.Line;
import fr.ecoquartier.referentiel.InvalidFigures;
import fr.ecoquartier.referentiel.PublishedOperation;
import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.ReferentielDrafts;
import fr.ecoquartier.referentiel.TypedFigure;
import fr.ecoquartier.web.referentiel.DraftPage.Choice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Formulas of a draft on an example, while they are typed. */
@Controller
@RequestMapping("/referentiel/brouillons/{id}")
class TrialController {

    private static final String FIGURE = "exemple.";
    private static final int LONGEST_FIGURE = 60;

    private final ReferentielDrafts drafts;
    private final ReferentielRights rights;
    private final Checks checks;
    private final List<PublishedOperation> operations = PublishedOperation.all();

    TrialController(ReferentielDrafts drafts, ReferentielRights rights, Checks checks) {
        this.drafts = drafts;
        this.rights = rights;
        this.checks = checks;
    }

    /** A figure of the example. */
    record Field(String code, String label, String hint, String typed, String error) {}

    /** An indicator on the example. */
    record Row(
            int key,
            String code,
            String label,
            String unit,
            String value,
            String rating,
            String ratingCode,
            String words) {}

    /** The indicators of a dimension. */
    record Group(String code, String label, List<Row> rows) {}

    @ModelAttribute
    void readers() {
        rights.mustRead();
    }

    /** The indicator as it is typed, on the example; messages appear at their fields. */
    @PostMapping("/elements/{key}/essai")
    String indicator(
            @PathVariable long id,
            @PathVariable int key,
            @RequestParam("revision") int revision,
            @RequestParam Map<String, String> form,
            Model model) {
        rights.mustWrite();
        draft(id);
        DraftContent content;
        try {
            content = new DraftEdit.Change(key, DraftController.fields(Kind.INDICATOR, form))
                    .applied(drafts.content(id, revision))
                    .content();
        } catch (NoSuchElementException e) {
            throw new NoSuchReferentiel();
        }
        DraftExample before = drafts.example(id);
        DraftExample example = example(form, before, content);
        if (!example.equals(before)) {
            drafts.saveExample(id, example);
        }
        Set<String> sent = form.keySet().stream()
                .filter(name -> name.startsWith(FIGURE))
                .map(name -> name.substring(FIGURE.length()))
                .collect(Collectors.toSet());
        boolean loaded = !form.getOrDefault("operation", "").isBlank();
        IndicatorTrial trial = IndicatorTrial.of(content, key, example, loaded, messages(content, key));
        Set<String> needed =
                trial.fields().stream().map(IndicatorTrial.Field::code).collect(Collectors.toSet());
        model.addAttribute(
                "trial",
                loaded || !needed.equals(sent)
                        ? IndicatorTrial.of(content, key, example, true, trial.errors())
                        : trial);
        return "referentiel/trial :: live";
    }

    /** One message for each field of the indicator, empty where nothing is wrong. */
    private List<IndicatorTrial.Message> messages(DraftContent content, int key) {
        Map<String, String> texts = new LinkedHashMap<>();
        DraftElement element = drafts.elements(content).get(key);
        element.fields().keySet().forEach(field -> texts.put(field, ""));
        content.contexts().forEach(context -> {
            texts.put("thresholds." + context + ".minimum", "");
            texts.put("thresholds." + context + ".target", "");
        });
        drafts.problems(content).stream()
                .filter(problem -> problem.element() == key)
                .filter(DraftProblem::blocking)
                .forEach(problem ->
                        texts.merge(problem.field(), problem.message(), (a, b) -> a.isEmpty() ? b : a + " " + b));
        return texts.entrySet().stream()
                .filter(entry -> !Set.of("better", "mandatory").contains(entry.getKey()))
                .map(entry -> new IndicatorTrial.Message(entry.getKey().replace('.', '-'), entry.getValue()))
                .toList();
    }

    @GetMapping("/essai")
    String trial(@PathVariable long id, Model model) {
        return page(draft(id), drafts.example(id), "referentiel/essai", model);
    }

    @PostMapping("/essai")
    String tried(
            @PathVariable long id,
            @RequestParam Map<String, String> form,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean partial,
            Model model) {
        Draft draft = draft(id);
        DraftExample example = example(form, drafts.example(id), draft.content());
        if (rights.writes() && draft.open()) {
            drafts.saveExample(id, example);
        }
        boolean loaded = !form.getOrDefault("operation", "").isBlank() || form.containsKey("vider");
        if (partial && !loaded) {
            model.addAttribute("partial", true);
            return page(draft, example, "referentiel/essai :: results", model);
        }
        return page(draft, example, "referentiel/essai", model);
    }

    /** The example with what was typed; choosing an operation replaces it. */
    private DraftExample example(Map<String, String> form, DraftExample before, DraftContent content) {
        if (form.containsKey("vider")) {
            return new DraftExample("", before.context(), Map.of());
        }
        Optional<PublishedOperation> operation = operations.stream()
                .filter(o -> o.authorityCode().equals(form.getOrDefault("operation", "")))
                .findFirst();
        if (operation.isPresent()) {
            return IndicatorTrial.example(operation.get());
        }
        Map<String, String> figures = new HashMap<>(before.figures());
        content.inputs().forEach(input -> {
            String typed = form.get(FIGURE + input.code());
            if (typed != null) {
                String text = typed.strip();
                figures.put(input.code(), text.length() > LONGEST_FIGURE ? text.substring(0, LONGEST_FIGURE) : text);
            }
        });
        figures.values().removeIf(String::isEmpty);
        String context = form.getOrDefault("contexte", before.context());
        boolean same = figures.equals(before.figures());
        return new DraftExample(same ? before.name() : "", context.length() > 40 ? before.context() : context, figures);
    }

    private String page(Draft draft, DraftExample example, String view, Model model) {
        DraftContent content = draft.content();
        String context = content.contexts().contains(example.context())
                        || content.contexts().isEmpty()
                ? example.context()
                : content.contexts().get(content.contexts().size() - 1);
        DraftTrials.Entries entries = DraftTrials.entries(content, example.figures());
        Map<String, String> errors = new HashMap<>();
        entries.errors().forEach(error -> errors.putIfAbsent(error.field(), error.message()));
        model.addAttribute("draft", draft);
        model.addAttribute("writable", rights.writes() && draft.open());
        model.addAttribute("example", example);
        model.addAttribute("operations", operations);
        model.addAttribute("context", context);
        model.addAttribute(
                "contexts",
                content.contexts().stream()
                        .map(code -> new Choice(code, Referentiel.contextLabel(code)))
                        .toList());
        model.addAttribute(
                "fields",
                content.inputs().stream()
                        .map(input -> new Field(
                                input.code(),
                                input.label().isBlank() ? input.code() : input.label(),
                                hint(input),
                                example.figures().getOrDefault(input.code(), ""),
                                errors.get(input.code())))
                        .toList());
        model.addAttribute("errorCount", errors.size());
        model.addAttribute("groups", groups(content, context, entries));
        model.addAttribute("verdict", verdict(draft, context, entries));
        model.addAttribute(
                "problemCount",
                drafts.problems(content).stream().filter(DraftProblem::blocking).count());
        return view;
    }

    private static String hint(DraftContent.Input input) {
        String range = TypedFigure.read(input.min())
                .flatMap(min -> TypedFigure.read(input.max())
                        .map(max -> "de " + Decimals.french(min) + " à " + Decimals.french(max)))
                .orElse("");
        String unit = UnitLabels.french(input.unit());
        return unit.isEmpty() || range.isEmpty() ? unit + range : unit + ", " + range;
    }

    private static List<Group> groups(DraftContent content, String context, DraftTrials.Entries entries) {
        Map<Integer, Line> lines = new HashMap<>();
        DraftTrials.all(content, context, entries.accepted()).forEach(line -> lines.put(line.key(), line));
        List<Group> groups = new ArrayList<>();
        content.dimensions()
                .forEach(dimension -> groups.add(new Group(
                        dimension.code(),
                        dimension.label(),
                        dimension.commitments().stream()
                                .flatMap(commitment -> commitment.indicators().stream())
                                .map(indicator -> row(lines.get(indicator.key())))
                                .toList())));
        return groups;
    }

    private static Row row(Line line) {
        if (line.result() == null) {
            return new Row(line.key(), line.code(), line.label(), "", "–", "À corriger", "unmet", line.obstacle());
        }
        boolean known = line.result().value() != null;
        return new Row(
                line.key(),
                line.code(),
                line.label(),
                UnitLabels.french(line.result().unit()),
                known ? Wording.number(line.result()) : "–",
                known && !line.rated() ? "Sans seuil" : line.result().rating().label(),
                known && !line.rated() ? "missing" : line.result().rating().code(),
                known && !line.rated()
                        ? "Indiquez le seuil et la cible."
                        : line.result().explanation());
    }

    /** The opinion at the contract, as soon as the draft can be checked as a whole. */
    private CheckReport verdict(Draft draft, String context, DraftTrials.Entries entries) {
        if (entries.accepted().isEmpty()) {
            return null;
        }
        return drafts.referentiel(draft.id())
                .map(referentiel -> {
                    try {
                        return checks.check(referentiel, context, Stage.CONTRACT, entries.accepted(), Map.of());
                    } catch (InvalidFigures e) {
                        return null;
                    }
                })
                .orElse(null);
    }

    private Draft draft(long id) {
        return drafts.find(id).orElseThrow(NoSuchReferentiel::new);
    }
}
