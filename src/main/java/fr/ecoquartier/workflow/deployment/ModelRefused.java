package fr.ecoquartier.workflow.deployment;

/** A model, decision or form of the class path that the engine cannot run; stops the start. */
public class ModelRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ModelRefused(String file, String reason) {
        super(file + " : " + reason);
    }
}
