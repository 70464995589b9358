package fr.ecoquartier.referentiel;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import fr.ecoquartier.indicator.Decimals;
import fr.ecoquartier.indicator.Formula;
import fr.ecoquartier.referentiel.InvalidReferentiel.Problem;
import fr.ecoquartier.referentiel.Referentiel.Commitment;
import fr.ecoquartier.referentiel.Referentiel.Dimension;
import fr.ecoquartier.referentiel.Referentiel.Indicator;
import fr.ecoquartier.referentiel.Referentiel.Input;
import fr.ecoquartier.referentiel.Referentiel.Thresholds;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Reads a référentiel file: first against the JSON schema, then its references, formulas and thresholds. */
class ReferentielReader {

    private static final String SCHEMA = "/referentiel/referentiel.schema.json";

    private final YAMLMapper yaml = YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private final JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(ReferentielReader.class.getResourceAsStream(SCHEMA));

    Referentiel read(String file, String text) throws InvalidReferentiel {
        JsonNode root = parse(file, text);
        List<Problem> problems =
                schema.validate(root, context -> context.getExecutionConfig().setLocale(Locale.ENGLISH)).stream()
                        .map(m -> new Problem(m.getInstanceLocation().toString(), m.getError()))
                        .toList();
        if (!problems.isEmpty()) {
            throw new InvalidReferentiel(file, problems);
        }
        Reading reading = new Reading(root);
        Referentiel referentiel = reading.referentiel();
        if (!reading.problems.isEmpty()) {
            throw new InvalidReferentiel(file, reading.problems);
        }
        return referentiel;
    }

    private JsonNode parse(String file, String text) throws InvalidReferentiel {
        try {
            JsonNode root = yaml.readTree(text);
            if (root == null || !root.isObject()) {
                throw new InvalidReferentiel(file, List.of(new Problem("$", "a YAML mapping is expected")));
            }
            return root;
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ")";
            String reason = e.getOriginalMessage().lines().findFirst().orElse("not readable");
            throw new InvalidReferentiel(file, List.of(new Problem("$", "not valid YAML: " + reason + where)));
        }
    }

    /** One pass over a document that the schema accepts; collects every problem. */
    private static final class Reading {

        private final JsonNode root;
        private final List<Problem> problems = new ArrayList<>();
        private final List<String> contexts = new ArrayList<>();
        private final Map<String, Input> inputs = new LinkedHashMap<>();
        private final Set<String> codes = new LinkedHashSet<>();

        Reading(JsonNode root) {
            this.root = root;
        }

        Referentiel referentiel() {
            root.get("contexts").forEach(context -> contexts.add(context.asText()));
            root.get("inputs").fields().forEachRemaining(e -> inputs.put(e.getKey(), input(e.getKey(), e.getValue())));
            inputs.values().forEach(this::checkWhole);
            List<Dimension> dimensions = new ArrayList<>();
            JsonNode list = root.get("dimensions");
            for (int i = 0; i < list.size(); i++) {
                dimensions.add(dimension(list.get(i), "$.dimensions[" + i + "]"));
            }
            return new Referentiel(
                    root.get("version").asText(), root.get("label").asText(), contexts, inputs, dimensions);
        }

        private Input input(String code, JsonNode node) {
            BigDecimal min = decimal(node.get("min"));
            BigDecimal max = decimal(node.get("max"));
            if (min.compareTo(max) > 0) {
                problem(inputPath(code), "min " + min + " is above max " + max);
            }
            return new Input(
                    code,
                    node.get("label").asText(),
                    node.get("unit").asText(),
                    min,
                    max,
                    node.path("integer").asBoolean(false),
                    node.path("required").asBoolean(false),
                    node.hasNonNull("atMost") ? node.get("atMost").asText() : null);
        }

        private void checkWhole(Input input) {
            if (input.atMost() == null) {
                return;
            }
            String path = inputPath(input.code()) + ".atMost";
            Input whole = inputs.get(input.atMost());
            if (whole == null) {
                problem(path, "unknown input " + input.atMost());
            } else if (whole == input) {
                problem(path, "an input cannot be a part of itself");
            } else if (!whole.unit().equals(input.unit())) {
                problem(path, "unit " + input.unit() + " differs from " + whole.unit() + " of " + whole.code());
            }
        }

        private Dimension dimension(JsonNode node, String path) {
            List<Commitment> commitments = new ArrayList<>();
            JsonNode list = node.get("commitments");
            for (int i = 0; i < list.size(); i++) {
                commitments.add(commitment(list.get(i), path + ".commitments[" + i + "]"));
            }
            return new Dimension(code(node, path), node.get("label").asText(), commitments);
        }

        private Commitment commitment(JsonNode node, String path) {
            List<Indicator> indicators = new ArrayList<>();
            JsonNode list = node.get("indicators");
            for (int i = 0; i < list.size(); i++) {
                indicators.add(indicator(list.get(i), path + ".indicators[" + i + "]"));
            }
            return new Commitment(code(node, path), node.get("label").asText(), indicators);
        }

        private Indicator indicator(JsonNode node, String path) {
            Set<String> used = new LinkedHashSet<>();
            Formula formula = formula(node.get("formula"), path + ".formula", false, used);
            Formula appliesWhen = node.hasNonNull("appliesWhen")
                    ? formula(node.get("appliesWhen"), path + ".appliesWhen", true, used)
                    : null;
            if (formula != null) {
                try {
                    formula.proveDivisions(appliesWhen, bounds(Input::min), bounds(Input::max));
                } catch (Formula.Invalid e) {
                    problem(path + ".formula", e.getMessage());
                }
            }
            boolean lowerIsBetter = "lower".equals(node.get("better").asText());
            return new Indicator(
                    code(node, path),
                    node.get("label").asText(),
                    node.get("unit").asText(),
                    node.get("decimals").asInt(),
                    node.get("formula").asText(),
                    List.copyOf(used),
                    node.hasNonNull("appliesWhen") ? node.get("appliesWhen").asText() : null,
                    lowerIsBetter,
                    node.path("mandatory").asBoolean(false),
                    thresholds(node.get("thresholds"), lowerIsBetter, path + ".thresholds"));
        }

        /** The formula, or null when it is refused. */
        private Formula formula(JsonNode node, String path, boolean condition, Set<String> used) {
            try {
                Formula formula = condition ? Formula.condition(node.asText()) : Formula.number(node.asText());
                List<String> unknown = formula.inputs().stream()
                        .filter(input -> !inputs.containsKey(input))
                        .toList();
                unknown.forEach(input -> problem(path, "unknown input " + input));
                used.addAll(formula.inputs());
                return unknown.isEmpty() ? formula : null;
            } catch (Formula.Invalid e) {
                problem(path, e.getMessage());
                return null;
            }
        }

        private Map<String, BigDecimal> bounds(Function<Input, BigDecimal> bound) {
            Map<String, BigDecimal> bounds = new LinkedHashMap<>();
            inputs.forEach((code, input) -> bounds.put(code, bound.apply(input)));
            return bounds;
        }

        private Map<String, Thresholds> thresholds(JsonNode node, boolean lowerIsBetter, String path) {
            Map<String, Thresholds> thresholds = new LinkedHashMap<>();
            for (String context : contexts) {
                if (!node.has(context)) {
                    problem(path, "missing context " + context);
                    continue;
                }
                BigDecimal minimum = decimal(node.get(context).get(0));
                BigDecimal target = decimal(node.get(context).get(1));
                int order = minimum.compareTo(target);
                if (lowerIsBetter ? order < 0 : order > 0) {
                    problem(
                            path + "." + context,
                            "the target " + target + " is less demanding than the minimum " + minimum + " although "
                                    + (lowerIsBetter ? "lower" : "higher") + " is better");
                }
                thresholds.put(context, new Thresholds(minimum, target));
            }
            node.fieldNames().forEachRemaining(context -> {
                if (!contexts.contains(context)) {
                    problem(path + "." + context, "unknown context " + context);
                }
            });
            return thresholds;
        }

        private String code(JsonNode node, String path) {
            String code = node.get("code").asText();
            if (!codes.add(code)) {
                problem(path + ".code", "duplicate code " + code);
            }
            return code;
        }

        private void problem(String path, String reason) {
            problems.add(new Problem(path, reason));
        }

        private static String inputPath(String code) {
            return "$.inputs." + code;
        }

        private static BigDecimal decimal(JsonNode node) {
            return Decimals.plain(node.decimalValue());
        }
    }
}
