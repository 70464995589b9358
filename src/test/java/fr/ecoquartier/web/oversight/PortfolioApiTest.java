package fr.ecoquartier.web.oversight;

import static fr.ecoquartier.web.Cast.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.dossier.LabelProcess;
import fr.ecoquartier.oversight.FactUpkeep;
import fr.ecoquartier.oversight.Facts;
import fr.ecoquartier.oversight.Period;
import fr.ecoquartier.web.Cast;
import fr.ecoquartier.web.OpenDossiers;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

/** Who sees the portfolio and the bottlenecks, what is refused, and that each number is that of the list behind it. */
@IntegrationTest
class PortfolioApiTest {

    private static final Person ADMIN =
            new Person("page.admin", "Administrateur", Set.of(Role.ADMIN), Set.of(), Set.of());
    private static final String PORTFOLIO = "/api/oversight/portfolio/";
    private static final String BOTTLENECKS = "/api/oversight/bottlenecks/";
    private static final List<String> ADDRESSES = List.of(
            PORTFOLIO + "choices",
            PORTFOLIO + "stock",
            PORTFOLIO + "flow",
            PORTFOLIO + "times",
            PORTFOLIO + "overdue",
            PORTFOLIO + "forecast",
            BOTTLENECKS + "choices?process=charter",
            BOTTLENECKS + "diagram?process=charter",
            BOTTLENECKS + "elements?process=charter",
            BOTTLENECKS + "elements/fileCharterRequest?process=charter",
            BOTTLENECKS + "elements/fileCharterRequest/waiting?process=charter");
    private static final Pattern TOTAL = Pattern.compile("id=\"nombre\">([\\d\\u202f]+)");

    /** A region in which hardly any other test has dossiers. */
    private static final String AJACCIO = "2A004";

    private static final String CORSE = "94";

    @Autowired
    private MockMvc web;

    @Autowired
    private ApplicationContext application;

    @Autowired
    private TaskService tasks;

    @Autowired
    private LabelProcess process;

    @Autowired
    private FactUpkeep upkeep;

    @Autowired
    private Facts facts;

    @Autowired
    private JdbcClient jdbc;

    private String late;
    private String withdrawn;

    @BeforeEach
    void dossiersOfCorse() throws Exception {
        OpenDossiers dossiers = OpenDossiers.in(application.getAutowireCapableBeanFactory());
        late = dossiers.of(AJACCIO, "Quartier en retard");
        withdrawn = dossiers.of(AJACCIO, "Quartier désisté");
        Task task = tasks.createTaskQuery().taskId(dossiers.task(late).taskId()).singleResult();
        task.setDueDate(Date.from(Instant.now().minus(3, ChronoUnit.DAYS)));
        tasks.saveTask(task);
        process.withdraw(withdrawn, "Le projet est abandonné.", OpenDossiers.actor(Cast.GRENOBLE));
    }

    @Test
    void managersAndAdminsSeeThem() throws Exception {
        for (Person person : List.of(Cast.MANAGER, ADMIN)) {
            for (String address : ADDRESSES) {
                web.perform(get(address).with(as(person))).andExpect(status().isOk());
            }
        }
    }

    @Test
    void everybodyElseIsToldThatTheyMayNotAlsoWhenTheyAskWrongly() throws Exception {
        for (Person person : List.of(Cast.MINISTRY, Cast.RHONE_ALPES, Cast.EXPERT, Cast.PARTNER, Cast.GRENOBLE)) {
            for (String address : ADDRESSES) {
                for (String asked : List.of(address, address + (address.contains("?") ? "&" : "?") + "from=hier")) {
                    web.perform(get(asked).with(as(person)))
                            .andExpect(status().isForbidden())
                            .andExpect(content().string(containsString("gestionnaires")));
                }
            }
        }
        for (String address : ADDRESSES) {
            web.perform(get(address)).andExpect(status().isUnauthorized());
        }
    }

    @Test
    void whatIsAskedWronglyIsSaidInFrench() throws Exception {
        refused(PORTFOLIO + "stock?region=99", "région");
        refused(PORTFOLIO + "stock?stage=nulle", "étape");
        refused(PORTFOLIO + "flow?from=2012-13-40", "AAAA-MM-JJ");
        refused(PORTFOLIO + "flow?from=2012-03-01&to=2012-02-01", "à l’envers");
        refused(PORTFOLIO + "flow?from=1950-01-01&to=2012-02-01", "5 ans");
        refused(PORTFOLIO + "times?to=0001-01-01", "1900");
        refused(PORTFOLIO + "stock?kind=autre", "de test");
        refused(BOTTLENECKS + "elements", "Choisissez un processus");
        refused(BOTTLENECKS + "elements?process=' or 1=1 --", "n’existe pas");
        refused(BOTTLENECKS + "elements?process=charter&version=un", "nombre entier");
        refused(BOTTLENECKS + "elements/fileCharterRequest/waiting?process=charter&page=-1", "page");
        web.perform(get(BOTTLENECKS + "diagram?process=charter&version=999").with(as(Cast.MANAGER)))
                .andExpect(status().isNotFound());
    }

    private void refused(String address, String sentence) throws Exception {
        web.perform(get(address).with(as(Cast.MANAGER)))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.detail").value(containsString(sentence)));
    }

    @Test
    void eachNumberOfTheSituationIsThatOfItsList() throws Exception {
        JsonNode rows = json(PORTFOLIO + "stock?region=" + CORSE);
        assertThat(rows).isNotEmpty();
        for (JsonNode row : rows) {
            assertThat(list("region=" + CORSE + "&etape=" + row.get("stage").asText() + "&etat="
                            + row.get("status").asText()))
                    .isPositive()
                    .isEqualTo(row.get("dossiers").asLong());
        }
    }

    @Test
    void eachNumberOfTheFlowAndOfTheTimesIsThatOfItsList() throws Exception {
        JsonNode months = json(PORTFOLIO + "flow?region=" + CORSE);
        JsonNode last = months.get(months.size() - 1);
        assertThat(last.get("opened").asLong())
                .isGreaterThanOrEqualTo(2)
                .isEqualTo(list("region=" + CORSE + "&evenement=ouverture&du="
                        + last.get("from").asText() + "&au=" + last.get("to").asText()));
        assertThat(months.size()).isBetween(12, 13);

        JsonNode charter = json(PORTFOLIO + "times?region=" + CORSE).get(0);
        assertThat(charter.get("stage").asText()).isEqualTo("charter");
        LocalDate today = LocalDate.now(Period.PARIS);
        assertThat(charter.get("dossiers").asLong())
                .isPositive()
                .isEqualTo(list("region=" + CORSE + "&evenement=sortie-charter&du="
                        + today.minusYears(1).plusDays(1) + "&au=" + today));
    }

    @Test
    void aDossierThatPassesAStageTwiceCountsOnce() throws Exception {
        String before = "region=" + CORSE + "&evenement=sortie-charter";
        long listed = list(before);
        jdbc.sql("""
                        insert into ecoquartier.dossier_stage (reference, stage, round, entered_at, left_at, outcome)
                        values (?, 'CHARTER', 2, now() - interval '1 minute', now(), 'withdrawn')
                        """).param(withdrawn).update();
        facts.tellStages();

        JsonNode charter = json(PORTFOLIO + "times?region=" + CORSE).get(0);
        assertThat(charter.get("dossiers").asLong()).isEqualTo(list(before)).isEqualTo(listed);
        assertThat(charter.get("passages").asLong())
                .isGreaterThan(charter.get("dossiers").asLong());
    }

    @Test
    void eachNumberOfTheOverdueAndOfTheForecastIsThatOfItsList() throws Exception {
        JsonNode all = json(PORTFOLIO + "overdue?region=" + CORSE);
        assertThat(all.get("dossiers").asLong()).isEqualTo(list("region=" + CORSE + "&retard=true"));
        JsonNode overdue = all.get("lines");
        assertThat(overdue).hasSize(1);
        assertThat(overdue.get(0).get("role").asText()).isEqualTo("authority");
        assertThat(overdue.get(0).get("dossiers").asLong())
                .isPositive()
                .isEqualTo(list("region=" + CORSE + "&role=authority&retard=true"));
        assertThat(list("region=" + CORSE + "&role=dreal&retard=true")).isZero();

        upkeep.learn();
        JsonNode load =
                json(PORTFOLIO + "forecast?region=" + CORSE).get("loads").get(0);
        assertThat(load.get("late").asLong())
                .isPositive()
                .isEqualTo(load.get("open").asLong());
        assertThat(load.get("dossiers").asLong())
                .isPositive()
                .isEqualTo(list("region=" + CORSE + "&role=authority&echeanceAu="
                        + load.get("to").asText()));
    }

    @Test
    void whatWaitsAtAnElementIsItsNumberAndItsList() throws Exception {
        JsonNode element = element("fileCharterRequest");
        assertThat(element.get("waiting").asLong()).isPositive();
        assertThat(element.get("overdue").asLong())
                .isPositive()
                .isLessThanOrEqualTo(element.get("waiting").asLong());
        assertThat(element.get("cancelled").asLong()).isPositive();
        String waiting = BOTTLENECKS + "elements/fileCharterRequest/waiting?process=charter&region=" + CORSE;
        JsonNode lines = json(waiting);
        assertThat(lines.get("total").asLong()).isEqualTo(element.get("waiting").asLong());
        assertThat(json(waiting + "&late=true").get("total").asLong())
                .isEqualTo(element.get("overdue").asLong());
        List<String> references = new ArrayList<>();
        lines.get("dossiers")
                .forEach(line -> references.add(line.get("reference").asText()));
        assertThat(references).contains(late).doesNotContain(withdrawn);
        assertThat(list("region=" + CORSE + "&tache=charter:fileCharterRequest"))
                .isEqualTo(lines.get("distinct").asLong());
    }

    private JsonNode element(String id) throws Exception {
        for (JsonNode row : json(BOTTLENECKS + "elements?process=charter&region=" + CORSE)) {
            if (row.get("id").asText().equals(id)) {
                return row;
            }
        }
        throw new AssertionError("no element " + id);
    }

    @Test
    void theDiagramIsThatOfTheVersion() throws Exception {
        web.perform(get(BOTTLENECKS + "diagram?process=charter&version=1").with(as(Cast.MANAGER)))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("fileCharterRequest")));
    }

    @Test
    void aListAskedWronglySaysSoAndShowsNothing() throws Exception {
        for (String asked :
                List.of("tache=rien", "echeanceDu=hier", "evenement=fin", "evenement=sortie-nulle", "du=0")) {
            web.perform(get("/dossiers?" + asked).with(as(Cast.MANAGER)))
                    .andExpect(status().isOk())
                    .andExpect(content().string(containsString("de l’adresse")));
            assertThat(list(asked)).as(asked).isZero();
        }
    }

    @Test
    void aListAskedForATaskNamesIt() throws Exception {
        web.perform(get("/dossiers?tache=charter:fileCharterRequest").with(as(Cast.MANAGER)))
                .andExpect(content().string(containsString("«\u00a0Déposer la demande de charte\u00a0»")));
    }

    private JsonNode json(String address) throws Exception {
        return new ObjectMapper()
                .readTree(web.perform(get(address).with(as(Cast.MANAGER)))
                        .andExpect(status().isOk())
                        .andReturn()
                        .getResponse()
                        .getContentAsByteArray());
    }

    /** How many dossiers our page shows a manager for these criteria. */
    private long list(String criteria) throws Exception {
        String page = web.perform(get("/dossiers?" + criteria).with(as(Cast.MANAGER)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
        Matcher total = TOTAL.matcher(page);
        assertThat(total.find()).as(criteria).isTrue();
        return Long.parseLong(total.group(1).replace("\u202f", ""));
    }
}
