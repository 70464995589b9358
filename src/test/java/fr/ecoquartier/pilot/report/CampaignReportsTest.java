package fr.ecoquartier.pilot.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.pilot.CampaignEvent;
import fr.ecoquartier.pilot.Campaigns;
import fr.ecoquartier.pilot.NewCampaign;
import fr.ecoquartier.referentiel.Referentiels;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntegrationTest
class CampaignReportsTest {

    private static final Actor MINISTRY = new Actor("ministry.report", "Claire Évrard", "Ministère");

    @Autowired
    private CampaignReports reports;

    @Autowired
    private Campaigns campaigns;

    @Autowired
    private Referentiels referentiels;

    @Autowired
    private JdbcClient jdbc;

    private String campaign;

    @BeforeEach
    void aCampaign() throws Exception {
        campaign = campaigns.open(
                new NewCampaign(
                        "Tests d’été à l’Île-d’Yeu",
                        referentiels.inForce().version(),
                        LocalDate.now().plusMonths(1),
                        3,
                        List.of(),
                        false),
                MINISTRY);
    }

    @Test
    void aVersionIsWrittenOncePerEffectAndCarriesItsNumberAndItsHash() throws Exception {
        String effect = UUID.randomUUID().toString();
        StoredReport first = reports.write(campaign, effect);
        assertThat(reports.write(campaign, effect)).isEqualTo(first);

        assertThat(reports.of(campaign)).containsExactly(first);
        assertThat(first.number()).isEqualTo(1);
        byte[] file = reports.file(campaign, 1).orElseThrow();
        assertThat(first.sha256())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(file)));
        assertThat(first.size()).isEqualTo(file.length);
        assertThat(campaigns.journal(campaign))
                .filteredOn(entry -> entry.kind() == CampaignEvent.REPORT)
                .singleElement()
                .satisfies(
                        entry -> assertThat(entry.text()).contains("version 1").contains(first.sha256()));
    }

    @Test
    void theFileAndThePageSayTheSame() throws Exception {
        reports.write(campaign, UUID.randomUUID().toString());
        ReportContent content = reports.content(campaign, 1).orElseThrow();
        try (PDDocument document = Loader.loadPDF(reports.file(campaign, 1).orElseThrow())) {
            String text = new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
            assertThat(text)
                    .contains("Tests d’été à l’Île-d’Yeu")
                    .contains(campaign)
                    .contains("Version 1");
            assertThat(content.chapters())
                    .isNotEmpty()
                    .allSatisfy(chapter -> assertThat(text).contains(chapter.title()));
            assertThat(text).contains("Page 1 sur " + document.getNumberOfPages());
        }
    }

    @Test
    void aReturnedReportIsCompletedInANewVersionAndTheFirstStaysAsItWas() {
        reports.write(campaign, "first:" + campaign);
        byte[] before = reports.file(campaign, 1).orElseThrow();
        reports.decide(campaign, false, "Il manque la place vacante.", "decision:" + campaign, MINISTRY);
        reports.remark(campaign, "La place n° 3 est restée vacante faute de réserve.", "remark:" + campaign, MINISTRY);
        reports.remark(campaign, "La place n° 3 est restée vacante faute de réserve.", "remark:" + campaign, MINISTRY);
        reports.write(campaign, "second:" + campaign);

        assertThat(reports.of(campaign)).extracting(StoredReport::number).containsExactly(1, 2);
        assertThat(reports.file(campaign, 1).orElseThrow()).isEqualTo(before);
        assertThat(reports.of(campaign).get(0).decision().adopted()).isFalse();
        assertThat(reports.of(campaign).get(1).decision()).isNull();
        assertThat(reports.content(campaign, 2).orElseThrow().summary().toString())
                .contains("restée vacante faute de réserve");
        assertThat(reports.remarks(campaign)).hasSize(1);
    }

    @Test
    void aDraftSaysSoAndIsKeptNowhere() throws Exception {
        try (PDDocument document = Loader.loadPDF(reports.draftFile(campaign).content())) {
            assertThat(new PDFTextStripper().getText(document)).contains("Projet : ce document n’est ni numéroté");
        }
        assertThat(reports.of(campaign)).isEmpty();
    }

    @Test
    void theDatabaseRefusesThatAReportBeChangedOrRemoved() {
        reports.write(campaign, UUID.randomUUID().toString());
        assertThatThrownBy(() -> jdbc.sql("update ecoquartier.campaign_report set sha256 = '' where campaign = ?")
                        .param(campaign)
                        .update())
                .hasMessageContaining("append-only");
        assertThatThrownBy(() -> jdbc.sql("delete from ecoquartier.campaign_report where campaign = ?")
                        .param(campaign)
                        .update())
                .hasMessageContaining("append-only");
    }
}
