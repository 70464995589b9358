package fr.ecoquartier.web.administration;

import static fr.ecoquartier.web.Cast.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.antivirus.FakeClamd;
import fr.ecoquartier.dossier.Evidence;
import fr.ecoquartier.dossier.EvidenceFiles;
import fr.ecoquartier.dossier.EvidenceScansBuilder;
import fr.ecoquartier.dossier.NewEvidence;
import fr.ecoquartier.web.Cast;
import fr.ecoquartier.web.OpenDossiers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.web.servlet.MockMvc;

/** Administrators see what is in quarantine and destroy it; nobody else does, and nobody downloads it. */
@IntegrationTest
class QuarantinePageTest {

    private static final Person ADMIN =
            new Person("page.admin", "Agent Administrateur", Set.of(Role.ADMIN), Set.of(), Set.of());

    @Autowired
    private MockMvc web;

    @Autowired
    private ApplicationContext application;

    @Autowired
    private EvidenceFiles files;

    @Test
    void anAdministratorSeesAndDestroysWhatIsInQuarantine() throws Exception {
        String reference =
                OpenDossiers.in(application.getAutowireCapableBeanFactory()).ofGrenoble("Quarantaine");
        Evidence bad = files.add(
                reference,
                new NewEvidence(
                        "E01",
                        "fichier de quarantaine.pdf",
                        "application/pdf",
                        FakeClamd.EICAR.getBytes(StandardCharsets.ISO_8859_1)),
                OpenDossiers.actor(Cast.GRENOBLE));
        try (FakeClamd clamd = new FakeClamd()) {
            new EvidenceScansBuilder(application).with(clamd.client()).examine(bad);
        }
        String destruction = "/administration/quarantaine/" + bad.id() + "/destruction";
        web.perform(get("/administration/quarantaine").with(as(ADMIN)))
                .andExpect(content().string(containsString("Aucun antivirus n’est configuré")))
                .andExpect(content().string(containsString("fichier de quarantaine.pdf")))
                .andExpect(content().string(containsString(destruction)));
        web.perform(get("/dossiers/" + reference + "/pieces/" + bad.id()).with(as(ADMIN)))
                .andExpect(status().isGone());

        for (Person other : List.of(Cast.GRENOBLE, Cast.RHONE_ALPES, Cast.MINISTRY, Cast.MANAGER, Cast.EXPERT)) {
            web.perform(get("/administration/quarantaine").with(as(other))).andExpect(status().isForbidden());
            web.perform(post(destruction).with(csrf()).with(as(other))).andExpect(status().isForbidden());
        }
        web.perform(post(destruction).with(csrf()).with(as(ADMIN)))
                .andExpect(redirectedUrl("/administration/quarantaine"));
        web.perform(get("/administration/quarantaine").with(as(ADMIN)))
                .andExpect(content().string(containsString("Contenu détruit")));
        assertThat(files.pieces(reference)).hasSize(1);
    }
}
