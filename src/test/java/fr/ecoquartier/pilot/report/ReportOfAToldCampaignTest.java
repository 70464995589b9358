package fr.ecoquartier.pilot.report;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.document.VeraPdf;
import fr.ecoquartier.pilot.Campaign;
import fr.ecoquartier.pilot.Campaigns;
import fr.ecoquartier.pilot.TestCampaigns;
import fr.ecoquartier.pilot.replay.ReplayCases;
import fr.ecoquartier.pilot.replay.Replays;
import fr.ecoquartier.pilot.report.ReportContent.Chapter;
import fr.ecoquartier.pilot.run.Progress;
import fr.ecoquartier.referentiel.Draft;
import fr.ecoquartier.referentiel.ReferentielDrafts;
import fr.ecoquartier.territory.Territories;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;

/** What the report of a whole campaign says, on its page and in its file. */
@IntegrationTest
class ReportOfAToldCampaignTest {

    @Autowired
    private AutowireCapableBeanFactory application;

    @Autowired
    private CampaignReports reports;

    @Autowired
    private Campaigns campaigns;

    @Autowired
    private ReferentielDrafts drafts;

    @Autowired
    private Replays replays;

    @Autowired
    private Territories territories;

    @Test
    void itTellsTheCampaignFromItsCandidatesToWhatRemainsOpen() throws Exception {
        ToldCampaign story = ToldCampaign.in(application);
        String campaign = story.told();
        reports.write(campaign, UUID.randomUUID().toString());
        ReportContent content = reports.content(campaign, 1).orElseThrow().whole();

        assertThat(content.chapters())
                .extracting(Chapter::id)
                .containsExactly(
                        "candidatures",
                        "echantillon",
                        "tests",
                        "indicateurs",
                        "decisions",
                        "relecture",
                        "fonctionnement",
                        "suspens");
        assertThat(text(content, "candidatures"))
                .contains("11\u00a0candidatures reçues")
                .contains("Élections anticipées.");
        assertThat(text(content, "echantillon"))
                .contains("Optimum prouvé")
                .contains("nul\u00a0: l’optimum est prouvé")
                .contains("Graine publiée")
                .contains("Échantillon équilibré.")
                .contains("Liste de réserve");
        assertThat(text(content, "tests"))
                .contains("Le bureau d’études fait défaut.")
                .contains(story.closed(campaign).get(0).reference())
                .contains("Éléonore Façade (Expert)");
        assertThat(text(content, "indicateurs"))
                .contains("I01")
                .contains("Médiane")
                .contains("Valeurs des pilotes par contexte pour l’indicateur I14")
                .contains("kappa");
        assertThat(text(content, "decisions"))
                .contains("Reformuler")
                .contains("La définition a été jugée obscure.")
                .contains("Non décidé");
        assertThat(text(content, "relecture")).contains("Aucune nouvelle version n’est proposée");
        assertThat(text(content, "suspens")).contains("évaluation sur").contains("la nouvelle rédaction est à écrire");
    }

    @Test
    void itsFileIsForArchivesAndForReadersWhoDoNotSee() throws Exception {
        String campaign = ToldCampaign.in(application).told();
        reports.write(campaign, UUID.randomUUID().toString());
        byte[] file = reports.file(campaign, 1).orElseThrow();
        Files.write(Path.of("target", "campaign-report.pdf"), file);

        assertThat(VeraPdf.violations(file)).isEmpty();
        try (PDDocument document = Loader.loadPDF(file)) {
            String text = new PDFTextStripper().getText(document);
            assertThat(document.getNumberOfPages()).isGreaterThan(5);
            assertThat(text)
                    .contains("Page 1 sur " + document.getNumberOfPages())
                    .contains("Éléonore Façade")
                    .contains("Ce qui reste ouvert")
                    .doesNotContain("\ufffd")
                    .doesNotContain("null")
                    .doesNotContain("&amp;");
            for (PDPage page : document.getPages()) {
                for (var name : page.getResources().getFontNames()) {
                    assertThat(page.getResources().getFont(name).isEmbedded()).isTrue();
                }
            }
        }
    }

    @Test
    void theVersionProposedIsToldWithItsReplay() throws Exception {
        ReplayCases cases = ReplayCases.in(application);
        cases.planned("38185", "Caserne de Bonne", fr.ecoquartier.referentiel.WorkedExamples.good());
        Draft draft = cases.draft("Transport plus exigeant", ReplayCases.minimum("I14", "99"));
        Campaign campaign = campaigns.get(TestCampaigns.open(campaigns, 3));
        ReplayChapter chapter = new ReplayChapter(id -> Optional.of(draft.id()), drafts, replays, territories);
        assertThat(chapter.of(campaign, () -> null).blocks().toString())
                .contains("Transport plus exigeant")
                .contains("pas encore été relue");

        replays.run(draft.id(), UUID.randomUUID().toString(), Progress.none());
        assertThat(chapter.of(campaign, () -> null).blocks().toString())
                .contains("Dossiers relus")
                .contains("Changements par région")
                .contains("99");
    }

    @Test
    void whatIsNotThereYetIsSaidPlainly() throws Exception {
        ReportContent draft = reports.draft(TestCampaigns.open(campaigns, 3));
        assertThat(text(draft, "candidatures")).contains("Aucune collectivité n’est candidate.");
        assertThat(text(draft, "echantillon")).contains("n’a pas encore été calculé");
        assertThat(text(draft, "tests")).contains("Les tests n’ont pas commencé");
        assertThat(text(draft, "indicateurs")).contains("Les résultats ne sont pas réunis");
        assertThat(text(draft, "suspens")).contains("Aucun échantillon n’est retenu");
    }

    private static String text(ReportContent content, String chapter) {
        List<Chapter> found = content.chapters().stream()
                .filter(each -> each.id().equals(chapter))
                .toList();
        return found.stream().map(each -> each.blocks().toString()).collect(Collectors.joining());
    }
}
