package fr.ecoquartier.pilot.replay;

import fr.ecoquartier.indicator.Decimals;
import fr.ecoquartier.indicator.Definition;
import fr.ecoquartier.indicator.Grid;
import fr.ecoquartier.indicator.Judgement;
import fr.ecoquartier.indicator.Opinion;
import fr.ecoquartier.indicator.OpinionRule;
import fr.ecoquartier.indicator.Rating;
import fr.ecoquartier.indicator.Stage;
import fr.ecoquartier.indicator.Tally;
import fr.ecoquartier.indicator.Wording;
import fr.ecoquartier.pilot.run.Progress;
import fr.ecoquartier.referentiel.CarriedObjective;
import fr.ecoquartier.referentiel.Checks;
import fr.ecoquartier.referentiel.FieldError;
import fr.ecoquartier.referentiel.Referentiel;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Replays a draft on dossiers: each check is made twice, under the version that the figures were accepted under and
 * under the draft, by the same opinion rule. Dossiers stream through in batches, so the heap holds a few batches
 * whatever their number; batches are computed on several cores and told in the order in which they came.
 */
public final class ReplayEngine {

    private static final int BATCH = 100;
    private static final int FACTS_KEPT = 50_000;

    private record Key(String version, String context) {}

    private record Done(List<CheckChange> changes, Counts counts, int dossiers) {}

    private final Referentiel draft;
    private final Function<String, Optional<Referentiel>> versions;
    private final OpinionRule rule;
    private final int threads;
    private final Map<Key, Optional<Pairing>> pairings = new ConcurrentHashMap<>();
    private final Map<OpinionRule.Facts, Opinion> opinions = new ConcurrentHashMap<>();

    /**
     * @param versions the stored versions, by name
     * @param rule as it stands for the whole replay
     */
    public ReplayEngine(
            Referentiel draft, Function<String, Optional<Referentiel>> versions, OpinionRule rule, int threads) {
        this.draft = draft;
        this.versions = versions;
        this.rule = rule;
        this.threads = threads;
    }

    /**
     * Replays every dossier.
     *
     * @param expected how many there are, for the progress
     * @param changes receives what changes, batch by batch, on the calling thread
     * @throws CancellationException when {@code progress} was cancelled
     */
    public ReplayResult run(
            Iterator<ReplayDossier> dossiers, long expected, Consumer<List<CheckChange>> changes, Progress progress) {
        Counts total = new Counts();
        ExecutorService workers = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "replay");
            thread.setDaemon(true);
            return thread;
        });
        Deque<Future<Done>> running = new ArrayDeque<>();
        long done = 0;
        try {
            while (dossiers.hasNext() || !running.isEmpty()) {
                if (progress.cancelled()) {
                    throw new CancellationException("the replay was cancelled");
                }
                while (dossiers.hasNext() && running.size() < 2 * threads) {
                    List<ReplayDossier> batch = next(dossiers);
                    running.add(workers.submit(() -> replay(batch)));
                }
                Done batch = await(running.remove());
                total.add(batch.counts());
                changes.accept(batch.changes());
                done += batch.dossiers();
                progress.report(
                        expected == 0 ? 1 : (double) done / expected,
                        Wording.typeset("Dossiers relus : %s sur %s."
                                .formatted(
                                        Decimals.french(BigDecimal.valueOf(done)),
                                        Decimals.french(BigDecimal.valueOf(Math.max(done, expected))))));
            }
        } finally {
            workers.shutdownNow();
        }
        return total.result(draft.version());
    }

    private static List<ReplayDossier> next(Iterator<ReplayDossier> dossiers) {
        List<ReplayDossier> batch = new ArrayList<>(BATCH);
        while (batch.size() < BATCH && dossiers.hasNext()) {
            batch.add(dossiers.next());
        }
        return batch;
    }

    private static Done await(Future<Done> batch) {
        try {
            return batch.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the replay was interrupted");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        }
    }

    private Done replay(List<ReplayDossier> batch) {
        Counts counts = new Counts();
        List<CheckChange> changes = new ArrayList<>();
        for (ReplayDossier dossier : batch) {
            counts.dossier(dossier);
            boolean changed = false;
            for (Map.Entry<Stage, ReplayDossier.Given> given : dossier.figures().entrySet()) {
                Optional<CheckChange> change = replay(dossier, given.getKey(), given.getValue(), counts);
                change.ifPresent(changes::add);
                changed |= change.map(c -> c.kinds().stream().anyMatch(kind -> kind != ChangeKind.REMOVED))
                        .orElse(false);
            }
            counts.dossiersChanged += changed ? 1 : 0;
        }
        return new Done(changes, counts, batch.size());
    }

    private Optional<CheckChange> replay(ReplayDossier dossier, Stage stage, ReplayDossier.Given given, Counts counts) {
        if (!draft.contexts().contains(dossier.context())) {
            counts.unread("Le projet n’a pas le contexte « "
                    + Referentiel.contextLabel(dossier.context()).toLowerCase(java.util.Locale.FRENCH) + " ».");
            return Optional.empty();
        }
        Optional<Pairing> found = pairing(given.referentiel(), dossier.context());
        if (found.isEmpty()) {
            counts.unread("La version « " + given.referentiel() + " » ne peut pas être lue pour ce contexte.");
            return Optional.empty();
        }
        return Optional.ofNullable(new OneCheck(dossier, stage, given, found.get(), counts).change());
    }

    private Optional<Pairing> pairing(String version, String context) {
        Key key = new Key(version, context);
        Optional<Pairing> known = pairings.get(key);
        return known != null ? known : pairings.computeIfAbsent(key, this::paired);
    }

    private Optional<Pairing> paired(Key key) {
        return versions.apply(key.version())
                .filter(base -> base.contexts().contains(key.context()))
                .map(base -> new Pairing(
                        Checks.grid(base, key.context()),
                        Checks.grid(draft, key.context()),
                        base.inputs().equals(draft.inputs())));
    }

    private Opinion opinion(OpinionRule.Facts facts) {
        Opinion known = opinions.get(facts);
        if (known == null) {
            known = rule.decide(facts).opinion();
            if (opinions.size() < FACTS_KEPT) {
                opinions.put(facts, known);
            }
        }
        return known;
    }

    /** One check of one dossier, made twice. */
    private final class OneCheck {

        private final ReplayDossier dossier;
        private final Stage stage;
        private final ReplayDossier.Given given;
        private final Pairing pairing;
        private final Counts counts;
        private final Map<String, BigDecimal> figures;
        private final List<RatingChange> ratings = new ArrayList<>();
        private final Set<ChangeKind> kinds = EnumSet.noneOf(ChangeKind.class);
        private final Set<String> lacking = new LinkedHashSet<>();
        private final Judgement[] judgements;
        private boolean failed;

        OneCheck(ReplayDossier dossier, Stage stage, ReplayDossier.Given given, Pairing pairing, Counts counts) {
            this.dossier = dossier;
            this.stage = stage;
            this.given = given;
            this.pairing = pairing;
            this.counts = counts;
            this.figures = given.values();
            this.judgements = new Judgement[pairing.after.definitions().size()];
        }

        CheckChange change() {
            Map<String, BigDecimal> before = stage == Stage.LABEL ? dossier.objectives() : Map.of();
            Map<String, BigDecimal> after = before.isEmpty() ? before : carried(before);
            Tally was = pairing.before.tally(stage, figures);
            Tally is = pairing.after.tally(stage, figures);
            Map<String, Judgement> old = new HashMap<>();
            for (Pairing.Pair pair : pairing.pairs) {
                Judgement from = null;
                if (pair.before() != null) {
                    from = Grid.judge(pair.before(), figures);
                    was.add(pair.before(), from, before.get(pair.before().code()));
                    old.put(pair.before().code(), from);
                }
                Judgement to = pair.after() == null ? null : judged(pair.after());
                if (to != null) {
                    judgements[pair.place()] = to;
                    is.add(pair.after(), to, after.get(pair.after().code()));
                }
                compare(pair, from, to);
            }
            lacking.addAll(pairing.newlyRequired.stream()
                    .filter(pairing.newInputs::contains)
                    .filter(input -> figures.get(input) == null)
                    .toList());
            lacking.forEach(counts::newInput);
            if (!lacking.isEmpty()) {
                kinds.add(ChangeKind.MISSING);
            }
            List<String> refusals = refusals();
            Opinion from = opinion(was.facts());
            Opinion to = failed ? null : opinion(is.facts());
            Tally aside = failed || lacking.isEmpty() ? is : aside(after);
            if (!failed) {
                weigh(aside);
            }
            Opinion opinionAside = failed || lacking.isEmpty() ? null : opinion(aside.facts());
            if (from != to) {
                kinds.add(direction(from, to));
            }
            counts.check(dossier, stage, from, to, kinds);
            if (kinds.isEmpty()) {
                return null;
            }
            return new CheckChange(
                    dossier.reference(),
                    dossier.authority(),
                    dossier.operation(),
                    dossier.region(),
                    dossier.context(),
                    dossier.test(),
                    stage,
                    given.referentiel(),
                    from,
                    to,
                    opinionAside,
                    from == to ? "" : why(to),
                    ratings,
                    refusals,
                    kinds);
        }

        private Map<String, BigDecimal> carried(Map<String, BigDecimal> objectives) {
            ReplayDossier.Given planned = dossier.figures().get(Stage.CONTRACT);
            return CarriedObjective.after(CarriedObjective.of(
                    pairing.before, pairing.after, planned == null ? Map.of() : planned.values(), objectives, true));
        }

        private Judgement judged(Definition definition) {
            try {
                return Grid.judge(definition, figures);
            } catch (ArithmeticException e) {
                failed = true;
                return null;
            }
        }

        private void compare(Pairing.Pair pair, Judgement from, Judgement to) {
            RatingChange change = difference(pair, from, to);
            if (change != null) {
                ratings.add(change);
                kinds.add(change.kind());
            }
            counts.rated(pair, from == null ? null : from.rating(), to == null ? null : to.rating(), change);
        }

        private RatingChange difference(Pairing.Pair pair, Judgement from, Judgement to) {
            Definition before = pair.before();
            Definition after = pair.after();
            if (after == null) {
                return change(before, from, null, Cause.REMOVED, ChangeKind.REMOVED, Reasons.removed());
            }
            if (to == null) {
                Map<String, BigDecimal> inputs = Reasons.inputs(after, figures);
                String reason = Reasons.failure(after, inputs, pairing.after.inputLabels());
                counts.failure(new ReplayResult.Failure(
                        dossier.reference(),
                        dossier.region(),
                        stage,
                        after.code(),
                        after.label(),
                        after.formula().toString(),
                        reason,
                        inputs));
                return change(after, from, null, Cause.FAILURE, ChangeKind.FAILED, reason);
            }
            if (to.rating() == Rating.MISSING && to.missing().stream().anyMatch(pairing.newInputs::contains)) {
                List<String> inputs = to.missing().stream()
                        .filter(pairing.newInputs::contains)
                        .toList();
                lacking.addAll(inputs);
                return from != null && from.rating() == Rating.MISSING
                        ? null
                        : change(
                                after,
                                from,
                                to,
                                Cause.NEW_INPUT,
                                ChangeKind.MISSING,
                                Reasons.newInput(inputs, pairing.after.inputLabels()));
            }
            if (before == null) {
                return change(
                        after, null, to, Cause.ADDED, ChangeKind.ADDED, Reasons.added(after, to.value(), to.rating()));
            }
            return from.rating() == to.rating() ? null : rated(pair, from, to);
        }

        private RatingChange rated(Pairing.Pair pair, Judgement from, Judgement to) {
            Definition before = pair.before();
            Definition after = pair.after();
            if (to.rating() == Rating.MISSING) {
                return change(
                        after,
                        from,
                        to,
                        Cause.ABSENT_INPUT,
                        ChangeKind.ABSENT,
                        Reasons.absentInput(to.missing(), pairing.after.inputLabels()));
            }
            if (from.rating() == Rating.NOT_APPLICABLE || to.rating() == Rating.NOT_APPLICABLE) {
                return change(
                        after, from, to, Cause.CONDITION, ChangeKind.RATING_OTHER, Reasons.condition(to.rating()));
            }
            if (from.rating() == Rating.MISSING) {
                return change(
                        after,
                        from,
                        to,
                        Cause.COMPUTABLE,
                        ChangeKind.RATING_OTHER,
                        Reasons.computable(after, to.value()));
            }
            ChangeKind kind =
                    to.rating().compareTo(from.rating()) < 0 ? ChangeKind.RATING_BETTER : ChangeKind.RATING_WORSE;
            if (before.lowerIsBetter() != after.lowerIsBetter()) {
                return change(after, from, to, Cause.DIRECTION, kind, Reasons.direction(after));
            }
            boolean lower = after.lowerIsBetter();
            if (from.value().compareTo(to.value()) == 0) {
                return change(after, from, to, Cause.THRESHOLD, kind, Reasons.threshold(before, after, to.value()));
            }
            boolean byFormula = Grid.rating(to.value(), before.minimum(), before.target(), lower) == to.rating();
            boolean byThreshold = Grid.rating(from.value(), after.minimum(), after.target(), lower) == to.rating();
            if (byFormula && !byThreshold) {
                return change(
                        after, from, to, Cause.FORMULA, kind, Reasons.formula(before, after, from.value(), to.value()));
            }
            if (byThreshold && !byFormula) {
                return change(after, from, to, Cause.THRESHOLD, kind, Reasons.threshold(before, after, to.value()));
            }
            return change(after, from, to, Cause.BOTH, kind, Reasons.both(before, after, from.value(), to.value()));
        }

        private static RatingChange change(
                Definition definition, Judgement from, Judgement to, Cause cause, ChangeKind kind, String reason) {
            return new RatingChange(
                    definition.code(),
                    definition.label(),
                    from == null ? null : from.rating(),
                    to == null ? null : to.rating(),
                    cause,
                    kind,
                    reason,
                    from == null ? null : from.value(),
                    to == null ? null : to.value());
        }

        private List<String> refusals() {
            if (pairing.sameInputs) {
                return List.of();
            }
            Map<String, BigDecimal> known = new HashMap<>(figures);
            known.keySet().retainAll(draft.inputs().keySet());
            List<String> refusals = Checks.refused(draft, known).stream()
                    .map(FieldError::message)
                    .toList();
            if (!refusals.isEmpty()) {
                kinds.add(ChangeKind.REFUSED);
            }
            return refusals;
        }

        /** The draft's count without the indicators and required inputs that wait for an input which it adds. */
        private Tally aside(Map<String, BigDecimal> objectives) {
            Map<String, BigDecimal> complete = figures;
            if (pairing.newlyRequired.stream().anyMatch(lacking::contains)) {
                complete = new HashMap<>(figures);
                for (String input : lacking) {
                    complete.putIfAbsent(input, BigDecimal.ZERO);
                }
            }
            Tally aside = pairing.after.tally(stage, complete);
            for (int i = 0; i < judgements.length; i++) {
                if (!waits(judgements[i])) {
                    Definition definition = pairing.after.definitions().get(i);
                    aside.add(definition, judgements[i], objectives.get(definition.code()));
                }
            }
            return aside;
        }

        private boolean waits(Judgement judgement) {
            return judgement.rating() == Rating.MISSING
                    && judgement.missing().stream().anyMatch(pairing.newInputs::contains);
        }

        /** Counts what each threshold of the draft changes when it moves. */
        private void weigh(Tally tally) {
            Counts.Sensitivities counted = counts.sensitivities(dossier.context(), pairing.after);
            Opinion opinion = opinion(tally.facts());
            for (int t = 0; t < counted.concerned.length; t++) {
                Judgement judgement = judgements[t / 2];
                if (judgement.value() == null) {
                    continue;
                }
                counted.concerned[t]++;
                Threshold threshold = counted.thresholds.get(t);
                Opinion otherwise = null;
                for (int k = 0; k < threshold.moved.length; k++) {
                    if (threshold.moved[k] == null || k == Threshold.REACH) {
                        continue;
                    }
                    Rating rating = threshold.rating(judgement.value(), threshold.moved[k]);
                    if (rating == judgement.rating()) {
                        continue;
                    }
                    counted.changed[t][k][0]++;
                    if (rating.satisfied() != judgement.rating().satisfied()) {
                        otherwise = otherwise != null
                                ? otherwise
                                : opinion(tally.factsIf(threshold.definition, judgement.rating(), rating));
                        counted.changed[t][k][1] += otherwise == opinion ? 0 : 1;
                    }
                }
            }
        }

        private static ChangeKind direction(Opinion from, Opinion to) {
            if (to == Opinion.INCOMPLETE) {
                return ChangeKind.OPINION_INCOMPLETE;
            }
            if (to == null || from == Opinion.INCOMPLETE) {
                return ChangeKind.OPINION_OTHER;
            }
            return to.compareTo(from) < 0 ? ChangeKind.OPINION_BETTER : ChangeKind.OPINION_WORSE;
        }

        private String why(Opinion to) {
            if (to == null) {
                return "Avis non calculable : un calcul échoue.";
            }
            List<String> reasons = new ArrayList<>();
            ratings.stream()
                    .filter(change -> weighs(change.from()) != weighs(change.to()))
                    .map(change -> change.indicator() + " ("
                            + change.cause().label().toLowerCase(java.util.Locale.FRENCH) + ")")
                    .forEach(reasons::add);
            pairing.pairs.stream()
                    .filter(pair -> pair.before() != null && pair.after() != null)
                    .filter(pair -> pair.before().mandatory() != pair.after().mandatory())
                    .filter(pair ->
                            judgements[pair.place()] != null && judgements[pair.place()].rating() == Rating.UNMET)
                    .map(pair -> pair.after().code()
                            + (pair.after().mandatory() ? " (devenu obligatoire)" : " (n’est plus obligatoire)"))
                    .forEach(reasons::add);
            pairing.newlyRequired.stream()
                    .filter(input -> figures.get(input) == null)
                    .map(input -> "« " + pairing.after.inputLabels().get(input) + " » (désormais indispensable)")
                    .forEach(reasons::add);
            if (reasons.isEmpty()) {
                reasons.add("la répartition des indicateurs entre dimensions ou les objectifs du contrat");
            }
            return Wording.typeset("En cause : "
                    + reasons.stream().filter(Objects::nonNull).distinct().collect(Collectors.joining(", ")) + ".");
        }

        /** What the opinion sees of a rating: satisfied, unmet, missing, not there. */
        private static int weighs(Rating rating) {
            return rating == null || rating == Rating.NOT_APPLICABLE
                    ? 0
                    : rating.satisfied() ? 1 : rating == Rating.UNMET ? 2 : 3;
        }
    }
}
