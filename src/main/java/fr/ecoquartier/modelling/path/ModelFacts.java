package fr.ecoquartier.modelling.path;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.lang.Nullable;

/** What the application's own code does with models, as it declares it; implemented by the room {@code workflow}. */
public interface ModelFacts {

    /**
     * A bean that models name as a delegate or listener.
     *
     * @param raises codes of the BPMN errors that it may raise
     * @param sets variable → its value, null when it depends
     */
    record Delegate(Set<String> raises, Map<String, String> sets) {

        /** The value that it always gives, null when it depends. */
        @Nullable
        String value(String variable) {
            return sets.get(variable);
        }
    }

    /**
     * A message that a person sends from a page.
     *
     * @param process key of the process that must wait for it
     * @param name of the message
     * @param occasion when it is sent, in French, after « quand »
     * @param variables what it carries
     */
    record SentMessage(String process, String name, String occasion, Set<String> variables) {}

    /** Empty for a bean that is not offered to models. */
    Optional<Delegate> delegate(String bean);

    List<SentMessage> messages();

    /** Variables that the application gives when it starts a process itself; empty for a process that it never starts. */
    Set<String> given(String process);
}
