package fr.ecoquartier.web.modelling;

import fr.ecoquartier.access.CurrentPerson;
import fr.ecoquartier.modelling.Author;
import fr.ecoquartier.modelling.ModelCatalogue;
import fr.ecoquartier.modelling.ModelKind;
import fr.ecoquartier.modelling.draft.BlankModel;
import fr.ecoquartier.modelling.draft.DraftChanged;
import fr.ecoquartier.modelling.draft.DraftRefused;
import fr.ecoquartier.modelling.draft.ModelDraft;
import fr.ecoquartier.modelling.draft.ModelDrafts;
import fr.ecoquartier.modelling.template.EditorChoices;
import fr.ecoquartier.modelling.template.ElementTemplates;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the editor in the browser asks for. Administrators only. */
@RestController
@Hidden
@RequestMapping("/api/modelling")
class ModelApi {

    private static final MediaType TEXT = new MediaType("text", "plain", StandardCharsets.UTF_8);

    private final ModelDrafts drafts;
    private final ModelCatalogue catalogue;
    private final ModelSources sources;
    private final ElementTemplates templates;
    private final CurrentPerson current;

    ModelApi(
            ModelDrafts drafts,
            ModelCatalogue catalogue,
            ModelSources sources,
            ElementTemplates templates,
            CurrentPerson current) {
        this.drafts = drafts;
        this.catalogue = catalogue;
        this.sources = sources;
        this.templates = templates;
        this.current = current;
    }

    /** A draft without its content. */
    record Saved(
            long id,
            String kind,
            String key,
            String title,
            int revision,
            Instant savedAt,
            String savedBy,
            String state) {

        static Saved of(ModelDraft draft) {
            return new Saved(
                    draft.id(),
                    draft.kind().code(),
                    draft.key(),
                    draft.title(),
                    draft.revision(),
                    draft.savedAt(),
                    draft.author().name(),
                    draft.state().name());
        }
    }

    /** What a browser needs after somebody has signed in again in another tab. */
    record Token(String header, String token) {}

    @GetMapping("/session")
    Token session(CsrfToken token) {
        return new Token(token.getHeaderName(), token.getToken());
    }

    @GetMapping("/templates")
    ResponseEntity<EditorChoices> templates() {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(templates.inForce());
    }

    @GetMapping("/content")
    ResponseEntity<String> content(@RequestParam("de") String ref) {
        return ResponseEntity.ok()
                .contentType(TEXT)
                .cacheControl(CacheControl.noStore())
                .body(sources.find(ref).orElseThrow(NoSuchModel::new).content());
    }

    @GetMapping("/drafts/{id}")
    Saved draft(@PathVariable long id) {
        return Saved.of(find(id));
    }

    /** Saves on the revision that the author had before them; 409 tells who was faster. */
    @PutMapping("/drafts/{id}")
    ResponseEntity<?> save(@PathVariable long id, @RequestParam int revision, HttpServletRequest request)
            throws IOException {
        find(id);
        byte[] body = request.getInputStream().readNBytes(ModelDraft.LONGEST + 1);
        if (body.length > ModelDraft.LONGEST) {
            return problem(
                    HttpStatus.PAYLOAD_TOO_LARGE,
                    "Modèle trop volumineux",
                    "Ce modèle dépasse 2 Mio : il n’est pas enregistré. La dernière révision enregistrée reste intacte.");
        }
        try {
            return ResponseEntity.ok(
                    Saved.of(drafts.save(id, revision, new String(body, StandardCharsets.UTF_8), author())));
        } catch (DraftChanged e) {
            ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, sentence(e));
            problem.setTitle("Brouillon modifié entre-temps");
            problem.setProperty("revision", e.revision());
            problem.setProperty("aside", e.aside());
            problem.setProperty("changedBy", e.changedBy().name());
            problem.setProperty("changedAt", e.changedAt());
            problem.setProperty("state", e.state().name());
            return ResponseEntity.status(HttpStatus.CONFLICT)
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .body(problem);
        }
    }

    private String sentence(DraftChanged e) {
        String who = e.changedBy().id().equals(author().id())
                ? "Vous-même, dans une autre fenêtre,"
                : e.changedBy().name();
        return switch (e.state()) {
            case OPEN ->
                who + (who.startsWith("Vous") ? " avez" : " a")
                        + " enregistré ce brouillon entre-temps. Rien n’est écrasé : votre version est gardée à part.";
            case RELEASED ->
                "Ce brouillon a été mis en service entre-temps. Rien n’est perdu : votre version est gardée de"
                        + " côté.";
            case DISCARDED ->
                who + (who.startsWith("Vous") ? " avez" : " a")
                        + " abandonné ce brouillon entre-temps. Rien n’est perdu : votre version est gardée à part.";
        };
    }

    /** A new model from the editor: typically the form of a task that is being drawn. */
    record NewModel(String kind, String key, String title) {}

    @PostMapping("/drafts")
    ResponseEntity<?> create(@org.springframework.web.bind.annotation.RequestBody NewModel wanted) {
        ModelKind kind = ModelKind.ofCode(String.valueOf(wanted.kind())).orElseThrow(NoSuchModel::new);
        String key = wanted.key() == null ? "" : wanted.key().strip();
        String title = wanted.title() == null ? "" : wanted.title().strip();
        ModelNames.problem(kind, key, title, catalogue, drafts).ifPresent(reason -> {
            throw new DraftRefused(reason);
        });
        return ResponseEntity.status(HttpStatus.CREATED)
                .body(Saved.of(drafts.create(
                        kind,
                        key,
                        BlankModel.resource(kind, key),
                        title,
                        null,
                        BlankModel.of(kind, key, title),
                        author())));
    }

    /** Gives a draft another title. */
    record NewTitle(String title) {}

    @PutMapping("/drafts/{id}/title")
    ResponseEntity<?> rename(
            @PathVariable long id, @org.springframework.web.bind.annotation.RequestBody NewTitle wanted) {
        find(id);
        String title = wanted.title() == null ? "" : wanted.title().strip();
        if (title.isEmpty() || title.length() > ModelNames.LONGEST_TITLE) {
            throw new DraftRefused("Donnez au brouillon un titre de 200 signes au plus.");
        }
        return ResponseEntity.ok(Saved.of(drafts.rename(id, title)));
    }

    /** Goes on in a new draft with what was kept aside; answers where it is. */
    @PostMapping("/asides/{id}/draft")
    Map<String, Object> asNewDraft(@PathVariable long id) {
        return drafts.aside(id)
                .flatMap(aside -> drafts.find(aside.draft()))
                .map(draft -> drafts.asNewDraft(id, ModelNames.continued(draft.title(), author()), author()))
                .map(draft -> Map.<String, Object>of("id", draft.id(), "revision", draft.revision()))
                .orElseThrow(NoSuchModel::new);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(DraftRefused refusal) {
        return problem(HttpStatus.UNPROCESSABLE_ENTITY, "Demande refusée", refusal.getMessage());
    }

    private static ResponseEntity<ProblemDetail> problem(HttpStatus status, String title, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setTitle(title);
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    private ModelDraft find(long id) {
        return drafts.find(id).orElseThrow(NoSuchModel::new);
    }

    private Author author() {
        return new Author(current.get().id(), current.get().name());
    }
}
