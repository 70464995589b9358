package fr.ecoquartier.pilot;

import java.util.Arrays;
import java.util.Optional;

/** How far the operation of a candidate is. */
public enum OperationStage {
    STUDY("study", "Études préalables"),
    DESIGN("design", "Conception"),
    WORKS("works", "Travaux"),
    DELIVERED("delivered", "Achevée ou presque");

    private final String code;
    private final String label;

    OperationStage(String code, String label) {
        this.code = code;
        this.label = label;
    }

    public String code() {
        return code;
    }

    /** The French name. */
    public String label() {
        return label;
    }

    public static Optional<OperationStage> ofCode(String code) {
        return Arrays.stream(values()).filter(stage -> stage.code.equals(code)).findFirst();
    }
}
