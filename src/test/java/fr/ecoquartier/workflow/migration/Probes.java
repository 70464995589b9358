package fr.ecoquartier.workflow.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.repository.ProcessDefinition;

/** Small processes with a key of their own, for tests that deploy versions of them. */
public final class Probes {

    /** A step of a sequence of user tasks. */
    public record Task(String id, String name, String group, String timer) {

        public static Task of(String id, String name) {
            return new Task(id, name, "dreal", null);
        }

        public Task group(String role) {
            return new Task(id, name, role, timer);
        }

        /** A reminder after a duration that does not end the task. */
        public Task timer(String duration) {
            return new Task(id, name, group, duration);
        }
    }

    private static final String FORM = """
            {"id":"migration-probe","type":"default","schemaVersion":16,"executionPlatform":"Camunda Platform",
             "executionPlatformVersion":"7.24.0","components":[{"id":"note","key":"note","type":"textfield","label":"%s"}]}
            """;

    private final RepositoryService repository;
    private final List<String> deployments = new ArrayList<>();

    public Probes(RepositoryService repository) {
        this.repository = repository;
    }

    public static String key() {
        return "migrationProbe" + UUID.randomUUID().toString().replace("-", "").substring(0, 10);
    }

    /** Deploys the tasks one after the other as the next version; answers its definition. */
    public ProcessDefinition deploy(String key, Task... tasks) {
        return deploy(key, sequence(tasks), "Note");
    }

    public ProcessDefinition deploy(String key, String body, String label) {
        DeploymentBuilder deployment =
                repository.createDeployment().name(key).addString(key + ".bpmn", model(key, body));
        if (label != null) {
            deployment.addString("migration-probe.form", FORM.formatted(label));
        }
        String id = deployment.deploy().getId();
        deployments.add(id);
        return repository
                .createProcessDefinitionQuery()
                .deploymentId(id)
                .processDefinitionKey(key)
                .singleResult();
    }

    /** Takes everything away that was deployed here, with its instances. */
    public void clean() {
        deployments.forEach(id -> {
            if (repository.createDeploymentQuery().deploymentId(id).count() > 0) {
                repository.deleteDeployment(id, true, true, true);
            }
        });
        deployments.clear();
    }

    public static String sequence(Task... tasks) {
        StringBuilder body = new StringBuilder("<bpmn:startEvent id=\"begun\" name=\"Commencé\"/>");
        String before = "begun";
        for (Task task : tasks) {
            body.append(flow(before, task.id())).append(userTask(task, ""));
            if (task.timer() != null) {
                body.append("""
                        <bpmn:boundaryEvent id="%1$sReminder" name="Rappel dû" attachedToRef="%1$s" cancelActivity="false">
                          <bpmn:timerEventDefinition id="%1$sReminderTimer"><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">%2$s</bpmn:timeDuration></bpmn:timerEventDefinition>
                        </bpmn:boundaryEvent>
                        <bpmn:endEvent id="%1$sReminded"/>
                        """.formatted(task.id(), task.timer()));
                body.append(flow(task.id() + "Reminder", task.id() + "Reminded"));
            }
            before = task.id();
        }
        return body.append(flow(before, "done"))
                .append("<bpmn:endEvent id=\"done\" name=\"Fini\"/>")
                .toString();
    }

    public static String flow(String from, String to) {
        return "<bpmn:sequenceFlow id=\"%1$sTo%2$s\" sourceRef=\"%1$s\" targetRef=\"%2$s\"/>".formatted(from, to);
    }

    public static String userTask(Task task, String inside) {
        return """
                <bpmn:userTask id="%s" name="%s" camunda:candidateGroups="%s" camunda:formRef="migration-probe" camunda:formRefBinding="deployment">%s</bpmn:userTask>
                """.formatted(task.id(), task.name(), task.group(), inside);
    }

    private static String model(String key, String body) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                    xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="http://ecoquartier.fr/test">
                  <bpmn:process id="%s" name="Essai de migration" isExecutable="true" camunda:historyTimeToLive="P30D">%s</bpmn:process>
                </bpmn:definitions>
                """.formatted(key, body);
    }
}
