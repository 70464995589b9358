package fr.ecoquartier.web.replay;

import fr.ecoquartier.access.CurrentPerson;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.indicator.Rating;
import fr.ecoquartier.pilot.replay.Cause;
import fr.ecoquartier.pilot.replay.ChangeKind;
import fr.ecoquartier.pilot.replay.CheckChange;
import fr.ecoquartier.pilot.replay.ReplayFilter;
import fr.ecoquartier.pilot.replay.ReplayResult;
import fr.ecoquartier.pilot.replay.ReplaySummary;
import fr.ecoquartier.pilot.replay.Replays;
import fr.ecoquartier.pilot.replay.Sensitivity;
import fr.ecoquartier.pilot.replay.SensitivityPicture;
import fr.ecoquartier.pilot.run.Runs;
import fr.ecoquartier.referentiel.Draft;
import fr.ecoquartier.referentiel.ReferentielDrafts;
import fr.ecoquartier.territory.Region;
import fr.ecoquartier.territory.Territories;
import fr.ecoquartier.web.Downloads;
import fr.ecoquartier.web.Sheets;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriComponentsBuilder;

/** What a draft of the référentiel would change on the existing dossiers. */
@Controller
class ReplayController {

    private static final int PAGE_SIZE = 25;
    private static final int PICTURES = 9;

    /** What was filtered, as it stands in the address. */
    record Search(String contexte, String region, String changement, String indicateur) {}

    /** A threshold with its picture. */
    record Plot(Sensitivity sensitivity, String svg) {}

    private final Replays replays;
    private final ReferentielDrafts drafts;
    private final Runs runs;
    private final CurrentPerson current;
    private final Territories territories;

    ReplayController(
            Replays replays, ReferentielDrafts drafts, Runs runs, CurrentPerson current, Territories territories) {
        this.replays = replays;
        this.drafts = drafts;
        this.runs = runs;
        this.current = current;
        this.territories = territories;
    }

    @GetMapping("/referentiel/brouillons/{id}/relecture")
    String show(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String contexte,
            @RequestParam(defaultValue = "") String region,
            @RequestParam(defaultValue = "") String changement,
            @RequestParam(defaultValue = "") String indicateur,
            @RequestParam(defaultValue = "") String seuils,
            @RequestParam(defaultValue = "0") int page,
            Model model) {
        Person person = staff();
        Draft draft = draft(id);
        Search search = new Search(contexte, region, changement, indicateur);
        model.addAttribute("draft", draft);
        model.addAttribute("valid", drafts.referentiel(id).isPresent());
        model.addAttribute("mayReplay", mayReplay(person));
        replays.latest(id).ifPresent(summary -> show(summary, search, seuils, Math.max(0, page), person, model));
        return "replay/replay";
    }

    private void show(ReplaySummary summary, Search search, String seuils, int page, Person person, Model model) {
        ReplayResult result = summary.result();
        Set<String> visible = visible(person);
        ReplayFilter filter = filter(search, visible);
        long total = replays.count(summary.id(), filter);
        model.addAttribute("summary", summary);
        model.addAttribute("result", result);
        model.addAttribute("verdict", visible == null ? summary.verdict() : summary.verdictWithoutNames());
        model.addAttribute(
                "failures",
                result.failures().stream()
                        .filter(failure -> visible == null || visible.contains(failure.region()))
                        .toList());
        model.addAttribute("search", search);
        model.addAttribute("listed", visible == null || !visible.isEmpty());
        model.addAttribute("changes", replays.changes(summary.id(), filter, page, PAGE_SIZE));
        model.addAttribute("total", total);
        model.addAttribute("page", page);
        model.addAttribute("pages", (total + PAGE_SIZE - 1) / PAGE_SIZE);
        model.addAttribute("previous", address(summary.draft(), "", search, page - 1));
        model.addAttribute("next", address(summary.draft(), "", search, page + 1));
        model.addAttribute("csv", address(summary.draft(), ".csv", search, 0));
        model.addAttribute("xlsx", address(summary.draft(), ".xlsx", search, 0));
        model.addAttribute("kinds", ChangeKind.values());
        model.addAttribute("causes", Cause.values());
        model.addAttribute("ratings", Rating.values());
        model.addAttribute("regionNames", regionNames());
        List<String> contexts =
                result.contexts().stream().map(ReplayResult.Group::code).toList();
        String context = contexts.contains(seuils)
                ? seuils
                : result.contexts().stream()
                        .max(Comparator.comparingInt(ReplayResult.Group::checks))
                        .map(ReplayResult.Group::code)
                        .orElse("");
        List<Sensitivity> sensitivities = result.sensitivities().stream()
                .filter(sensitivity -> sensitivity.context().equals(context))
                .toList();
        model.addAttribute("contexts", contexts);
        model.addAttribute("thresholdContext", context);
        model.addAttribute("sensitivities", sensitivities);
        model.addAttribute(
                "plots",
                sensitivities.stream()
                        .filter(sensitivity -> sensitivity.most() > 0)
                        .sorted(Comparator.comparing(Sensitivity::most).reversed())
                        .limit(PICTURES)
                        .map(sensitivity -> new Plot(sensitivity, SensitivityPicture.svg(sensitivity)))
                        .toList());
    }

    @PostMapping("/referentiel/brouillons/{id}/relecture")
    String replay(@PathVariable long id) {
        Person person = staff();
        Draft draft = draft(id);
        if (!mayReplay(person)) {
            throw new AccessDeniedException("only the carrier structure and the ministry replay a draft");
        }
        String effect = "page:" + UUID.randomUUID();
        String run =
                runs.start("Relecture du projet « " + draft.title() + " » sur les dossiers", person.id(), progress -> {
                    try {
                        replays.run(id, effect, progress);
                    } catch (NotPossible refusal) {
                        throw new Runs.Stopped(refusal.getMessage());
                    }
                    return "/referentiel/brouillons/" + id + "/relecture";
                });
        return "redirect:/traitements/" + run;
    }

    @GetMapping("/referentiel/brouillons/{id}/relecture.csv")
    void csv(@PathVariable long id, Search search, HttpServletResponse response) throws IOException {
        ReplaySummary summary = listed(id);
        attach(response, Downloads.CSV, "relecture-brouillon-" + id + ".csv");
        try (Sheets sheet = Sheets.csv(response.getOutputStream(), ChangeRow.TITLES)) {
            write(summary, search, sheet);
        }
    }

    @GetMapping("/referentiel/brouillons/{id}/relecture.xlsx")
    void xlsx(@PathVariable long id, Search search, HttpServletResponse response) throws IOException {
        ReplaySummary summary = listed(id);
        attach(response, Downloads.XLSX, "relecture-brouillon-" + id + ".xlsx");
        try (Sheets sheet = Sheets.xlsx(response.getOutputStream(), "Changements", ChangeRow.TITLES, 0)) {
            write(summary, search, sheet);
        }
    }

    private void write(ReplaySummary summary, Search search, Sheets sheet) {
        Map<String, String> names = regionNames();
        replays.eachChange(
                summary.id(),
                filter(search, visible(current.get())),
                (CheckChange change) -> ChangeRow.of(change, code -> names.getOrDefault(code, code))
                        .forEach(sheet::row));
    }

    private ReplaySummary listed(long id) {
        staff();
        draft(id);
        return replays.latest(id)
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND, "Ce projet n’a pas encore été relu sur les dossiers."));
    }

    private static void attach(HttpServletResponse response, MediaType type, String name) {
        response.setContentType(type.toString());
        response.setHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
    }

    private Person staff() {
        Person person = current.get();
        if (!person.staff()) {
            throw new AccessDeniedException("a replay is for the staff");
        }
        return person;
    }

    private static boolean mayReplay(Person person) {
        return person.is(Role.CARRIER) || person.is(Role.MINISTRY);
    }

    /** Regions whose dossiers this person sees by name; null for all. */
    private static @Nullable Set<String> visible(Person person) {
        return person.allRegions() ? null : person.is(Role.DREAL) ? person.regions() : Set.of();
    }

    private Draft draft(long id) {
        return drafts.find(id)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "Ce brouillon n’existe pas."));
    }

    private static ReplayFilter filter(Search search, @Nullable Set<String> visible) {
        return new ReplayFilter(
                blankToNull(search.contexte()),
                blankToNull(search.region()),
                search.changement() == null
                        ? null
                        : ChangeKind.find(search.changement()).orElse(null),
                blankToNull(search.indicateur()),
                visible);
    }

    private Map<String, String> regionNames() {
        return territories.regions().stream().collect(Collectors.toMap(Region::code, Region::label));
    }

    private static String address(long draft, String suffix, Search search, int page) {
        UriComponentsBuilder address =
                UriComponentsBuilder.fromPath("/referentiel/brouillons/" + draft + "/relecture" + suffix);
        add(address, "contexte", search.contexte());
        add(address, "region", search.region());
        add(address, "changement", search.changement());
        add(address, "indicateur", search.indicateur());
        add(address, "page", page > 0 ? String.valueOf(page) : "");
        return address.encode(StandardCharsets.UTF_8).build().toUriString();
    }

    private static void add(UriComponentsBuilder address, String name, String value) {
        if (!value.isEmpty()) {
            address.queryParam(name, "{" + name + "}").uriVariables(Map.of(name, value));
        }
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
