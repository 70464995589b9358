package fr.ecoquartier.workflow.guard;

import fr.ecoquartier.access.AccountRefused;
import fr.ecoquartier.access.HeldTasks;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.JournalKind;
import fr.ecoquartier.dossier.Step;
import fr.ecoquartier.workflow.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The open tasks that somebody holds, in the engine. */
@Component
@Transactional
class EngineHeldTasks implements HeldTasks {

    private final ProcessEngineConfigurationImpl engine;
    private final TaskService tasks;
    private final FormService forms;
    private final IdentityService identity;
    private final TaskTakers takers;
    private final Dossiers dossiers;

    EngineHeldTasks(
            ProcessEngineConfigurationImpl engine,
            TaskService tasks,
            FormService forms,
            IdentityService identity,
            TaskTakers takers,
            Dossiers dossiers) {
        this.engine = engine;
        this.tasks = tasks;
        this.forms = forms;
        this.identity = identity;
        this.takers = takers;
        this.dossiers = dossiers;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Held> of(String userId) {
        return asApplication(context -> context.runWithoutAuthorization(() ->
                tasks.createTaskQuery().taskAssignee(userId).orderByDueDate().asc().unlimitedList().stream()
                        .map(task -> held(context.getTaskManager().findTaskById(task.getId())))
                        .toList()));
    }

    private static Held held(TaskEntity task) {
        return new Held(
                task.getId(),
                reference(task),
                task.getTaskDefinitionKey(),
                task.getName(),
                task.getProcessDefinition().getName(),
                task.getAssignee(),
                task.getDueDate() == null ? null : task.getDueDate().toInstant(),
                TaskRules.groups(task),
                TaskRules.isPersonal(task),
                task.isSuspended());
    }

    private static String reference(TaskEntity task) {
        String key = task.getProcessInstance().getBusinessKey();
        return key == null ? "" : key;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<String> refusal(String taskId, String userId) {
        return takers.refusal(taskId, userId);
    }

    @Override
    public void take(String taskId, Person standIn) {
        People.Somebody somebody = asApplication(context -> new People(engine).somebody(context, standIn.id()));
        try {
            identity.setAuthentication(standIn.id(), List.copyOf(somebody.groups()), List.copyOf(somebody.tenants()));
            tasks.claim(taskId, standIn.id());
        } catch (Refusal refusal) {
            throw new AccountRefused(refusal.detail());
        } finally {
            identity.clearAuthentication();
        }
    }

    @Override
    public boolean handOver(String taskId, String from, @Nullable Person receiver, String reason, Person by) {
        Optional<Place> found = heldBy(taskId, from);
        if (found.isEmpty()) {
            return false;
        }
        if (receiver != null) {
            takers.refusal(taskId, receiver.id()).ifPresent(refusal -> {
                throw new AccountRefused("repreneur", refusal);
            });
        }
        unsigned(() -> tasks.setAssignee(taskId, receiver == null ? null : receiver.id()));
        String to = receiver == null ? "est remise à son groupe" : "est confiée à " + receiver.name();
        journal(
                found.get(),
                by,
                "Départ de %s. « %s » %s. Motif : %s"
                        .formatted(name(from), found.get().name(), to, reason));
        return true;
    }

    @Override
    public boolean stepDown(String taskId, String from, String reason, Person by) {
        Optional<Place> found = heldBy(taskId, from);
        if (found.isEmpty()) {
            return false;
        }
        journal(
                found.get(),
                by,
                "Départ de %s, membre du trio : récusation consignée par %s. Motif : %s"
                        .formatted(name(from), by.name(), reason));
        unsigned(() -> forms.submitTaskForm(
                taskId,
                Map.of("participation", "stepDown", "reason", "Départ consigné par " + by.name() + " : " + reason)));
        return true;
    }

    /** What the journal says of a task. */
    private record Place(String taskId, String reference, String step, String name, String processVersion) {}

    private Optional<Place> heldBy(String taskId, String userId) {
        return asApplication(context -> {
            TaskEntity task = context.getTaskManager().findTaskById(taskId);
            return task == null || !userId.equals(task.getAssignee())
                    ? Optional.empty()
                    : Optional.of(new Place(
                            taskId,
                            reference(task),
                            task.getTaskDefinitionKey(),
                            task.getName(),
                            task.getProcessDefinition().getKey() + ":"
                                    + task.getProcessDefinition().getVersion()));
        });
    }

    private void journal(Place task, Person by, String text) {
        if (!task.reference().isEmpty()) {
            dossiers.journal(
                    new Step(task.reference(), null, task.step(), "handOver:" + task.taskId(), task.processVersion()),
                    new Actor(by.id(), by.name(), Role.ADMIN.label()),
                    JournalKind.INTERVENTION,
                    text,
                    true);
        }
    }

    private String name(String userId) {
        return asApplication(context -> new People(engine).name(context, userId));
    }

    private <T> T asApplication(Command<T> action) {
        return unsigned(() -> engine.getCommandExecutorTxRequired().execute(action));
    }

    private void unsigned(Runnable action) {
        unsigned(() -> {
            action.run();
            return null;
        });
    }

    /** Whoever is signed in on this thread: our pages have already decided who may ask. */
    private <T> T unsigned(Supplier<T> action) {
        var before = identity.getCurrentAuthentication();
        identity.clearAuthentication();
        try {
            return action.get();
        } finally {
            if (before != null) {
                identity.setAuthentication(before.getUserId(), before.getGroupIds(), before.getTenantIds());
            }
        }
    }
}
