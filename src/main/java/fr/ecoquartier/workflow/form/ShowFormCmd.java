package fr.ecoquartier.workflow.form;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.spin.plugin.variable.SpinValues;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/** What a task's form is filled with, and nothing else that the process knows; the engine's own access checks hold. */
class ShowFormCmd implements Command<VariableMap> {

    private final ObjectProvider<TaskForms> forms;
    private final String taskId;
    private final @Nullable Collection<String> names;

    ShowFormCmd(ObjectProvider<TaskForms> forms, String taskId, @Nullable Collection<String> names) {
        this.forms = forms;
        this.taskId = taskId;
        this.names = names;
    }

    @Override
    public VariableMap execute(CommandContext context) {
        TaskEntity task = context.getTaskManager().findTaskById(taskId);
        if (task == null) {
            throw new BadUserRequestException("no open task " + taskId);
        }
        context.getProcessEngineConfiguration()
                .getCommandCheckers()
                .forEach(checker -> checker.checkReadTaskVariable(task));
        Map<String, Object> shown = forms.getObject().show(task);
        VariableMap variables = Variables.createVariables();
        shown.forEach((name, value) -> {
            if (names == null || names.contains(name)) {
                variables.put(name, typed(value));
            }
        });
        return variables;
    }

    private static @Nullable Object typed(@Nullable Object value) {
        if (value instanceof LocalDate date) {
            return date.toString();
        }
        return value instanceof Map || value instanceof Collection
                ? SpinValues.jsonValue(FormSchema.JSON.valueToTree(value).toString())
                        .create()
                : value;
    }
}
