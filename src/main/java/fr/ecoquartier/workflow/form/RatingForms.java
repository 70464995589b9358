package fr.ecoquartier.workflow.form;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.ecoquartier.indicator.Wording;
import fr.ecoquartier.pilot.rating.Rating;
import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.Referentiel.Commitment;
import fr.ecoquartier.referentiel.Referentiel.Dimension;
import fr.ecoquartier.referentiel.Referentiel.Indicator;
import fr.ecoquartier.referentiel.Referentiel.Input;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The forms of a pilot test that a version of the référentiel brings with it: the rating that every evaluator gives, and
 * what the authority tells of its test. Grouped by dimension, one commitment under the other with its indicators.
 */
final class RatingForms {

    /** The answer of somebody who cannot judge. */
    static final String CANNOT_JUDGE = "cannotJudge";

    private static final Map<String, String> JUDGEMENTS = new LinkedHashMap<>();
    private static final Map<String, String> DIFFICULTIES = new LinkedHashMap<>();
    private static final Map<String, String> CLARITIES = new LinkedHashMap<>();

    static {
        JUDGEMENTS.put("exemplary", "Exemplaire");
        JUDGEMENTS.put("met", "Atteint");
        JUDGEMENTS.put("unmet", "Non atteint");
        JUDGEMENTS.put("notApplicable", "Sans objet ici");
        JUDGEMENTS.put(CANNOT_JUDGE, "Je ne peux pas juger");
        DIFFICULTIES.put("1", "1 – Très facile");
        DIFFICULTIES.put("2", "2 – Facile");
        DIFFICULTIES.put("3", "3 – Moyenne");
        DIFFICULTIES.put("4", "4 – Difficile");
        DIFFICULTIES.put("5", "5 – Très difficile");
        CLARITIES.put("1", "1 – Pas claire du tout");
        CLARITIES.put("2", "2 – Peu claire");
        CLARITIES.put("3", "3 – Moyenne");
        CLARITIES.put("4", "4 – Claire");
        CLARITIES.put("5", "5 – Très claire");
    }

    private RatingForms() {}

    static String ratingId(String version) {
        return "pilot-rating-" + version;
    }

    static String feedbackId(String version) {
        return "pilot-feedback-" + version;
    }

    /** Both forms of a version, by form id. */
    static Map<String, String> of(Referentiel referentiel) {
        Map<String, String> forms = new LinkedHashMap<>();
        forms.put(ratingId(referentiel.version()), rating(referentiel));
        forms.put(feedbackId(referentiel.version()), feedback(referentiel));
        return forms;
    }

    static String comment(String commitment) {
        return commitment + "_comment";
    }

    static String difficulty(String indicator) {
        return indicator + "_difficulty";
    }

    static String clarity(String indicator) {
        return indicator + "_clarity";
    }

    static String cost(String input) {
        return "cost_" + input;
    }

    static String hours(String step) {
        return "hours_" + step;
    }

    private static String rating(Referentiel referentiel) {
        ObjectNode form = GeneratedForms.form(ratingId(referentiel.version()));
        ArrayNode components = form.putArray("components");
        GeneratedForms.dossier(components);
        introduction(components, """
                **Vous notez seul ce dossier de test**, sans voir les notes des autres évaluateurs ni celles que l'application calcule : c'est ce qui permet de mesurer si les évaluateurs s'accordent. Une note rendue ne change plus.

                - **Engagement** : 1 non engagé, 2 amorcé, 3 tenu, 4 exemplaire.
                - **Indicateur** : le résultat vous paraît-il exemplaire, atteint ou non, pour une opération de ce genre ?
                - **Difficulté** à établir ou à vérifier l'indicateur, et **clarté** de sa définition : de 1 à 5 (facultatif).""");
        GeneratedForms.text(components, "evidence", "=evidence");
        for (Dimension dimension : referentiel.dimensions()) {
            ArrayNode fields = group(components, dimension);
            for (Commitment commitment : dimension.commitments()) {
                heading(fields, commitment);
                choice(
                        fields,
                        commitment.code(),
                        commitment.code() + ". Engagement",
                        commitmentScale(),
                        commitment.code(),
                        6,
                        true);
                comment(fields, commitment, commitment.code(), 10);
                for (Indicator indicator : commitment.indicators()) {
                    String code = indicator.code();
                    GeneratedForms.text(fields, "facts_" + code, "=facts." + code);
                    choice(fields, code, code + ". Indicateur", JUDGEMENTS, code, 6, true);
                    opinions(fields, code, 5);
                }
            }
        }
        hours(components, "Temps que vous y avez passé", "Évaluation (cette saisie comprise)");
        remarks(components);
        return GeneratedForms.write(form);
    }

    private static String feedback(Referentiel referentiel) {
        ObjectNode form = GeneratedForms.form(feedbackId(referentiel.version()));
        ArrayNode components = form.putArray("components");
        GeneratedForms.dossier(components);
        introduction(components, """
                Vous avez mené le test jusqu'ici : **dites ce qu'il vous a demandé**. Vos réponses servent à régler le label ; elles ne comptent pas dans l'avis sur votre dossier et ne sont montrées à personne qui l'évalue encore. Répondez à ce que vous savez, laissez le reste vide.""");
        hours(components, "Temps passé par vos services", "Évaluation (ce retour compris)");
        Map<Dimension, List<Input>> inputs = referentiel.inputsByDimension();
        for (Dimension dimension : referentiel.dimensions()) {
            ArrayNode fields = group(components, dimension);
            for (Commitment commitment : dimension.commitments()) {
                heading(fields, commitment);
                for (Indicator indicator : commitment.indicators()) {
                    GeneratedForms.text(
                            fields,
                            "name_" + indicator.code(),
                            "%s. %s".formatted(indicator.code(), plain(indicator.label())));
                    boolean first = indicator == commitment.indicators().get(0);
                    opinions(fields, indicator.code(), 4);
                    if (first) {
                        comment(fields, commitment, indicator.code(), 8);
                    }
                }
                if (commitment.indicators().isEmpty()) {
                    comment(fields, commitment, commitment.code(), 16);
                }
            }
            costs(fields, dimension, inputs.getOrDefault(dimension, List.of()));
        }
        remarks(components);
        return GeneratedForms.write(form);
    }

    private static void introduction(ArrayNode components, String text) {
        GeneratedForms.text(components, "introduction", Wording.typeset(text));
    }

    private static ArrayNode group(ArrayNode components, Dimension dimension) {
        return GeneratedForms.group(components, dimension.code(), dimension.code() + ". " + dimension.label())
                .withArray("components");
    }

    private static void heading(ArrayNode fields, Commitment commitment) {
        GeneratedForms.text(
                fields,
                "title_" + commitment.code(),
                "### %s. %s".formatted(commitment.code(), plain(commitment.label())));
    }

    /** A label as markdown, and never as a template. */
    private static String plain(String label) {
        return Markdown.line(label.replace("{{", "{ {"));
    }

    private static Map<String, String> commitmentScale() {
        Map<String, String> scale = new LinkedHashMap<>();
        for (int value = 1; value <= 4; value++) {
            scale.put(Integer.toString(value), "%d – %s".formatted(value, Rating.commitmentLabel(value)));
        }
        scale.put(CANNOT_JUDGE, "Je ne peux pas juger");
        return scale;
    }

    private static void opinions(ArrayNode fields, String indicator, int columns) {
        choice(fields, difficulty(indicator), indicator + ". Difficulté", DIFFICULTIES, indicator, columns, false);
        choice(fields, clarity(indicator), indicator + ". Clarté", CLARITIES, indicator, columns, false);
    }

    private static void choice(
            ArrayNode fields,
            String key,
            String label,
            Map<String, String> values,
            String row,
            int columns,
            boolean required) {
        ObjectNode field = fields.addObject();
        field.put("type", "select");
        field.put("id", "field_" + key);
        field.put("key", key);
        field.put("label", label);
        ArrayNode options = field.putArray("values");
        values.forEach((value, text) -> options.addObject().put("label", text).put("value", value));
        if (required) {
            field.putObject("validate").put("required", true);
        }
        GeneratedForms.layout(field, "row_" + row, columns);
    }

    private static void comment(ArrayNode fields, Commitment commitment, String row, int columns) {
        area(fields, comment(commitment.code()), commitment.code() + ". Commentaire", 3000, row, columns);
    }

    private static void area(ArrayNode fields, String key, String label, int longest, String row, int columns) {
        ObjectNode field = fields.addObject();
        field.put("type", "textarea");
        field.put("id", "field_" + key);
        field.put("key", key);
        field.put("label", label);
        field.putObject("validate").put("maxLength", longest);
        GeneratedForms.layout(field, "row_" + row, columns);
    }

    private static void costs(ArrayNode fields, Dimension dimension, List<Input> inputs) {
        if (inputs.isEmpty()) {
            return;
        }
        GeneratedForms.text(fields, "costs_" + dimension.code(), "### Temps passé à réunir chaque donnée, en heures");
        int place = 0;
        for (Input input : inputs) {
            number(
                    fields,
                    cost(input.code()),
                    Wording.typeset("Collecte : " + input.label()),
                    "costs_" + dimension.code() + "_" + place++ / 2,
                    8,
                    BigDecimal.valueOf(200));
        }
    }

    private static void hours(ArrayNode components, String title, String rating) {
        ArrayNode fields = GeneratedForms.group(components, "hours", title).withArray("components");
        for (String step : Rating.STEPS) {
            number(
                    fields,
                    hours(step),
                    step.equals("rating") ? rating : Rating.stepLabel(step),
                    "hours",
                    4,
                    BigDecimal.valueOf(2000));
        }
    }

    private static void number(ArrayNode fields, String key, String label, String row, int columns, BigDecimal most) {
        ObjectNode field = GeneratedForms.number(fields, key, label, row);
        field.put("decimalDigits", 2);
        field.putObject("appearance").put("suffixAdorner", "h");
        ObjectNode rules = field.putObject("validate");
        rules.put("min", 0);
        rules.put("max", most);
        GeneratedForms.layout(field, "row_" + row, columns);
    }

    private static void remarks(ArrayNode components) {
        ArrayNode fields =
                GeneratedForms.group(components, "remarks", "Remarques").withArray("components");
        area(fields, "remarks", "Remarques sur le référentiel et sur le déroulement du test", 10_000, "remarks", 16);
    }
}
