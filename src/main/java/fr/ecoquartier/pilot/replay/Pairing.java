package fr.ecoquartier.pilot.replay;

import fr.ecoquartier.indicator.Definition;
import fr.ecoquartier.indicator.Grid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The indicators of two versions in one context, side by side. */
final class Pairing {

    /**
     * One indicator in both versions.
     *
     * @param before null when the draft adds it
     * @param after null when the draft drops it
     * @param place of {@code after} in the draft, -1 without
     */
    record Pair(Definition before, Definition after, int place, boolean sameComputation) {}

    final Grid before;
    final Grid after;
    final List<Pair> pairs;
    /** Inputs of the draft that the other version does not know. */
    final Set<String> newInputs;
    /** Required inputs of the draft that the other version does not require. */
    final Set<String> newlyRequired;
    /** Whether both ask for the same inputs with the same ranges: what one accepted, the other does. */
    final boolean sameInputs;

    Pairing(Grid before, Grid after, boolean sameInputs) {
        this.before = before;
        this.after = after;
        this.sameInputs = sameInputs;
        Map<String, Definition> old = new HashMap<>();
        before.definitions().forEach(definition -> old.put(definition.code(), definition));
        pairs = new ArrayList<>();
        int place = 0;
        for (Definition definition : after.definitions()) {
            Definition was = old.remove(definition.code());
            pairs.add(new Pair(was, definition, place++, was != null && sameComputation(was, definition)));
        }
        before.definitions().stream()
                .filter(definition -> old.containsKey(definition.code()))
                .forEach(definition -> pairs.add(new Pair(definition, null, -1, false)));
        newInputs = new LinkedHashSet<>(after.inputLabels().keySet());
        newInputs.removeAll(before.inputLabels().keySet());
        newlyRequired = new LinkedHashSet<>(after.requiredInputs());
        newlyRequired.removeAll(before.requiredInputs());
    }

    private static boolean sameComputation(Definition before, Definition after) {
        return text(before.formula()).equals(text(after.formula()))
                && text(before.appliesWhen()).equals(text(after.appliesWhen()));
    }

    private static String text(Object formula) {
        return formula == null ? "" : formula.toString();
    }
}
