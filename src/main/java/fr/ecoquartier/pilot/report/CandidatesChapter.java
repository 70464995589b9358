package fr.ecoquartier.pilot.report;

import fr.ecoquartier.pilot.Campaign;
import fr.ecoquartier.pilot.Candidate;
import fr.ecoquartier.pilot.CandidateOrigin;
import fr.ecoquartier.pilot.Candidates;
import fr.ecoquartier.pilot.Samples;
import fr.ecoquartier.pilot.functioning.Functioning;
import fr.ecoquartier.pilot.report.Block.Column;
import fr.ecoquartier.pilot.sample.Attribute;
import fr.ecoquartier.territory.Region;
import fr.ecoquartier.territory.Territories;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Who applied, by what the sample looks at, and who withdrew. */
@Component
@Order(10)
class CandidatesChapter implements ReportChapter {

    private final Candidates candidates;
    private final Territories territories;

    CandidatesChapter(Candidates candidates, Territories territories) {
        this.candidates = candidates;
        this.territories = territories;
    }

    @Override
    public ReportContent.Chapter of(Campaign campaign, Supplier<Functioning> functioning) {
        List<Candidate> all = candidates.of(campaign.id());
        List<Block> blocks = new ArrayList<>();
        if (all.isEmpty()) {
            blocks.add(new Block.Notice("Aucune collectivité n’est candidate."));
            return chapter(blocks);
        }
        long imported = all.stream()
                .filter(candidate -> candidate.origin() == CandidateOrigin.IMPORTED)
                .count();
        blocks.add(new Block.Paragraph("%s reçues : %s par les collectivités elles-mêmes, %s. %s."
                .formatted(
                        Words.count(all.size(), "candidature", "candidatures"),
                        Words.count(all.size() - imported, "déposée", "déposées"),
                        Words.count(imported, "importée d’un fichier", "importées d’un fichier"),
                        Words.count(
                                all.stream().filter(Candidate::withdrawn).count(),
                                "candidature a été retirée",
                                "candidatures ont été retirées"))));
        List<Candidate> remaining =
                all.stream().filter(candidate -> !candidate.withdrawn()).toList();
        blocks.add(table(remaining));
        List<Candidate> withdrawn = all.stream().filter(Candidate::withdrawn).toList();
        if (!withdrawn.isEmpty()) {
            blocks.add(Block.Nominative.of(new Block.Table(
                    "Candidatures retirées",
                    List.of(Column.text("Collectivité"), Column.text("Opération"), Column.text("Motif")),
                    withdrawn.stream()
                            .map(candidate -> List.of(
                                    candidate.authorityName(),
                                    candidate.operation(),
                                    candidate.withdrawalReason() == null ? "" : candidate.withdrawalReason()))
                            .toList())));
        }
        return chapter(blocks);
    }

    private static ReportContent.Chapter chapter(List<Block> blocks) {
        return new ReportContent.Chapter("candidatures", "Candidatures", blocks);
    }

    private Block table(List<Candidate> remaining) {
        Map<String, String> regions = territories.regions().stream()
                .collect(Collectors.toMap(Region::code, Region::label, (first, second) -> first));
        List<List<String>> rows = new ArrayList<>();
        for (Attribute attribute : Attribute.values()) {
            Map<String, Long> counts = remaining.stream()
                    .map(candidate -> Samples.applicant(candidate).values().get(attribute))
                    .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
            List<String> values = attribute.knownValues().isEmpty()
                    ? counts.entrySet().stream()
                            .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                                    .thenComparing(Map.Entry.comparingByKey()))
                            .map(Map.Entry::getKey)
                            .toList()
                    : List.copyOf(attribute.knownValues().keySet());
            for (String value : values) {
                rows.add(List.of(
                        attribute.label() + " : "
                                + attribute.knownValues().getOrDefault(value, regions.getOrDefault(value, value)),
                        Words.share(counts.getOrDefault(value, 0L), remaining.size())));
            }
        }
        return new Block.Table(
                "Candidatures maintenues, par caractéristique",
                List.of(Column.text("Caractéristique"), Column.number("Candidatures")),
                rows);
    }
}
