package fr.ecoquartier.access;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What was asked about an account cannot be done; French sentences, by field of the form ("" for the whole). */
public final class AccountRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Map<String, String> problems;

    public AccountRefused(Map<String, String> problems) {
        super(String.join(" ", problems.values()));
        this.problems = Collections.unmodifiableMap(new LinkedHashMap<>(problems));
    }

    public AccountRefused(String field, String sentence) {
        this(Map.of(field, sentence));
    }

    public AccountRefused(String sentence) {
        this("", sentence);
    }

    /** The sentences by field. */
    public Map<String, String> problems() {
        return problems == null ? Map.of() : problems;
    }
}
