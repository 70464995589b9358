package fr.ecoquartier.oversight.history;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the history can be narrowed to: processes with their versions and ends, and outcomes, that occur in it. */
public record HistoryChoices(List<Process> processes, List<Choice> outcomes) {

    /** A process that has finished instances. */
    public record Process(String key, String name, List<Integer> versions, List<Choice> ends) {}

    /** A code and its French words. */
    public record Choice(String code, @Nullable String label) {}
}
