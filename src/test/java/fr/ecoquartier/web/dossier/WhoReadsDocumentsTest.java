package fr.ecoquartier.web.dossier;

import static fr.ecoquartier.web.Cast.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.act.DocumentKind;
import fr.ecoquartier.act.IssuedDocument;
import fr.ecoquartier.act.IssuedDocuments;
import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.Step;
import fr.ecoquartier.web.Cast;
import fr.ecoquartier.web.OpenDossiers;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.web.servlet.MockMvc;

/** Who sees a dossier reads its documents; who answers for them corrects them; for others they do not exist. */
@IntegrationTest
class WhoReadsDocumentsTest {

    private static final List<Person> STRANGERS = List.of(Cast.STRASBOURG, Cast.ALSACE, Cast.EXPERT, Cast.PARTNER);
    private static final Person CARRIER =
            new Person("page.structure", "Claire Martin", Set.of(Role.CARRIER), Set.of(), Set.of());
    private static final String REASON = "Erreur sur le nom de l’opération";

    @Autowired
    private MockMvc web;

    @Autowired
    private ApplicationContext application;

    @Autowired
    private IssuedDocuments documents;

    private String reference;
    private IssuedDocument charter;

    @BeforeEach
    void aDossierWithACharterToSign() {
        reference = OpenDossiers.in(application.getAutowireCapableBeanFactory())
                .ofGrenoble("Caserne <script>alert(1)</script>");
        charter = documents.issue(
                new Step(reference, DossierStage.CHARTER, "issueCharter", "page:" + reference, "charter:1"),
                DocumentKind.CHARTER);
    }

    @Test
    void whoSeesTheDossierReadsItsDocuments() throws Exception {
        for (Person person : List.of(Cast.RHONE_ALPES, Cast.MINISTRY, Cast.MANAGER, CARRIER)) {
            web.perform(get("/dossiers/" + reference + "/documents").with(as(person)))
                    .andExpect(status().isOk())
                    .andExpect(content().string(containsString(charter.sha256())))
                    .andExpect(content().string(containsString("À signer")))
                    .andExpect(content().string(not(containsString("<script>alert(1)"))));
            web.perform(get("/dossiers/" + reference + "/documents/" + charter.id())
                            .with(as(person)))
                    .andExpect(status().isOk())
                    .andExpect(content().contentType("application/pdf"))
                    .andExpect(content().bytes(documents.content(charter.id())));
        }
    }

    @Test
    void theAuthorityReadsThemInItsOwnSpace() throws Exception {
        String own = "/collectivite/dossiers/" + reference + "/documents";
        web.perform(get("/dossiers/" + reference + "/documents").with(as(Cast.GRENOBLE)))
                .andExpect(redirectedUrl(own));
        web.perform(get(own).with(as(Cast.GRENOBLE)))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString(charter.sha256())))
                .andExpect(content().string(not(containsString("Corriger"))));
        web.perform(get(own + "/" + charter.id() + "/fichier").with(as(Cast.GRENOBLE)))
                .andExpect(status().isOk())
                .andExpect(header().string("Content-Disposition", containsString("attachment")))
                .andExpect(header().string("Content-Disposition", containsString(charter.fileName())));
    }

    @Test
    void forEverybodyElseTheyDoNotExist() throws Exception {
        for (Person person : STRANGERS) {
            for (String address : List.of(
                    "", "/" + charter.id(), "/" + charter.id() + "/fichier", "/" + charter.id() + "/correction")) {
                web.perform(get("/dossiers/" + reference + "/documents" + address)
                                .with(as(person)))
                        .andExpect(status().isNotFound());
            }
            web.perform(post("/dossiers/" + reference + "/documents/" + charter.id() + "/correction")
                            .param("motif", REASON)
                            .with(as(person))
                            .with(csrf()))
                    .andExpect(status().isNotFound());
        }
        web.perform(get("/collectivite/dossiers/" + reference + "/documents/" + charter.id())
                        .with(as(Cast.STRASBOURG)))
                .andExpect(status().isNotFound());
        assertThat(documents.of(reference)).containsExactly(charter);
    }

    @Test
    void aDocumentOfAnotherDossierIsNotReachedThroughThisOne() throws Exception {
        String other =
                OpenDossiers.in(application.getAutowireCapableBeanFactory()).of("67482", "Danube");
        IssuedDocument foreign = documents.issue(
                new Step(other, DossierStage.CHARTER, "issueCharter", "page:" + other, "charter:1"),
                DocumentKind.CHARTER);
        web.perform(get("/collectivite/dossiers/" + reference + "/documents/" + foreign.id())
                        .with(as(Cast.GRENOBLE)))
                .andExpect(status().isNotFound());
        web.perform(get("/dossiers/" + reference + "/documents/" + foreign.id()).with(as(Cast.MINISTRY)))
                .andExpect(status().isNotFound());
    }

    @Test
    void theCarrierCorrectsADocumentWithAReason() throws Exception {
        String address = "/dossiers/" + reference + "/documents/" + charter.id() + "/correction";
        web.perform(get(address).with(as(CARRIER))).andExpect(status().isOk());
        web.perform(post(address).param("motif", "<b>court").with(as(CARRIER)).with(csrf()))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Indiquez le motif")))
                .andExpect(content().string(containsString("&lt;b&gt;court")));
        assertThat(documents.of(reference)).hasSize(1);

        web.perform(post(address).param("motif", REASON).with(as(CARRIER)).with(csrf()))
                .andExpect(redirectedUrl("/dossiers/" + reference + "/documents"))
                .andExpect(flash().attributeExists("success"));
        assertThat(documents.of(reference))
                .extracting(IssuedDocument::number, IssuedDocument::current)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, false), org.assertj.core.groups.Tuple.tuple(2, true));
        web.perform(get("/dossiers/" + reference + "/documents").with(as(Cast.RHONE_ALPES)))
                .andExpect(content().string(containsString("Remplacé par la version 2")))
                .andExpect(content().string(containsString(REASON)));

        // said before anybody writes a reason, and after
        web.perform(get(address).with(as(CARRIER)))
                .andExpect(redirectedUrl("/dossiers/" + reference + "/documents"))
                .andExpect(flash().attribute("failure", containsString("déjà été remplacé")));
        web.perform(post(address).param("motif", REASON).with(as(CARRIER)).with(csrf()))
                .andExpect(flash().attribute("failure", containsString("déjà été remplacé")));
        assertThat(documents.of(reference)).hasSize(2);
    }

    @Test
    void onceSignedTheDocumentToSignLeadsToTheSignedOneAndIsNotCorrected() throws Exception {
        IssuedDocument signed = documents.issue(
                new Step(reference, DossierStage.CHARTER, "sealCharter", "page:seal:" + reference, "charter:1"),
                DocumentKind.CHARTER,
                true);
        web.perform(get("/dossiers/" + reference + "/documents").with(as(CARRIER)))
                .andExpect(content().string(containsString("voir la version 2")))
                .andExpect(content().string(not(containsString("badge--info\">À signer"))))
                .andExpect(content().string(not(containsString("documents/" + charter.id() + "/correction"))))
                .andExpect(content().string(containsString("documents/" + signed.id() + "/correction")));
    }

    @Test
    void nobodyElseCorrects() throws Exception {
        for (Person person : List.of(Cast.GRENOBLE, Cast.RHONE_ALPES, Cast.MANAGER)) {
            web.perform(post("/dossiers/" + reference + "/documents/" + charter.id() + "/correction")
                            .param("motif", REASON)
                            .with(as(person))
                            .with(csrf()))
                    .andExpect(status().isForbidden());
        }
        assertThat(documents.of(reference)).hasSize(1);
    }
}
