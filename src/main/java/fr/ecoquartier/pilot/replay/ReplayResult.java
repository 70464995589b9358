package fr.ecoquartier.pilot.replay;

import fr.ecoquartier.indicator.Opinion;
import fr.ecoquartier.indicator.Stage;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * The totals of a replay. A check is one dossier at one stage.
 *
 * @param version the draft's
 * @param dossiers dossiers with figures
 * @param unread checks that could not be compared, by French reason
 * @param newInputs how many checks lack each input that the draft adds
 * @param kinds how many checks have each kind of change
 * @param failures the first ones; {@code failureCount} says how many there are
 */
public record ReplayResult(
        String version,
        int dossiers,
        int testDossiers,
        int checks,
        int dossiersChanged,
        int failureCount,
        List<Failure> failures,
        Map<String, Integer> unread,
        Map<String, Integer> newInputs,
        Map<ChangeKind, Integer> kinds,
        List<OpinionMove> opinions,
        List<Group> contexts,
        List<Group> regions,
        List<IndicatorTotals> indicators,
        List<Sensitivity> sensitivities) {

    /** How many checks of a stage go from one opinion to another; {@code to} is null where the draft fails. */
    public record OpinionMove(
            Stage stage,
            Opinion from,
            @org.jspecify.annotations.Nullable Opinion to,
            int checks) {}

    /** The changes of one context or region. */
    public record Group(String code, int dossiers, int checks, Map<ChangeKind, Integer> kinds) {

        /** How many checks have this kind of change. */
        public int count(ChangeKind kind) {
            return kinds.getOrDefault(kind, 0);
        }

        /** As {@link #count}, by the code of the kind. */
        public int countOf(String code) {
            return ChangeKind.find(code).map(this::count).orElse(0);
        }
    }

    /**
     * How the checks rate one indicator.
     *
     * @param before by rating code, under the versions in use
     * @param after by rating code, under the draft; {@code failed} where it fails
     * @param causes by cause, how many ratings change
     */
    public record IndicatorTotals(
            String code,
            String label,
            Map<String, Integer> before,
            Map<String, Integer> after,
            Map<Cause, Integer> causes,
            int better,
            int worse) {}

    /**
     * A formula of the draft that cannot be computed on real figures.
     *
     * @param inputs the figures that it was given
     */
    public record Failure(
            String reference,
            String region,
            Stage stage,
            String indicator,
            String label,
            String formula,
            String reason,
            Map<String, BigDecimal> inputs) {}

    /** How many checks have this kind of change. */
    public int count(ChangeKind kind) {
        return kinds.getOrDefault(kind, 0);
    }

    /** A draft that cannot be computed on a real dossier cannot be adopted. */
    public boolean adoptable() {
        return failureCount == 0;
    }
}
