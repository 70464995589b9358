package fr.ecoquartier.web.dossier;

import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.act.IssuedDocument;
import fr.ecoquartier.act.IssuedDocuments;
import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.web.Downloads;
import java.io.ByteArrayInputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The documents of a dossier, for those who see it, and their correction by those who answer for them. */
@Controller
class DocumentController {

    private static final int MIN_REASON = 10;
    private static final int MAX_REASON = 1000;

    /**
     * A document with its place among the versions.
     *
     * @param replacedBy number of the version that replaced it
     * @param replaces number of the version that it replaced
     * @param signedAs number of the version that bears the signatures, of a document that was to be signed
     */
    record Row(
            IssuedDocument document,
            @Nullable Integer replacedBy,
            @Nullable Integer replaces,
            @Nullable Integer signedAs) {}

    private final VisibleDossiers visible;
    private final DossierViews views;
    private final IssuedDocuments documents;

    DocumentController(VisibleDossiers visible, DossierViews views, IssuedDocuments documents) {
        this.visible = visible;
        this.views = views;
        this.documents = documents;
    }

    @GetMapping("/dossiers/{reference}/documents")
    String page(@PathVariable String reference, Model model) {
        DossierSummary dossier = visible.get(reference);
        if (!visible.person().staff()) {
            return "redirect:/collectivite/dossiers/" + reference + "/documents";
        }
        return show(dossier, false, model);
    }

    @GetMapping("/collectivite/dossiers/{reference}/documents")
    String ownPage(@PathVariable String reference, Model model) {
        return show(visible.ownedBy(reference), true, model);
    }

    private String show(DossierSummary dossier, boolean authority, Model model) {
        List<IssuedDocument> readable = readable(dossier);
        Map<Long, IssuedDocument> byId =
                readable.stream().collect(Collectors.toMap(IssuedDocument::id, Function.identity()));
        model.addAttribute("dossier", dossier);
        model.addAttribute("authority", authority);
        model.addAttribute("base", (authority ? "/collectivite/dossiers/" : "/dossiers/") + dossier.reference());
        model.addAttribute("corrects", !authority && corrects(visible.person()));
        model.addAttribute(
                "rows",
                readable.stream()
                        .sorted(Comparator.comparing(IssuedDocument::id).reversed())
                        .map(document -> new Row(
                                document,
                                number(byId, document.replacedBy()),
                                number(byId, document.replaces()),
                                signedAs(readable, document)))
                        .toList());
        return "dossier/documents";
    }

    private static @Nullable Integer signedAs(List<IssuedDocument> all, IssuedDocument document) {
        return !document.toSign()
                ? null
                : all.stream()
                        .filter(other -> other.kind() == document.kind()
                                && other.stage() == document.stage()
                                && other.round() == document.round()
                                && other.signed()
                                && other.current())
                        .map(IssuedDocument::number)
                        .findFirst()
                        .orElse(null);
    }

    private static @Nullable Integer number(Map<Long, IssuedDocument> byId, @Nullable Long id) {
        IssuedDocument document = id == null ? null : byId.get(id);
        return document == null ? null : document.number();
    }

    @GetMapping("/dossiers/{reference}/documents/{id:\\d{1,18}}")
    ResponseEntity<Resource> open(@PathVariable String reference, @PathVariable long id) {
        return shown(document(visible.get(reference), id));
    }

    @GetMapping("/collectivite/dossiers/{reference}/documents/{id:\\d{1,18}}")
    ResponseEntity<Resource> openOwn(@PathVariable String reference, @PathVariable long id) {
        return shown(document(visible.ownedBy(reference), id));
    }

    @GetMapping("/dossiers/{reference}/documents/{id:\\d{1,18}}/fichier")
    ResponseEntity<Resource> download(@PathVariable String reference, @PathVariable long id) {
        return given(document(visible.get(reference), id));
    }

    @GetMapping("/collectivite/dossiers/{reference}/documents/{id:\\d{1,18}}/fichier")
    ResponseEntity<Resource> downloadOwn(@PathVariable String reference, @PathVariable long id) {
        return given(document(visible.ownedBy(reference), id));
    }

    private ResponseEntity<Resource> shown(IssuedDocument document) {
        return Downloads.shown(
                new ByteArrayInputStream(documents.content(document.id())),
                document.size(),
                MediaType.APPLICATION_PDF_VALUE,
                document.fileName());
    }

    private ResponseEntity<Resource> given(IssuedDocument document) {
        return Downloads.given(
                new ByteArrayInputStream(documents.content(document.id())),
                document.size(),
                MediaType.APPLICATION_PDF_VALUE,
                document.fileName());
    }

    @GetMapping("/dossiers/{reference}/documents/{id:\\d{1,18}}/correction")
    String askCorrection(@PathVariable String reference, @PathVariable long id, Model model, RedirectAttributes flash) {
        DossierSummary dossier = visible.get(reference);
        IssuedDocument document = correctable(dossier, id);
        Optional<String> obstacle = documents.whyNotCorrected(document);
        if (obstacle.isPresent()) {
            flash.addFlashAttribute("failure", obstacle.get());
            return "redirect:/dossiers/" + reference + "/documents";
        }
        return form(dossier, document, "", null, model);
    }

    @PostMapping("/dossiers/{reference}/documents/{id:\\d{1,18}}/correction")
    String correct(
            @PathVariable String reference,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String motif,
            Model model,
            RedirectAttributes flash) {
        DossierSummary dossier = visible.get(reference);
        IssuedDocument document = correctable(dossier, id);
        String reason = motif.strip();
        if (reason.length() < MIN_REASON || reason.length() > MAX_REASON) {
            return form(
                    dossier,
                    document,
                    motif,
                    "Indiquez le motif, en %d caractères au moins et %d au plus.".formatted(MIN_REASON, MAX_REASON),
                    model);
        }
        try {
            IssuedDocument made = documents.correct(id, reason, visible.actor());
            flash.addFlashAttribute(
                    "success",
                    "La version\u00a0%d de «\u00a0%s\u00a0» est établie. La version\u00a0%d reste lisible, comme version remplacée."
                            .formatted(made.number(), made.title(), document.number()));
        } catch (NotPossible refusal) {
            flash.addFlashAttribute("failure", refusal.getMessage());
        }
        return "redirect:/dossiers/" + reference + "/documents";
    }

    private static String form(
            DossierSummary dossier, IssuedDocument document, String reason, @Nullable String error, Model model) {
        model.addAttribute("dossier", dossier);
        model.addAttribute("document", document);
        model.addAttribute("reason", reason);
        model.addAttribute("reasonError", error);
        return "dossier/document-correction";
    }

    private IssuedDocument correctable(DossierSummary dossier, long id) {
        IssuedDocument document = document(dossier, id);
        if (!corrects(visible.person())) {
            throw new AccessDeniedException("only the ministry and the carrier structure correct a document");
        }
        return document;
    }

    private static boolean corrects(Person person) {
        return person.is(Role.MINISTRY) || person.is(Role.CARRIER);
    }

    /** One of the documents that this person may read; another one does not exist. */
    private IssuedDocument document(DossierSummary dossier, long id) {
        return readable(dossier).stream()
                .filter(document -> document.id() == id)
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND, "Ce document n’existe pas, ou vous n’y avez pas accès."));
    }

    private List<IssuedDocument> readable(DossierSummary dossier) {
        Person person = visible.person();
        return DossierViews.readable(documents.of(dossier.reference()), views.of(dossier, person), person);
    }
}
