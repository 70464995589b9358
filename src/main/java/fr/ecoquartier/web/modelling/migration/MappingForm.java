package fr.ecoquartier.web.modelling.migration;

import fr.ecoquartier.modelling.migration.MappedPair;
import fr.ecoquartier.modelling.migration.MappedPair.Origin;
import fr.ecoquartier.modelling.migration.MigrationProposal;
import fr.ecoquartier.modelling.migration.ModelElement;
import fr.ecoquartier.modelling.migration.MoveOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The mapping as somebody sent it: a destination per element, nothing taken for granted. */
public record MappingForm(List<MappedPair> mapping, MoveOptions options) {

    static final String TARGET = "vers.";
    static final String TRIGGER = "declencheur.";

    static MappingForm of(Map<String, String> sent, MigrationProposal proposal) {
        List<MappedPair> pairs = new ArrayList<>();
        sent.forEach((name, value) -> {
            if (name.startsWith(TARGET) && !value.isBlank()) {
                String source = name.substring(TARGET.length());
                pairs.add(new MappedPair(
                        source, value, origin(source, value, proposal), sent.containsKey(TRIGGER + source)));
            }
        });
        return new MappingForm(pairs, new MoveOptions(sent.containsKey("roles"), sent.containsKey("echeances")));
    }

    private static Origin origin(String source, String target, MigrationProposal proposal) {
        return proposal.mapping().stream()
                .filter(pair -> pair.source().equals(source) && pair.target().equals(target))
                .map(MappedPair::origin)
                .findFirst()
                .orElse(Origin.CHOSEN);
    }

    /** A line of the mapping's table. */
    public record Row(
            ModelElement source, MappedPair pair, List<ModelElement> targets, long waiting, List<String> problems) {

        /** Instances wait here and would not move. */
        public boolean stuck() {
            return pair == null && waiting > 0;
        }
    }

    List<Row> rows(MigrationProposal proposal, Map<String, List<String>> problems) {
        return proposal.sources().stream()
                .map(source -> new Row(
                        source,
                        pair(source.id()).orElse(null),
                        proposal.targets().stream()
                                .filter(target -> target.family().equals(source.family()))
                                .toList(),
                        proposal.waiting().getOrDefault(source.id(), 0L),
                        problems.getOrDefault(source.id(), List.of())))
                .toList();
    }

    private Optional<MappedPair> pair(String source) {
        return mapping.stream().filter(pair -> pair.source().equals(source)).findFirst();
    }

    /** Elements of the new version to which nothing goes. */
    List<ModelElement> untouched(MigrationProposal proposal) {
        return proposal.targets().stream()
                .filter(target ->
                        mapping.stream().noneMatch(pair -> pair.target().equals(target.id())))
                .toList();
    }
}
