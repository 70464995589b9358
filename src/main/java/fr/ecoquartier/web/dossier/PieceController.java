package fr.ecoquartier.web.dossier;

import fr.ecoquartier.access.DossierAccess;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.dossier.Evidence;
import fr.ecoquartier.dossier.EvidenceFiles;
import fr.ecoquartier.dossier.EvidenceMark;
import fr.ecoquartier.dossier.EvidenceReviews;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.web.Downloads;
import fr.ecoquartier.web.dossier.PieceView.Board;
import fr.ecoquartier.web.dossier.PieceView.Commitment;
import fr.ecoquartier.web.dossier.PieceView.Group;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The pieces of a dossier for those who examine them, and the files themselves for everybody who sees the dossier. */
@Controller
@RequestMapping("/dossiers/{reference}/pieces")
class PieceController {

    /** What is looked for, as it stands in the address. */
    record Filter(String etat, String etape, String dimension) {

        boolean any() {
            return !(etat + etape + dimension).isEmpty();
        }
    }

    /** A mark that was refused, with what was typed. */
    record Refused(UUID piece, String mark, String reason, String message) {}

    private final VisibleDossiers visible;
    private final DossierAccess access;
    private final DossierViews views;
    private final PieceViews pieces;
    private final EvidenceFiles files;
    private final EvidenceReviews reviews;

    PieceController(
            VisibleDossiers visible,
            DossierAccess access,
            DossierViews views,
            PieceViews pieces,
            EvidenceFiles files,
            EvidenceReviews reviews) {
        this.visible = visible;
        this.access = access;
        this.views = views;
        this.pieces = pieces;
        this.files = files;
        this.reviews = reviews;
    }

    @GetMapping
    String page(
            @PathVariable String reference,
            @RequestParam(defaultValue = "") String etat,
            @RequestParam(defaultValue = "") String etape,
            @RequestParam(defaultValue = "") String dimension,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean partial,
            @RequestHeader(name = "HX-History-Restore-Request", defaultValue = "false") boolean restored,
            Model model) {
        DossierSummary dossier = visible.get(reference);
        if (!visible.person().staff()) {
            return "redirect:/collectivite/dossiers/" + reference + "/pieces";
        }
        show(dossier, new Filter(etat, etape, dimension), null, model);
        return partial && !restored ? "dossier/pieces :: list" : "dossier/pieces";
    }

    private void show(DossierSummary dossier, Filter filter, @Nullable Refused refused, Model model) {
        Person person = visible.person();
        boolean alone = views.ratesAlone(dossier.reference(), person);
        Board board = pieces.of(dossier, !alone, piece -> false);
        model.addAttribute("dossier", dossier);
        model.addAttribute("board", board);
        model.addAttribute("groups", filtered(board.groups(), filter));
        model.addAttribute("filter", filter);
        model.addAttribute("stages", DossierStage.values());
        model.addAttribute("alone", alone);
        model.addAttribute("reviewer", reviewer(dossier, person) && !alone);
        model.addAttribute("refused", refused);
    }

    private boolean reviewer(DossierSummary dossier, Person person) {
        return access.reviews(person, dossier) && !dossier.status().terminal();
    }

    private static List<Group> filtered(List<Group> groups, Filter filter) {
        return groups.stream()
                .filter(group -> filter.dimension().isEmpty() || group.code().equals(filter.dimension()))
                .map(group -> new Group(
                        group.code(),
                        group.label(),
                        group.commitments().stream()
                                .flatMap(commitment -> filtered(commitment, filter))
                                .toList(),
                        group.justified()))
                .filter(group -> !group.commitments().isEmpty())
                .toList();
    }

    private static Stream<Commitment> filtered(Commitment commitment, Filter filter) {
        if (filter.etat().equals("WITHOUT")) {
            return commitment.state().code().equals("WITHOUT") ? Stream.of(commitment) : Stream.empty();
        }
        List<PieceView> kept = commitment.pieces().stream()
                .filter(piece -> filter.etat().isEmpty() || piece.in(filter.etat()))
                .filter(piece -> filter.etape().isEmpty()
                        || Arrays.stream(DossierStage.values())
                                .anyMatch(stage -> stage.code().equals(filter.etape()) && piece.joinedIn(stage)))
                .toList();
        boolean whole = filter.etat().isEmpty() && filter.etape().isEmpty();
        return whole || !kept.isEmpty()
                ? Stream.of(new Commitment(commitment.code(), commitment.label(), commitment.state(), kept))
                : Stream.empty();
    }

    /** What a reviewer thinks of the version that they had before them. */
    @PostMapping("/{version}/examen")
    String mark(
            @PathVariable String reference,
            @PathVariable UUID version,
            @RequestParam(defaultValue = "") String avis,
            @RequestParam(defaultValue = "") String motif,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean partial,
            Model model,
            RedirectAttributes flash) {
        DossierSummary dossier = visible.get(reference);
        Person person = visible.person();
        if (!access.reviews(person, dossier) || views.ratesAlone(reference, person)) {
            throw new AccessDeniedException("only those who examine the dossier mark its pieces");
        }
        Evidence evidence = files.find(reference, version).orElseThrow(NoSuchDossier::new);
        Refused refused = null;
        try {
            EvidenceMark.Mark mark = Arrays.stream(EvidenceMark.Mark.values())
                    .filter(one -> one.name().equals(avis))
                    .findFirst()
                    .orElseThrow(() -> new NotPossible(
                            "Choisissez « acceptée », « insuffisante », « non nécessaire » ou « à examiner »."));
            reviews.mark(reference, version, mark, motif, visible.actor());
        } catch (NotPossible refusal) {
            refused = new Refused(evidence.piece(), avis, motif, refusal.getMessage());
        }
        if (partial) {
            show(dossier, new Filter("", "", ""), refused, model);
            Commitment about = about((Board) model.getAttribute("board"), evidence.piece());
            model.addAttribute("about", about);
            model.addAttribute("one", one(about, evidence.piece()));
            model.addAttribute("said", refused == null);
            return "dossier/pieces :: marked";
        }
        if (refused != null) {
            show(dossier, new Filter("", "", ""), refused, model);
            return "dossier/pieces";
        }
        flash.addFlashAttribute("success", "Votre avis sur « " + evidence.fileName() + " » est enregistré.");
        return "redirect:/dossiers/" + reference + "/pieces#piece-" + evidence.piece();
    }

    private static Commitment about(Board board, UUID piece) {
        return board.groups().stream()
                .flatMap(group -> group.commitments().stream())
                .filter(commitment ->
                        commitment.pieces().stream().anyMatch(view -> view.id().equals(piece)))
                .findFirst()
                .orElseThrow(NoSuchDossier::new);
    }

    private static PieceView one(Commitment about, UUID piece) {
        return about.pieces().stream()
                .filter(view -> view.id().equals(piece))
                .findFirst()
                .orElseThrow(NoSuchDossier::new);
    }

    /** The file; what the antivirus has not yet examined is asked for twice. */
    @GetMapping("/{id}")
    Object file(
            @PathVariable String reference,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "false") boolean sansAnalyse) {
        DossierSummary dossier = visible.get(reference);
        Evidence evidence = available(reference, id);
        if (pieces.waits(evidence) && !sansAnalyse) {
            ModelAndView warning = new ModelAndView("dossier/piece-waiting");
            warning.addObject("dossier", dossier);
            warning.addObject("evidence", evidence);
            warning.addObject("authority", !visible.person().staff());
            return warning;
        }
        return Downloads.given(files.open(evidence), evidence.size(), evidence.mediaType(), evidence.fileName());
    }

    /** An image or a PDF as a browser shows it by itself. */
    @GetMapping("/{id}/apercu")
    ResponseEntity<?> preview(@PathVariable String reference, @PathVariable UUID id) {
        visible.get(reference);
        Evidence evidence = available(reference, id);
        if (pieces.preview(evidence) == null) {
            throw new ResponseStatusException(
                    HttpStatus.NOT_FOUND, "Ce fichier ne peut pas être affiché ici : téléchargez-le.");
        }
        return Downloads.shown(files.open(evidence), evidence.size(), evidence.mediaType(), evidence.fileName());
    }

    private Evidence available(String reference, UUID id) {
        Evidence evidence = files.find(reference, id).orElseThrow(NoSuchDossier::new);
        if (evidence.quarantined()) {
            throw new ResponseStatusException(
                    HttpStatus.GONE,
                    "Ce fichier est en quarantaine : l’antivirus y a trouvé une menace. Personne ne peut le télécharger.");
        }
        return evidence;
    }
}
