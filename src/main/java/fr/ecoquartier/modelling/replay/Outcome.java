package fr.ecoquartier.modelling.replay;

import java.util.List;
import org.springframework.lang.Nullable;

/**
 * What the new model would have done with one finished dossier.
 *
 * @param element id of the element where the ways part, null when they do not
 * @param recorded id of the element where the dossier went, null when it ended or when the ways do not part
 * @param now id of the element where the new model leads
 * @param reason in French
 * @param added ids of the elements of the new model that the dossier would have passed in addition
 */
public record Outcome(
        Kind kind,
        @Nullable String element,
        @Nullable String recorded,
        @Nullable String now,
        String reason,
        List<String> added) {

    public enum Kind {
        SAME("Même chemin"),
        ADDED("Même chemin, avec des étapes en plus"),
        OTHER_BRANCH("Autre branche"),
        MISSING("Étape absente"),
        BLOCKED("Bloqué"),
        UNKNOWN("Inconnu");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }

        /** Whether the dossier would have gone elsewhere. */
        public boolean elsewhere() {
            return this == OTHER_BRANCH || this == MISSING || this == BLOCKED;
        }
    }
}
