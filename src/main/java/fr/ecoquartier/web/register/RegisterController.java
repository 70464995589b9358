package fr.ecoquartier.web.register;

import fr.ecoquartier.register.Departement;
import fr.ecoquartier.register.Departements;
import fr.ecoquartier.register.PublicFields;
import fr.ecoquartier.register.PublicOperation;
import fr.ecoquartier.register.Register;
import fr.ecoquartier.register.RegisterCounts;
import fr.ecoquartier.register.RegisterField;
import fr.ecoquartier.register.RegisterPage;
import fr.ecoquartier.register.RegisterSort;
import fr.ecoquartier.register.RegisterState;
import fr.ecoquartier.territory.Region;
import fr.ecoquartier.territory.Territories;
import fr.ecoquartier.web.Navigation;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/** The public register: search, map, page of an operation, page on the open data. No account, no session. */
@Controller
class RegisterController {

    private static final int PAGE_SIZE = 25;
    private static final Duration KEPT = Duration.ofMinutes(1);

    /** How many operations stand where, with the address that shows them. */
    record Number(RegisterState state, long count, String address, boolean chosen) {}

    /** A date of an operation. */
    record Milestone(String label, LocalDate on, boolean bad) {}

    private final Register register;
    private final PublicFields fields;
    private final Territories territories;
    private final Departements departements;
    private final RegisterColumns columns;
    private final Navigation navigation;
    private final Clock clock;

    RegisterController(
            Register register,
            PublicFields fields,
            Territories territories,
            Departements departements,
            RegisterColumns columns,
            Navigation navigation,
            Clock clock) {
        this.register = register;
        this.fields = fields;
        this.territories = territories;
        this.departements = departements;
        this.columns = columns;
        this.navigation = navigation;
        this.clock = clock;
    }

    @GetMapping("/registre")
    String search(
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean partial,
            @RequestHeader(name = "HX-History-Restore-Request", defaultValue = "false") boolean restored,
            HttpServletResponse response,
            Model model) {
        RegisterCriteria criteria = new RegisterCriteria(parameters, territories, departements);
        show(criteria, response, model);
        model.addAttribute("place", null);
        return partial && !restored ? "register/search :: results" : "register/search";
    }

    /** An address to give away: everything of one département. */
    @GetMapping("/registre/departements/{code}")
    String departement(@PathVariable String code, HttpServletResponse response, Model model) {
        Optional<Departement> place = departements.find(code);
        if (place.isEmpty()) {
            return unknown(
                    "Il n’y a pas de département «\u00a0" + shortened(code) + "\u00a0» au registre.", response, model);
        }
        MultiValueMap<String, String> parameters = new LinkedMultiValueMap<>();
        parameters.add("departement", place.get().code());
        show(new RegisterCriteria(parameters, territories, departements), response, model);
        model.addAttribute("place", place.get());
        return "register/search";
    }

    private void show(RegisterCriteria criteria, HttpServletResponse response, Model model) {
        boolean understood = criteria.problems().isEmpty();
        RegisterPage result = understood
                ? register.search(criteria.query(), criteria.sort(), criteria.page(), PAGE_SIZE)
                : new RegisterPage(List.of(), 0, 0, PAGE_SIZE);
        RegisterCounts counts = understood ? register.count(criteria.query()) : new RegisterCounts(Map.of(), Map.of());
        List<Number> numbers = new ArrayList<>();
        for (RegisterState state : RegisterState.values()) {
            boolean chosen = state.code().equals(criteria.asked().get("etat"));
            numbers.add(new Number(
                    state,
                    counts.of(state),
                    criteria.address("/registre", "etat", chosen ? null : state.code()),
                    chosen));
        }
        model.addAttribute("asked", criteria.asked());
        model.addAttribute("filtered", criteria.filtered());
        model.addAttribute("problems", criteria.problems());
        model.addAttribute("result", result);
        model.addAttribute("numbers", numbers);
        model.addAttribute("map", new RegisterMap(departements, counts, criteria));
        model.addAttribute(
                "regions",
                territories.regions().stream()
                        .sorted(Comparator.comparing(Region::label))
                        .toList());
        model.addAttribute("departements", departements.all());
        model.addAttribute("states", RegisterState.values());
        model.addAttribute("sorts", RegisterSort.values());
        model.addAttribute("years", register.years());
        model.addAttribute("previous", criteria.address("/registre", "page", page(result.page() - 1)));
        model.addAttribute("next", criteria.address("/registre", "page", page(result.page() + 1)));
        model.addAttribute("csv", criteria.file("/registre/operations.csv"));
        model.addAttribute("json", criteria.file("/registre/operations.json"));
        model.addAttribute("feed", criteria.file("/registre/flux.atom"));
        cache(response);
    }

    private static String page(int number) {
        return number > 0 ? String.valueOf(number) : null;
    }

    @GetMapping("/registre/{reference}")
    String operation(@PathVariable String reference, HttpServletResponse response, Model model) {
        Optional<PublicOperation> found = register.find(reference);
        if (found.isEmpty()) {
            return unknown(
                    "Aucune opération de référence «\u00a0" + shortened(reference)
                            + "\u00a0» n’est au registre. Seules y figurent les opérations dont la charte est signée.",
                    response,
                    model);
        }
        PublicOperation operation = found.get();
        model.addAttribute("operation", operation);
        model.addAttribute("milestones", milestones(operation));
        model.addAttribute(
                "overdue",
                operation.validUntil() != null && operation.validUntil().isBefore(LocalDate.now(clock)));
        model.addAttribute("certificate", operation.field(RegisterField.VERIFICATION));
        model.addAttribute("texts", RegisterField.values());
        cache(response);
        return "register/operation";
    }

    private static List<Milestone> milestones(PublicOperation operation) {
        List<Milestone> milestones = new ArrayList<>();
        add(milestones, "Charte signée", operation.charterOn(), false);
        add(milestones, "Contrat signé", operation.contractOn(), false);
        add(milestones, "Label attribué", operation.labelOn(), false);
        add(milestones, "Label confirmé", operation.confirmedOn(), false);
        if (operation.state().ended()) {
            add(milestones, operation.state().label(), operation.endedOn(), true);
        }
        return milestones;
    }

    private static void add(List<Milestone> milestones, String label, LocalDate on, boolean bad) {
        if (on != null) {
            milestones.add(new Milestone(label, on, bad));
        }
    }

    @GetMapping("/registre/donnees-ouvertes")
    String openData(HttpServletResponse response, Model model) {
        model.addAttribute("columns", columns.all());
        model.addAttribute("open", fields.now());
        model.addAttribute("states", RegisterState.values());
        cache(response);
        return "register/open-data";
    }

    private static String unknown(String sentence, HttpServletResponse response, Model model) {
        response.setStatus(HttpStatus.NOT_FOUND.value());
        model.addAttribute("sentence", sentence);
        return "register/unknown";
    }

    private static String shortened(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }

    /** For a minute, wherever it passes; the page of somebody who is signed in has their name and stays private. */
    private void cache(HttpServletResponse response) {
        if (!navigation.signedIn()) {
            response.setHeader(
                    HttpHeaders.CACHE_CONTROL,
                    CacheControl.maxAge(KEPT).cachePublic().getHeaderValue());
            response.addHeader(HttpHeaders.VARY, "Cookie, HX-Request, HX-History-Restore-Request");
        }
    }
}
