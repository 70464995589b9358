package fr.ecoquartier.web.correspondence;

import static fr.ecoquartier.web.Cast.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.correspondence.Corrections;
import fr.ecoquartier.correspondence.PrivateNotes;
import fr.ecoquartier.correspondence.SentPoint;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.web.Cast;
import fr.ecoquartier.workflow.form.CharterOnDesk;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** The pages of a correction request: prepared by reviewers, answered by the authority that it is for. */
@IntegrationTest
class CorrectionPagesTest {

    private static final Person COLLEAGUE =
            new Person("page.dreal-82-2", "Collègue DREAL", Set.of(Role.DREAL), Set.of("82"), Set.of());

    @Autowired
    private MockMvc web;

    @Autowired
    private ApplicationContext application;

    @Autowired
    private Corrections corrections;

    @Autowired
    private PrivateNotes notes;

    private CharterOnDesk charter;
    private String reference;
    private String task;
    private String page;

    @BeforeEach
    void aCharterUnderReview() throws Exception {
        charter = CharterOnDesk.in(application.getAutowireCapableBeanFactory());
        reference = charter.underReview();
        task = charter.task(reference, "checkAdmissibility");
        page = "/dossiers/" + reference + "/echanges/complement/" + task;
    }

    @Test
    void reviewersPrepareThePointsThatTheAuthorityThenSeesAndAnswers() throws Exception {
        send(page + "/points", Cast.RHONE_ALPES, "sujet", "donnee:logements").andExpect(status().is3xxRedirection());
        long point = corrections.prepared(task).get(0).id();
        keep(page + "/points/" + point, Cast.RHONE_ALPES, "D’où vient ce nombre ?", 0)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.aside").value(false))
                .andExpect(jsonPath("$.revision").value(1));
        keep(page + "/points/" + point, COLLEAGUE, "Autre rédaction", 0)
                .andExpect(jsonPath("$.aside").value(true));
        web.perform(get(page).with(as(COLLEAGUE)))
                .andExpect(content().string(containsString("D’où vient ce nombre ?")))
                .andExpect(content().string(containsString("Autre rédaction")))
                .andExpect(content().string(containsString("Deux textes ont été saisis en même temps.")))
                .andExpect(content().string(containsString("850 logements")));
        web.perform(get("/collectivite/dossiers/" + reference + "/echanges").with(as(Cast.GRENOBLE)))
                .andExpect(content().string(not(containsString("D’où vient ce nombre ?"))));
        send(page + "/points/" + point + "/a-part", COLLEAGUE, "reprendre", "false")
                .andExpect(status().is3xxRedirection());

        charter.askForCorrection(reference);
        SentPoint sent = corrections.open(reference).get(0);
        String exchanges = "/collectivite/dossiers/" + reference + "/echanges";
        String form = "/collectivite/taches/" + charter.task(reference, "answerCharterCorrection");
        for (String seen : new String[] {exchanges, form}) {
            web.perform(get(seen).with(as(Cast.GRENOBLE)))
                    .andExpect(content().string(containsString("D’où vient ce nombre ?")))
                    .andExpect(content().string(containsString("#donnee-logements")))
                    .andExpect(content().string(containsString("id=\"reponse-" + sent.id() + "\"")));
        }
        String answer = exchanges + "/reponses/" + sent.id();
        keep(answer, Cast.STRASBOURG, "Réponse d’ailleurs", 0).andExpect(status().isNotFound());
        keep(answer, Cast.GRENOBLE, "Du permis de construire.", 0).andExpect(status().isOk());
        web.perform(get(form).with(as(Cast.GRENOBLE)))
                .andExpect(content().string(containsString("Du permis de construire.")));
        web.perform(get("/dossiers/" + reference + "/echanges").with(as(Cast.RHONE_ALPES)))
                .andExpect(content().string(containsString("sans réponse")))
                .andExpect(content().string(not(containsString("Du permis de construire."))));
        keep(page + "/points/" + point, Cast.RHONE_ALPES, "Trop tard", 1).andExpect(status().isNotFound());

        corrections.answer(reference, sent.id(), "Du permis de construire.", 1, actor(Cast.GRENOBLE));
        charter.sendAnswers(reference);
        web.perform(get("/dossiers/" + reference + "/echanges").with(as(Cast.RHONE_ALPES)))
                .andExpect(content().string(containsString("Du permis de construire.")))
                .andExpect(content().string(containsString("répondue")));
        keep(answer, Cast.GRENOBLE, "Encore", 2)
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.detail").value(containsString("les réponses sont parties")));
    }

    @Test
    void whoMayNotTakeTheTaskHasNoSuchPage() throws Exception {
        for (Person other :
                new Person[] {Cast.ALSACE, Cast.MINISTRY, Cast.MANAGER, Cast.EXPERT, Cast.GRENOBLE, Cast.STRASBOURG}) {
            web.perform(get(page).with(as(other))).andExpect(status().isNotFound());
            send(page + "/points", other, "sujet", "donnee:logements").andExpect(status().isNotFound());
        }
        web.perform(get("/dossiers/" + reference + "/echanges/complement/" + UUID.randomUUID())
                        .with(as(Cast.RHONE_ALPES)))
                .andExpect(status().isNotFound());
        assertThat(corrections.prepared(task)).isEmpty();
    }

    @Test
    void aSubjectThatTheDossierDoesNotHaveIsRefused() throws Exception {
        for (String subject : new String[] {"", "donnee:rien", "piece:" + UUID.randomUUID(), "x", "autre:E06"}) {
            send(page + "/points", Cast.RHONE_ALPES, "sujet", subject).andExpect(status().is3xxRedirection());
        }
        assertThat(corrections.prepared(task)).isEmpty();
    }

    @Test
    void noArchiveHoldsThePrivateNotes() throws Exception {
        String secret = "Secret " + UUID.randomUUID();
        notes.add(reference, UUID.randomUUID(), secret, actor(Cast.RHONE_ALPES));
        for (Person person : new Person[] {Cast.RHONE_ALPES, Cast.MINISTRY, Cast.GRENOBLE}) {
            var started = web.perform(
                            get("/dossiers/" + reference + "/archive.zip").with(as(person)))
                    .andReturn();
            if (started.getRequest().isAsyncStarted()) {
                started.getAsyncResult();
            }
            byte[] zip = started.getResponse().getContentAsByteArray();
            int entries = 0;
            try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
                for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                    entries++;
                    assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                            .as(entry.getName())
                            .doesNotContain(secret);
                }
            }
            assertThat(entries).as("entries for %s", person.id()).isPositive();
        }
    }

    private ResultActions send(String address, Person person, String name, String value) throws Exception {
        return web.perform(post(address).param(name, value).with(csrf()).with(as(person)));
    }

    private ResultActions keep(String address, Person person, String text, int seen) throws Exception {
        MockHttpServletRequestBuilder request = post(address)
                .param("texte", text)
                .param("vue", String.valueOf(seen))
                .header("X-Requested-With", "XMLHttpRequest")
                .with(csrf())
                .with(as(person));
        return web.perform(request);
    }

    private static Actor actor(Person person) {
        return new Actor(person.id(), person.name(), "Essai");
    }
}
