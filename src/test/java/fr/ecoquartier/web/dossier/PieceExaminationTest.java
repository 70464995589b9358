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
import fr.ecoquartier.access.DossierAccess;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.antivirus.FakeClamd;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.Evidence;
import fr.ecoquartier.dossier.EvidenceFiles;
import fr.ecoquartier.dossier.EvidenceMark.Mark;
import fr.ecoquartier.dossier.EvidenceReviews;
import fr.ecoquartier.dossier.EvidenceScans;
import fr.ecoquartier.dossier.EvidenceScansBuilder;
import fr.ecoquartier.dossier.JournalKind;
import fr.ecoquartier.dossier.NewEvidence;
import fr.ecoquartier.referentiel.Referentiels;
import fr.ecoquartier.web.Cast;
import fr.ecoquartier.web.OpenDossiers;
import fr.ecoquartier.web.SampleFiles;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.web.servlet.ModelAndView;

/** Who examines the pieces, what they may say, and who reads it. */
@IntegrationTest
class PieceExaminationTest {

    private static final String REASON = "Le plan ne montre pas les limites du périmètre.";

    @Autowired
    private MockMvc web;

    @Autowired
    private ApplicationContext application;

    @Autowired
    private EvidenceFiles files;

    @Autowired
    private Dossiers dossiers;

    @Autowired
    private JdbcClient jdbc;

    private String reference;
    private Evidence plan;

    @BeforeEach
    void aDossierWithAPiece() throws Exception {
        reference = OpenDossiers.in(application.getAutowireCapableBeanFactory()).ofGrenoble("Examen des pièces");
        plan = add("E06", null, "plan <b>de</b> masse.pdf", "Page 4 : <i>trame verte</i>");
    }

    private Evidence add(String commitment, UUID replaces, String name, String proves) throws Exception {
        byte[] content = SampleFiles.pdf(name + commitment);
        return files.add(
                reference,
                new NewEvidence(
                        commitment, replaces, name, "application/pdf", proves, () -> new ByteArrayInputStream(content)),
                OpenDossiers.actor(Cast.GRENOBLE));
    }

    private MockHttpServletRequestBuilder mark(Evidence version, String mark, String reason, Person person) {
        return post("/dossiers/" + reference + "/pieces/" + version.id() + "/examen")
                .param("avis", mark)
                .param("motif", reason)
                .with(csrf())
                .with(as(person));
    }

    private Mark state() {
        return files.pieces(reference).get(0).state();
    }

    @Test
    void theStaffPageShowsThePiecesByDimensionWithTheirProgress() throws Exception {
        web.perform(get("/dossiers/" + reference + "/pieces").with(as(Cast.RHONE_ALPES)))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("plan &lt;b&gt;de&lt;/b&gt; masse.pdf")))
                .andExpect(content().string(containsString("Page 4 : &lt;i&gt;trame verte&lt;/i&gt;")))
                .andExpect(content().string(containsString("0 sur 20")))
                .andExpect(content().string(containsString("non analysé")))
                .andExpect(content().string(containsString("Enregistrer l’avis")));
        web.perform(mark(plan, "ACCEPTED", "", Cast.RHONE_ALPES))
                .andExpect(redirectedUrl("/dossiers/" + reference + "/pieces#piece-" + plan.piece()));
        web.perform(get("/dossiers/" + reference + "/pieces").with(as(Cast.RHONE_ALPES)))
                .andExpect(content().string(containsString("1 sur 20")));
    }

    @Test
    void theAuthorityReadsTheMarkAndItsReasonAndCannotMark() throws Exception {
        web.perform(mark(plan, "INSUFFICIENT", REASON, Cast.RHONE_ALPES));
        web.perform(get("/collectivite/dossiers/" + reference + "/pieces").with(as(Cast.GRENOBLE)))
                .andExpect(content().string(containsString("Insuffisante")))
                .andExpect(content().string(containsString(REASON)))
                .andExpect(content().string(not(containsString("Enregistrer l’avis"))));
        web.perform(get("/dossiers/" + reference + "/pieces").with(as(Cast.GRENOBLE)))
                .andExpect(redirectedUrl("/collectivite/dossiers/" + reference + "/pieces"));
        web.perform(mark(plan, "ACCEPTED", "", Cast.GRENOBLE)).andExpect(status().isForbidden());
        assertThat(state()).isEqualTo(Mark.INSUFFICIENT);
        assertThat(dossiers.journal(reference, false))
                .filteredOn(entry -> entry.kind() == JournalKind.EVIDENCE_EXAMINED)
                .singleElement()
                .satisfies(entry -> assertThat(entry.text()).contains("insuffisante", REASON));
    }

    @Test
    void insufficientNeedsAReasonAndWhatWasTypedStays() throws Exception {
        web.perform(mark(plan, "INSUFFICIENT", "Flou", Cast.RHONE_ALPES))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Dites en quoi la pièce est insuffisante")))
                .andExpect(content().string(containsString(">Flou</textarea>")));
        web.perform(mark(plan, "INSUFFICIENT", "Flou", Cast.RHONE_ALPES).header("HX-Request", "true"))
                .andExpect(content().string(containsString("Dites en quoi la pièce est insuffisante")))
                .andExpect(content().string(containsString(">Flou</textarea>")))
                .andExpect(content().string(not(containsString("<html"))));
        web.perform(mark(plan, "SUPERBE", "", Cast.RHONE_ALPES))
                .andExpect(content().string(containsString("Choisissez « acceptée »")));
        assertThat(state()).isEqualTo(Mark.TO_EXAMINE);
    }

    @Test
    void withTheScriptThePieceAndTheProgressComeBackAlone() throws Exception {
        web.perform(mark(plan, "NOT_NEEDED", "", Cast.MINISTRY).header("HX-Request", "true"))
                .andExpect(content().string(containsString("Avis enregistré.")))
                .andExpect(content().string(containsString("Non nécessaire")))
                .andExpect(content().string(containsString("id=\"avancement\"")))
                .andExpect(content().string(not(containsString("<html"))));
    }

    @Test
    void aNewVersionIsToBeExaminedAndTheOldMarkStaysReadable() throws Exception {
        web.perform(mark(plan, "INSUFFICIENT", REASON, Cast.RHONE_ALPES));
        Evidence second = add("E06", plan.id(), "plan corrigé.pdf", null);
        assertThat(state()).isEqualTo(Mark.TO_EXAMINE);
        web.perform(get("/dossiers/" + reference + "/pieces").with(as(Cast.RHONE_ALPES)))
                .andExpect(content().string(containsString("version 2")))
                .andExpect(content().string(containsString("plan &lt;b&gt;de&lt;/b&gt; masse.pdf")))
                .andExpect(content().string(containsString(REASON)));
        web.perform(mark(plan, "ACCEPTED", "", Cast.RHONE_ALPES))
                .andExpect(content().string(containsString("une version plus récente")));
        web.perform(mark(second, "ACCEPTED", "", Cast.RHONE_ALPES));
        assertThat(state()).isEqualTo(Mark.ACCEPTED);
        assertThat(files.pieces(reference).get(0).marks()).hasSize(2);
    }

    @Test
    void theSameMarkTwiceIsOne() throws Exception {
        web.perform(mark(plan, "ACCEPTED", "", Cast.RHONE_ALPES));
        web.perform(mark(plan, "ACCEPTED", "", Cast.MINISTRY));
        assertThat(files.pieces(reference).get(0).marks()).hasSize(1);
    }

    @Test
    void anExpertMarksTheDossiersOfTheirTrioOnly() throws Exception {
        for (String stranger : List.of("page.expert", "autre.expert")) {
            jdbc.sql("""
                            insert into ecoquartier.expert (user_id, name, kind, employer) values (?, ?, 'NATIONAL', 'Bureau')
                            on conflict do nothing
                            """).params(stranger, stranger).update();
        }
        web.perform(mark(plan, "ACCEPTED", "", Cast.EXPERT)).andExpect(status().isNotFound());
        jdbc.sql("""
                        insert into ecoquartier.trio (reference, stage, effect, national, local, external, named_by, named_at)
                        values (?, 'CONTRACT', ?, 'page.expert', 'autre.expert', 'autre.expert', 'x', now())
                        """).params(reference, reference + ":trio").update();
        web.perform(mark(plan, "ACCEPTED", "", Cast.EXPERT)).andExpect(status().is3xxRedirection());
        assertThat(state()).isEqualTo(Mark.ACCEPTED);
    }

    @Test
    void othersSeeOrDoNotSeeButNeverMark() throws Exception {
        for (Person other : List.of(Cast.ALSACE, Cast.STRASBOURG, Cast.PARTNER)) {
            web.perform(mark(plan, "ACCEPTED", "", other)).andExpect(status().isNotFound());
            web.perform(get("/dossiers/" + reference + "/pieces").with(as(other)))
                    .andExpect(status().isNotFound());
        }
        web.perform(mark(plan, "ACCEPTED", "", Cast.MANAGER)).andExpect(status().isForbidden());
        web.perform(get("/dossiers/" + reference + "/pieces").with(as(Cast.MANAGER)))
                .andExpect(status().isOk())
                .andExpect(content().string(not(containsString("Enregistrer l’avis"))));
        web.perform(get("/dossiers/" + reference + "/pieces").accept("text/html"))
                .andExpect(redirectedUrlPattern("**/connexion"));
        assertThat(state()).isEqualTo(Mark.TO_EXAMINE);
    }

    @Test
    void aFilterKeepsWhatItSays() throws Exception {
        Evidence other = add("E07", null, "autre.pdf", null);
        web.perform(mark(other, "ACCEPTED", "", Cast.MINISTRY));
        web.perform(get("/dossiers/" + reference + "/pieces")
                        .param("etat", "ACCEPTED")
                        .header("HX-Request", "true")
                        .with(as(Cast.MINISTRY)))
                .andExpect(content().string(containsString("autre.pdf")))
                .andExpect(content().string(not(containsString("masse.pdf"))))
                .andExpect(content().string(not(containsString("<html"))));
        web.perform(get("/dossiers/" + reference + "/pieces")
                        .param("etat", "WITHOUT")
                        .header("HX-Request", "true")
                        .with(as(Cast.MINISTRY)))
                .andExpect(content().string(containsString("E01")))
                .andExpect(content().string(not(containsString("autre.pdf"))));
        web.perform(get("/dossiers/" + reference + "/pieces")
                        .param("etape", "award")
                        .header("HX-Request", "true")
                        .with(as(Cast.MINISTRY)))
                .andExpect(content().string(containsString("Aucune pièce ne correspond")));
    }

    @Test
    void aPdfIsShownAsSuchAndAQuarantinedFileNotAtAll() throws Exception {
        String address = "/dossiers/" + reference + "/pieces/" + plan.id();
        web.perform(get(address + "/apercu").with(as(Cast.RHONE_ALPES)))
                .andExpect(content().contentType("application/pdf"))
                .andExpect(header().string("Content-Disposition", containsString("inline")))
                .andExpect(header().string("X-Content-Type-Options", "nosniff"))
                .andExpect(header().string("Content-Security-Policy", containsString("default-src 'none'")));
        web.perform(get(address + "/apercu").with(as(Cast.ALSACE))).andExpect(status().isNotFound());
        jdbc.sql("update ecoquartier.evidence set scan = 'INFECTED', scan_detail = 'Eicar' where id = ?")
                .param(plan.id())
                .update();
        for (Person person : List.of(Cast.RHONE_ALPES, Cast.GRENOBLE, Cast.MINISTRY, Cast.MANAGER)) {
            web.perform(get(address).with(as(person))).andExpect(status().isGone());
            web.perform(get(address + "/apercu").with(as(person))).andExpect(status().isGone());
        }
        web.perform(mark(plan, "ACCEPTED", "", Cast.MINISTRY))
                .andExpect(content().string(containsString("en quarantaine")));
        web.perform(get("/collectivite/dossiers/" + reference + "/pieces").with(as(Cast.GRENOBLE)))
                .andExpect(content().string(containsString("en quarantaine : Eicar")))
                .andExpect(content().string(not(containsString("href=\"" + address + "\""))));
    }

    @Test
    void whatTheAntivirusHasNotYetExaminedIsAskedForTwice() throws Exception {
        try (FakeClamd clamd = new FakeClamd()) {
            EvidenceScans scans = new EvidenceScansBuilder(application).with(clamd.client());
            PieceController controller = new PieceController(
                    application.getBean(VisibleDossiers.class),
                    application.getBean(DossierAccess.class),
                    application.getBean(DossierViews.class),
                    new PieceViews(files, scans, application.getBean(Referentiels.class)),
                    files,
                    application.getBean(EvidenceReviews.class));
            SecurityContextHolder.getContext()
                    .setAuthentication(
                            UsernamePasswordAuthenticationToken.authenticated(Cast.RHONE_ALPES, null, List.of()));
            assertThat(controller.file(reference, plan.id(), false))
                    .isInstanceOfSatisfying(
                            ModelAndView.class,
                            page -> assertThat(page.getViewName()).isEqualTo("dossier/piece-waiting"));
            assertThat(controller.file(reference, plan.id(), true)).isInstanceOf(ResponseEntity.class);
            scans.examine(plan);
            assertThat(controller.file(reference, plan.id(), false)).isInstanceOf(ResponseEntity.class);
        } finally {
            SecurityContextHolder.clearContext();
        }
    }
}
