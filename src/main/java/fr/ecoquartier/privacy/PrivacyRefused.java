package fr.ecoquartier.privacy;

/** Something of the page of personal data cannot be done like this; the message is French, for the field that it names. */
public final class PrivacyRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String field;

    public PrivacyRefused(String field, String sentence) {
        super(sentence);
        this.field = field;
    }

    /** The field of the form. */
    public String field() {
        return field;
    }
}
