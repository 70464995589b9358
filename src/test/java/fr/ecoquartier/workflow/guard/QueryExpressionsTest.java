package fr.ecoquartier.workflow.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.workflow.Refusal;
import java.util.ServiceLoader;
import javax.script.ScriptEngineFactory;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** The open hole of 7.24.0: expressions in queries run code of the caller's choice. */
@IntegrationTest
class QueryExpressionsTest {

    /** Instantiating this class is what the attacker wants. */
    public static class Executed {
        static int times;

        public Executed() {
            times++;
        }
    }

    static final String ATTACK =
            "${''.getClass().forName('fr.ecoquartier.workflow.guard.QueryExpressionsTest$Executed').newInstance().toString()}";

    @Autowired
    private EngineClient people;

    @Autowired
    private FilterService filters;

    @Autowired
    private TaskService tasks;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private ProcessEngineConfigurationImpl engine;

    @BeforeEach
    void reset() {
        Executed.times = 0;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"assigneeExpression\":\"%s\"}",
                "{\"orQueries\":[{\"assigneeExpression\":\"%s\"}]}",
                "{\"orQueries\":[{\"candidateGroupExpression\":\"%s\",\"name\":\"x\"}]}",
                "{\"orQueries\":[{\"dueBeforeExpression\":\"%s\"}],\"sorting\":[]}",
            })
    void staffCannotRunCodeThroughATaskQuery(String query) {
        for (String path : new String[] {"/task?firstResult=0&maxResults=10", "/task/count"}) {
            var answer = people.as("guard-carrier").post(path, query.formatted(ATTACK));

            assertThat(Executed.times).isZero();
            assertThat(answer.status()).as(answer.text()).isEqualTo(400);
            if (query.contains("orQueries")) { // the others are stopped by the engine itself
                assertThat(answer.json().get("message").asText()).startsWith("Les expressions ne sont pas acceptées");
            }
        }
    }

    @Test
    void nobodyCanRunCodeThroughTheQueryThatExtendsAFilter() {
        Filter filter = filters.saveFilter(filters.newTaskFilter("guard-extended")
                .setQuery(tasks.createTaskQuery().or().taskName("x").endOr()));
        String extension = "{\"orQueries\":[{\"assigneeExpression\":\"" + ATTACK + "\"}]}";
        for (String who : new String[] {"guard-carrier", "guard-admin"}) {
            for (String action : new String[] {"/list?firstResult=0&maxResults=10", "/count", "/singleResult"}) {
                var answer = people.as(who).post("/filter/" + filter.getId() + action, extension);
                assertThat(Executed.times).isZero();
                assertThat(answer.status()).as(answer.text()).isEqualTo(400);
            }
        }
        filters.deleteFilter(filter.getId());
    }

    @Test
    void staffMakeNoFiltersAndAdministratorsNoneWithCode() {
        String plain = "{\"resourceType\":\"Task\",\"name\":\"guard-plain\",\"query\":{}}";
        String evil =
                "{\"resourceType\":\"Task\",\"name\":\"guard-evil\",\"query\":{\"orQueries\":[{\"assigneeExpression\":\""
                        + ATTACK + "\"}]}}";
        assertThat(people.as("guard-carrier").post("/filter/create", plain).status())
                .isEqualTo(403);
        assertThat(people.as("guard-admin").post("/filter/create", evil).status())
                .isEqualTo(400);
        assertThat(filters.createTaskFilterQuery().filterNameLike("guard-evil%").count())
                .isZero();
    }

    @Test
    void aFilterThatWasWrittenIntoTheDatabaseDoesNotRunEither() {
        Filter filter =
                filters.saveFilter(filters.newTaskFilter("guard-tampered").setQuery(tasks.createTaskQuery()));
        jdbc.update(
                "update act_ru_filter set query_ = ? where id_ = ?",
                "{\"assigneeExpression\":\"" + ATTACK + "\"}",
                filter.getId());

        assertThat(people.as("guard-carrier")
                        .get("/filter/" + filter.getId() + "/list?firstResult=0&maxResults=10")
                        .status())
                .isEqualTo(400);
        assertThat(Executed.times).isZero();
        filters.deleteFilter(filter.getId());
    }

    @Test
    void theApplicationsOwnFiltersWork() {
        Filter filter = filters.saveFilter(filters.newTaskFilter("guard-mine")
                .setQuery(tasks.createTaskQuery()
                        .taskCandidateGroupInExpression("${currentUserGroups()}")
                        .dueBeforeExpression("${dateTime().plusWeeks(1)}")
                        .followUpBeforeExpression("${now()}")));

        assertThat(people.as("guard-carrier")
                        .get("/filter/" + filter.getId() + "/list?firstResult=0&maxResults=10")
                        .status())
                .isEqualTo(200);
        filters.deleteFilter(filter.getId());
    }

    @Test
    void noScriptEngineAnswers() {
        assertThat(ServiceLoader.load(ScriptEngineFactory.class))
                .allSatisfy(
                        factory -> assertThat(factory.getClass().getName()).matches("org\\.camunda\\.(feel|bpm)\\..*"));
        for (String language : new String[] {"juel", "javascript", "groovy", "python", "feel", "feel-expression"}) {
            assertThatThrownBy(() -> engine.getCommandExecutorTxRequired()
                            .execute(context -> engine.getScriptingEngines().getScriptEngineForLanguage(language)))
                    .isInstanceOf(Refusal.class);
        }
    }
}
