package fr.ecoquartier.register;

import org.jspecify.annotations.Nullable;

/**
 * Which operations of the register; a null criterion does not filter.
 *
 * @param text found in the reference, the authority's name or the operation, accents and case forgiven
 * @param region code of a region of 2012
 * @param departement code of a département
 * @param year in which the latest act happened
 */
public record RegisterQuery(
        @Nullable String text,
        @Nullable String region,
        @Nullable String departement,
        @Nullable RegisterState state,
        @Nullable Integer year) {

    /** Everything. */
    public static RegisterQuery all() {
        return new RegisterQuery(null, null, null, null, null);
    }

    /** The same question about all départements. */
    public RegisterQuery everywhere() {
        return new RegisterQuery(text, region, null, state, year);
    }

    /** The same question about all states. */
    public RegisterQuery inAnyState() {
        return new RegisterQuery(text, region, departement, null, year);
    }
}
