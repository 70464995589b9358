package fr.ecoquartier.modelling.path;

import fr.ecoquartier.modelling.ModelCatalogue;
import fr.ecoquartier.modelling.ModelFile;
import fr.ecoquartier.modelling.check.CheckRule;
import fr.ecoquartier.modelling.check.Finding;
import fr.ecoquartier.modelling.check.Finding.Severity;
import fr.ecoquartier.modelling.graph.Flow;
import fr.ecoquartier.modelling.graph.Node;
import fr.ecoquartier.modelling.graph.NodeType;
import fr.ecoquartier.modelling.graph.ProcessGraph;
import fr.ecoquartier.modelling.graph.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Joins that wait for what does not come, and merges that let the same work be done twice. */
@Component
class TokenRule implements CheckRule {

    private final ModelCatalogue catalogue;

    TokenRule(ModelCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public List<Finding> check(List<ModelFile> files) {
        List<Finding> found = new ArrayList<>();
        Models models = new Models(catalogue, files);
        for (ProcessGraph graph : models.changed()) {
            Findings findings = new Findings(models.file(graph));
            scope(graph, null, findings);
            graph.nodes().values().stream()
                    .filter(node -> node.type().isScope() && !node.is(NodeType.AD_HOC))
                    .forEach(node -> scope(graph, node.id(), findings));
            found.addAll(findings.found());
        }
        return found;
    }

    private static void scope(ProcessGraph graph, String scope, Findings findings) {
        Tokens.Result result = Tokens.explore(graph, scope);
        for (Map.Entry<Node, Set<Flow>> join : result.stuck().entrySet()) {
            Node node = join.getKey();
            String from = join.getValue().stream()
                    .map(flow -> graph.node(flow.source()).map(Node::title).orElse(flow.source()))
                    .distinct()
                    .collect(Collectors.joining(", "));
            boolean never = !result.passed().contains(node) && result.doubled().isEmpty();
            findings.on(
                    node,
                    never ? Severity.ERROR : Severity.WARNING,
                    "joinStuck",
                    never
                            ? "La branche parallèle %s ne peut jamais se refermer : rien n’arrive de %s quand le reste attend."
                                    .formatted(node.title(), from)
                            : "La branche parallèle %s peut rester bloquée : selon les réponses, rien n’arrive de %s."
                                    .formatted(node.title(), from),
                    "Une branche ouverte par un choix se referme par une branche exclusive ; une branche parallèle attend tous ses chemins.");
        }
        for (Node node : result.doubled()) {
            findings.on(
                    node,
                    Severity.WARNING,
                    "doubled",
                    "Deux chemins parallèles se rejoignent en %s sans s’attendre : ce qui suit serait fait deux fois."
                            .formatted(node.title()),
                    "Refermez les chemins parallèles par une branche parallèle avant cet élément.");
        }
    }
}
