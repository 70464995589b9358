package fr.ecoquartier.dossier;

import fr.ecoquartier.indicator.Opinion;
import fr.ecoquartier.indicator.Rating;
import fr.ecoquartier.referentiel.CarriedObjective;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a move to another version changes in one dossier, on its latest figures.
 *
 * @param figures what is compared, null while the dossier has no figures
 * @param opinionBefore null while the dossier has no figures
 * @param ratings the indicators whose rating changes, those added and those dropped
 * @param objectives the fate of every objective of the contract; empty before the contract
 * @param droppedInputs labels of the figures that the new version does not ask for
 * @param newInputs labels of the figures that it asks for and the dossier does not have
 * @param refusals why the dossier cannot be moved, in French; empty when it can
 */
public record MoveComparison(
        String reference,
        String authorityName,
        String operation,
        String regionCode,
        String context,
        boolean test,
        DossierStage stage,
        DossierStatus status,
        String from,
        String to,
        @Nullable FiguresKind figures,
        @Nullable Opinion opinionBefore,
        @Nullable Opinion opinionAfter,
        List<RatingLine> ratings,
        List<CarriedObjective> objectives,
        List<String> droppedInputs,
        List<String> newInputs,
        List<String> refusals) {

    /** One indicator; {@code before} is null when it is added, {@code after} when it is dropped. */
    public record RatingLine(
            String indicator,
            String label,
            @Nullable Rating before,
            @Nullable Rating after) {}

    /** How much changes. */
    public enum Difference {
        NONE("Rien ne change"),
        RATINGS("Des résultats changent"),
        OPINION("L’avis change"),
        REFUSED("Ne peut pas changer de version");

        private final String label;

        Difference(String label) {
            this.label = label;
        }

        /** In French. */
        public String label() {
            return label;
        }
    }

    public Difference difference() {
        if (!refusals.isEmpty()) {
            return Difference.REFUSED;
        }
        if (opinionBefore != opinionAfter) {
            return Difference.OPINION;
        }
        return ratings.isEmpty() && objectiveChanges().isEmpty() ? Difference.NONE : Difference.RATINGS;
    }

    /** The objectives that do not stay as they are. */
    public List<CarriedObjective> objectiveChanges() {
        return objectives.stream()
                .filter(objective -> objective.fate() != CarriedObjective.Fate.KEPT)
                .toList();
    }

    /** How many objectives have this fate. */
    long count(CarriedObjective.Fate fate) {
        return objectives.stream().filter(objective -> objective.fate() == fate).count();
    }
}
