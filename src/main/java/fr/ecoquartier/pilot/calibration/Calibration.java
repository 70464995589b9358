package fr.ecoquartier.pilot.calibration;

import static fr.ecoquartier.pilot.calibration.IndicatorAnalysis.ALL;

import fr.ecoquartier.indicator.Decimals;
import fr.ecoquartier.indicator.Rating;
import fr.ecoquartier.pilot.calibration.Analysis.CommitmentAgreement;
import fr.ecoquartier.pilot.calibration.Analysis.PilotSeen;
import fr.ecoquartier.pilot.calibration.Analysis.RankCorrelation;
import fr.ecoquartier.pilot.calibration.IndicatorAnalysis.Agreement;
import fr.ecoquartier.pilot.calibration.IndicatorAnalysis.Discrimination;
import fr.ecoquartier.pilot.calibration.IndicatorAnalysis.Distribution;
import fr.ecoquartier.pilot.calibration.IndicatorAnalysis.Effort;
import fr.ecoquartier.pilot.calibration.IndicatorAnalysis.Group;
import fr.ecoquartier.pilot.calibration.IndicatorAnalysis.InputCost;
import fr.ecoquartier.pilot.calibration.IndicatorAnalysis.Measurability;
import fr.ecoquartier.pilot.calibration.IndicatorAnalysis.PairOfJudges;
import fr.ecoquartier.pilot.calibration.IndicatorAnalysis.Ratings;
import fr.ecoquartier.pilot.calibration.IndicatorAnalysis.Separation;
import fr.ecoquartier.pilot.calibration.IndicatorAnalysis.Value;
import fr.ecoquartier.pilot.calibration.ObservedPilot.Observation;
import fr.ecoquartier.pilot.rating.EvaluatorRole;
import fr.ecoquartier.pilot.run.Progress;
import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.Referentiel.Indicator;
import fr.ecoquartier.referentiel.Referentiel.Thresholds;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * From figures and ratings to an {@link Analysis}. Pure: the same input gives the same analysis, draw for draw.
 *
 * <p>The <em>position</em> of a value is where it stands between the thresholds of its own context: 0 at the minimum, 1
 * at the target, higher is better. Correlations between indicators are those of its deviation from the median of the
 * context, so that what merely differs from one context to another is not taken for a link.
 */
public final class Calibration {

    private static final MathContext FLOATING = MathContext.DECIMAL64;
    private static final int CATEGORIES = 3;
    private static final int COMMITMENT_LEVELS = 4;
    private static final double MEASURES_SHARE = 0.6;
    private static final double CORRELATIONS_SHARE = 0.8;
    private static final List<EvaluatorRole> JUDGES =
            Arrays.stream(EvaluatorRole.values()).filter(EvaluatorRole::rates).toList();

    private final Referentiel referentiel;
    private final CalibrationRules rules;
    private final Bootstrap bootstrap;
    private final CalibrationInput input;
    private final Map<String, List<Evaluation>> byPilot;

    private Calibration(CalibrationInput input) {
        this.input = input;
        this.referentiel = input.referentiel();
        this.rules = input.rules();
        this.bootstrap = new Bootstrap(input.seed(), rules.resamples(), rules.confidence());
        this.byPilot = input.evaluations().stream().collect(Collectors.groupingBy(Evaluation::reference));
    }

    /** Computes the analysis. */
    public static Analysis analyse(CalibrationInput input) {
        return analyse(input, Progress.none());
    }

    /**
     * As {@link #analyse(CalibrationInput)}, for somebody who watches.
     *
     * @throws CancellationException as soon as nobody wants it any more
     */
    public static Analysis analyse(CalibrationInput input, Progress progress) {
        return new Calibration(input).analysis(progress);
    }

    private static void tell(Progress progress, double share, String message) {
        if (progress.cancelled()) {
            throw new CancellationException();
        }
        progress.report(share, message);
    }

    private Analysis analysis(Progress progress) {
        Map<String, List<Group>> groups = new LinkedHashMap<>();
        for (Indicator indicator : referentiel.indicators()) {
            tell(
                    progress,
                    MEASURES_SHARE * groups.size() / referentiel.indicators().size(),
                    "Mesures et évaluations de " + indicator.code() + " " + indicator.label() + ".");
            groups.put(
                    indicator.code(),
                    contexts().map(context -> group(indicator, context)).toList());
        }
        tell(progress, MEASURES_SHARE, "Corrélations entre les indicateurs.");
        List<RankCorrelation> correlations =
                contexts().flatMap(context -> correlations(context).stream()).toList();
        tell(progress, CORRELATIONS_SHARE, "Propositions pour chaque indicateur.");
        Proposals proposals = new Proposals(input, bootstrap, groups, correlations);
        List<IndicatorAnalysis> indicators = new ArrayList<>();
        referentiel
                .dimensions()
                .forEach(dimension -> dimension
                        .commitments()
                        .forEach(commitment -> commitment
                                .indicators()
                                .forEach(indicator -> indicators.add(new IndicatorAnalysis(
                                        indicator.code(),
                                        indicator.label(),
                                        commitment.code(),
                                        dimension.code(),
                                        indicator.unit(),
                                        indicator.decimals(),
                                        indicator.lowerIsBetter(),
                                        indicator.mandatory(),
                                        indicator.thresholds(),
                                        groups.get(indicator.code()),
                                        proposals.of(indicator))))));
        Map<EvaluatorRole, Integer> evaluations = new EnumMap<>(EvaluatorRole.class);
        evaluationsOf(input.pilots()).forEach(e -> evaluations.merge(e.role(), 1, Integer::sum));
        return new Analysis(
                referentiel.version(),
                input.seed(),
                rules,
                referentiel.contexts(),
                input.pilots().stream()
                        .map(p -> new PilotSeen(
                                p.reference(), p.name(), p.regionCode(), p.context(), p.populationClass(), p.stage()))
                        .toList(),
                evaluations,
                indicators,
                correlations,
                referentiel.commitments().stream().map(this::commitment).toList());
    }

    private Stream<String> contexts() {
        return Stream.concat(Stream.of(ALL), referentiel.contexts().stream());
    }

    private List<ObservedPilot> pilots(String context) {
        return input.pilots().stream()
                .filter(pilot -> context.equals(ALL) || context.equals(pilot.context()))
                .toList();
    }

    private List<Evaluation> evaluationsOf(List<ObservedPilot> pilots) {
        return pilots.stream()
                .flatMap(pilot -> byPilot.getOrDefault(pilot.reference(), List.of()).stream())
                .toList();
    }

    private Group group(Indicator indicator, String context) {
        List<ObservedPilot> pilots = pilots(context);
        Ratings ratings = ratings(indicator, pilots);
        return new Group(
                context,
                confidence(ratings),
                measurability(indicator, pilots),
                effort(indicator, pilots),
                distribution(indicator, context, pilots),
                ratings,
                discrimination(indicator, context, pilots, ratings),
                agreement(indicator, context, pilots));
    }

    private Confidence confidence(Ratings ratings) {
        if (ratings.rated() < rules.minimumPilots()) {
            return Confidence.TOO_FEW;
        }
        return ratings.satisfiedInterval().width() > rules.widestShare() ? Confidence.WIDE : Confidence.ENOUGH;
    }

    private Measurability measurability(Indicator indicator, List<ObservedPilot> pilots) {
        int applicable = 0;
        int measured = 0;
        for (ObservedPilot pilot : pilots) {
            Observation seen = pilot.indicators().get(indicator.code());
            if (seen == null || seen.rating().applicable()) {
                applicable++;
                measured += seen != null && seen.value() != null ? 1 : 0;
            }
        }
        return new Measurability(
                pilots.size(),
                applicable,
                measured,
                applicable - measured,
                applicable == 0 ? null : (double) measured / applicable,
                Statistics.wilson(measured, applicable, rules.confidence()));
    }

    private Effort effort(Indicator indicator, List<ObservedPilot> pilots) {
        List<Evaluation> evaluations = evaluationsOf(pilots);
        List<InputCost> costs = indicator.formulaInputs().stream()
                .map(code -> cost(code, indicator, evaluations))
                .toList();
        List<Integer> difficulty = opinions(evaluations, e -> e.difficulty().get(indicator.code()));
        List<Integer> clarity = opinions(evaluations, e -> e.clarity().get(indicator.code()));
        return new Effort(
                sum(costs.stream()),
                sum(costs.stream().filter(cost -> !cost.shared())),
                (int) costs.stream().filter(cost -> cost.hours() != null).count(),
                costs.size(),
                Statistics.mean(difficulty),
                difficulty.size(),
                Statistics.mean(clarity),
                clarity.size(),
                costs);
    }

    private InputCost cost(String code, Indicator indicator, List<Evaluation> evaluations) {
        List<BigDecimal> hours = opinions(evaluations, e -> e.inputCost().get(code));
        boolean shared = referentiel.indicators().stream()
                .anyMatch(other -> !other.code().equals(indicator.code())
                        && other.formulaInputs().contains(code));
        return new InputCost(
                code,
                referentiel.input(code).map(Referentiel.Input::label).orElse(code),
                hours.size(),
                hours.isEmpty()
                        ? null
                        : hours.stream()
                                .reduce(BigDecimal.ZERO, BigDecimal::add)
                                .divide(BigDecimal.valueOf(hours.size()), 4, RoundingMode.HALF_UP),
                shared);
    }

    private static <T> List<T> opinions(List<Evaluation> evaluations, Function<Evaluation, @Nullable T> said) {
        return evaluations.stream().map(said).filter(Objects::nonNull).toList();
    }

    private static @Nullable BigDecimal sum(Stream<InputCost> costs) {
        return costs.map(InputCost::hours)
                .filter(Objects::nonNull)
                .reduce(BigDecimal::add)
                .map(Decimals::plain)
                .orElse(null);
    }

    private @Nullable Distribution distribution(Indicator indicator, String context, List<ObservedPilot> pilots) {
        List<Value> values = pilots.stream()
                .filter(pilot -> value(pilot, indicator) != null)
                .map(pilot -> new Value(
                        pilot.reference(),
                        pilot.context(),
                        value(pilot, indicator),
                        pilot.indicators().get(indicator.code()).rating().code()))
                .sorted(Comparator.comparing(Value::value).thenComparing(Value::reference))
                .toList();
        if (values.isEmpty()) {
            return null;
        }
        double[] sorted = values.stream()
                .mapToDouble(value -> value.value().doubleValue())
                .toArray();
        Interval median = bootstrap.interval(
                name(indicator, context, "median"), sorted.length, drawn -> quantileOf(sorted, drawn, 0.5));
        int scale = indicator.decimals() + 4;
        return new Distribution(
                sorted.length,
                measure(sorted[0], scale),
                measure(Statistics.quantile(sorted, 0.1), scale),
                measure(Statistics.quantile(sorted, 0.25), scale),
                measure(Statistics.quantile(sorted, 0.5), scale),
                measure(Statistics.quantile(sorted, 0.75), scale),
                measure(Statistics.quantile(sorted, 0.9), scale),
                measure(sorted[sorted.length - 1], scale),
                Decimals.plain(values.stream()
                        .map(Value::value)
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                        .divide(BigDecimal.valueOf(sorted.length), scale, RoundingMode.HALF_UP)),
                median == null ? null : new Proposal.Range(measure(median.low(), scale), measure(median.high(), scale)),
                values);
    }

    static double quantileOf(double[] all, int[] drawn, double p) {
        double[] sample = new double[drawn.length];
        for (int i = 0; i < drawn.length; i++) {
            sample[i] = all[drawn[i]];
        }
        Arrays.sort(sample);
        return Statistics.quantile(sample, p);
    }

    private Ratings ratings(Indicator indicator, List<ObservedPilot> pilots) {
        int[] counts = new int[CATEGORIES];
        pilots.stream()
                .map(pilot -> pilot.indicators().get(indicator.code()))
                .filter(Objects::nonNull)
                .mapToInt(seen -> category(seen.rating()))
                .filter(category -> category >= 0)
                .forEach(category -> counts[category]++);
        int rated = Arrays.stream(counts).sum();
        int satisfied = counts[1] + counts[2];
        return new Ratings(
                rated,
                counts[0],
                counts[1],
                counts[2],
                rated == 0 ? null : (double) satisfied / rated,
                Statistics.wilson(satisfied, rated, rules.confidence()),
                rated == 0 ? null : (double) counts[2] / rated,
                Statistics.wilson(counts[2], rated, rules.confidence()));
    }

    private Discrimination discrimination(
            Indicator indicator, String context, List<ObservedPilot> pilots, Ratings ratings) {
        List<Double> positions = new ArrayList<>();
        List<Double> rests = new ArrayList<>();
        for (ObservedPilot pilot : pilots) {
            Double position = position(pilot, indicator);
            Double rest = rest(pilot, indicator);
            if (position != null && rest != null) {
                positions.add(position);
                rests.add(rest);
            }
        }
        double[] x = Statistics.doubles(positions);
        double[] y = Statistics.doubles(rests);
        Interval interval = bootstrap.interval(
                name(indicator, context, "itemRest"),
                x.length,
                drawn -> Statistics.spearman(at(x, drawn), at(y, drawn)));
        int commonest = Math.max(ratings.unmet(), Math.max(ratings.met(), ratings.exemplary()));
        Double commonestShare = ratings.rated() == 0 ? null : (double) commonest / ratings.rated();
        Separation separation;
        if (ratings.rated() < rules.minimumPilots()) {
            separation = Separation.TOO_FEW;
        } else if (commonestShare >= rules.uniformShare()) {
            separation = Separation.UNIFORM;
        } else if (x.length >= rules.minimumPilots() && interval != null && interval.high() < 0) {
            separation = Separation.CONTRARY;
        } else {
            separation = Separation.SEPARATES;
        }
        return new Discrimination(
                Statistics.entropy(ratings.unmet(), ratings.met(), ratings.exemplary()),
                commonestShare,
                Statistics.spearman(x, y),
                interval,
                x.length,
                separation);
    }

    /** Mean score of the pilot's other indicators; null when too few of them are rated. */
    private @Nullable Double rest(ObservedPilot pilot, Indicator indicator) {
        int[] scores = pilot.indicators().entrySet().stream()
                .filter(seen -> !seen.getKey().equals(indicator.code()))
                .mapToInt(seen -> category(seen.getValue().rating()))
                .filter(category -> category >= 0)
                .toArray();
        return scores.length < rules.restAtLeast()
                ? null
                : Arrays.stream(scores).average().getAsDouble();
    }

    private Agreement agreement(Indicator indicator, String context, List<ObservedPilot> pilots) {
        List<int[]> counts = new ArrayList<>();
        Map<EvaluatorRole, List<int[]>> byRole = new EnumMap<>(EvaluatorRole.class);
        int compared = 0;
        int better = 0;
        int worse = 0;
        for (ObservedPilot pilot : pilots) {
            List<Evaluation> evaluations = byPilot.getOrDefault(pilot.reference(), List.of());
            int[] count = new int[CATEGORIES];
            Observation seen = pilot.indicators().get(indicator.code());
            int computed = seen == null ? -1 : category(seen.rating());
            for (EvaluatorRole role : JUDGES) {
                int[] judged = evaluations.stream()
                        .filter(e -> e.role() == role && e.indicators().containsKey(indicator.code()))
                        .mapToInt(e -> category(e.indicators().get(indicator.code())))
                        .filter(category -> category >= 0)
                        .toArray();
                byRole.computeIfAbsent(role, r -> new ArrayList<>()).add(judged);
                for (int category : judged) {
                    count[category]++;
                    if (computed >= 0) {
                        compared++;
                        better += category > computed ? 1 : 0;
                        worse += category < computed ? 1 : 0;
                    }
                }
            }
            counts.add(count);
        }
        Agreed agreed = agreed(name(indicator, context, "kappa"), counts);
        return new Agreement(
                agreed.pilots(),
                agreed.judgments(),
                agreed.same(),
                agreed.kappa(),
                agreed.interval(),
                agreed.confidence(),
                pairs(indicator, context, byRole),
                compared,
                compared - better - worse,
                better,
                worse);
    }

    private record Agreed(
            int pilots,
            int judgments,
            @Nullable Double same,
            @Nullable Double kappa,
            @Nullable Interval interval,
            Confidence confidence) {}

    private Agreed agreed(String name, List<int[]> counts) {
        List<int[]> judged =
                counts.stream().filter(c -> Arrays.stream(c).sum() >= 2).toList();
        Double kappa = Statistics.kappa(judged);
        Double same = Statistics.sameShare(judged);
        Interval interval = kappa == null
                ? null
                : bootstrap.interval(name, judged.size(), drawn -> Statistics.kappa(Statistics.pick(judged, drawn)));
        Confidence confidence;
        if (judged.size() < rules.minimumPilots()) {
            confidence = Confidence.TOO_FEW;
        } else if (kappa != null && (interval == null || interval.width() > rules.widestKappa())) {
            confidence = Confidence.WIDE;
        } else {
            confidence = Confidence.ENOUGH;
        }
        return new Agreed(
                judged.size(),
                judged.stream().mapToInt(c -> Arrays.stream(c).sum()).sum(),
                same,
                kappa,
                interval,
                confidence);
    }

    private List<PairOfJudges> pairs(Indicator indicator, String context, Map<EvaluatorRole, List<int[]>> byRole) {
        List<PairOfJudges> pairs = new ArrayList<>();
        for (int i = 0; i < JUDGES.size(); i++) {
            for (int j = i + 1; j < JUDGES.size(); j++) {
                List<int[]> first = new ArrayList<>();
                List<int[]> second = new ArrayList<>();
                List<int[]> allFirst = byRole.getOrDefault(JUDGES.get(i), List.of());
                List<int[]> allSecond = byRole.getOrDefault(JUDGES.get(j), List.of());
                for (int pilot = 0; pilot < allFirst.size(); pilot++) {
                    if (allFirst.get(pilot).length > 0 && allSecond.get(pilot).length > 0) {
                        first.add(allFirst.get(pilot));
                        second.add(allSecond.get(pilot));
                    }
                }
                Double kappa = Statistics.cohen(first, second, CATEGORIES);
                String name = name(indicator, context, "kappa/" + JUDGES.get(i) + "/" + JUDGES.get(j));
                pairs.add(new PairOfJudges(
                        JUDGES.get(i),
                        JUDGES.get(j),
                        first.size(),
                        kappa,
                        kappa == null
                                ? null
                                : bootstrap.interval(
                                        name,
                                        first.size(),
                                        drawn -> Statistics.cohen(
                                                Statistics.pick(first, drawn),
                                                Statistics.pick(second, drawn),
                                                CATEGORIES))));
            }
        }
        return pairs;
    }

    private CommitmentAgreement commitment(Referentiel.Commitment commitment) {
        List<int[]> counts = new ArrayList<>();
        List<Integer> given = new ArrayList<>();
        for (ObservedPilot pilot : input.pilots()) {
            int[] count = new int[COMMITMENT_LEVELS];
            for (Evaluation evaluation : byPilot.getOrDefault(pilot.reference(), List.of())) {
                Integer level = evaluation.commitments().get(commitment.code());
                if (evaluation.role().rates() && level != null) {
                    count[level - 1]++;
                    given.add(level);
                }
            }
            counts.add(count);
        }
        Agreed agreed = agreed(commitment.code() + "/" + ALL + "/kappa", counts);
        return new CommitmentAgreement(
                commitment.code(),
                commitment.label(),
                agreed.pilots(),
                agreed.judgments(),
                Statistics.mean(given),
                agreed.kappa(),
                agreed.interval(),
                agreed.confidence());
    }

    private List<RankCorrelation> correlations(String context) {
        List<ObservedPilot> pilots = pilots(context);
        List<Indicator> indicators = referentiel.indicators();
        List<Map<String, Double>> deviations = indicators.stream()
                .map(indicator -> deviations(indicator, pilots))
                .toList();
        List<RankCorrelation> correlations = new ArrayList<>();
        for (int i = 0; i < indicators.size(); i++) {
            for (int j = i + 1; j < indicators.size(); j++) {
                List<Double> x = new ArrayList<>();
                List<Double> y = new ArrayList<>();
                for (ObservedPilot pilot : pilots) {
                    Double first = deviations.get(i).get(pilot.reference());
                    Double second = deviations.get(j).get(pilot.reference());
                    if (first != null && second != null) {
                        x.add(first);
                        y.add(second);
                    }
                }
                Double rho = Statistics.spearman(Statistics.doubles(x), Statistics.doubles(y));
                correlations.add(new RankCorrelation(
                        indicators.get(i).code(),
                        indicators.get(j).code(),
                        context,
                        x.size(),
                        rho,
                        Statistics.spearmanInterval(rho, x.size(), rules.confidence())));
            }
        }
        return correlations;
    }

    /**
     * Positions less the median of their context, by pilot; a context with one value has no deviation. Rounded, so that
     * values that are equal tie.
     */
    private static Map<String, Double> deviations(Indicator indicator, List<ObservedPilot> pilots) {
        Map<String, Double> deviations = new LinkedHashMap<>();
        pilots.stream()
                .filter(pilot -> position(pilot, indicator) != null)
                .collect(Collectors.groupingBy(ObservedPilot::context))
                .values()
                .stream()
                .filter(together -> together.size() > 1)
                .forEach(together -> {
                    double median = Statistics.quantile(
                            together.stream()
                                    .mapToDouble(pilot -> position(pilot, indicator))
                                    .sorted()
                                    .toArray(),
                            0.5);
                    together.forEach(pilot -> deviations.put(
                            pilot.reference(), Math.rint((position(pilot, indicator) - median) * 1e9) / 1e9));
                });
        return deviations;
    }

    private static @Nullable BigDecimal value(ObservedPilot pilot, Indicator indicator) {
        Observation seen = pilot.indicators().get(indicator.code());
        return seen == null ? null : seen.value();
    }

    /** Where the value stands between its own thresholds; null without a value, or where both thresholds are the same. */
    static @Nullable Double position(ObservedPilot pilot, Indicator indicator) {
        BigDecimal value = value(pilot, indicator);
        Thresholds thresholds = indicator.thresholds().get(pilot.context());
        if (value == null || thresholds == null || thresholds.minimum().compareTo(thresholds.target()) == 0) {
            return null;
        }
        return value.subtract(thresholds.minimum())
                .divide(thresholds.target().subtract(thresholds.minimum()), FLOATING)
                .doubleValue();
    }

    private static int category(Rating rating) {
        return switch (rating) {
            case UNMET -> 0;
            case MET -> 1;
            case EXEMPLARY -> 2;
            case MISSING, NOT_APPLICABLE -> -1;
        };
    }

    private static double[] at(double[] all, int[] drawn) {
        double[] sample = new double[drawn.length];
        for (int i = 0; i < drawn.length; i++) {
            sample[i] = all[drawn[i]];
        }
        return sample;
    }

    static String name(Indicator indicator, String context, String measure) {
        return indicator.code() + "/" + context + "/" + measure;
    }

    static BigDecimal measure(double value, int scale) {
        return Decimals.plain(BigDecimal.valueOf(value).setScale(scale, RoundingMode.HALF_UP));
    }
}
