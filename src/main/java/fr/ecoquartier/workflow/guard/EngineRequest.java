package fr.ecoquartier.workflow.guard;

import fr.ecoquartier.workflow.Refusal;
import java.util.Optional;
import org.camunda.bpm.engine.exception.NotFoundException;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.engine.impl.identity.Authentication;

/** What is known about a request from outside to the engine (REST or web app) while it runs on this thread. */
final class EngineRequest {

    private static final ThreadLocal<EngineRequest> CURRENT = new ThreadLocal<>();

    private Authentication caller;
    private Refusal refusal;
    private RuntimeException failure;

    static EngineRequest open() {
        EngineRequest request = new EngineRequest();
        CURRENT.set(request);
        return request;
    }

    static void close() {
        CURRENT.remove();
    }

    static Optional<EngineRequest> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** Kept because the layers between the engine and the client turn it into a plain 500. */
    static <X extends Refusal> X remember(X refusal) {
        current().ifPresent(request -> request.refusal = refusal);
        return refusal;
    }

    void failed(RuntimeException engineFailure) {
        failure = engineFailure;
    }

    Optional<RuntimeException> failure() {
        return Optional.ofNullable(failure);
    }

    /** Whether the engine's last failure says that what the request names does not exist. */
    boolean namedNothing() {
        return failure instanceof NullValueException || failure instanceof NotFoundException;
    }

    void calledBy(Authentication authentication) {
        if (authentication != null) {
            caller = authentication;
        }
    }

    Optional<Authentication> caller() {
        return Optional.ofNullable(caller);
    }

    Optional<Refusal> refusal() {
        return Optional.ofNullable(refusal);
    }
}
