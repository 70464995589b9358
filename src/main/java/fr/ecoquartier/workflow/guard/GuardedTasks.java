package fr.ecoquartier.workflow.guard;

import fr.ecoquartier.workflow.Refusal;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.camunda.bpm.engine.impl.TaskServiceImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.task.Attachment;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.VariableMap;

/**
 * What people may do with a task besides completing its form: take it and put it back. What the stock engine offers
 * anybody with a grant to work (take for somebody else, delegate, throw a BPMN error, reroute) is refused. Calls of the
 * application itself, without a signed-in person or from inside a step, are not concerned.
 */
class GuardedTasks extends TaskServiceImpl {

    private final ProcessEngineConfigurationImpl engine;
    private final TaskRules rules;
    private final StaleTasks stale;
    private final TasksOnAccount onAccount;
    private final People people;

    GuardedTasks(
            ProcessEngineConfigurationImpl engine,
            TaskRules rules,
            StaleTasks stale,
            TasksOnAccount onAccount,
            People people) {
        this.engine = engine;
        this.rules = rules;
        this.stale = stale;
        this.onAccount = onAccount;
        this.people = people;
    }

    @Override
    public void claim(String taskId, String userId) {
        if (userId != null && asPerson() && takenOnAccount(taskId, userId)) {
            return;
        }
        guarded(taskId, () -> super.claim(taskId, userId), (context, caller, task) -> {
            if (userId == null) {
                putBack(caller, task);
                return;
            }
            if (!userId.equals(caller.getUserId())) {
                throw Refusal.forbidden("Chacun prend ses tâches soi-même.");
            }
            rules.mayTake(context, task, userId);
        });
    }

    @Override
    public void setAssignee(String taskId, String userId) {
        if (asPerson() && userId == null) {
            stale.answering(
                    taskId,
                    () -> commandExecutor.execute(context -> {
                        TaskEntity task = context.getTaskManager().findTaskById(taskId);
                        if (task != null) {
                            checkWork(context, task);
                            putBack(context.getAuthentication(), task);
                        }
                        // putting back one's own task needs no right to assign tasks
                        return context.runWithoutAuthorization((Command<Void>) inner -> {
                            super.setAssignee(taskId, null);
                            return null;
                        });
                    }));
            return;
        }
        guarded(taskId, () -> super.setAssignee(taskId, userId), (context, caller, task) -> {
            if (TaskRules.isPersonal(task)) {
                throw Refusal.forbidden("Cette tâche est attribuée nommément.");
            }
            rules.mayTake(context, task, userId);
        });
    }

    @Override
    public void addUserIdentityLink(String taskId, String userId, String type) {
        if (IdentityLinkType.ASSIGNEE.equals(type)) {
            setAssignee(taskId, userId);
        } else {
            refuseToPeople("Les personnes concernées par une tâche sont fixées par le processus.");
            super.addUserIdentityLink(taskId, userId, type);
        }
    }

    @Override
    public void deleteUserIdentityLink(String taskId, String userId, String type) {
        if (IdentityLinkType.ASSIGNEE.equals(type)) {
            setAssignee(taskId, null);
        } else {
            refuseToPeople("Les personnes concernées par une tâche sont fixées par le processus.");
            super.deleteUserIdentityLink(taskId, userId, type);
        }
    }

    @Override
    public void addGroupIdentityLink(String taskId, String groupId, String type) {
        refuseToPeople("Les groupes candidats d'une tâche sont fixés par le processus.");
        super.addGroupIdentityLink(taskId, groupId, type);
    }

    @Override
    public void deleteGroupIdentityLink(String taskId, String groupId, String type) {
        refuseToPeople("Les groupes candidats d'une tâche sont fixés par le processus.");
        super.deleteGroupIdentityLink(taskId, groupId, type);
    }

    @Override
    public void setOwner(String taskId, String userId) {
        refuseToPeople("Une tâche ne se délègue pas.");
        super.setOwner(taskId, userId);
    }

    @Override
    public void delegateTask(String taskId, String userId) {
        refuseToPeople("Une tâche ne se délègue pas.");
        super.delegateTask(taskId, userId);
    }

    @Override
    public void resolveTask(String taskId) {
        refuseToPeople("Une tâche ne se délègue pas.");
        super.resolveTask(taskId);
    }

    @Override
    public void resolveTask(String taskId, Map<String, Object> variables) {
        refuseToPeople("Une tâche ne se délègue pas.");
        super.resolveTask(taskId, variables);
    }

    @Override
    public void saveTask(Task task) {
        refuseToPeople("Une tâche ne se modifie pas : elle se prend, se remet et se traite.");
        super.saveTask(task);
    }

    @Override
    public void handleBpmnError(String taskId, String errorCode, String errorMessage, Map<String, Object> variables) {
        refuseToPeople("Une tâche se termine par son formulaire.");
        super.handleBpmnError(taskId, errorCode, errorMessage, variables);
    }

    @Override
    public void handleBpmnError(String taskId, String errorCode) {
        refuseToPeople("Une tâche se termine par son formulaire.");
        super.handleBpmnError(taskId, errorCode);
    }

    @Override
    public void handleBpmnError(String taskId, String errorCode, String errorMessage) {
        refuseToPeople("Une tâche se termine par son formulaire.");
        super.handleBpmnError(taskId, errorCode, errorMessage);
    }

    @Override
    public void handleEscalation(String taskId, String escalationCode) {
        refuseToPeople("Une tâche se termine par son formulaire.");
        super.handleEscalation(taskId, escalationCode);
    }

    @Override
    public void handleEscalation(String taskId, String escalationCode, Map<String, Object> variables) {
        refuseToPeople("Une tâche se termine par son formulaire.");
        super.handleEscalation(taskId, escalationCode, variables);
    }

    @Override
    public Attachment createAttachment(
            String type,
            String taskId,
            String processInstanceId,
            String name,
            String description,
            InputStream content) {
        refuseToPeople("Les pièces se joignent au dossier, pas à la tâche.");
        return super.createAttachment(type, taskId, processInstanceId, name, description, content);
    }

    @Override
    public Attachment createAttachment(
            String type, String taskId, String processInstanceId, String name, String description, String url) {
        refuseToPeople("Les pièces se joignent au dossier, pas à la tâche.");
        return super.createAttachment(type, taskId, processInstanceId, name, description, url);
    }

    @Override
    public void complete(String taskId) {
        stale.answering(taskId, () -> {
            super.complete(taskId);
            return null;
        });
    }

    @Override
    public void complete(String taskId, Map<String, Object> variables) {
        stale.answering(taskId, () -> {
            super.complete(taskId, variables);
            return null;
        });
    }

    @Override
    public VariableMap completeWithVariablesInReturn(
            String taskId, Map<String, Object> variables, boolean deserializeValues) {
        return stale.answering(taskId, () -> super.completeWithVariablesInReturn(taskId, variables, deserializeValues));
    }

    /**
     * A stand-in takes what the absent person holds, or the absent person takes it back. Rules and separation of duties
     * are those of whoever takes the task.
     */
    private boolean takenOnAccount(String taskId, String userId) {
        return stale.answering(
                taskId,
                () -> commandExecutor.execute(context -> {
                    Authentication caller = context.getAuthentication();
                    TaskEntity task = context.getTaskManager().findTaskById(taskId);
                    if (task == null || !userId.equals(caller.getUserId())) {
                        return false;
                    }
                    Optional<TasksOnAccount.Taking> taking = onAccount.of(task, userId, TaskRules.groups(task));
                    if (taking.isEmpty()) {
                        return false;
                    }
                    checkWork(context, task);
                    rules.mayTake(context, task, userId);
                    // a stand-in may not assign tasks in general
                    context.runWithoutAuthorization((Command<Void>) inner -> {
                        super.setAssignee(taskId, userId);
                        return null;
                    });
                    onAccount.taken(context, task, taking.get(), people);
                    return true;
                }));
    }

    private void guarded(String taskId, Runnable action, Rule rule) {
        if (!asPerson()) {
            stale.answering(taskId, () -> {
                action.run();
                return null;
            });
            return;
        }
        stale.answering(
                taskId,
                () -> commandExecutor.execute(context -> {
                    TaskEntity task = context.getTaskManager().findTaskById(taskId);
                    if (task != null) {
                        checkWork(context, task);
                        String assignee = task.getAssignee();
                        if (assignee == null
                                || !Objects.equals(
                                        assignee, context.getAuthentication().getUserId())) {
                            rule.check(context, context.getAuthentication(), task);
                        }
                    }
                    action.run();
                    return null;
                }));
    }

    /** The engine's own checks first: whoever may not see a task learns nothing about it from our rules. */
    private static void checkWork(CommandContext context, TaskEntity task) {
        context.getProcessEngineConfiguration().getCommandCheckers().forEach(checker -> checker.checkTaskWork(task));
    }

    private static void putBack(Authentication caller, TaskEntity task) {
        if (TaskRules.isPersonal(task)) {
            throw Refusal.forbidden("Cette tâche vous est attribuée nommément : elle ne se remet pas.");
        }
        if (task.getAssignee() != null
                && !task.getAssignee().equals(caller.getUserId())
                && (caller.getGroupIds() == null || !caller.getGroupIds().contains(People.ADMINS))) {
            throw Refusal.forbidden("Cette tâche est prise en charge par quelqu'un d'autre.");
        }
    }

    private void refuseToPeople(String reason) {
        if (asPerson()) {
            throw EngineRequest.remember(Refusal.forbidden(reason));
        }
    }

    /** Called for a person, and not by the application itself or from inside a step. */
    private boolean asPerson() {
        if (Context.getCommandContext() != null || OnBehalf.actor().isPresent()) {
            return false;
        }
        boolean signedIn = engine.getIdentityService().getCurrentAuthentication() != null;
        if (!signedIn && EngineRequest.current().isPresent()) {
            throw EngineRequest.remember(Refusal.forbidden("Connectez-vous pour agir sur une tâche."));
        }
        return signedIn;
    }

    @FunctionalInterface
    private interface Rule {
        void check(CommandContext context, Authentication caller, TaskEntity task);
    }
}
