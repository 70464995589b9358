package fr.ecoquartier.workflow.guard;

import fr.ecoquartier.workflow.Refusal;
import java.util.Optional;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Answers who may take a task, by the rules that the engine applies when they do. */
@Component
public class TaskTakers {

    private final ObjectProvider<ProcessEngineConfigurationImpl> engine;
    private final HardenedEngine hardened;

    TaskTakers(ObjectProvider<ProcessEngineConfigurationImpl> engine, HardenedEngine hardened) {
        this.engine = engine;
        this.hardened = hardened;
    }

    /** Why somebody may not be the one who does a task, in French; empty when they may. */
    public Optional<String> refusal(String taskId, String userId) {
        return engine.getObject()
                .getCommandExecutorTxRequired()
                .execute(context -> context.runWithoutAuthorization(() -> {
                    TaskEntity task = context.getTaskManager().findTaskById(taskId);
                    if (task == null) {
                        return Optional.of("Cette tâche n’est plus à faire.");
                    }
                    if (TaskRules.isPersonal(task)) {
                        return Optional.of("Cette tâche est attribuée nommément.");
                    }
                    try {
                        hardened.rules().mayTake(context, task, userId);
                        return Optional.empty();
                    } catch (Refusal refusal) {
                        return Optional.of(refusal.detail());
                    }
                }));
    }
}
