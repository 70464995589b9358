package fr.ecoquartier.web.space;

import fr.ecoquartier.dossier.CorrectionRequest;
import fr.ecoquartier.dossier.Decision;
import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.dossier.Evidence;
import fr.ecoquartier.dossier.EvidenceFiles;
import fr.ecoquartier.dossier.EvidencePiece;
import fr.ecoquartier.dossier.EvidenceScans;
import fr.ecoquartier.dossier.GivenOpinion;
import fr.ecoquartier.dossier.NewEvidence;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.dossier.OpenTask;
import fr.ecoquartier.dossier.OpenTasks;
import fr.ecoquartier.dossier.Proceedings;
import fr.ecoquartier.web.FileTypes;
import fr.ecoquartier.web.StorageTrouble;
import fr.ecoquartier.web.dossier.PieceView.Board;
import fr.ecoquartier.web.dossier.PieceViews;
import fr.ecoquartier.web.dossier.VisibleDossiers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

    /** What was typed beside files that could not be joined, kept for the next attempt. */
    record Typed(String engagement, String preuve) {}

    private static final Logger LOG = LoggerFactory.getLogger(EvidenceController.class);

    private final VisibleDossiers visible;
    private final EvidenceFiles files;
    private final OpenTasks tasks;
    private final Proceedings proceedings;
    private final EvidenceScans scans;
    private final PieceViews pieces;

    EvidenceController(
            VisibleDossiers visible,
            EvidenceFiles files,
            OpenTasks tasks,
            Proceedings proceedings,
            EvidenceScans scans,
            PieceViews pieces) {
        this.visible = visible;
        this.files = files;
        this.tasks = tasks;
        this.proceedings = proceedings;
        this.scans = scans;
        this.pieces = pieces;
    }

    @GetMapping
    String page(@PathVariable String reference, @RequestParam(defaultValue = "") String engagement, Model model) {
        DossierSummary dossier = visible.ownedBy(reference);
        boolean waitsForUs = tasks.of(reference).stream().anyMatch(EvidenceController::ours);
        List<Instant> worked = worked(reference);
        Board board = pieces.of(dossier, true, piece -> removable(dossier, piece, waitsForUs, worked));
        model.addAttribute(
                "typed",
                new Typed(
                        model.getAttribute("typedCommitment") instanceof String typed ? typed : engagement,
                        model.getAttribute("typedProof") instanceof String typed ? typed : ""));
        model.addAttribute("dossier", dossier);
        model.addAttribute("board", board);
        model.addAttribute("open", open(dossier));
        model.addAttribute("antivirus", scans.configured());
        model.addAttribute("accept", FileTypes.accept());
        model.addAttribute("accepted", FileTypes.ACCEPTED);
        model.addAttribute("maximum", Evidence.MAX_SIZE);
        model.addAttribute("longest", Evidence.MAX_PROVES);
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
            @RequestParam(defaultValue = "") String preuve,
            @RequestParam(required = false) @Nullable UUID remplace,
            @RequestParam("fichier") MultipartFile fichier) {
        DossierSummary dossier = visible.ownedBy(reference);
        try {
            Evidence joined = add(dossier, engagement, preuve, remplace, fichier);
            if (joined.quarantined()) {
                return refusal("Fichier en quarantaine", quarantined(joined));
            }
            return ResponseEntity.status(HttpStatus.CREATED).body(joined);
        } catch (FileTypes.Refused | NotPossible refusal) {
            return refusal("Fichier refusé", refusal.getMessage());
        } catch (IOException | RuntimeException failure) {
            return trouble(failure).problem();
        }
    }

    private static ResponseEntity<ProblemDetail> refusal(String title, String sentence) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_ENTITY, sentence);
        problem.setTitle(title);
        return ResponseEntity.unprocessableEntity()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    private static String quarantined(Evidence joined) {
        return "Le fichier « %s » contient une menace (%s) : il est mis en quarantaine. Il ne compte pas dans le dossier et personne ne peut le télécharger. Vérifiez votre ordinateur, puis joignez un fichier sain."
                .formatted(joined.fileName(), joined.scanDetail());
    }

    private static StorageTrouble trouble(Exception failure) {
        if (failure instanceof RuntimeException unexpected && !StorageTrouble.concerns(unexpected)) {
            throw unexpected;
        }
        LOG.warn("A file could not be stored", failure);
        return StorageTrouble.of(failure);
    }

    /** Without JavaScript: the same as a plain form. */
    @PostMapping
    String uploadForm(
            @PathVariable String reference,
            @RequestParam(defaultValue = "") String engagement,
            @RequestParam(defaultValue = "") String preuve,
            @RequestParam(required = false) @Nullable UUID remplace,
            @RequestParam(name = "fichier", required = false) List<MultipartFile> fichiers,
            RedirectAttributes flash) {
        DossierSummary dossier = visible.ownedBy(reference);
        List<String> refusals = new ArrayList<>();
        int added = 0;
        for (MultipartFile fichier : fichiers == null ? List.<MultipartFile>of() : fichiers) {
            try {
                Evidence joined = add(dossier, engagement, preuve, remplace, fichier);
                if (joined.quarantined()) {
                    refusals.add(quarantined(joined));
                } else {
                    added++;
                }
            } catch (FileTypes.Refused | NotPossible refusal) {
                refusals.add(refusal.getMessage());
            } catch (IOException | RuntimeException failure) {
                refusals.add(trouble(failure).sentence());
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
        if (added == 0) {
            flash.addFlashAttribute("typedCommitment", engagement);
            flash.addFlashAttribute("typedProof", preuve);
        }
        return "redirect:/collectivite/dossiers/" + reference + "/pieces";
    }

    @PostMapping("/{id}/retrait")
    String remove(@PathVariable String reference, @PathVariable UUID id, RedirectAttributes flash) {
        DossierSummary dossier = visible.ownedBy(reference);
        EvidencePiece piece = files.pieces(reference).stream()
                .filter(one ->
                        one.versions().stream().anyMatch(version -> version.id().equals(id)))
                .findFirst()
                .orElse(null);
        boolean waitsForUs = tasks.of(reference).stream().anyMatch(EvidenceController::ours);
        if (piece == null) {
            flash.addFlashAttribute("info", "Cette pièce avait déjà été retirée.");
        } else if (!piece.versions().get(0).id().equals(id)
                || !removable(dossier, piece, waitsForUs, worked(reference))) {
            flash.addFlashAttribute("failure", "Cette pièce a déjà été examinée : elle ne peut plus être retirée.");
        } else {
            try {
                files.remove(reference, id, visible.actor());
                String name = piece.versions().get(0).fileName();
                flash.addFlashAttribute(
                        "success",
                        piece.versions().size() == 1
                                ? "La pièce « " + name + " » est retirée."
                                : "La version « " + name + " » est retirée ; la précédente compte de nouveau.");
            } catch (NotPossible refusal) {
                flash.addFlashAttribute("failure", refusal.getMessage());
            }
        }
        return "redirect:/collectivite/dossiers/" + reference + "/pieces";
    }

    private Evidence add(
            DossierSummary dossier, String engagement, String preuve, @Nullable UUID remplace, MultipartFile fichier)
            throws FileTypes.Refused, NotPossible, IOException {
        if (!open(dossier)) {
            throw new NotPossible("Aucune pièce ne peut être jointe à ce dossier en ce moment.");
        }
        if (!pieces.known(dossier, engagement)) {
            throw new NotPossible("Choisissez l’engagement que la pièce justifie.");
        }
        String name = FileTypes.cleanName(fichier.getOriginalFilename());
        if (fichier.isEmpty()) {
            throw new NotPossible("Le fichier « " + name + " » est vide.");
        }
        if (fichier.getSize() > Evidence.MAX_SIZE) {
            throw new NotPossible("Le fichier « " + name + " » dépasse 20 Mo.");
        }
        Path received = Files.createTempFile("piece-", ".tmp");
        try {
            fichier.transferTo(received);
            String type = FileTypes.detect(name, received);
            Evidence joined = files.add(
                    dossier.reference(),
                    new NewEvidence(engagement, remplace, name, type, preuve, () -> Files.newInputStream(received)),
                    visible.actor());
            return examined(joined);
        } finally {
            Files.deleteIfExists(received);
        }
    }

    /** The file is joined whatever becomes of its examination, which the scheduled job does again. */
    private Evidence examined(Evidence joined) {
        try {
            return scans.examine(joined);
        } catch (RuntimeException failure) {
            LOG.warn("The file {} could not be examined now", joined.id(), failure);
            return joined;
        }
    }

    private static boolean open(DossierSummary dossier) {
        return !dossier.status().terminal() && !dossier.suspended();
    }

    private static boolean ours(OpenTask task) {
        return "authority".equals(task.role());
    }

    /** What others have worked with stays: the newest version can be taken back while the authority still prepares its file. */
    private static boolean removable(
            DossierSummary dossier, EvidencePiece piece, boolean waitsForUs, List<Instant> worked) {
        Evidence newest = piece.versions().get(0);
        return open(dossier)
                && newest.stage() == dossier.stage()
                && waitsForUs
                && piece.marks().stream().noneMatch(mark -> mark.evidence().equals(newest.id()))
                && worked.stream().noneMatch(at -> at.isAfter(newest.addedAt()));
    }

    private List<Instant> worked(String reference) {
        return Stream.of(
                        proceedings.corrections(reference).stream().map(CorrectionRequest::requestedAt),
                        proceedings.opinions(reference).stream().map(GivenOpinion::givenAt),
                        proceedings.decisions(reference).stream().map(Decision::decidedAt))
                .flatMap(Function.identity())
                .toList();
    }
}
