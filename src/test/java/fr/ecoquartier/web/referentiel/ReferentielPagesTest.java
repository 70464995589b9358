package fr.ecoquartier.web.referentiel;

import static fr.ecoquartier.web.Cast.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrlPattern;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.pilot.replay.Replays;
import fr.ecoquartier.pilot.run.Progress;
import fr.ecoquartier.referentiel.Author;
import fr.ecoquartier.referentiel.Draft;
import fr.ecoquartier.referentiel.DraftContent;
import fr.ecoquartier.referentiel.DraftStatus;
import fr.ecoquartier.referentiel.ReferentielDrafts;
import fr.ecoquartier.referentiel.TestReferentiel;
import fr.ecoquartier.web.Cast;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.transaction.annotation.Transactional;

/** Who reads, writes and adopts the référentiel, and what the pages do with what is typed. */
@IntegrationTest
class ReferentielPagesTest {

    private static final Person CARRIER =
            new Person("page.structure", "Camille Porteuse", Set.of(Role.CARRIER), Set.of(), Set.of());

    @Autowired
    MockMvc pages;

    @Autowired
    ReferentielDrafts drafts;

    @Autowired
    Replays replays;

    @Test
    void staff_reads_versions_drafts_and_comparisons() throws Exception {
        Draft draft = draft();
        String brouillon = "/referentiel/brouillons/" + draft.id();
        for (Person person :
                List.of(CARRIER, Cast.MINISTRY, Cast.MANAGER, Cast.RHONE_ALPES, Cast.EXPERT, Cast.PARTNER)) {
            for (String address : List.of(
                    "/referentiel",
                    "/referentiel/versions/2012-test",
                    "/referentiel/versions/2012-test/yaml",
                    "/referentiel/comparaison",
                    brouillon,
                    brouillon + "?element=" + indicator(draft, "I06").key(),
                    brouillon + "/essai",
                    brouillon + "/differences",
                    brouillon + "/historique",
                    brouillon + "/historique/1",
                    brouillon + "/adoption",
                    brouillon + "/yaml")) {
                pages.perform(get(address).with(as(person))).andExpect(status().isOk());
            }
        }
        assertThat(page(get(brouillon).with(as(Cast.RHONE_ALPES)))).doesNotContain("Enregistrer", "Ajouter une");
        assertThat(page(get(brouillon).with(as(CARRIER)))).contains("Enregistrer", "Ajouter une dimension");
    }

    @Test
    void authorities_and_visitors_see_nothing_of_it() throws Exception {
        for (String address :
                List.of("/referentiel", "/referentiel/versions/2012-test", "/referentiel/brouillons/" + draft().id())) {
            pages.perform(get(address).with(as(Cast.GRENOBLE))).andExpect(status().isForbidden());
            pages.perform(get(address).accept("text/html")).andExpect(redirectedUrlPattern("**/connexion"));
        }
    }

    @Test
    void those_who_only_read_write_nothing_and_the_carrier_does_not_adopt() throws Exception {
        Draft draft = draft();
        String brouillon = "/referentiel/brouillons/" + draft.id();
        int key = indicator(draft, "I06").key();
        List<String> writes = List.of(
                "/referentiel/brouillons?depuis=2012-test&titre=X",
                brouillon + "/elements/" + key + "?revision=1&label=X",
                brouillon + "/elements/" + key + "/essai?revision=1",
                brouillon + "/elements?revision=1&type=INPUT",
                brouillon + "/elements/" + key + "/suppression?revision=1",
                brouillon + "/elements/" + key + "/deplacement?revision=1&sens=haut",
                brouillon + "/historique/1/retour?revision=1",
                brouillon + "/abandon");
        for (Person person : List.of(Cast.RHONE_ALPES, Cast.MANAGER, Cast.PARTNER, Cast.EXPERT, Cast.GRENOBLE)) {
            for (String address : writes) {
                pages.perform(post(address).with(as(person)).with(csrf())).andExpect(status().isForbidden());
            }
        }
        for (Person person : List.of(CARRIER, Cast.MANAGER, Cast.RHONE_ALPES)) {
            pages.perform(post(brouillon + "/adoption?revision=1&nom=x")
                            .with(as(person))
                            .with(csrf()))
                    .andExpect(status().isForbidden());
            pages.perform(post("/referentiel/versions/2012-test/vigueur")
                            .with(as(person))
                            .with(csrf()))
                    .andExpect(status().isForbidden());
        }
        assertThat(drafts.find(draft.id()).orElseThrow()).satisfies(d -> {
            assertThat(d.revision()).isEqualTo(1);
            assertThat(d.status()).isEqualTo(DraftStatus.OPEN);
        });
    }

    @Test
    void what_is_typed_is_kept_and_each_error_is_at_its_field() throws Exception {
        Draft draft = draft();
        int key = indicator(draft, "I06").key();

        pages.perform(save(draft, 1, "I06")
                        .param("formula", "logements / lots")
                        .param("thresholds.urban.minimum", "soixante")
                        .with(as(CARRIER)))
                .andExpect(redirectedUrl("/referentiel/brouillons/" + draft.id() + "?element=" + key));

        String page = page(
                get("/referentiel/brouillons/" + draft.id() + "?element=" + key).with(as(CARRIER)));
        assertThat(page)
                .contains(">logements / lots</textarea>")
                .contains("id=\"erreur-formula\">La donnée «\u00a0lots\u00a0» n’existe pas dans cette version.")
                .contains("value=\"soixante\"")
                .contains("id=\"erreur-thresholds-urban-minimum\">«\u00a0soixante\u00a0» n’est pas un nombre.")
                .doesNotContain("style=\"", "<script>", "onclick");
    }

    @Test
    void a_formula_is_tried_while_it_is_typed_without_being_saved() throws Exception {
        Draft draft = draft();
        int key = indicator(draft, "I06").key();

        String answer = page(post("/referentiel/brouillons/" + draft.id() + "/elements/" + key + "/essai")
                .param("revision", "1")
                .param("formula", "logements / surface")
                .param("operation", "38185")
                .with(as(CARRIER))
                .with(csrf()));

        assertThat(answer)
                .contains("60,0\u00a0logements/ha")
                .contains("name=\"exemple.surface\"", "value=\"900\"")
                .contains("rating--met");
        assertThat(page(post("/referentiel/brouillons/" + draft.id() + "/elements/" + key + "/essai")
                        .param("revision", "1")
                        .param("formula", "logements / emplois")
                        .param("exemple.logements", "10")
                        .param("exemple.emplois", "0")
                        .with(as(CARRIER))
                        .with(csrf())))
                .contains("ne peut pas être calculé", "Emplois accueillis\u00a0: 0\u00a0emploi")
                .contains("id=\"erreur-formula\"", "qui peut valoir zéro");
        assertThat(drafts.find(draft.id()).orElseThrow().revision()).isEqualTo(1);
    }

    @Test
    void the_whole_draft_is_tried_on_a_published_operation() throws Exception {
        Draft draft = draft();
        String essai = "/referentiel/brouillons/" + draft.id() + "/essai";

        String page =
                page(post(essai).param("operation", "38185").with(as(CARRIER)).with(csrf()));
        assertThat(page).contains("Caserne de Bonne", "value=\"900\"", "Avis au contrat");

        assertThat(page(post(essai)
                        .param("contexte", "urban")
                        .param("exemple.logements", "beaucoup")
                        .header("HX-Request", "true")
                        .with(as(CARRIER))
                        .with(csrf())))
                .contains("Un chiffre est refusé", "«\u00a0beaucoup\u00a0» n’est pas un nombre.")
                .doesNotContain("<html");
        assertThat(page(get(essai).with(as(Cast.MINISTRY)))).contains("value=\"beaucoup\"");
    }

    @Test
    void the_second_editor_is_told_who_was_first_and_merges() throws Exception {
        Draft draft = draft();
        pages.perform(save(draft, 1, "I06").param("label", "Densité").with(as(Cast.MINISTRY)));

        String address = pages.perform(
                        save(draft, 1, "I07").param("label", "Logement social").with(as(CARRIER)))
                .andExpect(redirectedUrlPattern("/referentiel/brouillons/*/saisies/*"))
                .andReturn()
                .getResponse()
                .getRedirectedUrl();

        String page = page(get(address).with(as(CARRIER)));
        assertThat(page)
                .contains("Agent Ministère", "Camille Porteuse", "Logement social", "Les deux contenus sont conservés");
        pages.perform(post(address + "/fusion")
                        .param("revision", "2")
                        .with(as(CARRIER))
                        .with(csrf()))
                .andExpect(status().isUnprocessableEntity());
        pages.perform(post(address + "/fusion")
                        .param("revision", "2")
                        .param("choix." + indicator(draft, "I07").key() + ".label", "saisie")
                        .with(as(CARRIER))
                        .with(csrf()))
                .andExpect(redirectedUrl("/referentiel/brouillons/" + draft.id()));
        DraftContent merged = drafts.find(draft.id()).orElseThrow().content();
        assertThat(merged.indicators())
                .extracting(DraftContent.Indicator::label)
                .contains("Densité", "Logement social");
    }

    @Test
    void elements_are_added_moved_and_removed() throws Exception {
        Draft draft = draft();
        String brouillon = "/referentiel/brouillons/" + draft.id();
        int first = draft.content().dimensions().get(0).key();
        act(brouillon + "/elements", 1, "type", "DIMENSION");
        act(brouillon + "/elements/" + first + "/deplacement", 2, "sens", "bas");
        act(brouillon + "/elements/" + indicator(draft, "I06").key() + "/suppression", 3, "x", "x");

        DraftContent content = drafts.find(draft.id()).orElseThrow().content();
        assertThat(content.dimensions())
                .extracting(DraftContent.Dimension::code)
                .containsExactly("D2", "D1", "D3", "D4", "");
        assertThat(content.indicators()).hasSize(22);
        assertThat(page(get(brouillon).with(as(CARRIER))))
                .contains("Ajoutez au moins un engagement à cette dimension.");
    }

    @Test
    void a_file_is_imported_and_a_refused_one_is_explained() throws Exception {
        String address = pages.perform(multipart("/referentiel/import")
                        .file(file(TestReferentiel.text().getBytes(StandardCharsets.UTF_8)))
                        .with(as(CARRIER))
                        .with(csrf()))
                .andExpect(redirectedUrlPattern("/referentiel/brouillons/*"))
                .andReturn()
                .getResponse()
                .getRedirectedUrl();
        assertThat(page(get(address).with(as(CARRIER))))
                .contains("Importé du fichier «\u00a0essai.yaml\u00a0»")
                .contains("Une version «\u00a02012-test\u00a0» est déjà enregistrée");

        assertThat(pages.perform(multipart("/referentiel/import")
                                .file(file("version: a\nlabel: [b]\ncolour: red\n".getBytes(StandardCharsets.UTF_8)))
                                .param("titreImport", "Mon import")
                                .with(as(CARRIER))
                                .with(csrf()))
                        .andExpect(status().isUnprocessableEntity())
                        .andReturn()
                        .getResponse()
                        .getContentAsString(StandardCharsets.UTF_8))
                .contains("Ligne 2", "$.label", "Ligne 3", "$.colour", "Mon import");
        pages.perform(multipart("/referentiel/import")
                        .file(file(new byte[0]))
                        .with(as(Cast.RHONE_ALPES))
                        .with(csrf()))
                .andExpect(status().isForbidden());
    }

    @Test
    @Transactional
    void the_ministry_adopts_a_draft_that_nobody_changed_since_they_read_it() throws Exception {
        Draft draft = draft();
        String name = "t-" + UUID.randomUUID().toString().substring(0, 8);
        String adoption = "/referentiel/brouillons/" + draft.id() + "/adoption";
        pages.perform(save(draft, 1, "I06").param("label", "").with(as(CARRIER)));

        assertThat(content(adoption, 1, name, 409)).contains("Camille Porteuse a modifié le brouillon");
        assertThat(content(adoption, 2, name, 422))
                .contains("il reste une erreur à corriger", "Indicateur I06, intitulé");
        pages.perform(save(draft, 2, "I06").param("label", "Densité").with(as(CARRIER)));
        assertThat(content(adoption, 3, name, 422)).contains("lancez la relecture");
        replays.run(draft.id(), name, Progress.none());
        pages.perform(post(adoption)
                        .param("revision", "3")
                        .param("nom", name)
                        .with(as(Cast.MINISTRY))
                        .with(csrf()))
                .andExpect(redirectedUrl("/referentiel/versions/" + name));

        assertThat(page(get("/referentiel/versions/" + name).with(as(CARRIER))))
                .contains("Adoptée le", "Agent Ministère");
        assertThat(page(get("/referentiel").with(as(CARRIER)))).contains(name, "Journal des adoptions");
        assertThat(page(get("/referentiel/versions/" + name + "/yaml").with(as(CARRIER))))
                .startsWith("version: \"" + name);
    }

    @Test
    void what_does_not_exist_is_not_found() throws Exception {
        Draft draft = draft();
        for (String address : List.of(
                "/referentiel/versions/1999",
                "/referentiel/versions/1999/yaml",
                "/referentiel/brouillons/999999999",
                "/referentiel/brouillons/" + draft.id() + "?element=99999",
                "/referentiel/brouillons/" + draft.id() + "/historique/99",
                "/referentiel/brouillons/" + draft.id() + "/saisies/99999999",
                "/referentiel/comparaison?de=1999")) {
            pages.perform(get(address).with(as(CARRIER))).andExpect(status().isNotFound());
        }
        pages.perform(post("/referentiel/brouillons/" + draft.id() + "/elements/99999/suppression?revision=1")
                        .with(as(CARRIER))
                        .with(csrf()))
                .andExpect(status().isNotFound());
    }

    private String content(String address, int revision, String name, int expected) throws Exception {
        return pages.perform(post(address)
                        .param("revision", String.valueOf(revision))
                        .param("nom", name)
                        .with(as(Cast.MINISTRY))
                        .with(csrf()))
                .andExpect(status().is(expected))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    private void act(String address, int revision, String name, String value) throws Exception {
        pages.perform(post(address)
                        .param("revision", String.valueOf(revision))
                        .param(name, value)
                        .with(as(CARRIER))
                        .with(csrf()))
                .andExpect(status().is3xxRedirection());
    }

    private static MockHttpServletRequestBuilder save(Draft draft, int revision, String code) {
        return post("/referentiel/brouillons/" + draft.id() + "/elements/"
                        + indicator(draft, code).key())
                .param("revision", String.valueOf(revision))
                .param("mandatory", "true")
                .with(csrf());
    }

    private static MockMultipartFile file(byte[] content) {
        return new MockMultipartFile("fichier", "essai.yaml", "application/yaml", content);
    }

    private static DraftContent.Indicator indicator(Draft draft, String code) {
        return draft.content().indicators().stream()
                .filter(i -> i.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    private Draft draft() {
        return drafts.create(
                "2012-test", "Essai", new Author("page.structure", "Camille Porteuse", "Structure porteuse"));
    }

    private String page(MockHttpServletRequestBuilder request) throws Exception {
        return pages.perform(request)
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }
}
