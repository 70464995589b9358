package fr.ecoquartier.workflow.modelling;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.ecoquartier.modelling.ModelFile;
import fr.ecoquartier.modelling.ModelKind;
import fr.ecoquartier.modelling.check.ModelXml;

/** What is inside of files. */
final class Files {

    private Files() {}

    /** Id of the process, decision or form inside; empty when there is none. */
    static String key(ModelFile file, ObjectMapper json) {
        return switch (ModelKind.ofFile(file.name()).orElse(ModelKind.FORM)) {
            case PROCESS ->
                ModelXml.bpmn(ModelXml.parse(file), "process")
                        .map(process -> process.getAttribute("id"))
                        .findFirst()
                        .orElse("");
            case DECISION ->
                ModelXml.elements(ModelXml.parse(file))
                        .filter(element -> "decision".equals(element.getLocalName()))
                        .map(decision -> decision.getAttribute("id"))
                        .findFirst()
                        .orElse("");
            case FORM -> form(file, json);
        };
    }

    private static String form(ModelFile file, ObjectMapper json) {
        try {
            return json.readTree(file.content()).path("id").asText();
        } catch (JsonProcessingException e) {
            return "";
        }
    }
}
