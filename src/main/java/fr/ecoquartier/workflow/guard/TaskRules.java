package fr.ecoquartier.workflow.guard;

import fr.ecoquartier.workflow.Refusal;
import fr.ecoquartier.workflow.guard.People.Somebody;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.IdentityLinkType;

/**
 * Who may take a task and who may complete it. Grants on definitions only let a role see the work of its region; these
 * rules decide about each task: its candidates, its territory, its assignee, and nobody on both sides of a decision.
 */
class TaskRules implements TaskListener {

    private static final Predicate<String> DECISION = Pattern.compile(
                    "decide[A-Z].*|sign.*ForState|recordNationalDecision")
            .asMatchPredicate();
    private static final Predicate<String> OPINION =
            Pattern.compile("give.*Opinion|write.*Synthesis").asMatchPredicate();
    private static final Set<String> INSTRUCTION =
            Set.of("checkAdmissibility", "instructContract", "instructAward", "reviewFollowUp");

    private final ProcessEngineConfigurationImpl engine;
    private final People people;

    TaskRules(ProcessEngineConfigurationImpl engine, People people) {
        this.engine = engine;
        this.people = people;
    }

    /** Runs first when a user task completes, whatever command completes it. */
    @Override
    public void notify(DelegateTask task) {
        CommandContext context = Context.getCommandContext();
        Set<String> candidates = groups(task);
        boolean authorityTask = candidates.contains(People.AUTHORITY);
        if (OnBehalf.actor().isPresent()) {
            if (!authorityTask) {
                throw Refusal.forbidden("Cette étape ne revient pas à la collectivité.");
            }
            task.setAssignee(OnBehalf.actor().get()); // the history says who did it
            return;
        }
        Authentication caller = context.getAuthentication();
        if (caller == null || caller.getUserId() == null) {
            if (EngineRequest.current().isPresent()) {
                throw Refusal.forbidden("Connectez-vous pour traiter cette tâche.");
            }
            return; // the application itself
        }
        if (authorityTask) {
            throw Refusal.forbidden("Cette étape revient à la collectivité : elle se traite dans son espace.");
        }
        if (task.getAssignee() == null) {
            throw Refusal.forbidden("Prenez d'abord cette tâche en charge.");
        }
        if (!task.getAssignee().equals(caller.getUserId())) {
            throw Refusal.forbidden("Cette tâche est attribuée à " + people.name(context, task.getAssignee()) + ".");
        }
        check(context, (TaskEntity) task, people.somebody(context, caller.getUserId()), candidates);
    }

    /** Whether somebody may be the one who does this task. */
    void mayTake(CommandContext context, TaskEntity task, String userId) {
        Set<String> candidates = groups(task);
        if (candidates.contains(People.AUTHORITY)) {
            throw Refusal.forbidden("Cette étape revient à la collectivité : elle se traite dans son espace.");
        }
        check(context, task, people.somebody(context, userId), candidates);
    }

    private void check(CommandContext context, TaskEntity task, Somebody person, Set<String> candidates) {
        boolean caller = context.getAuthentication() != null
                && person.id().equals(context.getAuthentication().getUserId());
        if (!candidates.isEmpty() && candidates.stream().noneMatch(person.groups()::contains)) {
            throw Refusal.forbidden(
                    caller
                            ? "Cette tâche ne revient pas à votre rôle."
                            : "Cette tâche ne revient pas au rôle de cette personne.");
        }
        if (candidates.isEmpty() && !person.id().equals(task.getAssignee())) {
            throw Refusal.forbidden("Cette tâche est attribuée nommément.");
        }
        if (!person.tenants().contains(task.getTenantId())) {
            throw Refusal.forbidden(
                    caller ? "Cette tâche relève d'une autre région." : "Cette personne relève d'une autre région.");
        }
        if (DECISION.test(task.getTaskDefinitionKey())) {
            separate(context, task, person.id());
        }
    }

    /** Who instructed a dossier, or gave an expert's opinion on it, does not decide it. */
    private void separate(CommandContext context, TaskEntity task, String userId) {
        String dossier = task.getProcessInstance().getBusinessKey();
        if (dossier == null) {
            return;
        }
        List<HistoricTaskInstance> done = People.unchecked(
                context,
                () -> engine.getHistoryService()
                        .createHistoricTaskInstanceQuery()
                        .processInstanceBusinessKey(dossier)
                        .taskAssignee(userId)
                        .unlimitedList());
        done.stream()
                .filter(other -> INSTRUCTION.contains(other.getTaskDefinitionKey())
                        || OPINION.test(other.getTaskDefinitionKey()))
                .findFirst()
                .ifPresent(other -> {
                    throw Refusal.forbidden("La même personne ne peut pas instruire et décider : « " + other.getName()
                            + " » de ce dossier a été confiée à cette personne.");
                });
    }

    /** A task whose assignee is named by the model: an expert's own opinion. */
    static boolean isPersonal(TaskEntity task) {
        return task.getTaskDefinition().getAssigneeExpression() != null;
    }

    static Set<String> groups(DelegateTask task) {
        return task.getCandidates().stream()
                .filter(link -> IdentityLinkType.CANDIDATE.equals(link.getType()))
                .map(IdentityLink::getGroupId)
                .filter(group -> group != null)
                .collect(Collectors.toSet());
    }
}
