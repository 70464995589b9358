package fr.ecoquartier.workflow.form;

import fr.ecoquartier.workflow.Refusal;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.SuspendedEntityInteractionException;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.camunda.bpm.engine.impl.HistoricTaskInstanceQueryImpl;
import org.camunda.bpm.engine.impl.cmd.CompleteTaskCmd;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.variable.VariableMap;
import org.jspecify.annotations.Nullable;

/** The one way in which services complete a task: the values travel beside the process, refusals come out bare. */
final class Completion {

    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("d MMMM yyyy 'à' HH'h'mm", Locale.FRANCE);

    private Completion() {}

    static VariableMap of(
            CommandExecutor engine,
            String taskId,
            @Nullable Map<String, Object> values,
            boolean returnVariables,
            boolean deserialize) {
        Submission submission = Submission.of(taskId, values);
        try {
            return submission.during(
                    () -> engine.execute(new CompleteTaskCmd(taskId, null, returnVariables, deserialize)));
        } catch (OptimisticLockingException e) {
            throw done(engine, taskId);
        } catch (NullValueException e) {
            throw refusal(e) != null ? refusal(e) : done(engine, taskId);
        } catch (SuspendedEntityInteractionException e) {
            throw Refusal.conflict("Ce dossier est suspendu : l'étape reprendra quand la suspension sera levée.");
        } catch (ProcessEngineException e) {
            throw refusal(e) != null ? refusal(e) : e;
        }
    }

    /** The refusal behind the engine's own wrapping, null when the failure is another one. */
    @Nullable
    private static RuntimeException refusal(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal refusal) {
                return refusal;
            }
        }
        return null;
    }

    private static Refusal done(CommandExecutor engine, String taskId) {
        HistoricTaskInstance task =
                new HistoricTaskInstanceQueryImpl(engine).taskId(taskId).singleResult();
        if (task == null) {
            return new Refusal(
                    404,
                    "Étape introuvable",
                    "Cette étape n'existe pas, ou ne vous est pas ouverte.",
                    java.util.List.of());
        }
        String when = task.getEndTime() == null
                ? "à l'instant"
                : "le " + WHEN.format(LocalDateTime.ofInstant(task.getEndTime().toInstant(), FormRules.FRANCE));
        return Refusal.conflict("L'étape « %s » a déjà été faite, %s%s : rien n'a été enregistré une seconde fois."
                .formatted(task.getName(), when, task.getAssignee() == null ? "" : ", par " + task.getAssignee()));
    }
}
