package fr.ecoquartier.document;

import java.time.Instant;

/**
 * A file inside a PDF file, as PDF/A-3 allows.
 *
 * @param mimeType {@code application/pdf}
 * @param description in French, for the reader of the list of attachments
 */
public record Attachment(String name, String mimeType, String description, byte[] content, Instant modified) {}
