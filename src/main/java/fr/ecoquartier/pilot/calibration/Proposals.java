package fr.ecoquartier.pilot.calibration;

import static fr.ecoquartier.pilot.calibration.IndicatorAnalysis.ALL;

import fr.ecoquartier.indicator.Decimals;
import fr.ecoquartier.indicator.UnitLabels;
import fr.ecoquartier.pilot.calibration.Analysis.RankCorrelation;
import fr.ecoquartier.pilot.calibration.IndicatorAnalysis.Agreement;
import fr.ecoquartier.pilot.calibration.IndicatorAnalysis.Effort;
import fr.ecoquartier.pilot.calibration.IndicatorAnalysis.Group;
import fr.ecoquartier.pilot.calibration.IndicatorAnalysis.Measurability;
import fr.ecoquartier.pilot.calibration.IndicatorAnalysis.Ratings;
import fr.ecoquartier.pilot.calibration.IndicatorAnalysis.Separation;
import fr.ecoquartier.pilot.calibration.Proposal.Finding;
import fr.ecoquartier.pilot.calibration.Proposal.Range;
import fr.ecoquartier.pilot.calibration.Proposal.SuggestedThresholds;
import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.Referentiel.Indicator;
import fr.ecoquartier.referentiel.Referentiel.Thresholds;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rules that turn the figures of an indicator into a proposal, each with its reason. */
final class Proposals {

    private static final int STEPS_IN_SPREAD = 5;
    private static final int STEPS_IN_DISTANCE = 20;
    private static final double MOSTLY = 0.6;
    private static final int NOISE = 10;

    /** Which of the two thresholds the tests find misplaced. */
    private record Misplaced(boolean minimum, boolean target) {
        boolean any() {
            return minimum || target;
        }
    }

    private final CalibrationRules rules;
    private final CalibrationInput input;
    private final Bootstrap bootstrap;
    private final Map<String, List<Group>> groups;
    private final List<RankCorrelation> redundant;
    private final Map<String, RankCorrelation> dropped;

    Proposals(
            CalibrationInput input,
            Bootstrap bootstrap,
            Map<String, List<Group>> groups,
            List<RankCorrelation> correlations) {
        this.input = input;
        this.rules = input.rules();
        this.bootstrap = bootstrap;
        this.groups = groups;
        this.redundant = correlations.stream()
                .filter(c -> c.context().equals(ALL) && redundant(c))
                .sorted(Comparator.comparing(RankCorrelation::rho).reversed())
                .toList();
        this.dropped = dropped();
    }

    Proposal of(Indicator indicator) {
        Group all = all(indicator.code());
        List<Finding> findings = new ArrayList<>();
        measurability(indicator, all.measurability(), findings);
        redundancy(indicator, findings);
        burden(indicator, all.effort(), findings);
        wording(all, findings);
        Map<String, SuggestedThresholds> thresholds = thresholds(indicator, all, findings);
        separation(indicator, all, findings);
        judgedOtherwise(all.agreement(), findings);
        ProposalKind kind = findings.stream()
                .filter(finding ->
                        finding.suggests() != null && finding.confidence().enough())
                .map(Finding::suggests)
                .max(Comparator.naturalOrder())
                .orElse(ProposalKind.KEEP);
        findings.sort(Comparator.comparing(
                        (Finding f) -> f.suggests() == null ? -1 : f.suggests().ordinal())
                .reversed()
                .thenComparing(f -> f.confidence().ordinal()));
        Confidence confidence = confidence(kind, all, thresholds);
        return new Proposal(
                kind,
                confidence,
                summary(kind, confidence, all, findings),
                findings,
                findings.stream().anyMatch(f -> f.suggests() == ProposalKind.MOVE) ? thresholds : Map.of());
    }

    private Group all(String code) {
        return groups.get(code).get(0);
    }

    private static Confidence confidence(ProposalKind kind, Group all, Map<String, SuggestedThresholds> thresholds) {
        return switch (kind) {
            case KEEP -> all.confidence();
            case MOVE ->
                thresholds.values().stream().anyMatch(SuggestedThresholds::wide) ? Confidence.WIDE : Confidence.ENOUGH;
            default -> Confidence.ENOUGH;
        };
    }

    private String summary(ProposalKind kind, Confidence confidence, Group all, List<Finding> findings) {
        if (kind != ProposalKind.KEEP) {
            String reason = findings.stream()
                    .filter(f -> f.suggests() == kind && f.confidence().enough())
                    .findFirst()
                    .orElseThrow()
                    .text();
            return confidence == Confidence.WIDE
                    ? reason + " Les quantiles restent incertains : à confirmer avec plus de pilotes."
                    : reason;
        }
        return switch (confidence) {
            case TOO_FEW ->
                "Trop peu de pilotes pour conclure (%s, il en faut %d) : conserver en l’état, sans que ce soit un verdict."
                        .formatted(
                                Phrases.count(all.ratings().rated(), "pilote mesuré", "pilotes mesurés"),
                                rules.minimumPilots());
            case WIDE ->
                "Intervalle trop large pour conclure (part atteinte %s) : conserver en l’état, sans que ce soit un verdict."
                        .formatted(Phrases.shares(all.ratings().satisfiedInterval()));
            case ENOUGH -> "Rien dans les tests ne demande de le changer.";
        };
    }

    private void measurability(Indicator indicator, Measurability seen, List<Finding> findings) {
        if (seen.applicable() == 0) {
            findings.add(new Finding(
                    null,
                    Confidence.TOO_FEW,
                    seen.pilots() == 0
                            ? "Aucun pilote n’a encore été contrôlé."
                            : "L’indicateur ne s’applique à aucun pilote."));
            return;
        }
        String text = "Mesuré pour %s sur %d (%s, intervalle à %s : %s)."
                .formatted(
                        Phrases.count(seen.measured(), "pilote", "pilotes"),
                        seen.applicable(),
                        Phrases.percent(seen.share()),
                        Phrases.percent(rules.confidence()),
                        Phrases.shares(seen.interval()));
        if (seen.share() >= rules.measuredEnough()) {
            findings.add(new Finding(null, enough(seen.applicable()), text));
        } else if (!indicator.mandatory()
                && seen.share() <= rules.measuredTooLittle()
                && seen.interval().high() < rules.measuredEnough()) {
            findings.add(new Finding(ProposalKind.DROP, enough(seen.applicable()), "Trop rarement mesurable. " + text));
        } else {
            findings.add(new Finding(
                    ProposalKind.OPTIONAL, enough(seen.applicable()), "Souvent impossible à mesurer. " + text));
        }
    }

    private Confidence enough(int n) {
        return n < rules.minimumPilots() ? Confidence.TOO_FEW : Confidence.ENOUGH;
    }

    private boolean redundant(RankCorrelation c) {
        return c.n() >= rules.minimumPilots()
                && c.rho() != null
                && c.rho() >= rules.redundantCorrelation()
                && c.interval() != null
                && c.interval().low() >= rules.redundantFloor();
    }

    /** The strongest pair first; an indicator that goes leaves its other pairs alone. */
    private Map<String, RankCorrelation> dropped() {
        Map<String, RankCorrelation> goes = new LinkedHashMap<>();
        for (RankCorrelation pair : redundant) {
            if (!goes.containsKey(pair.first()) && !goes.containsKey(pair.second())) {
                String loser = loser(indicator(pair.first()), indicator(pair.second()));
                if (loser != null) {
                    goes.put(loser, pair);
                }
            }
        }
        return goes;
    }

    /** Of two that say the same: a mandatory one stays, else the one that spares more work goes, else the later one. */
    private @Nullable String loser(Indicator first, Indicator second) {
        if (first.mandatory() != second.mandatory()) {
            return first.mandatory() ? second.code() : first.code();
        }
        if (first.mandatory()) {
            return null;
        }
        int cost = own(first.code()).compareTo(own(second.code()));
        return cost > 0 ? first.code() : second.code();
    }

    private BigDecimal own(String code) {
        return Objects.requireNonNullElse(all(code).effort().ownHours(), BigDecimal.ZERO);
    }

    private Indicator indicator(String code) {
        return input.referentiel().indicator(code).orElseThrow();
    }

    private void redundancy(Indicator indicator, List<Finding> findings) {
        for (RankCorrelation pair : redundant) {
            if (!pair.first().equals(indicator.code()) && !pair.second().equals(indicator.code())) {
                continue;
            }
            Indicator other = indicator(pair.first().equals(indicator.code()) ? pair.second() : pair.first());
            String same = "Classe les pilotes comme %s %s (corrélation des rangs %s sur %s, intervalle %s)"
                    .formatted(
                            other.code(),
                            Phrases.quote(other.label()),
                            Phrases.decimal(pair.rho(), 2),
                            Phrases.count(pair.n(), "pilote", "pilotes"),
                            Phrases.decimals(pair.interval()));
            if (pair.equals(dropped.get(indicator.code()))) {
                String why;
                if (other.mandatory()) {
                    why = "%s est obligatoire et reste".formatted(other.code());
                } else if (own(indicator.code()).compareTo(own(other.code())) > 0) {
                    why = "les données qui ne servent qu’à lui demandent %s, contre %s pour %s"
                            .formatted(
                                    Phrases.hours(own(indicator.code())),
                                    Phrases.hours(own(other.code())),
                                    other.code());
                } else {
                    why = "à effort égal, le premier des deux reste";
                }
                findings.add(new Finding(ProposalKind.DROP, Confidence.ENOUGH, same + " ; " + why + "."));
            } else {
                findings.add(new Finding(
                        null,
                        Confidence.ENOUGH,
                        pair.equals(dropped.get(other.code()))
                                ? same + " ; c’est %s qu’il est proposé de supprimer.".formatted(other.code())
                                : same + "."));
            }
        }
    }

    private void burden(Indicator indicator, Effort effort, List<Finding> findings) {
        String becomes = indicator.mandatory() ? " Qu’il ne soit plus éliminatoire." : "";
        if (effort.difficulty() != null && effort.difficulty() >= rules.difficult()) {
            findings.add(new Finding(
                    ProposalKind.OPTIONAL,
                    enough(effort.difficultyOpinions()),
                    "Jugé difficile à établir : %s sur 5 en moyenne (%s).%s"
                            .formatted(
                                    Phrases.decimal(effort.difficulty(), 1),
                                    Phrases.count(effort.difficultyOpinions(), "avis", "avis"),
                                    becomes)));
        }
        int opinions = effort.costs().stream()
                .filter(cost -> cost.hours() != null)
                .mapToInt(IndicatorAnalysis.InputCost::opinions)
                .min()
                .orElse(0);
        if (effort.hours() != null && effort.hours().doubleValue() >= rules.costlyHours()) {
            findings.add(new Finding(
                    ProposalKind.OPTIONAL,
                    enough(opinions),
                    "Coûteux à établir : %s pour l’ensemble de ses données (%s au moins par donnée).%s"
                            .formatted(
                                    Phrases.hours(effort.hours()),
                                    Phrases.count(opinions, "déclaration", "déclarations"),
                                    becomes)));
        }
    }

    private void wording(Group all, List<Finding> findings) {
        Effort effort = all.effort();
        if (effort.clarity() != null && effort.clarity() <= rules.unclear()) {
            findings.add(new Finding(
                    ProposalKind.REWORD,
                    enough(effort.clarityOpinions()),
                    "Jugé peu clair : %s sur 5 en moyenne (%s)."
                            .formatted(
                                    Phrases.decimal(effort.clarity(), 1),
                                    Phrases.count(effort.clarityOpinions(), "avis", "avis"))));
        }
        Agreement agreement = all.agreement();
        if (agreement.kappa() != null
                && agreement.kappa() <= rules.poorKappa()
                && agreement.same() >= rules.sameEnough()) {
            findings.add(new Finding(
                    null,
                    enough(agreement.pilots()),
                    "Le kappa est faible (%s), mais %s des paires d’évaluateurs donnent la même note : presque tous les pilotes ont cette note, et le kappa n’y dit rien."
                            .formatted(Phrases.decimal(agreement.kappa(), 2), Phrases.percent(agreement.same()))));
        } else if (agreement.kappa() != null && agreement.kappa() <= rules.poorKappa()) {
            boolean sure = agreement.pilots() >= rules.minimumPilots()
                    && agreement.interval() != null
                    && agreement.interval().high() < rules.fairKappa();
            Confidence confidence = agreement.pilots() < rules.minimumPilots()
                    ? Confidence.TOO_FEW
                    : sure ? Confidence.ENOUGH : Confidence.WIDE;
            findings.add(new Finding(
                    ProposalKind.REWORD,
                    confidence,
                    "Les évaluateurs ne s’accordent pas : kappa pondéré %s (intervalle %s, %s)%s."
                            .formatted(
                                    Phrases.decimal(agreement.kappa(), 2),
                                    Phrases.decimals(agreement.interval()),
                                    Phrases.count(
                                            agreement.pilots(),
                                            "pilote jugé par plusieurs évaluateurs",
                                            "pilotes jugés par plusieurs évaluateurs"),
                                    sure ? "" : ", sans que l’échantillon suffise à l’établir")));
        }
    }

    private Map<String, SuggestedThresholds> thresholds(Indicator indicator, Group all, List<Finding> findings) {
        Ratings ratings = all.ratings();
        if (ratings.rated() == 0) {
            return Map.of();
        }
        if (ratings.rated() < rules.minimumPilots()) {
            findings.add(new Finding(
                    null,
                    Confidence.TOO_FEW,
                    "%s : trop peu pour juger des seuils (il en faut %d)."
                            .formatted(
                                    Phrases.count(ratings.rated(), "pilote mesuré", "pilotes mesurés"),
                                    rules.minimumPilots())));
            return Map.of();
        }
        List<Finding> misplaced = new ArrayList<>();
        Misplaced overall = misplaced(ratings, "", misplaced);
        Map<String, SuggestedThresholds> suggested = new LinkedHashMap<>();
        for (Group group : groups.get(indicator.code())
                .subList(1, groups.get(indicator.code()).size())) {
            Thresholds now = indicator.thresholds().get(group.context());
            boolean own = group.ratings().rated() >= rules.minimumPilots();
            Misplaced here = own
                    ? misplaced(
                            group.ratings(),
                            " (contexte "
                                    + Referentiel.contextLabel(group.context()).toLowerCase(java.util.Locale.FRENCH)
                                    + ")",
                            misplaced)
                    : overall;
            if (now != null && here.any()) {
                SuggestedThresholds moved = suggest(indicator, group.context(), now, own, here);
                if (moved != null) {
                    suggested.put(group.context(), moved);
                }
            }
        }
        for (Finding finding : misplaced) {
            findings.add(
                    suggested.isEmpty()
                            ? new Finding(
                                    null,
                                    finding.confidence(),
                                    finding.text() + " Les quantiles arrondis redonnent pourtant les seuils actuels.")
                            : finding);
        }
        return suggested;
    }

    private Misplaced misplaced(Ratings ratings, String where, List<Finding> findings) {
        boolean minimum = false;
        boolean target = false;
        Interval met = ratings.satisfiedInterval();
        Interval exemplary = ratings.exemplaryInterval();
        if (ratings.satisfiedShare() >= rules.easyShare() && met.low() >= rules.easyFloor()) {
            minimum = true;
            findings.add(move(
                    "Seuil trop facile%s : atteint par %s sur %d (%s, intervalle %s).",
                    where, ratings.met() + ratings.exemplary(), ratings.rated(), ratings.satisfiedShare(), met));
        } else if (ratings.satisfiedShare() <= rules.hardShare() && met.high() <= rules.hardCeiling()) {
            minimum = true;
            findings.add(move(
                    "Seuil trop exigeant%s : atteint par %s sur %d (%s, intervalle %s).",
                    where, ratings.met() + ratings.exemplary(), ratings.rated(), ratings.satisfiedShare(), met));
        }
        if (ratings.exemplaryShare() >= rules.lavishShare() && exemplary.low() >= rules.lavishFloor()) {
            target = true;
            findings.add(move(
                    "Cible trop facile%s : atteinte par %s sur %d (%s, intervalle %s).",
                    where, ratings.exemplary(), ratings.rated(), ratings.exemplaryShare(), exemplary));
        } else if (ratings.exemplary() == 0 && exemplary.high() <= rules.remoteCeiling()) {
            target = true;
            findings.add(new Finding(
                    ProposalKind.MOVE,
                    Confidence.ENOUGH,
                    "Cible hors de portée%s : aucun pilote sur %d ne l’atteint (intervalle %s)."
                            .formatted(where, ratings.rated(), Phrases.shares(exemplary))));
        }
        return new Misplaced(minimum, target);
    }

    private static Finding move(String text, String where, int number, int of, double share, Interval interval) {
        return new Finding(
                ProposalKind.MOVE,
                Confidence.ENOUGH,
                text.formatted(
                        where,
                        number == 0 ? "aucun pilote" : Phrases.count(number, "pilote", "pilotes"),
                        of,
                        Phrases.percent(share),
                        Phrases.shares(interval)));
    }

    /** Thresholds from quantiles; null when rounding gives the present ones again. */
    private @Nullable SuggestedThresholds suggest(
            Indicator indicator, String context, Thresholds now, boolean own, Misplaced misplaced) {
        double origin = own ? 0 : now.minimum().doubleValue();
        double scale = own
                ? indicator.lowerIsBetter() ? -1 : 1
                : now.target().subtract(now.minimum()).doubleValue();
        double[] sorted = input.pilots().stream()
                .filter(pilot -> !own || pilot.context().equals(context))
                .map(pilot -> own ? turned(pilot, indicator) : Calibration.position(pilot, indicator))
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        if (sorted.length < rules.minimumPilots() || scale == 0) {
            return null;
        }
        BigDecimal step = step(
                Math.abs(scale) * (Statistics.quantile(sorted, 0.75) - Statistics.quantile(sorted, 0.25)),
                now,
                indicator);
        double forMinimum = 1 - rules.aimedMet();
        double forTarget = 1 - rules.aimedExemplary();
        double[] seen = input.pilots().stream()
                .map(pilot -> turned(pilot, indicator))
                .filter(Objects::nonNull)
                .mapToDouble(value -> indicator.lowerIsBetter() ? -value : value)
                .sorted()
                .toArray();
        BigDecimal minimum = within(seen, origin + scale * Statistics.quantile(sorted, forMinimum), step);
        BigDecimal target = within(seen, origin + scale * Statistics.quantile(sorted, forTarget), step);
        boolean moveMinimum = misplaced.minimum();
        boolean moveTarget = misplaced.target();
        int direction = indicator.lowerIsBetter() ? -1 : 1;
        if (moveMinimum != moveTarget
                && direction * (moveTarget ? target : now.target()).compareTo(moveMinimum ? minimum : now.minimum())
                        <= 0) {
            moveMinimum = true;
            moveTarget = true;
        }
        BigDecimal newMinimum = moveMinimum ? minimum : now.minimum();
        BigDecimal newTarget = moveTarget ? target : now.target();
        if (newMinimum.compareTo(now.minimum()) == 0 && newTarget.compareTo(now.target()) == 0) {
            return null;
        }
        String from = own ? context : ALL + ">" + context;
        Range minimumRange = range(indicator, from, sorted, forMinimum, origin, scale);
        Range targetRange = range(indicator, from, sorted, forTarget, origin, scale);
        BigDecimal distance = now.target().subtract(now.minimum()).abs();
        boolean wide = moveMinimum && wider(minimumRange, distance) || moveTarget && wider(targetRange, distance);
        return new SuggestedThresholds(
                newMinimum, newTarget, own, sorted.length, step, minimumRange, targetRange, wide);
    }

    private static boolean wider(@Nullable Range range, BigDecimal distance) {
        return range == null || range.high().subtract(range.low()).compareTo(distance) > 0;
    }

    private static @Nullable Double turned(ObservedPilot pilot, Indicator indicator) {
        ObservedPilot.Observation seen = pilot.indicators().get(indicator.code());
        return seen == null || seen.value() == null
                ? null
                : Double.valueOf(
                        (indicator.lowerIsBetter() ? -1 : 1) * seen.value().doubleValue());
    }

    private @Nullable Range range(
            Indicator indicator, String from, double[] sorted, double p, double origin, double scale) {
        Interval interval = bootstrap.interval(
                Calibration.name(indicator, from, "quantile/" + p),
                sorted.length,
                drawn -> Calibration.quantileOf(sorted, drawn, p));
        if (interval == null) {
            return null;
        }
        int decimals = indicator.decimals() + 4;
        BigDecimal one = Calibration.measure(origin + scale * interval.low(), decimals);
        BigDecimal other = Calibration.measure(origin + scale * interval.high(), decimals);
        return new Range(one.min(other), one.max(other));
    }

    /**
     * The greatest of 1, 2 or 5 times a power of ten that goes five times into the middle half of the values, or twenty times
     * into the distance of the present thresholds where the values are closer together; not finer than what people see of
     * the indicator.
     */
    static BigDecimal step(double spread, Thresholds now, Indicator indicator) {
        double distance = now.target().subtract(now.minimum()).abs().doubleValue();
        BigDecimal finest = BigDecimal.ONE.movePointLeft(indicator.decimals());
        double wanted = Math.max(spread / STEPS_IN_SPREAD, distance / STEPS_IN_DISTANCE) * (1 + 1e-12);
        if (wanted <= finest.doubleValue()) {
            return finest;
        }
        int power = (int) Math.floor(Math.log10(wanted));
        BigDecimal unit = BigDecimal.ONE.scaleByPowerOfTen(power);
        BigDecimal step = Arrays.stream(new int[] {5, 2, 1})
                .mapToObj(factor -> unit.multiply(BigDecimal.valueOf(factor)))
                .filter(candidate -> candidate.doubleValue() <= wanted)
                .findFirst()
                .orElse(unit);
        return Decimals.plain(step.max(finest));
    }

    /** Rounded, but not beyond what some pilot has: a position carried over must not ask for more than 100 %. */
    private static BigDecimal within(double[] seen, double value, BigDecimal step) {
        BigDecimal rounded = rounded(Math.max(seen[0], Math.min(seen[seen.length - 1], value)), step);
        if (rounded.doubleValue() > seen[seen.length - 1] + 1e-9) {
            return Decimals.plain(rounded.subtract(step));
        }
        return rounded.doubleValue() < seen[0] - 1e-9 ? Decimals.plain(rounded.add(step)) : rounded;
    }

    private static BigDecimal rounded(double value, BigDecimal step) {
        BigDecimal exact = BigDecimal.valueOf(value).setScale(NOISE, RoundingMode.HALF_UP);
        return Decimals.plain(exact.divide(step, 0, RoundingMode.HALF_UP).multiply(step));
    }

    private void separation(Indicator indicator, Group all, List<Finding> findings) {
        if (all.discrimination().separation() == Separation.UNIFORM) {
            boolean sameValue = all.distribution() != null
                    && all.distribution().minimum().compareTo(all.distribution().maximum()) == 0;
            if (sameValue && !indicator.mandatory()) {
                findings.add(new Finding(
                        ProposalKind.DROP,
                        Confidence.ENOUGH,
                        "Ne départage personne : tous les pilotes mesurés ont la même valeur (%s), aucun seuil n’y changerait rien."
                                .formatted(UnitLabels.quantity(
                                        Decimals.french(all.distribution().median()),
                                        UnitLabels.french(
                                                indicator.unit(),
                                                all.distribution().median())))));
            } else {
                findings.add(new Finding(
                        null,
                        Confidence.ENOUGH,
                        "Ne départage pas : %s des pilotes mesurés ont la même note."
                                .formatted(Phrases.percent(all.discrimination().commonest()))));
            }
        } else if (all.discrimination().separation() == Separation.CONTRARY) {
            findings.add(new Finding(
                    null,
                    Confidence.ENOUGH,
                    "Va à l’encontre du reste du dossier (corrélation des rangs %s, intervalle %s) : à examiner."
                            .formatted(
                                    Phrases.decimal(all.discrimination().itemRest(), 2),
                                    Phrases.decimals(all.discrimination().itemRestInterval()))));
        }
    }

    private void judgedOtherwise(Agreement agreement, List<Finding> findings) {
        if (agreement.compared() < rules.minimumPilots()) {
            return;
        }
        if (agreement.better() >= MOSTLY * agreement.compared()) {
            findings.add(otherwise("mieux", "trop exigeants", agreement.better(), agreement.compared()));
        } else if (agreement.worse() >= MOSTLY * agreement.compared()) {
            findings.add(otherwise("moins bien", "trop faciles", agreement.worse(), agreement.compared()));
        }
    }

    private static Finding otherwise(String how, String thresholds, int number, int of) {
        return new Finding(
                null,
                Confidence.ENOUGH,
                "Les évaluateurs jugent %s que le calcul dans %d avis sur %d : les seuils leur paraissent %s."
                        .formatted(how, number, of, thresholds));
    }
}
