package fr.ecoquartier.workflow.form;

import fr.ecoquartier.workflow.Refusal;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.SuspendedEntityInteractionException;
import org.camunda.bpm.engine.impl.cmd.CompleteTaskCmd;
import org.camunda.bpm.engine.impl.cmd.GetTaskFormVariablesCmd;
import org.camunda.bpm.engine.impl.cmd.ResolveTaskCmd;
import org.camunda.bpm.engine.impl.cmd.SubmitTaskFormCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.springframework.beans.ConfigurablePropertyAccessor;
import org.springframework.beans.PropertyAccessorFactory;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Stands before every command of the engine, whoever gives it (REST, web apps, the application itself). What is sent to
 * complete a task travels beside the process to the listener that checks it, instead of becoming process variables; what
 * a form is filled with comes from the domain, instead of from process variables.
 */
class CheckedCommands extends CommandInterceptor {

    private final ObjectProvider<TaskForms> forms;

    CheckedCommands(ObjectProvider<TaskForms> forms) {
        this.forms = forms;
    }

    @Override
    public <T> T execute(Command<T> command) {
        if (command instanceof ResolveTaskCmd) {
            throw Refusal.invalid("Une étape se termine par son formulaire, et ne se délègue pas.");
        }
        if (command instanceof CompleteTaskCmd) {
            return complete(command, "variables", "deserializeReturnedVariables");
        }
        if (command instanceof SubmitTaskFormCmd) {
            return complete(command, "properties", "deserializeValues");
        }
        if (command instanceof GetTaskFormVariablesCmd) {
            return next.execute(show(command));
        }
        return next.execute(command);
    }

    @SuppressWarnings("unchecked")
    private <T> T complete(Command<T> command, String values, String deserialize) {
        ConfigurablePropertyAccessor sent = PropertyAccessorFactory.forDirectFieldAccess(command);
        String taskId = (String) sent.getPropertyValue("taskId");
        Command<T> without = (Command<T>) new CompleteTaskCmd(
                taskId,
                null,
                Boolean.TRUE.equals(sent.getPropertyValue("returnVariables")),
                Boolean.TRUE.equals(sent.getPropertyValue(deserialize)));
        try {
            return new Submission(taskId, (Map<String, Object>) sent.getPropertyValue(values))
                    .during(() -> next.execute(without));
        } catch (SuspendedEntityInteractionException e) {
            throw Refusal.conflict("Ce dossier est suspendu : l'étape reprendra quand la suspension sera levée.");
        } catch (ProcessEngineException e) {
            throw refusalIn(e).orElse(e);
        }
    }

    /** The refusal as it was thrown, without what the engine wraps around a listener's exception. */
    private static Optional<RuntimeException> refusalIn(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal refusal) {
                return Optional.of(refusal);
            }
        }
        return Optional.empty();
    }

    @SuppressWarnings("unchecked")
    private <T> Command<T> show(Command<T> command) {
        ConfigurablePropertyAccessor asked = PropertyAccessorFactory.forDirectFieldAccess(command);
        return (Command<T>) new ShowFormCmd(forms, (String) asked.getPropertyValue("resourceId"), (Collection<String>)
                asked.getPropertyValue("formVariableNames"));
    }
}
