package fr.ecoquartier.workflow.guard;

import fr.ecoquartier.workflow.Refusal;
import java.util.Optional;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.springframework.stereotype.Component;

/** Asks the rules who may take a task, for whoever gives it to somebody else. */
@Component
public class Takers {

    private final ProcessEngineConfigurationImpl engine;
    private final TaskRules rules;

    Takers(ProcessEngineConfigurationImpl engine) {
        this.engine = engine;
        this.rules = new TaskRules(engine, new People(engine));
    }

    /** Why somebody may not take a task, in French; empty when they may. */
    public Optional<String> refusal(String taskId, String userId) {
        return engine.getCommandExecutorTxRequired().execute(context -> {
            TaskEntity task = context.getTaskManager().findTaskById(taskId);
            if (task == null) {
                return Optional.of("Cette tâche n'est plus ouverte.");
            }
            if (TaskRules.isPersonal(task)) {
                return Optional.of("Cette tâche est attribuée nommément : elle ne change pas de mains.");
            }
            try {
                rules.mayTake(context, task, userId);
                return Optional.empty();
            } catch (Refusal refusal) {
                return Optional.of(refusal.detail());
            }
        });
    }

    /** Whether the model itself names who does a task. */
    public boolean isPersonal(String taskId) {
        return engine.getCommandExecutorTxRequired().execute(context -> {
            TaskEntity task = context.getTaskManager().findTaskById(taskId);
            return task != null && TaskRules.isPersonal(task);
        });
    }
}
