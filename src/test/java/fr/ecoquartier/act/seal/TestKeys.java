package fr.ecoquartier.act.seal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Keys and PKCS#12 files made when a test needs them. */
public final class TestKeys {

    public static final String PASSWORD = "mot de passe de test";

    private TestKeys() {}

    /** A PKCS#12 file with an RSA key whose certificate bears the name. */
    public static void write(Path file, String name) {
        Instant now = Instant.now();
        KeyPair pair = rsa();
        write(
                file,
                "cachet",
                pair,
                certificate(pair, name, now.minus(Duration.ofDays(2)), now.plus(Duration.ofDays(300))));
    }

    static SealKey key(String name) {
        return key(name, ec());
    }

    static SealKey key(String name, KeyPair pair) {
        Instant now = Instant.now();
        return new SealKey(
                pair.getPrivate(),
                List.of(certificate(pair, name, now.minus(Duration.ofDays(2)), now.plus(Duration.ofDays(300)))),
                false);
    }

    static X509Certificate certificate(KeyPair pair, String name, Instant from, Instant until) {
        return DemoSeals.certificate(pair, name, from, until);
    }

    static void write(Path file, String alias, KeyPair pair, X509Certificate certificate) {
        store(
                file,
                store -> store.setKeyEntry(
                        alias, pair.getPrivate(), PASSWORD.toCharArray(), new Certificate[] {certificate}));
    }

    static void store(Path file, Filling filling) {
        store(file, PASSWORD, filling);
    }

    static void store(Path file, String password, Filling filling) {
        try (OutputStream out = Files.newOutputStream(file)) {
            KeyStore store = SealFile.store(password);
            store.load(null, null);
            filling.fill(store);
            store.store(out, password.toCharArray());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static KeyPair rsa() {
        return pair("RSA", 2048);
    }

    static KeyPair ec() {
        return pair("EC", 256);
    }

    static KeyPair pair(String algorithm, int size) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(size);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    interface Filling {
        void fill(KeyStore store) throws GeneralSecurityException;
    }
}
