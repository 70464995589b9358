package fr.ecoquartier.workflow.migration;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;

/**
 * Elements that got another id and are the same for people: of the same family, and with the same name or between the
 * same neighbours; for an event, attached to what its host became.
 */
final class Suggestions {

    private static final int NAME = 3;
    private static final int SIDE = 2;
    private static final int ENOUGH = 3;

    private final Version from;
    private final Version to;

    Suggestions(Version from, Version to) {
        this.from = from;
        this.to = to;
    }

    private record Candidate(String source, String target, int score) {}

    /**
     * Pairs for what the engine left alone.
     *
     * @param known the engine's pairs
     */
    Map<String, String> find(Map<String, String> known) {
        Map<String, String> found = new LinkedHashMap<>();
        best(known, found, false);
        best(known, found, true);
        return found;
    }

    /** Steps first: where an event goes depends on its host. */
    private void best(Map<String, String> known, Map<String, String> found, boolean events) {
        Map<String, String> all = new HashMap<>(known);
        all.putAll(found);
        Set<String> taken = new HashSet<>(all.values());
        List<Candidate> candidates = from.mappable().stream()
                .filter(source -> !all.containsKey(source) && Version.isEvent(from.activity(source)) == events)
                .flatMap(source -> to.mappable().stream()
                        .filter(target -> !taken.contains(target))
                        .map(target -> candidate(source, target, all)))
                .flatMap(Optional::stream)
                .sorted(Comparator.comparingInt(Candidate::score).reversed())
                .toList();
        for (Candidate candidate : candidates) {
            boolean rival = candidates.stream()
                    .anyMatch(other -> other != candidate
                            && other.score() == candidate.score()
                            && (other.source().equals(candidate.source())
                                    || other.target().equals(candidate.target())));
            if (!rival && !found.containsKey(candidate.source()) && taken.add(candidate.target())) {
                found.put(candidate.source(), candidate.target());
            }
        }
    }

    private Optional<Candidate> candidate(String sourceId, String targetId, Map<String, String> known) {
        ActivityImpl source = from.activity(sourceId);
        ActivityImpl target = to.activity(targetId);
        if (!Version.family(source).equals(Version.family(target))
                || from.repeated(sourceId) != to.repeated(targetId)) {
            return Optional.empty();
        }
        if (Version.isEvent(source) && !became(Version.host(source), known).equals(Version.host(target))) {
            return Optional.empty();
        }
        int score = 0;
        if (!Version.name(source).isEmpty() && fold(Version.name(source)).equals(fold(Version.name(target)))) {
            score += NAME;
        }
        if (Version.isEvent(source) && from.alone(source) && to.alone(target)) {
            score += NAME;
        }
        if (same(Version.before(source), Version.before(target), known)) {
            score += SIDE;
        }
        if (same(Version.after(source), Version.after(target), known)) {
            score += SIDE;
        }
        return score >= ENOUGH ? Optional.of(new Candidate(sourceId, targetId, score)) : Optional.empty();
    }

    private static boolean same(Set<String> source, Set<String> target, Map<String, String> known) {
        return !source.isEmpty()
                && source.stream()
                        .map(id -> became(id, known))
                        .collect(Collectors.toSet())
                        .equals(target);
    }

    private static String became(String id, Map<String, String> known) {
        return known.getOrDefault(id, id);
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.FRENCH).replaceAll("\\s+", " ");
    }
}
