package fr.ecoquartier.workflow.guard;

import java.util.Map;
import org.camunda.bpm.engine.impl.FormServiceImpl;
import org.camunda.bpm.engine.variable.VariableMap;

/** A form submitted too late is answered clearly. */
class GuardedForms extends FormServiceImpl {

    private final StaleTasks stale;

    GuardedForms(StaleTasks stale) {
        this.stale = stale;
    }

    @Override
    public void submitTaskForm(String taskId, Map<String, Object> properties) {
        stale.answering(taskId, () -> {
            super.submitTaskForm(taskId, properties);
            return null;
        });
    }

    @Override
    public void submitTaskFormData(String taskId, Map<String, String> properties) {
        stale.answering(taskId, () -> {
            super.submitTaskFormData(taskId, properties);
            return null;
        });
    }

    @Override
    public VariableMap submitTaskFormWithVariablesInReturn(
            String taskId, Map<String, Object> properties, boolean deserializeValues) {
        return stale.answering(
                taskId, () -> super.submitTaskFormWithVariablesInReturn(taskId, properties, deserializeValues));
    }
}
