package fr.ecoquartier.workflow.guard;

import java.util.Optional;
import java.util.function.Supplier;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * The application acts in the engine for somebody who has no account there: a local authority. The only way to complete
 * a task of the group {@code authority}. The caller has checked that the person may act for the dossier's authority.
 *
 * <pre>onBehalf.of(actor.id(), () -> formService.submitTaskForm(taskId, values));</pre>
 */
@Component
public class OnBehalf {

    private static final ThreadLocal<String> ACTOR = new ThreadLocal<>();

    private final ObjectProvider<IdentityService> identities;

    OnBehalf(ObjectProvider<IdentityService> identities) {
        this.identities = identities;
    }

    public <T> T of(String actorId, Supplier<T> action) {
        IdentityService identity = identities.getObject();
        Authentication before = identity.getCurrentAuthentication();
        String outer = ACTOR.get();
        ACTOR.set(actorId);
        identity.clearAuthentication();
        try {
            return action.get();
        } finally {
            if (outer == null) {
                ACTOR.remove();
            } else {
                ACTOR.set(outer);
            }
            if (before != null) {
                identity.setAuthentication(before.getUserId(), before.getGroupIds(), before.getTenantIds());
            }
        }
    }

    public void of(String actorId, Runnable action) {
        of(actorId, () -> {
            action.run();
            return null;
        });
    }

    /** The person for whom the application acts on this thread, if any. */
    public static Optional<String> actor() {
        return Optional.ofNullable(ACTOR.get());
    }
}
