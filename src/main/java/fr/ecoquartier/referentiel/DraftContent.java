package fr.ecoquartier.referentiel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A version as it is being written: every figure is the text that was typed, so that nothing is lost while it is not
 * valid yet. Each element has a key that stays when its code changes or it moves.
 *
 * @param nextKey key of the next element to be added
 */
public record DraftContent(
        String version,
        String label,
        List<String> contexts,
        List<Input> inputs,
        List<Dimension> dimensions,
        int nextKey) {

    public DraftContent {
        contexts = List.copyOf(contexts);
        inputs = List.copyOf(inputs);
        dimensions = List.copyOf(dimensions);
    }

    /** An input as typed; {@code atMost} is empty when it is not a part of another one. */
    public record Input(
            int key,
            String code,
            String label,
            String unit,
            String min,
            String max,
            boolean integer,
            boolean required,
            String atMost) {}

    public record Dimension(int key, String code, String label, List<Commitment> commitments) {
        public Dimension {
            commitments = List.copyOf(commitments);
        }
    }

    public record Commitment(int key, String code, String label, List<Indicator> indicators) {
        public Commitment {
            indicators = List.copyOf(indicators);
        }
    }

    /** An indicator as typed; {@code appliesWhen} is empty when it always applies. */
    public record Indicator(
            int key,
            String code,
            String label,
            String unit,
            String decimals,
            String formula,
            String appliesWhen,
            boolean lowerIsBetter,
            boolean mandatory,
            List<Thresholds> thresholds) {
        public Indicator {
            thresholds = List.copyOf(thresholds);
        }

        public Thresholds thresholds(String context) {
            return thresholds.stream()
                    .filter(t -> t.context().equals(context))
                    .findFirst()
                    .orElseGet(() -> new Thresholds(context, "", ""));
        }
    }

    public record Thresholds(String context, String minimum, String target) {}

    /** The content of a valid version. */
    public static DraftContent of(Referentiel referentiel) {
        int[] next = {1};
        List<Input> inputs = referentiel.inputs().values().stream()
                .map(input -> new Input(
                        next[0]++,
                        input.code(),
                        input.label(),
                        input.unit(),
                        TypedFigure.write(input.min()),
                        TypedFigure.write(input.max()),
                        input.integer(),
                        input.required(),
                        input.atMost() == null ? "" : input.atMost()))
                .toList();
        List<Dimension> dimensions = new ArrayList<>();
        for (Referentiel.Dimension dimension : referentiel.dimensions()) {
            int dimensionKey = next[0]++;
            List<Commitment> commitments = new ArrayList<>();
            for (Referentiel.Commitment commitment : dimension.commitments()) {
                int commitmentKey = next[0]++;
                List<Indicator> indicators = commitment.indicators().stream()
                        .map(indicator -> of(indicator, referentiel.contexts(), next[0]++))
                        .toList();
                commitments.add(new Commitment(commitmentKey, commitment.code(), commitment.label(), indicators));
            }
            dimensions.add(new Dimension(dimensionKey, dimension.code(), dimension.label(), commitments));
        }
        return new DraftContent(
                referentiel.version(), referentiel.label(), referentiel.contexts(), inputs, dimensions, next[0]);
    }

    private static Indicator of(Referentiel.Indicator indicator, List<String> contexts, int key) {
        return new Indicator(
                key,
                indicator.code(),
                indicator.label(),
                indicator.unit(),
                String.valueOf(indicator.decimals()),
                indicator.formula(),
                indicator.appliesWhen() == null ? "" : indicator.appliesWhen(),
                indicator.lowerIsBetter(),
                indicator.mandatory(),
                contexts.stream()
                        .map(context -> new Thresholds(
                                context,
                                TypedFigure.write(
                                        indicator.thresholds().get(context).minimum()),
                                TypedFigure.write(
                                        indicator.thresholds().get(context).target())))
                        .toList());
    }

    public List<Indicator> indicators() {
        return dimensions.stream()
                .flatMap(d -> d.commitments().stream())
                .flatMap(c -> c.indicators().stream())
                .toList();
    }

    public DraftContent withVersion(String version) {
        return new DraftContent(version, label, contexts, inputs, dimensions, nextKey);
    }

    public DraftContent withInputs(List<Input> inputs) {
        return new DraftContent(version, label, contexts, inputs, dimensions, nextKey);
    }

    public DraftContent withDimensions(List<Dimension> dimensions) {
        return new DraftContent(version, label, contexts, inputs, dimensions, nextKey);
    }

    /** The content with {@code change} made to the indicator of this code; calibration moves thresholds with it. */
    public DraftContent withIndicator(String code, UnaryOperator<Indicator> change) {
        return withDimensions(dimensions.stream()
                .map(d -> new Dimension(
                        d.key(),
                        d.code(),
                        d.label(),
                        d.commitments().stream()
                                .map(c -> new Commitment(
                                        c.key(),
                                        c.code(),
                                        c.label(),
                                        c.indicators().stream()
                                                .map(i -> i.code().equals(code) ? change.apply(i) : i)
                                                .toList()))
                                .toList()))
                .toList());
    }
}
