package fr.ecoquartier.modelling.release;

/** The engine refused to deploy; the message is a French sentence, nothing was deployed. */
public class DeploymentFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DeploymentFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
