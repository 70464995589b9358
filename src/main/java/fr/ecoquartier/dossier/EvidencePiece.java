package fr.ecoquartier.dossier;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A piece with all its versions, the newest first, and all that reviewers said of them, the latest first.
 *
 * @param versions one at least
 */
public record EvidencePiece(UUID id, String commitment, List<Evidence> versions, List<EvidenceMark> marks) {

    /** The version that counts: the newest that is not in quarantine. */
    public Optional<Evidence> current() {
        return versions.stream().filter(version -> !version.quarantined()).findFirst();
    }

    /** What was said last of the version that counts. */
    public Optional<EvidenceMark> latestMark() {
        return current()
                .flatMap(version -> marks.stream()
                        .filter(mark -> mark.evidence().equals(version.id()))
                        .findFirst());
    }

    /** What is to be thought of it: a new version is to be examined whatever was said of the one before. */
    public EvidenceMark.Mark state() {
        return latestMark().map(EvidenceMark::mark).orElse(EvidenceMark.Mark.TO_EXAMINE);
    }
}
