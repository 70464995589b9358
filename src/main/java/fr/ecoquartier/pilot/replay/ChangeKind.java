package fr.ecoquartier.pilot.replay;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/** What a replay can change in a check: what lists are filtered by and totals count. */
public enum ChangeKind {
    OPINION_BETTER("opinion-mieux", "Avis plus favorable"),
    OPINION_WORSE("opinion-moins", "Avis moins favorable"),
    OPINION_OTHER("opinion-autre", "Avis devenu complet, ou non calculable"),
    OPINION_INCOMPLETE("opinion-incomplet", "Avis devenu incomplet"),
    RATING_BETTER("note-mieux", "Un indicateur mieux noté"),
    RATING_WORSE("note-moins", "Un indicateur moins bien noté"),
    RATING_OTHER("note-autre", "Un indicateur devenu calculable ou sans objet"),
    MISSING("donnee-nouvelle", "Donnée ajoutée par le projet, absente du dossier"),
    ABSENT("donnee-absente", "Donnée non renseignée, désormais utilisée"),
    ADDED("indicateur-ajoute", "Indicateur ajouté"),
    REMOVED("indicateur-supprime", "Indicateur supprimé"),
    REFUSED("donnee-refusee", "Donnée que le projet refuserait"),
    FAILED("calcul-impossible", "Calcul impossible");

    private final String code;
    private final String label;

    ChangeKind(String code, String label) {
        this.code = code;
        this.label = label;
    }

    /** As it stands in addresses and in the database. */
    @JsonValue
    public String code() {
        return code;
    }

    /** In French. */
    public String label() {
        return label;
    }

    public static Optional<ChangeKind> find(String code) {
        return Arrays.stream(values()).filter(kind -> kind.code.equals(code)).findFirst();
    }

    @JsonCreator
    static ChangeKind of(String code) {
        return find(code).orElseThrow(() -> new IllegalArgumentException("unknown kind of change: " + code));
    }
}
