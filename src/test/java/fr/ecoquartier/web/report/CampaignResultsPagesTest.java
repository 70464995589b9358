package fr.ecoquartier.web.report;

import static fr.ecoquartier.web.Cast.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrlPattern;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.Proceedings;
import fr.ecoquartier.pilot.CampaignEvent;
import fr.ecoquartier.pilot.CampaignStatus;
import fr.ecoquartier.pilot.Campaigns;
import fr.ecoquartier.pilot.NewCampaign;
import fr.ecoquartier.pilot.Pilot;
import fr.ecoquartier.pilot.Pilots;
import fr.ecoquartier.pilot.report.CampaignReports;
import fr.ecoquartier.pilot.report.StoredReport;
import fr.ecoquartier.pilot.report.ToldCampaign;
import fr.ecoquartier.referentiel.Referentiels;
import fr.ecoquartier.web.Cast;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.web.servlet.MockMvc;

/** Who reads the functioning and the report of a campaign, and what they read there. */
@IntegrationTest
class CampaignResultsPagesTest {

    private static final Actor MINISTRY = new Actor("ministry.pages", "Ministère", "Ministère");

    @Autowired
    private MockMvc web;

    @Autowired
    private Campaigns campaigns;

    @Autowired
    private CampaignReports reports;

    @Autowired
    private Referentiels referentiels;

    @Autowired
    private Pilots pilots;

    @Autowired
    private Proceedings proceedings;

    @Autowired
    private ApplicationContext application;

    private String campaign;

    @BeforeEach
    void aCampaign() throws Exception {
        campaign = campaigns.open(
                new NewCampaign(
                        "Tests <script>alert(1)</script>",
                        referentiels.inForce().version(),
                        LocalDate.now().plusMonths(1),
                        3,
                        List.of(),
                        false),
                MINISTRY);
    }

    private List<String> addresses() {
        reports.write(campaign, "write:" + campaign);
        return List.of(
                "/campagnes/" + campaign + "/fonctionnement",
                "/campagnes/" + campaign + "/fonctionnement.csv",
                "/campagnes/" + campaign + "/rapport");
    }

    @Test
    void theNationalRolesAndTheRegionalServicesReadThem() throws Exception {
        for (String address : addresses()) {
            for (Person person : List.of(Cast.MINISTRY, Cast.MANAGER, Cast.RHONE_ALPES)) {
                web.perform(get(address).with(as(person))).andExpect(status().isOk());
            }
        }
    }

    @Test
    void partnersAreToldThatTheseTabsAreNotTheirsAndForOthersTheCampaignDoesNotExist() throws Exception {
        for (String address : addresses()) {
            web.perform(get(address).with(as(Cast.PARTNER))).andExpect(status().isForbidden());
            for (Person stranger : List.of(Cast.EXPERT, Cast.GRENOBLE)) {
                web.perform(get(address).with(as(stranger))).andExpect(status().isNotFound());
            }
            web.perform(get(address).accept("text/html")).andExpect(redirectedUrlPattern("**/connexion"));
        }
    }

    @Test
    void theFileNamesEveryRegionsPilotsAndIsForTheNationalRolesOnly() throws Exception {
        reports.write(campaign, "write:" + campaign);
        String file = "/campagnes/" + campaign + "/rapport/1.pdf";
        web.perform(get(file).with(as(Cast.MANAGER))).andExpect(status().isOk());
        for (Person person : List.of(Cast.RHONE_ALPES, Cast.PARTNER)) {
            web.perform(get(file).with(as(person))).andExpect(status().isForbidden());
        }
        for (Person stranger : List.of(Cast.EXPERT, Cast.GRENOBLE)) {
            web.perform(get(file).with(as(stranger))).andExpect(status().isNotFound());
        }
        assertThat(page("/campagnes/" + campaign + "/rapport", Cast.RHONE_ALPES))
                .doesNotContain("rapport/1.pdf");
    }

    @Test
    void aServiceReadsTheReportsNationalFiguresWithoutOtherRegionsPilots() throws Exception {
        String told =
                ToldCampaign.in(application.getAutowireCapableBeanFactory()).told();
        reports.write(told, "write:" + told);
        String page = page("/campagnes/" + told + "/rapport", Cast.RHONE_ALPES);
        String whole = page("/campagnes/" + told + "/rapport", Cast.MINISTRY);
        List<String> references = pilots.of(told).stream()
                .map(Pilot::reference)
                .filter(java.util.Objects::nonNull)
                .toList();
        assertThat(references)
                .hasSizeGreaterThan(8)
                .allSatisfy(reference -> assertThat(whole).contains(reference));
        assertThat(references).noneSatisfy(reference -> assertThat(page).contains(reference));
        List<String> named = List.of(
                "Élections anticipées.",
                "Le bureau d’études fait défaut.",
                "Joindre la délibération signée du conseil.",
                "Éléonore Façade");
        assertThat(named).allSatisfy(text -> assertThat(whole).contains(text));
        assertThat(named).noneSatisfy(text -> assertThat(page).contains(text));
        assertThat(page)
                .contains("11\u00a0candidatures reçues")
                .contains("Optimum prouvé")
                .contains("La définition a été jugée obscure.")
                .contains("réservé aux services nationaux");
        assertThat(whole).doesNotContain("réservé aux services nationaux");
    }

    @Test
    void theDraftIsForTheNationalRolesOnly() throws Exception {
        String draft = "/campagnes/" + campaign + "/rapport/projet.pdf";
        web.perform(get(draft).with(as(Cast.MINISTRY)))
                .andExpect(status().isOk())
                .andExpect(content().contentType("application/pdf"))
                .andExpect(header().string("Content-Disposition", containsString("projet-de-rapport.pdf")));
        web.perform(get(draft).with(as(Cast.RHONE_ALPES))).andExpect(status().isForbidden());
        web.perform(get("/campagnes/" + campaign + "/rapport?version=projet").with(as(Cast.RHONE_ALPES)))
                .andExpect(status().isForbidden());
        web.perform(get(draft).with(as(Cast.PARTNER))).andExpect(status().isForbidden());
        web.perform(get("/campagnes/" + campaign + "/rapport").with(as(Cast.MINISTRY)))
                .andExpect(content().string(containsString("Projet de rapport.")));
        web.perform(get("/campagnes/" + campaign + "/rapport").with(as(Cast.RHONE_ALPES)))
                .andExpect(content().string(containsString("Le rapport n’est pas encore établi")))
                .andExpect(content().string(not(containsString("Projet de rapport."))));
        assertThat(reports.of(campaign)).isEmpty();
    }

    @Test
    void aFinishedCampaignHasNoDraftAnyMore() throws Exception {
        reports.write(campaign, "write:" + campaign);
        campaigns.moveTo(
                campaign,
                CampaignStatus.ADOPTED,
                "end:" + campaign,
                CampaignEvent.CLOSED,
                "Campagne achevée.",
                MINISTRY);
        web.perform(get("/campagnes/" + campaign + "/rapport/projet.pdf").with(as(Cast.MINISTRY)))
                .andExpect(status().isNotFound());
        web.perform(get("/campagnes/" + campaign + "/rapport").with(as(Cast.MINISTRY)))
                .andExpect(content().string(containsString("Version 1")))
                .andExpect(content().string(not(containsString("projet.pdf"))));
    }

    @Test
    void everyStoredVersionIsOfferedWithItsHashAndStaysReadable() throws Exception {
        StoredReport first = reports.write(campaign, "write:" + campaign);
        reports.decide(campaign, false, "À compléter.", "decide:" + campaign, MINISTRY);
        StoredReport second = reports.write(campaign, "again:" + campaign);
        web.perform(get("/campagnes/" + campaign + "/rapport").with(as(Cast.MANAGER)))
                .andExpect(content().string(containsString(first.sha256())))
                .andExpect(content().string(containsString(second.sha256())))
                .andExpect(content().string(containsString("À compléter.")));
        web.perform(get("/campagnes/" + campaign + "/rapport?version=1").with(as(Cast.MANAGER)))
                .andExpect(content().string(containsString(campaign + " · Version 1")));
        assertThat(web.perform(get("/campagnes/" + campaign + "/rapport/1.pdf").with(as(Cast.MANAGER)))
                        .andReturn()
                        .getResponse()
                        .getContentAsByteArray())
                .isEqualTo(reports.file(campaign, 1).orElseThrow());
        for (String absent : List.of("?version=3", "?version=abc", "?version=999999999999", "/3.pdf")) {
            web.perform(get("/campagnes/" + campaign + "/rapport" + absent).with(as(Cast.MANAGER)))
                    .andExpect(status().isNotFound());
        }
    }

    @Test
    void namesAreEscapedOnThePageAndInTheFile() throws Exception {
        web.perform(get("/campagnes/" + campaign + "/rapport").with(as(Cast.MINISTRY)))
                .andExpect(content().string(not(containsString("<script>alert("))));
        web.perform(get("/campagnes/" + campaign + "/fonctionnement").with(as(Cast.MINISTRY)))
                .andExpect(status().isOk())
                .andExpect(content().string(not(containsString("<script>alert("))));
    }

    @Test
    void aServiceReadsTheTextsOfItsRegionOnlyAndTheNationalCounts() throws Exception {
        String told =
                ToldCampaign.in(application.getAutowireCapableBeanFactory()).told();
        String page = page("/campagnes/" + told + "/fonctionnement", Cast.RHONE_ALPES);
        String whole = page("/campagnes/" + told + "/fonctionnement", Cast.MINISTRY);
        List<Pilot> asked = pilots.of(told).stream()
                .filter(pilot -> pilot.reference() != null
                        && !proceedings.corrections(pilot.reference()).isEmpty())
                .toList();
        assertThat(asked)
                .hasSize(3)
                .anyMatch(pilot -> !pilot.candidate().regionCode().equals("82"));
        for (Pilot pilot : asked) {
            assertThat(whole).contains(pilot.reference());
            assertThat(page.contains(pilot.reference()))
                    .as(pilot.candidate().authorityName())
                    .isEqualTo(pilot.candidate().regionCode().equals("82"));
        }
        assertThat(page)
                .contains("« délibération, signée, conseil »")
                .contains("2\u00a0demandes")
                .contains("autres régions.");
        assertThat(whole).doesNotContain("autres régions.");
    }

    private String page(String address, Person person) throws Exception {
        return web.perform(get(address).with(as(person)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
    }

    @Test
    void theExportIsReadBySpreadsheets() throws Exception {
        byte[] csv = web.perform(
                        get("/campagnes/" + campaign + "/fonctionnement.csv").with(as(Cast.MINISTRY)))
                .andExpect(header().string("Content-Disposition", containsString(campaign)))
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
        assertThat(new String(csv, java.nio.charset.StandardCharsets.UTF_8))
                .startsWith("\ufeff\"Dossier ou campagne\";Processus;Tâche".replace("\"", ""));
    }
}
