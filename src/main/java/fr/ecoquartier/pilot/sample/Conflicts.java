package fr.ecoquartier.pilot.sample;

import fr.ecoquartier.pilot.sample.SampleResult.Conflict;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The smallest sets of demands that no sample meets together. Whatever a sample fails to meet is met by no contradiction
 * alone, so that every contradiction has a demand in it: the smallest set with a demand in all of these is tried, until
 * one turns out to be contradictory. It is then of the smallest number there is.
 */
final class Conflicts {

    /** More contradictions than this are not listed. */
    static final int MOST = 10;

    private record Demand(int quota, int margin, boolean atLeast, int bound, String text) {

        int violation(int count) {
            return Math.max(0, atLeast ? bound - count : count - bound);
        }
    }

    private final SampleRequest request;
    private final Search.Watch watch;
    private final List<Demand> demands = new ArrayList<>();
    private final int[][] marginsOf;
    private final int[] upper;
    private final int margins;
    private boolean stopped;

    Conflicts(SampleRequest request, Search.Watch watch) {
        this.request = request;
        this.watch = watch;
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < request.quotas().size(); i++) {
            Quota quota = request.quotas().get(i);
            int margin = numbers.computeIfAbsent(quota.attribute().code() + "/" + quota.value(), k -> numbers.size());
            String label = quota.attribute().label() + " : " + request.label(quota.attribute(), quota.value());
            long available = request.applicants().stream()
                    .filter(a -> a.value(quota.attribute()).equals(quota.value()))
                    .count();
            Integer minimum = quota.minimum();
            Integer maximum = quota.maximum();
            if (minimum != null && minimum > 0) {
                demands.add(new Demand(
                        i,
                        margin,
                        true,
                        minimum,
                        Sentence.of(
                                "%s, au moins %d (%s)",
                                label, minimum, Sentence.count(available, "candidature", "candidatures"))));
            }
            if (maximum != null && maximum < request.size()) {
                demands.add(new Demand(i, margin, false, maximum, Sentence.of("%s, au plus %d", label, maximum)));
            }
        }
        Map<Long, String> names = new HashMap<>();
        request.applicants().forEach(a -> names.put(a.id(), a.name()));
        for (long id : new TreeSet<>(request.mustBeIn())) {
            int margin = numbers.computeIfAbsent("#" + id, k -> numbers.size());
            demands.add(new Demand(-1, margin, true, 1, Sentence.of("candidature imposée : %s", names.get(id))));
        }
        for (long id : new TreeSet<>(request.mustNotBeIn())) {
            int margin = numbers.computeIfAbsent("#" + id, k -> numbers.size());
            demands.add(new Demand(-1, margin, false, 0, Sentence.of("candidature exclue : %s", names.get(id))));
        }
        margins = numbers.size();
        Map<List<Integer>, Integer> groups =
                new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
        for (Applicant applicant : request.applicants()) {
            TreeSet<Integer> counted = new TreeSet<>();
            for (Attribute attribute : Attribute.values()) {
                Integer margin = numbers.get(attribute.code() + "/" + applicant.value(attribute));
                if (margin != null) {
                    counted.add(margin);
                }
            }
            Integer own = numbers.get("#" + applicant.id());
            if (own != null) {
                counted.add(own);
            }
            groups.merge(List.copyOf(counted), 1, Integer::sum);
        }
        marginsOf = groups.keySet().stream()
                .map(group -> group.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
        upper = groups.values().stream().mapToInt(Integer::intValue).toArray();
    }

    /** In a fixed order; the last flag of each says whether it is proven to be one of the smallest. */
    List<Conflict> smallest() {
        List<BitSet> unmet = new ArrayList<>();
        List<BitSet> found = new ArrayList<>();
        int size = 1;
        while (found.size() < MOST && !stopped) {
            BitSet tried = hitting(unmet, 0, new BitSet(), size, found);
            if (tried == null) {
                if (!found.isEmpty() || size >= demands.size()) {
                    break;
                }
                size++;
                continue;
            }
            BitSet missed = missed(tried);
            if (missed == null) {
                found.add(tried);
            } else if (!stopped) {
                unmet.add(missed);
            }
        }
        return found.stream().map(this::conflict).toList();
    }

    private Conflict conflict(BitSet set) {
        List<Demand> members = set.stream().mapToObj(demands::get).toList();
        return new Conflict(
                members.stream().map(Demand::text).toList(),
                members.stream()
                        .map(Demand::quota)
                        .filter(q -> q >= 0)
                        .distinct()
                        .sorted()
                        .toList(),
                true);
    }

    /** A set of at most so many demands, with one in each of the sets, that holds none of the contradictions found. */
    private @Nullable BitSet hitting(List<BitSet> sets, int from, BitSet chosen, int room, List<BitSet> found) {
        int next = from;
        while (next < sets.size() && sets.get(next).intersects(chosen)) {
            next++;
        }
        if (next == sets.size()) {
            return found.stream().anyMatch(known -> contains(chosen, known)) ? null : (BitSet) chosen.clone();
        }
        if (room == 0 || watch.stop(0, 0)) {
            return null;
        }
        BitSet set = sets.get(next);
        for (int d = set.nextSetBit(0); d >= 0; d = set.nextSetBit(d + 1)) {
            chosen.set(d);
            BitSet complete = hitting(sets, next + 1, chosen, room - 1, found);
            chosen.clear(d);
            if (complete != null) {
                return complete;
            }
        }
        return null;
    }

    private static boolean contains(BitSet all, BitSet part) {
        BitSet rest = (BitSet) part.clone();
        rest.andNot(all);
        return rest.isEmpty();
    }

    /** What a sample that meets these demands leaves unmet; null when there is no such sample. */
    private @Nullable BitSet missed(BitSet kept) {
        long steep = 1 + (long) request.size() * demands.size();
        long[][] cost = new long[margins][request.size() + 1];
        for (int d = 0; d < demands.size(); d++) {
            Demand demand = demands.get(d);
            for (int y = 0; y <= request.size(); y++) {
                cost[demand.margin()][y] += demand.violation(y) * (kept.get(d) ? steep : 1);
            }
        }
        Program program = new Program(request.size(), marginsOf, new int[marginsOf.length], upper, cost);
        Search.Found answer = new Search(program, watch).atMost(steep - 1, program.lower, null);
        if (!answer.complete()) {
            stopped = true;
            return new BitSet();
        }
        if (answer.value() >= steep) {
            return null;
        }
        int[] counts = program.counts(answer.taken());
        BitSet missed = new BitSet();
        for (int d = 0; d < demands.size(); d++) {
            if (demands.get(d).violation(counts[demands.get(d).margin()]) > 0) {
                missed.set(d);
            }
        }
        return missed;
    }
}
