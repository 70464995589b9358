package fr.ecoquartier.workflow.form;

import fr.ecoquartier.workflow.Refusal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.impl.FormServiceImpl;
import org.camunda.bpm.engine.impl.cfg.CommandChecker;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.spin.plugin.variable.SpinValues;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/**
 * The engine's form service: what was sent is checked before the task completes, and a form is filled from the domain
 * when it is opened, with what it shows and nothing else.
 */
class CheckedFormService extends FormServiceImpl {

    private final ObjectProvider<TaskForms> forms;

    CheckedFormService(ObjectProvider<TaskForms> forms) {
        this.forms = forms;
    }

    @Override
    public void submitTaskForm(String taskId, Map<String, Object> properties) {
        Completion.of(commandExecutor, taskId, properties, false, false);
    }

    @Override
    public VariableMap submitTaskFormWithVariablesInReturn(
            String taskId, Map<String, Object> properties, boolean deserializeValues) {
        return Completion.of(commandExecutor, taskId, properties, true, deserializeValues);
    }

    @Override
    public VariableMap getTaskFormVariables(
            String taskId, @Nullable Collection<String> formVariables, boolean deserializeObjectValues) {
        Map<String, Object> shown = commandExecutor.execute(context -> {
            TaskEntity task = context.getTaskManager().findTaskById(taskId);
            if (task == null) {
                throw new Refusal(
                        404, "Étape introuvable", "Cette étape n'est plus à faire, ou n'existe pas.", List.of());
            }
            for (CommandChecker checker :
                    context.getProcessEngineConfiguration().getCommandCheckers()) {
                checker.checkReadTaskVariable(task);
            }
            return forms.getObject().show(task);
        });
        VariableMap variables = Variables.createVariables();
        shown.forEach((name, value) -> {
            if (formVariables == null || formVariables.contains(name)) {
                variables.put(name, typed(value));
            }
        });
        return variables;
    }

    @Nullable
    private static Object typed(@Nullable Object value) {
        if (value instanceof LocalDate date) {
            return date.toString();
        }
        return value instanceof Map || value instanceof Collection || value instanceof Record
                ? SpinValues.jsonValue(FormSchema.JSON.valueToTree(value).toString())
                        .create()
                : value;
    }
}
