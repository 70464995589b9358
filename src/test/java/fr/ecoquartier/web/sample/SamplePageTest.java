package fr.ecoquartier.web.sample;

import static fr.ecoquartier.web.Cast.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.pilot.Campaign;
import fr.ecoquartier.pilot.CampaignEvent;
import fr.ecoquartier.pilot.CampaignParameters;
import fr.ecoquartier.pilot.CampaignStatus;
import fr.ecoquartier.pilot.Campaigns;
import fr.ecoquartier.pilot.Candidate;
import fr.ecoquartier.pilot.CandidateOrigin;
import fr.ecoquartier.pilot.Candidates;
import fr.ecoquartier.pilot.NewCampaign;
import fr.ecoquartier.pilot.NewCandidate;
import fr.ecoquartier.pilot.OperationStage;
import fr.ecoquartier.pilot.Samples;
import fr.ecoquartier.pilot.StoredSample;
import fr.ecoquartier.pilot.run.Progress;
import fr.ecoquartier.pilot.sample.Attribute;
import fr.ecoquartier.pilot.sample.Quota;
import fr.ecoquartier.territory.Authority;
import fr.ecoquartier.territory.Territories;
import fr.ecoquartier.web.Cast;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** The tab of the sample: its parameters are edited, tried out, computed and compared by those who may. */
@IntegrationTest
class SamplePageTest {

    private static final Actor SOMEBODY = new Actor("page.ministere", "Agent Ministère", "Ministère");
    private static final Person CARRIER =
            new Person("page.structure", "Agente Porteuse", Set.of(Role.CARRIER), Set.of(), Set.of());
    private static final String[] CONTEXTS = {"urban", "suburban", "rural"};

    @Autowired
    private MockMvc web;

    @Autowired
    private Campaigns campaigns;

    @Autowired
    private Candidates candidates;

    @Autowired
    private Samples samples;

    @Autowired
    private Territories territories;

    private String id;
    private String base;

    @BeforeEach
    void aCampaignWithTwelveCandidates() throws Exception {
        id = campaigns.open(
                new NewCampaign("Tests <de> 2012", "2012-test", LocalDate.now().plusDays(30), 4, List.of(), false),
                SOMEBODY);
        base = "/campagnes/" + id + "/echantillon";
        List<Authority> authorities = territories.search("saint-", 60).stream()
                .filter(authority -> authority.region() != null)
                .limit(12)
                .toList();
        for (int i = 0; i < authorities.size(); i++) {
            candidates.apply(
                    id,
                    new NewCandidate(
                            authorities.get(i).code(),
                            CONTEXTS[i % 3],
                            i % 2 == 0,
                            i % 4 == 0,
                            "Quartier de la Gare " + i,
                            OperationStage.values()[i % 4],
                            "Nous voulons essayer le label.",
                            CandidateOrigin.IMPORTED),
                    SOMEBODY);
        }
        applicationsClose();
    }

    private void applicationsClose() {
        campaigns.moveTo(
                id,
                CampaignStatus.SELECTION,
                "test:" + UUID.randomUUID(),
                CampaignEvent.APPLICATIONS_CLOSED,
                "Les candidatures sont closes.",
                SOMEBODY);
    }

    private StoredSample computed() {
        return samples.find(samples.compute(id, "test:" + UUID.randomUUID(), Progress.none())
                        .run())
                .orElseThrow();
    }

    private void save(CampaignParameters parameters) throws Exception {
        campaigns.saveParameters(id, campaigns.get(id).revision(), parameters, SOMEBODY);
    }

    private CampaignParameters with(Quota... quotas) {
        CampaignParameters now = campaigns.get(id).parameters();
        return new CampaignParameters(
                now.size(), now.reserve(), List.of(quotas), Set.of(), Set.of(), now.weights(), now.committee());
    }

    /** The whole form as a browser sends it. */
    private MockHttpServletRequestBuilder typed(String address, String size) {
        MockHttpServletRequestBuilder request = post(address)
                .with(as(Cast.MINISTRY))
                .with(csrf())
                .param("revision", String.valueOf(campaigns.get(id).revision()))
                .param("taille", size)
                .param("reserve", "2");
        for (Attribute attribute : Attribute.values()) {
            request.param("poids-" + attribute.code(), "1");
        }
        return request;
    }

    private String body(MockHttpServletRequestBuilder request) throws Exception {
        return web.perform(request).andReturn().getResponse().getContentAsString(StandardCharsets.UTF_8);
    }

    @Test
    void parametersAreSavedAsTyped() throws Exception {
        long imposed = candidates.of(id).get(0).id();
        long excluded = candidates.of(id).get(1).id();
        web.perform(typed(base, "5")
                        .param("valeur", "context/rural", "", "agenda21/yes")
                        .param("minimum", "2", "", "")
                        .param("maximum", "", "", "3")
                        .param("impose", String.valueOf(imposed))
                        .param("exclu", String.valueOf(excluded)))
                .andExpect(redirectedUrl(base));

        Campaign campaign = campaigns.get(id);
        assertThat(campaign.parameters().size()).isEqualTo(5);
        assertThat(campaign.parameters().quotas())
                .containsExactly(
                        Quota.atLeast(Attribute.CONTEXT, "rural", 2), Quota.atMost(Attribute.AGENDA_21, "yes", 3));
        assertThat(campaign.parameters().mustBeIn()).containsExactly(imposed);
        assertThat(campaign.parameters().mustNotBeIn()).containsExactly(excluded);
        web.perform(get(base).with(as(Cast.MINISTRY)))
                .andExpect(content().string(containsString("value=\"context/rural\" selected=\"selected\"")))
                .andExpect(content().string(containsString(String.valueOf(campaign.seed()))))
                .andExpect(content().string(containsString("Agent Ministère")));
    }

    @Test
    void everyProblemIsSaidAtItsFieldAndNothingTypedIsLost() throws Exception {
        web.perform(typed(base, "douze")
                        .param("valeur", "context/rural", "region/99", "stage/works")
                        .param("minimum", "3", "1", "un")
                        .param("maximum", "2", "", "-1"))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("value=\"douze\"")))
                .andExpect(content().string(containsString("«\u00a0douze\u00a0» n’est pas un nombre entier.")))
                .andExpect(content().string(containsString("Le minimum (3) dépasse le maximum (2).")))
                .andExpect(content().string(containsString("n’est pas une valeur connue")))
                .andExpect(content().string(containsString("«\u00a0un\u00a0» n’est pas un nombre entier.")))
                .andExpect(content().string(containsString("Le maximum ne peut pas être négatif.")))
                .andExpect(content().string(containsString("href=\"#quotas-0-minimum\"")))
                .andExpect(content().string(containsString("id=\"quotas-0-minimum\"")));
        assertThat(campaigns.get(id).revision()).isEqualTo(1);
    }

    @Test
    void morePilotsThanCandidatesAreRefusedOnceApplicationsAreClosed() throws Exception {
        web.perform(typed(base, "40"))
                .andExpect(content()
                        .string(containsString(
                                "Plus de pilotes que de candidatures\u00a0: 40 pour 12\u00a0candidatures.")));
    }

    @Test
    void whoSavesSecondSeesWhoChangedTheParametersAndKeepsWhatTheyTyped() throws Exception {
        MockHttpServletRequestBuilder second = typed(base, "6");
        campaigns.saveParameters(
                id,
                1,
                with(Quota.atLeast(Attribute.CONTEXT, "urban", 1)),
                new Actor("a", "Camille Rivière", "Ministère"));

        String page = body(second);

        assertThat(page)
                .contains("Camille Rivière")
                .contains("a enregistré d’autres paramètres pendant votre saisie")
                .contains("value=\"6\"")
                .contains("Quota\u00a0: Contexte\u00a0: Urbain")
                .contains("name=\"revision\" value=\"2\"");
        assertThat(campaigns.get(id).parameters().size()).isEqualTo(4);

        web.perform(typed(base, "6")).andExpect(redirectedUrl(base));
        assertThat(campaigns.get(id).parameters().size()).isEqualTo(6);
        assertThat(campaigns.get(id).parameters().quotas()).isEmpty();
    }

    @Test
    void linesAreAddedAndRemovedWithoutLosingTheOthers() throws Exception {
        String added = body(typed(base + "/saisie", "4")
                .header("HX-Request", "true")
                .param("valeur", "context/rural")
                .param("minimum", "abc")
                .param("maximum", "")
                .param("ajouter", "1"));
        assertThat(added).doesNotContain("<html").contains("value=\"abc\"").contains("id=\"quotas-1-value\"");

        String removed = body(typed(base + "/saisie", "4")
                .header("HX-Request", "true")
                .param("valeur", "context/rural", "stage/works")
                .param("minimum", "1", "2")
                .param("maximum", "", "")
                .param("retirer", "0"));
        assertThat(removed).contains("stage/works\" selected").doesNotContain("context/rural\" selected");
        assertThat(removed).doesNotContain("id=\"quotas-1-value\"");

        String whole = body(typed(base + "/saisie", "4").param("ajouter", "1"));
        assertThat(whole).contains("<html").contains("id=\"quotas-0-value\"");
    }

    @Test
    void candidatesAreFoundByNameAndImposed() throws Exception {
        Candidate first = candidates.of(id).get(0);
        String found =
                body(get(base + "/candidatures").param("q", "QUARTIER gare 0").with(as(CARRIER)));
        assertThat(found)
                .contains("name=\"imposer\" value=\"" + first.id() + "\"")
                .doesNotContain("<html");

        String page = body(typed(base + "/saisie", "4")
                .header("HX-Request", "true")
                .param("exclu", String.valueOf(first.id()))
                .param("imposer", String.valueOf(first.id())));
        assertThat(page)
                .contains("name=\"impose\" value=\"" + first.id() + "\"")
                .doesNotContain("name=\"exclu\" value=\"" + first.id() + "\"");
    }

    @Test
    void tryingOutComputesInTheBackgroundWhatIsTypedAndSavesNothing() throws Exception {
        String followed = body(typed(base + "/essai", "5")
                .header("HX-Request", "true")
                .param("valeur", "context/rural")
                .param("minimum", "3")
                .param("maximum", ""));
        Matcher address = Pattern.compile("hx-get=\"(/traitements/[^\"]+)\"").matcher(followed);
        assertThat(address.find()).isTrue();

        await().untilAsserted(() -> assertThat(
                        body(get(address.group(1)).header("HX-Request", "true").with(as(Cast.MINISTRY))))
                .contains("Calcul terminé"));

        StoredSample trial = samples.runs(id, true, 1).get(0);
        assertThat(trial.official()).isFalse();
        assertThat(trial.result().chosen()).hasSize(5);
        assertThat(trial.result().quotas().get(0).obtained()).isGreaterThanOrEqualTo(3);
        assertThat(campaigns.get(id).parameters().size()).isEqualTo(4);
        String editor =
                body(get(base).param("depuis", String.valueOf(trial.run())).with(as(Cast.MINISTRY)));
        assertThat(editor).contains("ils ne sont pas encore enregistrés").contains("context/rural\" selected");
    }

    @Test
    void whatCannotBeTriedOutIsSaidInTheForm() throws Exception {
        web.perform(typed(base + "/essai", "0").header("HX-Request", "true"))
                .andExpect(header().string("HX-Retarget", "#parametres"))
                .andExpect(content().string(containsString("L’échantillon compte au moins un pilote.")));
    }

    @Test
    void aSampleIsShownWithItsProofItsReasonsAndItsPicture() throws Exception {
        save(with(Quota.atLeast(Attribute.CONTEXT, "rural", 2)));
        StoredSample run = computed();

        String page = body(get(base + "/calculs/" + run.run()).with(as(Cast.MINISTRY)));

        assertThat(page)
                .contains("Optimal, prouvé")
                .contains("Il est prouvé qu’aucun autre échantillon")
                .contains("role=\"img\"")
                .contains(run.result().fingerprint())
                .contains("Tests &lt;de&gt; 2012")
                .contains(run.result().chosen().get(3).reason())
                .contains("au moins 2")
                .doesNotContain("style=");
    }

    @Test
    void demandsThatContradictEachOtherAreNamedWithTheNearestRelaxation() throws Exception {
        save(with(Quota.atLeast(Attribute.HQE_AMENAGEMENT, "yes", 4), Quota.atLeast(Attribute.AGENDA_21, "no", 1)));
        StoredSample run = computed();

        String page = body(get(base + "/calculs/" + run.run()).with(as(Cast.MINISTRY)));
        assertThat(page)
                .contains("Impossible, prouvé")
                .contains("Ce qui se contredit")
                .contains("HQE Aménagement\u00a0: Avec HQE Aménagement, au moins 4 (3\u00a0candidatures)")
                .contains("abaisser le minimum de 4 à 3")
                .contains("Reprendre ces paramètres assouplis");

        String relaxed = body(get(base)
                .param("depuis", String.valueOf(run.run()))
                .param("assoupli", "true")
                .with(as(Cast.MINISTRY)));
        assertThat(relaxed).contains("id=\"quotas-0-minimum\" value=\"3\"");
    }

    @Test
    void twoComputationsAreCompared() throws Exception {
        StoredSample before = computed();
        save(with(Quota.atLeast(Attribute.CONTEXT, "rural", 3)));
        StoredSample after = computed();

        String page = body(get(base + "/comparaison")
                .param("avant", String.valueOf(before.run()))
                .param("apres", String.valueOf(after.run()))
                .with(as(Cast.MANAGER)));

        assertThat(page).contains("Quota\u00a0: Contexte\u00a0: Rural").contains("au moins 3");
        assertThat(page).contains(after.result().chosen().get(0).name().split(",")[0]);
    }

    @Test
    void theSampleAndItsReserveAreExported() throws Exception {
        StoredSample run = computed();

        String csv =
                body(get(base + "/calculs/" + run.run() + "/echantillon.csv").with(as(Cast.PARTNER)));

        assertThat(csv)
                .startsWith("\ufeffListe;Position;")
                .contains("\r\nÉchantillon;1;")
                .contains("\r\nRéserve;1;");
        assertThat(csv.lines()).hasSize(1 + 4 + run.result().reserve().size());
    }

    @Test
    void nobodyWhoMayNotSeesOrChangesTheSample() throws Exception {
        StoredSample run = computed();
        StoredSample trial = samples.find(samples.tryOut(id, "test:" + UUID.randomUUID(), Progress.none())
                        .run())
                .orElseThrow();
        for (Person stranger : List.of(Cast.EXPERT, Cast.GRENOBLE)) {
            web.perform(get(base).with(as(stranger))).andExpect(status().isNotFound());
            web.perform(get(base + "/calculs/" + run.run()).with(as(stranger))).andExpect(status().isNotFound());
            web.perform(typed(base, "3").with(as(stranger))).andExpect(status().isNotFound());
        }
        web.perform(get(base)).andExpect(status().is3xxRedirection());
        for (Person reader : List.of(Cast.PARTNER, Cast.RHONE_ALPES, Cast.MANAGER)) {
            web.perform(get(base).with(as(reader)))
                    .andExpect(status().isOk())
                    .andExpect(content().string(containsString("Paramètres")))
                    .andExpect(content().string(not(containsString("Enregistrer"))));
            for (String action : List.of("", "/saisie", "/essai")) {
                web.perform(typed(base + action, "3").with(as(reader))).andExpect(status().isForbidden());
            }
            web.perform(get(base + "/candidatures").param("q", "gare").with(as(reader)))
                    .andExpect(status().isForbidden());
        }
        web.perform(get(base + "/calculs/" + trial.run()).with(as(Cast.PARTNER)))
                .andExpect(status().isNotFound());
        web.perform(get(base + "/calculs/" + trial.run()).with(as(Cast.RHONE_ALPES)))
                .andExpect(status().isOk());
        assertThat(campaigns.get(id).parameters().size()).isEqualTo(4);
    }

    @Test
    void onceDecidedTheParametersAreOnlyRead() throws Exception {
        StoredSample run = computed();
        samples.retain(id, run.run(), "Échantillon équilibré.", false, "test:" + UUID.randomUUID(), SOMEBODY);

        web.perform(get(base).with(as(Cast.MINISTRY)))
                .andExpect(content().string(containsString("Échantillon retenu")))
                .andExpect(content().string(not(containsString("Enregistrer les paramètres"))));
        web.perform(typed(base, "3")).andExpect(redirectedUrl(base));
        assertThat(campaigns.get(id).parameters().size()).isEqualTo(4);
    }
}
