package fr.ecoquartier.modelling.release;

import fr.ecoquartier.modelling.Author;
import fr.ecoquartier.modelling.ModelFile;
import fr.ecoquartier.modelling.check.Finding;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Models that somebody asked to deploy together, and what became of it.
 *
 * @param drafts what was chosen, frozen; empty for a roll-back and for the models of the application
 * @param files exactly what is deployed: the drafts, and every form, decision and process that has to come along
 * @param reason why, as the author wrote it
 * @param findings what the checks said when it was asked for, none of it an error: accepted by the author
 * @param decidedBy who approved, refused or withdrew it
 * @param decision why it was refused or withdrawn, null when approved
 * @param failure why the last attempt to deploy failed, null when none did
 * @param deploymentId the engine's id
 * @param versions what it made, empty until deployed
 * @param revision grows with every change of state
 */
public record Release(
        long id,
        Origin origin,
        List<ReleasedDraft> drafts,
        List<ModelFile> files,
        String reason,
        Author author,
        Instant requestedAt,
        List<Finding> findings,
        State state,
        @Nullable Author decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String decision,
        @Nullable String failure,
        @Nullable String deploymentId,
        List<DeployedVersion> versions,
        int revision) {

    public enum Origin {
        DRAFTS("Brouillons"),
        ROLL_BACK("Retour à une version antérieure"),
        APPLICATION("Livré avec l’application");

        private final String label;

        Origin(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    public enum State {
        REQUESTED("À approuver"),
        REFUSED("Refusée"),
        DEPLOYED("En service"),
        FAILED("Échec, à reprendre"),
        WITHDRAWN("Retirée");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** Whether somebody still has to decide. */
    public boolean open() {
        return state == State.REQUESTED || state == State.FAILED;
    }
}
