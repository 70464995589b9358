package fr.ecoquartier.modelling.path;

import fr.ecoquartier.modelling.ModelCatalogue;
import fr.ecoquartier.modelling.ModelFile;
import fr.ecoquartier.modelling.check.CheckRule;
import fr.ecoquartier.modelling.check.Finding;
import fr.ecoquartier.modelling.check.Finding.Severity;
import fr.ecoquartier.modelling.graph.Conditions;
import fr.ecoquartier.modelling.graph.Expression;
import fr.ecoquartier.modelling.graph.Flow;
import fr.ecoquartier.modelling.graph.Node;
import fr.ecoquartier.modelling.graph.NodeType;
import fr.ecoquartier.modelling.graph.ProcessGraph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Conditions that never or always decide, and choices without a way for the rest. */
@Component
class ConditionRule implements CheckRule {

    private static final int MOST_BEFORE = 50;

    private final ModelCatalogue catalogue;
    private final ModelFacts facts;

    ConditionRule(ModelCatalogue catalogue, ModelFacts facts) {
        this.catalogue = catalogue;
        this.facts = facts;
    }

    @Override
    public List<Finding> check(List<ModelFile> files) {
        List<Finding> found = new ArrayList<>();
        Models models = new Models(catalogue, files);
        Origins origins = new Origins(models, facts);
        for (ProcessGraph graph : models.changed()) {
            Findings findings = new Findings(models.file(graph));
            graph.nodes().values().forEach(node -> {
                single(graph, node, origins, findings);
                if (node.is(NodeType.EXCLUSIVE_GATEWAY) && node.outgoing().size() > 1) {
                    choice(node, findings);
                }
            });
            found.addAll(findings.found());
        }
        return found;
    }

    /** Each condition by itself: can it be true at all? */
    private static void single(ProcessGraph graph, Node node, Origins origins, Findings findings) {
        for (Flow flow : node.outgoing()) {
            if (flow.condition() == null || flow.id().equals(node.defaultFlow())) {
                continue;
            }
            Expression condition = Expression.of(flow.condition());
            Function<String, Optional<Set<Object>>> anything = variable -> Optional.empty();
            if (!Conditions.possible(List.of(condition), List.of(), anything)) {
                findings.on(
                        flow,
                        Severity.ERROR,
                        "neverTrue",
                        "La condition %s n’est jamais vraie : ce chemin ne sera jamais suivi."
                                .formatted(quoted(flow.condition())),
                        "Corrigez la condition, ou supprimez le chemin.");
                continue;
            }
            Map<String, Set<Object>> domains = new LinkedHashMap<>();
            for (String variable : condition.variables()) {
                origins.of(graph, variable).domain().ifPresent(values -> domains.put(variable, values));
            }
            if (!domains.isEmpty()
                    && !Conditions.possible(
                            List.of(condition), List.of(), variable -> Optional.ofNullable(domains.get(variable)))) {
                String values = domains.entrySet().stream()
                        .map(domain -> "%s peut valoir %s"
                                .formatted(
                                        quoted(domain.getKey()),
                                        domain.getValue().stream()
                                                .map(value -> quoted(value.toString()))
                                                .collect(Collectors.joining(", "))))
                        .collect(Collectors.joining(" ; "));
                findings.on(
                        flow,
                        Severity.ERROR,
                        "neverTrue",
                        "La condition %s n’est jamais vraie : d’après les formulaires et les étapes qui précèdent, %s."
                                .formatted(quoted(flow.condition()), values),
                        "Corrigez la valeur attendue, ou ajoutez-la au formulaire ou à l’étape qui la donne.");
            }
        }
    }

    private static void choice(Node node, Findings findings) {
        List<Flow> asked = node.outgoing().stream()
                .filter(flow -> !flow.id().equals(node.defaultFlow()))
                .toList();
        List<Expression> before = new ArrayList<>();
        boolean decided = false;
        for (Flow flow : asked) {
            if (flow.condition() == null) {
                findings.on(
                        flow,
                        Severity.ERROR,
                        "noCondition",
                        "Ce chemin de %s n’a pas de condition : il est toujours suivi, et les suivants jamais."
                                .formatted(node.title()),
                        "Donnez-lui une condition, ou faites-en le chemin par défaut.");
                decided = true;
                continue;
            }
            Expression condition = Expression.of(flow.condition());
            Optional<Expression> same =
                    before.stream().filter(other -> other.sameAs(condition)).findFirst();
            if (same.isPresent()) {
                findings.on(
                        flow,
                        Severity.ERROR,
                        "sameCondition",
                        "Deux chemins de %s ont la même condition %s : seul le premier sera suivi."
                                .formatted(node.title(), quoted(flow.condition())),
                        "Donnez à chaque chemin sa condition.");
            } else if (!before.isEmpty()
                    && before.size() <= MOST_BEFORE
                    && Conditions.possible(List.of(condition), List.of(), variable -> Optional.empty())
                    && !Conditions.possible(List.of(condition), before, variable -> Optional.empty())) {
                findings.on(
                        flow,
                        Severity.ERROR,
                        "covered",
                        "Ce chemin de %s ne sera jamais suivi : quand sa condition est vraie, un chemin qui le précède l’est déjà."
                                .formatted(node.title()),
                        "Rendez les conditions exclusives, ou changez leur ordre.");
            }
            before.add(condition);
        }
        if (node.defaultFlow() == null
                && !decided
                && Conditions.possible(List.of(), before, variable -> Optional.empty())) {
            findings.on(
                    node,
                    Severity.ERROR,
                    "noDefault",
                    "%s n’a pas de chemin par défaut : si aucune condition n’est vraie, le dossier reste bloqué sur un incident."
                            .formatted(node.title()),
                    "Choisissez un des chemins comme chemin par défaut.");
        }
        node.outgoing().stream()
                .filter(flow -> flow.id().equals(node.defaultFlow()) && flow.condition() != null)
                .forEach(flow -> findings.on(
                        flow,
                        Severity.WARNING,
                        "conditionOnDefault",
                        "La condition %s du chemin par défaut n’est pas lue.".formatted(quoted(flow.condition())),
                        "Retirez la condition, ou choisissez un autre chemin par défaut."));
    }

    static String quoted(String text) {
        return "« " + text.strip() + " »";
    }
}
