package fr.ecoquartier.workflow.form;

import fr.ecoquartier.workflow.Refusal;
import java.util.Map;
import org.camunda.bpm.engine.impl.TaskServiceImpl;
import org.camunda.bpm.engine.variable.VariableMap;

/** The engine's task service, in which a task ends by its checked form and in no other way. */
class CheckedTaskService extends TaskServiceImpl {

    private static final String FORM_ONLY =
            "Une étape se termine par son formulaire : ni résolution, ni erreur, ni escalade ne le remplacent.";

    @Override
    public void complete(String taskId, Map<String, Object> variables) {
        Completion.of(commandExecutor, taskId, variables, false, false);
    }

    @Override
    public VariableMap completeWithVariablesInReturn(
            String taskId, Map<String, Object> variables, boolean deserializeValues) {
        return Completion.of(commandExecutor, taskId, variables, true, deserializeValues);
    }

    @Override
    public void resolveTask(String taskId) {
        throw Refusal.invalid(FORM_ONLY);
    }

    @Override
    public void resolveTask(String taskId, Map<String, Object> variables) {
        throw Refusal.invalid(FORM_ONLY);
    }

    @Override
    public void handleBpmnError(String taskId, String errorCode) {
        throw Refusal.invalid(FORM_ONLY);
    }

    @Override
    public void handleBpmnError(String taskId, String errorCode, String errorMessage) {
        throw Refusal.invalid(FORM_ONLY);
    }

    @Override
    public void handleBpmnError(String taskId, String errorCode, String errorMessage, Map<String, Object> variables) {
        throw Refusal.invalid(FORM_ONLY);
    }

    @Override
    public void handleEscalation(String taskId, String escalationCode) {
        throw Refusal.invalid(FORM_ONLY);
    }

    @Override
    public void handleEscalation(String taskId, String escalationCode, Map<String, Object> variables) {
        throw Refusal.invalid(FORM_ONLY);
    }
}
