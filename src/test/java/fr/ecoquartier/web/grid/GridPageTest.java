package fr.ecoquartier.web.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.workflow.decision.DeployedDecision;
import java.nio.charset.StandardCharsets;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** The page of the grid, for somebody who is not signed in. */
@IntegrationTest
class GridPageTest {

    @Autowired
    MockMvc pages;

    @Autowired
    RepositoryService repository;

    @BeforeEach
    void theDecisionIsDeployed() {
        DeployedDecision.ensure(repository);
    }

    @Test
    void asks_for_every_figure_and_says_what_thresholds_are_worth() throws Exception {
        String page = page(get("/grille"));

        assertThat(page.split("inputmode=\"decimal\"", -1)).hasSize(35);
        assertThat(page)
                .contains("valeurs de travail de ce projet")
                .contains("Rien de ce que vous saisissez n’est enregistré")
                .contains("Saisissez une première donnée")
                .doesNotContain("style=\"", "<script>", "onclick");
    }

    @Test
    void loads_the_published_figures_of_a_real_operation_and_leaves_the_rest_empty() throws Exception {
        String page = page(get("/grille").param("exemple", "38185"));

        assertThat(page)
                .contains("Caserne de Bonne")
                .contains("artificialisation.developpement-durable.gouv.fr")
                .contains("id=\"logements\" name=\"logements\" value=\"900\"")
                .contains("id=\"emplois\" name=\"emplois\" value=\"\"")
                .contains("contrat-incomplet");
    }

    @Test
    void works_without_javascript_and_keeps_what_was_typed() throws Exception {
        String page = page(post("/grille")
                .param("context", "rural")
                .param("stage", "label")
                .param("surface", "1 234,5")
                .param("logements", "beaucoup")
                .param("habitants", "<b>"));

        assertThat(page)
                .contains("value=\"1 234,5\"")
                .contains("value=\"beaucoup\"")
                .contains("value=\"&lt;b&gt;\"")
                .contains("un nombre est attendu")
                .contains("2 données sont refusées")
                .contains("aria-invalid=\"true\"")
                .contains("<html")
                .doesNotContain("value=\"<b>");
    }

    @Test
    void answers_htmx_with_the_result_only() throws Exception {
        String fragment = page(post("/grille")
                .header("HX-Request", "true")
                .param("context", "urban")
                .param("stage", "contract")
                .param("surfaceCessible", "10")
                .param("logements", "700"));

        assertThat(fragment)
                .doesNotContain("<html", "<form")
                .contains("Avis : Incomplet")
                .contains("<svg")
                .contains("hx-swap-oob=\"true\"")
                .contains("70,0\u00a0logements/ha");
    }

    private String page(MockHttpServletRequestBuilder request) throws Exception {
        return pages.perform(request)
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }
}
