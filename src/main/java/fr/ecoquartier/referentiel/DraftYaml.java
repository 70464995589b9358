package fr.ecoquartier.referentiel;

import fr.ecoquartier.indicator.Decimals;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Writes a draft as the YAML that {@link ReferentielReader} reads; what is no number yet is written as text. */
final class DraftYaml {

    /** Nothing that YAML could take for a boolean, a number or a date. */
    private static final Pattern PLAIN =
            Pattern.compile("(?!(?i:y|n|yes|no|on|off|true|false|null)$)[A-Za-z][A-Za-z0-9]*");

    private final StringBuilder text = new StringBuilder(16_000);

    private DraftYaml() {}

    static String write(DraftContent content) {
        return new DraftYaml().content(content);
    }

    private String content(DraftContent content) {
        text.append("version: ").append(quoted(content.version())).append('\n');
        text.append("label: ").append(quoted(content.label())).append('\n');
        text.append("contexts: [")
                .append(String.join(
                        ", ", content.contexts().stream().map(DraftYaml::name).toList()))
                .append("]\n\ninputs:")
                .append(content.inputs().isEmpty() ? " {}\n" : "\n");
        content.inputs().forEach(this::input);
        text.append("\ndimensions:").append(content.dimensions().isEmpty() ? " []\n" : "\n");
        content.dimensions().forEach(dimension -> dimension(dimension, content.contexts()));
        return text.toString();
    }

    private void input(DraftContent.Input input) {
        List<String> pairs = new ArrayList<>();
        pairs.add("label: " + quoted(input.label()));
        pairs.add("unit: " + quoted(input.unit()));
        pairs.add("min: " + number(input.min()));
        pairs.add("max: " + number(input.max()));
        if (input.integer()) {
            pairs.add("integer: true");
        }
        if (input.required()) {
            pairs.add("required: true");
        }
        if (!input.atMost().isBlank()) {
            pairs.add("atMost: " + name(input.atMost().strip()));
        }
        text.append("  ")
                .append(name(input.code()))
                .append(": {")
                .append(String.join(", ", pairs))
                .append("}\n");
    }

    private void dimension(DraftContent.Dimension dimension, List<String> contexts) {
        text.append("  - code: ").append(name(dimension.code())).append('\n');
        text.append("    label: ").append(quoted(dimension.label())).append('\n');
        text.append("    commitments:").append(dimension.commitments().isEmpty() ? " []\n" : "\n");
        for (DraftContent.Commitment commitment : dimension.commitments()) {
            text.append("      - code: ").append(name(commitment.code())).append('\n');
            text.append("        label: ").append(quoted(commitment.label())).append('\n');
            text.append("        indicators:").append(commitment.indicators().isEmpty() ? " []\n" : "\n");
            commitment.indicators().forEach(indicator -> indicator(indicator, contexts));
        }
    }

    private void indicator(DraftContent.Indicator indicator, List<String> contexts) {
        List<String> pairs = new ArrayList<>();
        pairs.add("code: " + name(indicator.code()));
        pairs.add("label: " + quoted(indicator.label()));
        pairs.add("unit: " + quoted(indicator.unit()));
        pairs.add("decimals: " + number(indicator.decimals()));
        pairs.add("formula: " + quoted(indicator.formula()));
        if (!indicator.appliesWhen().isBlank()) {
            pairs.add("appliesWhen: " + quoted(indicator.appliesWhen()));
        }
        pairs.add("better: " + (indicator.lowerIsBetter() ? "lower" : "higher"));
        if (indicator.mandatory()) {
            pairs.add("mandatory: true");
        }
        List<String> thresholds = contexts.stream()
                .map(indicator::thresholds)
                .filter(t -> !t.minimum().isBlank() || !t.target().isBlank())
                .map(t -> name(t.context()) + ": [" + number(t.minimum()) + ", " + number(t.target()) + "]")
                .toList();
        pairs.add("thresholds: {" + String.join(", ", thresholds) + "}");
        text.append("          - {").append(String.join(", ", pairs)).append("}\n");
    }

    private static String number(String typed) {
        return TypedFigure.read(typed)
                .map(n -> Decimals.plain(n).toPlainString())
                .orElseGet(() -> quoted(typed));
    }

    private static String name(String code) {
        return PLAIN.matcher(code).matches() ? code : quoted(code);
    }

    private static String quoted(String value) {
        StringBuilder quoted = new StringBuilder(value.length() + 2).append('"');
        value.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 || c == 0xfeff) {
                        quoted.append(String.format("\\u%04x", c));
                    } else {
                        quoted.appendCodePoint(c);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }
}
