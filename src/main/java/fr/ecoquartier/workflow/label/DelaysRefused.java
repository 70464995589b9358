package fr.ecoquartier.workflow.label;

/** A delay that is not configured as it should be; stops the start. */
class DelaysRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DelaysRefused(String property, String reason) {
        super(property + " : " + reason);
    }
}
