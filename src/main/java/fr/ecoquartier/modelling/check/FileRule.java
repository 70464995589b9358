package fr.ecoquartier.modelling.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.ecoquartier.modelling.ModelFile;
import fr.ecoquartier.modelling.ModelKind;
import fr.ecoquartier.modelling.check.Finding.Severity;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** A file holds one model, under its own name: what is approved as « contract » must not replace « charter ». */
@Component
class FileRule implements CheckRule {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public List<Finding> check(List<ModelFile> files) {
        List<Finding> findings = new ArrayList<>();
        for (ModelFile file : files) {
            switch (ModelKind.ofFile(file.name()).orElseThrow()) {
                case PROCESS -> process(file, findings);
                case DECISION -> decision(file, findings);
                case FORM -> form(file, findings);
            }
        }
        return findings;
    }

    private static void process(ModelFile file, List<Finding> findings) {
        Document model = ModelXml.parse(file);
        List<Element> processes = ModelXml.bpmn(model, "process").toList();
        if (processes.size() != 1) {
            findings.add(new Finding(
                    file.name(),
                    null,
                    null,
                    Severity.ERROR,
                    "oneProcess",
                    processes.isEmpty()
                            ? "Le fichier ne contient aucun processus."
                            : "Le fichier contient " + processes.size() + " processus.",
                    "Dessinez un processus par fichier."));
            return;
        }
        Element process = processes.get(0);
        identity(file, process.getAttribute("id"), "du processus", findings);
        if (!"true".equals(process.getAttribute("isExecutable"))) {
            findings.add(new Finding(
                    file.name(),
                    process.getAttribute("id"),
                    null,
                    Severity.ERROR,
                    "notExecutable",
                    "Le processus n’est pas marqué exécutable : le moteur l’ignorerait.",
                    "Cochez « Executable » dans les propriétés du processus."));
        }
    }

    private static void decision(ModelFile file, List<Finding> findings) {
        List<Element> decisions = ModelXml.elements(ModelXml.parse(file))
                .filter(element -> "decision".equals(element.getLocalName()))
                .toList();
        if (decisions.isEmpty()) {
            findings.add(new Finding(
                    file.name(),
                    null,
                    null,
                    Severity.ERROR,
                    "oneDecision",
                    "Le fichier ne contient aucune décision.",
                    "Ajoutez une table de décision."));
            return;
        }
        if (decisions.stream().noneMatch(decision -> decision.getAttribute("id").equals(id(file)))) {
            identity(file, decisions.get(0).getAttribute("id"), "de la décision", findings);
        }
        for (Element decision : decisions) {
            if (decision.getAttributeNS("http://camunda.org/schema/1.0/dmn", "historyTimeToLive")
                    .isBlank()) {
                findings.add(new Finding(
                        file.name(),
                        decision.getAttribute("id"),
                        decision.getAttribute("name"),
                        Severity.ERROR,
                        "historyTimeToLive",
                        "La durée de conservation de l’historique de la décision manque.",
                        "Indiquez-la dans ses propriétés (History cleanup) : P3650D pour dix ans."));
            }
        }
    }

    private static void form(ModelFile file, List<Finding> findings) {
        try {
            JsonNode form = JSON.readTree(file.content());
            identity(file, form.path("id").asText(), "du formulaire", findings);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(file.name(), e);
        }
    }

    private static void identity(ModelFile file, String id, String what, List<Finding> findings) {
        if (!id.equals(id(file))) {
            findings.add(new Finding(
                    file.name(),
                    null,
                    null,
                    Severity.ERROR,
                    "identity",
                    "L’identifiant " + what + ", « " + id + " », n’est pas « " + id(file)
                            + " », que ce fichier doit contenir.",
                    "Rendez-lui l’identifiant « " + id(file) + " », ou créez un nouveau modèle de l’autre nom."));
        }
    }

    private static String id(ModelFile file) {
        return file.name()
                .substring(file.name().lastIndexOf('/') + 1, file.name().lastIndexOf('.'));
    }
}
