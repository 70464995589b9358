package fr.ecoquartier.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.document.VeraPdf;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.JournalEntry;
import fr.ecoquartier.dossier.JournalKind;
import fr.ecoquartier.dossier.NewDossier;
import fr.ecoquartier.dossier.NewSignature;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.dossier.Party;
import fr.ecoquartier.dossier.Proceedings;
import fr.ecoquartier.dossier.Step;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntegrationTest
class IssuedDocumentsTest {

    private static final Actor GRENOBLE = new Actor("acts-grenoble", "Ville de Grenoble", "Collectivité");
    private static final Actor CARRIER = new Actor("acts-carrier", "Claire Martin", "Structure porteuse");
    private static final String REASON = "Erreur sur le nom de l’opération";

    @Autowired
    private IssuedDocuments documents;

    @Autowired
    private Dossiers dossiers;

    @Autowired
    private Proceedings proceedings;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void theSameStepIssuesADocumentOnce() throws Exception {
        String reference = dossier("Caserne de Bonne");
        Step step = step(reference, "issueCharter");
        IssuedDocument first = documents.issue(step, DocumentKind.CHARTER);
        byte[] bytes = documents.content(first.id());

        assertThat(documents.issue(step, DocumentKind.CHARTER)).isEqualTo(first);
        assertThat(documents.of(reference)).containsExactly(first);
        assertThat(documents.content(first.id())).isEqualTo(bytes);
        assertThat(journal(reference)).hasSize(1);
    }

    @Test
    void aDocumentIsFoundByItsCodeAndByItsVeryBytes() throws Exception {
        IssuedDocument charter =
                documents.issue(step(dossier("Quartier des Rives"), "issueCharter"), DocumentKind.CHARTER);
        byte[] bytes = documents.content(charter.id());
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));

        assertThat(charter.sha256()).isEqualTo(hash);
        assertThat(charter.size()).isEqualTo(bytes.length);
        assertThat(documents.bySha256(hash)).contains(charter);
        assertThat(documents.find(charter.code())).contains(charter);
        assertThat(documents.find(UUID.randomUUID())).isEmpty();
    }

    @Test
    void theCharterSaysWhatIsSignedAndKeepsBothStandards() throws Exception {
        String reference = dossier("L'îlot d'à côté & <b>gras</b>");
        IssuedDocument charter = documents.issue(step(reference, "issueCharter"), DocumentKind.CHARTER);

        assertThat(charter.toSign()).isTrue();
        assertThat(charter.fileName()).isEqualTo("charte-" + reference + "-v1-a-signer.pdf");
        assertThat(VeraPdf.violations(documents.content(charter.id()))).isEmpty();
        assertThat(text(charter))
                .contains(reference)
                .contains("Version 1")
                .contains("& <b>gras</b>")
                .contains("E01")
                .contains("E20")
                .contains("délibération 2012-17 du 3 mai 2012")
                .contains("Pour la collectivité")
                .contains("Pour l’État")
                .contains("Page 1 sur");
    }

    @Test
    void theSignedCharterHoldsTheSignaturesAndTheExactFileThatWasSigned() throws Exception {
        String reference = dossier("Danube");
        IssuedDocument toSign = documents.issue(step(reference, "issueCharter"), DocumentKind.CHARTER, false);
        signs(reference, Party.AUTHORITY, "Éric Dupont", "Maire");
        signs(reference, Party.STATE, "Anne Petit", "Préfète");
        IssuedDocument signed = documents.issue(step(reference, "sealCharter"), DocumentKind.CHARTER, true);

        assertThat(signed.number()).isEqualTo(2);
        assertThat(signed.toSign()).isFalse();
        assertThat(text(signed))
                .contains("Éric Dupont")
                .contains("Préfète")
                .contains(toSign.sha256())
                .doesNotContain("À signer");
        assertThat(VeraPdf.violations(documents.content(signed.id()))).isEmpty();
        try (PDDocument file = Loader.loadPDF(documents.content(signed.id()))) {
            assertThat(file.getDocumentCatalog()
                            .getNames()
                            .getEmbeddedFiles()
                            .getNames()
                            .get(toSign.fileName())
                            .getEmbeddedFileUnicode()
                            .toByteArray())
                    .isEqualTo(documents.content(toSign.id()));
        }
    }

    @Test
    void aCorrectionIsANewVersionThatSaysWhyAndLeavesTheFirstAsItWas() throws Exception {
        String reference = dossier("Bonne");
        IssuedDocument first = documents.issue(step(reference, "issueCharter"), DocumentKind.CHARTER);
        byte[] before = documents.content(first.id());

        IssuedDocument second = documents.correct(first.id(), REASON, CARRIER);

        assertThat(second.number()).isEqualTo(2);
        assertThat(second.replaces()).isEqualTo(first.id());
        assertThat(documents.content(first.id())).isEqualTo(before);
        assertThat(documents.find(first.id()).orElseThrow().replacedBy()).isEqualTo(second.id());
        assertThat(documents.toSign(reference, DocumentKind.CHARTER)).contains(second);
        assertThat(text(second)).contains("Remplace la version 1").contains(REASON);
        assertThat(journal(reference).get(1))
                .satisfies(entry -> assertThat(entry.actor()).isEqualTo(CARRIER))
                .satisfies(entry -> assertThat(entry.text()).contains("version\u00a02", REASON));
        assertThat(documents
                        .issue(step(reference, "issueCharter"), DocumentKind.CHARTER)
                        .id())
                .as("the step has issued its document already")
                .isEqualTo(first.id());
    }

    @Test
    void whatIsReplacedOrSignedIsNotCorrected() throws Exception {
        String reference = dossier("Ginko");
        IssuedDocument first = documents.issue(step(reference, "issueCharter"), DocumentKind.CHARTER);
        assertThatThrownBy(() -> documents.correct(first.id(), " court ", CARRIER))
                .isInstanceOf(NotPossible.class)
                .hasMessageContaining("motif");
        IssuedDocument second = documents.correct(first.id(), REASON, CARRIER);
        assertThatThrownBy(() -> documents.correct(first.id(), REASON, CARRIER))
                .isInstanceOf(NotPossible.class)
                .hasMessageContaining("déjà été remplacé");
        signs(reference, Party.AUTHORITY, "Éric Dupont", "Maire");
        assertThatThrownBy(() -> documents.correct(second.id(), REASON, CARRIER))
                .isInstanceOf(NotPossible.class)
                .hasMessageContaining("signature");
        assertThat(documents.of(reference)).hasSize(2);
    }

    @Test
    void theDatabaseRefusesThatADocumentBeChanged() throws Exception {
        IssuedDocument charter = documents.issue(step(dossier("Seguin"), "issueCharter"), DocumentKind.CHARTER);
        for (String change : new String[] {
            "update ecoquartier.issued_document set title = 'autre' where id = ?",
            "delete from ecoquartier.issued_document where id = ?",
            "update ecoquartier.issued_document_content set content = '' where document = ?",
            "delete from ecoquartier.issued_document_content where document = ?"
        }) {
            assertThatThrownBy(() -> jdbc.sql(change).param(charter.id()).update())
                    .as(change)
                    .hasMessageContaining("append");
        }
    }

    @Test
    void aDocumentOfATestSaysThatItIsWorthNothing() throws Exception {
        String reference = dossiers.openTest(new NewDossier("38185", "Essai", "urban", false), "2012-test", GRENOBLE);
        IssuedDocument charter = documents.issue(step(reference, "issueCharter"), DocumentKind.CHARTER);
        assertThat(text(charter)).contains("Document de test, sans valeur");
    }

    private String dossier(String operation) throws NotPossible {
        String reference = dossiers.open(new NewDossier("38185", operation, "urban", false), GRENOBLE);
        dossiers.enterStage(reference, DossierStage.CHARTER, 1);
        dossiers.describe(
                step(reference, "fileCharterRequest"),
                operation,
                "urban",
                Map.of("deliberationReference", "2012-17", "deliberationOn", "2012-05-03", "communes", "Grenoble"),
                GRENOBLE);
        return reference;
    }

    private static Step step(String reference, String element) {
        return new Step(reference, DossierStage.CHARTER, element, reference + ":" + element + ":1", "charter:1");
    }

    private void signs(String reference, Party party, String name, String function) {
        proceedings.sign(
                step(reference, "sign" + party),
                new NewSignature(party, name, function, LocalDate.of(2012, 5, 4), "texte"),
                GRENOBLE);
    }

    private java.util.List<JournalEntry> journal(String reference) {
        return dossiers.journal(reference, true).stream()
                .filter(entry -> entry.kind() == JournalKind.DOCUMENT)
                .toList();
    }

    private String text(IssuedDocument document) throws Exception {
        try (PDDocument file = Loader.loadPDF(documents.content(document.id()))) {
            return new PDFTextStripper()
                    .getText(file)
                    .replace('\u00a0', ' ')
                    .replaceAll("\\s+", " ")
                    .replace("’ ", "’");
        }
    }
}
