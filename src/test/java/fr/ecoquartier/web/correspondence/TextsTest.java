package fr.ecoquartier.web.correspondence;

import static fr.ecoquartier.web.Cast.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.correspondence.TemplateVersion;
import fr.ecoquartier.correspondence.TextTemplate;
import fr.ecoquartier.correspondence.TextTemplates;
import fr.ecoquartier.web.Cast;
import fr.ecoquartier.web.OpenDossiers;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** Who writes which text templates, and how they come into a dossier. */
@IntegrationTest
class TextsTest {

    @Autowired
    private MockMvc web;

    @Autowired
    private ApplicationContext application;

    @Autowired
    private TextTemplates templates;

    private final String title = "Texte " + UUID.randomUUID();

    @Test
    void sharedTextsAreWrittenByTheMinistryAndEachReviewerHasTheirOwn() throws Exception {
        write("/textes", Cast.MINISTRY, "Reçu.", true).andExpect(status().is3xxRedirection());
        TextTemplate shared = named(Cast.RHONE_ALPES);
        assertThat(shared.shared()).isTrue();
        write("/textes/" + shared.id(), Cast.RHONE_ALPES, "Changé par qui ne doit pas.", false)
                .andExpect(status().isForbidden());
        write("/textes", Cast.RHONE_ALPES, "Partagé par qui ne doit pas.", true).andExpect(status().isForbidden());
        web.perform(get("/textes/" + shared.id()).with(as(Cast.RHONE_ALPES)))
                .andExpect(content().string(containsString("Reçu.")))
                .andExpect(content().string(not(containsString("Enregistrer une nouvelle version"))));

        String own = "Mien " + UUID.randomUUID();
        web.perform(request("/textes", own, "Pour moi.", false).with(as(Cast.RHONE_ALPES)));
        long id = templates.all(Cast.RHONE_ALPES.id()).stream()
                .filter(one -> one.title().equals(own))
                .findFirst()
                .orElseThrow()
                .id();
        web.perform(get("/textes/" + id).with(as(Cast.MINISTRY))).andExpect(status().isNotFound());
        web.perform(get("/textes").with(as(Cast.ALSACE))).andExpect(content().string(not(containsString(own))));
        for (Person other : new Person[] {Cast.GRENOBLE, Cast.MANAGER, Cast.PARTNER}) {
            web.perform(get("/textes").with(as(other))).andExpect(status().isForbidden());
        }
    }

    @Test
    void everyVersionStaysAndNobodyOverwritesAnother() throws Exception {
        write("/textes", Cast.MINISTRY, "Un", true);
        TextTemplate text = named(Cast.MINISTRY);
        web.perform(request("/textes/" + text.id(), title, "Deux", false)
                        .param("vue", "1")
                        .with(as(Cast.MINISTRY)))
                .andExpect(status().is3xxRedirection());
        web.perform(request("/textes/" + text.id(), title, "Deux aussi", false)
                        .param("vue", "1")
                        .with(as(Cast.MINISTRY)))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("modifié entre-temps")))
                .andExpect(content().string(containsString("Deux aussi")));
        assertThat(templates.versions(text.id()))
                .extracting(TemplateVersion::body)
                .containsExactly("Deux", "Un");
    }

    @Test
    void placeholdersAreFilledForTheDossierAndUnknownOnesRefused() throws Exception {
        write("/textes", Cast.MINISTRY, "Pour {operation} de {collectivité}, {référence} : {inconnu}", true)
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("n’est pas un repère connu")));
        write("/textes", Cast.MINISTRY, "Pour {operation} de {collectivité}, {référence}.", true);
        String reference =
                OpenDossiers.in(application.getAutowireCapableBeanFactory()).ofGrenoble("Île & Rives");

        String filled = "Pour Île &amp; Rives de Grenoble, " + reference + ".";
        for (String page : new String[] {"/textes", "/echanges"}) {
            web.perform(get("/dossiers/" + reference + page).with(as(Cast.RHONE_ALPES)))
                    .andExpect(content().string(containsString(filled)));
        }
        web.perform(get("/dossiers/" + reference + "/textes").with(as(Cast.GRENOBLE)))
                .andExpect(status().isForbidden());
        TextTemplate text = named(Cast.MINISTRY);
        templates.retire(text.id(), true);
        web.perform(get("/dossiers/" + reference + "/textes").with(as(Cast.RHONE_ALPES)))
                .andExpect(content().string(not(containsString(filled))));
    }

    private TextTemplate named(Person person) {
        return templates.all(person.id()).stream()
                .filter(one -> one.title().equals(title))
                .findFirst()
                .orElseThrow();
    }

    private ResultActions write(String address, Person person, String text, boolean shared) throws Exception {
        return web.perform(request(address, title, text, shared).with(as(person)));
    }

    private static MockHttpServletRequestBuilder request(String address, String title, String text, boolean shared) {
        return post(address)
                .param("genre", "message")
                .param("titre", title)
                .param("texte", text)
                .param("partage", String.valueOf(shared))
                .with(csrf());
    }
}
