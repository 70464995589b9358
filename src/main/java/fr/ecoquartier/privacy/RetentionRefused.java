package fr.ecoquartier.privacy;

import fr.ecoquartier.Explained;

/** A retention period that is not configured as it should be; stops the start. */
class RetentionRefused extends RuntimeException implements Explained {

    private static final long serialVersionUID = 1L;

    RetentionRefused(String property, String reason) {
        super("durée de conservation mal configurée, " + property + " : " + reason);
    }
}
