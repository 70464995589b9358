package fr.ecoquartier.web.calibration;

import static fr.ecoquartier.web.Cast.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.pilot.calibration.Calibrations;
import fr.ecoquartier.pilot.calibration.ProposalKind;
import fr.ecoquartier.pilot.calibration.TestedCampaign;
import fr.ecoquartier.web.Cast;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.test.web.servlet.MockMvc;

@IntegrationTest
class CalibrationPagesTest {

    @Autowired
    private MockMvc mvc;

    @Autowired
    private AutowireCapableBeanFactory application;

    @Autowired
    private Calibrations calibrations;

    private String campaign;
    private String base;

    @BeforeEach
    void tests() {
        campaign = TestedCampaign.in(application).running(12);
        base = "/campagnes/" + campaign + "/calage";
    }

    private void gathered() {
        calibrations.gather(campaign, "pages/" + UUID.randomUUID());
    }

    private String page(String address, Person person) throws Exception {
        return mvc.perform(get(address).with(as(person)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
    }

    @Test
    void theOverviewShowsEveryIndicatorAndThatTheSampleIsSmall() throws Exception {
        gathered();
        String page = page(base, Cast.MINISTRY);
        assertThat(page).contains("Petit échantillon", "I01 ", "I23 ", "Retenir les propositions", "graine publiée");
        String rural = page(base + "?contexte=rural&tri=atteint&sens=desc", Cast.MANAGER);
        assertThat(rural).contains("Trop peu de pilotes pour conclure", "aria-sort=\"descending\"");
        assertThat(rural).doesNotContain("Retenir les propositions");
    }

    @Test
    void anIndicatorHasItsPlotsReasonsAndTables() throws Exception {
        gathered();
        String page = page(base + "/indicateurs/I06", Cast.MINISTRY);
        assertThat(page)
                .contains(
                        "role=\"img\"",
                        "Valeurs des pilotes par contexte",
                        "Accord entre évaluateurs",
                        "Effort par donnée")
                .contains("logements/ha", "Que devient l’indicateur")
                .doesNotContain("style=");
        assertThat(page(base + "/correlations", Cast.MINISTRY)).contains("Un indicateur par ligne et par colonne");
        mvc.perform(get(base + "/indicateurs/I99").with(as(Cast.MINISTRY))).andExpect(status().isNotFound());
    }

    @Test
    void aRegionalServiceReadsTheFiguresOfAllButTheNamesOfItsOwnPilotsOnly() throws Exception {
        gathered();
        assertThat(page(base + "/indicateurs/I06", Cast.RHONE_ALPES))
                .contains("Grenoble", "Pilote d’une autre région")
                .doesNotContain("Strasbourg")
                .doesNotContain("Que devient l’indicateur");
    }

    @Test
    void aProvisionalAnalysisIsHiddenFromThoseWhoStillHaveToRate() throws Exception {
        String run = mvc.perform(post(base + "/analyse").with(csrf()).with(as(Cast.MINISTRY)))
                .andReturn()
                .getResponse()
                .getRedirectedUrl();
        assertThat(run).startsWith("/traitements/");
        await().atMost(Duration.ofMinutes(2))
                .until(() -> page(run, Cast.MINISTRY).contains("Voir le résultat"));
        assertThat(page(base, Cast.MINISTRY)).contains("Analyse provisoire.");
        assertThat(page(base, Cast.RHONE_ALPES))
                .contains("Pas encore d’analyse")
                .doesNotContain("I01 ");
        mvc.perform(get(base + "/indicateurs/I01").with(as(Cast.RHONE_ALPES))).andExpect(status().isNotFound());
        mvc.perform(get(base + "/calage.csv").with(as(Cast.RHONE_ALPES))).andExpect(status().isNotFound());
        mvc.perform(get(base + "/correlations").with(as(Cast.RHONE_ALPES))).andExpect(status().isNotFound());
    }

    @Test
    void partnersExpertsAuthoritiesAndStrangersReadNothing() throws Exception {
        gathered();
        for (String address : List.of(
                base, base + "/indicateurs/I06", base + "/correlations", base + "/calage.csv", base + "/calage.xlsx")) {
            mvc.perform(get(address).with(as(Cast.PARTNER))).andExpect(status().isForbidden());
            for (Person person : List.of(Cast.EXPERT, Cast.GRENOBLE)) {
                int answer = mvc.perform(get(address).with(as(person)))
                        .andReturn()
                        .getResponse()
                        .getStatus();
                assertThat(answer).isIn(403, 404);
            }
            mvc.perform(get(address)).andExpect(status().is3xxRedirection());
        }
    }

    @Test
    void onlyTheCarrierStructureAndTheMinistryComputeDecideAndTransfer() throws Exception {
        gathered();
        for (String action : List.of("/analyse", "/propositions", "/brouillon", "/indicateurs/I06")) {
            for (Person person : List.of(Cast.RHONE_ALPES, Cast.MANAGER, Cast.PARTNER)) {
                mvc.perform(post(base + action).with(csrf()).with(as(person))).andExpect(status().isForbidden());
            }
        }
        assertThat(calibrations.history(campaign)).isEmpty();
        mvc.perform(post(base + "/propositions").with(csrf()).with(as(Cast.MINISTRY)))
                .andExpect(redirectedUrl(base));
        assertThat(calibrations.decisions(campaign)).hasSize(23);
        mvc.perform(post(base + "/brouillon").with(csrf()).with(as(Cast.MINISTRY)))
                .andExpect(redirectedUrl(base));
        assertThat(page(base, Cast.MINISTRY)).contains("Report dans un brouillon", "À faire à la main");
    }

    @Test
    void aRefusedDecisionKeepsWhatWasTypedAndSaysWhatIsWrongAtItsPlace() throws Exception {
        gathered();
        mvc.perform(post(base + "/indicateurs/I07")
                        .with(csrf())
                        .with(as(Cast.MINISTRY))
                        .param("choix", "move")
                        .param("minimum.urban", "douze")
                        .param("target.urban", "35")
                        .param("minimum.suburban", "20")
                        .param("target.suburban", "30")
                        .param("minimum.rural", "10")
                        .param("target.rural", "20")
                        .param("motif", "Trop facile dans les villes."))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("value=\"douze\"")))
                .andExpect(content().string(containsString("Indiquez un nombre, comme 12,5.")))
                .andExpect(content().string(containsString("Trop facile dans les villes.")));
        assertThat(calibrations.history(campaign)).isEmpty();
        mvc.perform(post(base + "/indicateurs/I07")
                        .with(csrf())
                        .with(as(Cast.MINISTRY))
                        .param("choix", "move")
                        .param("minimum.urban", "26,5")
                        .param("target.urban", "35")
                        .param("minimum.suburban", "20")
                        .param("target.suburban", "30")
                        .param("minimum.rural", "10")
                        .param("target.rural", "20")
                        .param("motif", "Trop facile dans les villes."))
                .andExpect(redirectedUrl(base + "/indicateurs/I07"));
        var decision = calibrations.decision(campaign, "I07").orElseThrow();
        assertThat(decision.choice()).isEqualTo(ProposalKind.MOVE);
        assertThat(decision.thresholds()).containsOnlyKeys("urban");
        assertThat(decision.thresholds().get("urban").minimum()).isEqualByComparingTo("26.5");
    }

    @Test
    void whoeverComesSecondSeesTheFirstDecisionAndLosesNothing() throws Exception {
        gathered();
        for (int time = 0; time < 2; time++) {
            mvc.perform(post(base + "/indicateurs/I09")
                            .with(csrf())
                            .with(as(Cast.MINISTRY))
                            .param("revision", "0")
                            .param("choix", "drop")
                            .param("motif", "Motif de la personne " + time + "."))
                    .andExpect(time == 0 ? status().is3xxRedirection() : status().isOk())
                    .andExpect(content()
                            .string(
                                    time == 0
                                            ? not(containsString("entre-temps"))
                                            : containsString("a décidé entre-temps")))
                    .andExpect(content()
                            .string(time == 0 ? not(containsString("x!")) : containsString("Motif de la personne 1.")));
        }
    }

    @Test
    void theExportsHaveALinePerIndicatorAndContextAndNobodysName() throws Exception {
        gathered();
        String csv = page(base + "/calage.csv", Cast.RHONE_ALPES);
        assertThat(csv.lines()).hasSize(1 + 23 * 4);
        assertThat(csv)
                .startsWith("\ufeffCode;Indicateur;")
                .contains("Périurbain")
                .doesNotContain("Grenoble");
        byte[] xlsx = mvc.perform(get(base + "/calage.xlsx").with(as(Cast.MINISTRY)))
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
        try (ReadableWorkbook book = new ReadableWorkbook(new ByteArrayInputStream(xlsx))) {
            assertThat(book.getFirstSheet().read()).hasSize(1 + 23 * 4);
        }
    }
}
