package fr.ecoquartier.pilot.sample;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The same questions answered by looking at every sample there is. Shares no code with the optimiser. */
final class BruteForce {

    private final SampleRequest request;
    private final List<Applicant> draw;
    private final List<List<Applicant>> samples = new ArrayList<>();

    BruteForce(SampleRequest request) {
        this.request = request;
        draw = request.applicants().stream()
                .sorted(Comparator.comparing(a -> sha(request.seed() + ":" + a.id())))
                .toList();
        collect(0, new ArrayList<>());
    }

    private static String sha(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All samples, the first in the order of the draw first. */
    private void collect(int from, List<Applicant> members) {
        if (members.size() == request.size()) {
            samples.add(List.copyOf(members));
            return;
        }
        for (int i = from; i < draw.size(); i++) {
            members.add(draw.get(i));
            collect(i + 1, members);
            members.remove(members.size() - 1);
        }
    }

    private static long having(List<Applicant> people, Attribute attribute, String value) {
        return people.stream()
                .filter(a -> Objects.equals(a.values().get(attribute), value))
                .count();
    }

    /** Half the weighted sum of |N·x − n·X| over all values: what is too much somewhere is missing elsewhere. */
    long distance(List<Applicant> sample) {
        long twice = 0;
        for (Attribute attribute : Attribute.values()) {
            Set<String> values = new TreeSet<>();
            request.applicants().forEach(a -> values.add(a.values().get(attribute)));
            for (String value : values) {
                long difference = request.applicants().size() * having(sample, attribute, value)
                        - request.size() * having(request.applicants(), attribute, value);
                twice += request.weights().of(attribute) * Math.abs(difference);
            }
        }
        return twice / 2;
    }

    int violation(Quota quota, List<Applicant> sample) {
        int count = (int) having(sample, quota.attribute(), quota.value());
        int missing = quota.minimum() == null ? 0 : Math.max(0, quota.minimum() - count);
        return missing + (quota.maximum() == null ? 0 : Math.max(0, count - quota.maximum()));
    }

    boolean lists(List<Applicant> sample) {
        return request.mustBeIn().stream().allMatch(id -> sample.stream().anyMatch(a -> a.id() == id))
                && sample.stream().noneMatch(a -> request.mustNotBeIn().contains(a.id()));
    }

    /** The first in the draw of those nearest to the candidates; null when none meets all demands. */
    List<Applicant> optimum(int withoutQuota) {
        List<Applicant> best = null;
        for (List<Applicant> sample : samples) {
            boolean meets = lists(sample);
            for (int i = 0; i < request.quotas().size() && meets; i++) {
                meets = i == withoutQuota || violation(request.quotas().get(i), sample) == 0;
            }
            if (meets && (best == null || distance(sample) < distance(best))) {
                best = sample;
            }
        }
        return best;
    }

    int leastRelaxation() {
        return samples.stream()
                .filter(this::lists)
                .mapToInt(sample -> request.quotas().stream()
                        .mapToInt(q -> violation(q, sample))
                        .sum())
                .min()
                .orElseThrow();
    }

    /** Every smallest set of demands that no sample meets, as the quotas concerned with their sides. */
    Set<Set<String>> smallestConflicts() {
        List<String> names = new ArrayList<>();
        List<Predicate<List<Applicant>>> demands = new ArrayList<>();
        for (int i = 0; i < request.quotas().size(); i++) {
            Quota q = request.quotas().get(i);
            if (q.minimum() != null) {
                names.add(i + " min");
                demands.add(s -> having(s, q.attribute(), q.value()) >= q.minimum());
            }
            if (q.maximum() != null) {
                names.add(i + " max");
                demands.add(s -> having(s, q.attribute(), q.value()) <= q.maximum());
            }
        }
        for (long id : request.mustBeIn()) {
            names.add("in " + id);
            demands.add(s -> s.stream().anyMatch(a -> a.id() == id));
        }
        for (long id : request.mustNotBeIn()) {
            names.add("out " + id);
            demands.add(s -> s.stream().noneMatch(a -> a.id() == id));
        }
        List<Integer> met = samples.stream()
                .map(sample -> {
                    int mask = 0;
                    for (int d = 0; d < demands.size(); d++) {
                        mask |= demands.get(d).test(sample) ? 1 << d : 0;
                    }
                    return mask;
                })
                .distinct()
                .toList();
        Set<Set<String>> smallest = new java.util.HashSet<>();
        int size = Integer.MAX_VALUE;
        for (int set = 1; set < 1 << demands.size(); set++) {
            int wanted = set;
            if (Integer.bitCount(set) > size || met.stream().anyMatch(mask -> (mask & wanted) == wanted)) {
                continue;
            }
            if (Integer.bitCount(set) < size) {
                size = Integer.bitCount(set);
                smallest.clear();
            }
            Set<String> members = new TreeSet<>();
            for (int d = 0; d < demands.size(); d++) {
                if ((set & 1 << d) != 0) {
                    members.add(names.get(d));
                }
            }
            smallest.add(members);
        }
        return smallest;
    }
}
