package fr.ecoquartier.workflow.label;

import fr.ecoquartier.Explained;

/** A delay that is not configured as it should be; stops the start. */
class DelaysRefused extends RuntimeException implements Explained {

    private static final long serialVersionUID = 1L;

    DelaysRefused(String property, String reason) {
        super("délai mal configuré, " + property + " : " + reason);
    }
}
