package fr.ecoquartier.antivirus;

import java.io.IOException;
import java.io.InputStream;

/** Examines files. */
public interface Antivirus {

    /** False when this installation has none. */
    boolean configured();

    /**
     * Examines what can be read from the stream, to its end; never throws because of the antivirus itself.
     *
     * @throws IOException when the content cannot be read
     */
    Verdict examine(InputStream content) throws IOException;
}
