package fr.ecoquartier.web.rating;

import static fr.ecoquartier.web.Cast.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.NewDossier;
import fr.ecoquartier.dossier.OpinionKind;
import fr.ecoquartier.dossier.Proceedings;
import fr.ecoquartier.dossier.Step;
import fr.ecoquartier.expertise.Expert;
import fr.ecoquartier.expertise.ExpertKind;
import fr.ecoquartier.expertise.Experts;
import fr.ecoquartier.pilot.Campaigns;
import fr.ecoquartier.pilot.CandidateOrigin;
import fr.ecoquartier.pilot.Candidates;
import fr.ecoquartier.pilot.NewCampaign;
import fr.ecoquartier.pilot.NewCandidate;
import fr.ecoquartier.pilot.OperationStage;
import fr.ecoquartier.pilot.rating.EvaluatorRole;
import fr.ecoquartier.pilot.rating.Evaluators;
import fr.ecoquartier.pilot.rating.KickOff;
import fr.ecoquartier.pilot.rating.Rating;
import fr.ecoquartier.pilot.rating.Ratings;
import fr.ecoquartier.web.Cast;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

/** The evaluations of a campaign on their pages: who reads them, and who does not yet. */
@IntegrationTest
class WhoReadsRatingsTest {

    private static final Actor MINISTRY = new Actor("page.ministere", "Agent", "Ministère");
    private static final String SECRET = "Le programme ne répond pas au besoin.";

    @Autowired
    private MockMvc web;

    @Autowired
    private Campaigns campaigns;

    @Autowired
    private Candidates candidates;

    @Autowired
    private Dossiers dossiers;

    @Autowired
    private Evaluators evaluators;

    @Autowired
    private Experts experts;

    @Autowired
    private Ratings ratings;

    @Autowired
    private Proceedings proceedings;

    @Autowired
    private JdbcClient jdbc;

    private final String tag = UUID.randomUUID().toString().substring(0, 8);
    private final String ada = "ada-" + tag;
    private final String bob = "bob-" + tag;
    private String campaign;
    private String reference;

    @BeforeEach
    void aPilotOfGrenobleThatOneExpertRated() throws Exception {
        campaign = campaigns.open(
                new NewCampaign("Campagne " + tag, "2012-test", LocalDate.now().plusDays(30), 1, List.of(), false),
                MINISTRY);
        long candidate = candidates.apply(
                campaign,
                new NewCandidate(
                        "38185",
                        "urban",
                        true,
                        false,
                        "Opération " + tag,
                        OperationStage.WORKS,
                        "Nous voulons essayer le référentiel.",
                        CandidateOrigin.APPLIED),
                MINISTRY);
        reference =
                dossiers.openTest(new NewDossier("38185", "Opération " + tag, "urban", false), "2012-test", MINISTRY);
        jdbc.sql("""
                        insert into ecoquartier.pilot (campaign, seat, candidate, effect, reference, state, named_at, opened_at)
                        values (?, 1, ?, ?, ?, 'RUNNING', now(), now())
                        """).params(campaign, candidate, "seat-" + tag, reference).update();
        experts.register(new Expert(ada, "Ada Lovelace", ExpertKind.LOCAL, "CETE " + tag, null, true));
        experts.register(new Expert(bob, "Bob Martin", ExpertKind.NATIONAL, "CAUE " + tag, null, true));
        evaluators.kickOff(
                step(), new KickOff(LocalDate.of(2012, 10, 1), "Tous", List.of(ada, bob), List.of()), MINISTRY);
        give(ada, "Ada Lovelace", EvaluatorRole.EXPERT, 1, "unmet");
    }

    private Step step() {
        return new Step(reference, null, "rate", UUID.randomUUID().toString(), "pilotTest:1");
    }

    private void give(String who, String name, EvaluatorRole role, int commitment, String indicator) throws Exception {
        ratings.give(
                new Rating(
                        campaign,
                        reference,
                        who,
                        name,
                        role,
                        "2012-test",
                        role.rates() ? Map.of("E01", commitment) : Map.of(),
                        role.rates() ? Map.of("I01", indicator) : Map.of(),
                        Map.of("I01", 5),
                        Map.of(),
                        Map.of(),
                        Map.of("charter", new BigDecimal("7.5")),
                        Map.of("E01", who.equals(ada) ? SECRET : "=1+1;\"citation\""),
                        null,
                        Instant.now()),
                step());
    }

    private String matrix() {
        return "/campagnes/" + campaign + "/evaluations";
    }

    private String pilot() {
        return matrix() + "/" + reference;
    }

    private String csv(Person person) throws Exception {
        return web.perform(get(matrix() + "/export.csv").with(as(person)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    @Test
    void theMinistryReadsWhoAnsweredAndWhatTheySaid() throws Exception {
        web.perform(get(matrix()).with(as(Cast.MINISTRY)))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("1 sur 4")))
                .andExpect(content().string(containsString("Ada Lovelace")))
                .andExpect(content().string(containsString("À venir")))
                .andExpect(content().string(containsString("Temps passé par étape")));
        web.perform(get(pilot()).with(as(Cast.MINISTRY)))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString(SECRET)))
                .andExpect(content().string(containsString("1 – Non engagé")));
        assertThat(csv(Cast.MINISTRY)).contains(SECRET, ";E01;", ";Non atteint");
    }

    @Test
    void aServiceThatStillHasToRateReadsThatOthersAnsweredAndNotWhat() throws Exception {
        web.perform(get(matrix()).with(as(Cast.RHONE_ALPES)))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Ada Lovelace")))
                .andExpect(content().string(not(containsString("Temps passé par étape"))));
        web.perform(get(pilot()).with(as(Cast.RHONE_ALPES)))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Vous les lirez quand")))
                .andExpect(content().string(not(containsString(SECRET))))
                .andExpect(content().string(not(containsString("Notes côte à côte"))));
        assertThat(csv(Cast.RHONE_ALPES)).doesNotContain(SECRET, "Ada Lovelace");

        give(Cast.RHONE_ALPES.id(), "Agent", EvaluatorRole.DREAL, 3, "met");

        web.perform(get(pilot()).with(as(Cast.RHONE_ALPES)))
                .andExpect(content().string(containsString(SECRET)))
                .andExpect(content().string(containsString("2\u00a0désaccords")));
        assertThat(csv(Cast.RHONE_ALPES)).contains(SECRET);
    }

    @Test
    void anEvaluatorWithANationalRoleReadsNothingBeforeRating() throws Exception {
        Person carrierAndExpert = new Person(bob, "Bob Martin", Set.of(Role.CARRIER, Role.EXPERT), Set.of(), Set.of());

        web.perform(get(pilot()).with(as(carrierAndExpert)))
                .andExpect(status().isOk())
                .andExpect(content().string(not(containsString(SECRET))));
        assertThat(csv(carrierAndExpert)).doesNotContain(SECRET);

        give(bob, "Bob Martin", EvaluatorRole.EXPERT, 2, "met");

        web.perform(get(pilot()).with(as(carrierAndExpert)))
                .andExpect(content().string(containsString(SECRET)))
                .andExpect(content().string(containsString("Désaccord")));
    }

    @Test
    void anotherRegionSeesNoPilotAndOthersNoEvaluationAtAll() throws Exception {
        web.perform(get(matrix()).with(as(Cast.ALSACE)))
                .andExpect(status().isOk())
                .andExpect(content().string(not(containsString(reference))));
        web.perform(get(pilot()).with(as(Cast.ALSACE))).andExpect(status().isNotFound());
        assertThat(csv(Cast.ALSACE)).doesNotContain(reference);
        for (String address : List.of(matrix(), pilot(), matrix() + "/export.csv")) {
            web.perform(get(address).with(as(Cast.PARTNER))).andExpect(status().isForbidden());
            web.perform(get(address).with(as(Cast.EXPERT))).andExpect(status().isNotFound());
            web.perform(get(address).with(as(Cast.GRENOBLE))).andExpect(status().is4xxClientError());
        }
    }

    @Test
    void theExportOpensInASpreadsheetAndRunsNothing() throws Exception {
        give(bob, "Bob Martin", EvaluatorRole.EXPERT, 2, "met");

        web.perform(get(matrix() + "/export.csv").with(as(Cast.MINISTRY)))
                .andExpect(header().string("Content-Disposition", containsString("evaluations-" + campaign + ".csv")))
                .andExpect(header().string("Content-Type", containsString("text/csv")));
        assertThat(csv(Cast.MINISTRY))
                .startsWith("\ufeffCampagne;Dossier")
                .contains("\"'=1+1;\"\"citation\"\"\"", ";7,5\r\n")
                .contains("\r\n");
    }

    @Test
    void aPilotOfAnotherCampaignIsNotFoundUnderThisOne() throws Exception {
        String other = campaigns.open(
                new NewCampaign("Autre " + tag, "2012-test", LocalDate.now().plusDays(30), 1, List.of(), false),
                MINISTRY);

        web.perform(get("/campagnes/" + other + "/evaluations/" + reference).with(as(Cast.MINISTRY)))
                .andExpect(status().isNotFound());
    }

    @Test
    void anEvaluatorReadsTheFactsOfTheDossierAloneUntilTheRatingIsGiven() throws Exception {
        String visit = "La visite n’a rien montré de convaincant.";
        proceedings.giveOpinion(
                new Step(reference, DossierStage.AWARD, "recordSiteVisit", "visit-" + tag, "award:1"),
                OpinionKind.SITE_VISIT,
                "unfavourable",
                visit,
                MINISTRY);
        Person expert = new Person(bob, "Bob Martin", Set.of(Role.EXPERT), Set.of(), Set.of());

        for (String address : List.of("/dossiers/" + reference, "/dossiers/" + reference + "/extrait")) {
            web.perform(get(address).with(as(expert)))
                    .andExpect(status().isOk())
                    .andExpect(content().string(not(containsString(visit))));
        }
        web.perform(get("/dossiers/" + reference).with(as(expert)))
                .andExpect(content().string(containsString("Vous évaluez ce dossier de test.")));
        web.perform(get("/dossiers/" + reference).with(as(Cast.MINISTRY)))
                .andExpect(content().string(containsString(visit)));

        give(bob, "Bob Martin", EvaluatorRole.EXPERT, 2, "met");

        web.perform(get("/dossiers/" + reference).with(as(expert)))
                .andExpect(content().string(containsString(visit)))
                .andExpect(content().string(not(containsString("Vous évaluez ce dossier de test."))));
    }
}
