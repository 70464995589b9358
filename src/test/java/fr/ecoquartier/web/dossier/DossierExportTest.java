package fr.ecoquartier.web.dossier;

import static fr.ecoquartier.web.Cast.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.github.miachm.sods.Sheet;
import com.github.miachm.sods.SpreadSheet;
import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.dossier.DossierQuery;
import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.NewDossier;
import fr.ecoquartier.dossier.Scope;
import fr.ecoquartier.pilot.run.Progress;
import fr.ecoquartier.pilot.run.Run;
import fr.ecoquartier.pilot.run.Runs;
import fr.ecoquartier.register.RegisteredDossiers;
import fr.ecoquartier.web.Book;
import fr.ecoquartier.web.Cast;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** The results of the search as a file: the rows of the person's own page, in cells of the right type. */
@IntegrationTest
class DossierExportTest {

    private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Europe/Paris"));

    @Autowired
    private MockMvc web;

    @Autowired
    private Dossiers dossiers;

    @Autowired
    private DossierExport export;

    @Autowired
    private Runs runs;

    @Autowired
    private JdbcClient jdbc;

    private String word;
    private String grenoble;
    private String strasbourg;
    private String test;

    @BeforeEach
    void dossiersOfTwoRegions() throws Exception {
        RegisteredDossiers made = new RegisteredDossiers(dossiers);
        word = "export" + System.nanoTime();
        grenoble = made.labelled("38185", "=SOMME(1;2) " + word);
        strasbourg = made.opened("67482", "Deux-Rives <b>" + word, false);
        test = dossiers.openTest(
                new NewDossier("38185", "Essai " + word, "rural", false),
                dossiers.get(grenoble).referentiel(),
                RegisteredDossiers.SOMEBODY);
    }

    @AfterEach
    void noTaskStays() {
        jdbc.sql("delete from ecoquartier.dossier_task where task_id = ?")
                .param("export-" + strasbourg)
                .update();
    }

    /** Asks for a file as the page does, waits for it and takes it away. */
    private byte[] file(Person person, String format, String... criteria) throws Exception {
        String address = made(person, format, criteria);
        return web.perform(get(address + "/telechargement").with(as(person)))
                .andExpect(status().isOk())
                .andExpect(header().string("Content-Disposition", containsString("attachment")))
                .andExpect(header().string("Cache-Control", containsString("no-store")))
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
    }

    private String made(Person person, String format, String... criteria) throws Exception {
        MockHttpServletRequestBuilder request =
                post("/dossiers/export").param("format", format).param("q", word);
        for (int n = 0; n < criteria.length; n += 2) {
            request.param(criteria[n], criteria[n + 1]);
        }
        String progress = web.perform(request.with(csrf()).with(as(person)))
                .andExpect(status().is3xxRedirection())
                .andReturn()
                .getResponse()
                .getRedirectedUrl();
        assertThat(progress).startsWith("/traitements/");
        String id = progress.substring("/traitements/".length());
        Run run = await().atMost(Duration.ofSeconds(60))
                .until(() -> runs.find(id, person.id()).orElseThrow(), Run::ended);
        assertThat(run.state()).as(run.message()).isEqualTo(Run.State.DONE);
        return run.result();
    }

    private List<String> references(Person person, String... criteria) throws Exception {
        return new String(file(person, "csv", criteria), StandardCharsets.UTF_8)
                .lines()
                .skip(1)
                .map(line -> line.split(";", 2)[0])
                .toList();
    }

    @Test
    void theRowsAreThoseThatThePersonMaySee() throws Exception {
        Person expert = new Person("export.expert", "Experte", Set.of(Role.EXPERT), Set.of(), Set.of());
        for (String id : List.of("export.expert", "export.local", "export.externe")) {
            jdbc.sql("""
                            insert into ecoquartier.expert (user_id, name, kind, employer, active)
                            values (?, ?, 'NATIONAL', 'Essai', false)
                            on conflict do nothing
                            """).params(id, id).update();
        }
        jdbc.sql("""
                        insert into ecoquartier.trio (reference, stage, effect, national, local, external, named_by, named_at)
                        values (?, 'CONTRACT', ?, 'export.expert', 'export.local', 'export.externe', 'essai', now())
                        """).params(strasbourg, strasbourg + ":trio").update();

        assertThat(references(Cast.MINISTRY)).containsExactlyInAnyOrder(grenoble, strasbourg);
        assertThat(references(Cast.RHONE_ALPES)).containsExactly(grenoble);
        assertThat(references(Cast.ALSACE)).containsExactly(strasbourg);
        assertThat(references(Cast.GRENOBLE)).containsExactly(grenoble);
        assertThat(references(expert)).containsExactly(strasbourg);
        assertThat(references(Cast.EXPERT)).isEmpty();
        // what somebody writes in the address does not widen it
        assertThat(references(Cast.RHONE_ALPES, "region", "42")).isEmpty();
    }

    @Test
    void everyFilterOfThePageFiltersTheFileAsItFiltersThePage() throws Exception {
        jdbc.sql("""
                        insert into ecoquartier.dossier_task (task_id, reference, process, step, name, role, created_at, due_at)
                        values (?, ?, 'charter', 'checkAdmissibility', 'Vérifier la recevabilité', 'dreal', now() - interval '40 days',
                            now() - interval '10 days')
                        """).params("export-" + strasbourg, strasbourg).update();
        String soon = TODAY.plusDays(1).toString();
        for (String[] criteria : List.of(
                new String[] {"nature", "tous"},
                new String[] {"nature", "test"},
                new String[] {"region", "42"},
                new String[] {"etape", "charter"},
                new String[] {"etat", "LABELLED"},
                new String[] {"retard", "true"},
                new String[] {"role", "dreal"},
                new String[] {"role", "ministry"},
                new String[] {"tache", "charter:checkAdmissibility"},
                new String[] {
                    "echeanceDu",
                    TODAY.minusDays(11).toString(),
                    "echeanceAu",
                    TODAY.minusDays(9).toString()
                },
                new String[] {"evenement", "sortie-charter-signed", "du", TODAY.toString(), "au", soon},
                new String[] {"evenement", "ouverture", "du", soon},
                new String[] {"tri", "reference"})) {
            MockHttpServletRequestBuilder page = get("/dossiers").param("q", word);
            for (int n = 0; n < criteria.length; n += 2) {
                page.param(criteria[n], criteria[n + 1]);
            }
            String shown = web.perform(page.with(as(Cast.MINISTRY)))
                    .andReturn()
                    .getResponse()
                    .getContentAsString(StandardCharsets.UTF_8);
            List<String> expected = Stream.of(grenoble, strasbourg, test)
                    .filter(reference -> shown.contains(">" + reference + "</a>"))
                    .toList();
            assertThat(references(Cast.MINISTRY, criteria))
                    .as(String.join(" ", criteria))
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
        assertThat(references(Cast.MINISTRY, "role", "dreal")).containsExactly(strasbourg);
        assertThat(references(Cast.MINISTRY, "nature", "tous")).contains(test);
    }

    @Test
    void anExcelFileHasDatesNumbersAndTextsAndSaysWhatItIs() throws Exception {
        byte[] file = file(Cast.RHONE_ALPES, "xlsx", "etat", "LABELLED");
        try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(file))) {
            List<Row> rows = workbook.getFirstSheet().read();
            assertThat(rows).hasSize(2);
            Row titles = rows.get(0);
            Row row = rows.get(1);
            Map<String, Integer> at = new java.util.HashMap<>();
            titles.forEach(cell -> at.put(cell.asString(), cell.getColumnIndex()));
            assertThat(row.getCellAsString(at.get("Référence"))).contains(grenoble);
            assertThat(row.getCell(at.get("Opération")).getType()).isEqualTo(CellType.STRING);
            assertThat(row.getCellAsString(at.get("Opération"))).contains("=SOMME(1;2) " + word);
            assertThat(row.getCell(at.get("Code de la collectivité")).getType()).isEqualTo(CellType.STRING);
            assertThat(row.getCellAsNumber(at.get("Population")).orElseThrow().intValue())
                    .isGreaterThan(100_000);
            assertThat(row.getCellAsDate(at.get("Label attribué le"))
                            .orElseThrow()
                            .toLocalDate())
                    .isEqualTo(TODAY);
            assertThat(row.getCellAsString(at.get("Département"))).contains("Isère");

            List<String> about = new ArrayList<>();
            workbook.getSheet(1).orElseThrow().read().forEach(line -> about.add(line.getCellText(1)));
            assertThat(about)
                    .contains("Rhône-Alpes", Cast.RHONE_ALPES.name(), "état «\u00a0Labellisé\u00a0»")
                    .contains("texte «\u00a0" + word + "\u00a0»", "dossiers du label");
        }
    }

    @Test
    void anOpenDocumentFileHasTheSameRows() throws Exception {
        SpreadSheet read = new SpreadSheet(new ByteArrayInputStream(file(Cast.MINISTRY, "ods", "tri", "reference")));
        Sheet sheet = read.getSheet("Dossiers");
        assertThat(sheet.getRange(1, 0).getValue()).isEqualTo(grenoble);
        assertThat(sheet.getRange(2, 0).getValue()).isEqualTo(strasbourg);
        assertThat(sheet.getRange(1, 8).getFormula()).isNull();
        assertThat(sheet.getRange(1, 8).getValue()).isEqualTo("=SOMME(1;2) " + word);
        assertThat(sheet.getRange(1, 13).getValue().toString()).startsWith(TODAY.toString());
        assertThat(read.getSheet("À propos")).isNotNull();
    }

    @Test
    void nobodyElseFindsTheFile() throws Exception {
        String address = made(Cast.RHONE_ALPES, "csv");
        web.perform(get(address).with(as(Cast.RHONE_ALPES)))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Télécharger")));
        for (Person other : List.of(Cast.ALSACE, Cast.MINISTRY, Cast.GRENOBLE)) {
            web.perform(get(address).with(as(other))).andExpect(status().isNotFound());
            web.perform(get(address + "/telechargement").with(as(other))).andExpect(status().isNotFound());
        }
        web.perform(get("/dossiers/export/fichiers/nimporte").with(as(Cast.MINISTRY)))
                .andExpect(status().is4xxClientError());
    }

    @Test
    void whatCannotBeUnderstoodIsNotExportedAndTheSearchStaysAsItWas() throws Exception {
        web.perform(post("/dossiers/export")
                        .param("format", "xlsx")
                        .param("q", word)
                        .param("echeanceDu", "demain")
                        .with(csrf())
                        .with(as(Cast.MINISTRY)))
                .andExpect(status().is3xxRedirection())
                .andExpect(header().string("Location", containsString("echeanceDu=demain")))
                .andExpect(flash().attribute("failure", containsString("Rien n’a été exporté")));
        web.perform(post("/dossiers/export")
                        .param("format", "exe")
                        .param("q", word)
                        .with(csrf())
                        .with(as(Cast.MINISTRY)))
                .andExpect(header().string("Location", containsString("q=" + word)))
                .andExpect(flash().attribute("failure", containsString("Choisissez un format")));
        web.perform(post("/dossiers/export").param("format", "csv").with(as(Cast.MINISTRY)))
                .andExpect(status().isForbidden());
    }

    @Test
    void theButtonsKeepWhatWasSearchedAndAreNotThereWithoutResults() throws Exception {
        web.perform(get("/dossiers").param("q", word).param("role", "").with(as(Cast.MINISTRY)))
                .andExpect(content().string(containsString("action=\"/dossiers/export\"")))
                .andExpect(content().string(containsString("name=\"q\" value=\"" + word + "\"")))
                .andExpect(content().string(containsString("Exporter ces 2\u00a0dossiers")));
        web.perform(get("/dossiers").param("q", word + "rien").with(as(Cast.MINISTRY)))
                .andExpect(content().string(not(containsString("action=\"/dossiers/export\""))));
    }

    @Test
    void anExportThatNobodyWantsAnyMoreStops() {
        Progress unwanted = new Progress() {
            @Override
            public void report(double share, String message) {}

            @Override
            public boolean cancelled() {
                return true;
            }
        };
        DossierExport.Order order = new DossierExport.Order(
                Book.Format.CSV, DossierQuery.first(1), Scope.everything(), List.of(), "Toutes les régions", "Essai");

        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> export.write(order, new ByteArrayOutputStream(), unwanted))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void aDossierThatMovesOnIsExportedAsItStands() throws Exception {
        dossiers.closeStage(strasbourg, DossierStage.CHARTER, "signed");
        assertThat(new String(file(Cast.ALSACE, "csv"), StandardCharsets.UTF_8))
                .contains("Charte signée", "<b>" + word);
    }
}
