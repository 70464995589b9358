package fr.ecoquartier.pilot.replay;

import fr.ecoquartier.indicator.Definition;
import fr.ecoquartier.indicator.Grid;
import fr.ecoquartier.indicator.Opinion;
import fr.ecoquartier.indicator.Rating;
import fr.ecoquartier.indicator.Stage;
import fr.ecoquartier.pilot.replay.ReplayResult.Failure;
import fr.ecoquartier.pilot.replay.ReplayResult.Group;
import fr.ecoquartier.pilot.replay.ReplayResult.IndicatorTotals;
import fr.ecoquartier.pilot.replay.ReplayResult.OpinionMove;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The totals of a part of a replay; parts are added in any order with the same result, but for the failures kept. */
final class Counts {

    /** How many failures are kept by name. */
    static final int FAILURES_KEPT = 200;

    static final String FAILED = "failed";

    private record Move(Stage stage, Opinion from, Opinion to) {}

    private static final class GroupCount {
        private int dossiers;
        private int checks;
        private final Map<ChangeKind, Integer> kinds = new EnumMap<>(ChangeKind.class);
    }

    private static final class IndicatorCount {
        private String label = "";
        private final Map<String, Integer> before = new TreeMap<>();
        private final Map<String, Integer> after = new TreeMap<>();
        private final Map<Cause, Integer> causes = new EnumMap<>(Cause.class);
        private int better;
        private int worse;
    }

    /** By context: the thresholds of the draft, and for each [step][ratings, opinions]; and how many have a value. */
    static final class Sensitivities {
        final List<Threshold> thresholds = new ArrayList<>();
        final int[][][] changed;
        final int[] concerned;

        Sensitivities(Grid grid) {
            for (Definition definition : grid.definitions()) {
                thresholds.add(new Threshold(definition, true));
                thresholds.add(new Threshold(definition, false));
            }
            changed = new int[thresholds.size()][2 * Threshold.REACH + 1][2];
            concerned = new int[thresholds.size()];
        }

        private void add(Sensitivities other) {
            for (int t = 0; t < concerned.length; t++) {
                concerned[t] += other.concerned[t];
                for (int k = 0; k < changed[t].length; k++) {
                    changed[t][k][0] += other.changed[t][k][0];
                    changed[t][k][1] += other.changed[t][k][1];
                }
            }
        }
    }

    int dossiers;
    int testDossiers;
    int checks;
    int dossiersChanged;
    private int failureCount;
    private final List<Failure> failures = new ArrayList<>();
    private final Map<String, Integer> unread = new TreeMap<>();
    private final Map<String, Integer> newInputs = new TreeMap<>();
    private final Map<ChangeKind, Integer> kinds = new EnumMap<>(ChangeKind.class);
    private final Map<Move, Integer> opinions = new LinkedHashMap<>();
    private final Map<String, GroupCount> contexts = new TreeMap<>();
    private final Map<String, GroupCount> regions = new TreeMap<>();
    private final Map<String, IndicatorCount> indicators = new LinkedHashMap<>();
    private final Map<String, Sensitivities> sensitivities = new TreeMap<>();

    void dossier(ReplayDossier dossier) {
        dossiers++;
        testDossiers += dossier.test() ? 1 : 0;
        group(contexts, dossier.context()).dossiers++;
        group(regions, dossier.region()).dossiers++;
    }

    void check(ReplayDossier dossier, Stage stage, Opinion from, Opinion to, Set<ChangeKind> changes) {
        checks++;
        GroupCount context = group(contexts, dossier.context());
        GroupCount region = group(regions, dossier.region());
        context.checks++;
        region.checks++;
        for (ChangeKind kind : changes) {
            kinds.merge(kind, 1, Integer::sum);
            context.kinds.merge(kind, 1, Integer::sum);
            region.kinds.merge(kind, 1, Integer::sum);
        }
        opinions.merge(new Move(stage, from, to), 1, Integer::sum);
    }

    void unread(String reason) {
        unread.merge(reason, 1, Integer::sum);
    }

    void newInput(String input) {
        newInputs.merge(input, 1, Integer::sum);
    }

    void failure(Failure failure) {
        failureCount++;
        if (failures.size() < FAILURES_KEPT) {
            failures.add(failure);
        }
    }

    /** An indicator was rated; a null rating after is a failure when the draft has the indicator. */
    void rated(Pairing.Pair pair, Rating from, Rating to, RatingChange change) {
        Definition definition = pair.after() == null ? pair.before() : pair.after();
        IndicatorCount count = indicators.computeIfAbsent(definition.code(), code -> new IndicatorCount());
        count.label = definition.label();
        if (from != null) {
            count.before.merge(from.code(), 1, Integer::sum);
        }
        if (pair.after() != null) {
            count.after.merge(to == null ? FAILED : to.code(), 1, Integer::sum);
        }
        if (change != null) {
            count.causes.merge(change.cause(), 1, Integer::sum);
            count.better += change.kind() == ChangeKind.RATING_BETTER ? 1 : 0;
            count.worse += change.kind() == ChangeKind.RATING_WORSE ? 1 : 0;
        }
    }

    Sensitivities sensitivities(String context, Grid grid) {
        return sensitivities.computeIfAbsent(context, c -> new Sensitivities(grid));
    }

    void add(Counts other) {
        dossiers += other.dossiers;
        testDossiers += other.testDossiers;
        checks += other.checks;
        dossiersChanged += other.dossiersChanged;
        failureCount += other.failureCount;
        other.failures.stream().limit(FAILURES_KEPT - (long) failures.size()).forEach(failures::add);
        other.unread.forEach((reason, n) -> unread.merge(reason, n, Integer::sum));
        other.newInputs.forEach((input, n) -> newInputs.merge(input, n, Integer::sum));
        other.kinds.forEach((kind, n) -> kinds.merge(kind, n, Integer::sum));
        other.opinions.forEach((move, n) -> opinions.merge(move, n, Integer::sum));
        add(contexts, other.contexts);
        add(regions, other.regions);
        other.indicators.forEach((code, theirs) -> {
            IndicatorCount ours = indicators.computeIfAbsent(code, c -> new IndicatorCount());
            ours.label = theirs.label;
            theirs.before.forEach((rating, n) -> ours.before.merge(rating, n, Integer::sum));
            theirs.after.forEach((rating, n) -> ours.after.merge(rating, n, Integer::sum));
            theirs.causes.forEach((cause, n) -> ours.causes.merge(cause, n, Integer::sum));
            ours.better += theirs.better;
            ours.worse += theirs.worse;
        });
        other.sensitivities.forEach((context, theirs) -> {
            Sensitivities ours = sensitivities.get(context);
            if (ours == null) {
                sensitivities.put(context, theirs);
            } else {
                ours.add(theirs);
            }
        });
    }

    ReplayResult result(String version) {
        return new ReplayResult(
                version,
                dossiers,
                testDossiers,
                checks,
                dossiersChanged,
                failureCount,
                List.copyOf(failures),
                unread,
                newInputs,
                kinds,
                opinions.entrySet().stream()
                        .map(e -> new OpinionMove(
                                e.getKey().stage(),
                                e.getKey().from(),
                                e.getKey().to(),
                                e.getValue()))
                        .sorted(Comparator.comparing(OpinionMove::stage)
                                .thenComparing(OpinionMove::from)
                                .thenComparing(OpinionMove::to, Comparator.nullsLast(Comparator.naturalOrder())))
                        .toList(),
                groups(contexts),
                groups(regions),
                indicators.entrySet().stream()
                        .map(e -> new IndicatorTotals(
                                e.getKey(),
                                e.getValue().label,
                                e.getValue().before,
                                e.getValue().after,
                                e.getValue().causes,
                                e.getValue().better,
                                e.getValue().worse))
                        .toList(),
                sensitivities.entrySet().stream()
                        .flatMap(e -> said(e.getKey(), e.getValue()).stream())
                        .toList());
    }

    private static List<Sensitivity> said(String context, Sensitivities counted) {
        List<Sensitivity> said = new ArrayList<>();
        for (int t = 0; t < counted.concerned.length; t++) {
            Threshold threshold = counted.thresholds.get(t);
            List<Sensitivity.Point> points = new ArrayList<>();
            for (int k = 0; k < threshold.moved.length; k++) {
                if (threshold.moved[k] != null && k != Threshold.REACH) {
                    points.add(new Sensitivity.Point(
                            k - Threshold.REACH,
                            threshold.moved[k],
                            counted.changed[t][k][0],
                            counted.changed[t][k][1]));
                }
            }
            Definition definition = threshold.definition;
            said.add(new Sensitivity(
                    definition.code(),
                    definition.label(),
                    definition.unit(),
                    definition.lowerIsBetter(),
                    context,
                    threshold.minimum ? "minimum" : "target",
                    threshold.value(),
                    threshold.step,
                    counted.concerned[t],
                    points));
        }
        return said;
    }

    private static GroupCount group(Map<String, GroupCount> groups, String code) {
        return groups.computeIfAbsent(code, c -> new GroupCount());
    }

    private static void add(Map<String, GroupCount> ours, Map<String, GroupCount> theirs) {
        theirs.forEach((code, count) -> {
            GroupCount group = group(ours, code);
            group.dossiers += count.dossiers;
            group.checks += count.checks;
            count.kinds.forEach((kind, n) -> group.kinds.merge(kind, n, Integer::sum));
        });
    }

    private static List<Group> groups(Map<String, GroupCount> groups) {
        return groups.entrySet().stream()
                .map(e -> new Group(e.getKey(), e.getValue().dossiers, e.getValue().checks, e.getValue().kinds))
                .toList();
    }
}
