package fr.ecoquartier.web.rating;

import fr.ecoquartier.indicator.CheckReport;
import fr.ecoquartier.indicator.IndicatorResult;
import fr.ecoquartier.indicator.Wording;
import fr.ecoquartier.pilot.rating.Rating;
import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.Referentiel.Commitment;
import fr.ecoquartier.referentiel.Referentiel.Dimension;
import fr.ecoquartier.referentiel.Referentiel.Indicator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The ratings of one pilot side by side, with what separates them. */
record RatingComparison(List<Rating> raters, List<Group> groups, List<Said> comments, int disagreements) {

    /** How far the evaluators are from each other. */
    enum Gap {
        NONE("", ""),
        NUANCE("Écart d’un cran", "badge--info"),
        DISAGREEMENT("Désaccord", "badge--warn");

        private final String label;
        private final String mark;

        Gap(String label, String mark) {
            this.label = label;
            this.mark = mark;
        }

        public String label() {
            return label;
        }

        public String mark() {
            return mark;
        }
    }

    /** What one evaluator said, as a word and, for an indicator, with the two opinions on it. */
    record Answer(String text, String detail) {}

    /**
     * A commitment or an indicator.
     *
     * @param computed what the application computes for an indicator, with its value; empty for a commitment
     */
    record Row(String code, String label, boolean indicator, List<Answer> answers, String computed, Gap gap) {}

    record Group(String code, String label, List<Row> rows) {}

    /** A free comment. */
    record Said(String about, String author, String text) {}

    /** @param check the last computed check of the dossier, if there is one */
    static RatingComparison of(Referentiel referentiel, List<Rating> ratings, @Nullable CheckReport check) {
        List<Rating> raters =
                ratings.stream().filter(rating -> rating.role().rates()).toList();
        Map<String, IndicatorResult> results = check == null
                ? Map.of()
                : check.indicators().stream().collect(Collectors.toMap(IndicatorResult::code, Function.identity()));
        List<Group> groups = new ArrayList<>();
        for (Dimension dimension : referentiel.dimensions()) {
            List<Row> rows = new ArrayList<>();
            for (Commitment commitment : dimension.commitments()) {
                rows.add(commitment(commitment, raters));
                commitment
                        .indicators()
                        .forEach(indicator -> rows.add(indicator(indicator, raters, results.get(indicator.code()))));
            }
            groups.add(new Group(dimension.code(), dimension.label(), rows));
        }
        int disagreements = (int) groups.stream()
                .flatMap(group -> group.rows().stream())
                .filter(row -> row.gap() == Gap.DISAGREEMENT)
                .count();
        return new RatingComparison(raters, groups, comments(referentiel, ratings), disagreements);
    }

    private static Row commitment(Commitment commitment, List<Rating> raters) {
        List<Answer> answers = raters.stream()
                .map(rating -> rating.commitments().get(commitment.code()))
                .map(value -> value == null
                        ? new Answer("Ne peut pas juger", "")
                        : new Answer("%d – %s".formatted(value, Rating.commitmentLabel(value)), ""))
                .toList();
        int[] values = raters.stream()
                .map(rating -> rating.commitments().get(commitment.code()))
                .filter(Objects::nonNull)
                .mapToInt(Integer::intValue)
                .toArray();
        int spread = values.length < 2
                ? 0
                : Arrays.stream(values).max().getAsInt()
                        - Arrays.stream(values).min().getAsInt();
        Gap gap = spread == 0 ? Gap.NONE : spread == 1 ? Gap.NUANCE : Gap.DISAGREEMENT;
        return new Row(commitment.code(), commitment.label(), false, answers, "", gap);
    }

    private static Row indicator(Indicator indicator, List<Rating> raters, @Nullable IndicatorResult result) {
        List<Answer> answers = raters.stream()
                .map(rating -> new Answer(
                        judgement(rating.indicators().get(indicator.code())), opinions(rating, indicator.code())))
                .toList();
        List<String> judged = raters.stream()
                .map(rating -> rating.indicators().get(indicator.code()))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        Gap gap = judged.size() < 2
                ? Gap.NONE
                : judged.stream().allMatch(code -> code.equals("met") || code.equals("exemplary"))
                        ? Gap.NUANCE
                        : Gap.DISAGREEMENT;
        String computed = result == null
                ? ""
                : result.value() == null
                        ? result.rating().label()
                        : "%s (%s)".formatted(result.rating().label(), Wording.value(result));
        return new Row(indicator.code(), indicator.label(), true, answers, computed, gap);
    }

    static String judgement(@Nullable String code) {
        if (code == null) {
            return "Ne peut pas juger";
        }
        return Arrays.stream(fr.ecoquartier.indicator.Rating.values())
                .filter(rating -> rating.code().equals(code))
                .map(fr.ecoquartier.indicator.Rating::label)
                .findFirst()
                .orElse(code);
    }

    private static String opinions(Rating rating, String indicator) {
        List<String> opinions = new ArrayList<>();
        Integer difficulty = rating.difficulty().get(indicator);
        Integer clarity = rating.clarity().get(indicator);
        if (difficulty != null) {
            opinions.add("difficulté " + difficulty);
        }
        if (clarity != null) {
            opinions.add("clarté " + clarity);
        }
        return String.join(", ", opinions);
    }

    private static List<Said> comments(Referentiel referentiel, List<Rating> ratings) {
        List<Said> comments = new ArrayList<>();
        referentiel
                .commitments()
                .forEach(commitment -> ratings.forEach(rating -> {
                    String text = rating.comments().get(commitment.code());
                    if (text != null) {
                        comments.add(new Said(commitment.code() + ". " + commitment.label(), author(rating), text));
                    }
                }));
        ratings.forEach(rating -> {
            if (rating.remarks() != null) {
                comments.add(new Said("Remarques d’ensemble", author(rating), rating.remarks()));
            }
        });
        return comments;
    }

    static String author(Rating rating) {
        return "%s (%s)".formatted(rating.evaluatorName(), rating.role().label());
    }
}
