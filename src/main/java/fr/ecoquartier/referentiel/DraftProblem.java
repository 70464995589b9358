package fr.ecoquartier.referentiel;

/**
 * Why a draft cannot be adopted as it stands, at its place.
 *
 * @param path of the field, as {@code $.dimensions[1].commitments[0].indicators[0].formula}
 * @param place the same in French, as « Indicateur I06, formule »
 * @param message one sentence in French
 * @param element key of the {@link DraftContent} element it is about, 0 for the draft as a whole
 * @param field name of the field in that element
 * @param blocking false for a remark that does not prevent adoption
 */
public record DraftProblem(String path, String place, String message, int element, String field, boolean blocking) {}
