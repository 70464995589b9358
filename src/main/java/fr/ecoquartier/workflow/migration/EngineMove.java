package fr.ecoquartier.workflow.migration;

import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.modelling.migration.CannotMove;
import fr.ecoquartier.modelling.migration.InstanceSituation;
import fr.ecoquartier.modelling.migration.InstanceSituation.Wait;
import fr.ecoquartier.modelling.migration.MappedPair;
import fr.ecoquartier.modelling.migration.MigrationEngine.PreparedMove;
import fr.ecoquartier.modelling.migration.MoveOptions;
import fr.ecoquartier.modelling.migration.ProcessVersion;
import fr.ecoquartier.workflow.guard.OnBehalf;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.management.JobDefinition;
import org.camunda.bpm.engine.migration.MigratingProcessInstanceValidationException;
import org.camunda.bpm.engine.migration.MigrationPlan;
import org.camunda.bpm.engine.runtime.ActivityInstance;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.runtime.TransitionInstance;

/** One mapping between two versions, applied to one instance after the other. */
final class EngineMove implements PreparedMove {

    private static final String BUSY =
            "Un travail automatique est en cours sur cette instance : elle reste où elle est. Réessayez dans quelques minutes.";
    private static final String TOUCHED =
            "Quelqu’un ou un travail automatique a modifié cette instance au même moment : elle reste où elle est.";
    private static final String SUSPENDED =
            "L’instance est suspendue : reprenez-la avant de la faire passer à une autre version.";
    private static final String ENDED = "L’instance est terminée, ou ne suit plus la version de départ.";

    private final ProcessEngineConfigurationImpl engine;
    private final RuntimeService runtime;
    private final ManagementService management;
    private final OnBehalf onBehalf;
    private final Version from;
    private final Version to;
    private final MigrationPlan plan;
    private final MoveOptions options;
    private final Map<String, MappedPair> pairs = new LinkedHashMap<>();
    private final Map<String, List<String>> remarksByWait = new LinkedHashMap<>();
    /** Elements with a timer, by the id of its job definition. */
    private final Map<String, String> timers;

    EngineMove(
            ProcessEngineConfigurationImpl engine,
            OnBehalf onBehalf,
            Version from,
            Version to,
            MigrationPlan plan,
            List<MappedPair> mapping,
            MoveOptions options) {
        this.engine = engine;
        this.runtime = engine.getRuntimeService();
        this.management = engine.getManagementService();
        this.onBehalf = onBehalf;
        this.from = from;
        this.to = to;
        this.plan = plan;
        this.options = options;
        mapping.forEach(pair -> pairs.put(pair.source(), pair));
        this.timers = onBehalf.of(Actor.system().id(), this::timers);
        TaskChanges changes = new TaskChanges(engine, from, to);
        Set<String> targets = mapping.stream().map(MappedPair::target).collect(Collectors.toSet());
        mapping.forEach(pair -> remarksByWait.put(
                pair.source(), onBehalf.of(Actor.system().id(), () -> remarks(pair, changes, targets))));
    }

    private Map<String, String> timers() {
        return management
                .createJobDefinitionQuery()
                .processDefinitionId(from.version().definitionId())
                .unlimitedList()
                .stream()
                .filter(definition -> definition.getJobType().startsWith("timer"))
                .collect(Collectors.toMap(JobDefinition::getId, JobDefinition::getActivityId));
    }

    /** What the mapping alone says about instances that wait in an element. */
    private List<String> remarks(MappedPair pair, TaskChanges changes, Set<String> targets) {
        List<String> remarks = new ArrayList<>();
        if (!from.label(pair.source()).equals(to.label(pair.target()))) {
            remarks.add("%s devient %s.".formatted(from.quoted(pair.source()), to.quoted(pair.target())));
        }
        if (changes.formChanges(pair.source(), pair.target())) {
            remarks.add("Le formulaire de la tâche ouverte change.");
        }
        changes.newRoles(pair.source(), pair.target())
                .ifPresent(
                        roles -> remarks.add(
                                options.roles()
                                        ? "La tâche, si personne ne l’a prise, revient au rôle de la nouvelle version."
                                        : "La nouvelle version confie cette tâche à un autre rôle ; la tâche ouverte garde le sien."));
        to.mappable().stream()
                .filter(id -> Version.isEvent(to.activity(id))
                        && Version.host(to.activity(id)).equals(pair.target())
                        && !targets.contains(id))
                .forEach(id -> remarks.add("%s commence à attendre au moment du passage.".formatted(to.quoted(id))));
        return remarks;
    }

    @Override
    public ProcessVersion from() {
        return from.version();
    }

    @Override
    public ProcessVersion to() {
        return to.version();
    }

    @Override
    public Optional<InstanceSituation> situation(String instanceId) {
        return onBehalf.of(Actor.system().id(), () -> find(instanceId).map(this::situation));
    }

    private Optional<ProcessInstance> find(String instanceId) {
        return Optional.ofNullable(runtime.createProcessInstanceQuery()
                .processInstanceId(instanceId)
                .processDefinitionId(from.version().definitionId())
                .singleResult());
    }

    private InstanceSituation situation(ProcessInstance instance) {
        Map<String, Wait> waits = new LinkedHashMap<>();
        ActivityInstance tree = runtime.getActivityInstance(instance.getId());
        if (tree != null) {
            leaves(tree).forEach(id -> waits.putIfAbsent(id, new Wait(id, from.label(id))));
        }
        Set<String> remarks = new LinkedHashSet<>();
        waits.keySet().forEach(id -> remarks.addAll(remarksByWait.getOrDefault(id, List.of())));
        remarks.addAll(lost(instance.getId()));
        if (runtime.createIncidentQuery().processInstanceId(instance.getId()).count() > 0) {
            remarks.add("Un incident est ouvert : il suit l’instance et se relance après le passage.");
        }
        runtime.createProcessInstanceQuery()
                .superProcessInstanceId(instance.getId())
                .list()
                .forEach(called -> remarks.add(called(called)));
        return new InstanceSituation(
                instance.getId(),
                instance.getBusinessKey(),
                instance.getTenantId(),
                List.copyOf(waits.values()),
                List.copyOf(remarks));
    }

    private String called(ProcessInstance called) {
        var definition = engine.getRepositoryService().getProcessDefinition(called.getProcessDefinitionId());
        return "Le processus appelé « %s » continue dans sa version %d."
                .formatted(
                        definition.getName() == null ? definition.getKey() : definition.getName(),
                        definition.getVersion());
    }

    private static Stream<String> leaves(ActivityInstance tree) {
        Stream<String> transitions = Stream.of(tree.getChildTransitionInstances())
                .map(TransitionInstance::getActivityId)
                .map(Version::plain);
        Stream<String> children = Stream.of(tree.getChildActivityInstances())
                .flatMap(child ->
                        child.getChildActivityInstances().length == 0 && child.getChildTransitionInstances().length == 0
                                ? Stream.of(Version.plain(child.getActivityId()))
                                : leaves(child));
        return Stream.concat(transitions, children);
    }

    /** What the instance would not wait for any more, and what it would wait for anew. */
    private List<String> lost(String instanceId) {
        Set<String> remarks = new LinkedHashSet<>();
        runtime.createEventSubscriptionQuery()
                .processInstanceId(instanceId)
                .list()
                .forEach(subscription -> {
                    MappedPair pair = pairs.get(subscription.getActivityId());
                    if (pair == null) {
                        remarks.add("N’attendra plus « %s » (%s)."
                                .formatted(subscription.getEventName(), from.label(subscription.getActivityId())));
                    } else if (pair.renewTrigger()) {
                        remarks.add("Attendra ce que la nouvelle version attend dans %s."
                                .formatted(to.quoted(pair.target())));
                    }
                });
        jobs(instanceId).stream()
                .map(job -> timers.get(job.getJobDefinitionId()))
                .filter(Objects::nonNull)
                .forEach(activity -> {
                    MappedPair pair = pairs.get(activity);
                    if (pair == null) {
                        remarks.add("Le délai %s est abandonné.".formatted(from.quoted(activity)));
                    } else if (pair.renewTrigger()) {
                        remarks.add("Le délai %s est calculé de nouveau.".formatted(to.quoted(pair.target())));
                    }
                });
        return List.copyOf(remarks);
    }

    private List<Job> jobs(String instanceId) {
        return management.createJobQuery().processInstanceId(instanceId).unlimitedList();
    }

    @Override
    public void move(String instanceId) throws CannotMove {
        CannotMove refusal = onBehalf.of(Actor.system().id(), () -> tryToMove(instanceId));
        if (refusal != null) {
            throw refusal;
        }
    }

    private CannotMove tryToMove(String instanceId) {
        Optional<ProcessInstance> instance = find(instanceId);
        if (instance.isEmpty()) {
            return new CannotMove(List.of(ENDED), false);
        }
        if (instance.get().isSuspended()) {
            return new CannotMove(List.of(SUSPENDED), false);
        }
        Date now = ClockUtil.getCurrentTime();
        boolean busy = jobs(instanceId).stream()
                .map(JobEntity.class::cast)
                .anyMatch(job -> job.getLockExpirationTime() != null
                        && job.getLockExpirationTime().after(now));
        if (busy) {
            return new CannotMove(List.of(BUSY), true);
        }
        try {
            runtime.newMigration(plan).processInstanceIds(instanceId).execute();
            engine.getCommandExecutorTxRequired().execute(new RenewTasks(instanceId, options));
            return null;
        } catch (MigratingProcessInstanceValidationException e) {
            return new CannotMove(reasons(e), false);
        } catch (OptimisticLockingException e) {
            return new CannotMove(List.of(TOUCHED), true);
        } catch (BadUserRequestException e) {
            return new CannotMove(List.of(ENDED), false);
        }
    }

    private List<String> reasons(MigratingProcessInstanceValidationException e) {
        EngineSentences sentences = new EngineSentences(from, to);
        Set<String> reasons = new LinkedHashSet<>();
        var report = e.getValidationReport();
        report.getActivityInstanceReports()
                .forEach(activity -> activity.getFailures()
                        .forEach(failure -> reasons.add(sentences.of(
                                failure, activity.getSourceScopeId(), target(activity.getSourceScopeId())))));
        report.getTransitionInstanceReports()
                .forEach(transition -> transition
                        .getFailures()
                        .forEach(failure -> reasons.add(sentences.of(
                                failure, transition.getSourceScopeId(), target(transition.getSourceScopeId())))));
        // what is left over is left over because of these
        if (reasons.isEmpty()) {
            report.getFailures().forEach(failure -> reasons.add(sentences.of(failure, null, null)));
        }
        return List.copyOf(reasons);
    }

    private String target(String source) {
        MappedPair pair = pairs.get(Version.plain(source));
        return pair == null ? null : pair.target();
    }
}
