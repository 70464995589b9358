package fr.ecoquartier.web.space;

import fr.ecoquartier.dossier.CorrectionRequest;
import fr.ecoquartier.dossier.Decision;
import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.dossier.Evidence;
import fr.ecoquartier.dossier.EvidenceFiles;
import fr.ecoquartier.dossier.GivenOpinion;
import fr.ecoquartier.dossier.NewEvidence;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.dossier.OpenTask;
import fr.ecoquartier.dossier.OpenTasks;
import fr.ecoquartier.dossier.Proceedings;
import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.Referentiels;
import fr.ecoquartier.web.FileTypes;
import fr.ecoquartier.web.dossier.VisibleDossiers;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The files that an authority joins to its dossier, commitment by commitment. */
@Controller
@RequestMapping("/collectivite/dossiers/{reference}/pieces")
class EvidenceController {

    /** A commitment, or the deliberation, with its files. */
    record Commitment(String code, String label, List<Piece> pieces) {}

    /** A dimension of the référentiel with its commitments. */
    record Group(String label, List<Commitment> commitments) {}

    /** A file; {@code removable} until somebody worked with it. */
    record Piece(Evidence evidence, String type, boolean removable) {}

    private final VisibleDossiers visible;
    private final EvidenceFiles files;
    private final OpenTasks tasks;
    private final Proceedings proceedings;
    private final Referentiels referentiels;

    EvidenceController(
            VisibleDossiers visible,
            EvidenceFiles files,
            OpenTasks tasks,
            Proceedings proceedings,
            Referentiels referentiels) {
        this.visible = visible;
        this.files = files;
        this.tasks = tasks;
        this.proceedings = proceedings;
        this.referentiels = referentiels;
    }

    @GetMapping
    String page(@PathVariable String reference, @RequestParam(defaultValue = "") String engagement, Model model) {
        DossierSummary dossier = visible.ownedBy(reference);
        List<Evidence> pieces = files.of(reference);
        model.addAttribute("dossier", dossier);
        model.addAttribute("groups", groups(dossier, pieces));
        model.addAttribute("count", pieces.size());
        model.addAttribute("engagement", engagement);
        model.addAttribute("open", open(dossier));
        model.addAttribute("accept", FileTypes.accept());
        model.addAttribute("accepted", FileTypes.ACCEPTED);
        model.addAttribute("maximum", Evidence.MAX_SIZE);
        model.addAttribute(
                "task",
                tasks.of(reference).stream()
                        .filter(EvidenceController::ours)
                        .findFirst()
                        .orElse(null));
        return "space/evidence";
    }

    /** With JavaScript: one file per request, so that each has its progress and its own answer. */
    @PostMapping(produces = MediaType.APPLICATION_JSON_VALUE, headers = "X-Requested-With=XMLHttpRequest")
    ResponseEntity<?> upload(
            @PathVariable String reference,
            @RequestParam String engagement,
            @RequestParam("fichier") MultipartFile fichier) {
        DossierSummary dossier = visible.ownedBy(reference);
        try {
            return ResponseEntity.status(HttpStatus.CREATED).body(add(dossier, engagement, fichier));
        } catch (FileTypes.Refused | NotPossible refusal) {
            ProblemDetail problem =
                    ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_ENTITY, refusal.getMessage());
            problem.setTitle("Fichier refusé");
            return ResponseEntity.unprocessableEntity()
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .body(problem);
        }
    }

    /** Without JavaScript: the same as a plain form. */
    @PostMapping
    String uploadForm(
            @PathVariable String reference,
            @RequestParam(defaultValue = "") String engagement,
            @RequestParam(name = "fichier", required = false) List<MultipartFile> fichiers,
            RedirectAttributes flash) {
        DossierSummary dossier = visible.ownedBy(reference);
        List<String> refusals = new ArrayList<>();
        int added = 0;
        for (MultipartFile fichier : fichiers == null ? List.<MultipartFile>of() : fichiers) {
            try {
                add(dossier, engagement, fichier);
                added++;
            } catch (FileTypes.Refused | NotPossible refusal) {
                refusals.add(refusal.getMessage());
            }
        }
        if (added > 0) {
            flash.addFlashAttribute(
                    "success",
                    added == 1 ? "La pièce est jointe au dossier." : added + " pièces sont jointes au dossier.");
        }
        if (!refusals.isEmpty()) {
            flash.addFlashAttribute("failure", String.join(" ", refusals));
        } else if (added == 0) {
            flash.addFlashAttribute("failure", "Choisissez un fichier.");
        }
        return "redirect:/collectivite/dossiers/" + reference + "/pieces";
    }

    @PostMapping("/{id}/retrait")
    String remove(@PathVariable String reference, @PathVariable UUID id, RedirectAttributes flash) {
        DossierSummary dossier = visible.ownedBy(reference);
        Evidence piece = files.find(reference, id).orElse(null);
        if (piece == null) {
            flash.addFlashAttribute("info", "Cette pièce avait déjà été retirée.");
        } else if (!removable(dossier, piece)) {
            flash.addFlashAttribute("failure", "Cette pièce a déjà été examinée : elle ne peut plus être retirée.");
        } else {
            try {
                files.remove(reference, id, visible.actor());
                flash.addFlashAttribute("success", "La pièce « " + piece.fileName() + " » est retirée.");
            } catch (NotPossible refusal) {
                flash.addFlashAttribute("failure", refusal.getMessage());
            }
        }
        return "redirect:/collectivite/dossiers/" + reference + "/pieces";
    }

    private Evidence add(DossierSummary dossier, String engagement, MultipartFile fichier)
            throws FileTypes.Refused, NotPossible {
        if (!open(dossier)) {
            throw new NotPossible("Aucune pièce ne peut être jointe à ce dossier en ce moment.");
        }
        if (!known(dossier, engagement)) {
            throw new NotPossible("Choisissez l’engagement que la pièce justifie.");
        }
        String name = FileTypes.cleanName(fichier.getOriginalFilename());
        if (fichier.isEmpty()) {
            throw new NotPossible("Le fichier « " + name + " » est vide.");
        }
        if (fichier.getSize() > Evidence.MAX_SIZE) {
            throw new NotPossible("Le fichier « " + name + " » dépasse 20 Mo.");
        }
        byte[] content = content(fichier);
        String type = FileTypes.detect(name, content);
        String hash = sha256(content);
        if (files.of(dossier.reference()).stream()
                .anyMatch(piece ->
                        piece.commitment().equals(engagement) && piece.sha256().equals(hash))) {
            throw new NotPossible("Ce fichier est déjà joint à cet engagement.");
        }
        return files.add(dossier.reference(), new NewEvidence(engagement, name, type, content), visible.actor());
    }

    private static byte[] content(MultipartFile fichier) throws NotPossible {
        try {
            return fichier.getBytes();
        } catch (IOException broken) {
            throw new NotPossible("Le fichier n’a pas été reçu en entier : recommencez.");
        }
    }

    private static boolean open(DossierSummary dossier) {
        return !dossier.status().terminal() && !dossier.suspended();
    }

    private static boolean ours(OpenTask task) {
        return "authority".equals(task.role());
    }

    /** What others have worked with stays: a piece can be taken back while the authority still prepares its file. */
    private boolean removable(DossierSummary dossier, Evidence piece) {
        String reference = dossier.reference();
        return open(dossier)
                && piece.stage() == dossier.stage()
                && tasks.of(reference).stream().anyMatch(EvidenceController::ours)
                && Stream.of(
                                proceedings.corrections(reference).stream().map(CorrectionRequest::requestedAt),
                                proceedings.opinions(reference).stream().map(GivenOpinion::givenAt),
                                proceedings.decisions(reference).stream().map(Decision::decidedAt))
                        .flatMap(Function.identity())
                        .noneMatch(worked -> worked.isAfter(piece.addedAt()));
    }

    private boolean known(DossierSummary dossier, String code) {
        return Evidence.DELIBERATION.equals(code)
                || referentiel(dossier).dimensions().stream()
                        .flatMap(dimension -> dimension.commitments().stream())
                        .anyMatch(commitment -> commitment.code().equals(code));
    }

    private Referentiel referentiel(DossierSummary dossier) {
        return referentiels.find(dossier.referentiel()).orElseGet(referentiels::inForce);
    }

    private List<Group> groups(DossierSummary dossier, List<Evidence> pieces) {
        List<Group> groups = new ArrayList<>();
        groups.add(new Group(
                "Délibération",
                List.of(commitment(dossier, Evidence.DELIBERATION, "Délibération du conseil", pieces))));
        referentiel(dossier)
                .dimensions()
                .forEach(dimension -> groups.add(new Group(
                        dimension.label(),
                        dimension.commitments().stream()
                                .map(c -> commitment(dossier, c.code(), c.code() + " – " + c.label(), pieces))
                                .toList())));
        return groups;
    }

    private Commitment commitment(DossierSummary dossier, String code, String label, List<Evidence> pieces) {
        return new Commitment(
                code,
                label,
                pieces.stream()
                        .filter(piece -> piece.commitment().equals(code))
                        .map(piece -> new Piece(piece, FileTypes.label(piece.mediaType()), removable(dossier, piece)))
                        .toList());
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
