package fr.ecoquartier.referentiel;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One immutable version of the référentiel. */
public record Referentiel(
        String version, String label, List<String> contexts, Map<String, Input> inputs, List<Dimension> dimensions) {

    public Referentiel {
        contexts = List.copyOf(contexts);
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        dimensions = List.copyOf(dimensions);
    }

    /**
     * A figure that an authority enters.
     *
     * @param unit UCUM
     * @param atMost code of the whole that this is a part of, or null
     */
    public record Input(
            String code,
            String label,
            String unit,
            BigDecimal min,
            BigDecimal max,
            boolean integer,
            boolean required,
            String atMost) {}

    public record Dimension(String code, String label, List<Commitment> commitments) {
        public Dimension {
            commitments = List.copyOf(commitments);
        }

        public List<Indicator> indicators() {
            return commitments.stream().flatMap(c -> c.indicators().stream()).toList();
        }
    }

    public record Commitment(String code, String label, List<Indicator> indicators) {
        public Commitment {
            indicators = List.copyOf(indicators);
        }
    }

    /**
     * An indicator as written.
     *
     * @param formula FEEL
     * @param formulaInputs inputs that the formula and its condition name
     * @param appliesWhen FEEL, or null when the indicator always applies
     * @param thresholds by context
     */
    public record Indicator(
            String code,
            String label,
            String unit,
            int decimals,
            String formula,
            List<String> formulaInputs,
            String appliesWhen,
            boolean lowerIsBetter,
            boolean mandatory,
            Map<String, Thresholds> thresholds) {
        public Indicator {
            formulaInputs = List.copyOf(formulaInputs);
            thresholds = Collections.unmodifiableMap(new LinkedHashMap<>(thresholds));
        }
    }

    /** As good as {@code minimum} is met, as good as {@code target} is exemplary. */
    public record Thresholds(BigDecimal minimum, BigDecimal target) {}

    public List<Indicator> indicators() {
        return dimensions.stream().flatMap(d -> d.indicators().stream()).toList();
    }

    public Optional<Indicator> indicator(String code) {
        return indicators().stream().filter(i -> i.code().equals(code)).findFirst();
    }

    public Optional<Input> input(String code) {
        return Optional.ofNullable(inputs.get(code));
    }

    public List<Commitment> commitments() {
        return dimensions.stream().flatMap(d -> d.commitments().stream()).toList();
    }

    /**
     * Inputs grouped as forms show them: each under the first dimension whose formulas use it, in the order of the
     * référentiel; an input that no formula uses is under the first dimension.
     */
    public Map<Dimension, List<Input>> inputsByDimension() {
        Map<String, Dimension> home = new LinkedHashMap<>();
        for (Dimension dimension : dimensions) {
            for (Indicator indicator : dimension.indicators()) {
                indicator.formulaInputs().forEach(input -> home.putIfAbsent(input, dimension));
            }
        }
        Map<Dimension, List<Input>> grouped = new LinkedHashMap<>();
        dimensions.forEach(dimension -> grouped.put(dimension, new ArrayList<>()));
        inputs.values()
                .forEach(input -> grouped.get(home.getOrDefault(input.code(), dimensions.get(0)))
                        .add(input));
        return grouped;
    }

    /** "rural" is "rural", "suburban" is "périurbain": the word that people read. */
    public static String contextLabel(String context) {
        return switch (context) {
            case "rural" -> "Rural";
            case "suburban" -> "Périurbain";
            case "urban" -> "Urbain";
            default -> context;
        };
    }
}
