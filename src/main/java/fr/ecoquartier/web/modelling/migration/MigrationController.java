package fr.ecoquartier.web.modelling.migration;

import fr.ecoquartier.access.CurrentPerson;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.modelling.Author;
import fr.ecoquartier.modelling.migration.ItemFilter;
import fr.ecoquartier.modelling.migration.MappingProblem;
import fr.ecoquartier.modelling.migration.MappingRefused;
import fr.ecoquartier.modelling.migration.Migration;
import fr.ecoquartier.modelling.migration.MigrationEngine;
import fr.ecoquartier.modelling.migration.MigrationItem;
import fr.ecoquartier.modelling.migration.MigrationProposal;
import fr.ecoquartier.modelling.migration.MigrationWorker;
import fr.ecoquartier.modelling.migration.Migrations;
import fr.ecoquartier.modelling.migration.MoveOptions;
import fr.ecoquartier.modelling.migration.ProcessVersion;
import fr.ecoquartier.pilot.run.Runs;
import fr.ecoquartier.territory.Territories;
import fr.ecoquartier.web.Downloads;
import fr.ecoquartier.web.Sheets;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Running instances and a new version of their process: the mapping, the trial, the move and its report. */
@Controller
class MigrationController {

    private static final int PAGE_SIZE = 50;
    private static final int HISTORY = 20;

    private final MigrationEngine engine;
    private final Migrations migrations;
    private final MigrationWorker worker;
    private final Runs runs;
    private final CurrentPerson current;
    private final Territories territories;

    MigrationController(
            MigrationEngine engine,
            Migrations migrations,
            MigrationWorker worker,
            Runs runs,
            CurrentPerson current,
            Territories territories) {
        this.engine = engine;
        this.migrations = migrations;
        this.worker = worker;
        this.runs = runs;
        this.current = current;
        this.territories = territories;
    }

    @GetMapping("/modeles/migrations")
    String all(Model model) {
        admin();
        model.addAttribute("migrations", migrations.history(null, 100));
        return "modelling/migration/history";
    }

    /**
     * @param de the version to leave, as a page that leads here suggests it
     * @param vers the version to go to
     */
    @GetMapping("/modeles/processus/{key}/migration")
    String versions(
            @PathVariable String key,
            @RequestParam(required = false) @Nullable Integer de,
            @RequestParam(required = false) @Nullable Integer vers,
            Model model) {
        admin();
        List<ProcessVersion> versions = versions(key);
        int to = vers == null ? versions.get(0).version() : vers;
        int from = de != null
                ? de
                : versions.stream()
                        .filter(version -> version.version() != to)
                        .max(Comparator.comparingLong(ProcessVersion::running))
                        .map(ProcessVersion::version)
                        .orElse(to);
        model.addAttribute("process", versions.get(0));
        model.addAttribute("versions", versions);
        model.addAttribute("from", from);
        model.addAttribute("to", to);
        model.addAttribute("migrations", migrations.history(key, HISTORY));
        return "modelling/migration/versions";
    }

    @GetMapping(value = "/modeles/processus/{key}/migration/diagramme/{version}", produces = "application/xml")
    ResponseEntity<String> diagram(@PathVariable String key, @PathVariable int version) {
        admin();
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.APPLICATION_XML, java.nio.charset.StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noStore())
                .body(engine.diagram(key, version).orElseThrow(MigrationController::noVersion));
    }

    /** @param migration id of an earlier one whose mapping is taken up */
    @GetMapping("/modeles/processus/{key}/migration/correspondance")
    String mapping(
            @PathVariable String key,
            @RequestParam int depuis,
            @RequestParam int vers,
            @RequestParam(required = false) @Nullable Long migration,
            Model model,
            RedirectAttributes flash) {
        admin();
        if (depuis == vers) {
            flash.addFlashAttribute("failure", "Choisissez deux versions différentes.");
            return "redirect:" + address(key);
        }
        MigrationProposal proposal = propose(key, depuis, vers);
        MappingForm form = migration == null
                ? new MappingForm(proposal.mapping(), MoveOptions.none())
                : migrations
                        .find(migration)
                        .filter(found -> found.processKey().equals(key)
                                && found.fromVersion() == depuis
                                && found.toVersion() == vers)
                        .map(found -> new MappingForm(found.mapping(), found.options()))
                        .orElseThrow(MigrationController::noMigration);
        return mapping(proposal, form, List.of(), model);
    }

    private String mapping(MigrationProposal proposal, MappingForm form, List<MappingProblem> problems, Model model) {
        Map<String, List<String>> onElements = problems.stream()
                .filter(problem -> proposal.sources().stream()
                        .anyMatch(source -> source.id().equals(problem.source())))
                .collect(Collectors.groupingBy(
                        MappingProblem::source, Collectors.mapping(MappingProblem::message, Collectors.toList())));
        List<MappingForm.Row> rows = form.rows(proposal, onElements);
        model.addAttribute("process", proposal.from());
        model.addAttribute("proposal", proposal);
        model.addAttribute("form", form);
        model.addAttribute("rows", rows);
        model.addAttribute("stuck", rows.stream().filter(MappingForm.Row::stuck).toList());
        model.addAttribute("untouched", form.untouched(proposal));
        model.addAttribute("problemCount", problems.size());
        model.addAttribute(
                "problems",
                problems.stream()
                        .filter(problem -> problem.source() == null || !onElements.containsKey(problem.source()))
                        .map(MappingProblem::message)
                        .distinct()
                        .toList());
        return "modelling/migration/mapping";
    }

    @PostMapping("/modeles/processus/{key}/migration/correspondance")
    String check(
            @PathVariable String key,
            @RequestParam int depuis,
            @RequestParam int vers,
            @RequestParam(defaultValue = "simuler") String action,
            @RequestParam Map<String, String> sent,
            Model model) {
        Person person = admin();
        MigrationProposal proposal = propose(key, depuis, vers);
        MappingForm form = MappingForm.of(sent, proposal);
        List<MappingProblem> problems = engine.problems(key, depuis, vers, form.mapping());
        if (!problems.isEmpty()) {
            return mapping(proposal, form, problems, model);
        }
        if (action.equals("verifier")) {
            model.addAttribute("success", "Le moteur accepte cette correspondance.");
            return mapping(proposal, form, List.of(), model);
        }
        Author author = author(person);
        String run = runs.start(
                "Simulation du passage de la version %d à la version %d de « %s »"
                        .formatted(depuis, vers, proposal.to().name()),
                person.id(),
                progress -> {
                    try {
                        Migration prepared =
                                migrations.prepare(key, depuis, vers, form.mapping(), form.options(), author, progress);
                        return address(prepared);
                    } catch (MappingRefused | NotPossible refusal) {
                        throw new Runs.Stopped(refusal.getMessage());
                    }
                });
        return "redirect:/traitements/" + run;
    }

    @GetMapping("/modeles/processus/{key}/migration/{id}")
    String show(
            @PathVariable String key,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String region,
            @RequestParam(defaultValue = "") String activite,
            @RequestParam(defaultValue = "") String etat,
            @RequestParam(defaultValue = "0") int page,
            Model model) {
        admin();
        return show(find(key, id), region, activite, etat, page, model);
    }

    private String show(Migration migration, String region, String activite, String etat, int page, Model model) {
        ItemFilter filter = filter(region, activite, etat);
        int at = Math.max(0, page);
        long total = migrations.countItems(migration.id(), filter);
        long pages = (total + PAGE_SIZE - 1) / PAGE_SIZE;
        Map<String, String> names = regionNames();
        model.addAttribute("migration", migration);
        model.addAttribute("events", migrations.events(migration.id()));
        model.addAttribute("items", migrations.items(migration.id(), filter, at, PAGE_SIZE));
        model.addAttribute("total", total);
        model.addAttribute("page", at);
        model.addAttribute("pages", pages);
        model.addAttribute("regionNames", names);
        model.addAttribute("regions", migrations.regions(migration.id()));
        model.addAttribute("waits", migrations.waits(migration.id()));
        model.addAttribute("states", MigrationItem.State.values());
        model.addAttribute("region", region);
        model.addAttribute("activite", activite);
        model.addAttribute("etat", etat);
        model.addAttribute("filtered", filter.region() != null || filter.waitingIn() != null);
        model.addAttribute(
                "eligible",
                migrations.countItems(
                        migration.id(),
                        new ItemFilter(filter.region(), filter.waitingIn(), MigrationItem.State.ELIGIBLE)));
        return "modelling/migration/migration";
    }

    @GetMapping("/modeles/processus/{key}/migration/{id}/avancement")
    String progress(
            @PathVariable String key,
            @PathVariable long id,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean partial,
            Model model,
            HttpServletResponse response) {
        admin();
        Migration migration = find(key, id);
        if (migration.state() != Migration.State.RUNNING) {
            response.setHeader("HX-Refresh", "true"); // the list below has changed too
        }
        model.addAttribute("migration", migration);
        return partial ? "modelling/migration/parts :: progress(m=${migration})" : "redirect:" + address(migration);
    }

    @PostMapping("/modeles/processus/{key}/migration/{id}/depart")
    String start(
            @PathVariable String key,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String motif,
            @RequestParam(defaultValue = "toutes") String portee,
            @RequestParam(defaultValue = "") String region,
            @RequestParam(defaultValue = "") String activite,
            @RequestParam(name = "instance", defaultValue = "") List<String> chosen,
            Model model,
            RedirectAttributes flash) {
        Person person = admin();
        Migration migration = find(key, id);
        try {
            migrations.start(
                    id,
                    portee.equals("filtre") ? filter(region, activite, "") : ItemFilter.all(),
                    portee.equals("choix") ? chosen : null,
                    motif,
                    author(person));
        } catch (NotPossible refusal) {
            if (migration.started()) {
                flash.addFlashAttribute("failure", refusal.getMessage());
                return "redirect:" + address(migration);
            }
            model.addAttribute("reason", motif);
            model.addAttribute("scope", portee);
            model.addAttribute("chosen", chosen);
            model.addAttribute("startError", refusal.getMessage());
            return show(find(key, id), region, activite, "", 0, model);
        }
        worker.wake();
        return "redirect:" + address(migration);
    }

    @PostMapping("/modeles/processus/{key}/migration/{id}/pause")
    String pause(@PathVariable String key, @PathVariable long id, RedirectAttributes flash) {
        Author author = author(admin());
        return act(key, id, flash, () -> migrations.pause(id, author));
    }

    @PostMapping("/modeles/processus/{key}/migration/{id}/reprise")
    String resume(@PathVariable String key, @PathVariable long id, RedirectAttributes flash) {
        Author author = author(admin());
        return act(key, id, flash, () -> {
            migrations.resume(id, author);
            worker.wake();
        });
    }

    @PostMapping("/modeles/processus/{key}/migration/{id}/arret")
    String stop(@PathVariable String key, @PathVariable long id, RedirectAttributes flash) {
        Author author = author(admin());
        return act(key, id, flash, () -> migrations.stop(id, author));
    }

    private interface Action {
        void run() throws NotPossible;
    }

    private String act(String key, long id, RedirectAttributes flash, Action action) {
        Migration migration = find(key, id);
        try {
            action.run();
        } catch (NotPossible refusal) {
            flash.addFlashAttribute("failure", refusal.getMessage());
        }
        return "redirect:" + address(migration);
    }

    @GetMapping("/modeles/processus/{key}/migration/{id}/instances.csv")
    ResponseEntity<byte[]> csv(
            @PathVariable String key,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String region,
            @RequestParam(defaultValue = "") String activite,
            @RequestParam(defaultValue = "") String etat) {
        admin();
        Migration migration = find(key, id);
        return Downloads.of(
                Sheets.csv(TITLES, lines(migration, filter(region, activite, etat))),
                Downloads.CSV,
                name(migration) + ".csv");
    }

    @GetMapping("/modeles/processus/{key}/migration/{id}/instances.xlsx")
    ResponseEntity<byte[]> xlsx(
            @PathVariable String key,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String region,
            @RequestParam(defaultValue = "") String activite,
            @RequestParam(defaultValue = "") String etat) {
        admin();
        Migration migration = find(key, id);
        return Downloads.of(
                Sheets.xlsx("Instances", TITLES, 1, lines(migration, filter(region, activite, etat))),
                Downloads.XLSX,
                name(migration) + ".xlsx");
    }

    private static final List<String> TITLES = List.of(
            "Dossier",
            "Collectivité",
            "Opération",
            "Région",
            "Étape",
            "Attend dans",
            "État",
            "Résultat",
            "Ce qui empêche",
            "À savoir",
            "Traitée le",
            "Instance");

    private List<List<Object>> lines(Migration migration, ItemFilter filter) {
        Map<String, String> names = regionNames();
        List<List<Object>> lines = new ArrayList<>();
        for (MigrationItem item : migrations.items(migration.id(), filter, 0, Integer.MAX_VALUE)) {
            lines.add(Arrays.asList(
                    item.reference(),
                    item.authority(),
                    item.operation(),
                    item.region() == null ? null : names.getOrDefault(item.region(), item.region()),
                    item.stage(),
                    item.waits().stream().map(wait -> wait.label()).collect(Collectors.joining(" ; ")),
                    migration.labelOf(item.state()),
                    item.message(),
                    String.join(" ", item.blockers()),
                    String.join(" ", item.remarks()),
                    item.doneAt() == null ? null : item.doneAt().toString(),
                    item.instanceId()));
        }
        return lines;
    }

    private static String name(Migration migration) {
        return "migration-%s-%d-vers-%d-%d"
                .formatted(
                        migration.processKey().replaceAll("[^A-Za-z0-9-]", "-"),
                        migration.fromVersion(),
                        migration.toVersion(),
                        migration.id());
    }

    private static ItemFilter filter(String region, String activite, String etat) {
        return new ItemFilter(
                region.isBlank() ? null : region,
                activite.isBlank() ? null : activite,
                Arrays.stream(MigrationItem.State.values())
                        .filter(state -> state.name().equals(etat))
                        .findFirst()
                        .orElse(null));
    }

    private List<ProcessVersion> versions(String key) {
        List<ProcessVersion> versions = engine.versions(key);
        if (versions.isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "Ce processus n’existe pas.");
        }
        return versions;
    }

    private MigrationProposal propose(String key, int from, int to) {
        return engine.propose(key, from, to).orElseThrow(MigrationController::noVersion);
    }

    private Migration find(String key, long id) {
        return migrations
                .find(id)
                .filter(migration -> migration.processKey().equals(key))
                .orElseThrow(MigrationController::noMigration);
    }

    private static ResponseStatusException noVersion() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "Cette version du processus n’existe pas.");
    }

    private static ResponseStatusException noMigration() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "Cette migration n’existe pas.");
    }

    private Map<String, String> regionNames() {
        Map<String, String> names = new LinkedHashMap<>();
        territories.regions().forEach(region -> names.put(region.code(), region.label()));
        return names;
    }

    private static String address(String key) {
        return "/modeles/processus/" + key + "/migration";
    }

    private static String address(Migration migration) {
        return address(migration.processKey()) + "/" + migration.id();
    }

    private static Author author(Person person) {
        return new Author(person.id(), person.name());
    }

    /** Addresses under {@code /modeles} are for administrators; asked again here, where the change is made. */
    private Person admin() {
        Person person = current.get();
        if (!person.is(Role.ADMIN)) {
            throw new AccessDeniedException("models are for administrators");
        }
        return person;
    }
}
