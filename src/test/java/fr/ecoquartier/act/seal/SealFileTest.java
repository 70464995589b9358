package fr.ecoquartier.act.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import fr.ecoquartier.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealFileTest {

    private static final Instant NOW = Instant.parse("2012-06-15T10:00:00Z");

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("cachet.p12");
    }

    @Test
    void theKeyOfTheFileSeals() {
        KeyPair pair = TestKeys.rsa();
        TestKeys.write(file, "cachet", pair, certificate(pair, "Ministère du logement", -10, 10));
        SealKey key = read("");
        assertThat(key.subject()).isEqualTo("Ministère du logement");
        assertThat(key.key()).isEqualTo(pair.getPrivate());
        assertThat(key.demonstration()).isFalse();
    }

    @Test
    void oneOfSeveralKeysIsChosenByItsAlias() {
        KeyPair first = TestKeys.ec();
        KeyPair second = TestKeys.ec();
        TestKeys.store(file, store -> {
            store.setKeyEntry("ancien", first.getPrivate(), TestKeys.PASSWORD.toCharArray(), new Certificate[] {
                certificate(first, "Ancien", -10, 10)
            });
            store.setKeyEntry("nouveau", second.getPrivate(), TestKeys.PASSWORD.toCharArray(), new Certificate[] {
                certificate(second, "Nouveau", -10, 10)
            });
        });
        assertThat(read("Nouveau").subject()).isEqualTo("Nouveau");
        refused("", "ECOQUARTIER_SEAL_ALIAS", "ancien, nouveau");
        refused("autre", "ECOQUARTIER_SEAL_ALIAS", "\"autre\"", "ancien, nouveau");
    }

    @Test
    void aWrongPasswordStopsTheStartAndIsNotRepeated() {
        KeyPair pair = TestKeys.ec();
        TestKeys.write(file, "cachet", pair, certificate(pair, "Essai", -10, 10));
        assertThatThrownBy(() -> SealFile.read(new SealSettings(file.toString(), "azerty", ""), NOW, ZoneOffset.UTC))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("ECOQUARTIER_SEAL_PASSWORD: is not the password of the file")
                .hasMessageNotContaining("azerty");
        assertThatThrownBy(() -> SealFile.read(new SealSettings(file.toString(), "", ""), NOW, ZoneOffset.UTC))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("ECOQUARTIER_SEAL_PASSWORD: is missing");
    }

    @Test
    void aPasswordMayHaveAccents() {
        KeyPair pair = TestKeys.ec();
        String password = "clé d’été";
        TestKeys.store(
                file,
                password,
                store -> store.setKeyEntry("cachet", pair.getPrivate(), password.toCharArray(), new Certificate[] {
                    certificate(pair, "Essai", -10, 10)
                }));
        assertThat(SealFile.read(new SealSettings(file.toString(), password, ""), NOW, ZoneOffset.UTC)
                        .subject())
                .isEqualTo("Essai");
        assertThatThrownBy(
                        () -> SealFile.read(new SealSettings(file.toString(), "clé d’hiver", ""), NOW, ZoneOffset.UTC))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("is not the password of the file");
    }

    @Test
    void aFileThatIsNotThereStopsTheStart() {
        refused("", "ECOQUARTIER_SEAL_FILE", "does not exist");
    }

    @Test
    void aFolderStopsTheStart() throws IOException {
        Files.createDirectory(file);
        refused("", "ECOQUARTIER_SEAL_FILE", "is not a file");
    }

    @Test
    void aFileThatMayNotBeReadStopsTheStart() throws IOException {
        Files.writeString(file, "secret");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(file), "this user reads everything");
        refused("", "ECOQUARTIER_SEAL_FILE", "cannot be read by the user");
    }

    @Test
    void anotherKindOfFileStopsTheStart() throws IOException {
        Files.writeString(file, "-----BEGIN CERTIFICATE-----");
        refused("", "ECOQUARTIER_SEAL_FILE", "is not a PKCS#12 file");
    }

    @Test
    void aFileWithACertificateOnlyStopsTheStart() {
        TestKeys.store(
                file, store -> store.setCertificateEntry("cachet", certificate(TestKeys.ec(), "Essai", -10, 10)));
        refused("", "ECOQUARTIER_SEAL_FILE", "holds no private key");
    }

    @Test
    void anExpiredCertificateStopsTheStart() {
        KeyPair pair = TestKeys.ec();
        TestKeys.write(file, "cachet", pair, certificate(pair, "Essai", -10, -1));
        refused("", "ECOQUARTIER_SEAL_FILE", "Essai", "expired on 2012-06-14");
    }

    @Test
    void aCertificateThatIsNotValidYetStopsTheStart() {
        KeyPair pair = TestKeys.ec();
        TestKeys.write(file, "cachet", pair, certificate(pair, "Essai", 1, 10));
        refused("", "ECOQUARTIER_SEAL_FILE", "not valid before 2012-06-16");
    }

    @Test
    void aCertificateOfAnotherKeyStopsTheStart() {
        KeyPair pair = TestKeys.ec();
        TestKeys.write(file, "cachet", pair, certificate(TestKeys.ec(), "Essai", -10, 10));
        refused("", "ECOQUARTIER_SEAL_FILE", "does not belong to its certificate");
    }

    @Test
    void aWeakKeyStopsTheStart() {
        KeyPair pair = TestKeys.pair("RSA", 1024);
        TestKeys.write(file, "cachet", pair, certificate(pair, "Essai", -10, 10));
        refused("", "ECOQUARTIER_SEAL_FILE", "2048 bits");
    }

    @Test
    void theSettingsDoNotSayThePassword() {
        assertThat(new SealSettings("a.p12", "tres-secret", "").toString()).doesNotContain("tres-secret");
    }

    private SealKey read(String alias) {
        return SealFile.read(new SealSettings(file.toString(), TestKeys.PASSWORD, alias), NOW, ZoneOffset.UTC);
    }

    private void refused(String alias, String... parts) {
        assertThatThrownBy(() -> read(alias))
                .isInstanceOf(StartRefused.class)
                .hasMessageContainingAll(parts)
                .hasMessageNotContaining(TestKeys.PASSWORD);
    }

    private static java.security.cert.X509Certificate certificate(KeyPair pair, String name, int from, int until) {
        return TestKeys.certificate(pair, name, NOW.plus(Duration.ofDays(from)), NOW.plus(Duration.ofDays(until)));
    }
}
