package fr.ecoquartier.workflow.guard;

import fr.ecoquartier.dossier.Actor;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Execution;
import org.springframework.stereotype.Component;

/** Messages to the instances of a dossier or of a campaign, for a person who has no access to the engine. */
@Component
public class WaitingMessages {

    private final RuntimeService runtime;
    private final OnBehalf onBehalf;

    WaitingMessages(RuntimeService runtime, OnBehalf onBehalf) {
        this.runtime = runtime;
        this.onBehalf = onBehalf;
    }

    /**
     * Gives a message to the one execution that waits for it.
     *
     * @return false when none does
     */
    public boolean give(String businessKey, String message, Map<String, Object> variables, Actor actor) {
        return onBehalf.of(actor.id(), () -> {
            List<Execution> waiting = runtime.createExecutionQuery()
                    .processInstanceBusinessKey(businessKey)
                    .messageEventSubscriptionName(message)
                    .list();
            waiting.stream()
                    .findFirst()
                    .ifPresent(execution -> runtime.messageEventReceived(message, execution.getId(), variables));
            return !waiting.isEmpty();
        });
    }
}
