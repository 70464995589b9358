package fr.ecoquartier.act.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import fr.ecoquartier.act.DocumentKind;
import fr.ecoquartier.act.PaperRequest;
import fr.ecoquartier.act.TestPapers;
import fr.ecoquartier.document.Pdf;
import fr.ecoquartier.document.VeraPdf;
import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.dossier.Proceedings;
import fr.ecoquartier.referentiel.Referentiels;
import fr.ecoquartier.referentiel.TestReferentiel;
import fr.ecoquartier.territory.Region;
import fr.ecoquartier.territory.Territories;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CertificatePaperTest {

    private static final String ADDRESS = "https://label.example.org/verification/6f1c2f5e-0f0a-4b52-9a52-7a7c8b1d2e3f";

    private final Proceedings proceedings = mock(Proceedings.class);
    private Optional<String> delay = Optional.empty();
    private final CertificatePaper maker = maker("https://label.example.org/");

    @Test
    void itTellsTheOperationTheDecisionItsValidityAndWhereToVerifyIt() throws Exception {
        decided(DossierStage.AWARD);
        Pdf pdf = TestPapers.print(
                "certificate", maker.make(TestPapers.request(DocumentKind.CERTIFICATE, DossierStage.AWARD)));
        assertThat(pdf.pages()).isEqualTo(1);
        assertThat(TestPapers.text(pdf))
                .contains("Caserne de Bonne")
                .contains("portée par Grenoble")
                .contains("EQ-2012-00042-L1")
                .contains("24 novembre 2012 (commission nationale)")
                .contains("Jusqu’au 24 novembre 2015")
                .contains("Rhône-Alpes")
                .contains("Référentiel de test 2012 (version 2012-test)")
                .contains(ADDRESS)
                .doesNotContain("sans valeur");
        assertThat(VeraPdf.violations(pdf.content())).isEmpty();
    }

    @Test
    void itsCodeIsReadBackAsTheAddressOfVerification() throws Exception {
        decided(DossierStage.AWARD);
        Pdf pdf = TestPapers.print(maker.make(TestPapers.request(DocumentKind.CERTIFICATE, DossierStage.AWARD)));
        assertThat(QrReader.read(pdf)).isEqualTo(ADDRESS);
    }

    @Test
    void theDelayThatAnAdministratorSetCounts() {
        decided(DossierStage.AWARD);
        delay = Optional.of("P18M");
        assertThat(TestPapers.text(
                        TestPapers.print(maker.make(TestPapers.request(DocumentKind.CERTIFICATE, DossierStage.AWARD)))))
                .contains("Jusqu’au 24 mai 2014");
    }

    @Test
    void aConfirmationHasNoFurtherExamination() throws Exception {
        decided(DossierStage.CONFIRMATION);
        Pdf pdf = TestPapers.print(
                "certificate-confirmation",
                maker.make(TestPapers.request(DocumentKind.CERTIFICATE, DossierStage.CONFIRMATION)));
        assertThat(TestPapers.text(pdf))
                .contains("Certificat de confirmation")
                .contains("EQ-2012-00042-C1")
                .contains("sans nouvel examen prévu")
                .doesNotContain("Jusqu’au");
        assertThat(VeraPdf.violations(pdf.content())).isEmpty();
    }

    @Test
    void theLongestNamesOfADemonstrationFitOnItsPageAsText() throws Exception {
        decided(DossierStage.AWARD, "TEST-2012-00001");
        String operation = "<b>Îlot</b> & « Cœur »" + " quartier renouvelé".repeat(9) + "X".repeat(5);
        DossierSummary dossier = TestPapers.dossier(
                "TEST-2012-00001",
                "Communauté d’agglomération des Très-Longs-Noms " + "et-de-la-Vallée-".repeat(5),
                operation);
        PaperRequest request = TestPapers.correcting(
                TestPapers.request(DocumentKind.CERTIFICATE, DossierStage.AWARD, dossier, true),
                "Nom corrigé. ".repeat(70));
        Pdf pdf = TestPapers.print("certificate-long", maker.make(request));
        assertThat(pdf.pages()).isEqualTo(1);
        assertThat(TestPapers.text(pdf))
                .contains("<b>Îlot</b> & « Cœur » quartier renouvelé")
                .contains("XXXXX")
                .contains("Document de test, sans valeur")
                .contains("Remplace la version 1 du 24 novembre 2012.");
        assertThat(VeraPdf.violations(pdf.content())).isEmpty();
    }

    @Test
    void thereIsNoCertificateWithoutADecision() {
        when(proceedings.decisions(any())).thenReturn(List.of());
        PaperRequest request = TestPapers.request(DocumentKind.CERTIFICATE, DossierStage.AWARD);
        assertThatThrownBy(() -> maker.make(request)).isInstanceOf(IllegalStateException.class);
    }

    private void decided(DossierStage stage) {
        decided(stage, "EQ-2012-00042");
    }

    private void decided(DossierStage stage, String reference) {
        when(proceedings.decisions(reference))
                .thenReturn(List.of(
                        Decisions.of(stage, "prepared", "Dossier présenté"),
                        Decisions.of(stage, "labelled", "Opération exemplaire.")));
    }

    private CertificatePaper maker(String address) {
        Referentiels referentiels = mock(Referentiels.class);
        when(referentiels.find("2012-test")).thenReturn(Optional.of(TestReferentiel.load()));
        Territories territories = mock(Territories.class);
        when(territories.region("82"))
                .thenReturn(Optional.of(new Region("82", "Rhône-Alpes", "DREAL Rhône-Alpes", Set.of("38"))));
        return new CertificatePaper(
                proceedings,
                referentiels,
                territories,
                TestPapers.delays("P3Y", key -> delay),
                TestPapers.templates(),
                address);
    }
}
