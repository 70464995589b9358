package fr.ecoquartier.web.calibration;

import static fr.ecoquartier.pilot.calibration.IndicatorAnalysis.ALL;

import fr.ecoquartier.access.CampaignAccess.CampaignScope;
import fr.ecoquartier.indicator.Decimals;
import fr.ecoquartier.indicator.Rating;
import fr.ecoquartier.indicator.UnitLabels;
import fr.ecoquartier.pilot.Campaign;
import fr.ecoquartier.pilot.CampaignStatus;
import fr.ecoquartier.pilot.calibration.Analysis;
import fr.ecoquartier.pilot.calibration.Analysis.PilotSeen;
import fr.ecoquartier.pilot.calibration.Analysis.RankCorrelation;
import fr.ecoquartier.pilot.calibration.CalibrationDecision;
import fr.ecoquartier.pilot.calibration.CalibrationPictures;
import fr.ecoquartier.pilot.calibration.CalibrationRules;
import fr.ecoquartier.pilot.calibration.CalibrationTransfers;
import fr.ecoquartier.pilot.calibration.Calibrations;
import fr.ecoquartier.pilot.calibration.Confidence;
import fr.ecoquartier.pilot.calibration.IndicatorAnalysis;
import fr.ecoquartier.pilot.calibration.IndicatorAnalysis.Agreement;
import fr.ecoquartier.pilot.calibration.IndicatorAnalysis.Distribution;
import fr.ecoquartier.pilot.calibration.IndicatorAnalysis.Effort;
import fr.ecoquartier.pilot.calibration.IndicatorAnalysis.Group;
import fr.ecoquartier.pilot.calibration.Phrases;
import fr.ecoquartier.pilot.calibration.Proposal;
import fr.ecoquartier.pilot.calibration.ProposalKind;
import fr.ecoquartier.pilot.calibration.StoredAnalysis;
import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.Referentiel.Thresholds;
import fr.ecoquartier.referentiel.Referentiels;
import fr.ecoquartier.web.calibration.CalibrationView.Choice;
import fr.ecoquartier.web.calibration.CalibrationView.Column;
import fr.ecoquartier.web.calibration.CalibrationView.Detail;
import fr.ecoquartier.web.calibration.CalibrationView.Row;
import fr.ecoquartier.web.campaign.VisibleCampaigns;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Analyses to pages: words, French numbers, and only what the person may see. */
@Component
class CalibrationViews {

    /** The columns that the overview sorts by. */
    private enum Order {
        INDICATOR("indicateur", "Indicateur", false, null),
        PROPOSAL("proposition", "Proposition", false, r ->
                (double) r.indicator().proposal().kind().ordinal()),
        MEASURED("mesure", "Mesuré", true, r -> share(r.group().measurability().share())),
        HOURS("effort", "Effort", true, r -> share(hours(r.group().effort()))),
        DIFFICULTY(
                "difficulte", "Difficulté", true, r -> share(r.group().effort().difficulty())),
        CLARITY("clarte", "Clarté", true, r -> share(r.group().effort().clarity())),
        MEDIAN("mediane", "Médiane", true, null),
        MET("atteint", "Atteint", true, r -> share(r.group().ratings().satisfiedShare())),
        EXEMPLARY(
                "exemplaire", "Exemplaire", true, r -> share(r.group().ratings().exemplaryShare())),
        SEPARATION(
                "depart",
                "Départage",
                false,
                r -> share(r.group().discrimination().entropy())),
        REDUNDANT(
                "redondance",
                "Redondance",
                true,
                r -> r.redundancy() == null ? -9 : r.redundancy().rho()),
        KAPPA("accord", "Accord", true, r -> share(r.group().agreement().kappa()));

        private final String code;
        private final String label;
        private final boolean number;
        private final @Nullable Function<Ranked, Double> by;

        Order(String code, String label, boolean number, @Nullable Function<Ranked, Double> by) {
            this.code = code;
            this.label = label;
            this.number = number;
            this.by = by;
        }

        static Order of(String code) {
            return Arrays.stream(values())
                    .filter(order -> order.code.equals(code) && (order.by != null || order == INDICATOR))
                    .findFirst()
                    .orElse(INDICATOR);
        }

        private static double share(@Nullable Double number) {
            return number == null ? -9 : number;
        }

        private static @Nullable Double hours(Effort effort) {
            return effort.hours() == null ? null : effort.hours().doubleValue();
        }
    }

    private record Ranked(
            IndicatorAnalysis indicator,
            Group group,
            @Nullable RankCorrelation redundancy) {}

    private final Calibrations calibrations;
    private final CalibrationTransfers transfers;
    private final Referentiels referentiels;
    private final VisibleCampaigns visible;

    CalibrationViews(
            Calibrations calibrations,
            CalibrationTransfers transfers,
            Referentiels referentiels,
            VisibleCampaigns visible) {
        this.calibrations = calibrations;
        this.transfers = transfers;
        this.referentiels = referentiels;
        this.visible = visible;
    }

    /** The analysis that the person may see: nobody who still has to rate reads a provisional one. */
    Optional<StoredAnalysis> stored(Campaign campaign) {
        return visible.scope().allRegions()
                ? calibrations.latest(campaign.id())
                : calibrations.latestFinal(campaign.id());
    }

    CalibrationView overview(Campaign campaign, String context, String sort, boolean descending) {
        StoredAnalysis stored = stored(campaign).orElse(null);
        boolean mayManage = visible.mayManage();
        boolean mayRecompute = mayManage && !campaign.beforeDecision() && !campaign.over();
        if (stored == null) {
            return new CalibrationView(
                    null,
                    null,
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    0,
                    null,
                    mayManage,
                    false,
                    mayRecompute);
        }
        Analysis analysis = stored.analysis();
        String shown = analysis.contexts().contains(context) ? context : ALL;
        Order order = Order.of(sort);
        Map<String, CalibrationDecision> decisions = calibrations.decisions(campaign.id());
        List<Ranked> ranked = analysis.indicators().stream()
                .map(i -> new Ranked(i, i.group(shown), strongest(analysis, i.code(), shown)))
                .collect(Collectors.toCollection(ArrayList::new));
        if (order.by != null) {
            Comparator<Ranked> by = Comparator.comparing(order.by);
            ranked.sort(descending ? by.reversed() : by);
        } else if (descending) {
            Collections.reverse(ranked);
        }
        Map<String, String> dimensions = dimensions(analysis);
        String base = "/campagnes/" + campaign.id() + "/calage";
        return new CalibrationView(
                stored,
                warning(stored, shown),
                summary(stored),
                Stream.concat(Stream.of(ALL), analysis.contexts().stream())
                        .map(c -> new Choice(
                                c, contextLabel(c), address(base, c, order.code, descending), c.equals(shown)))
                        .toList(),
                Arrays.stream(Order.values())
                        .map(o -> new Column(
                                o.code,
                                o.label,
                                o.number,
                                o.by == null && o != Order.INDICATOR
                                        ? ""
                                        : address(base, shown, o.code, o == order && !descending),
                                o == order ? descending ? "descending" : "ascending" : "none"))
                        .toList(),
                ranked.stream()
                        .map(r -> row(r, decisions.get(r.indicator().code()), dimensions, base))
                        .toList(),
                analysis.commitments().stream()
                        .map(c -> new CalibrationView.Commitment(
                                c.code(),
                                c.label(),
                                c.pilots(),
                                Phrases.decimal(c.mean(), 1),
                                Phrases.decimal(c.kappa(), 2),
                                Phrases.decimals(c.interval()),
                                c.confidence().enough() ? "" : c.confidence().label()))
                        .toList(),
                stored.leftOut().stream()
                        .map(s -> new CalibrationView.LeftOut(
                                named(visible.scope(), s.regionCode(), s.name()), s.leftOut()))
                        .toList(),
                rules(analysis.rules()),
                (int) analysis.indicators().stream()
                        .filter(i -> decisions.containsKey(i.code()))
                        .count(),
                transfers.latest(campaign.id()).orElse(null),
                mayManage,
                mayDecide(campaign, stored),
                mayRecompute);
    }

    boolean mayDecide(Campaign campaign, StoredAnalysis stored) {
        return visible.mayManage() && campaign.status() == CampaignStatus.CALIBRATION && !stored.provisional();
    }

    private static String address(String base, String context, String sort, boolean descending) {
        return base + "?contexte=" + context + "&tri=" + sort + (descending ? "&sens=desc" : "");
    }

    /** All pilots, or the context's own name. */
    static String contextLabel(String context) {
        return ALL.equals(context) ? "Tous les contextes" : Referentiel.contextLabel(context);
    }

    private static String named(CampaignScope scope, String region, String name) {
        return scope.covers(region) ? name : "Pilote d’une autre région";
    }

    private Map<String, String> dimensions(Analysis analysis) {
        return referentiels
                .find(analysis.referentiel())
                .map(r -> r.dimensions().stream()
                        .collect(Collectors.toMap(Referentiel.Dimension::code, Referentiel.Dimension::label)))
                .orElse(Map.of());
    }

    private static @Nullable String warning(StoredAnalysis stored, String context) {
        Analysis analysis = stored.analysis();
        long pilots = analysis.pilots().stream()
                .filter(p -> ALL.equals(context) || p.context().equals(context))
                .count();
        int minimum = analysis.rules().minimumPilots();
        String where = ALL.equals(context)
                ? ""
                : " dans le contexte " + contextLabel(context).toLowerCase(Locale.FRENCH);
        String count = Phrases.count((int) pilots, "pilote analysé", "pilotes analysés") + where;
        if (pilots < minimum) {
            return "Trop peu de pilotes pour conclure : %s, il en faut au moins %d. Les chiffres sont donnés pour mémoire."
                    .formatted(count, minimum);
        }
        return pilots < 30
                ? "Petit échantillon : %s. Chaque chiffre est à lire avec son intervalle ; là où il est trop large, la page le dit et ne conclut pas."
                        .formatted(count)
                : null;
    }

    private static List<String> summary(StoredAnalysis stored) {
        Analysis analysis = stored.analysis();
        Map<String, Long> stages = analysis.pilots().stream()
                .collect(Collectors.groupingBy(
                        p -> p.stage().label().toLowerCase(Locale.FRENCH), LinkedHashMap::new, Collectors.counting()));
        List<String> lines = new ArrayList<>();
        lines.add("Version testée : %s.".formatted(analysis.referentiel()));
        lines.add("%s, d’après leur dernier contrôle%s."
                .formatted(
                        Phrases.count(analysis.pilots().size(), "pilote analysé", "pilotes analysés"),
                        stages.isEmpty()
                                ? ""
                                : stages.entrySet().stream()
                                        .map(e -> e.getKey() + " : " + e.getValue())
                                        .collect(Collectors.joining(", ", " (", ")"))));
        lines.add(
                analysis.evaluations().isEmpty()
                        ? "Aucune évaluation n’a été rendue."
                        : "Évaluations rendues : "
                                + analysis.evaluations().entrySet().stream()
                                        .map(e -> e.getKey().label() + " " + e.getValue())
                                        .collect(Collectors.joining(", "))
                                + ".");
        lines.add("Tirages du bootstrap : %d, graine publiée %d."
                .formatted(analysis.rules().resamples(), analysis.seed()));
        return lines;
    }

    private static List<String> rules(CalibrationRules r) {
        return List.of(
                "Quantiles : type 7 de Hyndman et Fan, interpolation linéaire à la position (n − 1)p + 1.",
                "Intervalles au niveau de %s : de Wilson pour les parts, de Bonett et Wright pour les corrélations entre indicateurs, bootstrap par percentiles sur les pilotes (%d tirages) pour le reste."
                        .formatted(Phrases.percent(r.confidence()), r.resamples()),
                "Accord : kappa pondéré à poids quadratiques, de Fleiss pour l’ensemble des évaluateurs, de Cohen entre deux qualités ; la collectivité ne juge pas son propre dossier. Il n’est pas défini quand toutes les notes sont les mêmes.",
                "Départage : entropie des trois notes (de 0 à 1) et corrélation des rangs entre la position dans les seuils et la note moyenne des autres indicateurs du dossier.",
                "Redondance : corrélation des rangs de Spearman entre les écarts à la médiane du contexte, mesurés entre le seuil et la cible.",
                "Rien n’est conclu sous %d pilotes mesurés, ni quand l’intervalle de la part atteinte est plus large que %s ou celui du kappa plus large que %s."
                        .formatted(
                                r.minimumPilots(),
                                Phrases.percent(r.widestShare()),
                                Phrases.decimal(r.widestKappa(), 1)),
                "Supprimer : mesuré par %s des pilotes au plus (et sûrement moins de %s), redondant à partir de %s (intervalle au-dessus de %s), ou même valeur pour tous."
                        .formatted(
                                Phrases.percent(r.measuredTooLittle()),
                                Phrases.percent(r.measuredEnough()),
                                Phrases.decimal(r.redundantCorrelation(), 2),
                                Phrases.decimal(r.redundantFloor(), 2)),
                "Rendre facultatif : mesuré par moins de %s des pilotes, difficulté moyenne d’au moins %s sur 5, ou au moins %s de collecte."
                        .formatted(
                                Phrases.percent(r.measuredEnough()),
                                Phrases.decimal(r.difficult(), 1),
                                Phrases.hours(BigDecimal.valueOf(r.costlyHours()))),
                "Reformuler : clarté moyenne d’au plus %s sur 5, ou kappa d’au plus %s dont l’intervalle reste sous %s, sauf si %s des paires d’évaluateurs donnent la même note."
                        .formatted(
                                Phrases.decimal(r.unclear(), 1),
                                Phrases.decimal(r.poorKappa(), 1),
                                Phrases.decimal(r.fairKappa(), 1),
                                Phrases.percent(r.sameEnough())),
                "Déplacer le seuil : atteint par %s des pilotes ou plus, ou par %s ou moins. Déplacer la cible : atteinte par %s ou plus, ou par personne. Le nouveau seuil laisse passer %s des pilotes, la nouvelle cible %s, arrondis à un pas de 1, 2 ou 5."
                        .formatted(
                                Phrases.percent(r.easyShare()),
                                Phrases.percent(r.hardShare()),
                                Phrases.percent(r.lavishShare()),
                                Phrases.percent(r.aimedMet()),
                                Phrases.percent(r.aimedExemplary())));
    }

    private static @Nullable RankCorrelation strongest(Analysis analysis, String code, String context) {
        return analysis.correlations().stream()
                .filter(c -> c.context().equals(context)
                        && c.rho() != null
                        && (c.first().equals(code) || c.second().equals(code)))
                .max(Comparator.comparing(RankCorrelation::rho))
                .orElse(null);
    }

    private static Row row(
            Ranked ranked, @Nullable CalibrationDecision decision, Map<String, String> dimensions, String base) {
        IndicatorAnalysis i = ranked.indicator();
        Group g = ranked.group();
        RankCorrelation twin = ranked.redundancy();
        Proposal proposal = i.proposal();
        Distribution d = g.distribution();
        return new Row(
                i.code(),
                i.label(),
                dimensions.getOrDefault(i.dimension(), i.dimension()),
                i.mandatory(),
                g.confidence().enough(),
                g.confidence().label(),
                measured(g),
                Phrases.percent(g.measurability().share()),
                Phrases.hours(g.effort().hours()),
                Phrases.decimal(g.effort().difficulty(), 1),
                Phrases.decimal(g.effort().clarity(), 1),
                d == null ? "–" : quantity(d.median(), i),
                d == null ? "" : "quartiles " + number(d.q25(), i) + " et " + number(d.q75(), i),
                Phrases.percent(g.ratings().satisfiedShare()),
                Phrases.shares(g.ratings().satisfiedInterval()),
                Phrases.percent(g.ratings().exemplaryShare()),
                g.discrimination().separation() == IndicatorAnalysis.Separation.TOO_FEW
                        ? "Trop peu"
                        : g.discrimination().separation().label(),
                g.discrimination().itemRest() == null
                        ? ""
                        : "lien au reste " + Phrases.decimal(g.discrimination().itemRest(), 2),
                twin == null ? "" : twin.first().equals(i.code()) ? twin.second() : twin.first(),
                twin == null ? "–" : Phrases.decimal(twin.rho(), 2),
                Phrases.decimal(g.agreement().kappa(), 2),
                Phrases.decimals(g.agreement().interval()),
                g.agreement().confidence().enough(),
                proposal.kind().label(),
                mark(proposal.kind()),
                proposal.confidence().enough(),
                proposal.confidence() == Confidence.WIDE && proposal.kind() == ProposalKind.MOVE
                        ? "à confirmer"
                        : proposal.confidence().label(),
                decision,
                base + "/indicateurs/" + i.code());
    }

    private static String measured(Group g) {
        return g.measurability().measured() + "\u00a0sur\u00a0"
                + g.measurability().applicable();
    }

    static String mark(ProposalKind kind) {
        return switch (kind) {
            case KEEP -> "badge--ok";
            case MOVE, REWORD -> "badge--info";
            case OPTIONAL -> "badge--warn";
            case DROP -> "badge--bad";
        };
    }

    /** One indicator; empty when the analysis does not know it. */
    Optional<Detail> detail(Campaign campaign, String code) {
        return stored(campaign)
                .flatMap(stored -> stored.analysis().indicator(code).map(i -> detail(campaign, stored, i)));
    }

    private Detail detail(Campaign campaign, StoredAnalysis stored, IndicatorAnalysis i) {
        Analysis analysis = stored.analysis();
        CampaignScope scope = visible.scope();
        List<String> codes =
                analysis.indicators().stream().map(IndicatorAnalysis::code).toList();
        int at = codes.indexOf(i.code());
        List<CalibrationDecision> history = calibrations.history(campaign.id()).stream()
                .filter(d -> d.indicator().equals(i.code()))
                .sorted(Comparator.comparing(CalibrationDecision::revision).reversed())
                .toList();
        CalibrationDecision decision = history.isEmpty() ? null : history.get(0);
        Map<String, Thresholds> shown = new LinkedHashMap<>();
        i.proposal().thresholds().forEach((context, t) -> shown.put(context, new Thresholds(t.minimum(), t.target())));
        Group all = i.group(ALL);
        Map<String, PilotSeen> pilots =
                analysis.pilots().stream().collect(Collectors.toMap(PilotSeen::reference, Function.identity()));
        return new Detail(
                stored,
                i,
                dimensions(analysis).getOrDefault(i.dimension(), i.dimension()),
                analysis.commitments().stream()
                        .filter(c -> c.code().equals(i.commitment()))
                        .map(c -> c.code() + " " + c.label())
                        .findFirst()
                        .orElse(i.commitment()),
                UnitLabels.french(i.unit()),
                warning(stored, ALL),
                mark(i.proposal().kind()),
                i.groups().stream().map(g -> context(i, g)).toList(),
                all.distribution() == null
                        ? List.of()
                        : all.distribution().values().stream()
                                .map(v -> new CalibrationView.PilotValue(
                                        named(
                                                scope,
                                                pilots.get(v.reference()).regionCode(),
                                                pilots.get(v.reference()).name()),
                                        contextLabel(v.context()),
                                        quantity(v.value(), i),
                                        ratingLabel(v.rating()),
                                        v.rating()))
                                .toList(),
                suggested(i),
                CalibrationPictures.distributionSvg(i, shown),
                CalibrationPictures.agreementSvg(all.agreement()),
                CalibrationPictures.effortSvg(all.effort().costs()),
                all.effort().costs().stream()
                        .map(c ->
                                new CalibrationView.Cost(c.label(), Phrases.hours(c.hours()), c.opinions(), c.shared()))
                        .toList(),
                pairs(all.agreement(), analysis.rules().minimumPilots()),
                related(analysis, i.code()),
                history,
                decision,
                at > 0 ? codes.get(at - 1) : null,
                at + 1 < codes.size() ? codes.get(at + 1) : null,
                decidedThresholds(i, decision));
    }

    private static Map<String, String> decidedThresholds(IndicatorAnalysis i, @Nullable CalibrationDecision decision) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (decision != null) {
            decision.thresholds()
                    .forEach((context, t) -> texts.put(
                            contextLabel(context),
                            "seuil " + exact(t.minimum(), i) + ", cible " + exact(t.target(), i)));
        }
        return texts;
    }

    private static CalibrationView.Context context(IndicatorAnalysis i, Group g) {
        Distribution d = g.distribution();
        Thresholds t = i.thresholds().get(g.context());
        return new CalibrationView.Context(
                contextLabel(g.context()),
                g.confidence().enough(),
                g.confidence().label(),
                measured(g),
                t == null ? "–" : exact(t.minimum(), i),
                t == null ? "–" : exact(t.target(), i),
                value(d, Distribution::minimum, i),
                value(d, Distribution::q25, i),
                value(d, Distribution::median, i),
                d == null || d.medianRange() == null
                        ? "–"
                        : "de " + number(d.medianRange().low(), i) + " à "
                                + number(d.medianRange().high(), i),
                value(d, Distribution::q75, i),
                value(d, Distribution::maximum, i),
                value(d, Distribution::mean, i),
                Phrases.percent(g.ratings().satisfiedShare()),
                Phrases.shares(g.ratings().satisfiedInterval()),
                Phrases.percent(g.ratings().exemplaryShare()),
                Phrases.shares(g.ratings().exemplaryInterval()),
                Phrases.decimal(g.discrimination().entropy(), 2),
                g.discrimination().separation().label(),
                Phrases.decimal(g.discrimination().itemRest(), 2),
                Phrases.decimals(g.discrimination().itemRestInterval()),
                Phrases.decimal(g.agreement().kappa(), 2),
                Phrases.decimals(g.agreement().interval()),
                Phrases.hours(g.effort().hours()),
                Phrases.decimal(g.effort().difficulty(), 1),
                Phrases.decimal(g.effort().clarity(), 1));
    }

    private static String value(
            @Nullable Distribution d, Function<Distribution, BigDecimal> which, IndicatorAnalysis i) {
        return d == null ? "–" : number(which.apply(d), i);
    }

    private static List<CalibrationView.Suggested> suggested(IndicatorAnalysis i) {
        List<CalibrationView.Suggested> rows = new ArrayList<>();
        i.contexts().stream().filter(i.proposal().thresholds()::containsKey).forEach(context -> {
            Proposal.SuggestedThresholds s = i.proposal().thresholds().get(context);
            Thresholds now = i.thresholds().get(context);
            rows.add(new CalibrationView.Suggested(
                    contextLabel(context),
                    exact(s.minimum(), i),
                    exact(s.target(), i),
                    exact(now.minimum(), i),
                    exact(now.target(), i),
                    s.own()
                            ? "quantiles des %s du contexte".formatted(Phrases.count(s.pilots(), "pilote", "pilotes"))
                            : "positions des %s de tous les contextes, transposées"
                                    .formatted(Phrases.count(s.pilots(), "pilote", "pilotes")),
                    exact(s.step(), i),
                    range(s.minimumRange(), i),
                    range(s.targetRange(), i),
                    s.wide()));
        });
        return rows;
    }

    private static String range(Proposal.@Nullable Range range, IndicatorAnalysis i) {
        return range == null ? "–" : "de " + number(range.low(), i) + " à " + number(range.high(), i);
    }

    private static List<CalibrationView.Pair> pairs(Agreement agreement, int minimum) {
        List<CalibrationView.Pair> rows = new ArrayList<>();
        rows.add(new CalibrationView.Pair(
                "Tous les évaluateurs",
                agreement.pilots(),
                Phrases.percent(agreement.same()),
                Phrases.decimal(agreement.kappa(), 2),
                Phrases.decimals(agreement.interval()),
                agreement.confidence().enough()));
        agreement
                .pairs()
                .forEach(pair -> rows.add(new CalibrationView.Pair(
                        pair.first().label() + " et " + pair.second().label().toLowerCase(Locale.FRENCH),
                        pair.pilots(),
                        "–",
                        Phrases.decimal(pair.kappa(), 2),
                        Phrases.decimals(pair.interval()),
                        pair.pilots() >= minimum)));
        return rows;
    }

    private static List<CalibrationView.Related> related(Analysis analysis, String code) {
        return analysis.correlations().stream()
                .filter(c -> c.context().equals(ALL)
                        && c.rho() != null
                        && (c.first().equals(code) || c.second().equals(code)))
                .sorted(Comparator.comparing((RankCorrelation c) -> Math.abs(c.rho()))
                        .reversed())
                .limit(8)
                .map(c -> {
                    String other = c.first().equals(code) ? c.second() : c.first();
                    return new CalibrationView.Related(
                            other,
                            analysis.indicator(other)
                                    .map(IndicatorAnalysis::label)
                                    .orElse(""),
                            c.n(),
                            Phrases.decimal(c.rho(), 2),
                            Phrases.decimals(c.interval()),
                            heat(c.rho()),
                            c.n() >= analysis.rules().minimumPilots());
                })
                .toList();
    }

    /** The class of a correlation in the heat map. */
    static String heat(@Nullable Double rho) {
        if (rho == null) {
            return "heat--none";
        }
        long level = Math.min(4, Math.round(Math.abs(rho) * 4.5 - 0.25));
        return (rho < 0 ? "heat--m" : "heat--p") + Math.max(0, level);
    }

    /** A matrix of correlations, a row of cells per indicator. */
    record Heat(
            List<IndicatorAnalysis> indicators,
            List<HeatRow> rows,
            List<Choice> contexts,
            @Nullable String warning) {}

    record HeatRow(IndicatorAnalysis indicator, List<Cell> cells) {}

    record Cell(String text, String mark, String title, boolean enough) {}

    Heat heat(Campaign campaign, StoredAnalysis stored, String context) {
        Analysis analysis = stored.analysis();
        String shown = analysis.contexts().contains(context) ? context : ALL;
        Map<String, RankCorrelation> byPair = new LinkedHashMap<>();
        analysis.correlations().stream().filter(c -> c.context().equals(shown)).forEach(c -> {
            byPair.put(c.first() + ' ' + c.second(), c);
            byPair.put(c.second() + ' ' + c.first(), c);
        });
        String base = "/campagnes/" + campaign.id() + "/calage/correlations?contexte=";
        return new Heat(
                analysis.indicators(),
                analysis.indicators().stream()
                        .map(row -> new HeatRow(
                                row,
                                analysis.indicators().stream()
                                        .map(column -> cell(
                                                byPair.get(row.code() + ' ' + column.code()),
                                                analysis.rules().minimumPilots()))
                                        .toList()))
                        .toList(),
                Stream.concat(Stream.of(ALL), analysis.contexts().stream())
                        .map(c -> new Choice(c, contextLabel(c), base + c, c.equals(shown)))
                        .toList(),
                warning(stored, shown));
    }

    private static Cell cell(@Nullable RankCorrelation c, int minimum) {
        if (c == null) {
            return new Cell("", "heat--self", "", true);
        }
        return new Cell(
                Phrases.decimal(c.rho(), 2),
                c.n() < minimum ? "heat--none" : heat(c.rho()),
                "%s et %s : %s, %s, intervalle %s"
                        .formatted(
                                c.first(),
                                c.second(),
                                Phrases.decimal(c.rho(), 2),
                                Phrases.count(c.n(), "pilote", "pilotes"),
                                Phrases.decimals(c.interval())),
                c.n() >= minimum);
    }

    private static String ratingLabel(String code) {
        return Arrays.stream(Rating.values())
                .filter(r -> r.code().equals(code))
                .map(Rating::label)
                .findFirst()
                .orElse(code);
    }

    /** A measure as it is shown, one decimal more than the indicator's own where it has them. */
    static String number(BigDecimal value, IndicatorAnalysis i) {
        return Decimals.french(
                Decimals.plain(Objects.requireNonNull(value).setScale(i.decimals() + 1, RoundingMode.HALF_UP)));
    }

    static String quantity(BigDecimal value, IndicatorAnalysis i) {
        return UnitLabels.quantity(number(value, i), UnitLabels.french(i.unit(), value));
    }

    static String exact(BigDecimal value, IndicatorAnalysis i) {
        return UnitLabels.quantity(Decimals.french(value), UnitLabels.french(i.unit(), value));
    }
}
