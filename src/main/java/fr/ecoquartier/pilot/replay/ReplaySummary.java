package fr.ecoquartier.pilot.replay;

import fr.ecoquartier.indicator.Wording;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * A replay as it is stored.
 *
 * @param draftRevision the revision of the draft that was replayed
 * @param current whether the draft is still at that revision
 */
public record ReplaySummary(
        long id, long draft, int draftRevision, boolean current, Instant ranAt, long millis, ReplayResult result) {

    /** False when the draft fails on a real dossier. */
    public boolean adoptable() {
        return result.adoptable();
    }

    /** How long it took. */
    public BigDecimal seconds() {
        return BigDecimal.valueOf(millis, 3);
    }

    /** Whether the draft may be adopted as far as the replay can tell, in one French sentence. */
    public String verdict() {
        return result.failureCount() == 0
                ? verdictWithoutNames()
                : Wording.typeset(
                        "Ce projet ne peut pas être adopté : %s (premier cas : dossier %s, indicateur %s). Corrigez la formule ou la plage de la donnée, puis relancez la relecture."
                                .formatted(
                                        failed(),
                                        result.failures().get(0).reference(),
                                        result.failures().get(0).indicator()));
    }

    /** The same for somebody who may not see every dossier. */
    public String verdictWithoutNames() {
        if (result.failureCount() > 0) {
            return Wording.typeset(
                    "Ce projet ne peut pas être adopté : %s. La formule ou la plage de la donnée est à corriger."
                            .formatted(failed()));
        }
        if (!current) {
            return "Le projet a été modifié depuis cette relecture : relancez-la avant de décider.";
        }
        return result.dossiers() == 0
                ? "Aucun dossier n’a encore de données : il n’y a rien à relire."
                : "Toutes les formules du projet se calculent sur les dossiers existants.";
    }

    private String failed() {
        return result.failureCount() == 1
                ? "un calcul échoue sur un dossier réel"
                : result.failureCount() + " calculs échouent sur des dossiers réels";
    }
}
