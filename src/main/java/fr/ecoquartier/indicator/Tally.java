package fr.ecoquartier.indicator;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts the indicators of one check and says the facts that an opinion looks at. */
public final class Tally {

    private static final int APPLICABLE = 0;
    private static final int MET = 1;

    private final Stage stage;
    private final int requiredMissing;
    private final Map<String, int[]> dimensions = new LinkedHashMap<>();
    private int missing;
    private int mandatoryUnmet;
    private int worse;

    /**
     * @param dimensions codes, in order
     * @param requiredMissing required inputs that are absent
     */
    public Tally(Stage stage, Collection<String> dimensions, int requiredMissing) {
        this.stage = stage;
        this.requiredMissing = requiredMissing;
        dimensions.forEach(code -> this.dimensions.put(code, new int[2]));
    }

    /** Counts one indicator; {@code objective} is null when none is to be kept. */
    public void add(Definition definition, Judgement judgement, BigDecimal objective) {
        count(definition, judgement.rating(), 1);
        if (objective != null
                && judgement.value() != null
                && Grid.seriouslyWorse(judgement.value(), objective, definition.lowerIsBetter())) {
            worse++;
        }
    }

    /** The facts as they would be, were one of the counted indicators rated {@code to} instead of {@code from}. */
    public OpinionRule.Facts factsIf(Definition definition, Rating from, Rating to) {
        count(definition, from, -1);
        count(definition, to, 1);
        try {
            return facts();
        } finally {
            count(definition, to, -1);
            count(definition, from, 1);
        }
    }

    public OpinionRule.Facts facts() {
        int applicable = 0;
        int met = 0;
        BigDecimal lowest = null;
        for (int[] count : dimensions.values()) {
            applicable += count[APPLICABLE];
            met += count[MET];
            if (count[APPLICABLE] > 0) {
                BigDecimal share = share(count[MET], count[APPLICABLE]);
                lowest = lowest == null ? share : lowest.min(share);
            }
        }
        return new OpinionRule.Facts(
                stage,
                requiredMissing,
                missing,
                mandatoryUnmet,
                worse,
                applicable == 0 ? BigDecimal.ZERO : share(met, applicable),
                lowest == null ? BigDecimal.ZERO : lowest);
    }

    List<DimensionResult> dimensions(Map<String, String> labels) {
        List<DimensionResult> results = new ArrayList<>(dimensions.size());
        dimensions.forEach((code, count) -> results.add(new DimensionResult(
                code,
                labels.get(code),
                count[APPLICABLE],
                count[MET],
                count[APPLICABLE] == 0 ? null : share(count[MET], count[APPLICABLE]))));
        return results;
    }

    private void count(Definition definition, Rating rating, int by) {
        int[] count = dimensions.get(definition.dimension());
        count[APPLICABLE] += rating.applicable() ? by : 0;
        count[MET] += rating.satisfied() ? by : 0;
        missing += rating == Rating.MISSING ? by : 0;
        mandatoryUnmet += definition.mandatory() && rating == Rating.UNMET ? by : 0;
    }

    private static BigDecimal share(int met, int applicable) {
        return Decimals.plain(BigDecimal.valueOf(met).divide(BigDecimal.valueOf(applicable), Decimals.PRECISION));
    }
}
