package fr.ecoquartier.web.space;

import static fr.ecoquartier.web.Cast.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.antivirus.Antivirus;
import fr.ecoquartier.antivirus.FakeClamd;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.Evidence;
import fr.ecoquartier.dossier.EvidenceFiles;
import fr.ecoquartier.dossier.EvidenceScans;
import fr.ecoquartier.dossier.EvidenceScansBuilder;
import fr.ecoquartier.dossier.OpenTasks;
import fr.ecoquartier.dossier.Proceedings;
import fr.ecoquartier.dossier.Step;
import fr.ecoquartier.web.Cast;
import fr.ecoquartier.web.OpenDossiers;
import fr.ecoquartier.web.SampleFiles;
import fr.ecoquartier.web.dossier.PieceViews;
import fr.ecoquartier.web.dossier.VisibleDossiers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.multipart.MultipartException;

/** Files joined to a dossier: what is accepted, what is refused and how it is said. */
@IntegrationTest
class EvidenceUploadTest {

    private static final byte[] PDF = SampleFiles.pdf("Une page");

    private static final String SHA_256 = Proceedings.sha256(new String(PDF, StandardCharsets.ISO_8859_1));

    @Autowired
    private MockMvc web;

    @Autowired
    private ApplicationContext application;

    @Autowired
    private EvidenceFiles files;

    @Autowired
    private Proceedings proceedings;

    private String reference;

    @BeforeEach
    void aDossierOfGrenoble() {
        reference = OpenDossiers.in(application.getAutowireCapableBeanFactory()).ofGrenoble("Bouchayer-Viallet");
    }

    private String pieces() {
        return "/collectivite/dossiers/" + reference + "/pieces";
    }

    private ResultActions send(Person person, String commitment, String name, byte[] content) throws Exception {
        return web.perform(multipart(pieces())
                .file(new MockMultipartFile("fichier", name, "application/pdf", content))
                .param("engagement", commitment)
                .header("X-Requested-With", "XMLHttpRequest")
                .with(csrf())
                .with(as(person)));
    }

    @Test
    void aFileIsKeptWithItsTypeSizeAndHash() throws Exception {
        send(Cast.GRENOBLE, "E07", "Étude.pdf", PDF)
                .andExpect(status().isCreated())
                .andExpect(jsonPath("$.sha256").value(SHA_256));
        Evidence kept = files.of(reference).get(0);
        assertThat(kept.fileName()).isEqualTo("Étude.pdf");
        assertThat(kept.mediaType()).isEqualTo("application/pdf");
        assertThat(kept.size()).isEqualTo(PDF.length);
        assertThat(files.open(kept)).hasBinaryContent(PDF);
        web.perform(get(pieces()).with(as(Cast.GRENOBLE)))
                .andExpect(content().string(containsString("Étude.pdf")))
                .andExpect(content().string(containsString(kept.sha256())));
    }

    @Test
    void aProgramInDisguiseIsRefusedWhateverTheBrowserSaysItIs() throws Exception {
        send(Cast.GRENOBLE, "E07", "rapport.pdf", "MZ\u0090\u0000program".getBytes(StandardCharsets.ISO_8859_1))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.detail", containsString("« rapport.pdf » n’est pas d’un type accepté")));
        send(Cast.GRENOBLE, "E07", "rapport.exe", PDF).andExpect(status().isUnprocessableEntity());
        assertThat(files.of(reference)).isEmpty();
    }

    @Test
    void anEmptyFileAndOneThatIsTooLargeAreRefused() throws Exception {
        send(Cast.GRENOBLE, "E07", "vide.pdf", new byte[0])
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.detail", containsString("est vide")));
        byte[] large = Arrays.copyOf(PDF, (int) Evidence.MAX_SIZE + 1);
        send(Cast.GRENOBLE, "E07", "gros.pdf", large)
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.detail", containsString("dépasse 20 Mo")));
        assertThat(files.of(reference)).isEmpty();
    }

    @Test
    void pathsInNamesAreForgotten() throws Exception {
        send(Cast.GRENOBLE, "E07", "..\\..\\/../etc/plan.pdf", PDF).andExpect(status().isCreated());
        assertThat(files.of(reference)).extracting(Evidence::fileName).containsExactly("plan.pdf");
    }

    @Test
    void theSameFileTwiceForACommitmentIsSaid() throws Exception {
        send(Cast.GRENOBLE, "E07", "plan.pdf", PDF).andExpect(status().isCreated());
        send(Cast.GRENOBLE, "E07", "copie.pdf", PDF)
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.detail", containsString("déjà joint")));
        send(Cast.GRENOBLE, "E08", "plan.pdf", PDF).andExpect(status().isCreated());
        assertThat(files.of(reference)).hasSize(2);
    }

    @Test
    void onlyACommitmentOfTheReferentielOrTheDeliberationCanBeProved() throws Exception {
        send(Cast.GRENOBLE, "E99", "plan.pdf", PDF).andExpect(status().isUnprocessableEntity());
        send(Cast.GRENOBLE, "deliberation", "délibération.pdf", PDF).andExpect(status().isCreated());
    }

    @Test
    void anotherAuthorityJoinsAndRemovesNothing() throws Exception {
        send(Cast.STRASBOURG, "E07", "plan.pdf", PDF).andExpect(status().isNotFound());
        send(Cast.GRENOBLE, "E07", "plan.pdf", PDF);
        String id = files.of(reference).get(0).id().toString();
        web.perform(post(pieces() + "/" + id + "/retrait").with(csrf()).with(as(Cast.STRASBOURG)))
                .andExpect(status().isNotFound());
        assertThat(files.of(reference)).hasSize(1);
    }

    @Test
    void withoutScriptThePageSaysTheSame() throws Exception {
        web.perform(multipart(pieces())
                        .file(new MockMultipartFile("fichier", "plan.pdf", "application/pdf", PDF))
                        .file(new MockMultipartFile("fichier", "vide.pdf", "application/pdf", new byte[0]))
                        .param("engagement", "E01")
                        .with(csrf())
                        .with(as(Cast.GRENOBLE)))
                .andExpect(redirectedUrl(pieces()));
        assertThat(files.of(reference)).extracting(Evidence::fileName).containsExactly("plan.pdf");
    }

    @Test
    void aFileIsTakenBackUntilSomebodyWorkedWithIt() throws Exception {
        send(Cast.GRENOBLE, "E01", "un.pdf", PDF);
        String first = files.of(reference).get(0).id().toString();
        web.perform(post(pieces() + "/" + first + "/retrait").with(csrf()).with(as(Cast.GRENOBLE)));
        assertThat(files.of(reference)).isEmpty();

        send(Cast.GRENOBLE, "E02", "deux.pdf", PDF);
        String second = files.of(reference).get(0).id().toString();
        proceedings.requestCorrection(
                new Step(reference, DossierStage.CHARTER, "checkAdmissibility", reference + ":demande", "charter:1"),
                "Précisez le périmètre de l’opération.",
                null,
                new Actor("page.dreal-82", "Agent", "DREAL"));
        web.perform(post(pieces() + "/" + second + "/retrait").with(csrf()).with(as(Cast.GRENOBLE)));
        assertThat(files.of(reference)).hasSize(1);
    }

    private MockMultipartFile thatFails(String reason) {
        return new MockMultipartFile("fichier", "plan.pdf", "application/pdf", PDF) {
            @Override
            public void transferTo(Path target) throws IOException {
                throw new IOException(reason);
            }
        };
    }

    @Test
    void aDiskThatIsFullIsSaidAndNothingIsKept() throws Exception {
        web.perform(multipart(pieces())
                        .file(thatFails("No space left on device"))
                        .param("engagement", "E07")
                        .header("X-Requested-With", "XMLHttpRequest")
                        .with(csrf())
                        .with(as(Cast.GRENOBLE)))
                .andExpect(status().isInsufficientStorage())
                .andExpect(content().contentType("application/problem+json"))
                .andExpect(jsonPath("$.detail", containsString("manque de place")));
        assertThat(files.of(reference)).isEmpty();
    }

    @Test
    void withoutScriptWhatWasTypedIsOnThePageAgain() throws Exception {
        MvcResult refused = web.perform(multipart(pieces())
                        .file(thatFails("Connection reset"))
                        .param("engagement", "E07")
                        .param("preuve", "Le plan de masse.")
                        .with(csrf())
                        .with(as(Cast.GRENOBLE)))
                .andExpect(redirectedUrl(pieces()))
                .andReturn();
        assertThat(refused.getFlashMap().get("failure").toString()).contains("n’a pas été reçu en entier");
        web.perform(get(pieces()).cookie(refused.getResponse().getCookies()).with(as(Cast.GRENOBLE)))
                .andExpect(content().string(containsString("n’a pas été reçu en entier")))
                .andExpect(content().string(containsString(">Le plan de masse.</textarea>")))
                .andExpect(content().string(containsString("value=\"E07\" selected=\"selected\"")));
        assertThat(files.of(reference)).isEmpty();
    }

    @Test
    void theContainersOwnFailureIsToldTheSame() throws Exception {
        TooLarge advice = new TooLarge();
        MockHttpServletRequest script = new MockHttpServletRequest("POST", pieces());
        script.addHeader("X-Requested-With", "XMLHttpRequest");
        MultipartException full = new MultipartException("Failed to parse", new IOException("No space left on device"));
        assertThat(advice.notReceived(full, script, new MockHttpServletResponse())
                        .getStatusCode())
                .isEqualTo(HttpStatus.INSUFFICIENT_STORAGE);
    }

    @Test
    void whatAPieceProvesIsKeptAndANewVersionReplacesTheOld() throws Exception {
        web.perform(multipart(pieces())
                        .file(new MockMultipartFile("fichier", "plan.pdf", "application/pdf", PDF))
                        .param("engagement", "E07")
                        .param("preuve", "Page 1 : la trame verte.")
                        .header("X-Requested-With", "XMLHttpRequest")
                        .with(csrf())
                        .with(as(Cast.GRENOBLE)))
                .andExpect(status().isCreated());
        Evidence first = files.of(reference).get(0);
        web.perform(multipart(pieces())
                        .file(new MockMultipartFile(
                                "fichier", "plan2.pdf", "application/pdf", SampleFiles.pdf("Une autre page")))
                        .param("engagement", "E07")
                        .param("remplace", first.id().toString())
                        .header("X-Requested-With", "XMLHttpRequest")
                        .with(csrf())
                        .with(as(Cast.GRENOBLE)))
                .andExpect(status().isCreated())
                .andExpect(jsonPath("$.version").value(2));
        web.perform(get(pieces()).with(as(Cast.GRENOBLE)))
                .andExpect(content().string(containsString("Page 1 : la trame verte.")))
                .andExpect(content().string(containsString("version 2")));
        assertThat(files.of(reference)).extracting(Evidence::fileName).containsExactly("plan2.pdf");
    }

    @Test
    void anEncryptedABrokenAndAnInflatedFileAreRefusedAndNothingIsKept() throws Exception {
        Map<String, byte[]> bad = Map.of(
                "mot de passe", SampleFiles.pdfWithPassword("secret"),
                "endommagé ou incomplet", Arrays.copyOf(PDF, PDF.length / 2),
                "anormalement compressé", SampleFiles.pdfBomb(128L * 1024 * 1024));
        for (Map.Entry<String, byte[]> file : bad.entrySet()) {
            send(Cast.GRENOBLE, "E07", "plan.pdf", file.getValue())
                    .andExpect(status().isUnprocessableEntity())
                    .andExpect(jsonPath("$.detail", containsString(file.getKey())));
        }
        assertThat(files.of(reference)).isEmpty();
    }

    /** The page's own controller with an antivirus that answers. */
    private EvidenceController with(Antivirus antivirus) {
        EvidenceScans scans = new EvidenceScansBuilder(application).with(antivirus);
        return new EvidenceController(
                application.getBean(VisibleDossiers.class),
                files,
                application.getBean(OpenTasks.class),
                proceedings,
                scans,
                application.getBean(PieceViews.class));
    }

    @Test
    void whoeverJoinsAnInfectedFileIsToldThatItIsInQuarantine() throws Exception {
        try (FakeClamd clamd = new FakeClamd()) {
            SecurityContextHolder.getContext()
                    .setAuthentication(
                            UsernamePasswordAuthenticationToken.authenticated(Cast.GRENOBLE, null, List.of()));
            String infected =
                    new String(PDF, StandardCharsets.ISO_8859_1).replace("%%EOF", "% " + FakeClamd.EICAR + "\n%%EOF");
            MockMvcBuilders.standaloneSetup(with(clamd.client()))
                    .build()
                    .perform(multipart(pieces())
                            .file(new MockMultipartFile(
                                    "fichier",
                                    "plan.pdf",
                                    "application/pdf",
                                    infected.getBytes(StandardCharsets.ISO_8859_1)))
                            .param("engagement", "E07")
                            .header("X-Requested-With", "XMLHttpRequest"))
                    .andExpect(status().isUnprocessableEntity())
                    .andExpect(jsonPath("$.title").value("Fichier en quarantaine"))
                    .andExpect(jsonPath("$.detail", containsString("Eicar-Test-Signature")));
        } finally {
            SecurityContextHolder.clearContext();
        }
        assertThat(files.of(reference)).isEmpty();
        assertThat(files.pieces(reference)).hasSize(1);
    }
}
