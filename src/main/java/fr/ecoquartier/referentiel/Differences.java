package fr.ecoquartier.referentiel;

import fr.ecoquartier.indicator.Decimals;
import fr.ecoquartier.indicator.UnitLabels;
import fr.ecoquartier.indicator.Wording;
import fr.ecoquartier.referentiel.Difference.Change;
import fr.ecoquartier.referentiel.Difference.Kind;
import fr.ecoquartier.referentiel.Difference.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares two contents, element by element: an element is the same as long as its code is. */
final class Differences {

    /** An element as the comparison reads it: fields in French, values as people read them. */
    private record Item(Subject subject, String code, String label, Map<String, String> fields) {}

    private Differences() {}

    static Difference between(DraftContent before, DraftContent after) {
        List<Change> changes = new ArrayList<>();
        compare(
                new Item(Subject.VERSION, before.version(), before.label(), general(before)),
                new Item(Subject.VERSION, after.version(), after.label(), general(after)),
                changes);
        compare(inputs(before), inputs(after), changes);
        compare(structure(before, Subject.DIMENSION), structure(after, Subject.DIMENSION), changes);
        compare(structure(before, Subject.COMMITMENT), structure(after, Subject.COMMITMENT), changes);
        compare(structure(before, Subject.INDICATOR), structure(after, Subject.INDICATOR), changes);
        return new Difference(before.version(), after.version(), changes);
    }

    private static void compare(Map<String, Item> before, Map<String, Item> after, List<Change> changes) {
        after.forEach((code, item) -> {
            Item old = before.get(code);
            if (old == null) {
                changes.add(new Change(Kind.ADDED, item.subject, item.code, item.label, null, null, summary(item)));
            } else {
                compare(old, item, changes);
            }
        });
        before.forEach((code, item) -> {
            if (!after.containsKey(code)) {
                changes.add(new Change(Kind.REMOVED, item.subject, item.code, item.label, null, summary(item), null));
            }
        });
        order(before, after, changes);
    }

    private static void compare(Item before, Item after, List<Change> changes) {
        Set<String> fields = new LinkedHashSet<>(after.fields.keySet());
        fields.addAll(before.fields.keySet());
        for (String field : fields) {
            String old = before.fields.getOrDefault(field, "");
            String now = after.fields.getOrDefault(field, "");
            if (!old.equals(now)) {
                changes.add(new Change(
                        Kind.CHANGED, after.subject, after.code, after.label, field, shown(old), shown(now)));
            }
        }
    }

    /** What is in both but in another order is said once, not for each element that slid. */
    private static void order(Map<String, Item> before, Map<String, Item> after, List<Change> changes) {
        List<String> old = before.keySet().stream().filter(after::containsKey).toList();
        List<String> now = after.keySet().stream().filter(before::containsKey).toList();
        if (!old.equals(now)) {
            Item first = after.get(now.get(0));
            changes.add(new Change(
                    Kind.CHANGED,
                    first.subject,
                    "",
                    "Ordre de présentation",
                    "Ordre",
                    codes(old, before),
                    codes(now, after)));
        }
    }

    private static String codes(List<String> keys, Map<String, Item> items) {
        return String.join(", ", keys.stream().map(key -> items.get(key).code).toList());
    }

    private static String summary(Item item) {
        List<String> parts = new ArrayList<>();
        item.fields.forEach((field, value) -> {
            if (!value.isEmpty()) {
                parts.add(field + " : " + value);
            }
        });
        return Wording.typeset(String.join(" ; ", parts));
    }

    private static String shown(String value) {
        return value.isEmpty() ? "–" : value;
    }

    private static Map<String, String> general(DraftContent content) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("Intitulé", content.label());
        fields.put(
                "Contextes",
                String.join(
                        ", ",
                        content.contexts().stream()
                                .map(Referentiel::contextLabel)
                                .toList()));
        return fields;
    }

    private static Map<String, Item> inputs(DraftContent content) {
        Map<String, Item> items = new LinkedHashMap<>();
        for (DraftContent.Input input : content.inputs()) {
            Map<String, String> fields = new LinkedHashMap<>();
            fields.put("Intitulé", input.label());
            fields.put("Unité", unit(input.unit()));
            fields.put("Minimum plausible", figure(input.min()));
            fields.put("Maximum plausible", figure(input.max()));
            fields.put("Nombre entier", yesNo(input.integer()));
            fields.put("Indispensable", yesNo(input.required()));
            fields.put("Partie de", input.atMost().strip());
            put(items, new Item(Subject.INPUT, input.code(), input.label(), fields));
        }
        return items;
    }

    private static Map<String, Item> structure(DraftContent content, Subject subject) {
        Map<String, Item> items = new LinkedHashMap<>();
        for (DraftContent.Dimension dimension : content.dimensions()) {
            if (subject == Subject.DIMENSION) {
                put(
                        items,
                        new Item(subject, dimension.code(), dimension.label(), Map.of("Intitulé", dimension.label())));
            }
            for (DraftContent.Commitment commitment : dimension.commitments()) {
                if (subject == Subject.COMMITMENT) {
                    Map<String, String> fields = new LinkedHashMap<>();
                    fields.put("Intitulé", commitment.label());
                    fields.put("Dimension", dimension.code());
                    put(items, new Item(subject, commitment.code(), commitment.label(), fields));
                }
                if (subject == Subject.INDICATOR) {
                    commitment.indicators().forEach(i -> put(items, indicator(i, commitment, content.contexts())));
                }
            }
        }
        return items;
    }

    private static Item indicator(
            DraftContent.Indicator indicator, DraftContent.Commitment commitment, List<String> contexts) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("Intitulé", indicator.label());
        fields.put("Engagement", commitment.code());
        fields.put("Formule", indicator.formula().strip());
        fields.put("Condition d’application", indicator.appliesWhen().strip());
        fields.put("Unité", unit(indicator.unit()));
        fields.put("Décimales affichées", figure(indicator.decimals()));
        fields.put("Sens", indicator.lowerIsBetter() ? "le plus bas est le meilleur" : "le plus haut est le meilleur");
        fields.put("Obligatoire", yesNo(indicator.mandatory()));
        String bound = indicator.lowerIsBetter() ? "≤\u00a0" : "≥\u00a0";
        for (String context : contexts) {
            DraftContent.Thresholds thresholds = indicator.thresholds(context);
            String name = Referentiel.contextLabel(context);
            fields.put("Seuil, " + name, bound(bound, thresholds.minimum()));
            fields.put("Cible, " + name, bound(bound, thresholds.target()));
        }
        return new Item(Subject.INDICATOR, indicator.code(), indicator.label(), fields);
    }

    /** A code that is there twice does not hide the other one. */
    private static void put(Map<String, Item> items, Item item) {
        String key = item.code;
        for (int i = 2; items.containsKey(key); i++) {
            key = item.code + "\u0000" + i;
        }
        items.put(key, item);
    }

    private static String bound(String sign, String typed) {
        return typed.isBlank() ? "" : sign + figure(typed);
    }

    private static String figure(String typed) {
        return TypedFigure.read(typed).map(Decimals::french).orElse(typed);
    }

    private static String unit(String ucum) {
        String french = UnitLabels.french(ucum.strip());
        return french.isEmpty() ? "sans unité" : french;
    }

    private static String yesNo(boolean value) {
        return value ? "oui" : "non";
    }
}
