package fr.ecoquartier.workflow.migration;

import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.modelling.migration.MappedPair;
import fr.ecoquartier.modelling.migration.MappedPair.Origin;
import fr.ecoquartier.modelling.migration.MappingProblem;
import fr.ecoquartier.modelling.migration.MappingRefused;
import fr.ecoquartier.modelling.migration.MigrationEngine;
import fr.ecoquartier.modelling.migration.MigrationProposal;
import fr.ecoquartier.modelling.migration.MoveOptions;
import fr.ecoquartier.modelling.migration.ProcessVersion;
import fr.ecoquartier.workflow.guard.OnBehalf;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.RepositoryServiceImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.pvm.process.ProcessDefinitionImpl;
import org.camunda.bpm.engine.management.ActivityStatistics;
import org.camunda.bpm.engine.migration.MigrationInstructionBuilder;
import org.camunda.bpm.engine.migration.MigrationPlan;
import org.camunda.bpm.engine.migration.MigrationPlanBuilder;
import org.camunda.bpm.engine.migration.MigrationPlanValidationException;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.springframework.stereotype.Service;

/** Moves running instances with the engine's own migration, and says in French what it has against it. */
@Service
class EngineMigration implements MigrationEngine {

    private final ProcessEngineConfigurationImpl engine;
    private final RepositoryService repository;
    private final RuntimeService runtime;
    private final ManagementService management;
    private final OnBehalf onBehalf;

    EngineMigration(ProcessEngine processEngine, OnBehalf onBehalf) {
        this.engine = (ProcessEngineConfigurationImpl) processEngine.getProcessEngineConfiguration();
        this.repository = processEngine.getRepositoryService();
        this.runtime = processEngine.getRuntimeService();
        this.management = processEngine.getManagementService();
        this.onBehalf = onBehalf;
    }

    @Override
    public List<ProcessVersion> versions(String processKey) {
        return application(() -> repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(processKey)
                .orderByProcessDefinitionVersion()
                .desc()
                .unlimitedList()
                .stream()
                .map(this::version)
                .toList());
    }

    private ProcessVersion version(ProcessDefinition definition) {
        return new ProcessVersion(
                definition.getKey(),
                definition.getName() == null ? definition.getKey() : definition.getName(),
                definition.getVersion(),
                definition.getId(),
                repository
                        .createDeploymentQuery()
                        .deploymentId(definition.getDeploymentId())
                        .singleResult()
                        .getDeploymentTime()
                        .toInstant(),
                runtime.createProcessInstanceQuery()
                        .processDefinitionId(definition.getId())
                        .count());
    }

    private Optional<Version> find(String processKey, int version) {
        return Optional.ofNullable(repository
                        .createProcessDefinitionQuery()
                        .processDefinitionKey(processKey)
                        .processDefinitionVersion(version)
                        .singleResult())
                .map(found -> new Version(
                        version(found),
                        found.getDeploymentId(),
                        (ProcessDefinitionImpl)
                                ((RepositoryServiceImpl) repository).getDeployedProcessDefinition(found.getId()),
                        engine.getDefaultMigrationActivityValidators()));
    }

    @Override
    public Optional<String> diagram(String processKey, int version) {
        return application(() -> find(processKey, version).map(found -> {
            try (InputStream model = repository.getProcessModel(found.version().definitionId())) {
                return new String(model.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
    }

    @Override
    public Optional<MigrationProposal> propose(String processKey, int from, int to) {
        return application(() ->
                find(processKey, from).flatMap(source -> find(processKey, to).map(target -> propose(source, target))));
    }

    private MigrationProposal propose(Version from, Version to) {
        Map<String, MappedPair> pairs = new LinkedHashMap<>();
        runtime.createMigrationPlan(from.version().definitionId(), to.version().definitionId())
                .mapEqualActivities()
                .build()
                .getInstructions()
                .forEach(instruction -> {
                    if (from.mappable().contains(instruction.getSourceActivityId())) {
                        pairs.put(
                                instruction.getSourceActivityId(),
                                new MappedPair(
                                        instruction.getSourceActivityId(),
                                        instruction.getTargetActivityId(),
                                        Origin.EQUAL,
                                        instruction.isUpdateEventTrigger()));
                    }
                });
        Map<String, String> known = new HashMap<>();
        pairs.forEach((source, pair) -> known.put(source, pair.target()));
        new Suggestions(from, to).find(known).forEach((source, target) -> {
            pairs.put(source, new MappedPair(source, target, Origin.SUGGESTED, false));
            if (!engineProblems(from, to, List.copyOf(pairs.values())).isEmpty()) {
                pairs.remove(source);
            }
        });
        Map<String, Long> waiting = new LinkedHashMap<>();
        for (ActivityStatistics statistics : management
                .createActivityStatisticsQuery(from.version().definitionId())
                .unlimitedList()) {
            if (statistics.getInstances() > 0 && from.isLeaf(statistics.getId())) {
                waiting.put(statistics.getId(), (long) statistics.getInstances());
            }
        }
        List<MappedPair> ordered = from.mappable().stream()
                .filter(pairs::containsKey)
                .map(pairs::get)
                .toList();
        return new MigrationProposal(from.version(), to.version(), from.elements(), to.elements(), ordered, waiting);
    }

    @Override
    public List<MappingProblem> problems(String processKey, int from, int to, List<MappedPair> mapping) {
        return application(() -> {
            Optional<Version> source = find(processKey, from);
            Optional<Version> target = find(processKey, to);
            if (source.isEmpty() || target.isEmpty()) {
                return List.of(gone(source.isEmpty() ? from : to));
            }
            return problems(source.get(), target.get(), mapping);
        });
    }

    private static MappingProblem gone(int version) {
        return new MappingProblem(
                null, null, "La version %d de ce processus n’existe pas, ou plus.".formatted(version));
    }

    private List<MappingProblem> problems(Version from, Version to, List<MappedPair> mapping) {
        List<MappingProblem> problems = new ArrayList<>(engineProblems(from, to, mapping));
        TaskChanges changes = new TaskChanges(engine, from, to);
        for (MappedPair pair : mapping) {
            changes.missingForm(pair.target())
                    .ifPresent(form -> problems.add(new MappingProblem(
                            pair.source(),
                            pair.target(),
                            "%s demande le formulaire « %s », que la version %d n’a pas apporté : la tâche ne pourrait plus être ouverte. Déployez le processus avec ses formulaires."
                                    .formatted(
                                            to.quoted(pair.target()),
                                            form,
                                            to.version().version()))));
        }
        return problems;
    }

    private List<MappingProblem> engineProblems(Version from, Version to, List<MappedPair> mapping) {
        try {
            plan(from, to, mapping);
            return List.of();
        } catch (MigrationPlanValidationException e) {
            EngineSentences sentences = new EngineSentences(from, to);
            return e.getValidationReport().getInstructionReports().stream()
                    .flatMap(report -> report.getFailures().stream()
                            .map(failure -> new MappingProblem(
                                    Version.plain(
                                            report.getMigrationInstruction().getSourceActivityId()),
                                    Version.plain(
                                            report.getMigrationInstruction().getTargetActivityId()),
                                    sentences.of(
                                            failure,
                                            report.getMigrationInstruction().getSourceActivityId(),
                                            report.getMigrationInstruction().getTargetActivityId()))))
                    .distinct()
                    .toList();
        }
    }

    /** What is repeated goes together with its repetition. */
    private MigrationPlan plan(Version from, Version to, List<MappedPair> mapping) {
        MigrationPlanBuilder plan = runtime.createMigrationPlan(
                from.version().definitionId(), to.version().definitionId());
        for (MappedPair pair : mapping) {
            if (from.repeated(pair.source()) && to.repeated(pair.target())) {
                plan = plan.mapActivities(Version.body(pair.source()), Version.body(pair.target()));
            }
            MigrationInstructionBuilder instruction = plan.mapActivities(pair.source(), pair.target());
            plan = pair.renewTrigger() ? instruction.updateEventTrigger() : instruction;
        }
        return plan.build();
    }

    @Override
    public List<String> running(String processKey, int version) {
        return application(() -> find(processKey, version)
                .map(found -> runtime
                        .createProcessInstanceQuery()
                        .processDefinitionId(found.version().definitionId())
                        .orderByBusinessKey()
                        .asc()
                        .unlimitedList()
                        .stream()
                        .map(ProcessInstance::getId)
                        .toList())
                .orElse(List.of()));
    }

    @Override
    public PreparedMove prepare(String processKey, int from, int to, List<MappedPair> mapping, MoveOptions options)
            throws MappingRefused {
        Optional<Version> source = application(() -> find(processKey, from));
        Optional<Version> target = application(() -> find(processKey, to));
        if (source.isEmpty() || target.isEmpty()) {
            throw new MappingRefused(List.of(gone(source.isEmpty() ? from : to)));
        }
        List<MappingProblem> problems = application(() -> problems(source.get(), target.get(), mapping));
        if (!problems.isEmpty()) {
            throw new MappingRefused(problems);
        }
        MigrationPlan plan = application(() -> plan(source.get(), target.get(), mapping));
        return new EngineMove(engine, onBehalf, source.get(), target.get(), plan, mapping, options);
    }

    @Override
    public boolean changedMeanwhile(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OptimisticLockingException) {
                return true;
            }
        }
        return false;
    }

    /** The application acts, whoever is signed in: the pages have asked who may. */
    private <T> T application(Supplier<T> action) {
        return onBehalf.of(Actor.system().id(), action);
    }
}
