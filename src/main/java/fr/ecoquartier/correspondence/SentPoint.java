package fr.ecoquartier.correspondence;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A point of a request that was sent, with what it was about as it was then.
 *
 * @param position from 1
 * @param missing what the reviewer says is missing
 * @param answer what the authority answered; null until all answers of the request are sent back
 * @param newValue what the authority put in the place of the field's value; null when it left it
 * @param draft what the authority typed so far, while nothing was sent back
 * @param newValueDraft the value that it typed so far
 */
public record SentPoint(
        long id,
        long request,
        int position,
        Subject subject,
        String label,
        String value,
        String missing,
        @Nullable String answer,
        @Nullable String newValue,
        @Nullable String answeredByName,
        @Nullable Instant answeredAt,
        KeptText draft,
        KeptText newValueDraft) {

    /** The field that the point is about, when the authority may correct it as it answers. */
    public @Nullable OperationField correctable() {
        return subject.kind() == PointKind.FIELD
                ? OperationField.ofKey(subject.code())
                        .filter(OperationField::correctable)
                        .orElse(null)
                : null;
    }

    /** The new value as people read it; null when there is none. */
    public @Nullable String newValueInWords() {
        OperationField field = correctable();
        LocalDate day = field != null && field.day() ? OperationField.asDay(newValue) : null;
        return day == null ? newValue : Targets.french(day);
    }

    public boolean figure() {
        return subject.kind() == PointKind.FIGURE;
    }
}
