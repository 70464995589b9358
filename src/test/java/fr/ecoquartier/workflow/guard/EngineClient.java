package fr.ecoquartier.workflow.guard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.access.StaffDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** People of every role who call the engine over HTTP, and tiny processes for them to meet in. */
@Component
@Lazy
class EngineClient {

    static final String PASSWORD = "Vingt-Engagements-2012";

    private static final Map<String, Role> PEOPLE = Map.of(
            "guard-ministry", Role.MINISTRY,
            "guard-carrier", Role.CARRIER,
            "guard-dreal-82", Role.DREAL,
            "guard-dreal-42", Role.DREAL,
            "guard-expert-a", Role.EXPERT,
            "guard-expert-b", Role.EXPERT,
            "guard-partner", Role.PARTNER,
            "guard-manager", Role.MANAGER,
            "guard-admin", Role.ADMIN);

    private final AtomicInteger dossiers = new AtomicInteger(90000);
    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final Environment environment;
    private final RuntimeService runtime;
    private final TaskService tasks;

    EngineClient(
            Environment environment,
            StaffDirectory staff,
            RepositoryService repository,
            RuntimeService runtime,
            TaskService tasks) {
        this.environment = environment;
        this.runtime = runtime;
        this.tasks = tasks;
        PEOPLE.forEach((id, role) -> staff.save(new StaffDirectory.NewStaff(
                id,
                "Prénom",
                id.toUpperCase(),
                id + "@exemple.invalid",
                PASSWORD,
                Set.of(role),
                role == Role.DREAL ? Set.of(id.substring(id.length() - 2)) : Set.of())));
        staff.save(new StaffDirectory.NewStaff(
                "guard-both",
                "Deux",
                "Rôles",
                "b@exemple.invalid",
                PASSWORD,
                Set.of(Role.DREAL, Role.MINISTRY),
                Set.of("82")));
        staff.save(new StaffDirectory.NewStaff(
                "guard-dreal-expert",
                "Deux",
                "Métiers",
                "e@exemple.invalid",
                PASSWORD,
                Set.of(Role.DREAL, Role.EXPERT),
                Set.of("42")));
        repository
                .createDeployment()
                .name("guard test")
                .enableDuplicateFiltering(true)
                .addString("guardSteps.bpmn", STEPS)
                .addString("guard-form.form", FORM)
                .deploy();
    }

    /** An answer: its status, its JSON and its text. */
    record Answer(int status, JsonNode json, String text, String type) {}

    /** Somebody who calls; null for nobody. */
    Caller as(String id) {
        return new Caller(id);
    }

    final class Caller {

        private final String id;

        private Caller(String id) {
            this.id = id;
        }

        Answer get(String path) {
            return send("GET", path, "application/json", HttpRequest.BodyPublishers.noBody());
        }

        Answer post(String path, String body) {
            return send("POST", path, "application/json", HttpRequest.BodyPublishers.ofString(body));
        }

        Answer put(String path, String body) {
            return send("PUT", path, "application/json", HttpRequest.BodyPublishers.ofString(body));
        }

        Answer delete(String path) {
            return send("DELETE", path, "application/json", HttpRequest.BodyPublishers.noBody());
        }

        Answer deploy(String file, String content) {
            String boundary = UUID.randomUUID().toString();
            String body = "--" + boundary
                    + "\r\nContent-Disposition: form-data; name=\"deployment-name\"\r\n\r\nguard\r\n--"
                    + boundary + "\r\nContent-Disposition: form-data; name=\"data\"; filename=\"" + file
                    + "\"\r\nContent-Type: application/octet-stream\r\n\r\n" + content + "\r\n--" + boundary + "--\r\n";
            return send(
                    "POST",
                    "/deployment/create",
                    "multipart/form-data; boundary=" + boundary,
                    HttpRequest.BodyPublishers.ofString(body));
        }

        private Answer send(String method, String path, String type, HttpRequest.BodyPublisher body) {
            String prefix = path.startsWith("/camunda") || path.startsWith("/actuator") || path.startsWith("/api")
                    ? ""
                    : "/engine-rest";
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(
                            "http://localhost:" + environment.getRequiredProperty("local.server.port") + prefix + path))
                    .method(method, body)
                    .header("Content-Type", type)
                    .header("Accept", "application/json");
            if (id != null) {
                request.header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString((id + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8)));
            }
            try {
                HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
                String contentType =
                        response.headers().firstValue("Content-Type").orElse("");
                JsonNode node = contentType.contains("json") && !response.body().isBlank()
                        ? json.readTree(response.body())
                        : json.createObjectNode();
                return new Answer(response.statusCode(), node, response.body(), contentType);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    /** Opens the test process in a region, up to the step, and gives the business key. */
    String dossierAt(String step, String region) {
        return dossierAt(step, region, Map.of());
    }

    String dossierAt(String step, String region, Map<String, Object> variables) {
        String key = "EQ-2099-" + dossiers.incrementAndGet();
        open(key, step, region, variables);
        return key;
    }

    /** Opens the test process under a business key that may have others. */
    void open(String key, String step, String region, Map<String, Object> variables) {
        runtime.createProcessInstanceByKey("guardSteps")
                .businessKey(key)
                .setVariable("regionCode", region)
                .setVariable("step", step)
                .setVariables(variables)
                .execute();
    }

    /** The id of the dossier's open task. */
    String task(String dossier) {
        return tasks.createTaskQuery()
                .processInstanceBusinessKey(dossier)
                .singleResult()
                .getId();
    }

    /** The dossier's open task or null, read as the application. */
    String openStep(String dossier) {
        var task = tasks.createTaskQuery().processInstanceBusinessKey(dossier).singleResult();
        return task == null ? null : task.getTaskDefinitionKey();
    }

    static final String FORM = """
            {"id":"guard-form","type":"default","schemaVersion":16,"executionPlatform":"Camunda Platform","executionPlatformVersion":"7.24.0",
             "components":[{"id":"note","key":"note","type":"textfield","label":"Note"}]}
            """;

    private static String user(String id, String group, String more) {
        return """
                <bpmn:userTask id="%1$s" name="%1$s" %2$s %3$s camunda:formRef="guard-form" camunda:formRefBinding="latest"/>
                <bpmn:sequenceFlow id="to_%1$s" name="%1$s" sourceRef="which" targetRef="%1$s">
                  <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${step == '%1$s'}</bpmn:conditionExpression>
                </bpmn:sequenceFlow>
                """.formatted(id, group == null ? "" : "camunda:candidateGroups=\"" + group + "\"", more);
    }

    /** One step of the caller's choice; checkAdmissibility is followed by a decision of the ministry. */
    static final String STEPS = """
            <?xml version="1.0" encoding="UTF-8"?>
            <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="guardTest"
                xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                targetNamespace="http://ecoquartier.test">
              <bpmn:process id="guardSteps" name="Essai des gardes" isExecutable="true" camunda:historyTimeToLive="P3650D">
                <bpmn:startEvent id="opened"><bpmn:outgoing>begin</bpmn:outgoing></bpmn:startEvent>
                <bpmn:sequenceFlow id="begin" sourceRef="opened" targetRef="which"/>
                <bpmn:exclusiveGateway id="which" name="Quelle étape ?"/>
            """
            + user("checkAdmissibility", "dreal", "")
            + user("decideCharterRefusal", "ministry", "")
            + "<bpmn:sequenceFlow id='from_checkAdmissibility' sourceRef='checkAdmissibility' targetRef='decideCharterRefusal'/>"
            + "<bpmn:sequenceFlow id='from_decideCharterRefusal' sourceRef='decideCharterRefusal' targetRef='done'/>"
            + user("registerCharter", "carrier", "")
            + "<bpmn:sequenceFlow id='from_registerCharter' sourceRef='registerCharter' targetRef='done'/>"
            + user("fileCharterRequest", "authority", "")
            + "<bpmn:sequenceFlow id='from_fileCharterRequest' sourceRef='fileCharterRequest' targetRef='done'/>"
            + user("giveContractOpinion", "expert", "camunda:assignee=\"${expert}\"")
            + "<bpmn:sequenceFlow id='from_giveContractOpinion' sourceRef='giveContractOpinion' targetRef='done'/>"
            + user("commentSample", null, "camunda:assignee=\"${partner}\"")
            + "<bpmn:sequenceFlow id='from_commentSample' sourceRef='commentSample' targetRef='done'/>"
            + user("instructContract", "dreal", "")
            + "<bpmn:sequenceFlow id='from_instructContract' sourceRef='instructContract' targetRef='probe'/>"
            + """
                <bpmn:serviceTask id="probe" name="Sonder" camunda:delegateExpression="${guardProbe}">
                  <bpmn:incoming>from_instructContract</bpmn:incoming><bpmn:outgoing>from_probe</bpmn:outgoing>
                </bpmn:serviceTask>
                <bpmn:sequenceFlow id="from_probe" sourceRef="probe" targetRef="done"/>
                <bpmn:endEvent id="done"/>
              </bpmn:process>
            </bpmn:definitions>
            """;
}
