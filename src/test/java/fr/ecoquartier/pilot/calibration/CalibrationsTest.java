package fr.ecoquartier.pilot.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.pilot.CampaignEntry;
import fr.ecoquartier.pilot.CampaignStatus;
import fr.ecoquartier.pilot.Campaigns;
import fr.ecoquartier.pilot.Changed;
import fr.ecoquartier.pilot.run.Progress;
import fr.ecoquartier.referentiel.Draft;
import fr.ecoquartier.referentiel.DraftContent;
import fr.ecoquartier.referentiel.Referentiel.Thresholds;
import fr.ecoquartier.referentiel.ReferentielDrafts;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntegrationTest
class CalibrationsTest {

    private static final Actor CARRIER = new Actor("page.porteuse", "Agent Structure porteuse", "Structure porteuse");
    private static final Actor MINISTRY = new Actor("page.ministere", "Agent Ministère", "Ministère");
    private static final String REASON = "Le comité préfère attendre la campagne suivante.";

    @Autowired
    private AutowireCapableBeanFactory application;

    @Autowired
    private Calibrations calibrations;

    @Autowired
    private CalibrationTransfers transfers;

    @Autowired
    private Campaigns campaigns;

    @Autowired
    private ReferentielDrafts drafts;

    @Autowired
    private JdbcClient jdbc;

    private String campaign;

    @BeforeEach
    void tests() {
        campaign = TestedCampaign.in(application).running(12);
    }

    private void gathered() {
        calibrations.gather(campaign, "gather/" + UUID.randomUUID());
    }

    @Test
    void gatheringAnalysesThePilotsThatWereCheckedAndSaysWhyTheOthersAreLeftOut() {
        gathered();
        StoredAnalysis stored = calibrations.latest(campaign).orElseThrow();
        assertThat(stored.provisional()).isFalse();
        assertThat(stored.analysis().pilots()).hasSize(10);
        assertThat(stored.analysis().indicators()).hasSize(23);
        assertThat(stored.sources()).hasSize(12);
        assertThat(stored.leftOut())
                .extracting(StoredAnalysis.Source::leftOut)
                .containsExactlyInAnyOrder(
                        "Désistement en cours de test.", "Aucun contrôle des indicateurs n’a été calculé.");
        assertThat(stored.sources().get(0).check()).isNotNull();
        assertThat(stored.sources().get(0).ratings()).isEqualTo(5);
        assertThat(stored.analysis().seed()).isEqualTo(campaigns.get(campaign).seed());
        assertThat(campaigns.get(campaign).status()).isEqualTo(CampaignStatus.CALIBRATION);
        assertThat(journal()).anyMatch(text -> text.startsWith("Résultats des tests réunis : 10"));
    }

    @Test
    void theFiguresOfTheTestsSpeakThroughTheRules() {
        gathered();
        Analysis analysis = calibrations.latest(campaign).orElseThrow().analysis();
        assertThat(kind(analysis, "I16")).isEqualTo(ProposalKind.DROP); // the same everywhere
        assertThat(kind(analysis, "I12")).isEqualTo(ProposalKind.DROP); // says what I14, mandatory, says
        assertThat(kind(analysis, "I05")).isEqualTo(ProposalKind.MOVE); // met by all
        assertThat(kind(analysis, "I17")).isEqualTo(ProposalKind.OPTIONAL); // difficult
        assertThat(kind(analysis, "I02")).isEqualTo(ProposalKind.REWORD); // unclear
        assertThat(kind(analysis, "I13")).isIn(ProposalKind.DROP, ProposalKind.OPTIONAL); // rarely measured
    }

    private static ProposalKind kind(Analysis analysis, String code) {
        return analysis.indicator(code).orElseThrow().proposal().kind();
    }

    @Test
    void theSameEffectIsGatheredOnce() {
        calibrations.gather(campaign, "once/" + campaign);
        calibrations.gather(campaign, "once/" + campaign);
        assertThat(jdbc.sql("select count(*) from ecoquartier.calibration_analysis where campaign = ?")
                        .param(campaign)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void anAnalysisAndADecisionAreNeverChanged() throws Exception {
        gathered();
        calibrations.keepProposals(campaign, CARRIER);
        assertThatThrownBy(() -> jdbc.sql("update ecoquartier.calibration_analysis set seed = 1")
                        .update())
                .hasMessageContaining("append-only");
        assertThatThrownBy(() ->
                        jdbc.sql("delete from ecoquartier.calibration_decision").update())
                .hasMessageContaining("append-only");
    }

    @Test
    void whileTestsRunTheAnalysisIsProvisionalAndNothingIsDecidedOnIt() throws Exception {
        calibrations.recompute(campaign, CARRIER, Progress.none());
        assertThat(calibrations.latest(campaign).orElseThrow().provisional()).isTrue();
        assertThat(calibrations.latestFinal(campaign)).isEmpty();
        assertThatThrownBy(() -> calibrations.decide(campaign, keep("I01", 0, REASON), CARRIER))
                .isInstanceOf(NotPossible.class)
                .hasMessageStartingWith("Les tests ne sont pas terminés");
    }

    @Test
    void aProposalIsKeptWithoutAReasonAndAnythingElseNeedsOne() throws Exception {
        gathered();
        calibrations.decide(campaign, new NewDecision("I16", 0, ProposalKind.DROP, Map.of(), ""), CARRIER);
        assertThat(calibrations.decision(campaign, "I16").orElseThrow().otherwise())
                .isFalse();
        assertThatThrownBy(() -> calibrations.decide(campaign, keep("I12", 0, ""), CARRIER))
                .isInstanceOfSatisfying(
                        InvalidDecision.class,
                        refused -> assertThat(refused.problems()).containsOnlyKeys("reason"));
        calibrations.decide(campaign, keep("I12", 0, REASON), CARRIER);
        assertThat(calibrations.decision(campaign, "I12").orElseThrow().otherwise())
                .isTrue();
        assertThat(journal()).anyMatch(text -> text.contains("I12") && text.contains("(proposé : supprimer)"));
    }

    @Test
    void twoPeopleWhoDecideTheSameIndicatorNeverOverwriteEachOther() throws Exception {
        gathered();
        calibrations.decide(campaign, keep("I12", 0, REASON), CARRIER);
        assertThatThrownBy(() ->
                        calibrations.decide(campaign, keep("I12", 0, "Une autre raison, aussi longue."), MINISTRY))
                .isInstanceOf(Changed.class)
                .hasMessageContaining("Agent Structure porteuse");
        calibrations.decide(campaign, keep("I12", 1, "Une autre raison, aussi longue."), MINISTRY);
        assertThat(calibrations.history(campaign)).hasSize(2);
        assertThat(calibrations.decision(campaign, "I12").orElseThrow().author().name())
                .isEqualTo("Agent Ministère");
    }

    @Test
    void aTargetLaxerThanItsMinimumIsRefusedAtItsContext() {
        gathered();
        assertThatThrownBy(() -> calibrations.decide(
                        campaign, new NewDecision("I07", 0, ProposalKind.MOVE, urban("30", "20"), REASON), CARRIER))
                .isInstanceOfSatisfying(
                        InvalidDecision.class,
                        refused -> assertThat(refused.problems()).containsOnlyKeys("target.urban"));
        assertThatThrownBy(() -> calibrations.decide(
                        campaign, new NewDecision("I07", 0, ProposalKind.MOVE, urban("25.0", "35"), REASON), CARRIER))
                .isInstanceOfSatisfying(
                        InvalidDecision.class,
                        refused -> assertThat(refused.problems()).containsOnlyKeys("choice"));
    }

    @Test
    void decisionsAreWrittenIntoADraftThatKeepsWhatPeopleWroteInIt() throws Exception {
        gathered();
        calibrations.decide(
                campaign, new NewDecision("I07", 0, ProposalKind.MOVE, urban("22.5", "32"), REASON), CARRIER);
        calibrations.decide(campaign, new NewDecision("I13", 0, ProposalKind.DROP, Map.of(), REASON), CARRIER);
        calibrations.decide(campaign, new NewDecision("I14", 0, ProposalKind.OPTIONAL, Map.of(), REASON), CARRIER);
        calibrations.decide(campaign, new NewDecision("I03", 0, ProposalKind.REWORD, Map.of(), REASON), CARRIER);
        Transfer first = transfers.transfer(campaign, CARRIER);
        Draft draft = drafts.find(first.draft()).orElseThrow();
        DraftContent.Indicator seven = indicator(draft, "I07");
        assertThat(seven.thresholds("urban")).isEqualTo(new DraftContent.Thresholds("urban", "22,5", "32"));
        assertThat(seven.thresholds("rural").minimum()).isEqualTo("10");
        assertThat(indicator(draft, "I14").mandatory()).isFalse();
        assertThat(draft.content().indicators()).noneMatch(i -> i.code().equals("I13"));
        assertThat(draft.content().inputs())
                .noneMatch(input ->
                        input.code().equals("achatsLocaux") || input.code().equals("achatsTravaux"));
        assertThat(first.report().byHand())
                .anyMatch(line -> line.contains("I03") && line.contains("à reformuler"))
                .anyMatch(line -> line.contains("E13") && line.contains("n’a plus d’indicateur"));

        calibrations.decide(campaign, new NewDecision("I07", 1, ProposalKind.MOVE, urban("24", "32"), REASON), CARRIER);
        Transfer second = transfers.transfer(campaign, CARRIER);
        assertThat(second.draft()).isEqualTo(first.draft());
        assertThat(indicator(drafts.find(second.draft()).orElseThrow(), "I07")
                        .thresholds("urban")
                        .minimum())
                .isEqualTo("24");
    }

    @Test
    void nothingIsTransferredBeforeAnythingIsDecided() {
        gathered();
        assertThatThrownBy(() -> transfers.transfer(campaign, CARRIER))
                .isInstanceOf(NotPossible.class)
                .hasMessageStartingWith("Rien n’est encore décidé");
    }

    private static NewDecision keep(String code, int revision, String reason) {
        return new NewDecision(code, revision, ProposalKind.KEEP, Map.of(), reason);
    }

    private static Map<String, Thresholds> urban(String minimum, String target) {
        return Map.of("urban", new Thresholds(new BigDecimal(minimum), new BigDecimal(target)));
    }

    private static DraftContent.Indicator indicator(Draft draft, String code) {
        return draft.content().indicators().stream()
                .filter(i -> i.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    private List<String> journal() {
        return campaigns.journal(campaign).stream().map(CampaignEntry::text).toList();
    }
}
