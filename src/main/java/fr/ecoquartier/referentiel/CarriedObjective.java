package fr.ecoquartier.referentiel;

import fr.ecoquartier.indicator.Definition;
import fr.ecoquartier.indicator.Grid;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What becomes of one contract objective when a dossier is judged under another version. An objective is a promise: it
 * is kept where the indicator is the same, said again from the same planned figures where its formula changed, and
 * lapses where nothing is left to promise. Nobody is bound afterwards by an indicator that was not in the contract.
 *
 * @param before null when there was none
 * @param after null when there is none any more
 */
public record CarriedObjective(
        String indicator, String label, String unit, int decimals, Fate fate, BigDecimal before, BigDecimal after) {

    /** What happens to an objective. */
    public enum Fate {
        KEPT("conservé"),
        RECALCULATED("recalculé sur les données prévues : la formule change"),
        LAPSED("caduc : l’indicateur disparaît"),
        NOT_COMPUTABLE("caduc : les données prévues ne permettent pas de le recalculer"),
        ADDED("nouveau : valeur des données prévues"),
        NOT_BINDING("aucun : l’indicateur n’était pas au contrat signé");

        private final String label;

        Fate(String label) {
            this.label = label;
        }

        /** In French, after "objectif". */
        public String label() {
            return label;
        }
    }

    /**
     * The fate of every objective, and of the indicators that {@code to} adds.
     *
     * @param planned the planned figures that the contract was made from
     * @param signed whether the contract is signed: nothing can be added to it any more
     */
    public static List<CarriedObjective> of(
            Grid from, Grid to, Map<String, BigDecimal> planned, Map<String, BigDecimal> objectives, boolean signed) {
        Map<String, Definition> before = new HashMap<>();
        from.definitions().forEach(definition -> before.put(definition.code(), definition));
        List<CarriedObjective> carried = new ArrayList<>();
        for (Definition definition : to.definitions()) {
            Definition old = before.remove(definition.code());
            BigDecimal objective = objectives.get(definition.code());
            if (old == null) {
                BigDecimal value = signed ? null : value(definition, planned);
                if (value != null || signed) {
                    carried.add(fate(definition, signed ? Fate.NOT_BINDING : Fate.ADDED, null, value));
                }
            } else if (objective != null) {
                if (same(old, definition)) {
                    carried.add(fate(definition, Fate.KEPT, objective, objective));
                } else {
                    BigDecimal value = value(definition, planned);
                    carried.add(fate(
                            definition, value == null ? Fate.NOT_COMPUTABLE : Fate.RECALCULATED, objective, value));
                }
            }
        }
        before.values().stream()
                .filter(old -> objectives.get(old.code()) != null)
                .forEach(old -> carried.add(fate(old, Fate.LAPSED, objectives.get(old.code()), null)));
        return carried;
    }

    /** The objectives in force afterwards, by indicator. */
    public static Map<String, BigDecimal> after(List<CarriedObjective> carried) {
        Map<String, BigDecimal> objectives = new LinkedHashMap<>();
        carried.stream()
                .filter(objective -> objective.after() != null)
                .forEach(objective -> objectives.put(objective.indicator(), objective.after()));
        return objectives;
    }

    private static CarriedObjective fate(Definition definition, Fate fate, BigDecimal before, BigDecimal after) {
        return new CarriedObjective(
                definition.code(), definition.label(), definition.unit(), definition.decimals(), fate, before, after);
    }

    private static boolean same(Definition old, Definition now) {
        return old.formula().toString().equals(now.formula().toString())
                && old.unit().equals(now.unit())
                && old.lowerIsBetter() == now.lowerIsBetter();
    }

    private static BigDecimal value(Definition definition, Map<String, BigDecimal> planned) {
        try {
            return Grid.judge(definition, planned).value();
        } catch (ArithmeticException e) {
            return null;
        }
    }
}
