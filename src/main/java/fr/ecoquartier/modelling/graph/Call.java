package fr.ecoquartier.modelling.graph;

import java.util.List;
import org.springframework.lang.Nullable;

/**
 * A call of another process.
 *
 * @param process key, or an expression that gives it
 * @param binding {@code latest} when the file says nothing
 * @param in what the called process receives
 * @param out what it gives back
 */
public record Call(String process, String binding, @Nullable String businessKey, List<Mapping> in, List<Mapping> out) {

    /** Whether the key is known without running the process. */
    public boolean isFixed() {
        return !process.contains("{");
    }
}
