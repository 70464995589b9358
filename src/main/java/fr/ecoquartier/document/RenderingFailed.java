package fr.ecoquartier.document;

/** An HTML document that no PDF can be made of: a mistake of a template, never of a reader. */
public class RenderingFailed extends RuntimeException {

    RenderingFailed(String message) {
        super(message);
    }

    RenderingFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
