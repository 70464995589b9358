package fr.ecoquartier.web.dossier;

import static fr.ecoquartier.web.Cast.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrlPattern;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.Evidence;
import fr.ecoquartier.dossier.EvidenceFiles;
import fr.ecoquartier.dossier.EvidenceMark;
import fr.ecoquartier.dossier.EvidenceReviews;
import fr.ecoquartier.dossier.JournalKind;
import fr.ecoquartier.dossier.NewEvidence;
import fr.ecoquartier.dossier.Proceedings;
import fr.ecoquartier.dossier.Step;
import fr.ecoquartier.web.Cast;
import fr.ecoquartier.web.OpenDossiers;
import fr.ecoquartier.web.SampleFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

/** A dossier taken away as one zip: everything that the person sees, and nothing else. */
@IntegrationTest
class DossierArchiveTest {

    @Autowired
    private MockMvc web;

    @Autowired
    private ApplicationContext application;

    @Autowired
    private EvidenceFiles files;

    @Autowired
    private EvidenceReviews reviews;

    @Autowired
    private Dossiers dossiers;

    @Autowired
    private Proceedings proceedings;

    @Autowired
    private JdbcClient jdbc;

    private String reference;

    @BeforeEach
    void aDossier() {
        reference = OpenDossiers.in(application.getAutowireCapableBeanFactory())
                .ofGrenoble("Archive <script>alert(1)</script>");
    }

    private Evidence add(String commitment, UUID replaces, String name, String proves) throws Exception {
        byte[] content = SampleFiles.pdf(name + commitment + proves);
        return files.add(
                reference,
                new NewEvidence(
                        commitment, replaces, name, "application/pdf", proves, () -> new ByteArrayInputStream(content)),
                OpenDossiers.actor(Cast.GRENOBLE));
    }

    @Test
    void whatWasAskedOfTheAuthorityIsInTheIndex() throws Exception {
        proceedings.requestCorrection(
                new Step(reference, DossierStage.CHARTER, "checkAdmissibility", "archive:" + reference, "charter:1"),
                "Joignez le plan de situation.",
                null,
                OpenDossiers.actor(Cast.RHONE_ALPES));

        assertThat(text(archive(Cast.RHONE_ALPES), "index.html"))
                .contains("Joignez le plan de situation.")
                .doesNotContain("href=\"/");
    }

    private Map<String, byte[]> archive(Person person) throws Exception {
        byte[] zip = web.perform(get("/dossiers/" + reference + "/archive.zip").with(as(person)))
                .andExpect(status().isOk())
                .andExpect(header().string("Content-Type", "application/zip"))
                .andExpect(header().string(
                                "Content-Disposition", org.hamcrest.Matchers.containsString(reference + ".zip")))
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                assertThat(entries.put(entry.getName(), in.readAllBytes()))
                        .as(entry.getName())
                        .isNull();
            }
        }
        return entries;
    }

    private String text(Map<String, byte[]> archive, String name) {
        return new String(archive.get(reference + "/" + name), StandardCharsets.UTF_8);
    }

    @Test
    void everyVersionIsThereUnderItsFingerprint() throws Exception {
        Evidence first = add("E06", null, "plan.pdf", "Le plan");
        Evidence second = add("E06", first.id(), "plan.pdf", null);
        add("E06", null, "plan.pdf", "Un autre");
        add("deliberation", null, "délibération n° 12.pdf", null);
        reviews.mark(
                reference,
                second.id(),
                EvidenceMark.Mark.INSUFFICIENT,
                "Échelle illisible sur ce plan.",
                new Actor("x", "Anne", "DREAL"));

        Map<String, byte[]> archive = archive(Cast.RHONE_ALPES);
        assertThat(archive.keySet())
                .contains(
                        reference + "/index.html",
                        reference + "/pieces.csv",
                        reference + "/documents.csv",
                        reference + "/donnees.csv",
                        reference + "/decisions.csv",
                        reference + "/journal.csv",
                        reference + "/pieces/E06/1-v1-plan.pdf",
                        reference + "/pieces/E06/1-v2-plan.pdf",
                        reference + "/pieces/E06/2-v1-plan.pdf",
                        reference + "/pieces/deliberation/1-v1-délibération n° 12.pdf");
        List<String> sums = text(archive, "SHA256SUMS").lines().toList();
        assertThat(sums).hasSize(4);
        for (String line : sums) {
            byte[] file = archive.get(reference + "/" + line.substring(66));
            assertThat(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(file)))
                    .isEqualTo(line.substring(0, 64));
        }
        assertThat(text(archive, "index.html"))
                .contains(
                        second.sha256(),
                        "Échelle illisible sur ce plan.",
                        "Grenoble",
                        "href=\"pieces/E06/1-v2-plan.pdf\"")
                .contains("d%C3%A9lib%C3%A9ration%20n%C2%B0%2012.pdf");
        assertThat(text(archive, "pieces.csv")).contains(second.sha256(), "Insuffisante", "Le plan");
        assertThat(text(archive, "journal.csv")).contains("Dossier ouvert");
    }

    @Test
    void namesAndWordsCannotLeaveTheirPlace() throws Exception {
        String hostile = "..\\..\\/../=cmd|' \u202Egpj<b>.pdf";
        jdbc.sql("update ecoquartier.evidence set file_name = ?, proves = ? where id = ?")
                .params(
                        hostile,
                        "=HYPERLINK(\"http://x\")",
                        add("E01", null, "x.pdf", null).id())
                .update();
        jdbc.sql("update ecoquartier.evidence set file_name = ? where id = ?")
                .params("CON", add("E02", null, "y.pdf", null).id())
                .update();
        jdbc.sql("update ecoquartier.evidence set file_name = ? where id = ?")
                .params(
                        "é".repeat(400) + ".pdf",
                        add("E03", null, "z.pdf", null).id())
                .update();

        Map<String, byte[]> archive = archive(Cast.RHONE_ALPES);
        for (String name : archive.keySet()) {
            assertThat(name)
                    .startsWith(reference + "/")
                    .doesNotContain("..", "\\", "\u202E", "<", ">", ":", "|")
                    .hasSizeLessThan(200);
        }
        assertThat(archive.keySet()).anyMatch(name -> name.startsWith(reference + "/pieces/E02/1-v1-CON"));
        assertThat(text(archive, "index.html"))
                .doesNotContain("<script>alert(1)", "<b>.pdf")
                .contains("&lt;b&gt;.pdf");
        assertThat(text(archive, "pieces.csv")).contains("'=HYPERLINK(").doesNotContain(";=HYPERLINK", ";\"=HYPERLINK");
        assertThat(archive.keySet().stream().map(name -> name.toLowerCase(Locale.ROOT)))
                .doesNotHaveDuplicates();
    }

    @Test
    void eachSeesWhatItsPageShows() throws Exception {
        Step step = new Step(reference, DossierStage.CONTRACT, "x", reference + ":x", "contract:1");
        dossiers.journal(step, new Actor("e", "Expert", "Expert"), JournalKind.OPINION, "Dit à huis clos.", true);
        assertThat(text(archive(Cast.RHONE_ALPES), "journal.csv")).contains("Dit à huis clos.");
        Map<String, byte[]> own = archive(Cast.GRENOBLE);
        assertThat(text(own, "journal.csv")).doesNotContain("Dit à huis clos.");
        assertThat(text(own, "index.html")).doesNotContain("Dit à huis clos.");
        for (Person stranger : List.of(Cast.STRASBOURG, Cast.ALSACE, Cast.EXPERT, Cast.PARTNER)) {
            web.perform(get("/dossiers/" + reference + "/archive.zip").with(as(stranger)))
                    .andExpect(status().isNotFound());
        }
        web.perform(get("/dossiers/" + reference + "/archive.zip").accept("text/html"))
                .andExpect(redirectedUrlPattern("**/connexion"));
    }

    @Test
    void aFileInQuarantineIsNamedAndNotThere() throws Exception {
        Evidence bad = add("E06", null, "virus.pdf", null);
        jdbc.sql("update ecoquartier.evidence set scan = 'INFECTED', scan_detail = 'Eicar' where id = ?")
                .param(bad.id())
                .update();
        Map<String, byte[]> archive = archive(Cast.MINISTRY);
        assertThat(archive.keySet()).noneMatch(name -> name.contains("virus"));
        assertThat(text(archive, "index.html")).contains("virus.pdf", "en quarantaine : Eicar");
    }

    @Test
    void aStoredFileThatWasTamperedWithBreaksTheArchiveOff() throws Exception {
        Evidence plan = add("E06", null, "plan.pdf", null);
        jdbc.sql(
                        "update ecoquartier.evidence_chunk set content = overlay(content placing '\\x00'::bytea from 3) where evidence = ?")
                .param(plan.id())
                .update();
        assertThatThrownBy(() -> web.perform(
                        get("/dossiers/" + reference + "/archive.zip").with(as(Cast.MINISTRY))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not what its fingerprint says");
    }
}
