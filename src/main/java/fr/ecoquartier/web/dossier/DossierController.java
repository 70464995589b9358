package fr.ecoquartier.web.dossier;

import fr.ecoquartier.access.DossierAccess;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.dossier.DossierPage;
import fr.ecoquartier.dossier.DossierQuery;
import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.DossierStatus;
import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.LabelProcess;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.dossier.OpenTasks;
import fr.ecoquartier.territory.Region;
import fr.ecoquartier.territory.Territories;
import fr.ecoquartier.web.Book;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** The dossiers: search, page, extract for Tasklist, files, suspension. */
@Controller
class DossierController {

    private static final int PAGE_SIZE = 25;
    private static final int MIN_REASON = 10;
    private static final int MAX_REASON = 4000;

    /** What was searched, as it stands in the address. */
    record Search(
            String q,
            String region,
            String etape,
            String etat,
            String nature,
            boolean retard,
            String tri,
            String role,
            String tache,
            String echeanceDu,
            String echeanceAu,
            String evenement,
            String du,
            String au) {}

    private final Dossiers dossiers;
    private final DossierAccess access;
    private final VisibleDossiers visible;
    private final DossierViews views;
    private final LabelProcess process;
    private final Territories territories;
    private final OpenTasks tasks;

    DossierController(
            Dossiers dossiers,
            DossierAccess access,
            VisibleDossiers visible,
            DossierViews views,
            LabelProcess process,
            Territories territories,
            OpenTasks tasks) {
        this.dossiers = dossiers;
        this.access = access;
        this.visible = visible;
        this.views = views;
        this.process = process;
        this.territories = territories;
        this.tasks = tasks;
    }

    @GetMapping("/dossiers")
    String search(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String region,
            @RequestParam(defaultValue = "") String etape,
            @RequestParam(defaultValue = "") String etat,
            @RequestParam(defaultValue = "") String nature,
            @RequestParam(defaultValue = "false") boolean retard,
            @RequestParam(defaultValue = "") String tri,
            @RequestParam(defaultValue = "") String role,
            @RequestParam(defaultValue = "") String tache,
            @RequestParam(defaultValue = "") String echeanceDu,
            @RequestParam(defaultValue = "") String echeanceAu,
            @RequestParam(defaultValue = "") String evenement,
            @RequestParam(defaultValue = "") String du,
            @RequestParam(defaultValue = "") String au,
            @RequestParam(defaultValue = "0") int page,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean partial,
            @RequestHeader(name = "HX-History-Restore-Request", defaultValue = "false") boolean restored,
            Model model) {
        Person person = visible.person();
        Search search = new Search(
                q.strip(),
                region,
                etape,
                etat,
                nature,
                retard,
                tri,
                role,
                tache,
                echeanceDu,
                echeanceAu,
                evenement,
                du,
                au);
        DossierCriteria criteria = new DossierCriteria(
                search, (process, step) -> tasks.name(process, step).orElse(step));
        DossierPage result =
                dossiers.search(query(search, criteria, Math.max(0, page), PAGE_SIZE), access.scope(person));
        List<Region> regions = territories.regions();
        model.addAttribute("search", search);
        model.addAttribute("criteria", criteria.sentences());
        model.addAttribute("problems", criteria.problems());
        model.addAttribute("result", result);
        model.addAttribute("stages", DossierStage.values());
        model.addAttribute("statuses", DossierStatus.values());
        model.addAttribute("regions", person.allRegions() ? regions : List.of());
        model.addAttribute("regionNames", regions.stream().collect(Collectors.toMap(Region::code, Region::label)));
        model.addAttribute("territory", territory(person, territories));
        model.addAttribute("formats", Book.Format.values());
        model.addAttribute("previous", address(search, result.page() - 1));
        model.addAttribute("next", address(search, result.page() + 1));
        return partial && !restored ? "dossier/search :: results" : "dossier/search";
    }

    /** What the page and its exports ask alike. */
    static DossierQuery query(Search search, DossierCriteria criteria, int page, int size) {
        return new DossierQuery(
                blankToNull(search.q()),
                null,
                blankToNull(search.region()),
                Arrays.stream(DossierStage.values())
                        .filter(stage -> stage.code().equals(search.etape()))
                        .findFirst()
                        .orElse(null),
                Arrays.stream(DossierStatus.values())
                        .filter(status -> status.name().equals(search.etat()))
                        .findFirst()
                        .orElse(null),
                kind(search.nature()),
                search.retard(),
                criteria.work(),
                criteria.event(),
                blankToNull(search.tri()),
                page,
                size);
    }

    /** The dossiers of the label unless those of the tests are asked for, so that nobody counts them together unawares. */
    private static Boolean kind(String nature) {
        return switch (nature) {
            case "test" -> true;
            case "tous" -> null;
            default -> false;
        };
    }

    /** The territory of a person, as they read it. */
    static String territory(Person person, Territories territories) {
        if (person.allRegions()) {
            return "Toutes les régions";
        }
        if (!person.regions().isEmpty()) {
            return person.regions().stream()
                    .sorted()
                    .map(code -> territories.region(code).map(Region::label).orElse(code))
                    .collect(Collectors.joining(", "));
        }
        return person.is(Role.EXPERT)
                ? "Les dossiers dont vous êtes expert"
                : person.is(Role.AUTHORITY) ? "Les dossiers de votre collectivité" : "";
    }

    static String address(Search search, int page) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath("/dossiers");
        add(address, "q", search.q());
        add(address, "region", search.region());
        add(address, "etape", search.etape());
        add(address, "etat", search.etat());
        add(address, "nature", search.nature());
        add(address, "retard", search.retard() ? "true" : "");
        add(address, "tri", search.tri());
        add(address, "role", search.role());
        add(address, "tache", search.tache());
        add(address, "echeanceDu", search.echeanceDu());
        add(address, "echeanceAu", search.echeanceAu());
        add(address, "evenement", search.evenement());
        add(address, "du", search.du());
        add(address, "au", search.au());
        add(address, "page", page > 0 ? String.valueOf(page) : "");
        return address.encode(StandardCharsets.UTF_8).build().toUriString();
    }

    private static void add(UriComponentsBuilder address, String name, String value) {
        if (!value.isEmpty()) {
            address.queryParam(name, "{" + name + "}").uriVariables(java.util.Map.of(name, value));
        }
    }

    @GetMapping("/dossiers/{reference}")
    String page(@PathVariable String reference, Model model) {
        return show(visible.get(reference), model);
    }

    private String show(DossierSummary dossier, Model model) {
        DossierView view = views.of(dossier, visible.person());
        model.addAttribute("view", view);
        return "dossier/dossier";
    }

    /** The dossier without the layout, for the tab beside a form in Tasklist. */
    @GetMapping("/dossiers/{reference}/extrait")
    String extract(@PathVariable String reference, Model model) {
        model.addAttribute("view", views.of(visible.get(reference), visible.person()));
        return "dossier/extract";
    }

    @PostMapping("/dossiers/{reference}/suspension")
    String suspend(
            @PathVariable String reference,
            @RequestParam(defaultValue = "") String motif,
            Model model,
            RedirectAttributes flash) {
        return act(reference, motif, model, flash, "Le dossier est suspendu.", process::suspend);
    }

    @PostMapping("/dossiers/{reference}/reprise")
    String resume(
            @PathVariable String reference,
            @RequestParam(defaultValue = "") String motif,
            Model model,
            RedirectAttributes flash) {
        return act(
                reference,
                motif,
                model,
                flash,
                "Le dossier reprend ; les échéances ont été décalées de la durée de la suspension.",
                process::resume);
    }

    private interface Action {
        void on(String reference, String reason, fr.ecoquartier.dossier.Actor actor) throws NotPossible;
    }

    private String act(
            String reference, String reason, Model model, RedirectAttributes flash, String done, Action action) {
        DossierSummary dossier = visible.get(reference);
        if (!visible.person().is(Role.MINISTRY)) {
            throw new AccessDeniedException("only the ministry suspends a dossier");
        }
        String motif = reason.strip();
        if (motif.length() < MIN_REASON || motif.length() > MAX_REASON) {
            model.addAttribute("reason", reason);
            model.addAttribute(
                    "reasonError",
                    "Indiquez le motif, en " + MIN_REASON + " caractères au moins et " + MAX_REASON + " au plus.");
            return show(dossier, model);
        }
        try {
            action.on(reference, motif, visible.actor());
            flash.addFlashAttribute("success", done);
        } catch (NotPossible refusal) {
            flash.addFlashAttribute("failure", refusal.getMessage());
        }
        return "redirect:/dossiers/" + reference;
    }

    private static String blankToNull(String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
