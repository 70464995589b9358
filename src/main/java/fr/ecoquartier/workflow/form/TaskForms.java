package fr.ecoquartier.workflow.form;

import com.fasterxml.jackson.databind.JsonNode;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.DossierFigures;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.impl.GetDeployedTaskFormCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.form.FormDefinition;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.springframework.stereotype.Component;

/**
 * The form of an open task: its own deployed schema, what it shows, and the taking of what was sent. Runs inside the
 * engine's commands, after the engine's own access checks.
 */
@Component
class TaskForms {

    private static final FormSchema NO_FORM = new FormSchema("", Map.of());

    private final Steps steps;
    private final DrawnStep drawnStep;
    private final People people;
    private final DossierFigures drafts;
    private final Clock clock;

    TaskForms(Steps steps, DrawnStep drawnStep, People people, DossierFigures drafts, Clock clock) {
        this.steps = steps;
        this.drawnStep = drawnStep;
        this.people = people;
        this.drafts = drafts;
        this.clock = clock;
    }

    /** What the task's form is filled with. */
    Map<String, Object> show(TaskEntity task) {
        return step(task).show(situation(task, people.current(task)));
    }

    /** Checks what was sent and takes it to the domain; only the gateway variables stay in the process. */
    void complete(TaskEntity task, Map<String, JsonNode> sent, Actor actor) {
        Step step = step(task);
        Situation situation = situation(task, actor);
        Answers answers = FormRules.enforce(schema(task), sent, step.show(situation), clock);
        step.check(situation, answers);
        answers.mustBeSound();
        step.take(situation, answers).forEach(task::setVariable);
        if (situation.reference() != null) {
            drafts.dropDraft(situation.reference(), situation.element());
        }
    }

    FormSchema schema(TaskEntity task) {
        return hasForm(task) ? FormSchema.parse(text(task)) : NO_FORM;
    }

    private static boolean hasForm(TaskEntity task) {
        FormDefinition form = task.getTaskDefinition().getFormDefinition();
        return form.getCamundaFormDefinitionKey() != null || form.getFormKey() != null;
    }

    /** The deployed form's JSON text. */
    String text(TaskEntity task) {
        CommandContext context = Context.getCommandContext();
        try (InputStream form =
                context.runWithoutAuthorization(() -> new GetDeployedTaskFormCmd(task.getId()).execute(context))) {
            return new String(form.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Step step(TaskEntity task) {
        String process = definition(task).getKey();
        return steps.find(process, task.getTaskDefinitionKey()).orElse(drawnStep);
    }

    private static Situation situation(TaskEntity task, Actor actor) {
        ProcessDefinitionEntity definition = definition(task);
        Map<String, Object> variables = new HashMap<>(task.getExecution().getVariables());
        return new Situation(
                task.getId(),
                definition.getKey(),
                definition.getVersion(),
                task.getTaskDefinitionKey(),
                task.getName(),
                task.getProcessInstance().getBusinessKey(),
                actor,
                variables);
    }

    private static ProcessDefinitionEntity definition(TaskEntity task) {
        return task.getExecution().getProcessDefinition();
    }
}
