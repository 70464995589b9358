package fr.ecoquartier.web.replay;

import static fr.ecoquartier.pilot.replay.ReplayCases.minimum;
import static fr.ecoquartier.referentiel.WorkedExamples.goodBut;
import static fr.ecoquartier.web.Cast.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.pilot.replay.ReplayCases;
import fr.ecoquartier.pilot.replay.Replays;
import fr.ecoquartier.pilot.run.Progress;
import fr.ecoquartier.referentiel.Draft;
import fr.ecoquartier.web.Cast;
import java.io.ByteArrayInputStream;
import java.util.Set;
import java.util.UUID;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.test.web.servlet.MockMvc;

@IntegrationTest
class ReplayPageTest {

    private static final Person CARRIER =
            new Person("page.structure", "Agent structure", Set.of(Role.CARRIER), Set.of(), Set.of());

    @Autowired
    private MockMvc pages;

    @Autowired
    private Replays replays;

    @Autowired
    private AutowireCapableBeanFactory application;

    private ReplayCases cases;
    private Draft draft;
    private String grenoble;
    private String strasbourg;
    private String page;

    @BeforeEach
    void replayed() throws Exception {
        cases = ReplayCases.in(application);
        grenoble = cases.planned("38185", "=1+1 Caserne; de Bonne", goodBut("logementsTransport=276"));
        strasbourg = cases.planned("67482", "Wacken", goodBut("logementsTransport=276"));
        draft = cases.draft("Transport", minimum("I14", "93"));
        page = "/referentiel/brouillons/" + draft.id() + "/relecture";
    }

    @Test
    void the_carrier_structure_replays_in_the_background_and_sees_who_changes_and_why() throws Exception {
        pages.perform(get(page).with(as(CARRIER)))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Relire le projet sur les dossiers")));
        pages.perform(post(page).with(as(CARRIER)).with(csrf()))
                .andExpect(status().is3xxRedirection())
                .andExpect(header().string("Location", startsWith("/traitements/")));

        replays.run(draft.id(), UUID.randomUUID().toString(), Progress.none());
        pages.perform(get(page + "?changement=note-moins&indicateur=I14&region=82")
                        .with(as(CARRIER)))
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(allOf(
                                containsString("Relancer la relecture"),
                                containsString("/dossiers/" + grenoble),
                                not(containsString(strasbourg)),
                                containsString("Seuil de 90\u00a0% à 93\u00a0%"),
                                containsString("Avis moins favorable"),
                                containsString("<svg"),
                                containsString("Rhône-Alpes"))));
    }

    @Test
    void a_regional_service_reads_the_totals_and_the_dossiers_of_its_region_only() throws Exception {
        replays.run(draft.id(), UUID.randomUUID().toString(), Progress.none());

        pages.perform(get(page + "?indicateur=I14").with(as(Cast.RHONE_ALPES)))
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(allOf(
                                containsString("/dossiers/" + grenoble),
                                not(containsString(strasbourg)),
                                not(containsString("Relancer la relecture")))));
        pages.perform(get(page + ".csv?region=42").with(as(Cast.RHONE_ALPES)))
                .andExpect(status().isOk())
                .andExpect(content().string(not(containsString(strasbourg))));
        pages.perform(get(page).with(as(Cast.PARTNER)))
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(allOf(
                                containsString("Sensibilité des seuils"),
                                not(containsString(grenoble)),
                                not(containsString(strasbourg)))));
    }

    @Test
    void only_the_carrier_structure_and_the_ministry_replay_and_authorities_never_read() throws Exception {
        for (Person person : new Person[] {Cast.RHONE_ALPES, Cast.MANAGER, Cast.PARTNER, Cast.EXPERT, Cast.GRENOBLE}) {
            pages.perform(post(page).with(as(person)).with(csrf())).andExpect(status().isForbidden());
        }
        pages.perform(post(page).with(as(Cast.MINISTRY)).with(csrf())).andExpect(status().is3xxRedirection());
        pages.perform(get(page).with(as(Cast.GRENOBLE))).andExpect(status().isForbidden());
        pages.perform(get(page + ".csv").with(as(Cast.GRENOBLE))).andExpect(status().isForbidden());
        pages.perform(get(page + ".xlsx").with(as(Cast.GRENOBLE))).andExpect(status().isForbidden());
        pages.perform(get("/referentiel/brouillons/999999/relecture").with(as(CARRIER)))
                .andExpect(status().isNotFound());
    }

    @Test
    void the_changes_are_exported_and_what_people_typed_is_no_formula() throws Exception {
        replays.run(draft.id(), UUID.randomUUID().toString(), Progress.none());

        String csv = pages.perform(get(page + ".csv?indicateur=I14").with(as(CARRIER)))
                .andExpect(status().isOk())
                .andExpect(header().string("Content-Disposition", containsString(".csv")))
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(csv).startsWith("\ufeffDossier;");
        assertThat(csv.lines().filter(line -> line.startsWith(grenoble)))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains(";\"'=1+1 Caserne; de Bonne\";Rhône-Alpes;Urbain;Contrat;")
                        .contains(";I14;")
                        .contains("Atteint;Non atteint;92;92;"));

        byte[] xlsx = pages.perform(get(page + ".xlsx?indicateur=I14").with(as(CARRIER)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
        try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(xlsx));
                var rows = workbook.getFirstSheet().openStream()) {
            assertThat(rows.filter(row -> grenoble.equals(row.getCellText(0))))
                    .singleElement()
                    .satisfies(row -> {
                        assertThat(row.getCellText(3)).isEqualTo("=1+1 Caserne; de Bonne");
                        assertThat(((Row) row).getCell(3).getFormula()).isNull();
                        assertThat(row.getCellAsNumber(17))
                                .hasValueSatisfying(value -> assertThat(value).isEqualByComparingTo("92"));
                    });
        }
    }
}
