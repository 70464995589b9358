package fr.ecoquartier.modelling.release;

import fr.ecoquartier.modelling.Author;
import java.time.Instant;

/**
 * One line of the journal of models: who did what, when and why.
 *
 * @param note the reason, or what happened
 */
public record JournalLine(long release, Instant at, Kind kind, Author actor, String note) {

    public enum Kind {
        REQUESTED("Mise en service demandée"),
        APPROVED("Approuvée"),
        DEPLOYED("Mise en service"),
        REFUSED("Refusée"),
        WITHDRAWN("Retirée"),
        FAILED("Échec de la mise en service"),
        ROLLED_BACK("Retour à une version antérieure"),
        BROUGHT("Livré avec l’application");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }
}
