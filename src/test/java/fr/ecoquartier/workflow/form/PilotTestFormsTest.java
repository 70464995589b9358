package fr.ecoquartier.workflow.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.Visitor;
import fr.ecoquartier.access.AuthorityAccounts;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.access.StaffDirectory;
import fr.ecoquartier.access.TestAccounts;
import fr.ecoquartier.dossier.AuthorityTasks;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.NewDossier;
import fr.ecoquartier.dossier.OpenTask;
import fr.ecoquartier.expertise.Expert;
import fr.ecoquartier.expertise.ExpertKind;
import fr.ecoquartier.expertise.Experts;
import fr.ecoquartier.pilot.rating.Evaluator;
import fr.ecoquartier.pilot.rating.Evaluators;
import fr.ecoquartier.pilot.rating.Rating;
import fr.ecoquartier.pilot.rating.Ratings;
import fr.ecoquartier.workflow.Refusal;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The forms of a pilot test, sent by those who evaluate it, each alone. */
@IntegrationTest
class PilotTestFormsTest {

    private static final Set<String> GRENOBLE = Set.of("38185");

    @LocalServerPort
    private int port;

    @Autowired
    private AutowireCapableBeanFactory application;

    @Autowired
    private StaffDirectory staff;

    @Autowired
    private AuthorityAccounts authorities;

    @Autowired
    private AuthorityTasks authorityTasks;

    @Autowired
    private Dossiers dossiers;

    @Autowired
    private Experts experts;

    @Autowired
    private Evaluators evaluators;

    @Autowired
    private Ratings ratings;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private TaskService tasks;

    private final String tag = UUID.randomUUID().toString().substring(0, 8);
    private final String ada = "pilot.ada." + tag;
    private final String bob = "pilot.bob." + tag;
    private final String ademe = "pilot.ademe." + tag;
    private Desk desk;
    private String reference;

    @BeforeEach
    void aTestToLaunch() throws Exception {
        desk = Desk.in(application);
        TestAccounts accounts = new TestAccounts(staff, authorities);
        accounts.staff(ada, Role.EXPERT);
        accounts.staff(bob, Role.EXPERT);
        accounts.staff(ademe, Role.PARTNER);
        experts.register(new Expert(ada, "Ada " + tag, ExpertKind.LOCAL, "CETE " + tag, null, true));
        experts.register(new Expert(bob, "Bob " + tag, ExpertKind.NATIONAL, "CAUE " + tag, null, true));
        reference = dossiers.openTest(
                new NewDossier("38185", "Caserne de Bonne", "urban", true), "2012-test", Desk.GRENOBLE);
        Map<String, Object> variables = new HashMap<>();
        variables.put("reference", reference);
        variables.put("campaign", "CT-" + tag);
        variables.put("authorityName", "Grenoble");
        variables.put("operationName", "Caserne de Bonne");
        variables.put("referentielVersion", "2012-test");
        variables.put("regionCode", "82");
        runtime.createProcessInstanceByKey("pilotTest")
                .businessKey(reference)
                .setVariables(variables)
                .execute();
        desk.runAll(reference);
    }

    private static Map<String, Object> kickOff(List<String> experts, List<String> partners) {
        Map<String, Object> answers = new HashMap<>();
        answers.put("heldOn", LocalDate.of(2012, 9, 3).toString());
        answers.put("participants", "La Ville, la DREAL et l'ADEME");
        answers.put("experts", experts);
        answers.put("partners", partners);
        return answers;
    }

    /** Launched, and refused at the charter: the evaluations are asked at once. */
    private void evaluationsAsked() throws Exception {
        desk.answer(reference, "recordKickOff", kickOff(List.of(ada, bob), List.of(ademe)));
        desk.runAll(reference);
        desk.joinDeliberation(reference);
        desk.answer(reference, "fileCharterRequest");
        desk.runAll(reference);
        desk.answer(reference, "enterBaselineMeasures");
        desk.runAll(reference);
        desk.answer(reference, "checkAdmissibility", SampleAnswers.decision("admissibility", "refusal"));
        desk.runAll(reference);
        desk.answer(reference, "decideCharterRefusal", SampleAnswers.decision("refusal", "confirmed"));
        desk.runAll(reference);
    }

    private Map<String, Object> rating() throws JsonProcessingException {
        Map<String, Object> answers = new LinkedHashMap<>();
        for (int i = 1; i <= 20; i++) {
            answers.put("E%02d".formatted(i), "3");
        }
        for (int i = 1; i <= 23; i++) {
            answers.put("I%02d".formatted(i), "met");
        }
        answers.put("E01", "4");
        answers.put("E02", "cannotJudge");
        answers.put("E01_comment", "Le besoin est bien décrit.");
        answers.put("I01", "unmet");
        answers.put("I02", "cannotJudge");
        answers.put("I01_difficulty", "5");
        answers.put("I01_clarity", "1");
        answers.put("hours_rating", "2.5");
        answers.put("remarks", "Rien d'autre.");
        return answers;
    }

    private String task(String step, String assignee) {
        return tasks.createTaskQuery()
                .processInstanceBusinessKey(reference)
                .taskDefinitionKey(step)
                .taskAssignee(assignee)
                .singleResult()
                .getId();
    }

    private Visitor visitor(String id) {
        return new Visitor(port).basic(id, TestAccounts.PASSWORD);
    }

    private HttpResponse<String> send(String person, String task, Map<String, ?> answers) {
        ObjectNode body = FormSchema.JSON.createObjectNode();
        ObjectNode variables = body.putObject("variables");
        answers.forEach((key, value) -> variables.putObject(key).set("value", FormSchema.JSON.valueToTree(value)));
        return visitor(person).json("POST", "/engine-rest/task/" + task + "/submit-form", body.toString());
    }

    private static JsonNode json(HttpResponse<String> answer) throws JsonProcessingException {
        return FormSchema.JSON.readTree(answer.body());
    }

    @Test
    void theKickOffNamesItsEvaluatorsAmongThoseWithoutConflict() {
        String mayor = "pilot.maire." + tag;
        experts.register(new Expert(mayor, "Experte de Grenoble", ExpertKind.LOCAL, "Ville " + tag, "38185", true));
        Task kickOff = desk.task(reference, "recordKickOff");

        Refusal conflict = catchThrowableOfType(
                Refusal.class, () -> desk.answer(reference, "recordKickOff", kickOff(List.of(mayor), List.of())));
        Refusal nobody = catchThrowableOfType(
                Refusal.class, () -> desk.answer(reference, "recordKickOff", kickOff(List.of(), List.of())));
        Map<String, Object> future = kickOff(List.of(ada), List.of());
        future.put("heldOn", LocalDate.now().plusDays(3).toString());
        Refusal tomorrow = catchThrowableOfType(Refusal.class, () -> desk.answer(reference, "recordKickOff", future));

        assertThat(conflict.problems().get(0).field()).isEqualTo("experts");
        assertThat(nobody.problems().get(0).message()).isEqualTo("Désignez au moins un expert ou un partenaire.");
        assertThat(tomorrow.problems()).extracting(Refusal.FieldProblem::field).containsExactly("heldOn");
        assertThat(desk.task(reference, "recordKickOff").getId()).isEqualTo(kickOff.getId());
        assertThat(evaluators.of(reference)).isEmpty();
    }

    @Test
    void twoExpertsOfTheSameEmployerAreRefusedUnderTheirField() {
        String twin = "pilot.twin." + tag;
        experts.register(new Expert(twin, "Jumeau " + tag, ExpertKind.LOCAL, "CETE " + tag, null, true));

        Refusal refusal = catchThrowableOfType(
                Refusal.class,
                () -> desk.answer(reference, "recordKickOff", kickOff(List.of(ada, twin), List.of(ademe))));

        assertThat(refusal.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.field()).isEqualTo("experts");
            assertThat(problem.message()).contains("ont le même employeur");
        });
    }

    @Test
    void anEvaluatorIsShownFactsAndNoRatingOfAnybody() throws Exception {
        evaluationsAsked();

        HttpResponse<String> answer =
                visitor(ada).get("/engine-rest/task/" + task("rateAsExpert", ada) + "/form-variables");
        JsonNode shown = json(answer);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(shown.fieldNames()).toIterable().containsExactlyInAnyOrder("dossier", "facts", "evidence");
        assertThat(shown.path("facts").toString())
                .contains("Densité nette de logements", "Surface cessible")
                .doesNotContain("Exemplaire", "Atteint", "Non atteint", "Sans objet", "seuil", "cible");
        assertThat(visitor(bob)
                        .get("/engine-rest/task/" + task("rateAsExpert", ada) + "/form-variables")
                        .statusCode())
                .as("another evaluator's task")
                .isBetween(400, 404);
    }

    @Test
    void aRatingIsKeptWithItsAuthorAndNothingOfItReachesTheProcess() throws Exception {
        evaluationsAsked();
        String others = task("rateAsExpert", bob);

        HttpResponse<String> answer = send(ada, task("rateAsExpert", ada), rating());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
        Rating given = ratings.own(reference, ada).orElseThrow();
        assertThat(given.campaign()).isEqualTo("CT-" + tag);
        assertThat(given.commitments())
                .hasSize(19)
                .containsEntry("E01", 4)
                .containsEntry("E03", 3)
                .doesNotContainKey("E02");
        assertThat(given.indicators()).hasSize(22).containsEntry("I01", "unmet").doesNotContainKey("I02");
        assertThat(given.difficulty()).containsExactly(Map.entry("I01", 5));
        assertThat(given.clarity()).containsExactly(Map.entry("I01", 1));
        assertThat(given.hours()).containsExactly(Map.entry("rating", new BigDecimal("2.5")));
        assertThat(given.comments()).containsExactly(Map.entry("E01", "Le besoin est bien décrit."));
        assertThat(desk.variablesEver(reference))
                .doesNotContain("E01", "I01", "E01_comment", "I01_difficulty", "hours_rating", "remarks", "facts");
        assertThat(visitor(bob)
                        .get("/engine-rest/task/" + others + "/form-variables")
                        .body())
                .doesNotContain("Le besoin est bien décrit.", ada);
        assertThat(evaluators.of(reference))
                .filteredOn(evaluator -> ada.equals(evaluator.userId()))
                .extracting(Evaluator::state)
                .containsExactly(Evaluator.State.GIVEN);
    }

    @Test
    void whatLeavesItsScaleIsNamedAndTheTaskStaysAsItWas() throws Exception {
        evaluationsAsked();
        String task = task("rateAsPartner", ademe);
        Map<String, String> wrong = Map.of(
                "E03", "5",
                "E04", "excellent",
                "I05", "missing",
                "I06_difficulty", "0",
                "I07_clarity", "6",
                "hours_award", "-2",
                "E99", "1");
        for (Map.Entry<String, String> one : wrong.entrySet()) {
            Map<String, Object> answers = rating();
            answers.put(one.getKey(), one.getValue());

            HttpResponse<String> answer = send(ademe, task, answers);

            assertThat(answer.statusCode()).as(one.getKey()).isEqualTo(422);
            assertThat(json(answer).path("errors").findValuesAsText("field")).containsExactly(one.getKey());
        }
        assertThat(send(bob, task, rating()).statusCode())
                .as("for somebody else")
                .isBetween(400, 404);
        assertThat(ratings.own(reference, ademe)).isEmpty();
        assertThat(ratings.own(reference, bob)).isEmpty();
        assertThat(task("rateAsPartner", ademe)).isEqualTo(task);
    }

    @Test
    void theAuthorityTellsWhatTheTestCostInItsSpaceAndKeepsADraft() throws Exception {
        evaluationsAsked();
        OpenTask task = authorityTasks.of(GRENOBLE).stream()
                .filter(open -> open.reference().equals(reference))
                .findFirst()
                .orElseThrow();

        authorityTasks.saveDraft(
                task.taskId(), GRENOBLE, Map.of("cost_surface", "1.5", "intruder", "x"), Desk.GRENOBLE);
        AuthorityTasks.TaskForm form =
                authorityTasks.form(task.taskId(), GRENOBLE).orElseThrow();

        assertThat(task.step()).isEqualTo("giveFeedback");
        assertThat(FormSchema.parse(form.schema()).id()).isEqualTo("pilot-feedback-2012-test");
        assertThat(form.data()).containsEntry("cost_surface", "1.5").containsOnlyKeys("dossier", "cost_surface");
        Refusal tooMuch = catchThrowableOfType(
                Refusal.class,
                () -> authorityTasks.submit(
                        task.taskId(),
                        GRENOBLE,
                        Map.of("cost_surface", "201", "I01_clarity", "7", "E01_comment", "x".repeat(3001)),
                        Desk.GRENOBLE));
        assertThat(tooMuch.problems())
                .extracting(Refusal.FieldProblem::field)
                .containsExactlyInAnyOrder("cost_surface", "I01_clarity", "E01_comment");
        Refusal nothing = catchThrowableOfType(
                Refusal.class, () -> authorityTasks.submit(task.taskId(), GRENOBLE, Map.of(), Desk.GRENOBLE));
        assertThat(nothing.problems()).extracting(Refusal.FieldProblem::field).containsExactly("remarks");

        authorityTasks.submit(
                task.taskId(),
                GRENOBLE,
                Map.of("cost_surface", "1.5", "I01_difficulty", "4", "hours_charter", "12", "E01_comment", "Long."),
                Desk.GRENOBLE);

        Rating feedback = ratings.own(reference, Desk.GRENOBLE.id()).orElseThrow();
        assertThat(feedback.commitments()).isEmpty();
        assertThat(feedback.inputCost()).containsExactly(Map.entry("surface", new BigDecimal("1.5")));
        assertThat(feedback.hours()).containsExactly(Map.entry("charter", new BigDecimal("12")));
        assertThat(feedback.comments()).containsExactly(Map.entry("E01", "Long."));
        assertThat(authorityTasks.form(task.taskId(), GRENOBLE)).isEmpty();
    }
}
