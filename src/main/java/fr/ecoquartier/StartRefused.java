package fr.ecoquartier;

/** The application cannot start as it is configured or where it is; the message says why and what to do. */
public class StartRefused extends RuntimeException implements Explained {

    public StartRefused(String message) {
        super(message);
    }

    public StartRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
