package fr.ecoquartier.web.dossier;

import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.Evidence;
import fr.ecoquartier.dossier.EvidenceMark;
import fr.ecoquartier.dossier.EvidencePiece;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A piece as pages show it.
 *
 * @param shown the version that counts; when all are in quarantine, the newest
 * @param older the other versions, the newest first
 * @param state what reviewers think of it; null for somebody who must not know, or when no version counts
 * @param examined what was said last of the version shown
 */
public record PieceView(
        EvidencePiece piece,
        Version shown,
        List<Version> older,
        @Nullable State state,
        @Nullable EvidenceMark examined,
        boolean removable) {

    /** A mark with the class of its badge. */
    public record State(String code, String label, String badge) {

        static State of(EvidenceMark.Mark mark) {
            return new State(
                    mark.name(),
                    mark.label(),
                    switch (mark) {
                        case TO_EXAMINE -> "badge--info";
                        case ACCEPTED -> "badge--ok";
                        case INSUFFICIENT -> "badge--bad";
                        case NOT_NEEDED -> "badge--neutral";
                    });
        }
    }

    /**
     * A version with the words for it.
     *
     * @param scan what the antivirus said
     * @param scanBadge class of its badge
     * @param preview how a browser can show it by itself: {@code image}, {@code pdf} or null
     * @param marks what was said of it, the latest first; empty for somebody who must not know
     */
    public record Version(
            Evidence evidence,
            String type,
            String scan,
            String scanBadge,
            @Nullable String preview,
            List<EvidenceMark> marks) {}

    /** The mark's name for a template. */
    public static String label(EvidenceMark.Mark mark) {
        return mark.label();
    }

    public UUID id() {
        return piece.id();
    }

    boolean joinedIn(DossierStage stage) {
        return shown.evidence().stage() == stage;
    }

    boolean in(String code) {
        return state != null && state.code().equals(code);
    }

    /** A commitment, or the deliberation, with its pieces. */
    public record Commitment(String code, String label, State state, List<PieceView> pieces) {}

    /** A dimension of the référentiel with its commitments. */
    public record Group(String code, String label, List<Commitment> commitments, int justified) {}

    /** How far the commitments of the référentiel are justified; the deliberation is not one of them. */
    public record Progress(int total, int justified, int toExamine, int insufficient, int notNeeded, int without) {}

    /** All pieces of a dossier. */
    public record Board(List<Group> groups, Progress progress, int count) {}
}
