package fr.ecoquartier.workflow.guard;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.modelling.Author;
import fr.ecoquartier.modelling.ModelCatalogue;
import fr.ecoquartier.modelling.ModelKind;
import fr.ecoquartier.modelling.ModelVersion;
import fr.ecoquartier.modelling.release.Release;
import fr.ecoquartier.modelling.release.Releases;
import fr.ecoquartier.modelling.release.TrialModels;
import fr.ecoquartier.workflow.guard.EngineClient.Answer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** No way of the engine's REST interface goes around checks, approval and journal. */
@IntegrationTest
class OutsideDeploymentTest {

    private static final Author APPROVER = new Author("guard-other-admin", "Autre Admin");
    private static final Pattern NUMBER = Pattern.compile("/modeles/livraisons/(\\d+)");

    @Autowired
    private EngineClient people;

    @Autowired
    private Releases releases;

    @Autowired
    private ModelCatalogue catalogue;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private ModelGate gate;

    @Autowired
    private ProcessEngineConfigurationImpl engine;

    private String key;

    @BeforeEach
    void names() {
        key = "outside" + UUID.randomUUID().toString().replaceAll("[^a-z]", "");
    }

    private Answer send(String task) {
        return people.as("guard-admin").deploy("Nom libre.bpmn", TrialModels.process(key, task, "guard-form"));
    }

    private static long number(Answer answer) {
        Matcher number = NUMBER.matcher(answer.json().path("message").asText());
        assertThat(number.find()).as(answer.text()).isTrue();
        return Long.parseLong(number.group(1));
    }

    @Test
    void aFileFromCamundaModelerIsARequestUntilSomebodyElseApproves() throws Exception {
        Answer answer = send("Essayer");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().get("message").asText())
                .startsWith("Rien n’est encore déployé : la mise en service n° ")
                .contains("attend l’approbation d’une autre personne administratrice");
        assertThat(catalogue.versions(ModelKind.PROCESS, key)).isEmpty();
        Release request = releases.find(number(answer)).orElseThrow();
        assertThat(request.author().id()).isEqualTo("guard-admin");
        assertThat(request.reason()).isEqualTo("Envoyé par l’interface REST : guard");

        releases.approve(request.id(), request.revision(), APPROVER);

        assertThat(catalogue.versions(ModelKind.PROCESS, key))
                .singleElement()
                .satisfies(version -> assertThat(version.resource()).isEqualTo("bpmn/" + key + ".bpmn"));
        assertThat(send("Essayer").json().get("message").asText()).startsWith("Rien n’est à mettre en service");
        assertThat(send("Essayer mieux").status()).isEqualTo(409);
        assertThat(catalogue.versions(ModelKind.PROCESS, key)).hasSize(1);
    }

    @Test
    void faultsAreSaidWithTheirElementsAndNothingIsFiled() {
        Answer answer = people.as("guard-admin").deploy("x.bpmn", TrialModels.process(key, "Essayer", "no-such-form"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo("trialTask");
        assertThat(answer.json().get("message").asText())
                .contains("demande le formulaire « no-such-form », qui n’existe pas");
        assertThat(releases.journal())
                .noneMatch(release ->
                        release.drafts().stream().anyMatch(draft -> draft.key().equals(key)));
    }

    @Test
    void versionsAreNeitherDeletedNorChangedNorReplayed() throws Exception {
        Answer sent = send("Essayer");
        releases.approve(number(sent), 1, APPROVER);
        ModelVersion version = catalogue.versions(ModelKind.PROCESS, key).get(0);
        var admin = people.as("guard-admin");

        assertThat(admin.delete("/deployment/" + version.deploymentId() + "?cascade=true"))
                .satisfies(answer -> {
                    assertThat(answer.status()).isEqualTo(403);
                    assertThat(answer.json().get("message").asText()).contains("ne se supprime pas");
                });
        assertThat(admin.delete("/process-definition/" + version.definitionId() + "?cascade=true")
                        .status())
                .isEqualTo(403);
        assertThat(admin.delete("/process-definition/key/" + key + "?cascade=true")
                        .status())
                .isEqualTo(403);
        assertThat(admin.put(
                                "/process-definition/" + version.definitionId() + "/history-time-to-live",
                                "{\"historyTimeToLive\": 1}")
                        .status())
                .isEqualTo(403);
        assertThat(admin.post("/deployment/" + version.deploymentId() + "/redeploy", "{}"))
                .satisfies(answer -> {
                    assertThat(answer.status()).isEqualTo(403);
                    assertThat(answer.json().get("message").asText()).contains("Revenir à cette version");
                });
        assertThat(catalogue.versions(ModelKind.PROCESS, key)).containsExactly(version);
    }

    @Test
    void runningProcessesAreMovedOnOurPagesOnlyWhereAReasonIsAsked() {
        String dossier = people.dossierAt("registerCharter", "82");
        ProcessInstance running = runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(dossier)
                .singleResult();
        String ids = "\"processInstanceIds\":[\"" + running.getId() + "\"]";
        String start = "\"instructions\":[{\"type\":\"startBeforeActivity\",\"activityId\":\"registerCharter\"}]";
        String definition = "\"" + running.getProcessDefinitionId() + "\"";
        String plan = "{\"migrationPlan\":{\"sourceProcessDefinitionId\":" + definition
                + ",\"targetProcessDefinitionId\":" + definition + ",\"instructions\":[]}," + ids + "}";
        Map<String, String> ways = Map.of(
                "/process-instance/" + running.getId() + "/modification",
                "{" + start + "}",
                "/modification/execute",
                "{\"processDefinitionId\":" + definition + "," + ids + "," + start + "}",
                "/process-definition/" + running.getProcessDefinitionId() + "/restart",
                "{" + ids + "," + start + "}",
                "/process-definition/key/guardSteps/restart",
                "{" + ids + "," + start + "}",
                "/migration/execute",
                plan,
                "/migration/executeAsync",
                plan);

        ways.forEach((address, body) -> {
            Answer answer = people.as("guard-admin").post(address, body);
            assertThat(answer.status()).as(address + " " + answer.text()).isEqualTo(403);
            assertThat(answer.json().get("message").asText()).as(address).contains("motif");
        });
        assertThat(people.as("guard-admin")
                        .put("/process-instance/" + running.getId() + "/suspended", "{\"suspended\":true}")
                        .status())
                .isEqualTo(403);
        assertThat(people.openStep(dossier)).isEqualTo("registerCharter");
        assertThat(runtime.createProcessInstanceQuery()
                        .processInstanceId(running.getId())
                        .singleResult()
                        .isSuspended())
                .isFalse();
    }

    @Test
    void aDeploymentFarTooLargeIsNotEvenRead() {
        StringBuilder elements = new StringBuilder();
        while (elements.length() < 20 * 1024 * 1024) {
            elements.append("<bpmn:task id=\"t").append(elements.length()).append("\"/>");
        }
        String model = TrialModels.process(key, "Essayer", "guard-form")
                .replace("</bpmn:process>", elements + "</bpmn:process>");

        Answer answer = people.as("guard-admin").deploy("x.bpmn", model);

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.json().get("message").asText())
                .isEqualTo("L’envoi est trop volumineux : 2 Mio au plus par fichier, 8 Mio en tout.");
        assertThat(repository
                        .createProcessDefinitionQuery()
                        .processDefinitionKey(key)
                        .count())
                .isZero();
    }

    @Test
    void withoutApprovalTheAnswerIsThatOfTheEngine() {
        GuardedRepository guarded = new GuardedRepository(
                engine,
                gate,
                () -> (name, files, person) -> OutsideDeployments.asApplication(() -> repository
                        .createDeployment()
                        .addString("bpmn/" + key + ".bpmn", TrialModels.process(key, "Essayer", "guard-form"))
                        .deploy()
                        .getId()));
        guarded.setCommandExecutor(engine.getCommandExecutorTxRequired());
        EngineRequest.open();
        engine.getIdentityService().setAuthentication("guard-admin", List.of(People.ADMINS), List.of());
        try {
            assertThat(guarded.createDeployment()
                            .name("sans approbation")
                            .addString("x.bpmn", TrialModels.process(key, "Essayer", "guard-form"))
                            .deployWithResult()
                            .getDeployedProcessDefinitions())
                    .singleElement()
                    .satisfies(process -> assertThat(process.getKey()).isEqualTo(key));
        } finally {
            engine.getIdentityService().clearAuthentication();
            EngineRequest.close();
        }
    }

    @Test
    void theCheckOfTheConnectionThatCamundaModelerMakesWorks() {
        var admin = people.as("guard-admin");

        assertThat(admin.get("/deployment?maxResults=0").status()).isEqualTo(200);
        assertThat(admin.get("/version").json().get("version").asText()).startsWith("7.24");
    }
}
