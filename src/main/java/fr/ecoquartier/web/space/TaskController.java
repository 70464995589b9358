package fr.ecoquartier.web.space;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.dossier.AuthorityTasks;
import fr.ecoquartier.dossier.AuthorityTasks.TaskForm;
import fr.ecoquartier.dossier.DossierFigures;
import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.dossier.Draft;
import fr.ecoquartier.dossier.EvidenceFiles;
import fr.ecoquartier.dossier.OpenTask;
import fr.ecoquartier.web.French;
import fr.ecoquartier.web.dossier.NoSuchDossier;
import fr.ecoquartier.web.dossier.VisibleDossiers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;

/**
 * A task of a local authority with its form: the same Camunda Form that Tasklist would show, and the same validation. A
 * refusal is the workflow room's own and leaves as problem+json.
 */
@Controller
@RequestMapping("/collectivite/taches/{id}")
class TaskController {

    /** What the page's script needs: the form, its data, and whether they come from a draft. */
    record FormContent(JsonNode schema, Map<String, Object> data, boolean draft) {}

    /** When a draft was kept, in words. */
    record Saved(String message) {}

    /** Where to go after a submission. */
    record Sent(String next) {}

    private final VisibleDossiers visible;
    private final AuthorityTasks tasks;
    private final DossierFigures figures;
    private final EvidenceFiles files;
    private final ObjectMapper json;
    private final French french;

    TaskController(
            VisibleDossiers visible,
            AuthorityTasks tasks,
            DossierFigures figures,
            EvidenceFiles files,
            ObjectMapper json,
            French french) {
        this.visible = visible;
        this.tasks = tasks;
        this.figures = figures;
        this.files = files;
        this.json = json;
        this.french = french;
    }

    @GetMapping
    String page(@PathVariable String id, Model model) {
        OpenTask task = form(id).task();
        DossierSummary dossier = visible.ownedBy(task.reference());
        if (dossier.suspended()) {
            return "redirect:/collectivite/dossiers/" + task.reference();
        }
        model.addAttribute("task", task);
        model.addAttribute("dossier", dossier);
        // the answers of a correction request, point by point, are typed on the page and sent with the form
        model.addAttribute(
                "answering", task.step().startsWith("answer") && task.step().endsWith("Correction"));
        model.addAttribute("pieces", files.of(task.reference()).size());
        model.addAttribute(
                "savedAt",
                figures.draft(task.reference(), task.step()).map(Draft::savedAt).orElse(null));
        return "space/task";
    }

    @GetMapping(path = "/formulaire", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<FormContent> content(@PathVariable String id) {
        TaskForm form = form(id);
        try {
            return ResponseEntity.ok()
                    .cacheControl(CacheControl.noStore())
                    .body(new FormContent(json.readTree(form.schema()), form.data(), form.draft()));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @PutMapping(path = "/brouillon", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Saved> saveDraft(@PathVariable String id, @RequestBody Map<String, Object> values) {
        running(form(id));
        tasks.saveDraft(id, visible.person().authorities(), values, visible.actor());
        return ResponseEntity.ok(new Saved("Brouillon enregistré le " + french.dateTime(Instant.now())));
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Sent> submit(@PathVariable String id, @RequestBody Map<String, Object> values) {
        Optional<TaskForm> form = tasks.form(id, visible.person().authorities());
        form.ifPresent(this::running);
        tasks.submit(id, visible.person().authorities(), values, visible.actor());
        return ResponseEntity.ok(
                new Sent(form.map(f -> "/collectivite/dossiers/" + f.task().reference() + "/suite")
                        .orElse("/collectivite")));
    }

    private TaskForm form(String id) {
        Person person = visible.person();
        return tasks.form(id, person.authorities()).orElseThrow(NoSuchDossier::new);
    }

    private void running(TaskForm form) {
        if (visible.ownedBy(form.task().reference()).suspended()) {
            throw new ResponseStatusException(
                    HttpStatus.CONFLICT, "Le dossier est suspendu : rien ne peut être envoyé avant sa reprise.");
        }
    }
}
