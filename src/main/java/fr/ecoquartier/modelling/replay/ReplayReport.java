package fr.ecoquartier.modelling.replay;

import fr.ecoquartier.modelling.graph.Node;
import fr.ecoquartier.modelling.replay.Outcome.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.lang.Nullable;

/**
 * What the new version of a process would have done with the dossiers that ended last.
 *
 * @param process key
 * @param asked how many were asked for; fewer cases when fewer have ended
 * @param names id → name, of the elements that the cases speak of
 * @param cases the latest first
 * @param millis how long it took
 */
public record ReplayReport(
        String process,
        @Nullable String processName,
        int asked,
        Map<String, String> names,
        List<PathCase> cases,
        long millis) {

    /**
     * Dossiers that part from their way at the same point.
     *
     * @param reason of the first of them
     */
    public record Group(
            Kind kind,
            @Nullable String element,
            @Nullable String recorded,
            @Nullable String now,
            String reason,
            int dossiers) {}

    /** The name of the process, or its key. */
    public String title() {
        return processName == null ? process : Node.typeset(processName);
    }

    public long count(Kind kind) {
        return cases.stream().filter(found -> found.outcome().kind() == kind).count();
    }

    /** How many would have gone elsewhere. */
    public long elsewhere() {
        return cases.stream()
                .filter(found -> found.outcome().kind().elsewhere())
                .count();
    }

    /** Version → how many of the dossiers ran on it. */
    public Map<Integer, Long> versions() {
        Map<Integer, Long> versions = new TreeMap<>(Comparator.reverseOrder());
        cases.forEach(found -> versions.merge(found.version(), 1L, Long::sum));
        return versions;
    }

    /** The version that most of the dossiers ran on, 0 when there are none. */
    public int mostFrequentVersion() {
        return versions().entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(0);
    }

    /** Points where ways part, or where nobody can tell, the most frequent first. */
    public List<Group> groups() {
        Map<String, List<Outcome>> groups = new LinkedHashMap<>();
        cases.stream()
                .map(PathCase::outcome)
                .filter(outcome -> outcome.kind().elsewhere() || outcome.kind() == Kind.UNKNOWN)
                .forEach(outcome -> groups.computeIfAbsent(
                                outcome.kind() + "\n" + outcome.element() + "\n" + outcome.recorded() + "\n"
                                        + outcome.now(),
                                key -> new ArrayList<>())
                        .add(outcome));
        return groups.values().stream()
                .map(outcomes -> {
                    Outcome first = outcomes.get(0);
                    return new Group(
                            first.kind(),
                            first.element(),
                            first.recorded(),
                            first.now(),
                            first.reason(),
                            outcomes.size());
                })
                .sorted(Comparator.comparingInt(Group::dossiers).reversed())
                .toList();
    }

    /** The cases, those that would have gone elsewhere first, then those that nobody can tell. */
    public List<PathCase> byInterest() {
        return cases.stream()
                .sorted(Comparator.comparingInt(found ->
                        found.outcome().kind().elsewhere() ? 0 : found.outcome().kind() == Kind.UNKNOWN ? 1 : 2))
                .toList();
    }

    /** Element that the new model adds → how many dossiers would have passed it. */
    public Map<String, Long> additions() {
        Map<String, Long> additions = new LinkedHashMap<>();
        cases.forEach(found -> found.outcome().added().forEach(id -> additions.merge(id, 1L, Long::sum)));
        return additions;
    }

    /** Name of an element, or its id. */
    public String name(@Nullable String element) {
        return element == null ? "" : names.getOrDefault(element, element);
    }
}
