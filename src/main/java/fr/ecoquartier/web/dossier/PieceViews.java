package fr.ecoquartier.web.dossier;

import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.dossier.Evidence;
import fr.ecoquartier.dossier.EvidenceFiles;
import fr.ecoquartier.dossier.EvidenceMark;
import fr.ecoquartier.dossier.EvidenceMark.Mark;
import fr.ecoquartier.dossier.EvidencePiece;
import fr.ecoquartier.dossier.EvidenceScans;
import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.Referentiels;
import fr.ecoquartier.web.FileTypes;
import fr.ecoquartier.web.dossier.PieceView.Board;
import fr.ecoquartier.web.dossier.PieceView.Commitment;
import fr.ecoquartier.web.dossier.PieceView.Group;
import fr.ecoquartier.web.dossier.PieceView.Progress;
import fr.ecoquartier.web.dossier.PieceView.State;
import fr.ecoquartier.web.dossier.PieceView.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/** Puts the pieces of a dossier together, by dimension and commitment. */
@Component
public class PieceViews {

    private static final State WITHOUT = new State("WITHOUT", "Sans pièce", "badge--warn");

    private final EvidenceFiles files;
    private final EvidenceScans scans;
    private final Referentiels referentiels;

    PieceViews(EvidenceFiles files, EvidenceScans scans, Referentiels referentiels) {
        this.files = files;
        this.scans = scans;
        this.referentiels = referentiels;
    }

    /**
     * The pieces of a dossier.
     *
     * @param marks false for somebody who must not know what others think
     * @param removable whether a version may be taken back
     */
    public Board of(DossierSummary dossier, boolean marks, Predicate<EvidencePiece> removable) {
        List<PieceView> pieces = files.pieces(dossier.reference()).stream()
                .map(piece -> view(piece, marks, removable.test(piece)))
                .toList();
        List<Group> groups = new ArrayList<>();
        groups.add(new Group(
                Evidence.DELIBERATION,
                "Délibération",
                List.of(commitment(Evidence.DELIBERATION, "Délibération du conseil", pieces)),
                0));
        Referentiel referentiel = referentiel(dossier);
        referentiel.dimensions().forEach(dimension -> {
            List<Commitment> commitments = dimension.commitments().stream()
                    .map(c -> commitment(c.code(), c.code() + " – " + c.label(), pieces))
                    .toList();
            groups.add(
                    new Group(dimension.code(), dimension.label(), commitments, in(commitments, Mark.ACCEPTED.name())));
        });
        List<Commitment> all = groups.stream()
                .skip(1)
                .flatMap(group -> group.commitments().stream())
                .toList();
        return new Board(
                groups,
                new Progress(
                        all.size(),
                        in(all, Mark.ACCEPTED.name()),
                        in(all, Mark.TO_EXAMINE.name()),
                        in(all, Mark.INSUFFICIENT.name()),
                        in(all, Mark.NOT_NEEDED.name()),
                        in(all, WITHOUT.code())),
                (int) pieces.stream()
                        .filter(piece -> !piece.shown().evidence().quarantined())
                        .count());
    }

    /** Whether a file can be joined for this commitment of the dossier. */
    public boolean known(DossierSummary dossier, String code) {
        return Evidence.DELIBERATION.equals(code)
                || referentiel(dossier).commitments().stream()
                        .anyMatch(commitment -> commitment.code().equals(code));
    }

    private Referentiel referentiel(DossierSummary dossier) {
        return referentiels.find(dossier.referentiel()).orElseGet(referentiels::inForce);
    }

    private static int in(List<Commitment> commitments, String state) {
        return (int) commitments.stream()
                .filter(commitment -> commitment.state().code().equals(state))
                .count();
    }

    private static Commitment commitment(String code, String label, List<PieceView> pieces) {
        List<PieceView> own = pieces.stream()
                .filter(piece -> piece.piece().commitment().equals(code))
                .toList();
        return new Commitment(code, label, state(own), own);
    }

    /**
     * What a commitment is worth: what is still to be done comes first, and one accepted piece justifies it when nothing else
     * is wrong.
     */
    private static State state(List<PieceView> pieces) {
        List<Mark> marks = pieces.stream()
                .filter(piece -> !piece.shown().evidence().quarantined())
                .map(piece -> piece.state() == null
                        ? Mark.TO_EXAMINE
                        : Mark.valueOf(piece.state().code()))
                .toList();
        if (marks.isEmpty()) {
            return WITHOUT;
        }
        for (Mark mark : List.of(Mark.INSUFFICIENT, Mark.TO_EXAMINE, Mark.ACCEPTED)) {
            if (marks.contains(mark)) {
                return State.of(mark);
            }
        }
        return State.of(Mark.NOT_NEEDED);
    }

    private PieceView view(EvidencePiece piece, boolean marks, boolean removable) {
        Evidence shown = piece.current().orElse(piece.versions().get(0));
        return new PieceView(
                piece,
                version(piece, shown, marks),
                piece.versions().stream()
                        .filter(version -> version != shown)
                        .map(version -> version(piece, version, marks))
                        .toList(),
                marks && !shown.quarantined() ? State.of(piece.state()) : null,
                marks ? piece.latestMark().orElse(null) : null,
                removable);
    }

    private Version version(EvidencePiece piece, Evidence evidence, boolean marks) {
        return new Version(
                evidence,
                FileTypes.label(evidence.mediaType()),
                scan(evidence),
                switch (evidence.scan()) {
                    case CLEAN -> "badge--ok";
                    case INFECTED -> "badge--bad";
                    case REFUSED -> "badge--warn";
                    case WAITING -> scans.configured() ? "badge--warn" : "badge--neutral";
                },
                preview(evidence),
                marks
                        ? piece.marks().stream()
                                .filter(mark -> mark.evidence().equals(evidence.id()))
                                .toList()
                        : List.<EvidenceMark>of());
    }

    /** What the antivirus said of a file. */
    String scan(Evidence evidence) {
        return switch (evidence.scan()) {
            case CLEAN -> "analysé, aucune menace trouvée";
            case INFECTED -> "en quarantaine : " + evidence.scanDetail();
            case REFUSED -> "non analysé : " + evidence.scanDetail();
            case WAITING -> scans.configured() ? "analyse en attente" : "non analysé";
        };
    }

    /** Nothing is shown that still waits for the antivirus. */
    String preview(Evidence evidence) {
        if (evidence.quarantined() || waits(evidence)) {
            return null;
        }
        return switch (evidence.mediaType()) {
            case "image/png", "image/jpeg" -> "image";
            case "application/pdf" -> "pdf";
            default -> null;
        };
    }

    /** An antivirus is there and has not yet said anything of the file. */
    boolean waits(Evidence evidence) {
        return evidence.scan() == Evidence.Scan.WAITING && scans.configured();
    }
}
