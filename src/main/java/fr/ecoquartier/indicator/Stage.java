package fr.ecoquartier.indicator;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/** A stage of the label at which figures are checked. */
public enum Stage {
    CHARTER("charter", "Charte"),
    CONTRACT("contract", "Contrat"),
    LABEL("label", "Label");

    private final String code;
    private final String label;

    Stage(String code, String label) {
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

    public static Optional<Stage> find(String code) {
        return Arrays.stream(values()).filter(s -> s.code.equals(code)).findFirst();
    }

    @JsonCreator
    static Stage of(String code) {
        return find(code).orElseThrow(() -> new IllegalArgumentException("unknown stage: " + code));
    }
}
