package fr.ecoquartier.web.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.TestSeal;
import fr.ecoquartier.act.DocumentKind;
import fr.ecoquartier.act.IssuedDocument;
import fr.ecoquartier.act.IssuedDocuments;
import fr.ecoquartier.act.Seal;
import fr.ecoquartier.act.seal.ForeignSeals;
import fr.ecoquartier.document.Pdf;
import fr.ecoquartier.document.PdfRenderer;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.NewDossier;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** Verification by somebody who is not signed in. */
@IntegrationTest
class VerificationTest {

    private static final Actor GRENOBLE = new Actor("verification-grenoble", "Camille Perrin", "Collectivité");
    private static final String ISSUER = "Dominique Signataire";

    @Autowired
    private MockMvc pages;

    @Autowired
    private IssuedDocuments documents;

    @Autowired
    private Dossiers dossiers;

    @Autowired
    private PdfRenderer renderer;

    @Autowired
    private Seal seal;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    private int visitor = 1;
    private boolean demonstration;

    @Test
    void aSealedDocumentIsAuthenticAndInForceAndNobodyIsNamed() throws Exception {
        IssuedDocument certificate =
                issue("Caserne <b>de Bonne</b>", DocumentKind.CERTIFICATE, DossierStage.AWARD, "LABELLED");
        String answer = verify(content(certificate));
        assertThat(answer)
                .contains("Document authentique et intact", "En vigueur", certificate.reference() + "-L1")
                .contains("Caserne &lt;b&gt;de Bonne&lt;/b&gt;", "Grenoble", TestSeal.NAME, certificate.sha256())
                .contains("Certificat du service du label", "badge--ok")
                .doesNotContain(ISSUER, "Camille", "verification-grenoble");
        assertThat(state(certificate.code().toString()))
                .contains("En vigueur", "Le document de ce code", certificate.reference())
                .doesNotContain(ISSUER);
    }

    @Test
    void oneByteThatChangesIsToldAsABrokenSeal() throws Exception {
        IssuedDocument certificate = issue("Danube", DocumentKind.CERTIFICATE, DossierStage.AWARD, "LABELLED");
        byte[] changed = content(certificate);
        int stream = new String(changed, StandardCharsets.ISO_8859_1).indexOf("stream");
        changed[stream + 20] ^= 1;
        assertThat(verify(changed))
                .contains("Document modifié\u00a0: le sceau est rompu", "Rompu", "Ne vous y fiez pas")
                .doesNotContain("Document authentique", "Le document reconnu");
    }

    @Test
    void whatIsAddedAfterTheSealIsToldWithTheDocumentItWas() throws Exception {
        IssuedDocument certificate =
                issue("Bottière-Chénaie", DocumentKind.CERTIFICATE, DossierStage.AWARD, "LABELLED");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PDDocument document = Loader.loadPDF(content(certificate))) {
            document.addPage(new PDPage());
            document.getDocumentCatalog().getCOSObject().setNeedToBeUpdated(true);
            document.getPages().getCOSObject().setNeedToBeUpdated(true);
            document.saveIncremental(out);
        }
        assertThat(verify(out.toByteArray()))
                .contains("Document modifié après avoir été scellé", "Suivi d’un ajout", "Le document reconnu")
                .contains(certificate.reference())
                .doesNotContain("Document authentique");
    }

    @Test
    void anotherCertificateOfTheSameNameIsAnImitation() throws Exception {
        byte[] file = ForeignSeals.append(plain("Un faux"), TestSeal.NAME);
        assertThat(verify(file)).contains("Imitation de notre sceau", "n’importe qui peut fabriquer un certificat");
        byte[] other = ForeignSeals.append(plain("Autre chose"), "Notaire <script>");
        assertThat(verify(other))
                .contains("Signé par quelqu’un d’autre", "Notaire &lt;script&gt;", "Certificat inconnu du service")
                .doesNotContain("<script>");
    }

    @Test
    void aSealOfOursOnAFileThatIsNotKeptIsNotADocument() throws Exception {
        byte[] file = seal.seal(plain("Jamais remis"), "Essai").content();
        assertThat(verify(file)).contains("Sceau intact, mais document inconnu");
    }

    @Test
    void everyOtherFileIsNamedForWhatItIs() throws Exception {
        assertThat(verify(plain("Un rapport"))).contains("Aucun sceau, document non reconnu");
        assertThat(verify("PK\u0003\u0004".getBytes(StandardCharsets.ISO_8859_1)))
                .contains("Ce fichier n’est pas un PDF", "quel que soit son nom");
        assertThat(verify("%PDF-1.7 tronqué".getBytes(StandardCharsets.UTF_8))).contains("Fichier PDF illisible");
        assertThat(verify(encrypted())).contains("Fichier protégé par un mot de passe");
    }

    @Test
    void noFileOrAnEmptyOneIsSaidAtTheField() throws Exception {
        MvcResult none = pages.perform(from(multipart("/verification"))).andReturn();
        assertThat(none.getResponse().getStatus()).isEqualTo(422);
        assertThat(body(none)).contains("Choisissez un fichier PDF.", "aria-invalid=\"true\"");
        MvcResult empty = pages.perform(from(multipart("/verification")
                        .file(new MockMultipartFile("fichier", "vide.pdf", "application/pdf", new byte[0]))))
                .andReturn();
        assertThat(body(empty)).contains("Ce fichier est vide");
    }

    @Test
    void aWithdrawnLabelIsToldByTheFileAndByTheCode() throws Exception {
        IssuedDocument certificate = issue("Île de Nantes", DocumentKind.CERTIFICATE, DossierStage.AWARD, "LABELLED");
        status(certificate, "LABEL_WITHDRAWN");
        assertThat(verify(content(certificate)))
                .contains("Document authentique et intact", "Label retiré", "badge--bad")
                .doesNotContain("En vigueur");
        assertThat(state(certificate.code().toString())).contains("Label retiré");
    }

    @Test
    void aDossierThatEndedIsTold() throws Exception {
        IssuedDocument contract = issue("Ginko", DocumentKind.CONTRACT, DossierStage.CONTRACT, "CONTRACT_SIGNED");
        assertThat(state(contract.code().toString())).contains("Le contrat est signé et en vigueur.");
        status(contract, "TERMINATED");
        assertThat(state(contract.code().toString())).contains("Contrat résilié");
        status(contract, "WITHDRAWN");
        assertThat(state(contract.code().toString())).contains("La collectivité a retiré son dossier.");
    }

    @Test
    void aLabelWhoseTimeIsOverIsNoLongerInForce() throws Exception {
        Instant before = clock.instant().minus(Duration.ofDays(365 * 8));
        IssuedDocument old =
                issue("Vidailhan", DocumentKind.CERTIFICATE, DossierStage.AWARD, "LABELLED", true, null, before);
        assertThat(state(old.code().toString())).contains("Échu", "n’est pas prononcée");
    }

    @Test
    void aReplacedVersionLeadsToTheOneThatCounts() throws Exception {
        IssuedDocument first = issue("Pré Gaudry", DocumentKind.CERTIFICATE, DossierStage.AWARD, "LABELLED");
        IssuedDocument second = correction(first);
        assertThat(verify(content(first)))
                .contains("Remplacé par une correction", "/verification/" + second.code(), "Version\u00a02");
        assertThat(verify(content(second))).contains("En vigueur");
    }

    @Test
    void aDocumentToSignIsNotAnAct() throws Exception {
        IssuedDocument toSign = issue(
                "Camille-Claudel", DocumentKind.CHARTER, DossierStage.CHARTER, "OPEN", false, null, clock.instant());
        assertThat(state(toSign.code().toString())).contains("À signer, pas encore un acte");
    }

    @Test
    void aDemonstrationSaysThatItsDocumentsAreWorthNothing() throws Exception {
        demonstration = true;
        IssuedDocument certificate = issue("Essai", DocumentKind.CERTIFICATE, DossierStage.AWARD, "LABELLED");
        assertThat(state(certificate.code().toString())).contains("Document de démonstration, sans valeur");
        assertThat(verify(content(certificate))).contains("verification-answer--warn");
    }

    @Test
    void aForgedCodeIsSaidToBeNoDocumentOfOurs() throws Exception {
        IssuedDocument certificate = issue("Seguin", DocumentKind.CERTIFICATE, DossierStage.AWARD, "LABELLED");
        String code = certificate.code().toString();
        String forged = code.substring(0, 35) + (code.charAt(35) == 'a' ? 'b' : 'a');
        for (String wrong : new String[] {
            forged, UUID.randomUUID().toString(), "abc", "1-1-1-1-1", code + "0", "' or 1=1 --", "<script>"
        }) {
            MvcResult result =
                    pages.perform(from(get("/verification/{code}", wrong))).andReturn();
            assertThat(result.getResponse().getStatus()).as(wrong).isEqualTo(404);
            assertThat(body(result)).contains("Ce code ne correspond à aucun document", "Que faire");
        }
    }

    @Test
    void aValidCodeOnAnotherFileShowsWhatTheGenuineDocumentSays() throws Exception {
        IssuedDocument certificate =
                issue("La vraie opération", DocumentKind.CERTIFICATE, DossierStage.AWARD, "LABELLED");
        IssuedDocument other = issue("Une autre opération", DocumentKind.CERTIFICATE, DossierStage.AWARD, "LABELLED");
        String same = verify("/verification/" + certificate.code(), content(certificate));
        assertThat(same).contains("Document authentique et intact").doesNotContain("Le document de ce code");
        String copied = verify("/verification/" + certificate.code(), content(other));
        assertThat(copied)
                .contains("ce n’est pas celui de ce code", "La vraie opération", "Une autre opération")
                .doesNotContain("Document authentique et intact");
        assertThat(verify("/verification/" + certificate.code(), plain("La vraie opération")))
                .contains("Ce fichier n’est pas le document auquel ce code mène", "La vraie opération");
    }

    @Test
    void aLetterIsToldToWhoeverHasTheFileAndToNobodyByItsCode() throws Exception {
        IssuedDocument letter = issue("Refusée", DocumentKind.REFUSAL, DossierStage.CONTRACT, "REFUSED");
        assertThat(verify(content(letter))).contains("Document authentique et intact", "Document de la procédure");
        assertThat(pages.perform(from(get("/verification/{code}", letter.code())))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .isEqualTo(404);
    }

    @Test
    void nothingIsKeptOfAVisit() throws Exception {
        MvcResult result = pages.perform(from(multipart("/verification").file(file(plain("Rien")))))
                .andReturn();
        assertThat(result.getResponse().getStatus()).isEqualTo(200);
        assertThat(result.getRequest().getSession(false)).isNull();
        assertThat(result.getResponse().getHeaders("Set-Cookie")).isEmpty();
    }

    @Test
    void tooManyFilesOrTooLargeAFileAreRefusedBeforeTheyAreRead() throws Exception {
        int refused = 0;
        for (int i = 0; i < 70; i++) {
            MvcResult result = pages.perform(multipart("/verification").with(request -> {
                        request.setRemoteAddr("203.0.113.77");
                        return request;
                    }))
                    .andReturn();
            refused += result.getResponse().getStatus() == 429 ? 1 : 0;
        }
        assertThat(refused).isEqualTo(10);
        MvcResult large = pages.perform(
                        from(org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post("/verification"))
                                .content(new byte[21 * 1024 * 1024]))
                .andReturn();
        assertThat(large.getResponse().getStatus()).isEqualTo(413);
    }

    private String state(String code) throws Exception {
        MvcResult result =
                pages.perform(from(get("/verification/{code}", code))).andReturn();
        assertThat(result.getResponse().getStatus()).isEqualTo(200);
        return body(result);
    }

    private String verify(byte[] content) throws Exception {
        return verify("/verification", content);
    }

    private String verify(String address, byte[] content) throws Exception {
        MvcResult result =
                pages.perform(from(multipart(address).file(file(content)))).andReturn();
        assertThat(result.getResponse().getStatus()).isEqualTo(200);
        return body(result);
    }

    /** Each test method comes from its own addresses. */
    private <T extends MockHttpServletRequestBuilder> T from(T request) {
        String address = "198.51.100." + (visitor++ % 250);
        request.with(built -> {
            built.setRemoteAddr(address);
            return built;
        });
        return request;
    }

    private static MockMultipartFile file(byte[] content) {
        return new MockMultipartFile("fichier", "document.pdf", "application/pdf", content);
    }

    private static String body(MvcResult result) throws Exception {
        return result.getResponse().getContentAsString(StandardCharsets.UTF_8);
    }

    private IssuedDocument issue(String operation, DocumentKind kind, DossierStage stage, String status)
            throws Exception {
        return issue(operation, kind, stage, status, true, null, clock.instant());
    }

    private IssuedDocument issue(
            String operation,
            DocumentKind kind,
            DossierStage stage,
            String status,
            boolean signed,
            IssuedDocument replaced,
            Instant at)
            throws Exception {
        String reference = replaced != null
                ? replaced.reference()
                : dossiers.open(new NewDossier("38185", operation, "urban", false), GRENOBLE);
        jdbc.sql("update ecoquartier.dossier set status = ?, stage = ? where reference = ?")
                .params(status, stage.name(), reference)
                .update();
        byte[] plain = plain(kind.label() + " " + operation + " " + UUID.randomUUID());
        boolean sealed = kind.sealed() && signed;
        byte[] content = sealed ? seal.seal(plain, kind.label()).content() : plain;
        long id = jdbc.sql("""
                        insert into ecoquartier.issued_document (code, reference, kind, stage, round, number, signed, step, effect,
                            title, file_name, size, pages, sha256, seal, demonstration, issued_by_id, issued_by, issued_at,
                            correction_reason, replaces)
                        values (?, ?, ?, ?, 1, ?, ?, 'essai', ?, ?, 'essai.pdf', ?, 1, ?, ?, ?, 'essai', ?, ?, ?, ?) returning id
                        """)
                .params(
                        UUID.randomUUID(),
                        reference,
                        kind.name(),
                        stage.name(),
                        replaced == null ? 1 : replaced.number() + 1,
                        signed,
                        UUID.randomUUID().toString(),
                        kind.label(),
                        content.length,
                        new Pdf(content, 1).sha256(),
                        sealed ? TestSeal.NAME : null,
                        demonstration,
                        ISSUER,
                        Timestamp.from(at),
                        replaced == null ? null : "Une erreur à corriger",
                        replaced == null ? null : replaced.id())
                .query(Long.class)
                .single();
        jdbc.sql("insert into ecoquartier.issued_document_content (document, content) values (?, ?)")
                .params(id, content)
                .update();
        return documents.find(id).orElseThrow();
    }

    private IssuedDocument correction(IssuedDocument document) throws Exception {
        return issue("", document.kind(), document.stage(), "LABELLED", true, document, clock.instant());
    }

    private byte[] content(IssuedDocument document) {
        return documents.content(document.id());
    }

    private void status(IssuedDocument document, String status) {
        jdbc.sql("update ecoquartier.dossier set status = ? where reference = ?")
                .params(status, document.reference())
                .update();
    }

    private byte[] plain(String text) {
        return renderer.render("""
                        <html lang="fr"><head><title>Essai</title><meta name="description" content="Un essai"/>
                        <meta name="subject" content="Essai"/>
                        <link rel="stylesheet" href="classpath:/document/print.css"/></head>
                        <body><div class="foot">Essai</div><h1>Essai</h1><p>%s</p></body></html>
                        """.formatted(text.replace("<", "&lt;"))).content();
    }

    private static byte[] encrypted() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage());
            document.protect(new StandardProtectionPolicy("maître", "ouvrir", new AccessPermission()));
            document.save(out);
        }
        return out.toByteArray();
    }
}
