package fr.ecoquartier.pilot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of an imported table, as it was understood.
 *
 * @param line of the file, from 1
 * @param authority the authority, or what was typed for it
 * @param candidate null when something is wrong
 * @param note why it is to be checked, or of which row or candidate it is the double; French
 */
public record ImportRow(
        int line,
        State state,
        String authority,
        String operation,
        @Nullable NewCandidate candidate,
        List<CellFault> faults,
        @Nullable String note) {

    /** What becomes of a row. */
    public enum State {
        SOUND("À importer"),
        DOUBTFUL("À vérifier"),
        KNOWN("Déjà candidate"),
        REPEATED("En double dans le fichier"),
        FAULTY("À corriger");

        private final String label;

        State(String label) {
            this.label = label;
        }

        /** The French name. */
        public String label() {
            return label;
        }
    }
}
