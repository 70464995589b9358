package fr.ecoquartier.correspondence;

import java.util.Arrays;
import java.util.Optional;

/** What a point of a correction request is about. */
public enum PointKind {
    FIELD("champ", "Présentation de l’opération"),
    FIGURE("donnee", "Données chiffrées"),
    EVIDENCE("piece", "Pièces jointes"),
    COMMITMENT("engagement", "Engagements");

    private final String code;
    private final String label;

    PointKind(String code, String label) {
        this.code = code;
        this.label = label;
    }

    /** How addresses and forms name it. */
    public String code() {
        return code;
    }

    /** The French name. */
    public String label() {
        return label;
    }

    static Optional<PointKind> ofCode(String code) {
        return Arrays.stream(values()).filter(kind -> kind.code.equals(code)).findFirst();
    }
}
