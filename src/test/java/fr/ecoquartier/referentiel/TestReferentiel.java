package fr.ecoquartier.referentiel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The shipped référentiel, without a database. */
public final class TestReferentiel {

    public static final String FILE = "2012-test.yaml";

    private TestReferentiel() {}

    public static String text() {
        try (InputStream in = TestReferentiel.class.getResourceAsStream("/referentiel/" + FILE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Referentiel load() {
        return read(text());
    }

    public static Referentiel read(String text) {
        try {
            return new ReferentielReader().read(FILE, text);
        } catch (InvalidReferentiel e) {
            throw new AssertionError(e);
        }
    }
}
