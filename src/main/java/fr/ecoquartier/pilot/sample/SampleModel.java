package fr.ecoquartier.pilot.sample;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A request as an integer program, and solutions of it as candidates again. */
final class SampleModel {

    final SampleRequest request;
    final Draw draw;
    /** Candidates that may be taken, profile by profile: those imposed first, then in the order of the draw. */
    final List<List<Applicant>> profiles;

    private final int[][] marginsOf;
    private final Map<String, Integer> margins = new LinkedHashMap<>();
    private final int[] imposed;
    /** Divisor of all distances. */
    private final long unit;

    private final long[][] distance;

    SampleModel(SampleRequest request) {
        this.request = request;
        draw = new Draw(request.applicants(), request.seed());
        Map<String, List<Applicant>> groups = new TreeMap<>();
        for (Applicant applicant : draw.order()) {
            if (!request.mustNotBeIn().contains(applicant.id())) {
                groups.computeIfAbsent(profile(applicant), k -> new ArrayList<>())
                        .add(applicant);
            }
        }
        profiles = List.copyOf(groups.values());
        profiles.forEach(group -> group.sort((a, b) -> Boolean.compare(
                request.mustBeIn().contains(b.id()), request.mustBeIn().contains(a.id()))));
        TreeMap<String, Long> candidates = new TreeMap<>();
        for (Applicant applicant : request.applicants()) {
            for (Attribute attribute : Attribute.values()) {
                candidates.merge(margin(attribute, applicant.value(attribute)), 1L, Long::sum);
            }
        }
        request.quotas().forEach(quota -> candidates.putIfAbsent(margin(quota.attribute(), quota.value()), 0L));
        candidates.keySet().forEach(key -> margins.put(key, margins.size()));
        marginsOf = new int[profiles.size()][];
        imposed = new int[profiles.size()];
        for (int p = 0; p < marginsOf.length; p++) {
            Applicant one = profiles.get(p).get(0);
            marginsOf[p] = new int[Attribute.values().length];
            for (Attribute attribute : Attribute.values()) {
                marginsOf[p][attribute.ordinal()] = margins.get(margin(attribute, one.value(attribute)));
            }
            imposed[p] = (int) profiles.get(p).stream()
                    .filter(a -> request.mustBeIn().contains(a.id()))
                    .count();
        }
        long[][] exact = new long[margins.size()][];
        long divisor = 0;
        for (Map.Entry<String, Integer> margin : margins.entrySet()) {
            Attribute attribute = attribute(margin.getKey());
            long[] excess = new long[request.size() + 1];
            for (int y = 0; y <= request.size(); y++) {
                excess[y] = request.weights().of(attribute)
                        * Math.max(
                                0L,
                                (long) request.applicants().size() * y
                                        - request.size() * candidates.get(margin.getKey()));
                divisor = gcd(divisor, excess[y]);
            }
            exact[margin.getValue()] = excess;
        }
        unit = Math.max(1, divisor);
        for (long[] excess : exact) {
            for (int y = 0; y < excess.length; y++) {
                excess[y] /= unit;
            }
        }
        distance = exact;
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    private static String profile(Applicant applicant) {
        StringBuilder key = new StringBuilder();
        for (Attribute attribute : Attribute.values()) {
            key.append(applicant.value(attribute)).append('/');
        }
        return key.toString();
    }

    private static String margin(Attribute attribute, String value) {
        return attribute.ordinal() + "/" + value;
    }

    private static Attribute attribute(String margin) {
        return Attribute.values()[Integer.parseInt(margin.substring(0, margin.indexOf('/')))];
    }

    int margin(Quota quota) {
        return margins.get(margin(quota.attribute(), quota.value()));
    }

    int[] imposed() {
        return imposed.clone();
    }

    /** What one place too many or too few for a quota costs: more than any distance. */
    long steep() {
        long sum = 1;
        for (long[] function : distance) {
            sum += function[request.size()];
        }
        return sum;
    }

    /** The distance under all quotas but one (-1: under all). */
    Program program(int without) {
        List<Quota> quotas = new ArrayList<>(request.quotas());
        if (without >= 0) {
            quotas.remove(without);
        }
        return program(quotas);
    }

    Program program(List<Quota> quotas) {
        long steep = steep();
        long[][] cost = new long[distance.length][];
        for (int v = 0; v < cost.length; v++) {
            cost[v] = distance[v].clone();
        }
        for (Quota quota : quotas) {
            long[] function = cost[margin(quota)];
            for (int y = 0; y < function.length; y++) {
                function[y] += steep * violation(quota, y);
            }
        }
        int[] upper = profiles.stream().mapToInt(List::size).toArray();
        return new Program(request.size(), marginsOf, imposed(), upper, cost);
    }

    /** By how many places a count misses a quota. */
    static int violation(Quota quota, int count) {
        Integer minimum = quota.minimum();
        Integer maximum = quota.maximum();
        int missing = minimum == null ? 0 : Math.max(0, minimum - count);
        return missing + (maximum == null ? 0 : Math.max(0, count - maximum));
    }

    /** A distance of the program in the unit of the result. */
    long exact(long distanceOfProgram) {
        return distanceOfProgram * unit;
    }

    /** The distance of a sample, counted from its members; quotas are not looked at. */
    long distance(List<Applicant> sample) {
        int[] counts = new int[distance.length];
        for (Applicant applicant : sample) {
            for (Attribute attribute : Attribute.values()) {
                counts[margins.get(margin(attribute, applicant.value(attribute)))]++;
            }
        }
        long sum = 0;
        for (int v = 0; v < counts.length; v++) {
            sum += distance[v][counts[v]];
        }
        return exact(sum);
    }

    static int count(List<Applicant> sample, Attribute attribute, String value) {
        int count = 0;
        for (Applicant applicant : sample) {
            if (applicant.value(attribute).equals(value)) {
                count++;
            }
        }
        return count;
    }

    /** Every demand, counted again candidate by candidate. */
    boolean meetsQuotas(List<Applicant> sample) {
        return request.quotas().stream()
                .allMatch(quota -> violation(quota, count(sample, quota.attribute(), quota.value())) == 0);
    }

    /** The candidates that a solution takes, in the order of the draw. */
    List<Applicant> members(int[] taken) {
        List<Applicant> members = new ArrayList<>();
        for (int p = 0; p < taken.length; p++) {
            members.addAll(profiles.get(p).subList(0, taken[p]));
        }
        members.sort((a, b) -> Integer.compare(draw.place(a), draw.place(b)));
        return members;
    }

    /**
     * Of all solutions that cost no more than the optimum, the first in the order of the draw: each candidate in turn is
     * taken if an optimal solution with it and with those taken before exists.
     *
     * @return null when it was stopped
     */
    int @Nullable [] firstInDraw(Program program, int[] optimal, Search.Watch watch) {
        long target = program.value(optimal);
        Search search = new Search(program, watch);
        Map<Long, Integer> profileOf = new HashMap<>();
        for (int p = 0; p < profiles.size(); p++) {
            for (Applicant applicant : profiles.get(p)) {
                profileOf.put(applicant.id(), p);
            }
        }
        int[] taken = imposed();
        int left = request.size();
        for (int count : taken) {
            left -= count;
        }
        boolean[] closed = new boolean[taken.length];
        int[] witness = optimal;
        for (Applicant applicant : draw.order()) {
            Integer p = profileOf.get(applicant.id());
            if (left == 0) {
                break;
            }
            if (p == null || closed[p] || request.mustBeIn().contains(applicant.id())) {
                continue;
            }
            taken[p]++;
            if (witness[p] < taken[p]) {
                Search.Found found = search.atMost(target, taken.clone(), start(program, witness, p, taken));
                if (found.value() > target) {
                    if (!found.complete()) {
                        return null;
                    }
                    taken[p]--;
                    closed[p] = true;
                    continue;
                }
                witness = found.taken();
            }
            left--;
        }
        return taken;
    }

    /** The witness with one more of a profile, in exchange for one that is not settled: the cheapest. */
    private static int[] start(Program program, int[] witness, int profile, int[] settled) {
        int[] best = witness;
        long bestValue = Long.MAX_VALUE;
        for (int out = 0; out < witness.length; out++) {
            if (out != profile && witness[out] > settled[out]) {
                int[] next = witness.clone();
                next[out]--;
                next[profile]++;
                long value = program.value(next);
                if (value < bestValue) {
                    best = next;
                    bestValue = value;
                }
            }
        }
        return best;
    }
}
