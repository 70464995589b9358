package fr.ecoquartier.modelling.graph;

/** A file that is no process; the message, in French, says why. */
public class UnreadableModel extends RuntimeException {

    public UnreadableModel(String message) {
        super(message);
    }
}
