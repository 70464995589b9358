package fr.ecoquartier.web.move;

import fr.ecoquartier.access.CurrentPerson;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.MoveComparison.Difference;
import fr.ecoquartier.dossier.MoveFilter;
import fr.ecoquartier.dossier.MovePlan;
import fr.ecoquartier.dossier.MoveWatch;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.dossier.VersionMoves;
import fr.ecoquartier.pilot.run.Progress;
import fr.ecoquartier.pilot.run.Runs;
import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.Referentiels;
import fr.ecoquartier.territory.Region;
import fr.ecoquartier.territory.Territories;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** Running dossiers and a version of the référentiel: who is at which, the comparison, the move, its report. */
@Controller
class VersionMoveController {

    private static final int PAGE_SIZE = 25;
    private static final int PLANS = 10;

    /** Which dossiers, as it stands in the address. */
    record Search(String depuis, String region, String contexte, String etape, String nature) {

        Search {
            depuis = depuis == null ? "" : depuis;
            region = region == null ? "" : region;
            contexte = contexte == null ? "" : contexte;
            etape = etape == null ? "" : etape;
            nature = nature == null ? "" : nature;
        }
    }

    private final VersionMoves moves;
    private final Dossiers dossiers;
    private final Referentiels referentiels;
    private final Runs runs;
    private final CurrentPerson current;
    private final Territories territories;

    VersionMoveController(
            VersionMoves moves,
            Dossiers dossiers,
            Referentiels referentiels,
            Runs runs,
            CurrentPerson current,
            Territories territories) {
        this.moves = moves;
        this.dossiers = dossiers;
        this.referentiels = referentiels;
        this.runs = runs;
        this.current = current;
        this.territories = territories;
    }

    @GetMapping("/referentiel/versions/{version}/dossiers")
    String dossiers(
            @PathVariable String version,
            @ModelAttribute("search") Search search,
            @RequestParam(defaultValue = "0") int page,
            Model model) {
        Person person = reader();
        Set<String> regions = regions(person);
        Referentiel to = version(version);
        MoveFilter filter = filter(search);
        int at = Math.max(0, page);
        long total = moves.countRunning(version, filter, regions);
        model.addAttribute("version", to);
        model.addAttribute("mayMove", mayMove(person));
        model.addAttribute("label", moves.runningByVersion(false, regions));
        model.addAttribute("tests", moves.runningByVersion(true, regions));
        model.addAttribute(
                "dossiers",
                moves.running(version, filter, regions, at, PAGE_SIZE).stream()
                        .map(dossiers::get)
                        .toList());
        model.addAttribute("total", total);
        model.addAttribute("page", at);
        model.addAttribute("pages", (total + PAGE_SIZE - 1) / PAGE_SIZE);
        model.addAttribute("previous", address(version, search, at - 1));
        model.addAttribute("next", address(version, search, at + 1));
        model.addAttribute(
                "versions",
                referentiels.versions().stream().map(Referentiel::version).toList());
        model.addAttribute("stages", Arrays.asList(DossierStage.values()).subList(0, 5));
        model.addAttribute("regionNames", regionNames());
        model.addAttribute("regions", person.allRegions() ? territories.regions() : List.of());
        model.addAttribute("plans", person.allRegions() ? moves.plans(version, PLANS) : List.of());
        return "move/dossiers";
    }

    /** Compares one dossier at once, those of a filter in the background. */
    @PostMapping("/referentiel/versions/{version}/dossiers/comparaison")
    String compare(
            @PathVariable String version,
            @RequestParam(defaultValue = "") String reference,
            Search search,
            RedirectAttributes flash) {
        Person person = mover();
        version(version);
        Actor actor = actor(person);
        if (!reference.isEmpty()) {
            try {
                MovePlan plan = moves.prepare(
                        version, MoveFilter.one(reference), "Dossier " + reference, actor, MoveWatch.none());
                return "redirect:" + plan(version, plan.id());
            } catch (NotPossible refusal) {
                flash.addFlashAttribute("failure", refusal.getMessage());
                return "redirect:" + address(version, search, 0);
            }
        }
        MoveFilter filter = filter(search);
        String words = words(search);
        String run = runs.start(
                "Comparaison des dossiers avec la version « " + version + " »",
                person.id(),
                progress -> plan(
                        version,
                        possible(() -> moves.prepare(version, filter, words, actor, watch(progress)))
                                .id()));
        return "redirect:/traitements/" + run;
    }

    @GetMapping("/referentiel/versions/{version}/dossiers/comparaisons/{id}")
    String plan(
            @PathVariable String version,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String changement,
            @RequestParam(defaultValue = "") String etat,
            @RequestParam(defaultValue = "0") int page,
            Model model) {
        reader();
        return show(version, found(version, id), changement, etat, Math.max(0, page), model);
    }

    private String show(String version, MovePlan plan, String changement, String etat, int page, Model model) {
        Person person = current.get();
        Set<String> regions = regions(person);
        Difference difference = Arrays.stream(Difference.values())
                .filter(d -> d.name().equals(changement))
                .findFirst()
                .orElse(null);
        MovePlan.State state = Arrays.stream(MovePlan.State.values())
                .filter(s -> s.name().equals(etat))
                .findFirst()
                .orElse(null);
        long total = moves.countItems(plan.id(), difference, state, regions);
        model.addAttribute("version", version(version));
        model.addAttribute("plan", plan);
        model.addAttribute("mayMove", mayMove(person));
        model.addAttribute("national", person.allRegions());
        model.addAttribute("differences", Difference.values());
        model.addAttribute("states", MovePlan.State.values());
        model.addAttribute("changement", changement);
        model.addAttribute("etat", etat);
        model.addAttribute("items", moves.items(plan.id(), difference, state, regions, page, PAGE_SIZE));
        model.addAttribute("total", total);
        model.addAttribute("page", page);
        model.addAttribute("pages", (total + PAGE_SIZE - 1) / PAGE_SIZE);
        model.addAttribute("regionNames", regionNames());
        return "move/plan";
    }

    @PostMapping("/referentiel/versions/{version}/dossiers/comparaisons/{id}")
    String carryOut(
            @PathVariable String version,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String motif,
            Model model,
            RedirectAttributes flash) {
        Person person = mover();
        MovePlan plan = found(version, id);
        try {
            VersionMoves.checkReason(motif);
        } catch (NotPossible refusal) {
            model.addAttribute("reason", motif);
            model.addAttribute("reasonError", refusal.getMessage());
            return show(version, plan, "", "", 0, model);
        }
        if (plan.started()) {
            flash.addFlashAttribute(
                    "failure", "Ces dossiers ont déjà été traités : préparez une nouvelle comparaison.");
            return "redirect:" + plan(version, id);
        }
        Actor actor = actor(person);
        String run = runs.start("Passage des dossiers à la version « " + version + " »", person.id(), progress -> {
            possible(() -> moves.carryOut(id, motif, actor, watch(progress)));
            return plan(version, id);
        });
        return "redirect:/traitements/" + run;
    }

    private interface Action {
        MovePlan run() throws NotPossible;
    }

    private static MovePlan possible(Action action) throws Runs.Stopped {
        try {
            return action.run();
        } catch (NotPossible refusal) {
            throw new Runs.Stopped(refusal.getMessage());
        }
    }

    private static MoveWatch watch(Progress progress) {
        return new MoveWatch() {
            @Override
            public void report(double share, String message) {
                progress.report(share, message);
            }

            @Override
            public boolean cancelled() {
                return progress.cancelled();
            }
        };
    }

    private MovePlan found(String version, long id) {
        return moves.plan(id)
                .filter(plan -> plan.version().equals(version))
                .orElseThrow(
                        () -> new ResponseStatusException(HttpStatus.NOT_FOUND, "Cette comparaison n’existe pas."));
    }

    private Referentiel version(String version) {
        return referentiels
                .find(version)
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND, "Cette version du référentiel n’existe pas."));
    }

    private static boolean mayMove(Person person) {
        return person.is(Role.CARRIER) || person.is(Role.MINISTRY);
    }

    private Person reader() {
        Person person = current.get();
        if (!person.allRegions() && !person.is(Role.DREAL)) {
            throw new AccessDeniedException("dossiers by version are for the national and regional services");
        }
        return person;
    }

    private Person mover() {
        Person person = current.get();
        if (!mayMove(person)) {
            throw new AccessDeniedException("only the carrier structure and the ministry move dossiers");
        }
        return person;
    }

    /** Regions whose dossiers this person sees; null for all. */
    private static @Nullable Set<String> regions(Person person) {
        return person.allRegions() ? null : person.regions();
    }

    private static Actor actor(Person person) {
        return new Actor(person.id(), person.name(), (person.is(Role.CARRIER) ? Role.CARRIER : Role.MINISTRY).label());
    }

    private static MoveFilter filter(Search search) {
        return new MoveFilter(
                null,
                blankToNull(search.depuis()),
                blankToNull(search.region()),
                blankToNull(search.contexte()),
                Arrays.stream(DossierStage.values())
                        .filter(stage -> stage.code().equals(search.etape()))
                        .findFirst()
                        .orElse(null),
                switch (search.nature()) {
                    case "test" -> true;
                    case "tous" -> null;
                    default -> false;
                });
    }

    /** The filter as people read it: « dossiers du label, depuis la version 2012-test, Rhône-Alpes ». */
    private String words(Search search) {
        List<String> words = new ArrayList<>();
        words.add(
                switch (search.nature()) {
                    case "test" -> "Dossiers de test";
                    case "tous" -> "Dossiers du label et de test";
                    default -> "Dossiers du label";
                });
        if (!search.depuis().isBlank()) {
            words.add("à la version " + search.depuis());
        }
        if (!search.region().isBlank()) {
            words.add(regionNames().getOrDefault(search.region(), search.region()));
        }
        if (!search.contexte().isBlank()) {
            words.add(Referentiel.contextLabel(search.contexte()).toLowerCase(java.util.Locale.FRENCH));
        }
        MoveFilter filter = filter(search);
        if (filter.stage() != null) {
            words.add("étape " + filter.stage().label().toLowerCase(java.util.Locale.FRENCH));
        }
        return String.join(", ", words);
    }

    private Map<String, String> regionNames() {
        return territories.regions().stream().collect(Collectors.toMap(Region::code, Region::label));
    }

    private static String plan(String version, long id) {
        return UriComponentsBuilder.fromPath("/referentiel/versions/{version}/dossiers/comparaisons/" + id)
                .encode(StandardCharsets.UTF_8)
                .buildAndExpand(version)
                .toUriString();
    }

    private static String address(String version, Search search, int page) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath("/referentiel/versions/{version}/dossiers");
        Map<String, Object> values = new java.util.HashMap<>(Map.of("version", version));
        add(address, values, "depuis", search.depuis());
        add(address, values, "region", search.region());
        add(address, values, "contexte", search.contexte());
        add(address, values, "etape", search.etape());
        add(address, values, "nature", search.nature());
        add(address, values, "page", page > 0 ? String.valueOf(page) : "");
        return address.encode(StandardCharsets.UTF_8).buildAndExpand(values).toUriString();
    }

    private static void add(UriComponentsBuilder address, Map<String, Object> values, String name, String value) {
        if (!value.isEmpty()) {
            address.queryParam(name, "{" + name + "}");
            values.put(name, value);
        }
    }

    private static @Nullable String blankToNull(String text) {
        return text.isBlank() ? null : text;
    }
}
