package fr.ecoquartier.indicator;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/** The computed advice on a stage. People decide, and may decide otherwise with a reason. */
public enum Opinion {
    FAVOURABLE("favourable", "Favorable"),
    RESERVATIONS("reservations", "Favorable avec réserves"),
    UNFAVOURABLE("unfavourable", "Défavorable"),
    INCOMPLETE("incomplete", "Incomplet");

    private final String code;
    private final String label;

    Opinion(String code, String label) {
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

    @JsonCreator
    public static Opinion of(String code) {
        return Arrays.stream(values())
                .filter(o -> o.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown opinion: " + code));
    }
}
