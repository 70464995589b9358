package fr.ecoquartier.modelling.path;

import fr.ecoquartier.modelling.ModelCatalogue;
import fr.ecoquartier.modelling.ModelFile;
import fr.ecoquartier.modelling.check.CheckRule;
import fr.ecoquartier.modelling.check.Finding;
import fr.ecoquartier.modelling.check.Finding.Severity;
import fr.ecoquartier.modelling.graph.Call;
import fr.ecoquartier.modelling.graph.Mapping;
import fr.ecoquartier.modelling.graph.Node;
import fr.ecoquartier.modelling.graph.ProcessGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Calls of processes that are not there, or that do not give back what is expected of them. */
@Component
class CallRule implements CheckRule {

    private final ModelCatalogue catalogue;
    private final ModelFacts facts;

    CallRule(ModelCatalogue catalogue, ModelFacts facts) {
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
            Set<String> read = graph.reads().keySet();
            for (Node node : graph.nodes().values()) {
                if (node.call() != null) {
                    call(models, origins, graph, node, read, findings);
                }
            }
            callers(models, origins, graph, findings);
            found.addAll(findings.found());
        }
        return found;
    }

    private static void call(
            Models models, Origins origins, ProcessGraph graph, Node node, Set<String> read, Findings findings) {
        Call call = node.call();
        if (call.process().isBlank()) {
            findings.on(
                    node,
                    Severity.ERROR,
                    "calledProcess",
                    "%s n’appelle aucun processus.".formatted(node.title()),
                    "Choisissez le processus appelé dans les propriétés de l’élément.");
            return;
        }
        if (!call.isFixed()) {
            return;
        }
        Optional<ProcessGraph> called = models.process(call.process());
        if (called.isEmpty()) {
            findings.on(
                    node,
                    Severity.ERROR,
                    "calledProcess",
                    "%s appelle le processus « %s », qui n’existe pas.".formatted(node.title(), call.process()),
                    "Choisissez un processus en service, ou déployez-le en même temps.");
            return;
        }
        for (Mapping out : call.out()) {
            if (out.source() != null && origins.of(called.get(), out.source()).none()) {
                boolean needed = out.target() != null && read.contains(out.target());
                findings.on(
                        node,
                        needed ? Severity.ERROR : Severity.WARNING,
                        "outputNotSet",
                        "%s attend « %s » du processus « %s », qui ne donne jamais cette variable."
                                .formatted(node.title(), out.source(), call.process()),
                        "Corrigez le nom de la variable rendue, ou faites-la donner par le processus appelé.");
            }
        }
        for (Mapping in : call.in()) {
            if (in.source() != null && origins.of(graph, in.source()).none()) {
                findings.on(
                        node,
                        Severity.WARNING,
                        "inputNotSet",
                        "%s transmet « %s », que rien ne donne avant.".formatted(node.title(), in.source()),
                        "Corrigez le nom de la variable transmise.");
            }
        }
    }

    /** What processes in service, not part of the change, expect of this one. */
    private void callers(Models models, Origins origins, ProcessGraph graph, Findings findings) {
        Models before = models.before();
        Origins formerly = new Origins(before, facts);
        Optional<ProcessGraph> old = models.deployed(graph.key());
        for (ProcessGraph caller : models.all()) {
            if (models.changes(caller.key())) {
                continue;
            }
            Set<String> read = caller.reads().keySet();
            for (Node node : caller.nodes().values()) {
                if (node.call() == null
                        || !node.call().process().equals(graph.key())
                        || !node.call().binding().equals("latest")) {
                    continue;
                }
                for (Mapping out : node.call().out()) {
                    if (out.source() == null || !read.contains(out.target())) {
                        continue;
                    }
                    Origins.Origin now = origins.of(graph, out.source());
                    if (now.none()) {
                        findings.onFile(
                                Severity.ERROR,
                                "outputNotSet",
                                "Le processus « %s » attend de celui-ci la variable « %s », que rien ne donne plus."
                                        .formatted(caller.key(), out.source()),
                                "Gardez un élément qui la donne, ou changez aussi le processus appelant.");
                    } else if (old.isPresent()) {
                        lostValues(caller, out, now, formerly.of(old.get(), out.source()), findings);
                    }
                }
            }
        }
    }

    private static void lostValues(
            ProcessGraph caller, Mapping out, Origins.Origin now, Origins.Origin before, Findings findings) {
        if (now.domain().isEmpty() || before.domain().isEmpty()) {
            return;
        }
        String added = now.values().stream()
                .filter(value -> !before.values().contains(value) && !mentions(caller, value))
                .map(value -> ConditionRule.quoted(value.toString()))
                .collect(Collectors.joining(", "));
        if (!added.isEmpty()) {
            findings.onFile(
                    Severity.WARNING,
                    "newOutcome",
                    "La variable « %s » peut maintenant valoir %s, que le processus appelant « %s » ne connaît pas : il prendra son chemin par défaut."
                            .formatted(out.source(), added, caller.key()),
                    "Vérifiez que le chemin par défaut convient, ou changez aussi le processus appelant.");
        }
    }

    private static boolean mentions(ProcessGraph caller, Object value) {
        return caller.flows().values().stream()
                .anyMatch(flow -> flow.condition() != null && flow.condition().contains("'" + value + "'"));
    }
}
