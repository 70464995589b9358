package fr.ecoquartier.workflow.guard;

import fr.ecoquartier.access.StandIn;
import fr.ecoquartier.access.StandIns;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.JournalKind;
import fr.ecoquartier.dossier.Step;
import java.util.Collection;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * A task that a stand-in takes on account of the absent person who holds it, and that the absent person may take back. The
 * task then says on whose account it is done; what is decided in it is decided by the stand-in as a person.
 */
@Component
class TasksOnAccount {

    /** On the cards of Tasklist. */
    static final String ON_ACCOUNT_OF = "onAccountOf";

    private final ObjectProvider<StandIns> standIns;
    private final ObjectProvider<Dossiers> dossiers;

    TasksOnAccount(ObjectProvider<StandIns> standIns, ObjectProvider<Dossiers> dossiers) {
        this.standIns = standIns;
        this.dossiers = dossiers;
    }

    /** A task held by somebody else that this person may take all the same. */
    record Taking(StandIn standIn, boolean back) {}

    Optional<Taking> of(TaskEntity task, String userId, Collection<String> groups) {
        String holder = task.getAssignee();
        if (holder == null || holder.equals(userId) || TaskRules.isPersonal(task)) {
            return Optional.empty();
        }
        StandIns all = standIns.getObject();
        Optional<StandIn> taken = all.underWhich(task.getId())
                .filter(standIn ->
                        standIn.absent().equals(userId) && standIn.substitute().equals(holder));
        return taken.map(standIn -> new Taking(standIn, true))
                .or(() -> all.between(userId, holder, groups).map(standIn -> new Taking(standIn, false)));
    }

    /** After the task has its new assignee. */
    void taken(CommandContext context, TaskEntity task, Taking taking, People people) {
        StandIn standIn = taking.standIn();
        String absent = people.name(context, standIn.absent());
        String substitute = people.name(context, standIn.substitute());
        String text;
        if (taking.back()) {
            text = "« %s » : %s reprend la tâche que %s avait prise pour son compte."
                    .formatted(task.getName(), absent, substitute);
        } else {
            standIns.getObject().took(task.getId(), standIn);
            task.setVariableLocal(ON_ACCOUNT_OF, absent);
            text = "« %s » : %s prend la tâche pour le compte de %s (suppléance %s)."
                    .formatted(task.getName(), substitute, absent, StandIns.period(standIn));
        }
        String reference = task.getProcessInstance().getBusinessKey();
        if (reference != null) {
            String actor = taking.back() ? standIn.absent() : standIn.substitute();
            dossiers.getObject()
                    .journal(
                            new Step(
                                    reference,
                                    null,
                                    task.getTaskDefinitionKey(),
                                    "onAccount:" + task.getId(),
                                    task.getProcessDefinition().getKey() + ":"
                                            + task.getProcessDefinition().getVersion()),
                            new Actor(
                                    actor,
                                    people.name(context, actor),
                                    standIn.role().label()),
                            JournalKind.INTERVENTION,
                            text,
                            true);
        }
    }

    /** Whatever the way the task leaves the stand-in's hands, it is no longer on anybody's account. */
    void assigned(DelegateTask task) {
        if (!task.hasVariableLocal(ON_ACCOUNT_OF)) {
            return;
        }
        Optional<StandIn> under = standIns.getObject().underWhich(task.getId());
        if (under.isEmpty() || !under.get().substitute().equals(task.getAssignee())) {
            task.removeVariableLocal(ON_ACCOUNT_OF);
            standIns.getObject().gaveBack(task.getId());
        }
    }
}
