package fr.ecoquartier.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of the journal of the accounts; append-only.
 *
 * @param account whose account
 * @param byId who did it; {@code system} for the application itself
 * @param text a French sentence
 */
public record AccountEvent(
        long id,
        Instant at,
        String account,
        String byId,
        String byName,
        Kind kind,
        String text,
        @Nullable String reason) {

    /** What kind of event it is. */
    public enum Kind {
        CREATED("Ouverture"),
        CHANGED("Modification"),
        RIGHTS("Rôles et territoires"),
        PASSWORD("Mot de passe"),
        DEACTIVATED("Désactivation"),
        REACTIVATED("Réactivation"),
        STAND_IN("Suppléance"),
        DEPARTURE("Départ"),
        SESSION("Sessions"),
        SIGN_IN("Connexions"),
        PROVIDER("Fournisseur d’identité"),
        EXPERT("Annuaire des experts");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** The French name. */
        public String label() {
            return label;
        }
    }
}
