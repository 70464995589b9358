package fr.ecoquartier.modelling.graph;

import org.springframework.lang.Nullable;

/**
 * What an event waits for or emits.
 *
 * @param reference name of the message or signal, code of the error or escalation, expression of the timer, name of the
 *     link; null when the file names none
 */
public record EventDefinition(Kind kind, @Nullable String reference) {

    public enum Kind {
        NONE,
        MESSAGE,
        TIMER,
        ERROR,
        SIGNAL,
        ESCALATION,
        CONDITIONAL,
        LINK,
        TERMINATE,
        COMPENSATE,
        CANCEL
    }

    static final EventDefinition PLAIN = new EventDefinition(Kind.NONE, null);

    public boolean is(Kind expected) {
        return kind == expected;
    }
}
