package fr.ecoquartier.web.campaign;

import fr.ecoquartier.pilot.Candidate;
import fr.ecoquartier.pilot.Samples;
import fr.ecoquartier.pilot.sample.Applicant;
import fr.ecoquartier.pilot.sample.Attribute;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many candidates there are of each kind, attribute by attribute. */
final class CandidateProfile {

    /**
     * @param share 0 to 100, of all candidates
     */
    record Count(String label, long number, int share) {}

    /** An attribute and its counts. */
    record Part(String label, List<Count> counts) {}

    private static final int MOST_REGIONS = 10;

    private CandidateProfile() {}

    /** Of the candidates given; regions without a candidate are left out, the most numerous first, the last ones together. */
    static List<Part> of(List<Candidate> candidates, Map<String, String> regions) {
        List<Applicant> applicants = candidates.stream().map(Samples::applicant).toList();
        List<Part> parts = new ArrayList<>();
        for (Attribute attribute : Attribute.values()) {
            Map<String, Long> numbers = new TreeMap<>();
            applicants.forEach(applicant -> numbers.merge(applicant.value(attribute), 1L, Long::sum));
            List<Count> counts = new ArrayList<>();
            if (attribute == Attribute.REGION) {
                numbers.forEach((code, number) ->
                        counts.add(count(regions.getOrDefault(code, code), number, candidates.size())));
                counts.sort(Comparator.comparingLong(Count::number).reversed().thenComparing(Count::label));
                if (counts.size() > MOST_REGIONS) {
                    List<Count> others = counts.subList(MOST_REGIONS - 1, counts.size());
                    long number = others.stream().mapToLong(Count::number).sum();
                    Count all = count(others.size() + " autres régions", number, candidates.size());
                    others.clear();
                    counts.add(all);
                }
            } else {
                attribute
                        .knownValues()
                        .forEach((code, label) ->
                                counts.add(count(label, numbers.getOrDefault(code, 0L), candidates.size())));
            }
            parts.add(new Part(attribute.label(), counts));
        }
        return parts;
    }

    private static Count count(String label, long number, int all) {
        return new Count(label, number, all == 0 ? 0 : Math.round(100f * number / all));
    }
}
