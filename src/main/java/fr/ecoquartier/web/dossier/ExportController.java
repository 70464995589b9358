package fr.ecoquartier.web.dossier;

import fr.ecoquartier.access.DossierAccess;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.DossierStatus;
import fr.ecoquartier.dossier.OpenTasks;
import fr.ecoquartier.pilot.run.Runs;
import fr.ecoquartier.territory.Region;
import fr.ecoquartier.territory.Territories;
import fr.ecoquartier.web.Book;
import fr.ecoquartier.web.French;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The results of the search as a file: made in the background, then taken away by whoever asked for it. */
@Controller
class ExportController {

    private final DossierExport export;
    private final ExportFiles files;
    private final Runs runs;
    private final VisibleDossiers visible;
    private final DossierAccess access;
    private final Territories territories;
    private final OpenTasks tasks;
    private final French french;
    private final Clock clock;

    ExportController(
            DossierExport export,
            ExportFiles files,
            Runs runs,
            VisibleDossiers visible,
            DossierAccess access,
            Territories territories,
            OpenTasks tasks,
            French french,
            Clock clock) {
        this.export = export;
        this.files = files;
        this.runs = runs;
        this.visible = visible;
        this.access = access;
        this.territories = territories;
        this.tasks = tasks;
        this.french = french;
        this.clock = clock;
    }

    /** The criteria are those of the address of the search page; which dossiers the person may see is fixed here. */
    @PostMapping("/dossiers/export")
    String export(@RequestParam MultiValueMap<String, String> parameters, RedirectAttributes flash) {
        Person person = visible.person();
        DossierController.Search search = search(parameters);
        Optional<Book.Format> format = Book.Format.of(text(parameters, "format"));
        if (format.isEmpty()) {
            flash.addFlashAttribute("failure", "Choisissez un format\u00a0: XLSX, ODS ou CSV.");
            return "redirect:" + DossierController.address(search, 0);
        }
        DossierCriteria criteria = new DossierCriteria(
                search, (process, step) -> tasks.name(process, step).orElse(step));
        if (!criteria.problems().isEmpty()) {
            flash.addFlashAttribute("failure", "Rien n’a été exporté. " + String.join(" ", criteria.problems()));
            return "redirect:" + DossierController.address(search, 0);
        }
        DossierExport.Order order = new DossierExport.Order(
                format.get(),
                DossierController.query(search, criteria, 0, 1),
                access.scope(person),
                sentences(search, criteria),
                DossierController.territory(person, territories),
                person.name());
        String name = "dossiers-ecoquartier-" + LocalDate.ofInstant(clock.instant(), French.ZONE) + "."
                + format.get().code();
        String run = runs.start("Export des dossiers", person.id(), progress -> {
            Path file = files.create(order.format());
            boolean kept = false;
            try {
                long rows = export.write(order, file, progress);
                ExportFiles.Export made = files.keep(person.id(), name, order.format(), rows, order.filter(), file);
                kept = true;
                return "/dossiers/export/fichiers/" + made.id();
            } catch (CancellationException cancelled) {
                throw new Runs.Stopped("Export annulé.");
            } finally {
                if (!kept) {
                    files.discard(file);
                }
            }
        });
        return "redirect:/traitements/" + run;
    }

    @GetMapping("/dossiers/export/fichiers/{id}")
    String show(@PathVariable UUID id, Model model) {
        model.addAttribute("export", own(id));
        return "dossier/export";
    }

    @GetMapping("/dossiers/export/fichiers/{id}/telechargement")
    ResponseEntity<Resource> download(@PathVariable UUID id) {
        ExportFiles.Export made = own(id);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(made.format().mediaType()))
                .contentLength(made.size())
                .cacheControl(CacheControl.noStore())
                .header("X-Content-Type-Options", "nosniff")
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(made.name())
                                .build()
                                .toString())
                .body(new FileSystemResource(made.path()));
    }

    private ExportFiles.Export own(UUID id) {
        return files.find(id, visible.person().id())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "no such export"));
    }

    private static DossierController.Search search(MultiValueMap<String, String> parameters) {
        return new DossierController.Search(
                text(parameters, "q"),
                text(parameters, "region"),
                text(parameters, "etape"),
                text(parameters, "etat"),
                text(parameters, "nature"),
                text(parameters, "retard").equals("true"),
                text(parameters, "tri"),
                text(parameters, "role"),
                text(parameters, "tache"),
                text(parameters, "echeanceDu"),
                text(parameters, "echeanceAu"),
                text(parameters, "evenement"),
                text(parameters, "du"),
                text(parameters, "au"));
    }

    private static String text(MultiValueMap<String, String> parameters, String name) {
        String value = parameters.getFirst(name);
        return value == null ? "" : value.replace("\u0000", "").strip();
    }

    /** What is asked, as people read it; what counts for nothing is not said. */
    private List<String> sentences(DossierController.Search search, DossierCriteria criteria) {
        List<String> sentences = new ArrayList<>();
        if (!search.q().isEmpty()) {
            sentences.add("texte «\u00a0" + search.q() + "\u00a0»");
        }
        if (!search.region().isEmpty()) {
            sentences.add("région "
                    + territories.region(search.region()).map(Region::label).orElse(search.region()));
        }
        Arrays.stream(DossierStage.values())
                .filter(stage -> stage.code().equals(search.etape()))
                .forEach(stage -> sentences.add("étape «\u00a0" + stage.label() + "\u00a0»"));
        Arrays.stream(DossierStatus.values())
                .filter(status -> status.name().equals(search.etat()))
                .forEach(status -> sentences.add("état «\u00a0" + status.label() + "\u00a0»"));
        sentences.add(
                switch (search.nature()) {
                    case "test" -> "dossiers de test";
                    case "tous" -> "dossiers du label et de test";
                    default -> "dossiers du label";
                });
        if (search.retard()) {
            sentences.add("en retard seulement");
        }
        if (!search.role().isEmpty()) {
            sentences.add("attendus de «\u00a0" + french.role(search.role()) + "\u00a0»");
        }
        sentences.addAll(criteria.sentences());
        return sentences;
    }
}
