package fr.ecoquartier.dossier;

import java.time.Instant;

/**
 * An opinion that a person gave.
 *
 * @param value a code of the form: {@code favourable}, {@code reservations}, {@code unfavourable}
 * @param reason why, in the author's words
 */
public record GivenOpinion(
        long id,
        DossierStage stage,
        String step,
        OpinionKind kind,
        String value,
        String reason,
        String authorId,
        String authorName,
        Instant givenAt) {

    /** The opinion in French. */
    public String valueLabel() {
        return switch (value) {
            case "favourable" -> "Favorable";
            case "reservations" -> "Favorable avec réserves";
            case "unfavourable" -> "Défavorable";
            default -> value;
        };
    }
}
