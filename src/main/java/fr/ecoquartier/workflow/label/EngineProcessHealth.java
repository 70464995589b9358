package fr.ecoquartier.workflow.label;

import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.ProcessHealth;
import fr.ecoquartier.workflow.guard.OnBehalf;
import java.util.List;
import java.util.Objects;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.springframework.stereotype.Service;

/** The incidents of a dossier's instances, in words that say what is stopped and that nothing is lost. */
@Service
class EngineProcessHealth implements ProcessHealth {

    private final RuntimeService runtime;
    private final RepositoryService repository;
    private final OnBehalf onBehalf;

    EngineProcessHealth(RuntimeService runtime, RepositoryService repository, OnBehalf onBehalf) {
        this.runtime = runtime;
        this.repository = repository;
        this.onBehalf = onBehalf;
    }

    @Override
    public List<String> troubles(String reference) {
        return onBehalf.of(
                Actor.system().id(),
                () ->
                        runtime
                                .createProcessInstanceQuery()
                                .processInstanceBusinessKey(reference)
                                .withIncident()
                                .list()
                                .stream()
                                .map(ProcessInstance::getId)
                                .flatMap(id -> runtime.createIncidentQuery().processInstanceId(id).list().stream())
                                .filter(incident -> Objects.equals(incident.getId(), incident.getRootCauseIncidentId()))
                                .map(this::sentence)
                                .distinct()
                                .sorted()
                                .toList());
    }

    private String sentence(Incident incident) {
        return "L'étape « %s » est arrêtée par un incident technique. Un gestionnaire s'en occupe ; rien n'est perdu."
                .formatted(name(incident));
    }

    private String name(Incident incident) {
        return repository
                                .getBpmnModelInstance(incident.getProcessDefinitionId())
                                .getModelElementById(incident.getActivityId())
                        instanceof FlowElement element
                ? element.getName()
                : incident.getActivityId();
    }
}
