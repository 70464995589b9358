package fr.ecoquartier.modelling.draft;

/** A draft that cannot be made, or an action that cannot be done on it. The message is a French sentence. */
public class DraftRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DraftRefused(String message) {
        super(message);
    }
}
