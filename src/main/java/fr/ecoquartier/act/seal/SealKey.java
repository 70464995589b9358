package fr.ecoquartier.act.seal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * A private key with its certificate.
 *
 * @param chain the certificate first, then those of its authorities as far as they are known
 * @param demonstration made by the demonstration for itself
 */
record SealKey(PrivateKey key, List<X509Certificate> chain, boolean demonstration) {

    X509Certificate certificate() {
        return chain.get(0);
    }

    Instant from() {
        return certificate().getNotBefore().toInstant();
    }

    Instant until() {
        return certificate().getNotAfter().toInstant();
    }

    boolean validAt(Instant instant) {
        return !instant.isBefore(from()) && !instant.isAfter(until());
    }

    String subject() {
        return Certificates.subject(certificate());
    }

    /** Hexadecimal SHA-256 of a certificate. */
    static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "SealKey[" + subject() + "]";
    }
}
