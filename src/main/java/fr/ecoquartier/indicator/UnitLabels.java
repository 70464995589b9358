package fr.ecoquartier.indicator;

import java.math.BigDecimal;
import java.util.Map;

/** Says UCUM units in French: {@code {logement}/har} is "logements/ha". */
public final class UnitLabels {

    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final Map<String, String> ATOMS = Map.ofEntries(
            Map.entry("1", ""),
            Map.entry("har", "ha"),
            Map.entry("m2", "m²"),
            Map.entry("m3", "m³"),
            Map.entry("EUR", "€"),
            Map.entry("kW.h", "kWh"),
            Map.entry("MW.h", "MWh"),
            Map.entry("a", "an"),
            Map.entry("d", "jour"));

    private UnitLabels() {}

    /** The unit in the plural, as a column title says it; empty for a number without unit. */
    public static String french(String ucum) {
        return french(ucum, true);
    }

    /** The unit as it follows {@code number}: in French the plural starts at two. */
    public static String french(String ucum, BigDecimal number) {
        return french(ucum, number.abs().compareTo(TWO) >= 0);
    }

    /** A number without its unit shown, when there is none, else "66,7 logements/ha". */
    public static String quantity(String number, String unit) {
        return unit.isEmpty() ? number : number + '\u00a0' + unit;
    }

    private static String french(String ucum, boolean plural) {
        String[] terms = ucum.split("/");
        StringBuilder text = new StringBuilder(term(terms[0], plural));
        for (int i = 1; i < terms.length; i++) {
            text.append('/').append(term(terms[i], false));
        }
        return text.toString();
    }

    private static String term(String term, boolean plural) {
        if (term.startsWith("{") && term.endsWith("}")) {
            String noun = term.substring(1, term.length() - 1);
            return plural && !noun.endsWith("s") && !noun.endsWith("x") ? noun + "s" : noun;
        }
        return ATOMS.getOrDefault(term, term);
    }
}
