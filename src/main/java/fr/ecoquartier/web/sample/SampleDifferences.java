package fr.ecoquartier.web.sample;

import fr.ecoquartier.pilot.sample.Applicant;
import fr.ecoquartier.pilot.sample.Attribute;
import fr.ecoquartier.pilot.sample.Quota;
import fr.ecoquartier.pilot.sample.SampleRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What distinguishes what two samples were computed from. */
final class SampleDifferences {

    /** One thing that differs; a side is a dash when it is not there. */
    public record Difference(String what, String before, String after) {}

    private static final String NONE = "–";

    private final SampleRequest before;
    private final SampleRequest after;
    private final Map<Long, String> names = new HashMap<>();
    private final List<Difference> differences = new ArrayList<>();

    private SampleDifferences(SampleRequest before, SampleRequest after) {
        this.before = before;
        this.after = after;
        before.applicants().forEach(a -> names.put(a.id(), a.name()));
        after.applicants().forEach(a -> names.put(a.id(), a.name()));
    }

    static List<Difference> between(SampleRequest before, SampleRequest after) {
        SampleDifferences all = new SampleDifferences(before, after);
        all.add("Taille de l’échantillon", before.size(), after.size());
        all.add("Réserve", before.reserve(), after.reserve());
        all.add("Graine du tirage", before.seed(), after.seed());
        for (Attribute attribute : Attribute.values()) {
            all.add(
                    "Poids\u00a0: " + attribute.label(),
                    before.weights().of(attribute),
                    after.weights().of(attribute));
        }
        all.quotas();
        all.lists("Candidature imposée", before.mustBeIn(), after.mustBeIn());
        all.lists("Candidature exclue", before.mustNotBeIn(), after.mustNotBeIn());
        all.applicants();
        return all.differences;
    }

    private void add(String what, Object old, Object now) {
        if (!Objects.equals(old, now)) {
            differences.add(new Difference(what, String.valueOf(old), String.valueOf(now)));
        }
    }

    private void quotas() {
        Map<String, Quota> old = byValue(before);
        Map<String, Quota> now = byValue(after);
        Set<String> all = new TreeSet<>(old.keySet());
        all.addAll(now.keySet());
        all.forEach(label -> add("Quota\u00a0: " + label, bounds(old.get(label)), bounds(now.get(label))));
    }

    private static Map<String, Quota> byValue(SampleRequest request) {
        Map<String, Quota> quotas = new TreeMap<>();
        request.quotas()
                .forEach(q ->
                        quotas.put(q.attribute().label() + "\u00a0: " + request.label(q.attribute(), q.value()), q));
        return quotas;
    }

    private static String bounds(@Nullable Quota quota) {
        if (quota == null) {
            return NONE;
        }
        List<String> bounds = new ArrayList<>();
        if (quota.minimum() != null) {
            bounds.add("au moins " + quota.minimum());
        }
        if (quota.maximum() != null) {
            bounds.add("au plus " + quota.maximum());
        }
        return bounds.isEmpty() ? NONE : String.join(", ", bounds);
    }

    private void lists(String what, Set<Long> old, Set<Long> now) {
        Set<Long> all = new TreeSet<>(old);
        all.addAll(now);
        for (long id : all) {
            String name = names.getOrDefault(id, "n°\u00a0" + id);
            add(what + "\u00a0: " + name, old.contains(id) ? "oui" : NONE, now.contains(id) ? "oui" : NONE);
        }
    }

    private void applicants() {
        Map<Long, Applicant> old = new TreeMap<>();
        before.applicants().forEach(a -> old.put(a.id(), a));
        Map<Long, Applicant> now = new TreeMap<>();
        after.applicants().forEach(a -> now.put(a.id(), a));
        Set<Long> all = new TreeSet<>(old.keySet());
        all.addAll(now.keySet());
        Set<Long> changed = new HashSet<>();
        for (long id : all) {
            Applicant one = old.get(id);
            Applicant other = now.get(id);
            if (one == null || other == null) {
                add(
                        "Candidature\u00a0: " + names.get(id),
                        one == null ? NONE : "candidate",
                        other == null ? NONE : "candidate");
            } else if (!one.values().equals(other.values())) {
                changed.add(id);
            }
        }
        for (long id : new TreeSet<>(changed)) {
            for (Attribute attribute : Attribute.values()) {
                add(
                        names.get(id) + "\u00a0: " + attribute.label(),
                        before.label(attribute, old.get(id).value(attribute)),
                        after.label(attribute, now.get(id).value(attribute)));
            }
        }
    }
}
