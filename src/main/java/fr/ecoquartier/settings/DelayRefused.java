package fr.ecoquartier.settings;

/** A delay cannot be changed like this; the message is French, for the field that it names. */
public final class DelayRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String field;

    public DelayRefused(String field, String sentence) {
        super(sentence);
        this.field = field;
    }

    /** The field of the form. */
    public String field() {
        return field;
    }
}
