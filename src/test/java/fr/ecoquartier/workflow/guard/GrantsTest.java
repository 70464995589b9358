package fr.ecoquartier.workflow.guard;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.IntegrationTest;
import java.util.Map;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Permissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/** Grants per role and definition: enough for Tasklist and Cockpit, nothing per task but an expert's own. */
@IntegrationTest
class GrantsTest {

    @Autowired
    private EngineClient people;

    @Autowired
    private TaskService tasks;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private DataSource dataSource;

    @Autowired
    private PlatformTransactionManager transactions;

    @Test
    void moreTasksMakeNoMoreGrants() {
        long before = grants();
        for (int i = 0; i < 3; i++) {
            String task = people.task(people.dossierAt("checkAdmissibility", "82"));
            people.as("guard-dreal-82").post("/task/" + task + "/claim", "{\"userId\":\"guard-dreal-82\"}");
        }
        assertThat(grants()).isEqualTo(before);
    }

    @Test
    void anExpertsGrantLivesAsLongAsTheAssignment() {
        long before = grants();
        String task = people.task(people.dossierAt("giveContractOpinion", "82", Map.of("expert", "guard-expert-a")));
        assertThat(grantsOn(task)).containsExactly(Map.of("user_id_", "guard-expert-a"));

        tasks.setAssignee(task, "guard-expert-b");
        assertThat(grantsOn(task)).containsExactly(Map.of("user_id_", "guard-expert-b"));

        people.as("guard-expert-b").post("/task/" + task + "/submit-form", "{}");
        assertThat(grantsOn(task)).isEmpty();
        assertThat(grants()).isEqualTo(before);
    }

    @Test
    void startingAgainChangesNothing() {
        String all = "select string_agg(group_id_ || resource_type_ || resource_id_ || perms_, ',' order by id_) from"
                + " act_ru_authorization";
        String before = jdbc.queryForObject(all, String.class);
        new EngineDatabase(dataSource, transactions).prepare(engine);
        assertThat(jdbc.queryForObject(all, String.class)).isEqualTo(before);
    }

    @Test
    void aGrantThatARoleShouldNotHaveGoesAtTheNextStart() {
        jdbc.update(
                "update act_ru_authorization set perms_ = 2147483647 where group_id_ = 'carrier' and resource_type_ = 6");
        jdbc.update(
                "update act_ru_authorization set perms_ = perms_ | 8 where group_id_ = 'carrier' and resource_type_ = 5 and resource_id_ = '*'");
        new EngineDatabase(dataSource, transactions).prepare(engine);
        assertThat(jdbc.queryForObject(
                        "select perms_ from act_ru_authorization where group_id_ = 'carrier' and resource_type_ = 5 and resource_id_ = '*'",
                        Integer.class))
                .isEqualTo(Permissions.READ.getValue());
        assertThat(jdbc.queryForObject(
                        "select perms_ from act_ru_authorization where group_id_ = 'carrier' and resource_type_ = 6",
                        Integer.class))
                .isLessThan(Integer.MAX_VALUE);
    }

    @ParameterizedTest
    @CsvSource({
        "guard-dreal-82,checkAdmissibility",
        "guard-carrier,registerCharter",
        "guard-ministry,decideCharterRefusal",
        "guard-expert-a,giveContractOpinion"
    })
    void tasklistWorksForThoseWhoWorkInIt(String who, String step) {
        String dossier = people.dossierAt(step, "82", Map.of("expert", "guard-expert-a"));
        String task = people.task(dossier);
        String definition = tasks.createTaskQuery().taskId(task).singleResult().getProcessDefinitionId();
        var person = people.as(who);

        assertThat(person.get("/task?maxResults=10&processInstanceBusinessKey=" + dossier)
                        .json())
                .hasSize(1);
        if (!who.contains("expert")) {
            assertThat(person.post("/task/" + task + "/claim", "{\"userId\":\"" + who + "\"}")
                            .status())
                    .isEqualTo(204);
        }
        assertThat(person.get("/task/" + task).status()).isEqualTo(200);
        assertThat(person.get("/task/" + task + "/form").status()).isEqualTo(200);
        assertThat(person.get("/task/" + task + "/deployed-form").text()).contains("guard-form");
        assertThat(person.get("/task/" + task + "/form-variables?deserializeValues=false")
                        .status())
                .isEqualTo(200);
        assertThat(person.get("/task/" + task + "/identity-links").status()).isEqualTo(200);
        // comments are history, which an expert does not have
        assertThat(person.get("/task/" + task + "/comment").status()).isEqualTo(who.contains("expert") ? 404 : 200);
        assertThat(person.get("/process-definition/" + definition + "/xml").status())
                .isEqualTo(200);
        assertThat(person.get("/history/user-operation?maxResults=10&taskId=" + task)
                        .status())
                .isEqualTo(200);
        var submitted =
                person.post("/task/" + task + "/submit-form", "{\"variables\":{\"note\":{\"value\":\"fait\"}}}");
        assertThat(submitted.status()).as(submitted.text()).isEqualTo(204);
    }

    @Test
    void aManagerReadsEverythingAndWritesNothing() {
        String dossier = people.dossierAt("registerCharter", "42");
        String task = people.task(dossier);
        String instance = tasks.createTaskQuery().taskId(task).singleResult().getProcessInstanceId();
        var manager = people.as("guard-manager");

        assertThat(manager.get("/process-instance?maxResults=10&businessKey=" + dossier)
                        .json())
                .hasSize(1);
        assertThat(manager.get("/process-instance/" + instance + "/activity-instances")
                        .status())
                .isEqualTo(200);
        assertThat(manager.get("/process-instance/" + instance + "/variables").status())
                .isEqualTo(200);
        assertThat(manager.get("/history/process-instance?maxResults=10&processInstanceBusinessKey=" + dossier)
                        .json())
                .hasSize(1);
        assertThat(manager.get("/history/variable-instance?maxResults=10&processInstanceId=" + instance)
                        .json())
                .isNotEmpty();
        assertThat(manager.get("/incident?maxResults=10").status()).isEqualTo(200);
        assertThat(manager.get("/job?maxResults=10").status()).isEqualTo(200);
        assertThat(manager.post("/task/" + task + "/claim", "{\"userId\":\"guard-manager\"}")
                        .status())
                .isEqualTo(403);
        assertThat(manager.put("/process-instance/" + instance + "/variables/x", "{\"value\":1}")
                        .status())
                .isEqualTo(403);
        assertThat(manager.delete("/process-instance/" + instance).status()).isEqualTo(403);
    }

    @Test
    void aPartnerHasNoTaskThatWasNotGiven() {
        people.dossierAt("registerCharter", "82");
        assertThat(people.as("guard-partner").get("/task?maxResults=100").text())
                .isEqualTo("[]");
        assertThat(people.as("guard-partner")
                        .get("/history/task?maxResults=100")
                        .text())
                .isEqualTo("[]");
        assertThat(people.as("guard-partner")
                        .get("/process-instance?maxResults=100")
                        .text())
                .isEqualTo("[]");
        assertThat(people.as("guard-partner").get("/user?maxResults=100").json())
                .extracting(user -> user.get("id").asText())
                .containsExactly("guard-partner");
    }

    @ParameterizedTest
    @ValueSource(strings = {"guard-dreal-42", "guard-expert-a", "guard-partner"})
    void instancesAndTheirVariablesAreNotForOtherRegionsAndExperts(String who) {
        String dossier = people.dossierAt("registerCharter", "82");
        String instance = tasks.createTaskQuery()
                .taskId(people.task(dossier))
                .singleResult()
                .getProcessInstanceId();
        var stranger = people.as(who);

        assertThat(stranger.get("/process-instance/" + instance + "/variables").status())
                .isEqualTo(403);
        for (String query : new String[] {
            "/process-instance?maxResults=10&businessKey=" + dossier,
            "/variable-instance?maxResults=10&processInstanceIdIn=" + instance,
            "/history/variable-instance?maxResults=10&processInstanceId=" + instance,
            "/history/activity-instance?maxResults=10&processInstanceId=" + instance,
            "/history/detail?maxResults=10&processInstanceId=" + instance,
            "/history/user-operation?maxResults=10&processInstanceId=" + instance,
            "/execution?maxResults=10&processInstanceId=" + instance,
            "/authorization?maxResults=10"
        }) {
            assertThat(stranger.get(query).text()).as(query).isEqualTo("[]");
        }
    }

    private long grants() {
        return jdbc.queryForObject("select count(*) from act_ru_authorization", Long.class);
    }

    private java.util.List<Map<String, Object>> grantsOn(String task) {
        return jdbc.queryForList("select user_id_ from act_ru_authorization where resource_id_ = ?", task);
    }
}
