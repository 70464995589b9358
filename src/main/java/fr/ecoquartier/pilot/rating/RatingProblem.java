package fr.ecoquartier.pilot.rating;

/**
 * One part of a rating that cannot be kept.
 *
 * @param part the component of {@link Rating} it stands in, {@code commitments}
 * @param code the commitment, indicator, input or step
 * @param message a French sentence that names what was said and what is allowed
 */
public record RatingProblem(String part, String code, String message) {}
