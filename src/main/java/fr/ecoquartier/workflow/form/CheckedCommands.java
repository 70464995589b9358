package fr.ecoquartier.workflow.form;

import fr.ecoquartier.workflow.Refusal;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.SuspendedEntityInteractionException;
import org.camunda.bpm.engine.TaskAlreadyClaimedException;
import org.camunda.bpm.engine.exception.NotFoundException;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.engine.impl.cmd.CompleteTaskCmd;
import org.camunda.bpm.engine.impl.cmd.GetTaskFormVariablesCmd;
import org.camunda.bpm.engine.impl.cmd.ResolveTaskCmd;
import org.camunda.bpm.engine.impl.cmd.SubmitTaskFormCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.migration.MigratingProcessInstanceValidationException;
import org.camunda.bpm.engine.migration.MigrationPlanValidationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.ConfigurablePropertyAccessor;
import org.springframework.beans.PropertyAccessorFactory;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Stands before every command of the engine, whoever gives it (REST, web apps, the application itself). What is sent to
 * complete a task travels beside the process to the listener that checks it, instead of becoming process variables; what
 * a form is filled with comes from the domain, instead of from process variables. Refusals are answers, so they leave no
 * stack trace in the log, as the engine itself would.
 */
class CheckedCommands extends CommandInterceptor {

    private static final Logger LOG = LoggerFactory.getLogger(CheckedCommands.class);

    private final ObjectProvider<TaskForms> forms;

    CheckedCommands(ObjectProvider<TaskForms> forms) {
        this.forms = forms;
    }

    @Override
    public <T> T execute(Command<T> command) {
        boolean outermost = Context.getCommandContext() == null;
        try {
            return checked(command);
        } catch (RuntimeException e) {
            if (outermost && unexpected(e)) {
                LOG.error("{} failed", command.getClass().getSimpleName(), e);
            }
            throw e;
        }
    }

    /** What is answered to a person or a client as such is no failure of the engine, and needs no trace in the log. */
    private static boolean unexpected(RuntimeException failure) {
        return refusalIn(failure).isEmpty()
                && !(failure instanceof BadUserRequestException
                        || failure instanceof AuthorizationException
                        || failure instanceof OptimisticLockingException
                        || failure instanceof TaskAlreadyClaimedException
                        || failure instanceof NullValueException
                        || failure instanceof NotFoundException
                        || failure instanceof MigrationPlanValidationException
                        || failure instanceof MigratingProcessInstanceValidationException);
    }

    private <T> T checked(Command<T> command) {
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
