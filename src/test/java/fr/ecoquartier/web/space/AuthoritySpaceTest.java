package fr.ecoquartier.web.space;

import static fr.ecoquartier.web.Cast.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrlPattern;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.dossier.DossierStatus;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.LabelProcess;
import fr.ecoquartier.web.Cast;
import fr.ecoquartier.web.OpenDossiers;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** An authority works on its own dossiers, and on nobody else's. */
@IntegrationTest
class AuthoritySpaceTest {

    @Autowired
    private MockMvc web;

    @Autowired
    private ApplicationContext application;

    @Autowired
    private Dossiers dossiers;

    @Autowired
    private LabelProcess process;

    private OpenDossiers open;
    private String reference;
    private String task;

    @BeforeEach
    void aDossierOfGrenoble() {
        open = OpenDossiers.in(application.getAutowireCapableBeanFactory());
        reference = open.ofGrenoble("Presqu’île");
        task = "/collectivite/taches/" + open.task(reference).taskId();
    }

    @Test
    void theDashboardSaysWhatIsExpectedAndByWhen() throws Exception {
        web.perform(get("/collectivite").with(as(Cast.GRENOBLE)))
                .andExpect(content().string(containsString("Déposer la demande de charte")))
                .andExpect(content().string(containsString(reference)))
                .andExpect(content().string(containsString("À faire avant le")));
        web.perform(get("/collectivite").with(as(Cast.STRASBOURG)))
                .andExpect(status().isOk())
                .andExpect(content().string(not(containsString(reference))));
    }

    @Test
    void nobodyElseReachesItsTaskItsDossierOrItsFiles() throws Exception {
        String dossier = "/collectivite/dossiers/" + reference;
        List<MockHttpServletRequestBuilder> requests = List.of(
                get(task),
                get(task + "/formulaire"),
                put(task + "/brouillon")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{}")
                        .with(csrf()),
                get(dossier),
                get(dossier + "/suite"),
                get(dossier + "/attendu"),
                get(dossier + "/pieces"),
                get(dossier + "/desistement"),
                post(dossier + "/desistement")
                        .param("motif", "Je me désiste à sa place.")
                        .with(csrf()),
                post(dossier + "/reouverture")
                        .param("motif", "Je rouvre à sa place.")
                        .with(csrf()),
                post(dossier + "/achevement").with(csrf()),
                post(dossier + "/conditions-levees").with(csrf()),
                post(dossier + "/pieces").with(csrf()));
        for (MockHttpServletRequestBuilder request : requests) {
            web.perform(request.with(as(Cast.STRASBOURG))).andExpect(status().isNotFound());
        }
        for (Person staff : List.of(Cast.RHONE_ALPES, Cast.MINISTRY, Cast.MANAGER)) {
            web.perform(get(task).with(as(staff))).andExpect(status().isForbidden());
            web.perform(get(dossier).with(as(staff))).andExpect(status().isForbidden());
        }
        web.perform(get(task).accept("text/html")).andExpect(redirectedUrlPattern("**/connexion"));
        assertThat(dossiers.get(reference).status()).isEqualTo(DossierStatus.OPEN);
    }

    @Test
    void anotherAuthorityCannotSubmitItsTask() throws Exception {
        web.perform(post(task)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{}")
                        .with(csrf())
                        .with(as(Cast.STRASBOURG)))
                .andExpect(status().is4xxClientError());
        assertThat(open.task(reference).step()).isEqualTo("fileCharterRequest");
    }

    @Test
    void aDossierIsOpenedForItsOwnAuthorityOnly() throws Exception {
        web.perform(post("/collectivite/dossiers")
                        .param("collectivite", "67482")
                        .param("operation", "Danube")
                        .param("contexte", "urban")
                        .with(csrf())
                        .with(as(Cast.GRENOBLE)))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Choisissez votre collectivité.")));
        web.perform(post("/collectivite/dossiers")
                        .param("collectivite", "67482")
                        .param("operation", "Danube")
                        .param("contexte", "urban")
                        .with(csrf())
                        .with(as(Cast.STRASBOURG)))
                .andExpect(redirectedUrlPattern("/collectivite/dossiers/EQ-*"));
        web.perform(post("/collectivite/dossiers")
                        .param("collectivite", "67482")
                        .param("operation", "Danube")
                        .param("contexte", "urban")
                        .with(as(Cast.STRASBOURG)))
                .andExpect(status().isForbidden());
    }

    @Test
    void whatIsMissingIsSaidAtItsFieldAndWhatWasTypedStays() throws Exception {
        web.perform(post("/collectivite/dossiers")
                        .param("collectivite", "38185")
                        .param("operation", "<b>")
                        .param("contexte", "lunaire")
                        .with(csrf())
                        .with(as(Cast.GRENOBLE)))
                .andExpect(content().string(containsString("href=\"#contexte\"")))
                .andExpect(content().string(containsString("id=\"contexte-erreur\"")))
                .andExpect(content().string(containsString("value=\"&lt;b&gt;\"")));
    }

    @Test
    void aDraftSurvivesAndIsShownAgain() throws Exception {
        web.perform(put(task + "/brouillon")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"operationName\":\"Presqu’île scientifique\"}")
                        .with(csrf())
                        .with(as(Cast.GRENOBLE)))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.message", containsString("Brouillon enregistré le")));
        web.perform(get(task + "/formulaire").with(as(Cast.GRENOBLE)))
                .andExpect(jsonPath("$.draft").value(true))
                .andExpect(jsonPath("$.data.operationName").value("Presqu’île scientifique"))
                .andExpect(jsonPath("$.schema.components").isArray());
        web.perform(get("/collectivite").with(as(Cast.GRENOBLE)))
                .andExpect(content().string(containsString("Brouillon enregistré le")));
    }

    @Test
    void aRefusedSubmissionNamesItsFieldsInFrenchAndWithoutTheEngine() throws Exception {
        web.perform(post(task)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"operationName\":\"x\"}")
                        .with(csrf())
                        .with(as(Cast.GRENOBLE)))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(content().contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON))
                .andExpect(jsonPath("$.errors[*].field", hasItem("operationName")))
                .andExpect(jsonPath("$.errors[*].message", hasItem("Au moins 3 caractères sont attendus.")))
                .andExpect(content().string(not(containsString("ENGINE"))));
        assertThat(open.task(reference).step()).isEqualTo("fileCharterRequest");
    }

    @Test
    void itWithdrawsWithAReason() throws Exception {
        String page = "/collectivite/dossiers/" + reference + "/desistement";
        web.perform(post(page).param("motif", "non").with(csrf()).with(as(Cast.GRENOBLE)))
                .andExpect(content().string(containsString("Indiquez le motif")));
        web.perform(post(page)
                        .param("motif", "Le conseil a changé de projet.")
                        .with(csrf())
                        .with(as(Cast.GRENOBLE)))
                .andExpect(redirectedUrl("/collectivite/dossiers/" + reference));
        open.runAutomaticSteps(reference);

        assertThat(dossiers.get(reference).status()).isEqualTo(DossierStatus.WITHDRAWN);
        web.perform(get("/dossiers/" + reference).with(as(Cast.GRENOBLE)))
                .andExpect(content().string(containsString("Le conseil a changé de projet.")));
    }

    @Test
    void whatCannotBeDoneYetIsSaidInFrench() throws Exception {
        web.perform(post("/collectivite/dossiers/" + reference + "/achevement")
                        .with(csrf())
                        .with(as(Cast.GRENOBLE)))
                .andExpect(redirectedUrl("/collectivite/dossiers/" + reference));
        assertThat(dossiers.get(reference).status()).isEqualTo(DossierStatus.OPEN);
    }

    @Test
    void nothingIsExpectedNorAcceptedWhileTheDossierIsSuspended() throws Exception {
        process.suspend(reference, "Recours contentieux en cours.", OpenDossiers.actor(Cast.MINISTRY));

        web.perform(get("/collectivite").with(as(Cast.GRENOBLE)))
                .andExpect(content().string(not(containsString(task))));
        web.perform(get(task).with(as(Cast.GRENOBLE))).andExpect(redirectedUrl("/collectivite/dossiers/" + reference));
        web.perform(post(task)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{}")
                        .with(csrf())
                        .with(as(Cast.GRENOBLE)))
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.detail", containsString("Le dossier est suspendu")));

        process.resume(reference, "Le recours est rejeté.", OpenDossiers.actor(Cast.MINISTRY));
        web.perform(get("/collectivite").with(as(Cast.GRENOBLE)))
                .andExpect(content().string(containsString(task)));
    }
}
