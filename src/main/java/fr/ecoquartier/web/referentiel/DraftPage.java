package fr.ecoquartier.web.referentiel;

import fr.ecoquartier.referentiel.Draft;
import fr.ecoquartier.referentiel.DraftContent;
import fr.ecoquartier.referentiel.DraftElement;
import fr.ecoquartier.referentiel.DraftElement.Kind;
import fr.ecoquartier.referentiel.DraftProblem;
import fr.ecoquartier.referentiel.Referentiel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the page of a draft shows: its outline, and one element of it to be edited.
 *
 * @param outline dimensions with what is in them, then the inputs
 * @param inputs outline of the inputs
 * @param element that is edited, with its values
 * @param errors what is wrong in the element, by field
 * @param remarks what is doubtful in the element, by field
 * @param parents elements that it can be moved into
 * @param wholes codes of the inputs that it can be a part of
 */
record DraftPage(
        Draft draft,
        boolean writable,
        List<Node> outline,
        List<Node> inputs,
        DraftElement element,
        Map<String, String> errors,
        Map<String, String> remarks,
        List<Choice> parents,
        List<Choice> wholes,
        List<Pair> thresholds,
        List<DraftProblem> problems) {

    /** A line of the outline. */
    record Node(
            Kind kind,
            int key,
            int level,
            String code,
            String label,
            long errors,
            boolean first,
            boolean last,
            boolean current) {}

    record Choice(String value, String label) {}

    /** The two thresholds of a context. */
    record Pair(String context, String label, String minimum, String target) {}

    static DraftPage of(
            Draft draft,
            boolean writable,
            DraftElement element,
            Map<Integer, DraftElement> elements,
            List<DraftProblem> problems) {
        Map<Integer, Long> counts = problems.stream()
                .filter(DraftProblem::blocking)
                .collect(Collectors.groupingBy(DraftProblem::element, Collectors.counting()));
        Map<String, String> errors = new LinkedHashMap<>();
        Map<String, String> remarks = new LinkedHashMap<>();
        problems.stream()
                .filter(problem -> problem.element() == element.key())
                .forEach(problem -> (problem.blocking() ? errors : remarks)
                        .merge(problem.field(), problem.message(), (a, b) -> a + " " + b));
        DraftContent content = draft.content();
        return new DraftPage(
                draft,
                writable,
                outline(elements, counts, element.key()),
                children(elements, Kind.INPUT, 0, 1, counts, element.key()),
                element,
                errors,
                remarks,
                parents(element, elements),
                wholes(element, content),
                thresholds(element, content),
                problems);
    }

    private static List<Node> outline(Map<Integer, DraftElement> elements, Map<Integer, Long> counts, int current) {
        List<Node> outline = new ArrayList<>();
        for (Node dimension : children(elements, Kind.DIMENSION, 0, 1, counts, current)) {
            outline.add(dimension);
            for (Node commitment : children(elements, Kind.COMMITMENT, dimension.key(), 2, counts, current)) {
                outline.add(commitment);
                outline.addAll(children(elements, Kind.INDICATOR, commitment.key(), 3, counts, current));
            }
        }
        return outline;
    }

    private static List<Node> children(
            Map<Integer, DraftElement> elements,
            Kind kind,
            int parent,
            int level,
            Map<Integer, Long> counts,
            int current) {
        List<DraftElement> children = elements.values().stream()
                .filter(e -> e.kind() == kind && e.parent() == parent)
                .toList();
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < children.size(); i++) {
            DraftElement child = children.get(i);
            nodes.add(new Node(
                    kind,
                    child.key(),
                    level,
                    child.field("code"),
                    child.field("label").isBlank() ? "(sans intitulé)" : child.field("label"),
                    counts.getOrDefault(child.key(), 0L),
                    i == 0,
                    i == children.size() - 1,
                    child.key() == current));
        }
        return nodes;
    }

    private static List<Choice> parents(DraftElement element, Map<Integer, DraftElement> elements) {
        Kind parent = switch (element.kind()) {
            case INDICATOR -> Kind.COMMITMENT;
            case COMMITMENT -> Kind.DIMENSION;
            default -> null;
        };
        return elements.values().stream()
                .filter(e -> e.kind() == parent)
                .map(e -> new Choice(String.valueOf(e.key()), e.field("code") + " " + e.field("label")))
                .toList();
    }

    private static List<Choice> wholes(DraftElement element, DraftContent content) {
        if (element.kind() != Kind.INPUT) {
            return List.of();
        }
        List<Choice> wholes = new ArrayList<>();
        String chosen = element.field("atMost");
        if (!chosen.isBlank()
                && content.inputs().stream().noneMatch(input -> input.code().equals(chosen))) {
            wholes.add(new Choice(chosen, chosen + " (donnée inconnue)"));
        }
        content.inputs().stream()
                .filter(input -> input.key() != element.key() && !input.code().isBlank())
                .forEach(input -> wholes.add(new Choice(input.code(), input.code() + " – " + input.label())));
        return wholes;
    }

    private static List<Pair> thresholds(DraftElement element, DraftContent content) {
        if (element.kind() != Kind.INDICATOR) {
            return List.of();
        }
        return content.contexts().stream()
                .distinct()
                .map(context -> new Pair(
                        context,
                        Referentiel.contextLabel(context),
                        element.field("thresholds." + context + ".minimum"),
                        element.field("thresholds." + context + ".target")))
                .toList();
    }

    /** Problems that prevent adoption. */
    public List<DraftProblem> blocking() {
        return problems.stream().filter(DraftProblem::blocking).toList();
    }

    public List<DraftProblem> doubtful() {
        return problems.stream().filter(problem -> !problem.blocking()).toList();
    }

    /** What is wrong at a field of the element, or null. */
    public String error(String field) {
        return errors.get(field);
    }

    public String remark(String field) {
        return remarks.get(field);
    }

    /** The name of a field as part of an id. */
    public String id(String field) {
        return field.replace('.', '-');
    }
}
