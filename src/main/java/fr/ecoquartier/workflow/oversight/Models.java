package fr.ecoquartier.workflow.oversight;

import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.springframework.stereotype.Component;

/** Deployed models as people read them: the names of elements, the French word for a kind of element. */
@Component("oversightModels")
public class Models {

    private static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry("userTask", "Tâche"),
            Map.entry("serviceTask", "Étape automatique"),
            Map.entry("businessRuleTask", "Décision calculée"),
            Map.entry("sendTask", "Envoi"),
            Map.entry("receiveTask", "Réception"),
            Map.entry("manualTask", "Tâche manuelle"),
            Map.entry("task", "Tâche"),
            Map.entry("callActivity", "Processus appelé"),
            Map.entry("subProcess", "Sous-processus"),
            Map.entry("transaction", "Sous-processus"),
            Map.entry("startEvent", "Début"),
            Map.entry("endEvent", "Fin"),
            Map.entry("intermediateCatchEvent", "Attente d’un événement"),
            Map.entry("intermediateThrowEvent", "Événement émis"),
            Map.entry("boundaryEvent", "Événement attaché"),
            Map.entry("exclusiveGateway", "Aiguillage"),
            Map.entry("parallelGateway", "Branchement parallèle"),
            Map.entry("inclusiveGateway", "Aiguillage multiple"),
            Map.entry("eventBasedGateway", "Attente du premier événement"));

    private final RepositoryService repository;

    Models(RepositoryService repository) {
        this.repository = repository;
    }

    public BpmnModelInstance model(String definitionId) {
        return repository.getBpmnModelInstance(definitionId);
    }

    /** The name of the process of a definition, its key when it has none. */
    public String processName(String definitionId) {
        ProcessDefinition definition = repository.getProcessDefinition(definitionId);
        return definition.getName() == null ? definition.getKey() : definition.getName();
    }

    /** The name in the model; the kind of the element when it has none. */
    public static String name(BpmnModelInstance model, String element) {
        return model.getModelElementById(plain(element)) instanceof FlowElement named ? name(named) : element;
    }

    /** The name in the model; the kind of the element when it has none. */
    public static String name(FlowElement element) {
        String name = element.getName();
        return name == null || name.isBlank() ? kind(element) : name.replaceAll("\\s+", " ");
    }

    /** What an element is, in French. */
    public static String kind(FlowElement element) {
        return KINDS.getOrDefault(element.getElementType().getTypeName(), "Élément");
    }

    /** What an element is, in French; for one that the model does not have as for another. */
    public static String kind(BpmnModelInstance model, String element) {
        return model.getModelElementById(plain(element)) instanceof FlowNode node ? kind(node) : "Élément";
    }

    /** The element itself, for the body of one that is repeated. */
    public static String plain(String element) {
        return element.replace("#multiInstanceBody", "");
    }
}
