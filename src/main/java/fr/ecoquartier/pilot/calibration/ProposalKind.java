package fr.ecoquartier.pilot.calibration;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/** What may become of an indicator, from the least to the most radical. */
public enum ProposalKind {
    KEEP("keep", "Conserver"),
    MOVE("move", "Déplacer les seuils"),
    REWORD("reword", "Reformuler"),
    OPTIONAL("optional", "Rendre facultatif"),
    DROP("drop", "Supprimer");

    private final String code;
    private final String label;

    ProposalKind(String code, String label) {
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

    public static Optional<ProposalKind> find(String code) {
        return Arrays.stream(values()).filter(kind -> kind.code.equals(code)).findFirst();
    }

    @JsonCreator
    static ProposalKind of(String code) {
        return find(code).orElseThrow(() -> new IllegalArgumentException("unknown proposal: " + code));
    }
}
