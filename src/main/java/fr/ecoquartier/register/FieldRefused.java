package fr.ecoquartier.register;

/** A field cannot be changed like this; the message is French. */
public final class FieldRefused extends Exception {

    private static final long serialVersionUID = 1L;

    public FieldRefused(String sentence) {
        super(sentence);
    }
}
