package fr.ecoquartier.pilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.dossier.DossierStatus;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.pilot.run.Progress;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntegrationTest
class CampaignsTest {

    /** Grenoble, Strasbourg, Lyon, Toulouse, Nantes. */
    private static final String[] FIVE = {"38185", "67482", "69123", "31555", "44109"};

    @Autowired
    private Campaigns campaigns;

    @Autowired
    private Candidates candidates;

    @Autowired
    private Samples samples;

    @Autowired
    private Pilots pilots;

    @Autowired
    private Committee committee;

    @Autowired
    private Dossiers dossiers;

    @Autowired
    private JdbcClient jdbc;

    private static String effect() {
        return UUID.randomUUID().toString();
    }

    /** A campaign of two pilots among five candidates, its sample computed and two in reserve at most. */
    private String computed() throws NotPossible {
        String campaign = TestCampaigns.open(campaigns, 2);
        TestCampaigns.apply(candidates, campaign, FIVE);
        assertThat(samples.compute(campaign, effect(), Progress.none()).feasible())
                .isTrue();
        return campaign;
    }

    private String retained() throws NotPossible {
        String campaign = computed();
        samples.retain(campaign, run(campaign), "Échantillon équilibré.", false, effect(), TestCampaigns.MINISTRY);
        return campaign;
    }

    private long run(String campaign) {
        return samples.latest(campaign).orElseThrow().run();
    }

    @Test
    void aCampaignOpensWithAPublishedSeedAndSaysSoInItsJournal() {
        Campaign campaign = campaigns.get(TestCampaigns.open(campaigns, 12));

        assertThat(campaign.id()).matches("CT-2012-\\d{2,}");
        assertThat(campaign.status()).isEqualTo(CampaignStatus.OPEN);
        assertThat(campaign.seed())
                .isEqualTo(
                        Long.parseLong(campaign.applicationsUntil().toString().replace("-", "")));
        assertThat(campaign.parameters().reserve()).isEqualTo(6);
        assertThat(committee.members(campaign.id())).containsExactly("page.partenaire");
        assertThat(campaigns.journal(campaign.id()))
                .extracting(CampaignEntry::kind)
                .containsExactly(CampaignEvent.OPENED);
    }

    @Test
    void everythingThatIsWrongWithANewCampaignIsSaidAtItsField() {
        NewCampaign wrong = new NewCampaign(
                " ", "2099", LocalDate.now(ZoneId.of("Europe/Paris")).minusDays(2), 0, List.of(), false);

        assertThat(campaigns.problems(wrong))
                .extracting(Campaigns.Problem::field)
                .containsExactly("name", "referentiel", "applicationsUntil", "size");
    }

    @Test
    void twoPeopleNeverOverwriteEachOthersParameters() throws NotPossible {
        String id = TestCampaigns.open(campaigns, 12);
        Campaign seen = campaigns.get(id);
        CampaignParameters mine = seen.parameters();
        campaigns.saveParameters(id, seen.revision(), mine, TestCampaigns.MINISTRY);

        assertThatThrownBy(() -> campaigns.saveParameters(id, seen.revision(), mine, TestCampaigns.MINISTRY))
                .isInstanceOf(Changed.class);
    }

    @Test
    void theCommitteeChangesUntilTheSampleIsDecided() throws NotPossible {
        String id = TestCampaigns.open(campaigns, 2);
        committee.change(id, Map.of("page.autre", "Ada Lovelace"), TestCampaigns.MINISTRY);

        assertThat(committee.members(id)).containsExactly("page.autre");
        assertThat(campaigns.get(id).parameters().size()).isEqualTo(2);
        assertThat(campaigns.journal(id))
                .extracting(CampaignEntry::text)
                .anyMatch(text -> text.contains("Ada Lovelace"));
        String decided = retained();
        assertThatThrownBy(() -> committee.change(decided, Map.of(), TestCampaigns.MINISTRY))
                .isInstanceOf(NotPossible.class);
    }

    @Test
    void theSameAuthorityAppliesOnceForAnOperationHoweverItIsWritten() throws NotPossible {
        String campaign = TestCampaigns.open(campaigns, 2);
        candidates.apply(campaign, TestCampaigns.candidate("38185", "Caserne de Bonne"), TestCampaigns.GRENOBLE);

        assertThatThrownBy(() -> candidates.apply(
                        campaign, TestCampaigns.candidate("38185", "  CASERNE de-bonne "), TestCampaigns.GRENOBLE))
                .isInstanceOf(NotPossible.class)
                .hasMessageContaining("Grenoble est déjà candidate");
        assertThat(candidates.of(campaign)).hasSize(1);
    }

    @Test
    void whoWithdrewMayApplyAgainForTheSameOperation() throws NotPossible {
        String campaign = TestCampaigns.open(campaigns, 2);
        long first = candidates.apply(
                campaign, TestCampaigns.candidate("38185", "Caserne de Bonne"), TestCampaigns.GRENOBLE);
        candidates.withdraw(first, "Calendrier trop serré cette année.", TestCampaigns.GRENOBLE);

        long second = candidates.apply(
                campaign, TestCampaigns.candidate("38185", "Caserne de Bonne"), TestCampaigns.GRENOBLE);

        assertThat(candidates.get(first).withdrawn()).isTrue();
        assertThat(candidates.get(second).withdrawn()).isFalse();
    }

    @Test
    void populationClassAndRegionComeFromTheAuthority() {
        String campaign = TestCampaigns.open(campaigns, 2);
        Candidate grenoble = candidates.get(
                TestCampaigns.apply(candidates, campaign, "38185").get(0));

        assertThat(grenoble.regionCode()).isEqualTo("82");
        assertThat(grenoble.populationClass()).isEqualTo(PopulationClass.UNDER_200000);
    }

    @Test
    void aServiceReadsInTheJournalOfTheCandidatesOfItsRegionOnly() {
        String campaign = TestCampaigns.open(campaigns, 2);
        TestCampaigns.apply(candidates, campaign, "38185", "67482");

        assertThat(campaigns.journal(campaign, Set.of("82")))
                .extracting(CampaignEntry::text)
                .anyMatch(text -> text.contains("Grenoble"))
                .noneMatch(text -> text.contains("Strasbourg"));
    }

    @Test
    void theJournalIsNeverRewritten() {
        String campaign = TestCampaigns.open(campaigns, 2);

        assertThatThrownBy(() -> jdbc.sql("update ecoquartier.campaign_journal set text = 'x' where campaign = ?")
                        .param(campaign)
                        .update())
                .hasMessageContaining("append-only");
    }

    @Test
    void theSampleIsComputedOnceForAnEffectAndEndsTheApplications() {
        String campaign = TestCampaigns.open(campaigns, 2);
        TestCampaigns.apply(candidates, campaign, FIVE);
        String effect = effect();

        long run = samples.compute(campaign, effect, Progress.none()).run();

        assertThat(samples.compute(campaign, effect, Progress.none()).run()).isEqualTo(run);
        assertThat(campaigns.get(campaign).status()).isEqualTo(CampaignStatus.SELECTION);
        StoredSample stored = samples.latest(campaign).orElseThrow();
        assertThat(stored.request()).isEqualTo(samples.request(campaign));
        assertThat(stored.result().chosen()).hasSize(2);
        assertThatThrownBy(() -> candidates.apply(
                        campaign, TestCampaigns.candidate("13055", "Euroméditerranée"), TestCampaigns.GRENOBLE))
                .hasMessageContaining("closes");
    }

    @Test
    void morePilotsThanCandidatesGivesNoSampleAndSaysWhy() {
        String campaign = TestCampaigns.open(campaigns, 12);
        TestCampaigns.apply(candidates, campaign, "38185", "67482");

        SampleOutcome outcome = samples.compute(campaign, effect(), Progress.none());

        assertThat(outcome.feasible()).isFalse();
        assertThat(outcome.message()).contains("12");
    }

    @Test
    void aSampleThatIsOnlyTriedOutEndsNothingAndIsNeverRetained() {
        String campaign = TestCampaigns.open(campaigns, 2);
        TestCampaigns.apply(candidates, campaign, FIVE);

        SampleOutcome outcome = samples.tryOut(campaign, effect(), Progress.none());

        assertThat(outcome.feasible()).isTrue();
        assertThat(campaigns.get(campaign).status()).isEqualTo(CampaignStatus.OPEN);
        assertThat(samples.latest(campaign)).isEmpty();
        assertThatThrownBy(() ->
                        samples.retain(campaign, outcome.run(), "Motif.", false, effect(), TestCampaigns.MINISTRY))
                .isInstanceOf(NotPossible.class);
    }

    @Test
    void whoIsInTheSampleAndWithdrewIsNamedAndReplacedOnDemand() throws NotPossible {
        String campaign = computed();
        StoredSample sample = samples.latest(campaign).orElseThrow();
        Candidate gone = candidates.get(sample.result().chosen().get(0).id());
        Candidate next = candidates.get(sample.result().reserve().get(0).id());
        candidates.withdraw(gone.id(), "Le maire ne souhaite plus participer.", TestCampaigns.GRENOBLE);

        assertThatThrownBy(() ->
                        samples.retain(campaign, sample.run(), "Équilibré.", false, effect(), TestCampaigns.MINISTRY))
                .isInstanceOf(NotPossible.class)
                .hasMessageContaining(gone.authorityName())
                .hasMessageContaining(next.authorityName());
        assertThat(pilots.seats(campaign)).isEmpty();

        samples.retain(campaign, sample.run(), "Équilibré.", true, effect(), TestCampaigns.MINISTRY);

        assertThat(pilots.of(campaign))
                .extracting(pilot -> pilot.candidate().id())
                .contains(next.id())
                .doesNotContain(gone.id());
    }

    @Test
    void theSampleIsDecidedOnce() throws NotPossible {
        String campaign = computed();
        String effect = effect();
        samples.retain(campaign, run(campaign), "Équilibré.", false, effect, TestCampaigns.MINISTRY);
        samples.retain(campaign, run(campaign), "Équilibré.", false, effect, TestCampaigns.MINISTRY);

        assertThat(pilots.seats(campaign)).containsExactly(1, 2);
        assertThat(campaigns.get(campaign).status()).isEqualTo(CampaignStatus.TESTS);
        assertThatThrownBy(() ->
                        samples.retain(campaign, run(campaign), "Encore.", false, effect(), TestCampaigns.MINISTRY))
                .hasMessageContaining("déjà décidé");
        Campaign decided = campaigns.get(campaign);
        assertThatThrownBy(() -> campaigns.saveParameters(
                        campaign, decided.revision(), decided.parameters(), TestCampaigns.MINISTRY))
                .isInstanceOf(NotPossible.class);
    }

    @Test
    void aSeatOpensOneTestDossierUnderTheVersionTested() throws NotPossible {
        String campaign = retained();
        String effect = effect();

        PilotDossier dossier = pilots.openDossier(campaign, 1, effect);

        assertThat(dossier.reference()).startsWith("TEST-2012-");
        assertThat(pilots.openDossier(campaign, 1, effect)).isEqualTo(dossier);
        assertThat(dossiers.get(dossier.reference()).test()).isTrue();
        assertThat(pilots.ofDossier(dossier.reference()).orElseThrow().state()).isEqualTo(PilotState.RUNNING);
    }

    @Test
    void aNamedPilotWhoWithdrawsLeavesItsSeatToTheReserve() throws NotPossible {
        String campaign = retained();
        Candidate gone = pilots.of(campaign).get(0).candidate();
        Candidate next = pilots.reserve(campaign).get(0);
        candidates.withdraw(gone.id(), "Le maire ne souhaite plus participer.", TestCampaigns.GRENOBLE);

        assertThatThrownBy(() -> pilots.openDossier(campaign, 1, effect()))
                .isInstanceOf(NotPossible.class)
                .hasMessageContaining(gone.authorityName());
        assertThat(pilots.replace(campaign, 1, "seat-" + campaign)).isTrue();
        assertThat(pilots.replace(campaign, 1, "seat-" + campaign)).isTrue();

        assertThat(dossiers.get(pilots.openDossier(campaign, 1, effect()).reference())
                        .authorityCode())
                .isEqualTo(next.authorityCode());
    }

    @Test
    void aRunningPilotWithdrawsFromItsDossierAndIsReplacedUntilTheReserveIsEmpty() throws NotPossible {
        String campaign = retained();
        String reference = pilots.openDossier(campaign, 1, effect()).reference();
        Candidate holder = pilots.ofDossier(reference).orElseThrow().candidate();
        assertThatThrownBy(() -> candidates.withdraw(
                        holder.id(), "Le maire ne souhaite plus participer.", TestCampaigns.GRENOBLE))
                .hasMessageContaining(reference);

        pilots.dropOut(reference, "Changement de majorité.", effect(), TestCampaigns.GRENOBLE);

        assertThat(dossiers.get(reference).status()).isEqualTo(DossierStatus.WITHDRAWN);
        assertThat(candidates.get(holder.id()).withdrawn()).isTrue();
        assertThat(pilots.reserve(campaign)).hasSize(1);
        assertThat(pilots.replace(campaign, 1, effect())).isTrue();
        assertThat(pilots.reserve(campaign)).isEmpty();
        String second = pilots.openDossier(campaign, 1, effect()).reference();
        pilots.dropOut(second, "Plus personne pour suivre le test.", effect(), TestCampaigns.GRENOBLE);
        assertThat(pilots.replace(campaign, 1, effect())).isFalse();
    }

    @Test
    void theTestsEndAsTheyAre() throws NotPossible {
        String campaign = retained();
        String reference = pilots.openDossier(campaign, 1, effect()).reference();
        String done = pilots.openDossier(campaign, 2, effect()).reference();
        pilots.close(done, effect());

        pilots.closeRunning(campaign, "Le calendrier législatif l’impose.", effect(), TestCampaigns.MINISTRY);

        assertThat(pilots.ofDossier(reference).orElseThrow())
                .returns(PilotState.CLOSED, Pilot::state)
                .returns("Le calendrier législatif l’impose.", Pilot::reason)
                .returns("Test arrêté avant son terme", Pilot::stateLabel);
        assertThat(pilots.ofDossier(done).orElseThrow().stateLabel()).isEqualTo("Test mené à terme");
    }
}
