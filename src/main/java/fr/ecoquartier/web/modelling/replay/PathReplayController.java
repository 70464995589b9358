package fr.ecoquartier.web.modelling.replay;

import fr.ecoquartier.access.CurrentPerson;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.modelling.Author;
import fr.ecoquartier.modelling.ModelCatalogue;
import fr.ecoquartier.modelling.ModelFile;
import fr.ecoquartier.modelling.ModelKind;
import fr.ecoquartier.modelling.draft.ModelDraft;
import fr.ecoquartier.modelling.draft.ModelDrafts;
import fr.ecoquartier.modelling.graph.ProcessGraph;
import fr.ecoquartier.modelling.graph.UnreadableModel;
import fr.ecoquartier.modelling.release.Release;
import fr.ecoquartier.modelling.release.Releases;
import fr.ecoquartier.modelling.replay.Outcome;
import fr.ecoquartier.modelling.replay.PathCase;
import fr.ecoquartier.modelling.replay.PathReplays;
import fr.ecoquartier.modelling.replay.ReplayReport;
import fr.ecoquartier.modelling.replay.StoredReplay;
import fr.ecoquartier.pilot.run.Runs;
import fr.ecoquartier.web.Downloads;
import fr.ecoquartier.web.French;
import fr.ecoquartier.web.Sheets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.lang.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The ways of finished dossiers through the model of a release or of a draft. Administrators only. */
@Controller
@RequestMapping("/modeles/{of:livraisons|brouillons}/{id}/relecture")
class PathReplayController {

    private static final String RELEASE = "livraisons";
    private static final List<String> TITLES = List.of(
            "Dossier",
            "Version",
            "Terminé le",
            "Résultat",
            "Point de divergence",
            "Suite enregistrée",
            "Suite dans le nouveau modèle",
            "Étapes ajoutées",
            "Explication");

    private final PathReplays replays;
    private final ModelDrafts drafts;
    private final Releases releases;
    private final ModelCatalogue catalogue;
    private final Runs runs;
    private final CurrentPerson current;
    private final French french;

    PathReplayController(
            PathReplays replays,
            ModelDrafts drafts,
            Releases releases,
            ModelCatalogue catalogue,
            Runs runs,
            CurrentPerson current,
            French french) {
        this.replays = replays;
        this.drafts = drafts;
        this.releases = releases;
        this.catalogue = catalogue;
        this.runs = runs;
        this.current = current;
        this.french = french;
    }

    /**
     * What is replayed.
     *
     * @param title of the draft or release, in French
     * @param address of its own page
     * @param models process key → file
     * @param revision of the draft, null for a release
     */
    record Subject(
            boolean release,
            long id,
            String title,
            String address,
            Map<String, String> models,
            @Nullable Integer revision) {

        public String root() {
            return address + "/relecture";
        }
    }

    @GetMapping
    String show(@PathVariable String of, @PathVariable long id, Model model) {
        admin();
        return page(subject(of, id), null, null, model);
    }

    private String page(Subject subject, @Nullable String typed, @Nullable String problem, Model model) {
        List<StoredReplay> stored = stored(subject);
        model.addAttribute("subject", subject);
        model.addAttribute("typed", typed == null ? String.valueOf(PathReplays.USUAL) : typed);
        model.addAttribute("problem", problem);
        model.addAttribute("most", PathReplays.MOST);
        model.addAttribute("replays", stored);
        model.addAttribute("kinds", Outcome.Kind.values());
        return "modelling/replay/replay";
    }

    @PostMapping
    String start(
            @PathVariable String of,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String dossiers,
            Model model) {
        Person person = admin();
        Subject subject = subject(of, id);
        Optional<Integer> last = number(dossiers);
        if (last.isEmpty()) {
            return page(
                    subject,
                    dossiers,
                    "Donnez un nombre entier de dossiers, de 1 à " + french.whole(PathReplays.MOST) + ".",
                    model);
        }
        if (subject.models().isEmpty()) {
            return page(subject, dossiers, null, model);
        }
        Author author = new Author(person.id(), person.name());
        String run = runs.start("Relecture des parcours : " + subject.title(), person.id(), progress -> {
            for (Map.Entry<String, String> process : subject.models().entrySet()) {
                try {
                    ReplayReport report = replays.run(process.getKey(), process.getValue(), last.get(), progress);
                    if (progress.cancelled()) {
                        break;
                    }
                    if (subject.release()) {
                        replays.keepForRelease(subject.id(), process.getValue(), report, author);
                    } else {
                        replays.keepForDraft(subject.id(), subject.revision(), process.getValue(), report, author);
                    }
                } catch (UnreadableModel e) {
                    throw new Runs.Stopped(e.getMessage());
                }
            }
            return subject.root();
        });
        return "redirect:/traitements/" + run;
    }

    @GetMapping("/parcours.csv")
    ResponseEntity<byte[]> csv(@PathVariable String of, @PathVariable long id, @RequestParam String processus) {
        admin();
        StoredReplay stored = find(subject(of, id), processus);
        ReplayReport report = stored.report();
        List<List<Object>> rows = new ArrayList<>();
        for (PathCase found : report.cases()) {
            Outcome outcome = found.outcome();
            rows.add(Arrays.asList(
                    found.reference(),
                    found.version(),
                    french.date(found.endedAt()),
                    outcome.kind().label(),
                    report.name(outcome.element()),
                    report.name(outcome.recorded()),
                    report.name(outcome.now()),
                    String.join(", ", outcome.added().stream().map(report::name).toList()),
                    outcome.reason()));
        }
        return Downloads.of(
                Sheets.csv(TITLES, rows), Downloads.CSV, "relecture-" + plain(processus) + "-" + stored.id() + ".csv");
    }

    /** The model that was replayed, or the one on which most of the dossiers ran. */
    @GetMapping(value = "/diagramme/{side:avant|apres}", produces = MediaType.APPLICATION_XML_VALUE)
    ResponseEntity<String> diagram(
            @PathVariable String of, @PathVariable long id, @PathVariable String side, @RequestParam String processus) {
        admin();
        StoredReplay stored = find(subject(of, id), processus);
        Optional<String> file = side.equals("apres")
                ? Optional.of(stored.model())
                : catalogue.content(
                        ModelKind.PROCESS, processus, stored.report().mostFrequentVersion());
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.APPLICATION_XML, StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noStore())
                .body(file.orElseThrow(PathReplayController::missing));
    }

    private Subject subject(String of, long id) {
        String address = "/modeles/" + of + "/" + id;
        if (of.equals(RELEASE)) {
            Release release = releases.find(id).orElseThrow(PathReplayController::missing);
            Map<String, String> models = new LinkedHashMap<>();
            for (ModelFile file : release.files()) {
                if (ModelKind.ofFile(file.name())
                        .filter(ModelKind.PROCESS::equals)
                        .isPresent()) {
                    keys(file.content()).forEach(key -> models.put(key, file.content()));
                }
            }
            return new Subject(true, id, "mise en service n° " + id, address, models, null);
        }
        ModelDraft draft = drafts.find(id).orElseThrow(PathReplayController::missing);
        Map<String, String> models = new LinkedHashMap<>();
        if (draft.kind() == ModelKind.PROCESS) {
            keys(draft.content()).forEach(key -> models.put(key, draft.content()));
        }
        return new Subject(false, id, draft.title(), address, models, draft.revision());
    }

    private static List<String> keys(String content) {
        try {
            return ProcessGraph.parseAll(content).stream()
                    .map(ProcessGraph::key)
                    .toList();
        } catch (UnreadableModel e) {
            return List.of();
        }
    }

    private List<StoredReplay> stored(Subject subject) {
        return subject.release()
                ? replays.ofRelease(subject.id())
                : replays.ofDraft(subject.id()).stream().toList();
    }

    private StoredReplay find(Subject subject, String process) {
        return stored(subject).stream()
                .filter(stored -> stored.report().process().equals(process))
                .findFirst()
                .orElseThrow(PathReplayController::missing);
    }

    private static Optional<Integer> number(String typed) {
        String digits = typed.strip().replaceAll("[\\s\u00a0\u202f]", "");
        if (!digits.matches("\\d{1,4}")) {
            return Optional.empty();
        }
        int number = Integer.parseInt(digits);
        return number >= 1 && number <= PathReplays.MOST ? Optional.of(number) : Optional.empty();
    }

    private static String plain(String process) {
        return process.replaceAll("[^A-Za-z0-9.-]", "-");
    }

    private static ResponseStatusException missing() {
        return new ResponseStatusException(
                HttpStatus.NOT_FOUND, "Cette mise en service, ce brouillon ou cette relecture n’existe pas.");
    }

    /** Addresses under {@code /modeles} are for administrators; asked again here. */
    private Person admin() {
        Person person = current.get();
        if (!person.is(Role.ADMIN)) {
            throw new AccessDeniedException("models are for administrators");
        }
        return person;
    }
}
