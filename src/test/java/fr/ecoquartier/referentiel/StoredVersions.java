package fr.ecoquartier.referentiel;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Versions for tests, stored beside the shipped one and never put in force. */
public final class StoredVersions {

    private StoredVersions() {}

    /** The shipped version under another name, with texts replaced; the same name always has the same text. */
    public static String store(JdbcClient jdbc, String version, String... replacements) throws Exception {
        String text = TestReferentiel.text().replace("version: 2012-test", "version: " + version);
        for (int i = 0; i < replacements.length; i += 2) {
            if (!text.contains(replacements[i])) {
                throw new IllegalArgumentException("not in the référentiel: " + replacements[i]);
            }
            text = text.replace(replacements[i], replacements[i + 1]);
        }
        Referentiel read = TestReferentiel.read(text);
        jdbc.sql("""
                        insert into ecoquartier.referentiel_version (version, label, source, content, sha256)
                        values (?, ?, 'test', ?, ?) on conflict (version) do nothing
                        """)
                .params(
                        version,
                        read.label(),
                        text,
                        HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256")
                                        .digest(text.getBytes(StandardCharsets.UTF_8))))
                .update();
        return version;
    }
}
