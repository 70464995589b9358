package fr.ecoquartier.modelling.path;

import fr.ecoquartier.modelling.ModelCatalogue;
import fr.ecoquartier.modelling.ModelFile;
import fr.ecoquartier.modelling.check.CheckRule;
import fr.ecoquartier.modelling.check.Finding;
import fr.ecoquartier.modelling.check.Finding.Severity;
import fr.ecoquartier.modelling.graph.EventDefinition.Kind;
import fr.ecoquartier.modelling.graph.Node;
import fr.ecoquartier.modelling.graph.NodeType;
import fr.ecoquartier.modelling.graph.ProcessGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Business errors that nobody catches, and those that are waited for in vain. */
@Component
class ErrorRule implements CheckRule {

    private final ModelCatalogue catalogue;
    private final ModelFacts facts;

    ErrorRule(ModelCatalogue catalogue, ModelFacts facts) {
        this.catalogue = catalogue;
        this.facts = facts;
    }

    /** An error that an element raises. */
    private record Raised(Node node, String code) {}

    @Override
    public List<Finding> check(List<ModelFile> files) {
        List<Finding> found = new ArrayList<>();
        Models models = new Models(catalogue, files);
        Map<String, Set<String>> escaping = new HashMap<>();
        for (ProcessGraph graph : models.changed()) {
            Findings findings = new Findings(models.file(graph));
            List<Raised> raised = raised(models, graph, escaping);
            uncaught(models, graph, raised, findings);
            neverRaised(models, graph, raised, findings);
            found.addAll(findings.found());
        }
        return found;
    }

    private void uncaught(Models models, ProcessGraph graph, List<Raised> all, Findings findings) {
        for (Raised raised : all) {
            if (caught(graph, raised.node(), raised.code())) {
                continue;
            }
            List<Node> calls = new ArrayList<>();
            boolean callersCatch = true;
            for (ProcessGraph caller : models.all()) {
                for (Node call : caller.nodes().values()) {
                    if (call.call() != null && call.call().process().equals(graph.key())) {
                        calls.add(call);
                        callersCatch &= caught(caller, call, raised.code());
                    }
                }
            }
            if (calls.isEmpty() || !callersCatch) {
                findings.on(
                        raised.node(),
                        Severity.ERROR,
                        "uncaughtError",
                        "%s peut lever l’erreur « %s », que rien n’attrape : le dossier resterait bloqué sur un incident."
                                .formatted(raised.node().title(), raised.code()),
                        raised.node().is(NodeType.END_EVENT)
                                ? "Ajoutez un sous-processus événementiel qui commence par cette erreur, ou finissez autrement."
                                : "Attachez à cet élément un événement d’erreur « %s », et dites ce qui se passe alors."
                                        .formatted(raised.code()));
            }
        }
    }

    private void neverRaised(Models models, ProcessGraph graph, List<Raised> raised, Findings findings) {
        for (Node catcher : graph.catching(Kind.ERROR)) {
            String code = catcher.event().reference();
            if (code == null) {
                continue;
            }
            Set<Node> watched = watched(graph, catcher);
            boolean known = watched.stream().allMatch(node -> isKnown(models, node));
            boolean thrown =
                    raised.stream().anyMatch(error -> error.code().equals(code) && watched.contains(error.node()));
            if (known && !thrown) {
                findings.on(
                        catcher,
                        Severity.WARNING,
                        "neverRaised",
                        "Rien ne lève l’erreur « %s » qu’attend %s : ce chemin ne sera jamais suivi."
                                .formatted(code, catcher.title()),
                        "Vérifiez le code de l’erreur, ou supprimez cet événement.");
            }
        }
    }

    /** The nodes whose errors a catcher sees. */
    private static Set<Node> watched(ProcessGraph graph, Node catcher) {
        Set<Node> watched = new HashSet<>();
        if (catcher.attachedTo() != null) {
            graph.node(catcher.attachedTo()).ifPresent(activity -> {
                watched.add(activity);
                graph.nodes().values().stream()
                        .filter(node -> graph.around(node).contains(activity))
                        .forEach(watched::add);
            });
            return watched;
        }
        Optional<Node> own = graph.node(catcher.scope());
        String outer = own.map(Node::scope).orElse(null);
        graph.nodes().values().stream()
                .filter(node -> own.map(
                                scope -> node != scope && !graph.around(node).contains(scope))
                        .orElse(true))
                .filter(node -> outer == null
                        || graph.around(node).stream()
                                .anyMatch(scope -> scope.id().equals(outer)))
                .forEach(watched::add);
        return watched;
    }

    /** Whether all errors of an element are declared. */
    private boolean isKnown(Models models, Node node) {
        if (node.call() != null) {
            return node.call().isFixed()
                    && models.process(node.call().process()).isPresent();
        }
        return node.delegate() == null
                || Origins.bean(node.delegate()).flatMap(facts::delegate).isPresent();
    }

    /**
     * Every error that an element of the process raises or lets through.
     *
     * @param escaping process → the errors that leave it; what calls itself adds nothing of its own
     */
    private List<Raised> raised(Models models, ProcessGraph graph, Map<String, Set<String>> escaping) {
        List<Raised> raised = new ArrayList<>();
        for (Node node : graph.nodes().values()) {
            if (node.is(NodeType.END_EVENT)
                    && node.event().is(Kind.ERROR)
                    && node.event().reference() != null) {
                raised.add(new Raised(node, node.event().reference()));
            }
            Origins.bean(node.delegate()).flatMap(facts::delegate).stream()
                    .flatMap(delegate -> delegate.raises().stream())
                    .forEach(code -> raised.add(new Raised(node, code)));
            if (node.call() != null && node.call().isFixed()) {
                models.process(node.call().process())
                        .ifPresent(called ->
                                escaping(models, called, escaping).forEach(code -> raised.add(new Raised(node, code))));
            }
        }
        return raised;
    }

    private Set<String> escaping(Models models, ProcessGraph graph, Map<String, Set<String>> escaping) {
        if (!escaping.containsKey(graph.key())) {
            escaping.put(graph.key(), Set.of());
            Set<String> codes = new LinkedHashSet<>();
            for (Raised raised : raised(models, graph, escaping)) {
                if (!caught(graph, raised.node(), raised.code())) {
                    codes.add(raised.code());
                }
            }
            escaping.put(graph.key(), codes);
        }
        return escaping.get(graph.key());
    }

    private static boolean caught(ProcessGraph graph, Node node, String code) {
        List<Node> around = graph.around(node);
        if (!node.is(NodeType.END_EVENT) && boundaryCatches(graph, node, code)) {
            return true;
        }
        for (Node scope : around) {
            if (eventCatches(graph, scope.id(), around, code) || boundaryCatches(graph, scope, code)) {
                return true;
            }
        }
        return eventCatches(graph, null, around, code);
    }

    private static boolean boundaryCatches(ProcessGraph graph, Node activity, String code) {
        return graph.boundaries(activity.id()).stream().anyMatch(boundary -> catches(boundary, code));
    }

    private static boolean eventCatches(ProcessGraph graph, String scope, List<Node> around, String code) {
        return graph.eventSubProcesses(scope).stream()
                .filter(handler -> !around.contains(handler))
                .flatMap(handler -> graph.starts(handler.id()).stream())
                .anyMatch(start -> catches(start, code));
    }

    private static boolean catches(Node catcher, String code) {
        return catcher.event().is(Kind.ERROR)
                && (catcher.event().reference() == null
                        || Objects.equals(catcher.event().reference(), code));
    }
}
