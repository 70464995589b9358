package fr.ecoquartier.web.referentiel;

import fr.ecoquartier.indicator.IndicatorResult;
import fr.ecoquartier.indicator.UnitLabels;
import fr.ecoquartier.indicator.Wording;
import fr.ecoquartier.referentiel.DraftContent;
import fr.ecoquartier.referentiel.DraftExample;
import fr.ecoquartier.referentiel.DraftTrials;
import fr.ecoquartier.referentiel.DraftTrials.Line;
import fr.ecoquartier.referentiel.FieldError;
import fr.ecoquartier.referentiel.PublishedOperation;
import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.TypedFigure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An indicator of a draft on the example, in every context.
 *
 * @param obstacle why it cannot be computed, or null
 * @param fields figures of the example that its formulas use
 * @param renew whether the fields are sent again, because others are needed
 * @param errors messages at the fields of the element, by field; empty where there is nothing to say
 */
record IndicatorTrial(
        String value,
        String obstacle,
        List<Rated> contexts,
        List<Field> fields,
        boolean renew,
        String example,
        List<PublishedOperation> operations,
        List<Message> errors) {

    private static final Pattern WORD = Pattern.compile("[a-z][A-Za-z0-9]*");
    private static final List<PublishedOperation> OPERATIONS = PublishedOperation.all();

    /** The result in one context. */
    record Rated(String context, String rating, String ratingCode, String explanation) {}

    /** A figure of the example. */
    record Field(String code, String label, String unit, String typed, String error) {}

    /** What is said at a field of the element. */
    record Message(String field, String text) {}

    static IndicatorTrial of(
            DraftContent content, int key, DraftExample example, boolean renew, List<Message> messages) {
        DraftContent.Indicator indicator = content.indicators().stream()
                .filter(i -> i.key() == key)
                .findFirst()
                .orElseThrow(NoSuchReferentiel::new);
        DraftTrials.Entries entries = DraftTrials.entries(content, example.figures());
        List<Rated> contexts = new ArrayList<>();
        String value = null;
        String obstacle = null;
        for (String context : content.contexts()) {
            Line line = DraftTrials.one(content, indicator, context, entries.accepted());
            obstacle = line.obstacle();
            IndicatorResult result = line.result();
            if (result != null) {
                value = result.value() == null ? result.rating().label() : Wording.value(result);
                contexts.add(rated(context, result, line.rated()));
            }
        }
        return new IndicatorTrial(
                value,
                obstacle,
                contexts,
                fields(content, indicator, example, entries.errors()),
                renew,
                example.name(),
                OPERATIONS,
                messages);
    }

    private static Rated rated(String context, IndicatorResult result, boolean rated) {
        boolean computed = result.value() != null;
        return computed && !rated
                ? new Rated(
                        Referentiel.contextLabel(context),
                        "Sans seuil",
                        "missing",
                        "Indiquez le seuil et la cible de ce contexte.")
                : new Rated(
                        Referentiel.contextLabel(context),
                        result.rating().label(),
                        result.rating().code(),
                        result.explanation());
    }

    private static List<Field> fields(
            DraftContent content, DraftContent.Indicator indicator, DraftExample example, List<FieldError> errors) {
        Map<String, String> messages = new HashMap<>();
        errors.forEach(error -> messages.putIfAbsent(error.field(), error.message()));
        Set<String> used = used(indicator);
        return content.inputs().stream()
                .filter(input -> used.contains(input.code()))
                .map(input -> new Field(
                        input.code(),
                        input.label(),
                        UnitLabels.french(input.unit()),
                        example.figures().getOrDefault(input.code(), ""),
                        messages.get(input.code())))
                .toList();
    }

    /** The words of the formulas, whether or not they can be read yet. */
    static Set<String> used(DraftContent.Indicator indicator) {
        Set<String> words = new LinkedHashSet<>();
        Matcher matcher = WORD.matcher(indicator.formula() + " " + indicator.appliesWhen());
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
    }

    /** The published figures of an operation as somebody would type them. */
    static DraftExample example(PublishedOperation operation) {
        Map<String, String> figures = new HashMap<>();
        operation.measures().forEach((code, figure) -> figures.put(code, TypedFigure.write(figure)));
        return new DraftExample(operation.name() + " (" + operation.commune() + ")", operation.context(), figures);
    }
}
