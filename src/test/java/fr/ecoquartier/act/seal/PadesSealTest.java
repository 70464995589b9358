package fr.ecoquartier.act.seal;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.act.seal.SealedFile.Form;
import fr.ecoquartier.act.seal.SealedFile.FoundSeal;
import fr.ecoquartier.act.seal.SealedFile.Integrity;
import fr.ecoquartier.document.Pdf;
import fr.ecoquartier.document.PdfRenderer;
import fr.ecoquartier.document.VeraPdf;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PadesSealTest {

    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private static final SealKey KEY = TestKeys.key("Cachet d’essai");

    private static byte[] plain;
    private static byte[] sealed;

    private final SealReader reader = new SealReader();

    @BeforeAll
    static void seal() {
        Pdf pdf = new PdfRenderer().render("""
                <html lang="fr"><head><title>Charte</title><meta name="description" content="Un essai"/>
                <meta name="subject" content="Essai"/>
                <link rel="stylesheet" href="classpath:/document/print.css"/></head>
                <body><div class="foot">EQ-2012-00001</div><h1>Charte</h1><p>La collectivité s’engage.</p></body></html>
                """);
        plain = pdf.content();
        sealed = new PadesSeal().seal(plain, "Charte signée, dossier EQ-2012-00001", KEY, NOW);
    }

    @Test
    void aSealedFileStaysPdfAAndPdfUa() throws Exception {
        assertThat(VeraPdf.violations(plain)).isEmpty();
        assertThat(VeraPdf.violations(sealed)).isEmpty();
    }

    @Test
    void aFileSealedWithAnRsaKeyStaysPdfAAndPdfUa() throws Exception {
        byte[] file = new PadesSeal().seal(plain, "Essai", TestKeys.key("RSA", TestKeys.rsa()), NOW);
        assertThat(VeraPdf.violations(file)).isEmpty();
        assertThat(only(file).integrity()).isEqualTo(Integrity.INTACT);
    }

    @Test
    void whatWasInTheFileStaysByteForByte() {
        assertThat(sealed).startsWith(plain).hasSizeGreaterThan(plain.length);
    }

    @Test
    void theSealSaysWhoWhenAndThatNoChangeIsPermitted() throws IOException {
        FoundSeal seal = only(sealed);
        assertThat(seal.integrity()).isEqualTo(Integrity.INTACT);
        assertThat(seal.subject()).isEqualTo("Cachet d’essai");
        assertThat(seal.certificate()).isEqualTo(SealKey.fingerprint(KEY.certificate()));
        assertThat(seal.statedAt()).isEqualTo(NOW);
        assertThat(seal.added()).isZero();
        try (PDDocument document = Loader.loadPDF(sealed)) {
            var signature = document.getLastSignatureDictionary();
            assertThat(signature.getSubFilter()).isEqualTo("ETSI.CAdES.detached");
            assertThat(signature.getReason()).isEqualTo("Charte signée, dossier EQ-2012-00001");
            assertThat(document.getDocumentCatalog()
                            .getCOSObject()
                            .getCOSDictionary(COSName.PERMS)
                            .getCOSDictionary(COSName.DOCMDP))
                    .isNotNull();
        }
    }

    @Test
    void everySingleByteThatChangesIsSeen() {
        int step = Math.max(1, sealed.length / 400);
        for (int at = 8; at < sealed.length; at += step) {
            byte[] changed = sealed.clone();
            changed[at] ^= 1;
            SealedFile file = reader.read(changed);
            boolean intact = file.form() == Form.SIGNED
                    && file.seals().stream()
                            .anyMatch(seal -> seal.integrity() == Integrity.INTACT
                                    && seal.certificate().equals(SealKey.fingerprint(KEY.certificate())));
            assertThat(intact).as("byte %d of %d", at, sealed.length).isFalse();
            assertThat(file.sha256()).isNotEqualTo(reader.read(sealed).sha256());
        }
    }

    @Test
    void aByteOfTheTextThatChangesBreaksTheDigest() {
        byte[] changed = sealed.clone();
        int at = find(changed, "/Type /Page".getBytes(StandardCharsets.US_ASCII));
        changed[find(changed, "stream".getBytes(StandardCharsets.US_ASCII)) + 20] ^= 1;
        assertThat(at).isPositive();
        SealedFile file = reader.read(changed);
        assertThat(file.form()).isEqualTo(Form.SIGNED);
        assertThat(only(changed).integrity()).isEqualTo(Integrity.CHANGED);
    }

    @Test
    void whatIsAddedAfterTheSealIsSeen() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PDDocument document = Loader.loadPDF(sealed)) {
            document.addPage(new PDPage());
            document.getDocumentCatalog().getCOSObject().setNeedToBeUpdated(true);
            document.getPages().getCOSObject().setNeedToBeUpdated(true);
            document.saveIncremental(out);
        }
        FoundSeal seal = only(out.toByteArray());
        assertThat(seal.integrity()).isEqualTo(Integrity.ADDED_AFTER);
        assertThat(seal.added()).isEqualTo(out.size() - sealed.length);
        byte[] comment = Arrays.copyOf(sealed, sealed.length + 3);
        assertThat(only(comment).integrity()).isEqualTo(Integrity.ADDED_AFTER);
    }

    @Test
    void aSecondSealByAnotherKeyDoesNotHideThatTheFirstNoLongerCoversTheFile() {
        byte[] twice = new PadesSeal().seal(plain, "Un", KEY, NOW);
        twice = appendSeal(twice);
        SealedFile file = reader.read(twice);
        assertThat(file.seals()).hasSize(2);
        assertThat(file.seals().get(0).integrity()).isEqualTo(Integrity.ADDED_AFTER);
        assertThat(file.seals().get(1).integrity()).isEqualTo(Integrity.INTACT);
    }

    @Test
    void anotherCertificateOfTheSameNameIsAnotherSeal() {
        SealKey other = TestKeys.key("Cachet d’essai");
        FoundSeal seal = only(new PadesSeal().seal(plain, "Essai", other, NOW));
        assertThat(seal.subject()).isEqualTo("Cachet d’essai");
        assertThat(seal.integrity()).isEqualTo(Integrity.INTACT);
        assertThat(seal.certificate()).isNotEqualTo(SealKey.fingerprint(KEY.certificate()));
    }

    @Test
    void aValueMovedToAnotherFileIsNotItsSeal() {
        byte[] other = new PadesSeal().seal(plain, "Un autre texte", KEY, NOW);
        int from = find(sealed, "/Contents <".getBytes(StandardCharsets.US_ASCII));
        int into = find(other, "/Contents <".getBytes(StandardCharsets.US_ASCII));
        assertThat(from).isPositive();
        assertThat(into).isPositive();
        int length = 0;
        while (sealed[from + 11 + length] != '>') {
            length++;
        }
        System.arraycopy(sealed, from + 11, other, into + 11, length);
        assertThat(only(other).integrity()).isEqualTo(Integrity.CHANGED);
    }

    @Test
    void otherFilesAreNamedForWhatTheyAre() throws IOException {
        assertThat(reader.read(new byte[0]).form()).isEqualTo(Form.NOT_PDF);
        assertThat(reader.read("PK\u0003\u0004 un zip".getBytes(StandardCharsets.UTF_8))
                        .form())
                .isEqualTo(Form.NOT_PDF);
        assertThat(reader.read("%PDF-1.7\nrien".getBytes(StandardCharsets.UTF_8))
                        .form())
                .isEqualTo(Form.UNREADABLE);
        assertThat(reader.read(plain).form()).isEqualTo(Form.UNSIGNED);
        assertThat(reader.read(encrypted("")).form()).isEqualTo(Form.ENCRYPTED);
        assertThat(reader.read(encrypted("ouvrir")).form()).isEqualTo(Form.ENCRYPTED);
    }

    @Test
    void nothingIsUnpackedSoThatABombIsAFileLikeAnother() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("%PDF-1.7\n1 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode>>\nstream\n"
                .getBytes(StandardCharsets.US_ASCII));
        try (DeflaterOutputStream deflated = new DeflaterOutputStream(out)) {
            byte[] zeros = new byte[1024 * 1024];
            for (int i = 0; i < 200; i++) {
                deflated.write(zeros);
            }
            deflated.finish();
        }
        out.writeBytes("\nendstream\nendobj\nstartxref\n0\n%%EOF\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(out.size()).isLessThan(1024 * 1024);
        assertThat(reader.read(out.toByteArray()).form()).isEqualTo(Form.UNSIGNED);
    }

    @Test
    void endlessSignaturesOfNothingAreForgedAndCounted() {
        byte[] file = ("%PDF-1.7\n"
                        + "1 0 obj<</Type/Sig/ByteRange [0 9999999999 9999999999 9999999999]>>endobj\n".repeat(5000)
                        + "startxref\n0\n%%EOF")
                .getBytes(StandardCharsets.US_ASCII);
        SealedFile read = reader.read(file);
        assertThat(read.form()).isEqualTo(Form.SIGNED);
        assertThat(read.seals())
                .hasSizeLessThanOrEqualTo(20)
                .extracting(FoundSeal::integrity)
                .containsOnly(Integrity.FORGED);
    }

    private static byte[] encrypted(String password) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage());
            document.protect(new StandardProtectionPolicy("maître", password, new AccessPermission()));
            document.save(out);
        }
        return out.toByteArray();
    }

    /** Somebody who does not mind that the first seal permits no change. */
    private static byte[] appendSeal(byte[] file) {
        return ForeignSeals.append(file, TestKeys.key("Quelqu’un d’autre"));
    }

    private FoundSeal only(byte[] file) {
        SealedFile read = reader.read(file);
        assertThat(read.form()).isEqualTo(Form.SIGNED);
        assertThat(read.seals()).hasSize(1);
        return read.seals().get(0);
    }

    private static int find(byte[] file, byte[] part) {
        for (int i = 0; i <= file.length - part.length; i++) {
            if (Arrays.equals(file, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        return -1;
    }
}
