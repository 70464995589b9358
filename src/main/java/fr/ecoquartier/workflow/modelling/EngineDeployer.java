package fr.ecoquartier.workflow.modelling;

import com.fasterxml.jackson.databind.ObjectMapper;
import fr.ecoquartier.modelling.ModelFile;
import fr.ecoquartier.modelling.ModelKind;
import fr.ecoquartier.modelling.ModelVersion;
import fr.ecoquartier.modelling.check.Finding;
import fr.ecoquartier.modelling.check.Finding.Severity;
import fr.ecoquartier.modelling.check.ModelXml;
import fr.ecoquartier.modelling.release.DeployedVersion;
import fr.ecoquartier.modelling.release.DeploymentFailed;
import fr.ecoquartier.modelling.release.ModelDeployer;
import fr.ecoquartier.workflow.Refusal;
import fr.ecoquartier.workflow.guard.OutsideDeployments;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.persistence.deploy.cache.DeploymentCache;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.repository.DeploymentWithDefinitions;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.w3c.dom.Element;

/**
 * Deploys with the engine, in the caller's transaction: the engine shares our data source, so its rows and ours are
 * committed together or not at all.
 */
@Component
class EngineDeployer implements ModelDeployer {

    /** How the engine's tables tell deployments of administrators from those of the application. */
    static final String SOURCE = "modeles";

    private final EngineModels models;
    private final ProcessEngine engine;
    private final ObjectMapper json;
    private final Map<String, Set<Bound>> bindingsOfVersions = new ConcurrentHashMap<>();

    EngineDeployer(EngineModels models, ProcessEngine engine, ObjectMapper json) {
        this.models = models;
        this.engine = engine;
        this.json = json;
    }

    @Override
    public Deployed deploy(String name, List<ModelFile> files) {
        RepositoryService repository = engine.getRepositoryService();
        DeploymentBuilder builder = repository.createDeployment().name(name).source(SOURCE);
        files.forEach(file -> builder.addInputStream(file.name(), new ByteArrayInputStream(file.bytes())));
        DeploymentWithDefinitions deployment = asApplication(builder);
        forgetUnlessCommitted(deployment);
        return new Deployed(deployment.getId(), versions(deployment.getId()));
    }

    /** Who may deploy was decided before: the engine is asked in nobody's name. */
    private DeploymentWithDefinitions asApplication(DeploymentBuilder builder) {
        IdentityService identities = engine.getIdentityService();
        Authentication person = identities.getCurrentAuthentication();
        identities.clearAuthentication();
        try {
            return OutsideDeployments.asApplication(builder::deployWithResult);
        } catch (Refusal e) {
            throw new DeploymentFailed(e.detail(), e);
        } catch (ParseException e) {
            String first = e.getResorceReports().stream()
                    .flatMap(report -> report.getErrors().stream())
                    .map(problem -> problem.getMainElementId() + " : " + Sentences.ofEngine(problem.getMessage()))
                    .findFirst()
                    .orElse("Le moteur ne lit pas ces modèles.");
            throw new DeploymentFailed(first, e);
        } catch (ProcessEngineException e) {
            throw new DeploymentFailed(Sentences.ofEngine(String.valueOf(e.getMessage())), e);
        } finally {
            if (person != null) {
                identities.setAuthentication(person.getUserId(), person.getGroupIds(), person.getTenantIds());
            }
        }
    }

    /**
     * The engine keeps what it has parsed as soon as it has parsed it. When the transaction is rolled back, nothing of a
     * version that never was may stay in memory.
     */
    private void forgetUnlessCommitted(DeploymentWithDefinitions deployment) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            return;
        }
        DeploymentCache cache =
                ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration()).getDeploymentCache();
        List<String> forms = forms(deployment.getId());
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                if (status == STATUS_COMMITTED) {
                    return;
                }
                each(deployment.getDeployedProcessDefinitions(), process -> {
                    cache.getProcessDefinitionCache().remove(process.getId());
                    cache.getBpmnModelInstanceCache().remove(process.getId());
                });
                each(deployment.getDeployedDecisionDefinitions(), decision -> {
                    cache.getDecisionDefinitionCache().remove(decision.getId());
                    cache.getDmnDefinitionCache().remove(decision.getId());
                });
                each(
                        deployment.getDeployedDecisionRequirementsDefinitions(),
                        decisions ->
                                cache.getDecisionRequirementsDefinitionCache().remove(decisions.getId()));
                forms.forEach(cache::removeCamundaFormDefinition);
            }
        });
    }

    private List<String> forms(String deploymentId) {
        return models.ofDeployment(ModelKind.FORM, deploymentId).stream()
                .map(ModelVersion::definitionId)
                .toList();
    }

    private static <T> void each(java.util.Collection<T> found, java.util.function.Consumer<T> action) {
        if (found != null) {
            found.forEach(action);
        }
    }

    @Override
    public List<DeployedVersion> versions(String deploymentId) {
        List<DeployedVersion> versions = new ArrayList<>();
        for (ModelKind kind : ModelKind.values()) {
            for (ModelVersion version : models.ofDeployment(kind, deploymentId)) {
                versions.add(new DeployedVersion(
                        kind,
                        version.key(),
                        version.version(),
                        version.definitionId(),
                        models.before(kind, version.key(), version.version()),
                        false));
            }
        }
        return versions;
    }

    @Override
    public List<ModelFile> complete(List<ModelFile> files) {
        Map<String, ModelFile> bundle = new LinkedHashMap<>();
        files.forEach(file -> bundle.put(file.name(), file));
        boundProcesses(files).forEach(process -> bundle.putIfAbsent(process.name(), process));
        Map<Bound, List<String>> needed = new LinkedHashMap<>();
        for (ModelFile file : List.copyOf(bundle.values())) {
            bindings(file)
                    .forEach(bound -> needed.computeIfAbsent(bound, any -> new ArrayList<>())
                            .add(key(file)));
        }
        needed.forEach((bound, processes) -> {
            if (bundle.values().stream().noneMatch(file -> bound.is(file, key(file)))) {
                inService(bound, processes).ifPresent(file -> bundle.putIfAbsent(file.name(), file));
            }
        });
        return List.copyOf(bundle.values());
    }

    @Override
    public List<Finding> conflicts(List<ModelFile> files, Set<String> chosen) {
        List<Finding> conflicts = new ArrayList<>();
        for (ModelFile process : files) {
            for (Bound bound : bindings(process)) {
                ModelFile given = files.stream()
                        .filter(file -> bound.is(file, key(file)))
                        .findFirst()
                        .orElse(null);
                if (given == null || chosen.contains(given.name())) {
                    continue;
                }
                models.latest(ModelKind.PROCESS, key(process))
                        .flatMap(latest -> models.inDeployment(bound.kind(), bound.key(), latest.deploymentId()))
                        .flatMap(this::file)
                        .filter(own -> !own.content().equals(given.content()))
                        .ifPresent(own -> conflicts.add(new Finding(
                                process.name(),
                                null,
                                null,
                                Severity.WARNING,
                                "otherForm",
                                "« " + bound.key() + " » n’est pas le même pour tous les processus de cette mise en"
                                        + " service : « " + key(process) + " » recevrait celui d’un autre.",
                                "Ajoutez un brouillon de « " + bound.key() + " » avec le contenu voulu, ou mettez les"
                                        + " processus en service séparément.")));
            }
        }
        return conflicts;
    }

    @Override
    public List<ModelFile> bundle(ModelKind kind, String key, int version) {
        ModelVersion wanted = models.version(kind, key, version)
                .orElseThrow(() -> new IllegalArgumentException("no version " + version + " of " + key));
        ModelFile file = file(wanted).orElseThrow();
        Map<String, ModelFile> bundle = new LinkedHashMap<>();
        bundle.put(file.name(), file);
        for (Bound bound : bindings(file)) {
            models.inDeployment(bound.kind(), bound.key(), wanted.deploymentId())
                    .flatMap(this::file)
                    .ifPresent(bindingFile -> bundle.putIfAbsent(bindingFile.name(), bindingFile));
        }
        return complete(List.copyOf(bundle.values()), kind == ModelKind.PROCESS);
    }

    /** A process that goes back brings its own forms, which other processes need not follow. */
    private List<ModelFile> complete(List<ModelFile> files, boolean alone) {
        if (!alone) {
            return complete(files);
        }
        Map<String, ModelFile> bundle = new LinkedHashMap<>();
        files.forEach(file -> bundle.put(file.name(), file));
        ModelFile process = files.get(0);
        for (Bound bound : bindings(process)) {
            if (files.stream().noneMatch(file -> bound.is(file, key(file)))) {
                inService(bound, List.of(key(process))).ifPresent(file -> bundle.putIfAbsent(file.name(), file));
            }
        }
        return List.copyOf(bundle.values());
    }

    /** Processes in service that are bound to one of these forms or decisions, and to nothing else in the end. */
    private List<ModelFile> boundProcesses(List<ModelFile> files) {
        Set<Bound> changed = new HashSet<>();
        Set<String> given = new HashSet<>();
        for (ModelFile file : files) {
            ModelKind kind = ModelKind.ofFile(file.name()).orElseThrow();
            changed.add(new Bound(kind, key(file)));
            given.add(kind + " " + key(file));
        }
        List<ModelFile> bound = new ArrayList<>();
        for (ModelVersion process : models.latest(ModelKind.PROCESS)) {
            if (!given.contains(ModelKind.PROCESS + " " + process.key())) {
                Set<Bound> needed = bindingsOfVersions.computeIfAbsent(
                        process.definitionId(),
                        id -> file(process).map(EngineDeployer::bindings).orElse(Set.of()));
                if (needed.stream().anyMatch(changed::contains)) {
                    file(process).ifPresent(bound::add);
                }
            }
        }
        return bound;
    }

    /** As the processes that need it have it now; the one deployed last when they differ. */
    private Optional<ModelFile> inService(Bound bound, List<String> processes) {
        return processes.stream()
                .flatMap(process -> models.latest(ModelKind.PROCESS, process).stream())
                .sorted(Comparator.comparing(ModelVersion::deployedAt).reversed())
                .flatMap(process -> models.inDeployment(bound.kind(), bound.key(), process.deploymentId()).stream())
                .findFirst()
                .or(() -> models.latest(bound.kind(), bound.key()))
                .flatMap(this::file);
    }

    private Optional<ModelFile> file(ModelVersion version) {
        return models.resource(version.deploymentId(), version.resource())
                .map(content -> new ModelFile(version.resource(), content));
    }

    private String key(ModelFile file) {
        return Files.key(file, json);
    }

    private record Bound(ModelKind kind, String key) {

        boolean is(ModelFile file, String keyOfFile) {
            return ModelKind.ofFile(file.name()).orElse(null) == kind && key.equals(keyOfFile);
        }
    }

    /** What a process finds in its own deployment only. */
    private static Set<Bound> bindings(ModelFile file) {
        Set<Bound> bound = new LinkedHashSet<>();
        if (ModelKind.ofFile(file.name()).orElse(null) != ModelKind.PROCESS) {
            return bound;
        }
        for (Element element : ModelXml.elements(ModelXml.parse(file)).toList()) {
            bound(element, "formRef", "formRefBinding", ModelKind.FORM, bound);
            bound(element, "decisionRef", "decisionRefBinding", ModelKind.DECISION, bound);
            if ("deployment".equals(ModelXml.camunda(element, "calledElementBinding"))) {
                add(element.getAttribute("calledElement"), ModelKind.PROCESS, bound);
            }
        }
        return bound;
    }

    private static void bound(Element element, String attribute, String binding, ModelKind kind, Set<Bound> bound) {
        if ("deployment".equals(ModelXml.camunda(element, binding))) {
            add(ModelXml.camunda(element, attribute), kind, bound);
        }
    }

    private static void add(String key, ModelKind kind, Set<Bound> bound) {
        if (!key.isBlank() && !key.contains("{")) {
            bound.add(new Bound(kind, key));
        }
    }
}
