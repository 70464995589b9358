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
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.AuthorityTasks;
import fr.ecoquartier.dossier.AuthorityTasks.TaskForm;
import fr.ecoquartier.dossier.Decision;
import fr.ecoquartier.dossier.DossierFigures;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.FiguresKind;
import fr.ecoquartier.dossier.OpenTask;
import fr.ecoquartier.dossier.Proceedings;
import fr.ecoquartier.workflow.Refusal;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What happens to what people send, by the engine's REST interface and by the authority's space. */
@IntegrationTest
class FormSubmissionTest {

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
    private DossierFigures figures;

    @Autowired
    private Proceedings proceedings;

    private Desk desk;
    private Visitor dreal;

    @BeforeEach
    void aReviewerOfTheRegion() {
        desk = Desk.in(application);
        String id = new TestAccounts(staff, authorities).staff("forms.dreal", Role.DREAL, "82");
        dreal = new Visitor(port).basic(id, TestAccounts.PASSWORD);
    }

    private String claimedAdmissibility() throws Exception {
        String reference = desk.openAt("checkAdmissibility");
        String task = desk.task(reference, "checkAdmissibility").getId();
        assertThat(dreal.json("POST", "/engine-rest/task/" + task + "/claim", "{\"userId\": \"forms.dreal\"}")
                        .statusCode())
                .isEqualTo(204);
        return reference;
    }

    private HttpResponse<String> send(String way, String reference, Map<String, ?> answers) {
        String task = desk.task(reference, "checkAdmissibility").getId();
        return dreal.json("POST", "/engine-rest/task/" + task + "/" + way, variables(answers));
    }

    private static String variables(Map<String, ?> answers) {
        ObjectNode body = FormSchema.JSON.createObjectNode();
        ObjectNode variables = body.putObject("variables");
        answers.forEach((key, value) -> {
            ObjectNode variable = variables.putObject(key);
            if (value instanceof List<?>) {
                variable.put("type", "Json")
                        .put("value", FormSchema.JSON.valueToTree(value).toString());
            } else {
                variable.set("value", FormSchema.JSON.valueToTree(value));
            }
        });
        return body.toString();
    }

    private static JsonNode json(HttpResponse<String> answer) throws JsonProcessingException {
        return FormSchema.JSON.readTree(answer.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"submit-form", "complete"})
    void everyFaultyFieldIsNamedInFrenchAndNothingIsKept(String way) throws Exception {
        String reference = claimedAdmissibility();

        HttpResponse<String> answer =
                send(way, reference, Map.of("admissibility", "perhaps", "reason", "court", "outcome", "signed"));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        JsonNode problem = json(answer);
        assertThat(problem.path("errors").findValuesAsText("field"))
                .containsExactly("admissibility", "reason", "outcome");
        assertThat(problem.path("errors").findValuesAsText("message"))
                .containsExactly(
                        "Choisissez une des réponses proposées.",
                        "Au moins 10 caractères sont attendus.",
                        "Ce champ n'existe pas dans ce formulaire.");
        assertThat(problem.path("detail").asText())
                .contains("La demande est-elle recevable ? : Choisissez", "Motif : Au moins")
                .doesNotContain("ENGINE", "Exception");
        assertThat(desk.openSteps(reference)).containsExactly("checkAdmissibility");
        assertThat(proceedings.decisions(reference)).isEmpty();
        assertThat(desk.variablesEver(reference)).doesNotContain("admissibility", "reason", "outcome");
    }

    @ParameterizedTest
    @ValueSource(strings = {"submit-form", "complete"})
    void aSoundAnswerIsADecisionOfTheDossierWithItsAuthorAndVersions(String way) throws Exception {
        String reference = claimedAdmissibility();

        HttpResponse<String> answer = send(way, reference, SampleAnswers.of("checkAdmissibility"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
        assertThat(desk.openSteps(reference)).containsExactly("registerCharter");
        Decision decision = proceedings.decisions(reference).get(0);
        assertThat(decision.outcome()).isEqualTo("admissible");
        assertThat(decision.outcomeLabel()).isEqualTo("Demande de charte recevable");
        assertThat(decision.reason()).startsWith("Les pièces sont complètes");
        assertThat(decision.authorId()).isEqualTo("forms.dreal");
        assertThat(decision.processVersion()).matches("charter:\\d+");
        assertThat(decision.referentiel()).isEqualTo("2012-test");
        assertThat(desk.variablesEver(reference)).contains("admissibility").doesNotContain("reason");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                                                                                     | admissibility,reason
                    {"admissibility": {"value": "admissible"}}                                             | reason
                    {"admissibility": {"value": "correction"}, "reason": {"value": "Il manque le plan."}}  | correctionRequest,correctionDueOn
                    {"admissibility": {"value": 1, "type": "Integer"}, "reason": {"value": true, "type": "Boolean"}} | admissibility,reason
                    {"admissibility": {"value": "[\\"admissible\\"]", "type": "Json"}, "reason": {"value": "Dossier complet."}} | admissibility
                    {"admissibility": {"value": "admissible"}, "reason": {"value": "Dossier complet."}, "correctionDueOn": {"value": "2012-13-45"}} | correctionDueOn
                    {"admissibility": {"value": "admissible"}, "reason": {"value": "Dossier complet."}, "correctionDueOn": {"value": "1999-01-01"}} | correctionDueOn
                    {"admissibility": {"value": "admissible"}, "reason": {"value": "Dossier complet."}, "refusal": {"value": "confirmed"}} | refusal
                    """)
    void eachRuleHoldsForAnyClient(String variables, String fields) throws Exception {
        String reference = claimedAdmissibility();
        String task = desk.task(reference, "checkAdmissibility").getId();

        HttpResponse<String> answer =
                dreal.json("POST", "/engine-rest/task/" + task + "/submit-form", "{\"variables\": " + variables + "}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(json(answer).path("errors").findValuesAsText("field")).containsExactly(fields.split(","));
        assertThat(desk.openSteps(reference)).containsExactly("checkAdmissibility");
    }

    @Test
    void whatCannotBeReadIsRefused() throws Exception {
        String reference = claimedAdmissibility();
        String task = desk.task(reference, "checkAdmissibility").getId();

        for (String value : List.of(
                "{\"value\": \"rO0ABXQABHRlc3Q=\", \"type\": \"Object\", \"valueInfo\": {\"objectTypeName\": \"java.lang.String\", \"serializationDataFormat\": \"application/x-java-serialized-object\"}}",
                "{\"value\": \"AAAA\", \"type\": \"Bytes\"}",
                "{\"value\": \"{\", \"type\": \"Json\"}")) {
            HttpResponse<String> answer = dreal.json(
                    "POST",
                    "/engine-rest/task/" + task + "/submit-form",
                    "{\"variables\": {\"reason\": " + value + "}}");
            assertThat(answer.statusCode()).as(value + answer.body()).isBetween(400, 422);
        }
        assertThat(desk.openSteps(reference)).containsExactly("checkAdmissibility");
    }

    @Test
    void aTaskEndsByItsFormOnly() throws Exception {
        String reference = claimedAdmissibility();
        String task = "/engine-rest/task/"
                + desk.task(reference, "checkAdmissibility").getId();

        for (String[] call : new String[][] {
            {"/resolve", "{\"variables\": {\"admissibility\": {\"value\": \"admissible\"}}}"},
            {"/bpmnError", "{\"errorCode\": \"figuresInvalid\"}"},
            {"/bpmnEscalation", "{\"escalationCode\": \"any\"}"}
        }) {
            assertThat(dreal.json("POST", task + call[0], call[1]).statusCode())
                    .as(call[0])
                    .isBetween(400, 499);
        }
        assertThat(desk.openSteps(reference)).containsExactly("checkAdmissibility");
        assertThat(desk.variablesEver(reference)).doesNotContain("admissibility");
    }

    @Test
    void aFormShowsItsDossierAndNothingElseOfTheProcess() throws Exception {
        String reference = claimedAdmissibility();
        String task = desk.task(reference, "checkAdmissibility").getId();

        JsonNode shown = json(dreal.get("/engine-rest/task/" + task + "/form-variables?deserializeValues=false"));

        assertThat(shown.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "dossier", "check", "evidence", "history", "request", "correctionPoints", "deviations");
        JsonNode check =
                FormSchema.JSON.readTree(shown.path("check").path("value").asText());
        assertThat(shown.path("check").path("type").asText()).isEqualTo("Json");
        assertThat(check.path("table").asText()).contains("| Indicateur |", "Densité nette de logements");
        assertThat(check.path("radar").asText()).startsWith("data:image/svg+xml;base64,");
        assertThat(check.path("radarText").asText()).contains("Cadre de vie et usages");
        assertThat(FormSchema.JSON
                        .readTree(shown.path("dossier").path("value").asText())
                        .path("summary")
                        .asText())
                .contains(reference, "Grenoble", "Rhône-Alpes", "Caserne de Bonne");
        assertThat(desk.variablesEver(reference)).doesNotContain("dossier", "check", "evidence");
    }

    @Test
    void ofTwoPeopleWhoSendTheSameStepOneIsHeard() throws Exception {
        String reference = claimedAdmissibility();
        String task = desk.task(reference, "checkAdmissibility").getId();
        Callable<Integer> sending = () -> new Visitor(port)
                .basic("forms.dreal", TestAccounts.PASSWORD)
                .json(
                        "POST",
                        "/engine-rest/task/" + task + "/submit-form",
                        variables(SampleAnswers.of("checkAdmissibility")))
                .statusCode();
        ExecutorService both = Executors.newFixedThreadPool(2);
        try {
            List<Future<Integer>> answers = both.invokeAll(List.of(sending, sending));

            assertThat(List.of(answers.get(0).get(), answers.get(1).get())).containsExactlyInAnyOrder(204, 409);
        } finally {
            both.shutdown();
        }
        assertThat(proceedings.decisions(reference)).hasSize(1);
    }

    @Test
    void theAuthorityFindsItsTasksAndTheirFormsWithItsDraft() throws Exception {
        String reference = desk.openAt("enterBaselineMeasures");
        OpenTask task = mine(reference);
        Actor actor = Desk.GRENOBLE;

        authorityTasks.saveDraft(task.taskId(), GRENOBLE, Map.of("surface", "15", "intruder", "x"), actor);
        TaskForm form = authorityTasks.form(task.taskId(), GRENOBLE).orElseThrow();

        assertThat(task.name()).isEqualTo("Saisir les données de départ");
        assertThat(form.draft()).isTrue();
        assertThat(FormSchema.parse(form.schema()).id()).isEqualTo("figures-2012-test-baseline");
        assertThat(form.data())
                .containsEntry("surface", "15")
                .containsKey("dossier")
                .doesNotContainKey("intruder");
        assertThat(figures.latest(reference, FiguresKind.BASELINE)).isEmpty();
        assertThat(desk.variablesEver(reference)).doesNotContain("surface");

        authorityTasks.submit(task.taskId(), GRENOBLE, SampleAnswers.figures(), actor);

        assertThat(figures.latest(reference, FiguresKind.BASELINE).orElseThrow().submittedBy())
                .isEqualTo(actor.id());
        assertThat(figures.draft(reference, "enterBaselineMeasures")).isEmpty();
        assertThat(authorityTasks.form(task.taskId(), GRENOBLE)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    surface          | -1      | La valeur doit être comprise entre 0,05 et 2 000.
                    logements        | 10,5    | Un nombre entier est attendu.
                    logementsSociaux | 900     | ne peut pas dépasser
                    unknown          | 1       | Ce champ n'existe pas dans ce formulaire.
                    """)
    void figuresAreRefusedByTheReferentielAndStayWithTheAuthority(String field, String value, String message)
            throws Exception {
        String reference = desk.openAt("enterBaselineMeasures");
        String task = mine(reference).taskId();
        Map<String, Object> answers = SampleAnswers.figures();
        answers.put(field, value);

        Refusal refusal = catchThrowableOfType(
                Refusal.class, () -> authorityTasks.submit(task, GRENOBLE, answers, Desk.GRENOBLE));

        assertThat(refusal.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.field()).isEqualTo(field);
            assertThat(problem.message().replace('\u202f', ' ').replace('\u00a0', ' '))
                    .contains(message);
        });
        assertThat(figures.latest(reference, FiguresKind.BASELINE)).isEmpty();
        assertThat(mine(reference).taskId()).isEqualTo(task);
    }

    @Test
    void theCharterNeedsItsDeliberationAndEveryCommitment() throws Exception {
        String reference = desk.open();
        String task = mine(reference).taskId();
        Map<String, Object> answers = SampleAnswers.of("fileCharterRequest");
        answers.put("commitments", List.of("E01", "E02"));
        answers.put("expectedEnd", "2001-01-01");

        Refusal refusal = catchThrowableOfType(
                Refusal.class, () -> authorityTasks.submit(task, GRENOBLE, answers, Desk.GRENOBLE));

        assertThat(refusal.problems())
                .extracting(Refusal.FieldProblem::field)
                .containsExactly("commitments", "deliberationReference", "expectedEnd");
        assertThat(refusal.problems().get(0).message()).contains("E03, E04").doesNotContain("E02");
    }

    @Test
    void anotherAuthorityOrAnotherRoleGetsNothing() throws Exception {
        String reference = desk.openAt("checkAdmissibility");
        String review = desk.task(reference, "checkAdmissibility").getId();
        String filing = mine(desk.open()).taskId();
        Set<String> strasbourg = Set.of("67482");

        assertThat(authorityTasks.form(filing, strasbourg)).isEmpty();
        assertThat(authorityTasks.form(review, GRENOBLE)).isEmpty();
        assertThat(authorityTasks.of(strasbourg)).extracting(OpenTask::taskId).doesNotContain(filing, review);
        assertThat(authorityTasks.of(GRENOBLE))
                .extracting(OpenTask::taskId)
                .contains(filing)
                .doesNotContain(review);
        for (String task : List.of(filing, review)) {
            Refusal refusal = catchThrowableOfType(
                    Refusal.class,
                    () -> authorityTasks.submit(
                            task, task.equals(filing) ? strasbourg : GRENOBLE, Map.of(), Desk.GRENOBLE));
            assertThat(refusal.status()).isIn(403, 404, 409);
        }
    }

    private OpenTask mine(String reference) {
        return authorityTasks.of(GRENOBLE).stream()
                .filter(task -> task.reference().equals(reference))
                .findFirst()
                .orElseThrow();
    }
}
