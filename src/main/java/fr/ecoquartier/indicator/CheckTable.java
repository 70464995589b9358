package fr.ecoquartier.indicator;

/** A check as a markdown table in French, for the text fields of forms. */
public final class CheckTable {

    private CheckTable() {}

    /** One table per dimension, then the explanations. */
    public static String markdown(CheckReport report) {
        StringBuilder text = new StringBuilder(8000);
        for (DimensionResult dimension : report.dimensions()) {
            text.append("**")
                    .append(dimension.code())
                    .append(" – ")
                    .append(cell(dimension.label()))
                    .append("** : ")
                    .append(Wording.share(dimension))
                    .append("\n\n| Indicateur | Valeur | Seuil | Cible | Résultat | Marge |\n")
                    .append("| --- | ---: | ---: | ---: | --- | ---: |\n");
            report.indicators().stream()
                    .filter(result -> result.dimension().equals(dimension.code()))
                    .forEach(result -> row(text, result));
            text.append('\n');
        }
        text.append("**Explications**\n\n");
        for (IndicatorResult result : report.indicators()) {
            text.append("- **")
                    .append(result.code())
                    .append(" – ")
                    .append(cell(result.label()))
                    .append("** : ")
                    .append(cell(result.explanation()))
                    .append('\n');
        }
        return text.toString();
    }

    private static void row(StringBuilder text, IndicatorResult result) {
        text.append("| ")
                .append(result.code())
                .append(" – ")
                .append(cell(result.label()))
                .append(result.mandatory() ? " (obligatoire)" : "")
                .append(" | ")
                .append(cell(Wording.value(result)))
                .append(" | ")
                .append(cell(Wording.minimum(result)))
                .append(" | ")
                .append(cell(Wording.target(result)))
                .append(" | ")
                .append(result.rating().label())
                .append(" | ")
                .append(cell(Wording.margin(result)))
                .append(" |\n");
    }

    /** Text that stays text: nothing in a label opens a cell, a link or markup. */
    private static String cell(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ("\\|*_`[]<>#".indexOf(c) >= 0) {
                escaped.append('\\');
            }
            escaped.append(c == '\n' || c == '\r' ? ' ' : c);
        }
        return escaped.toString();
    }
}
