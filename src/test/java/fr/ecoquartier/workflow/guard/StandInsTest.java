package fr.ecoquartier.workflow.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.access.AccountRefused;
import fr.ecoquartier.access.HeldTasks;
import fr.ecoquartier.access.NewStandIn;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.access.StaffDirectory;
import fr.ecoquartier.access.StandIn;
import fr.ecoquartier.access.StandIns;
import fr.ecoquartier.workflow.guard.EngineClient.Answer;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A stand-in does what the absent person holds, in the period, as a person of the same role; nobody else does. */
@IntegrationTest
class StandInsTest {

    private static final String SUBMITTED = "{\"variables\":{\"note\":{\"value\":\"fait\"}}}";

    @Autowired
    private EngineClient people;

    @Autowired
    private StaffDirectory staff;

    @Autowired
    private StandIns standIns;

    @Autowired
    private HeldTasks held;

    @Autowired
    private TaskService tasks;

    private Person person(String name, Set<Role> roles, String... regions) {
        String id = "standin-" + name + "-" + UUID.randomUUID().toString().substring(0, 6);
        staff.save(new StaffDirectory.NewStaff(
                id, name, "Test", id + "@exemple.invalid", EngineClient.PASSWORD, roles, Set.of(regions)));
        return staff.find(id).orElseThrow();
    }

    private Person dreal(String name, String... regions) {
        return person(name, Set.of(Role.DREAL), regions);
    }

    private StandIn named(Person absent, Person substitute, Role role) {
        return standIns.name(
                new NewStandIn(
                        absent.id(),
                        substitute.id(),
                        role,
                        standIns.today(),
                        standIns.today().plusDays(7),
                        "congés"),
                absent);
    }

    private Answer claim(Person who, String task) {
        return people.as(who.id()).post("/task/" + task + "/claim", "{\"userId\":\"" + who.id() + "\"}");
    }

    private String heldBy(Person holder, String step, String region) {
        String task = people.task(people.dossierAt(step, region));
        assertThat(claim(holder, task).status()).isEqualTo(204);
        return task;
    }

    private String assignee(String task) {
        return tasks.createTaskQuery().taskId(task).singleResult().getAssignee();
    }

    @Test
    void theStandInTakesAndDoesWhatTheAbsentPersonHolds() {
        Person absent = dreal("absente", "82");
        Person standIn = dreal("suppleante", "82", "42");
        String task = heldBy(absent, "checkAdmissibility", "82");
        assertThat(claim(standIn, task).status()).isIn(403, 409);

        named(absent, standIn, Role.DREAL);

        assertThat(claim(standIn, task).status()).isEqualTo(204);
        assertThat(assignee(task)).isEqualTo(standIn.id());
        assertThat(tasks.getVariableLocal(task, TasksOnAccount.ON_ACCOUNT_OF)).isEqualTo(absent.name());
        Answer done = people.as(standIn.id()).post("/task/" + task + "/submit-form", SUBMITTED);
        assertThat(done.status()).as(done.text()).isEqualTo(204);
    }

    @Test
    void aColleagueWhoStandsInForNobodyTakesNothing() {
        Person absent = dreal("absente", "82");
        Person colleague = dreal("collegue", "82");
        named(absent, dreal("suppleante", "82"), Role.DREAL);
        String task = heldBy(absent, "checkAdmissibility", "82");

        assertThat(claim(colleague, task).status()).isIn(403, 409);
        assertThatThrownBy(() -> held.take(task, colleague)).isInstanceOf(RuntimeException.class);
        assertThat(assignee(task)).isEqualTo(absent.id());
    }

    @Test
    void beforeAndAfterThePeriodTheTaskStaysWhereItIs() {
        Person absent = dreal("absente", "82");
        Person standIn = dreal("suppleante", "82");
        String task = heldBy(absent, "checkAdmissibility", "82");
        StandIn later = standIns.name(
                new NewStandIn(
                        absent.id(),
                        standIn.id(),
                        Role.DREAL,
                        standIns.today().plusDays(1),
                        standIns.today().plusDays(2),
                        null),
                absent);
        assertThat(claim(standIn, task).status()).isIn(403, 409);
        standIns.end(later.id(), absent);
        StandIn now = named(absent, standIn, Role.DREAL);
        standIns.end(now.id(), absent);
        assertThat(claim(standIn, task).status()).isIn(403, 409);
        assertThat(assignee(task)).isEqualTo(absent.id());
    }

    @Test
    void whoInstructedDoesNotDecideOnAccountOfSomebodyElse() {
        Person minister = person("decideur", Set.of(Role.MINISTRY));
        Person both = person("deuxroles", Set.of(Role.DREAL, Role.MINISTRY), "82");
        String dossier = people.dossierAt("checkAdmissibility", "82");
        String instruction = people.task(dossier);
        assertThat(claim(both, instruction).status()).isEqualTo(204);
        assertThat(people.as(both.id())
                        .post("/task/" + instruction + "/submit-form", SUBMITTED)
                        .status())
                .isEqualTo(204);
        String decision = people.task(dossier);
        assertThat(claim(minister, decision).status()).isEqualTo(204);
        named(minister, both, Role.MINISTRY);

        Answer refused = claim(both, decision);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text()).contains("ne peut pas instruire et décider");
        assertThat(assignee(decision)).isEqualTo(minister.id());
    }

    @Test
    void theStandInGoesByTheRoleTheyStandInFor() {
        Person both = person("deuxroles", Set.of(Role.DREAL, Role.MINISTRY), "82");
        Person agent = dreal("agent", "82");
        named(both, agent, Role.DREAL);
        String decision = heldBy(both, "decideCharterRefusal", "82");

        assertThat(claim(agent, decision).status()).isIn(403, 409);
        assertThat(assignee(decision)).isEqualTo(both.id());
    }

    @Test
    void whatWasTakenCanBeTakenBackOrPutBack() {
        Person absent = dreal("absente", "82");
        Person standIn = dreal("suppleante", "82");
        named(absent, standIn, Role.DREAL);
        String task = heldBy(absent, "checkAdmissibility", "82");
        held.take(task, standIn);
        assertThat(assignee(task)).isEqualTo(standIn.id());

        assertThat(claim(absent, task).status()).isEqualTo(204);
        assertThat(assignee(task)).isEqualTo(absent.id());
        assertThat(tasks.getVariableLocal(task, TasksOnAccount.ON_ACCOUNT_OF)).isNull();

        assertThat(claim(standIn, task).status()).isEqualTo(204);
        assertThat(people.as(standIn.id())
                        .post("/task/" + task + "/unclaim", "")
                        .status())
                .isEqualTo(204);
        assertThat(assignee(task)).isNull();
        assertThat(tasks.getVariableLocal(task, TasksOnAccount.ON_ACCOUNT_OF)).isNull();
        assertThat(standIns.underWhich(task)).isEmpty();
    }

    @Test
    void aPersonalOpinionIsNobodyElses() {
        String dossier = people.dossierAt("giveContractOpinion", "82", Map.of("expert", "guard-expert-a"));
        String task = people.task(dossier);

        assertThat(people.as("guard-expert-b")
                        .post("/task/" + task + "/claim", "{\"userId\":\"guard-expert-b\"}")
                        .status())
                .isIn(403, 404, 409);
        Person expert = staff.find("guard-expert-a").orElseThrow();
        assertThatThrownBy(() -> named(expert, staff.find("guard-expert-b").orElseThrow(), Role.EXPERT))
                .isInstanceOf(AccountRefused.class)
                .hasMessageContaining("agissent en leur nom");
    }

    @Test
    void aStandInHasTheRoleAndATerritoryThatCovers() {
        Person absent = dreal("absente", "82", "42");
        assertRefused(absent, dreal("ailleurs", "82"), absent, "suppleant", "toutes les régions");
        assertRefused(absent, person("autre", Set.of(Role.CARRIER)), absent, "suppleant", "n’a pas le rôle");
        assertRefused(absent, absent, absent, "suppleant", "soi-même");
    }

    @Test
    void onlyTheAbsentPersonAndAdministratorsNameAStandIn() {
        Person absent = dreal("absente", "82");
        Person standIn = dreal("suppleante", "82");
        assertRefused(absent, standIn, standIn, "", "administrateurs");
        assertRefused(absent, standIn, staff.find("guard-manager").orElseThrow(), "", "administrateurs");

        StandIn named = standIns.name(
                new NewStandIn(absent.id(), standIn.id(), Role.DREAL, standIns.today(), standIns.today(), null),
                staff.find("guard-admin").orElseThrow());
        assertThat(standIns.of(absent.id(), java.time.Instant.now()))
                .map(StandIn::id)
                .contains(named.id());
        assertThatThrownBy(() -> standIns.end(named.id(), standIn)).isInstanceOf(AccountRefused.class);
    }

    @Test
    void twoPeriodsOfAnAbsenceDoNotOverlapAndTheStandInIsThere() {
        Person absent = dreal("absente", "82");
        Person standIn = dreal("suppleante", "82");
        named(absent, standIn, Role.DREAL);
        assertRefused(absent, dreal("autre", "82"), absent, "du", "déjà prévue");
        assertRefused(standIn, absent, standIn, "suppleant", "a aussi annoncé une absence");
    }

    @Test
    void whoStandsInForAStandInGetsTheirTasksAndNotThoseOfTheFirst() {
        Person first = dreal("premiere", "82");
        Person second = dreal("deuxieme", "82");
        Person third = dreal("troisieme", "82");
        String ofFirst = heldBy(first, "checkAdmissibility", "82");
        String ofSecond = heldBy(second, "checkAdmissibility", "82");
        standIns.name(
                new NewStandIn(
                        second.id(),
                        third.id(),
                        Role.DREAL,
                        standIns.today().plusDays(10),
                        standIns.today().plusDays(20),
                        null),
                second);
        assertRefusedFor(first, second, 5, 15, "suppleant", "a aussi annoncé une absence");

        named(first, second, Role.DREAL);
        StandIn later = standIns.concerning(second.id()).stream()
                .filter(standIn -> standIn.absent().equals(second.id()))
                .findFirst()
                .orElseThrow();
        standIns.end(later.id(), second);
        standIns.name(
                new NewStandIn(
                        second.id(),
                        third.id(),
                        Role.DREAL,
                        standIns.today(),
                        standIns.today().plusDays(2),
                        null),
                second);

        assertThat(claim(third, ofSecond).status()).isEqualTo(204);
        assertThat(claim(third, ofFirst).status()).isIn(403, 409);
        assertThat(assignee(ofFirst)).isEqualTo(first.id());
    }

    @Test
    void aStandInOfAnotherRegionIsRefusedEvenByAnAdministrator() {
        Person absent = dreal("absente", "82");
        assertThatThrownBy(() -> standIns.name(
                        new NewStandIn(
                                absent.id(),
                                dreal("ailleurs", "42").id(),
                                Role.DREAL,
                                standIns.today(),
                                standIns.today(),
                                null),
                        staff.find("guard-admin").orElseThrow()))
                .isInstanceOf(AccountRefused.class)
                .hasMessageContaining("toutes les régions");
    }

    private void assertRefusedFor(
            Person absent, Person substitute, int from, int until, String field, String sentence) {
        assertThatThrownBy(() -> standIns.name(
                        new NewStandIn(
                                absent.id(),
                                substitute.id(),
                                Role.DREAL,
                                standIns.today().plusDays(from),
                                standIns.today().plusDays(until),
                                null),
                        absent))
                .isInstanceOfSatisfying(
                        AccountRefused.class,
                        refused -> assertThat(refused.problems())
                                .containsKey(field)
                                .extractingByKey(field)
                                .asString()
                                .contains(sentence));
    }

    @Test
    void theFilterShowsTheTasksOfThoseForWhomTheReaderStandsIn() {
        Person absent = dreal("absente", "82");
        Person standIn = dreal("suppleante", "82");
        String task = heldBy(absent, "checkAdmissibility", "82");
        String filter = filter(standIn);
        assertThat(listed(standIn, filter)).doesNotContain(task);

        named(absent, standIn, Role.DREAL);

        assertThat(listed(standIn, filter)).containsExactly(task);
        assertThat(people.as(standIn.id())
                        .get("/filter/" + filter + "/count")
                        .json()
                        .get("count")
                        .asInt())
                .isEqualTo(1);
        assertThat(listed(absent, filter)).isEmpty();
    }

    private String filter(Person reader) {
        return StreamSupport.stream(
                        people.as(reader.id())
                                .get("/filter?maxResults=100")
                                .json()
                                .spliterator(),
                        false)
                .filter(filter -> filter.get("name").asText().equals("Tâches que je supplée"))
                .findFirst()
                .orElseThrow()
                .get("id")
                .asText();
    }

    private java.util.List<String> listed(Person reader, String filter) {
        JsonNode answer = people.as(reader.id())
                .get("/filter/" + filter + "/list?maxResults=100")
                .json();
        return StreamSupport.stream(answer.spliterator(), false)
                .map(task -> task.get("id").asText())
                .toList();
    }

    private void assertRefused(Person absent, Person substitute, Person by, String field, String sentence) {
        assertThatThrownBy(() -> standIns.name(
                        new NewStandIn(
                                absent.id(),
                                substitute.id(),
                                Role.DREAL,
                                standIns.today(),
                                standIns.today().plusDays(3),
                                null),
                        by))
                .isInstanceOfSatisfying(AccountRefused.class, refused -> {
                    assertThat(refused.problems()).containsKey(field);
                    assertThat(refused.getMessage()).contains(sentence);
                });
    }
}
