package fr.ecoquartier.referentiel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What changes from one version to another, in the order of the newer one.
 *
 * @param before name of the older version
 * @param after name of the newer one
 */
public record Difference(String before, String after, List<Change> changes) {

    public Difference {
        changes = List.copyOf(changes);
    }

    /** What happened to an element. */
    public enum Kind {
        ADDED("Ajout"),
        REMOVED("Suppression"),
        CHANGED("Modification");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** What kind of element. */
    public enum Subject {
        VERSION("Version"),
        INPUT("Donnée"),
        DIMENSION("Dimension"),
        COMMITMENT("Engagement"),
        INDICATOR("Indicateur");

        private final String label;

        Subject(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /**
     * One line of the comparison.
     *
     * @param code of the element
     * @param label of the element
     * @param field what changed in it, in French; null when the element was added or removed
     * @param before old value as people read it, or null
     * @param after new value as people read it, or null
     */
    public record Change(
            Kind kind,
            Subject subject,
            String code,
            String label,
            @Nullable String field,
            @Nullable String before,
            @Nullable String after) {}

    public boolean empty() {
        return changes.isEmpty();
    }
}
