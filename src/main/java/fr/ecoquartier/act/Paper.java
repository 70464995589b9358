package fr.ecoquartier.act;

/**
 * A document as a page to be printed.
 *
 * @param title as the list of documents shows it
 * @param html a whole document, made from a template under {@code templates/act}
 */
public record Paper(String title, String html) {}
