package fr.ecoquartier.web.modelling;

import static fr.ecoquartier.web.Cast.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrlPattern;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.modelling.Author;
import fr.ecoquartier.modelling.ModelCatalogue;
import fr.ecoquartier.modelling.ModelKind;
import fr.ecoquartier.modelling.ModelVersion;
import fr.ecoquartier.modelling.draft.BlankModel;
import fr.ecoquartier.modelling.draft.ModelDraft;
import fr.ecoquartier.modelling.draft.ModelDrafts;
import fr.ecoquartier.web.Cast;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** Who draws models, what the pages keep of what is drawn, and what they refuse. */
@IntegrationTest
class ModelPagesTest {

    private static final Person ADMIN = new Person("page.admin", "Agnès Admin", Set.of(Role.ADMIN), Set.of(), Set.of());
    private static final Author OTHER = new Author("page.admin-2", "Boris Admin");

    @Autowired
    MockMvc pages;

    @Autowired
    ModelDrafts drafts;

    @Autowired
    ModelCatalogue catalogue;

    @Autowired
    ObjectMapper json;

    @Test
    void nobody_but_administrators_sees_models() throws Exception {
        ModelDraft draft = draft();
        List<String> addresses = List.of(
                "/modeles",
                "/modeles/processus/contract",
                "/modeles/processus/contract/versions/1",
                "/modeles/fichier?de=version:processus:contract:1",
                "/modeles/brouillons/" + draft.id(),
                "/modeles/brouillons/" + draft.id() + "/historique",
                "/modeles/differences?avant=version:processus:contract:1&apres=brouillon:" + draft.id(),
                "/api/modelling/drafts/" + draft.id(),
                "/api/modelling/templates",
                "/api/modelling/session",
                "/api/modelling/content?de=brouillon:" + draft.id());
        for (String address : addresses) {
            pages.perform(get(address).with(as(ADMIN))).andExpect(status().isOk());
            for (Person person :
                    List.of(Cast.MANAGER, Cast.MINISTRY, Cast.RHONE_ALPES, Cast.EXPERT, Cast.PARTNER, Cast.GRENOBLE)) {
                pages.perform(get(address).with(as(person))).andExpect(status().isForbidden());
            }
        }
        pages.perform(get("/modeles").accept(MediaType.TEXT_HTML)).andExpect(redirectedUrlPattern("**/connexion"));
        pages.perform(get("/api/modelling/templates")).andExpect(status().isUnauthorized());
        pages.perform(put("/api/modelling/drafts/" + draft.id() + "?revision=1")
                        .content("x")
                        .with(as(Cast.MANAGER))
                        .with(csrf()))
                .andExpect(status().isForbidden());
        pages.perform(post("/modeles/processus/contract/versions/1/brouillon")
                        .with(as(Cast.MANAGER))
                        .with(csrf()))
                .andExpect(status().isForbidden());
        assertThat(drafts.find(draft.id()).orElseThrow().revision()).isEqualTo(1);
    }

    @Test
    void only_administrators_are_offered_the_link() throws Exception {
        pages.perform(get("/dossiers").with(as(ADMIN)))
                .andExpect(content().string(containsString("href=\"/modeles\"")));
        pages.perform(get("/dossiers").with(as(Cast.MANAGER)))
                .andExpect(content().string(not(containsString("href=\"/modeles\""))));
    }

    @Test
    void pages_of_models_allow_inline_styles_and_no_inline_script() throws Exception {
        pages.perform(get("/modeles").with(as(ADMIN)))
                .andExpect(header().string("Content-Security-Policy", containsString("script-src 'self';")))
                .andExpect(
                        header().string("Content-Security-Policy", containsString("style-src 'self' 'unsafe-inline'")))
                .andExpect(header().string("Content-Security-Policy", not(containsString("unsafe-eval"))));
    }

    @Test
    void a_version_opens_as_a_draft_with_exactly_its_file() throws Exception {
        int latest = catalogue.versions(ModelKind.PROCESS, "charter").get(0).version();
        String file = catalogue.content(ModelKind.PROCESS, "charter", latest).orElseThrow();
        String address = pages.perform(post("/modeles/processus/charter/versions/" + latest + "/brouillon")
                        .with(as(ADMIN))
                        .with(csrf()))
                .andExpect(redirectedUrlPattern("/modeles/brouillons/*"))
                .andReturn()
                .getResponse()
                .getRedirectedUrl();
        ModelDraft draft = drafts.find(Long.parseLong(address.substring(address.lastIndexOf('/') + 1)))
                .orElseThrow();
        assertThat(draft.content()).isEqualTo(file);
        assertThat(draft.baseVersion()).isEqualTo(latest);
        assertThat(draft.resource()).isEqualTo("bpmn/label/charter.bpmn");
        pages.perform(get("/modeles/fichier?de=brouillon:" + draft.id() + ":1").with(as(ADMIN)))
                .andExpect(content().bytes(file.getBytes(StandardCharsets.UTF_8)))
                .andExpect(header().string("Content-Disposition", containsString("charter-brouillon-")));
    }

    @Test
    void saving_on_an_older_revision_answers_who_was_faster_and_keeps_both() throws Exception {
        ModelDraft draft = draft();
        drafts.save(draft.id(), 1, "de Boris", OTHER);
        JsonNode problem = json.readTree(save(draft, 1, "d’Agnès")
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.changedBy").value("Boris Admin"))
                .andExpect(jsonPath("$.revision").value(2))
                .andExpect(jsonPath("$.state").value("OPEN"))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8));
        assertThat(problem.path("detail").asText()).contains("Boris Admin a enregistré", "Rien n’est écrasé");
        assertThat(drafts.find(draft.id()).orElseThrow().content()).isEqualTo("de Boris");

        long aside = problem.path("aside").asLong();
        pages.perform(get("/modeles/brouillons/" + draft.id() + "/saisies/" + aside)
                        .with(as(ADMIN)))
                .andExpect(content().string(containsString("Continuer dans un nouveau brouillon")));
        JsonNode own = json.readTree(pages.perform(post("/api/modelling/asides/" + aside + "/draft")
                        .with(as(ADMIN))
                        .with(csrf()))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString());
        assertThat(drafts.find(own.path("id").asLong()).orElseThrow().content()).isEqualTo("d’Agnès");
        pages.perform(post("/api/modelling/asides/" + aside + "/draft")
                        .with(as(ADMIN))
                        .with(csrf()))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.detail").value("Cette saisie a déjà été reprise ou écartée."));
    }

    @Test
    void a_model_of_20_MiB_is_refused_and_the_draft_stays() throws Exception {
        ModelDraft draft = draft();
        save(draft, 1, "x".repeat(20 * 1024 * 1024))
                .andExpect(status().isPayloadTooLarge())
                .andExpect(jsonPath("$.detail").value(containsString("2 Mio")));
        assertThat(drafts.find(draft.id()).orElseThrow()).isEqualTo(draft);

        imported("enorme.bpmn", new byte[20 * 1024 * 1024])
                .andExpect(status().isUnprocessableEntity())
                .andExpect(content().string(containsString("dépasse 2 Mio")));
    }

    @Test
    void a_file_with_an_external_entity_is_refused_with_a_sentence() throws Exception {
        imported(
                        "piege.bpmn",
                        "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><d>&x;</d>"
                                .getBytes(StandardCharsets.UTF_8))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(content().string(containsString("DOCTYPE")));
    }

    @Test
    void a_file_that_needs_repair_becomes_a_draft_that_says_so() throws Exception {
        String name = "casse-" + UUID.randomUUID().toString().substring(0, 8);
        imported(name + ".bpmn", "<definitions><oops".getBytes(StandardCharsets.UTF_8))
                .andExpect(redirectedUrlPattern("/modeles/brouillons/*"))
                .andExpect(
                        result -> assertThat(String.valueOf(result.getFlashMap().get("warning")))
                                .contains("est à corriger", "n’est pas du XML lisible"));
        assertThat(drafts.of(ModelKind.PROCESS, name))
                .singleElement()
                .satisfies(kept -> assertThat(kept.content()).isEqualTo("<definitions><oops"));
    }

    @Test
    void a_file_changed_outside_goes_on_from_the_version_in_service() throws Exception {
        ModelVersion latest = catalogue.versions(ModelKind.PROCESS, "contract").get(0);
        String changed = catalogue
                        .content(ModelKind.PROCESS, "contract", latest.version())
                        .orElseThrow()
                + "<!-- changé sur le poste -->";
        imported("contract.bpmn", changed.getBytes(StandardCharsets.UTF_8))
                .andExpect(redirectedUrlPattern("/modeles/brouillons/*"));

        assertThat(drafts.of(ModelKind.PROCESS, "contract"))
                .filteredOn(draft -> draft.content().equals(changed))
                .isNotEmpty()
                .allSatisfy(draft -> {
                    assertThat(draft.baseVersion()).isEqualTo(latest.version());
                    assertThat(draft.resource()).isEqualTo(latest.resource());
                });
    }

    @Test
    void a_new_file_for_a_draft_must_be_of_the_same_model_and_may_not_overwrite() throws Exception {
        ModelDraft draft = draft();
        String another = BlankModel.of(ModelKind.PROCESS, "another" + draft.key(), "Autre");
        intoDraft(draft, 1, another)
                .andExpect(
                        result -> assertThat(String.valueOf(result.getFlashMap().get("failure")))
                                .contains("importez-le depuis la liste"));
        assertThat(drafts.find(draft.id()).orElseThrow().revision()).isEqualTo(1);

        String own = draft.content().replace("Demandé", "Commencé");
        intoDraft(draft, 1, own).andExpect(redirectedUrl("/modeles/brouillons/" + draft.id()));
        assertThat(drafts.find(draft.id()).orElseThrow().content()).isEqualTo(own);

        intoDraft(draft, 1, draft.content().replace("Demandé", "Ouvert"))
                .andExpect(redirectedUrlPattern("/modeles/brouillons/" + draft.id() + "/saisies/*"));
        assertThat(drafts.find(draft.id()).orElseThrow().content()).isEqualTo(own);
    }

    @Test
    void a_new_model_says_what_is_wrong_with_its_id_and_keeps_what_was_typed() throws Exception {
        for (String bad : List.of("", "Avec Espace", "contract", "é")) {
            pages.perform(post("/modeles/brouillons")
                            .param("type", "processus")
                            .param("identifiant", bad)
                            .param("nom", "Mon beau processus")
                            .with(as(ADMIN))
                            .with(csrf()))
                    .andExpect(status().isUnprocessableEntity())
                    .andExpect(content().string(containsString("Mon beau processus")))
                    .andExpect(content().string(containsString("erreur-nouveau")));
        }
        String key = "form-" + UUID.randomUUID().toString().substring(0, 8).replaceAll("[^a-z0-9]", "x");
        String created = "{\"kind\":\"formulaire\",\"key\":\"" + key + "\",\"title\":\"Avis\"}";
        pages.perform(post("/api/modelling/drafts")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(created)
                        .with(as(ADMIN))
                        .with(csrf()))
                .andExpect(status().isCreated())
                .andExpect(jsonPath("$.key").value(key));
        pages.perform(post("/api/modelling/drafts")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(created)
                        .with(as(ADMIN))
                        .with(csrf()))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.detail").value(containsString("déjà l’objet du brouillon")));
        assertThat(choices().path("forms").findValuesAsText("value")).contains(key);
    }

    @Test
    void a_draft_is_discarded_with_a_reason_only() throws Exception {
        ModelDraft draft = draft();
        pages.perform(post("/modeles/brouillons/" + draft.id() + "/abandon")
                        .param("motif", "  ")
                        .with(as(ADMIN))
                        .with(csrf()))
                .andExpect(redirectedUrlPattern("/modeles/brouillons/*/historique"));
        assertThat(drafts.find(draft.id()).orElseThrow().open()).isTrue();
        pages.perform(post("/modeles/brouillons/" + draft.id() + "/abandon")
                        .param("motif", "Essai terminé")
                        .with(as(ADMIN))
                        .with(csrf()))
                .andExpect(redirectedUrl("/modeles"));
        pages.perform(get("/modeles/brouillons/" + draft.id() + "/historique").with(as(ADMIN)))
                .andExpect(content().string(containsString("Essai terminé")));
    }

    @Test
    void what_does_not_exist_is_not_found() throws Exception {
        for (String address : List.of(
                "/modeles/processus/nowhere",
                "/modeles/processus/contract/versions/99999",
                "/modeles/brouillons/99999999",
                "/modeles/fichier?de=version:processus",
                "/modeles/fichier?de=../../etc/passwd",
                "/api/modelling/content?de=brouillon:x")) {
            pages.perform(get(address).with(as(ADMIN))).andExpect(status().isNotFound());
        }
    }

    @Test
    void administrators_pick_from_what_the_application_offers() throws Exception {
        JsonNode choices = choices();
        List<String> ids = choices.path("templates").findValuesAsText("id");
        assertThat(choices.path("delegates").findValuesAsText("value"))
                .contains("indicatorCheck", "reminder", "stageClosing")
                .doesNotContain("delays", "trio")
                .allSatisfy(delegate -> assertThat(ids).contains("fr.ecoquartier.effet." + delegate));
        assertThat(choices.path("roles").findValuesAsText("value")).contains("dreal", "authority");
        assertThat(choices.path("delays").findValuesAsText("value")).contains("instruction");
        assertThat(choices.path("errors").findValuesAsText("value")).contains("figuresInvalid", "deadlinePassed");
        assertThat(choices.path("forms").findValuesAsText("value")).contains("contract-instruction");

        JsonNode task = template(choices, "fr.ecoquartier.tache");
        assertThat(task.findValuesAsText("value"))
                .contains("${delays.due('instruction')}", "${delays.reminder('instruction')}", "dreal", "deployment");
        JsonNode rating = template(choices, "fr.ecoquartier.effet.ratingClosing");
        assertThat(rating.findValuesAsText("value")).contains("dreal", "expert", "partner", "authority");
        choices.path("templates").forEach(template -> {
            assertThat(template.path("name").asText()).isNotBlank().hasSizeLessThan(80);
            assertThat(template.path("description").asText()).isNotBlank();
        });
    }

    private static JsonNode template(JsonNode choices, String id) {
        for (JsonNode template : choices.path("templates")) {
            if (template.path("id").asText().equals(id)) {
                return template;
            }
        }
        throw new AssertionError("no template " + id);
    }

    private JsonNode choices() throws Exception {
        return json.readTree(pages.perform(get("/api/modelling/templates").with(as(ADMIN)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8));
    }

    private ResultActions save(ModelDraft draft, int revision, String content) throws Exception {
        return pages.perform(put("/api/modelling/drafts/" + draft.id() + "?revision=" + revision)
                .contentType("text/plain;charset=UTF-8")
                .content(content)
                .with(as(ADMIN))
                .with(csrf()));
    }

    private ResultActions imported(String name, byte[] bytes) throws Exception {
        return pages.perform(multipart("/modeles/import")
                .file(new MockMultipartFile("fichier", name, "application/octet-stream", bytes))
                .with(as(ADMIN))
                .with(csrf()));
    }

    private ResultActions intoDraft(ModelDraft draft, int revision, String content) throws Exception {
        return pages.perform(multipart("/modeles/brouillons/" + draft.id() + "/import")
                .file(new MockMultipartFile(
                        "fichier", "a.bpmn", "application/xml", content.getBytes(StandardCharsets.UTF_8)))
                .param("revision", String.valueOf(revision))
                .with(as(ADMIN))
                .with(csrf()));
    }

    private ModelDraft draft() {
        String key = "page" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
        return drafts.create(
                ModelKind.PROCESS,
                key,
                "bpmn/" + key + ".bpmn",
                "Essai " + key,
                null,
                BlankModel.of(ModelKind.PROCESS, key, "Essai"),
                new Author(ADMIN.id(), ADMIN.name()));
    }
}
