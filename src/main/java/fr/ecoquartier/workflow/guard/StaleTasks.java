package fr.ecoquartier.workflow.guard;

import fr.ecoquartier.workflow.Refusal;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.TaskAlreadyClaimedException;
import org.camunda.bpm.engine.exception.NotFoundException;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;

/** What to say to somebody who comes too late: who did the task and when, if they may know. */
class StaleTasks {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern(
                    "d MMMM yyyy 'à' HH 'h' mm", Locale.FRENCH)
            .withZone(ZoneId.of("Europe/Paris"));

    private final ProcessEngineConfigurationImpl engine;
    private final People people;

    StaleTasks(ProcessEngineConfigurationImpl engine, People people) {
        this.engine = engine;
        this.people = people;
    }

    /** Runs an action on a task; somebody else's earlier or simultaneous action becomes a clear 409. */
    <T> T answering(String taskId, Supplier<T> action) {
        if (taskId == null || Context.getCommandContext() != null) {
            return action.get();
        }
        try {
            return action.get();
        } catch (Refusal e) {
            throw EngineRequest.remember(e);
        } catch (TaskAlreadyClaimedException e) {
            throw EngineRequest.remember(Refusal.conflict(taken(e.getTaskAssignee())));
        } catch (OptimisticLockingException e) {
            throw EngineRequest.remember(over(taskId)
                    .orElseGet(() -> Refusal.conflict(
                            "Quelqu'un d'autre vient de modifier cette tâche. Rechargez-la avant de continuer.")));
        } catch (NullValueException | NotFoundException e) {
            Optional<Refusal> over = over(taskId);
            if (over.isPresent()) {
                throw EngineRequest.remember(over.get());
            }
            throw e;
        }
    }

    /** The answer for a task that is over, if it is over and the caller may know. */
    Optional<Refusal> over(String taskId) {
        return engine.getCommandExecutorTxRequired().execute(context -> {
            Authentication caller = context.getAuthentication();
            HistoricTaskInstance task = find(taskId);
            if (task == null && caller != null) {
                HistoricTaskInstance own = People.unchecked(context, () -> find(taskId));
                task = own != null && caller.getUserId().equals(own.getAssignee()) ? own : null;
            }
            return Optional.ofNullable(task).map(over -> Refusal.conflict(sentence(context, caller, over)));
        });
    }

    private HistoricTaskInstance find(String taskId) {
        try {
            return engine.getHistoryService()
                    .createHistoricTaskInstanceQuery()
                    .taskId(taskId)
                    .finished()
                    .singleResult();
        } catch (AuthorizationException e) {
            return null;
        }
    }

    private String sentence(CommandContext context, Authentication caller, HistoricTaskInstance task) {
        String moment = MOMENT.format(task.getEndTime().toInstant());
        if (!"completed".equals(task.getDeleteReason())) {
            return "Cette tâche n'est plus à faire depuis le " + moment + " : l'étape est close.";
        }
        if (caller != null && caller.getUserId().equals(task.getAssignee())) {
            return "Vous avez déjà traité cette tâche le " + moment + ".";
        }
        String name = task.getAssignee() == null ? "la collectivité" : people.name(context, task.getAssignee());
        return "Cette tâche a déjà été traitée par " + name + " le " + moment + ".";
    }

    private String taken(String assignee) {
        return engine.getCommandExecutorTxRequired()
                .execute(context -> "Cette tâche est déjà prise en charge par " + people.name(context, assignee) + ".");
    }
}
