package fr.ecoquartier.web.dossier;

import static fr.ecoquartier.web.Cast.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrlPattern;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.EvidenceFiles;
import fr.ecoquartier.dossier.GivenOpinion;
import fr.ecoquartier.dossier.JournalKind;
import fr.ecoquartier.dossier.NewEvidence;
import fr.ecoquartier.dossier.OpinionKind;
import fr.ecoquartier.dossier.Proceedings;
import fr.ecoquartier.dossier.Step;
import fr.ecoquartier.web.Cast;
import fr.ecoquartier.web.OpenDossiers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.web.servlet.MockMvc;

/** Who may see a dossier sees its page, its extract and its files; for everybody else it does not exist. */
@IntegrationTest
class WhoSeesADossierTest {

    private static final List<Person> STRANGERS = List.of(Cast.STRASBOURG, Cast.ALSACE, Cast.EXPERT, Cast.PARTNER);

    @Autowired
    private MockMvc web;

    @Autowired
    private ApplicationContext application;

    @Autowired
    private EvidenceFiles files;

    @Autowired
    private Dossiers dossiers;

    @Autowired
    private Proceedings proceedings;

    private String reference;
    private UUID piece;

    @BeforeEach
    void aDossierWithAFile() throws Exception {
        reference = OpenDossiers.in(application.getAutowireCapableBeanFactory())
                .ofGrenoble("Caserne <script>alert(1)</script>");
        piece = files.add(
                        reference,
                        new NewEvidence(
                                "E03",
                                "Plan d’été.pdf",
                                "application/pdf",
                                "%PDF-1.4".getBytes(StandardCharsets.US_ASCII)),
                        OpenDossiers.actor(Cast.GRENOBLE))
                .id();
    }

    private List<String> addresses() {
        return List.of(
                "/dossiers/" + reference,
                "/dossiers/" + reference + "/extrait",
                "/dossiers/" + reference + "/pieces/" + piece);
    }

    @Test
    void itsAuthorityItsRegionAndTheNationalRolesSeeIt() throws Exception {
        for (Person person : List.of(Cast.GRENOBLE, Cast.RHONE_ALPES, Cast.MINISTRY, Cast.MANAGER)) {
            for (String address : addresses()) {
                web.perform(get(address).with(as(person))).andExpect(status().isOk());
            }
        }
    }

    @Test
    void forOthersItDoesNotExistAndTheAnswerIsThatOfADossierThatDoesNot() throws Exception {
        for (Person stranger : STRANGERS) {
            for (String address : addresses()) {
                String absent = address.replace(reference, "EQ-2012-99999");
                String refused = web.perform(
                                get(address).accept("application/json").with(as(stranger)))
                        .andExpect(status().isNotFound())
                        .andReturn()
                        .getResponse()
                        .getContentAsString();
                String missing = web.perform(
                                get(absent).accept("application/json").with(as(stranger)))
                        .andExpect(status().isNotFound())
                        .andReturn()
                        .getResponse()
                        .getContentAsString();
                assertThat(refused.replace(reference, "EQ-2012-99999"))
                        .as(stranger.id() + " " + address)
                        .isEqualTo(missing);
            }
        }
    }

    @Test
    void theAnonymousAreSentToTheSignInPage() throws Exception {
        for (String address : addresses()) {
            web.perform(get(address).accept("text/html")).andExpect(redirectedUrlPattern("**/connexion"));
        }
        web.perform(get("/dossiers").accept("text/html")).andExpect(redirectedUrlPattern("**/connexion"));
    }

    @Test
    void theSearchShowsOnlyWhatAPersonMaySee() throws Exception {
        for (Person stranger : STRANGERS) {
            web.perform(get("/dossiers").param("q", reference).with(as(stranger)))
                    .andExpect(status().isOk())
                    .andExpect(content().string(containsString("Aucun dossier ne correspond")));
        }
        web.perform(get("/dossiers")
                        .param("q", reference)
                        .param("etape", "charter")
                        .with(as(Cast.RHONE_ALPES)))
                .andExpect(content().string(containsString("1\u00a0dossier<")));
        web.perform(get("/dossiers")
                        .param("q", reference)
                        .param("retard", "true")
                        .with(as(Cast.RHONE_ALPES)))
                .andExpect(content().string(containsString("0\u00a0dossier<")));
    }

    @Test
    void aSearchFromTheScriptGetsTheResultsOnly() throws Exception {
        web.perform(get("/dossiers").header("HX-Request", "true").with(as(Cast.MINISTRY)))
                .andExpect(content().string(containsString("id=\"resultats\"")))
                .andExpect(content().string(not(containsString("<html"))));
        web.perform(get("/dossiers")
                        .header("HX-Request", "true")
                        .header("HX-History-Restore-Request", "true")
                        .with(as(Cast.MINISTRY)))
                .andExpect(content().string(containsString("<html")));
    }

    @Test
    void namesAreEscaped() throws Exception {
        for (String address : List.of("/dossiers", "/dossiers/" + reference, "/dossiers/" + reference + "/extrait")) {
            web.perform(get(address).param("q", "\"><script>alert(2)</script>").with(as(Cast.MINISTRY)))
                    .andExpect(content().string(not(containsString("<script>alert("))));
        }
    }

    @Test
    void aFileIsDownloadedNeverShown() throws Exception {
        web.perform(get("/dossiers/" + reference + "/pieces/" + piece).with(as(Cast.GRENOBLE)))
                .andExpect(content().contentType("application/pdf"))
                .andExpect(header().string("Content-Disposition", containsString("attachment")))
                .andExpect(header().string("Content-Disposition", containsString("filename*=UTF-8''Plan%20d%E2%80%99")))
                .andExpect(header().string("X-Content-Type-Options", "nosniff"));
    }

    @Test
    void theAuthorityReadsNeitherInternalEntriesNorTheTriosOpinionsBeforeTheDecision() throws Exception {
        Step step =
                new Step(reference, DossierStage.CONTRACT, "giveContractOpinion", reference + ":opinion", "contract:1");
        Actor expert = new Actor("autre.expert", "Autre Expert", "Expert");
        proceedings.giveOpinion(step, OpinionKind.PERSONAL, "unfavourable", "Trop de parkings en surface.", expert);
        dossiers.journal(step, expert, JournalKind.OPINION, "Délibération du trio, à huis clos.", true);

        web.perform(get("/dossiers/" + reference).with(as(Cast.GRENOBLE)))
                .andExpect(content().string(not(containsString("Trop de parkings"))))
                .andExpect(content().string(not(containsString("à huis clos"))));
        web.perform(get("/dossiers/" + reference).with(as(Cast.RHONE_ALPES)))
                .andExpect(content().string(containsString("Trop de parkings")))
                .andExpect(content().string(containsString("à huis clos")));
        assertThat(proceedings.opinions(reference))
                .extracting(GivenOpinion::kind)
                .containsExactly(OpinionKind.PERSONAL);
    }

    @Test
    void onlyTheMinistrySuspendsAndItsReasonIsKept() throws Exception {
        String suspension = "/dossiers/" + reference + "/suspension";
        String motif = "Recours contentieux en cours.";
        for (Person other : List.of(Cast.GRENOBLE, Cast.RHONE_ALPES, Cast.MANAGER)) {
            web.perform(post(suspension).param("motif", motif).with(csrf()).with(as(other)))
                    .andExpect(status().isForbidden());
        }
        for (Person stranger : STRANGERS) {
            web.perform(post(suspension).param("motif", motif).with(csrf()).with(as(stranger)))
                    .andExpect(status().isNotFound());
        }
        web.perform(post(suspension).param("motif", motif).with(as(Cast.MINISTRY)))
                .andExpect(status().isForbidden());
        web.perform(post(suspension).param("motif", "non").with(csrf()).with(as(Cast.MINISTRY)))
                .andExpect(content().string(containsString("Indiquez le motif")));
        assertThat(dossiers.get(reference).suspended()).isFalse();

        web.perform(post(suspension).param("motif", motif).with(csrf()).with(as(Cast.MINISTRY)))
                .andExpect(redirectedUrl("/dossiers/" + reference));
        assertThat(dossiers.get(reference).suspended()).isTrue();
        web.perform(get("/dossiers/" + reference).with(as(Cast.MINISTRY)))
                .andExpect(content().string(containsString(motif)))
                .andExpect(content().string(containsString("Dossier suspendu")));

        web.perform(post("/dossiers/" + reference + "/reprise")
                        .param("motif", "Le recours est rejeté.")
                        .with(csrf())
                        .with(as(Cast.MINISTRY)))
                .andExpect(redirectedUrl("/dossiers/" + reference));
        assertThat(dossiers.get(reference).suspended()).isFalse();
    }

    @Test
    void aManagerIsLedToTheRunningProcessAndNobodyElse() throws Exception {
        String address = "/dossiers/" + reference + "/cockpit";
        web.perform(get(address).with(as(Cast.MANAGER)))
                .andExpect(redirectedUrlPattern("/camunda/app/cockpit/default/#/process-instance/*/runtime"));
        for (Person other : List.of(Cast.GRENOBLE, Cast.STRASBOURG, Cast.RHONE_ALPES, Cast.MINISTRY)) {
            web.perform(get(address).with(as(other))).andExpect(status().isForbidden());
        }
    }
}
