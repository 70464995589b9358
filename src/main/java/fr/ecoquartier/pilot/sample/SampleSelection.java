package fr.ecoquartier.pilot.sample;

import fr.ecoquartier.pilot.run.Progress;
import fr.ecoquartier.pilot.sample.InvalidRequest.Problem;
import fr.ecoquartier.pilot.sample.SampleResult.Conflict;
import fr.ecoquartier.pilot.sample.SampleResult.Outcome;
import fr.ecoquartier.pilot.sample.SampleResult.Relaxation;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Selects the sample: the one nearest to the candidates under all quotas, the first in the order of the draw among
 * equals. Proven by branch and bound over the linear relaxations of ojAlgo; docs/decisions/0801 and 0802.
 */
public final class SampleSelection {

    /** Longer than this is not searched for the optimum. */
    public static final Duration LIMIT = Duration.ofSeconds(60);

    private final SampleRequest request;
    private final Progress progress;
    private final SampleModel model;
    private final SampleExplanation explanation;
    private final long end;

    private SampleSelection(SampleRequest request, Progress progress, Duration limit) {
        this.request = request;
        this.progress = progress;
        this.end = System.nanoTime() + limit.toNanos();
        this.model = new SampleModel(request);
        this.explanation = new SampleExplanation(model);
    }

    /** Every reason why nothing can be computed from this request; empty when it can. */
    public static List<Problem> problems(SampleRequest request) {
        return RequestCheck.problems(request, true);
    }

    /** As {@link #problems}, while candidates still come in: their number is not held against the size. */
    public static List<Problem> problemsSoFar(SampleRequest request) {
        return RequestCheck.problems(request, false);
    }

    /** @throws InvalidRequest when the request contradicts itself, with every problem */
    public static SampleResult select(SampleRequest request, Progress progress) throws InvalidRequest {
        return select(request, progress, LIMIT);
    }

    /**
     * @param limit after which the best sample so far is returned, with what is known of the optimum
     * @throws InvalidRequest when the request contradicts itself, with every problem
     */
    public static SampleResult select(SampleRequest request, Progress progress, Duration limit) throws InvalidRequest {
        List<Problem> problems = problems(request);
        if (!problems.isEmpty()) {
            throw new InvalidRequest(problems);
        }
        return new SampleSelection(request, progress, limit).result();
    }

    private boolean late() {
        return progress.cancelled() || System.nanoTime() - end > 0;
    }

    private SampleResult result() {
        long steep = model.steep();
        progress.report(0, "Recherche de l’échantillon optimal");
        Program program = model.program(-1);
        Search.Found optimum = new Search(program, this::watchOptimum).minimum(null);
        if (!program.admits(optimum.taken())) {
            throw new IllegalStateException("the solution found is none");
        }
        if (optimum.value() >= steep) {
            return optimum.bound() >= steep
                    ? infeasible(program, optimum)
                    : explanation.stoppedWithout(model.exact(Math.max(0, Math.min(optimum.bound(), steep))));
        }
        long bound = model.exact(Math.max(0, Math.min(optimum.bound(), optimum.value())));
        if (!optimum.complete()) {
            return sample(Outcome.STOPPED, optimum.taken(), bound, null);
        }
        progress.report(0.4, "Optimum prouvé ; départage des ex æquo par le tirage");
        int[] first = model.firstInDraw(program, optimum.taken(), this::watch);
        if (first == null) {
            return sample(Outcome.STOPPED, optimum.taken(), bound, null);
        }
        if (!program.admits(first) || program.value(first) != optimum.value()) {
            throw new IllegalStateException("the sample of the draw is not optimal");
        }
        return sample(Outcome.OPTIMAL, first, bound, costs(first, optimum.value()));
    }

    private SampleResult sample(Outcome outcome, int[] taken, long bound, Long @Nullable [] without) {
        List<Applicant> chosen = model.members(taken);
        if (!model.meetsQuotas(chosen)) {
            throw new IllegalStateException("the sample does not meet its quotas");
        }
        progress.report(0.95, "Liste de réserve et explications");
        return explanation.sample(outcome, chosen, bound, without);
    }

    /** The optimum without each quota, all others kept; null for those that the time did not suffice for. */
    private Long[] costs(int[] sample, long value) {
        Long[] without = new Long[request.quotas().size()];
        if (without.length == 0) {
            return without;
        }
        progress.report(0.6, "Coût de chaque quota");
        Search.Found free = new Search(model.program(List.of()), this::watch).minimum(sample);
        for (int i = 0; i < without.length; i++) {
            if (free.complete() && free.value() == value) {
                without[i] = model.exact(value);
                continue;
            }
            progress.report(
                    0.6 + 0.35 * i / without.length,
                    "Coût de chaque quota (" + (i + 1) + " sur " + without.length + ")");
            Search.Found found = new Search(model.program(i), this::watch).minimum(sample);
            if (found.complete()) {
                without[i] = model.exact(found.value());
            }
        }
        return without;
    }

    private SampleResult infeasible(Program program, Search.Found nearest) {
        progress.report(0.4, "Aucun échantillon possible ; recherche de l’assouplissement le plus proche");
        int[] first = nearest.complete() ? model.firstInDraw(program, nearest.taken(), this::watch) : null;
        Relaxation relaxation = explanation.relaxation(
                model.members(first == null ? nearest.taken() : first),
                nearest.bound() / model.steep() == nearest.value() / model.steep());
        progress.report(0.6, "Recherche des plus petites contradictions");
        List<Conflict> conflicts = new Conflicts(request, this::watch).smallest();
        return explanation.infeasible(conflicts, relaxation);
    }

    private boolean watch(long value, long bound) {
        return late();
    }

    private boolean watchOptimum(long value, long bound) {
        if (value < model.steep()) {
            long best = model.exact(value);
            long least = Math.max(0, model.exact(Math.max(0, Math.min(bound, value))));
            progress.report(
                    0.4 * (best == 0 ? 1 : (double) least / best),
                    Sentence.of(
                            "Meilleur échantillon à une distance de %s ; aucun n’est à moins de %s (écart %s)",
                            Sentence.points(best, request.applicants().size()),
                            Sentence.points(least, request.applicants().size()),
                            Sentence.percent(best - least, best)));
        } else {
            progress.report(0, "Aucun échantillon qui respecte tous les quotas pour l’instant");
        }
        return late();
    }
}
