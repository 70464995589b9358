package fr.ecoquartier.referentiel;

import fr.ecoquartier.referentiel.DraftElement.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Two people changed the same draft: what the second one typed, line by line, beside what the first one saved. Lines
 * that only one of them touched need no choice.
 *
 * @param lines every difference that the second person made
 */
public record DraftMerge(List<Line> lines) {

    /**
     * A difference.
     *
     * @param id names the line in {@link #merged}
     * @param place of the element, in French
     * @param field that differs, or empty when the whole element was added, removed or moved
     * @param conflict both changed it, differently: somebody has to choose
     */
    public record Line(
            String id, String place, String field, String base, String saved, String typed, boolean conflict) {}

    private static final String ABSENT = "(supprimé)";
    private static final String NEW = "(ajouté)";
    private static final String WHOLE = "";
    private static final String ORDER = "#order";

    private static final Map<String, String> FIELDS = Map.ofEntries(
            Map.entry("version", "Nom"),
            Map.entry("label", "Intitulé"),
            Map.entry("contexts", "Contextes"),
            Map.entry("code", "Code"),
            Map.entry("unit", "Unité"),
            Map.entry("min", "Minimum plausible"),
            Map.entry("max", "Maximum plausible"),
            Map.entry("integer", "Nombre entier"),
            Map.entry("required", "Indispensable"),
            Map.entry("atMost", "Partie de"),
            Map.entry("decimals", "Décimales affichées"),
            Map.entry("formula", "Formule"),
            Map.entry("appliesWhen", "Condition d’application"),
            Map.entry("better", "Sens"),
            Map.entry("mandatory", "Obligatoire"));

    public DraftMerge {
        lines = List.copyOf(lines);
    }

    public boolean conflict() {
        return lines.stream().anyMatch(Line::conflict);
    }

    /** The lines of {@code typed}, which was written on {@code base} while {@code saved} came in between. */
    static DraftMerge of(DraftContent base, DraftContent saved, DraftContent typed) {
        Map<Integer, DraftElement> was = DraftElement.of(base);
        Map<Integer, DraftElement> theirs = DraftElement.of(saved);
        Map<Integer, DraftElement> mine = DraftElement.of(typed);
        List<Line> lines = new ArrayList<>();
        for (DraftElement element : was.values()) {
            DraftElement saves = theirs.get(element.key());
            DraftElement types = mine.get(element.key());
            if (types == null) {
                if (saves != null && !insideRemoved(element, was, mine)) {
                    lines.add(new Line(
                            id(element, WHOLE),
                            element.name(),
                            "",
                            summary(element),
                            summary(saves),
                            ABSENT,
                            !saves.equals(element)));
                }
            } else if (saves == null) {
                if (!types.equals(element)) {
                    lines.add(new Line(
                            id(element, WHOLE), element.name(), "", summary(element), ABSENT, summary(types), true));
                }
            } else {
                fields(element, saves, types, lines);
            }
        }
        for (DraftElement element : mine.values()) {
            if (element.key() >= base.nextKey()) {
                lines.add(
                        new Line(id(element, WHOLE), element.name(), "", "", "", NEW + " " + summary(element), false));
            }
        }
        Set<Integer> common = common(was, theirs, mine);
        List<Integer> order = order(mine, common);
        if (!order.equals(order(was, common)) && !order.equals(order(theirs, common))) {
            boolean conflict = !order(theirs, common).equals(order(was, common));
            lines.add(new Line(ORDER, "Présentation", "Ordre", "", "", "ordre modifié", conflict));
        }
        return new DraftMerge(lines);
    }

    private static void fields(DraftElement was, DraftElement saves, DraftElement types, List<Line> lines) {
        if (was.parent() != types.parent() && saves.parent() != types.parent()) {
            lines.add(new Line(
                    id(was, "parent"), was.name(), "Rattachement", "", "", "déplacé", saves.parent() != was.parent()));
        }
        Set<String> names = new LinkedHashSet<>(was.fields().keySet());
        names.addAll(types.fields().keySet());
        for (String name : names) {
            String base = was.field(name);
            String saved = saves.field(name);
            String typed = types.field(name);
            if (!typed.equals(base) && !typed.equals(saved)) {
                lines.add(new Line(
                        id(was, name),
                        was.name(),
                        label(name),
                        value(base),
                        value(saved),
                        value(typed),
                        !saved.equals(base)));
            }
        }
    }

    /**
     * {@code saved} with the lines of {@code accepted} as they were typed.
     *
     * @param accepted ids of the lines for which what was typed is kept
     */
    static DraftContent merged(DraftContent base, DraftContent saved, DraftContent typed, Set<String> accepted) {
        Map<Integer, DraftElement> was = DraftElement.of(base);
        Map<Integer, DraftElement> mine = DraftElement.of(typed);
        Map<Integer, DraftElement> result = new LinkedHashMap<>(DraftElement.of(saved));
        int next = Math.max(saved.nextKey(), base.nextKey());
        Map<Integer, Integer> keys = new HashMap<>();
        for (DraftElement element : mine.values()) {
            if (element.key() >= base.nextKey() && accepted.contains(id(element, WHOLE))) {
                int key = next++;
                keys.put(element.key(), key);
                result.put(key, element.at(key, keys.getOrDefault(element.parent(), element.parent())));
            }
        }
        for (DraftElement element : was.values()) {
            DraftElement types = mine.get(element.key());
            if (accepted.contains(id(element, WHOLE))) {
                if (types == null) {
                    result.remove(element.key());
                } else {
                    restore(types, mine, result);
                }
            }
            if (types != null && result.containsKey(element.key())) {
                result.put(element.key(), changed(result.get(element.key()), types, accepted, keys, base.nextKey()));
            }
        }
        List<DraftElement> ordered = new ArrayList<>(result.values());
        if (accepted.contains(ORDER)) {
            List<Integer> order = new ArrayList<>(mine.keySet());
            ordered.sort((a, b) -> Integer.compare(rank(order, a), rank(order, b)));
        }
        return DraftElement.content(ordered, next);
    }

    private static DraftElement changed(
            DraftElement saved, DraftElement types, Set<String> accepted, Map<Integer, Integer> keys, int firstNewKey) {
        Map<String, String> changes = new HashMap<>();
        types.fields().forEach((name, value) -> {
            if (accepted.contains(id(types, name))) {
                changes.put(name, value);
            }
        });
        DraftElement changed = saved.with(changes);
        if (!accepted.contains(id(types, "parent"))) {
            return changed;
        }
        boolean newParent = types.parent() >= firstNewKey;
        int parent = newParent ? keys.getOrDefault(types.parent(), changed.parent()) : types.parent();
        return changed.at(changed.key(), parent);
    }

    /** An element that the other person took away comes back, with the ones it was in. */
    private static void restore(
            DraftElement types, Map<Integer, DraftElement> mine, Map<Integer, DraftElement> result) {
        if (types.parent() != 0 && !result.containsKey(types.parent())) {
            restore(mine.get(types.parent()), mine, result);
        }
        result.put(types.key(), types);
    }

    private static int rank(List<Integer> order, DraftElement element) {
        int rank = order.indexOf(element.key());
        return rank < 0 ? Integer.MAX_VALUE : rank;
    }

    private static boolean insideRemoved(
            DraftElement element, Map<Integer, DraftElement> was, Map<Integer, DraftElement> mine) {
        return element.parent() != 0 && !mine.containsKey(element.parent()) && was.containsKey(element.parent());
    }

    /** What is in all of them, in the same place of the tree. */
    private static Set<Integer> common(
            Map<Integer, DraftElement> was, Map<Integer, DraftElement> theirs, Map<Integer, DraftElement> mine) {
        Set<Integer> common = new HashSet<>();
        was.forEach((key, element) -> {
            if (theirs.containsKey(key)
                    && mine.containsKey(key)
                    && theirs.get(key).parent() == element.parent()
                    && mine.get(key).parent() == element.parent()) {
                common.add(key);
            }
        });
        return common;
    }

    private static List<Integer> order(Map<Integer, DraftElement> elements, Set<Integer> common) {
        return elements.keySet().stream().filter(common::contains).toList();
    }

    private static String id(DraftElement element, String field) {
        return element.key() + "." + field;
    }

    private static String summary(DraftElement element) {
        return element.kind() == Kind.VERSION
                ? element.field("label")
                : (element.field("code") + " " + element.field("label")).strip();
    }

    private static String label(String field) {
        if (field.startsWith(DraftElement.THRESHOLDS)) {
            String context = field.substring(DraftElement.THRESHOLDS.length(), field.lastIndexOf('.'));
            return (field.endsWith(".minimum") ? "Seuil, " : "Cible, ") + Referentiel.contextLabel(context);
        }
        return FIELDS.getOrDefault(field, field);
    }

    private static String value(String value) {
        return switch (value) {
            case "" -> "–";
            case "true" -> "oui";
            case "false" -> "non";
            case "lower" -> "le plus bas est le meilleur";
            case "higher" -> "le plus haut est le meilleur";
            default -> value;
        };
    }
}
