package fr.ecoquartier.act.seal;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The certificate that documents are sealed with.
 *
 * @param file a PKCS#12 file (.p12, .pfx) with the private key, its certificate and those of its authorities; empty: no
 *     seal, or that of the demonstration
 * @param password of the file
 * @param alias which key of the file; may be empty when it has a single one
 */
@ConfigurationProperties("ecoquartier.seal")
record SealSettings(
        @DefaultValue("") String file,
        @DefaultValue("") String password,
        @DefaultValue("") String alias) {

    boolean configured() {
        return !file.isBlank();
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "SealSettings[file=" + file + ", alias=" + alias + "]";
    }
}
