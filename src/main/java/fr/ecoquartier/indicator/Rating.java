package fr.ecoquartier.indicator;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/** How an indicator stands against the thresholds of its context. */
public enum Rating {
    EXEMPLARY("exemplary", "Exemplaire"),
    MET("met", "Atteint"),
    UNMET("unmet", "Non atteint"),
    MISSING("missing", "Donnée manquante"),
    NOT_APPLICABLE("notApplicable", "Sans objet");

    private final String code;
    private final String label;

    Rating(String code, String label) {
        this.code = code;
        this.label = label;
    }

    @JsonValue
    public String code() {
        return code;
    }

    public String label() {
        return label;
    }

    /** Whether the indicator counts as met. */
    public boolean satisfied() {
        return this == EXEMPLARY || this == MET;
    }

    /** Whether the indicator enters the counts at all. */
    public boolean applicable() {
        return this != NOT_APPLICABLE;
    }

    @JsonCreator
    static Rating of(String code) {
        return Arrays.stream(values())
                .filter(r -> r.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown rating: " + code));
    }
}
