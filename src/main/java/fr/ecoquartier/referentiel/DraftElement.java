package fr.ecoquartier.referentiel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A part of a draft as named fields, which is how it is edited, compared and merged.
 *
 * @param key of the element, 0 for what the version says of itself
 * @param parent key of the element it is in, 0 for the version
 * @param fields what was typed, by name
 */
public record DraftElement(Kind kind, int key, int parent, Map<String, String> fields) {

    /** What an element is. */
    public enum Kind {
        VERSION("Version"),
        INPUT("Donnée"),
        DIMENSION("Dimension"),
        COMMITMENT("Engagement"),
        INDICATOR("Indicateur");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }

        /** What is in it, or null. */
        Kind child() {
            return switch (this) {
                case DIMENSION -> COMMITMENT;
                case COMMITMENT -> INDICATOR;
                default -> null;
            };
        }
    }

    static final String THRESHOLDS = "thresholds.";

    public DraftElement {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    public String field(String name) {
        return fields.getOrDefault(name, "");
    }

    boolean flag(String name) {
        return "true".equals(field(name));
    }

    /** "Indicateur I07", as people call it. */
    public String name() {
        String name = field("code").isBlank() ? field("label").isBlank() ? "sans nom" : field("label") : field("code");
        return kind == Kind.VERSION ? kind.label() : kind.label() + " " + name;
    }

    DraftElement with(Map<String, String> changes) {
        Map<String, String> changed = new LinkedHashMap<>(fields);
        changed.putAll(changes);
        return new DraftElement(kind, key, parent, changed);
    }

    DraftElement at(int key, int parent) {
        return new DraftElement(kind, key, parent, fields);
    }

    /** A new element, empty but for what there must be. */
    static DraftElement blank(Kind kind, int key, int parent) {
        return new DraftElement(
                kind, key, parent, kind == Kind.INDICATOR ? Map.of("decimals", "1", "better", "higher") : Map.of());
    }

    /** All elements by key: the version, its inputs, then dimension by dimension. */
    static Map<Integer, DraftElement> of(DraftContent content) {
        Map<Integer, DraftElement> elements = new LinkedHashMap<>();
        put(
                elements,
                Kind.VERSION,
                0,
                0,
                "version",
                content.version(),
                "label",
                content.label(),
                "contexts",
                String.join(", ", content.contexts()));
        for (DraftContent.Input input : content.inputs()) {
            put(
                    elements,
                    Kind.INPUT,
                    input.key(),
                    0,
                    "code",
                    input.code(),
                    "label",
                    input.label(),
                    "unit",
                    input.unit(),
                    "min",
                    input.min(),
                    "max",
                    input.max(),
                    "integer",
                    String.valueOf(input.integer()),
                    "required",
                    String.valueOf(input.required()),
                    "atMost",
                    input.atMost());
        }
        for (DraftContent.Dimension dimension : content.dimensions()) {
            put(elements, Kind.DIMENSION, dimension.key(), 0, "code", dimension.code(), "label", dimension.label());
            for (DraftContent.Commitment commitment : dimension.commitments()) {
                put(
                        elements,
                        Kind.COMMITMENT,
                        commitment.key(),
                        dimension.key(),
                        "code",
                        commitment.code(),
                        "label",
                        commitment.label());
                commitment
                        .indicators()
                        .forEach(indicator -> elements.put(indicator.key(), of(indicator, commitment.key())));
            }
        }
        return elements;
    }

    private static DraftElement of(DraftContent.Indicator indicator, int commitment) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("code", indicator.code());
        fields.put("label", indicator.label());
        fields.put("unit", indicator.unit());
        fields.put("decimals", indicator.decimals());
        fields.put("formula", indicator.formula());
        fields.put("appliesWhen", indicator.appliesWhen());
        fields.put("better", indicator.lowerIsBetter() ? "lower" : "higher");
        fields.put("mandatory", String.valueOf(indicator.mandatory()));
        indicator.thresholds().forEach(t -> {
            fields.put(THRESHOLDS + t.context() + ".minimum", t.minimum());
            fields.put(THRESHOLDS + t.context() + ".target", t.target());
        });
        return new DraftElement(Kind.INDICATOR, indicator.key(), commitment, fields);
    }

    private static void put(Map<Integer, DraftElement> elements, Kind kind, int key, int parent, String... fields) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            map.put(fields[i], fields[i + 1]);
        }
        elements.put(key, new DraftElement(kind, key, parent, map));
    }

    /** The content that {@code elements} describe, children in their order; without its parent nothing is kept. */
    static DraftContent content(Collection<DraftElement> elements, int nextKey) {
        DraftElement version = elements.stream()
                .filter(e -> e.kind == Kind.VERSION)
                .findFirst()
                .orElseThrow();
        List<DraftContent.Input> inputs = children(elements, Kind.INPUT, 0).stream()
                .map(e -> new DraftContent.Input(
                        e.key,
                        e.field("code"),
                        e.field("label"),
                        e.field("unit"),
                        e.field("min"),
                        e.field("max"),
                        e.flag("integer"),
                        e.flag("required"),
                        e.field("atMost")))
                .toList();
        List<DraftContent.Dimension> dimensions = new ArrayList<>();
        for (DraftElement dimension : children(elements, Kind.DIMENSION, 0)) {
            List<DraftContent.Commitment> commitments = new ArrayList<>();
            for (DraftElement commitment : children(elements, Kind.COMMITMENT, dimension.key)) {
                commitments.add(new DraftContent.Commitment(
                        commitment.key,
                        commitment.field("code"),
                        commitment.field("label"),
                        children(elements, Kind.INDICATOR, commitment.key).stream()
                                .map(DraftElement::indicator)
                                .toList()));
            }
            dimensions.add(new DraftContent.Dimension(
                    dimension.key, dimension.field("code"), dimension.field("label"), commitments));
        }
        return new DraftContent(
                version.field("version"),
                version.field("label"),
                contexts(version.field("contexts")),
                inputs,
                dimensions,
                nextKey);
    }

    private DraftContent.Indicator indicator() {
        Map<String, String[]> thresholds = new LinkedHashMap<>();
        fields.forEach((field, value) -> {
            if (field.startsWith(THRESHOLDS)) {
                String context = field.substring(THRESHOLDS.length(), field.lastIndexOf('.'));
                thresholds.computeIfAbsent(context, c -> new String[] {"", ""})[field.endsWith(".minimum") ? 0 : 1] =
                        value;
            }
        });
        return new DraftContent.Indicator(
                key,
                field("code"),
                field("label"),
                field("unit"),
                field("decimals"),
                field("formula"),
                field("appliesWhen"),
                "lower".equals(field("better")),
                flag("mandatory"),
                thresholds.entrySet().stream()
                        .map(e -> new DraftContent.Thresholds(e.getKey(), e.getValue()[0], e.getValue()[1]))
                        .toList());
    }

    static List<DraftElement> children(Collection<DraftElement> elements, Kind kind, int parent) {
        return elements.stream()
                .filter(e -> e.kind == kind && e.parent == parent)
                .toList();
    }

    private static List<String> contexts(String typed) {
        return Arrays.stream(typed.split("[,;\\s]+"))
                .filter(context -> !context.isEmpty())
                .toList();
    }
}
