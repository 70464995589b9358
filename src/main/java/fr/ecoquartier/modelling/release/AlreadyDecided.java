package fr.ecoquartier.modelling.release;

/** Somebody else decided first, or the request changed meanwhile; the message says who, when and what. */
public class AlreadyDecided extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Release release;

    AlreadyDecided(String message, Release release) {
        super(message);
        this.release = release;
    }

    /** As it is now. */
    public Release release() {
        return release;
    }
}
