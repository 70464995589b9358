package fr.ecoquartier.workflow.guard;

import java.util.function.Supplier;

/**
 * Tells deployments that the application decided (packaged models, approved releases, generated forms) from those that a
 * request to the engine's REST interface or web apps asks for.
 */
public final class OutsideDeployments {

    private static final ThreadLocal<Boolean> DECIDED = ThreadLocal.withInitial(() -> false);

    private OutsideDeployments() {}

    /** What runs here was decided, whoever's request it serves. */
    public static <T> T asApplication(Supplier<T> deployment) {
        boolean before = DECIDED.get();
        DECIDED.set(true);
        try {
            return deployment.get();
        } finally {
            DECIDED.set(before);
        }
    }

    /** Whether a request from outside wants to deploy by itself. */
    static boolean undecided() {
        return EngineRequest.current().isPresent() && !DECIDED.get();
    }
}
