package fr.ecoquartier.modelling.check;

import fr.ecoquartier.modelling.ModelFile;
import fr.ecoquartier.modelling.ModelKind;
import fr.ecoquartier.modelling.check.Finding.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.w3c.dom.Document;

/** Elements that name others which are not there: what the schema says without naming the element. */
final class References {

    private static final Map<String, String> ATTRIBUTES = Map.of(
            "sourceRef", "La flèche part de « %s », qui n’existe pas.",
            "targetRef", "La flèche mène à « %s », qui n’existe pas.",
            "default", "La flèche par défaut « %s » n’existe pas.",
            "attachedToRef", "L’événement est attaché à « %s », qui n’existe pas.",
            "messageRef", "Le message « %s » n’existe pas dans le modèle.",
            "signalRef", "Le signal « %s » n’existe pas dans le modèle.",
            "escalationRef", "L’escalade « %s » n’existe pas dans le modèle.",
            "errorRef", "L’erreur « %s » n’existe pas dans le modèle.");

    private References() {}

    static List<Finding> check(ModelFile file) {
        List<Finding> findings = new ArrayList<>();
        if (ModelKind.ofFile(file.name()).orElse(null) != ModelKind.PROCESS) {
            return findings;
        }
        Document document = ModelXml.parse(file);
        Set<String> ids = ModelXml.elements(document)
                .map(element -> element.getAttribute("id"))
                .filter(id -> !id.isEmpty())
                .collect(Collectors.toSet());
        ModelXml.elements(document)
                .filter(element -> ModelXml.BPMN.equals(element.getNamespaceURI()))
                .forEach(element -> ATTRIBUTES.forEach((attribute, sentence) -> {
                    String named = element.getAttribute(attribute);
                    if (!named.isEmpty() && !named.contains(":") && !ids.contains(named)) {
                        findings.add(new Finding(
                                file.name(),
                                ModelXml.owner(element),
                                null,
                                Severity.ERROR,
                                "reference",
                                sentence.formatted(named),
                                "Reliez-le de nouveau dans l’éditeur."));
                    }
                }));
        return findings;
    }
}
