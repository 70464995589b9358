package fr.ecoquartier.pilot.replay;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/** Why the rating of an indicator changes. */
public enum Cause {
    THRESHOLD("threshold", "Seuil ou cible déplacés"),
    FORMULA("formula", "Formule modifiée"),
    BOTH("both", "Formule et seuils modifiés"),
    DIRECTION("direction", "Sens de l’indicateur inversé"),
    CONDITION("condition", "Condition d’application modifiée"),
    NEW_INPUT("newInput", "Donnée ajoutée par le projet"),
    ABSENT_INPUT("absentInput", "Donnée désormais utilisée et non renseignée"),
    COMPUTABLE("computable", "Indicateur désormais calculable"),
    ADDED("added", "Indicateur ajouté"),
    REMOVED("removed", "Indicateur supprimé"),
    FAILURE("failure", "Calcul impossible");

    private final String code;
    private final String label;

    Cause(String code, String label) {
        this.code = code;
        this.label = label;
    }

    @JsonValue
    public String code() {
        return code;
    }

    /** In French. */
    public String label() {
        return label;
    }

    @JsonCreator
    public static Cause of(String code) {
        return Arrays.stream(values())
                .filter(cause -> cause.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown cause: " + code));
    }
}
