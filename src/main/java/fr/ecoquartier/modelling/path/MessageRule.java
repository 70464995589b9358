package fr.ecoquartier.modelling.path;

import fr.ecoquartier.modelling.ModelCatalogue;
import fr.ecoquartier.modelling.ModelFile;
import fr.ecoquartier.modelling.check.CheckRule;
import fr.ecoquartier.modelling.check.Finding;
import fr.ecoquartier.modelling.check.Finding.Severity;
import fr.ecoquartier.modelling.graph.EventDefinition.Kind;
import fr.ecoquartier.modelling.graph.Node;
import fr.ecoquartier.modelling.graph.ProcessGraph;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Messages that nobody sends, and those that the application sends to a process that no longer waits for them. */
@Component
class MessageRule implements CheckRule {

    private final ModelCatalogue catalogue;
    private final ModelFacts facts;

    MessageRule(ModelCatalogue catalogue, ModelFacts facts) {
        this.catalogue = catalogue;
        this.facts = facts;
    }

    @Override
    public List<Finding> check(List<ModelFile> files) {
        List<Finding> found = new ArrayList<>();
        Models models = new Models(catalogue, files);
        for (ProcessGraph graph : models.changed()) {
            Findings findings = new Findings(models.file(graph));
            List<Node> waiting = graph.catching(Kind.MESSAGE);
            for (Node node : waiting) {
                String message = node.event().reference();
                if (message == null) {
                    findings.on(
                            node,
                            Severity.ERROR,
                            "messageWithoutName",
                            "%s attend un message qui n’a pas de nom.".formatted(node.title()),
                            "Choisissez le message attendu dans les propriétés de l’événement.");
                } else if (facts.messages().stream()
                        .noneMatch(sent ->
                                sent.name().equals(message) && sent.process().equals(graph.key()))) {
                    findings.on(
                            node,
                            Severity.WARNING,
                            "messageNeverSent",
                            "%s attend le message « %s », qu’aucune page de l’application n’envoie à ce processus."
                                    .formatted(node.title(), message),
                            "Vérifiez le nom du message, ou prévoyez qui l’enverra par l’API du moteur.");
                }
            }
            for (ModelFacts.SentMessage sent : facts.messages()) {
                if (sent.process().equals(graph.key())
                        && waiting.stream()
                                .noneMatch(
                                        node -> sent.name().equals(node.event().reference()))) {
                    findings.onFile(
                            Severity.ERROR,
                            "messageNoLongerCaught",
                            "Plus rien n’attend le message « %s », que l’application envoie quand %s : la page répondrait par un refus."
                                    .formatted(sent.name(), sent.occasion()),
                            "Gardez un événement qui attend ce message.");
                }
            }
            found.addAll(findings.found());
        }
        return found;
    }
}
