package fr.ecoquartier.act.seal;

import fr.ecoquartier.StartRefused;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** Reads the key from the PKCS#12 file of the configuration; whatever is wrong with it stops the start. */
final class SealFile {

    private static final String FILE = "ECOQUARTIER_SEAL_FILE";
    private static final String PASSWORD = "ECOQUARTIER_SEAL_PASSWORD";
    private static final String ALIAS = "ECOQUARTIER_SEAL_ALIAS";
    private static final long LARGEST = 1024 * 1024;
    private static final int WEAKEST_RSA = 2048;
    private static final int WEAKEST_EC = 256;
    private static final byte[] PROOF = {'s', 'e', 'a', 'l'};

    private SealFile() {}

    /** @throws StartRefused with one line that says what is wrong and what to do */
    static SealKey read(SealSettings settings, Instant now, ZoneId zone) {
        String name = settings.file().strip();
        KeyStore store = open(path(name), name, settings.password());
        String alias = alias(store, name, settings.alias().strip());
        PrivateKey key = key(store, alias, name, settings.password());
        List<X509Certificate> chain = chain(store, alias, name);
        X509Certificate certificate = chain.get(0);
        refuseUnfit(certificate, name);
        refuseOtherKey(key, certificate, name);
        SealKey seal = new SealKey(key, chain, false);
        if (now.isAfter(seal.until())) {
            throw refused(
                    FILE,
                    "the certificate of " + name + " (" + seal.subject() + ") expired on " + day(seal.until(), zone)
                            + ". Obtain a new one, or take the setting away to start without a seal.");
        }
        if (now.isBefore(seal.from())) {
            throw refused(
                    FILE,
                    "the certificate of " + name + " (" + seal.subject() + ") is not valid before "
                            + day(seal.from(), zone) + ". Check the clock of this machine, or wait.");
        }
        return seal;
    }

    private static Path path(String name) {
        Path path;
        try {
            path = Path.of(name);
        } catch (InvalidPathException e) {
            throw refused(FILE, "\"" + name + "\" is not the path of a file.");
        }
        if (!Files.exists(path)) {
            throw refused(FILE, "the file " + name + " does not exist.");
        }
        if (!Files.isRegularFile(path)) {
            throw refused(FILE, name + " is not a file.");
        }
        if (!Files.isReadable(path)) {
            throw refused(FILE, "the file " + name + " cannot be read by the user that runs the application.");
        }
        return path;
    }

    private static KeyStore open(Path path, String name, String password) {
        byte[] content;
        try {
            if (Files.size(path) > LARGEST) {
                throw refused(FILE, "the file " + name + " is too large for a PKCS#12 file.");
            }
            content = Files.readAllBytes(path);
        } catch (IOException e) {
            throw refused(FILE, "the file " + name + " cannot be read (" + e.getMessage() + ").");
        }
        try {
            KeyStore store = store(password);
            store.load(new ByteArrayInputStream(content), password.toCharArray());
            return store;
        } catch (IOException e) {
            if (e.getCause() instanceof UnrecoverableKeyException
                    || String.valueOf(e.getMessage()).contains("wrong password")) {
                throw wrongPassword(name, password);
            }
            throw refused(FILE, "the file " + name + " is not a PKCS#12 file (.p12 or .pfx).");
        } catch (GeneralSecurityException e) {
            throw refused(FILE, "the file " + name + " cannot be opened (" + e.getMessage() + ").");
        }
    }

    /** The JDK reads most files; it knows no password with an accent. */
    static KeyStore store(String password) throws GeneralSecurityException {
        return password.chars().allMatch(c -> c < 128)
                ? KeyStore.getInstance("PKCS12")
                : KeyStore.getInstance("PKCS12", new BouncyCastleProvider());
    }

    private static String alias(KeyStore store, String name, String wanted) {
        try {
            List<String> keys = new ArrayList<>();
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    keys.add(alias);
                }
            }
            if (keys.isEmpty()) {
                throw refused(
                        FILE,
                        "the file " + name + " holds no private key. Export the certificate again with its private"
                                + " key.");
            }
            if (wanted.isEmpty() && keys.size() == 1) {
                return keys.get(0);
            }
            Collections.sort(keys);
            if (wanted.isEmpty()) {
                throw refused(
                        ALIAS,
                        "the file " + name + " holds " + keys.size() + " keys: choose one of " + String.join(", ", keys)
                                + ".");
            }
            return keys.stream()
                    .filter(wanted::equalsIgnoreCase)
                    .findFirst()
                    .orElseThrow(() -> refused(
                            ALIAS,
                            "the file " + name + " holds no key \"" + wanted + "\"; it holds " + String.join(", ", keys)
                                    + "."));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PrivateKey key(KeyStore store, String alias, String name, String password) {
        try {
            if (store.getKey(alias, password.toCharArray()) instanceof PrivateKey key) {
                return key;
            }
        } catch (UnrecoverableKeyException e) {
            throw wrongPassword(name, password);
        } catch (GeneralSecurityException e) {
            throw refused(FILE, "the key of " + name + " cannot be read (" + e.getMessage() + ").");
        }
        throw refused(FILE, "the file " + name + " holds no private key.");
    }

    private static List<X509Certificate> chain(KeyStore store, String alias, String name) {
        try {
            Certificate[] chain = store.getCertificateChain(alias);
            if (chain != null && chain.length > 0 && Arrays.stream(chain).allMatch(X509Certificate.class::isInstance)) {
                return Arrays.stream(chain).map(X509Certificate.class::cast).toList();
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        throw refused(FILE, "the private key of " + name + " has no certificate with it.");
    }

    private static void refuseUnfit(X509Certificate certificate, String name) {
        boolean[] usage = certificate.getKeyUsage();
        if (usage != null && !usage[0] && !usage[1]) {
            throw refused(
                    FILE,
                    "the certificate of " + name + " is not meant for signing (its key usage has neither"
                            + " digitalSignature nor nonRepudiation).");
        }
        var key = certificate.getPublicKey();
        boolean fit = key instanceof RSAKey rsa && rsa.getModulus().bitLength() >= WEAKEST_RSA
                || key instanceof ECKey ec && ec.getParams().getOrder().bitLength() >= WEAKEST_EC;
        if (!fit) {
            throw refused(
                    FILE,
                    "the key of " + name + " (" + key.getAlgorithm() + ") cannot be used: RSA of 2048 bits or more, or"
                            + " EC of 256 bits or more.");
        }
    }

    private static void refuseOtherKey(PrivateKey key, X509Certificate certificate, String name) {
        try {
            String algorithm = "SHA256with" + (key.getAlgorithm().equals("EC") ? "ECDSA" : key.getAlgorithm());
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(PROOF);
            byte[] proof = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(PROOF);
            if (signature.verify(proof)) {
                return;
            }
        } catch (GeneralSecurityException e) {
            throw refused(FILE, "the key of " + name + " cannot sign (" + e.getMessage() + ").");
        }
        throw refused(FILE, "the private key of " + name + " does not belong to its certificate.");
    }

    private static StartRefused wrongPassword(String name, String password) {
        return refused(
                PASSWORD,
                password.isEmpty()
                        ? "is missing: the file " + name + " is protected by a password."
                        : "is not the password of the file " + name + ".");
    }

    private static LocalDate day(Instant instant, ZoneId zone) {
        return instant.atZone(zone).toLocalDate();
    }

    private static StartRefused refused(String setting, String why) {
        return new StartRefused(setting + ": " + why);
    }
}
