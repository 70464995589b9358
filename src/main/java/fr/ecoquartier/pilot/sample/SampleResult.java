package fr.ecoquartier.pilot.sample;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came out of a selection, with everything that explains it. Holds no time and no chance: the same request gives
 * an equal result unless it was stopped.
 *
 * @param fingerprint of the request
 * @param eligible candidates that are not excluded
 * @param chosen in the order of the draw; empty when there is no sample
 * @param reserve in the order in which they step in
 * @param shares for every attribute and value, candidates against sample
 * @param objective distance between sample and candidates, 0 = same proportions; in units of {@link #unit()}
 * @param bound no sample can be nearer than this; equals the objective when the sample is optimal
 * @param conflicts the smallest sets of demands that no sample can meet together; empty unless infeasible
 * @param relaxation the smallest change of the quotas that makes a sample possible; absent unless infeasible
 * @param summary the result in a few French sentences
 * @param tieBreak how ties were broken, in French
 */
public record SampleResult(
        Outcome outcome,
        String fingerprint,
        int candidates,
        int eligible,
        int size,
        long seed,
        List<Retained> chosen,
        List<Retained> reserve,
        List<QuotaLine> quotas,
        List<Share> shares,
        long objective,
        long bound,
        List<Conflict> conflicts,
        @Nullable Relaxation relaxation,
        String summary,
        String tieBreak) {

    /** How a selection ended. */
    public enum Outcome {
        /** Proven: no sample is nearer to the candidates under these quotas. */
        OPTIMAL,
        /** Proven: no sample meets all demands. */
        INFEASIBLE,
        /** Stopped by the time limit or by a person; the best sample found so far, if any, and how far it may be. */
        STOPPED
    }

    /**
     * A candidate that is in, or in the reserve.
     *
     * @param position 1 for the first
     * @param draw place in the draw, 1 for the first
     * @param reason why it is there, in French
     */
    public record Retained(long id, String name, int position, int draw, String reason) {}

    /**
     * A quota and what it got.
     *
     * @param label « Contexte : Urbain »
     * @param obtained in the sample, 0 when there is none
     * @param available among the candidates that are not excluded
     * @param optimumWithout the smallest distance if this quota were dropped, all others kept; absent when it was not
     *     computed
     * @param cost objective minus {@code optimumWithout}: what the quota costs in distance; absent when not computed
     * @param explanation in French
     */
    public record QuotaLine(
            Quota quota,
            String label,
            int obtained,
            int available,
            @Nullable Long optimumWithout,
            @Nullable Long cost,
            String explanation) {}

    /**
     * A value among the candidates and in the sample.
     *
     * @param candidates how many candidates have it
     * @param obtained how many of the sample have it
     */
    public record Share(Attribute attribute, String value, String label, int candidates, int obtained) {}

    /**
     * Demands that contradict each other: none can be spared for the contradiction.
     *
     * @param demands each in French
     * @param quotas places of the quotas concerned in the request, from 0
     * @param minimal proven to be of the smallest possible number
     */
    public record Conflict(List<String> demands, List<Integer> quotas, boolean minimal) {}

    /**
     * The nearest feasible quotas.
     *
     * @param changes what to relax
     * @param places by how many places in all
     * @param proven no smaller relaxation exists
     * @param objective the distance of the best sample after it
     */
    public record Relaxation(List<Change> changes, int places, boolean proven, long objective) {}

    /**
     * A quota to relax.
     *
     * @param quota place in the request, from 0
     * @param proposed the quota after it
     * @param explanation in French
     */
    public record Change(int quota, Quota proposed, String explanation) {}

    /** A distance in points, in French: « 1,42 ». */
    public String points(long distance) {
        return candidates == 0 ? "0" : Sentence.points(distance, candidates);
    }

    /** How far the optimum may be from the sample at most, in French: « 3,1 % ». */
    public String gap() {
        return Sentence.percent(objective - bound, objective);
    }

    /** What one point is in {@link #objective}: the number of candidates. */
    public long unit() {
        return candidates;
    }

    /** There is somebody in it. */
    public boolean hasSample() {
        return !chosen.isEmpty();
    }
}
