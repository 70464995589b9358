package fr.ecoquartier.modelling.path;

import static fr.ecoquartier.modelling.path.ConditionRule.quoted;

import fr.ecoquartier.modelling.ModelCatalogue;
import fr.ecoquartier.modelling.ModelFile;
import fr.ecoquartier.modelling.check.CheckRule;
import fr.ecoquartier.modelling.check.Finding;
import fr.ecoquartier.modelling.check.Finding.Severity;
import fr.ecoquartier.modelling.graph.Node;
import fr.ecoquartier.modelling.graph.NodeType;
import fr.ecoquartier.modelling.graph.ProcessGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Variables that conditions read and that nothing gives, or no longer gives. */
@Component
class VariableRule implements CheckRule {

    private final ModelCatalogue catalogue;
    private final ModelFacts facts;

    VariableRule(ModelCatalogue catalogue, ModelFacts facts) {
        this.catalogue = catalogue;
        this.facts = facts;
    }

    @Override
    public List<Finding> check(List<ModelFile> files) {
        List<Finding> found = new ArrayList<>();
        Models models = new Models(catalogue, files);
        Origins now = new Origins(models, facts);
        Models before = models.before();
        Origins formerly = new Origins(before, facts);
        for (ProcessGraph graph : models.changed()) {
            Findings findings = new Findings(models.file(graph));
            Optional<ProcessGraph> old = models.deployed(graph.key());
            for (Node node : graph.nodes().values()) {
                for (String variable : graph.readByConditions(node)) {
                    if (now.of(graph, variable).none()) {
                        findings.on(
                                node,
                                Severity.ERROR,
                                "unsetVariable",
                                "%s lit « %s », que rien ne donne%s : le dossier y resterait bloqué sur un incident."
                                        .formatted(
                                                node.title(),
                                                variable,
                                                formerly(models, before, formerly, old, graph, variable)),
                                "Ajoutez un champ « %s » à un formulaire qui précède, ou corrigez la condition."
                                        .formatted(variable));
                    }
                }
            }
            found.addAll(findings.found());
        }
        for (String form : models.changedForms()) {
            found.addAll(form(models, form));
        }
        return found;
    }

    /** What gave the variable until now, in French, to go on a sentence. */
    private static String formerly(
            Models models,
            Models before,
            Origins formerly,
            Optional<ProcessGraph> old,
            ProcessGraph graph,
            String variable) {
        if (old.isEmpty()) {
            return "";
        }
        return formerly.of(old.get(), variable).setters().stream()
                .findFirst()
                .map(setter -> {
                    Optional<Node> still = graph.node(setter.id());
                    boolean form = setter.is(NodeType.USER_TASK)
                            && before.form(setter.form())
                                    .filter(fields -> fields.fields().containsKey(variable))
                                    .isPresent();
                    if (form && still.isPresent() && Objects.equals(still.get().form(), setter.form())) {
                        return " (le formulaire « %s » ne le demande plus)".formatted(setter.form());
                    }
                    return still.isPresent()
                            ? " (%s ne la donne plus)".formatted(setter.title())
                            : " (%s, qui la donnait, n’y est plus)".formatted(setter.title());
                })
                .orElse("");
    }

    /** A form that changes alone: what processes in service route by. */
    private static List<Finding> form(Models models, String form) {
        Findings findings = new Findings(models.formFile(form));
        Optional<FormFields> old = models.deployedForm(form);
        Optional<FormFields> changed = models.form(form);
        if (old.isEmpty() || changed.isEmpty()) {
            return List.of();
        }
        for (ProcessGraph graph : models.all()) {
            Stream<Node> tasks = graph.nodes().values().stream().filter(node -> form.equals(node.form()));
            if (models.changes(graph.key()) || tasks.findAny().isEmpty()) {
                continue;
            }
            for (Node node : graph.nodes().values()) {
                for (String variable : graph.readByConditions(node)) {
                    Set<Object> before = old.get().fields().get(variable);
                    Set<Object> after = changed.get().fields().get(variable);
                    if (before != null && after == null) {
                        findings.onFile(
                                Severity.ERROR,
                                "unsetVariable",
                                "Le champ « %s » n’est plus dans le formulaire, mais %s du processus « %s » choisit d’après lui."
                                        .formatted(variable, node.title(), graph.key()),
                                "Gardez ce champ, ou changez aussi le processus.");
                    } else if (before != null) {
                        before.stream()
                                .filter(value -> !after.contains(value)
                                        && node.outgoing().stream()
                                                .anyMatch(flow -> flow.condition() != null
                                                        && flow.condition().contains("'" + value + "'")))
                                .forEach(value -> findings.onFile(
                                        Severity.WARNING,
                                        "neverTrue",
                                        "Le choix %s de « %s » n’est plus dans le formulaire : un chemin de %s, dans le processus « %s », ne sera plus suivi."
                                                .formatted(
                                                        quoted(value.toString()), variable, node.title(), graph.key()),
                                        "Gardez ce choix, ou changez aussi le processus."));
                    }
                }
            }
        }
        return findings.found();
    }
}
