package fr.ecoquartier.workflow.oversight.incident;

import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.oversight.incident.Cause;
import fr.ecoquartier.oversight.incident.FailedSteps;
import fr.ecoquartier.oversight.incident.Failure;
import fr.ecoquartier.oversight.incident.RetriedStep.State;
import fr.ecoquartier.workflow.guard.OnBehalf;
import fr.ecoquartier.workflow.oversight.Models;
import java.time.Clock;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.exception.NotFoundException;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.springframework.stereotype.Service;

/** Incidents and jobs of the engine. One attempt is given: it succeeds, or there is a new incident with its reason. */
@Service
class EngineFailedSteps implements FailedSteps {

    private static final int CHUNK = 500;

    private final RuntimeService runtime;
    private final ManagementService management;
    private final HistoryService history;
    private final RepositoryService repository;
    private final Models models;
    private final OnBehalf onBehalf;
    private final Clock clock;

    EngineFailedSteps(
            RuntimeService runtime,
            ManagementService management,
            HistoryService history,
            RepositoryService repository,
            Models models,
            OnBehalf onBehalf,
            Clock clock) {
        this.runtime = runtime;
        this.management = management;
        this.history = history;
        this.repository = repository;
        this.models = models;
        this.onBehalf = onBehalf;
        this.clock = clock;
    }

    @Override
    public List<Failure> open() {
        return onBehalf.of(Actor.system().id(), () -> {
            List<Incident> incidents =
                    runtime.createIncidentQuery().orderByIncidentTimestamp().asc().unlimitedList().stream()
                            .filter(incident -> Objects.equals(incident.getId(), incident.getRootCauseIncidentId()))
                            .filter(incident -> incident.getProcessDefinitionId() != null)
                            .toList();
            Map<String, String> references = references(incidents.stream()
                    .map(Incident::getProcessInstanceId)
                    .filter(Objects::nonNull)
                    .distinct()
                    .toList());
            Map<String, ProcessDefinition> definitions = new HashMap<>();
            return incidents.stream()
                    .map(incident -> failure(incident, references, definitions))
                    .toList();
        });
    }

    private Map<String, String> references(List<String> instances) {
        Map<String, String> references = new HashMap<>();
        for (int from = 0; from < instances.size(); from += CHUNK) {
            runtime.createProcessInstanceQuery()
                    .processInstanceIds(Set.copyOf(instances.subList(from, Math.min(from + CHUNK, instances.size()))))
                    .unlimitedList()
                    .forEach(instance -> references.put(instance.getId(), instance.getBusinessKey()));
        }
        return references;
    }

    private Failure failure(
            Incident incident, Map<String, String> references, Map<String, ProcessDefinition> definitions) {
        ProcessDefinition definition =
                definitions.computeIfAbsent(incident.getProcessDefinitionId(), repository::getProcessDefinition);
        String element =
                incident.getFailedActivityId() == null ? incident.getActivityId() : incident.getFailedActivityId();
        boolean job = Incident.FAILED_JOB_HANDLER_TYPE.equals(incident.getIncidentType());
        return new Failure(
                incident.getId(),
                job ? incident.getConfiguration() : null,
                incident.getProcessInstanceId(),
                definition.getKey(),
                definition.getName() == null ? definition.getKey() : definition.getName(),
                definition.getVersion(),
                element,
                Models.name(models.model(definition.getId()), element),
                references.get(incident.getProcessInstanceId()),
                incident.getIncidentTimestamp().toInstant(),
                incident.getIncidentMessage() == null ? "" : incident.getIncidentMessage());
    }

    @Override
    public Optional<String> stackTrace(String incidentId) {
        return onBehalf.of(
                Actor.system().id(),
                () -> Optional.ofNullable(runtime.createIncidentQuery()
                                .incidentId(incidentId)
                                .singleResult())
                        .filter(incident -> Incident.FAILED_JOB_HANDLER_TYPE.equals(incident.getIncidentType()))
                        .map(Incident::getConfiguration)
                        .map(this::trace));
    }

    private String trace(String job) {
        try {
            return management.getJobExceptionStacktrace(job);
        } catch (NotFoundException e) {
            return null; // it has just been resolved
        }
    }

    @Override
    public boolean retry(String job) {
        return onBehalf.of(Actor.system().id(), () -> {
            Job found = management.createJobQuery().jobId(job).singleResult();
            if (found == null || found.getRetries() > 0) {
                return false;
            }
            management
                    .setJobRetries(1)
                    .jobId(job)
                    .dueDate(Date.from(clock.instant()))
                    .execute();
            return true;
        });
    }

    @Override
    public Map<String, Effect> effects(Collection<String> jobs) {
        return onBehalf.of(Actor.system().id(), () -> {
            Map<String, Job> present = management.createJobQuery().jobIds(Set.copyOf(jobs)).unlimitedList().stream()
                    .collect(Collectors.toMap(Job::getId, job -> job));
            Map<String, Effect> effects = new LinkedHashMap<>();
            jobs.forEach(job -> effects.put(job, effect(job, present.get(job))));
            return effects;
        });
    }

    private Effect effect(String id, Job job) {
        if (job == null) {
            boolean succeeded =
                    history.createHistoricJobLogQuery().jobId(id).successLog().count() > 0;
            return succeeded
                    ? new Effect(State.RESOLVED, "L’étape a abouti, le dossier continue.")
                    : new Effect(State.GONE, "L’étape a été arrêtée entre-temps, sans être exécutée.");
        }
        if (job.getRetries() == 0) {
            return new Effect(State.FAILED, Cause.reason(job.getExceptionMessage()));
        }
        ProcessInstance instance = runtime.createProcessInstanceQuery()
                .processInstanceId(job.getProcessInstanceId())
                .singleResult();
        return new Effect(
                State.WAITING,
                job.isSuspended() || instance != null && instance.isSuspended()
                        ? "Le dossier est suspendu : l’étape sera exécutée à sa reprise."
                        : "");
    }
}
