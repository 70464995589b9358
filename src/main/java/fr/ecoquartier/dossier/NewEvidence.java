package fr.ecoquartier.dossier;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file to join, its type already detected from its content.
 *
 * @param replaces any version of the piece that it is a newer version of; null for a new piece
 * @param proves what it proves, in the words of the authority; null or blank when nothing is said
 */
public record NewEvidence(
        String commitment,
        @Nullable UUID replaces,
        String fileName,
        String mediaType,
        @Nullable String proves,
        Content content) {

    /** Where the bytes are; read more than once, each time from the beginning. */
    @FunctionalInterface
    public interface Content {
        InputStream open() throws IOException;
    }

    /** A small file held in memory. */
    public NewEvidence(String commitment, String fileName, String mediaType, byte[] content) {
        this(commitment, null, fileName, mediaType, null, () -> new ByteArrayInputStream(content));
    }
}
