package fr.ecoquartier.register;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An operation as anybody may read it. Dates are days in Paris.
 *
 * @param authorityKind « Commune » or « Intercommunalité »
 * @param departement null when the authority is not known any more
 * @param region name of the region of 2012
 * @param endedOn when the label was withdrawn, the contract terminated, or the authority withdrew
 * @param validUntil until when the label is valid; null without a label, and once the label is confirmed or withdrawn
 * @param demonstration made for a demonstration, without any value
 * @param fields the fields set as public that have a value here: a text, or a {@link LocalDate}
 */
public record PublicOperation(
        String reference,
        String operation,
        String authorityCode,
        String authorityName,
        String authorityKind,
        @Nullable Departement departement,
        String regionCode,
        String region,
        RegisterState state,
        @Nullable LocalDate charterOn,
        @Nullable LocalDate contractOn,
        @Nullable LocalDate labelOn,
        @Nullable LocalDate confirmedOn,
        @Nullable LocalDate endedOn,
        LocalDate latestOn,
        @Nullable LocalDate validUntil,
        boolean demonstration,
        Map<RegisterField, Object> fields) {

    /** The value of a field, null when it is not public or empty. */
    public @Nullable Object field(RegisterField field) {
        return fields.get(field);
    }
}
