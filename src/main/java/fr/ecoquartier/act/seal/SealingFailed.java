package fr.ecoquartier.act.seal;

/** A document that could not be sealed: the step that makes it fails and becomes an incident. */
public class SealingFailed extends RuntimeException {

    SealingFailed(String message) {
        super(message);
    }

    SealingFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
