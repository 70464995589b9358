package fr.ecoquartier.workflow.deployment;

import fr.ecoquartier.modelling.ModelCatalogue;
import fr.ecoquartier.modelling.ModelFile;
import fr.ecoquartier.modelling.ModelKind;
import fr.ecoquartier.modelling.ModelVersion;
import fr.ecoquartier.modelling.draft.DraftChanged;
import fr.ecoquartier.modelling.draft.ModelDraft;
import fr.ecoquartier.modelling.draft.ModelDrafts;
import fr.ecoquartier.modelling.release.ModelDeployer;
import fr.ecoquartier.modelling.release.Releases;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deploys the models, decisions and forms of the class path as one deployment, before the job executor starts. Names are
 * relative and what the application last started with is remembered, so that starting again, in whatever way, makes no new
 * version; a change to any file deploys all of them together, which keeps the forms bound to their models.
 *
 * <p>A model that an administrator has changed is never replaced: the new packaged file becomes a draft.
 */
@Component
class ModelDeployment implements SmartInitializingSingleton {

    static final String NAME = "EcoQuartier Label";
    static final String SOURCE = "application";
    private static final Logger LOG = LoggerFactory.getLogger(ModelDeployment.class);

    private final ModelFiles files;
    private final PackagedModels packaged;
    private final RepositoryService repository;
    private final ModelCatalogue catalogue;
    private final ModelDeployer deployer;
    private final ModelDrafts drafts;
    private final Releases releases;
    private final TransactionTemplate transaction;

    ModelDeployment(
            ModelFiles files,
            PackagedModels packaged,
            RepositoryService repository,
            ModelCatalogue catalogue,
            ModelDeployer deployer,
            ModelDrafts drafts,
            Releases releases,
            PlatformTransactionManager transactions) {
        this.files = files;
        this.packaged = packaged;
        this.repository = repository;
        this.catalogue = catalogue;
        this.deployer = deployer;
        this.drafts = drafts;
        this.releases = releases;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public void afterSingletonsInstantiated() {
        List<ModelFile> found = files.read();
        files.verify(found);
        bring(found);
    }

    /** Deploys what is new, in one transaction with what is written down about it. */
    void bring(List<ModelFile> found) {
        transaction.executeWithoutResult(status -> {
            releases.lockDeployments();
            Map<String, String> known = known();
            Set<String> changed = found.stream()
                    .filter(file -> !file.content().equals(known.get(file.name())))
                    .map(ModelFile::name)
                    .collect(Collectors.toSet());
            if (!changed.isEmpty()) {
                bring(found, changed, known);
            }
            packaged.remember(found);
        });
    }

    /** Of the last start; of the last deployment for a database that is older than the record of it. */
    private Map<String, String> known() {
        Map<String, String> known = packaged.known();
        if (!known.isEmpty()) {
            return known;
        }
        List<Deployment> deployments = repository
                .createDeploymentQuery()
                .deploymentName(NAME)
                .orderByDeploymentTime()
                .desc()
                .listPage(0, 1);
        Map<String, String> deployed = new HashMap<>();
        for (Deployment deployment : deployments) {
            repository
                    .getDeploymentResources(deployment.getId())
                    .forEach(resource -> deployed.put(
                            resource.getName(),
                            new String(resourceBytes(deployment, resource.getId()), StandardCharsets.UTF_8)));
        }
        return deployed;
    }

    private byte[] resourceBytes(Deployment deployment, String resourceId) {
        try (var stream = repository.getResourceAsStreamById(deployment.getId(), resourceId)) {
            return stream.readAllBytes();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void bring(List<ModelFile> found, Set<String> changed, Map<String, String> known) {
        Map<String, ModelVersion> owned = new LinkedHashMap<>();
        for (ModelFile file : found) {
            ownVersion(file, known).ifPresent(version -> owned.put(file.name(), version));
        }
        List<ModelFile> deployed = owned.isEmpty() ? found : besides(found, changed, owned);
        List<String> kept = new ArrayList<>();
        for (ModelFile file : found) {
            if (changed.contains(file.name()) && (owned.containsKey(file.name()) || boundBy(file, owned))) {
                draft(file).ifPresent(kept::add);
            }
        }
        if (!deployed.isEmpty()) {
            String id = deploy(deployed);
            releases.brought(
                    id,
                    deployer.versions(id),
                    deployed,
                    kept.isEmpty()
                            ? "Modèles livrés avec l’application"
                            : "Modèles livrés avec l’application ; en brouillon, parce qu’une version d’administration est"
                                    + " en service : " + String.join(", ", kept));
        }
        if (!kept.isEmpty()) {
            LOG.warn("Packaged models kept as drafts beside an administrator's version: {}", String.join(", ", kept));
        }
    }

    /** The version in service when an administrator made it and it is not what the application had brought. */
    private Optional<ModelVersion> ownVersion(ModelFile file, Map<String, String> known) {
        return latest(file)
                .filter(version -> !SOURCE.equals(repository
                        .createDeploymentQuery()
                        .deploymentId(version.deploymentId())
                        .singleResult()
                        .getSource()))
                .filter(version -> !content(version).equals(known.get(file.name())));
    }

    private Optional<ModelVersion> latest(ModelFile file) {
        return catalogue.versions(ModelKind.ofFile(file.name()).orElseThrow(), ModelFiles.id(file)).stream()
                .findFirst();
    }

    private String content(ModelVersion version) {
        return catalogue
                .content(version.kind(), version.key(), version.version())
                .orElse("");
    }

    /**
     * What is deployed beside the versions of administrators: changed files, and the processes that they belong to, with
     * the forms that those have now.
     */
    private List<ModelFile> besides(List<ModelFile> found, Set<String> changed, Map<String, ModelVersion> owned) {
        Map<String, ModelFile> byKey = new HashMap<>();
        Set<String> changedKeys = new HashSet<>();
        for (ModelFile file : found) {
            boolean own = owned.containsKey(file.name());
            byKey.put(ModelFiles.id(file), own ? new ModelFile(file.name(), content(owned.get(file.name()))) : file);
            if (changed.contains(file.name()) && !own) {
                changedKeys.add(ModelFiles.id(file));
            }
        }
        Map<String, ModelFile> deployed = new LinkedHashMap<>();
        for (ModelFile file : found) {
            if (owned.containsKey(file.name())) {
                continue;
            }
            Set<String> bound = ModelFiles.bound(file);
            if (changed.contains(file.name()) || bound.stream().anyMatch(changedKeys::contains)) {
                deployed.putIfAbsent(file.name(), file);
                bound.stream()
                        .map(byKey::get)
                        .filter(needed -> needed != null)
                        .forEach(needed -> deployed.putIfAbsent(needed.name(), needed));
            }
        }
        return List.copyOf(deployed.values());
    }

    /** Whether a process of an administrator uses that form or decision in its own deployment. */
    private boolean boundBy(ModelFile file, Map<String, ModelVersion> owned) {
        return owned.values().stream()
                .filter(version -> version.kind() == ModelKind.PROCESS)
                .map(version -> new ModelFile(version.resource(), content(version)))
                .anyMatch(process -> ModelFiles.bound(process).contains(ModelFiles.id(file)));
    }

    /** Keeps a packaged file as a draft on the version in service; nothing when that is the same. */
    private Optional<String> draft(ModelFile file) {
        ModelKind kind = ModelKind.ofFile(file.name()).orElseThrow();
        String key = ModelFiles.id(file);
        ModelVersion latest = latest(file).orElse(null);
        if (latest != null && content(latest).equals(file.content())) {
            return Optional.empty();
        }
        Optional<ModelDraft> waiting = drafts.of(kind, key).stream()
                .filter(draft -> draft.open() && draft.author().equals(Releases.APPLICATION))
                .findFirst();
        try {
            if (waiting.isPresent()) {
                drafts.save(waiting.get().id(), waiting.get().revision(), file.content(), Releases.APPLICATION);
                return Optional.of(key);
            }
        } catch (DraftChanged e) {
            LOG.info(
                    "Draft {} was changed meanwhile, the packaged {} becomes another",
                    waiting.get().id(),
                    key);
        }
        drafts.create(
                kind,
                key,
                file.name(),
                (latest == null ? key : latest.name()) + " – livré avec l’application",
                latest == null ? null : latest.version(),
                file.content(),
                Releases.APPLICATION);
        return Optional.of(key);
    }

    /** @return id of the deployment */
    String deploy(List<ModelFile> found) {
        DeploymentBuilder deployment = repository.createDeployment().name(NAME).source(SOURCE);
        found.forEach(file -> deployment.addInputStream(file.name(), new ByteArrayInputStream(file.bytes())));
        try {
            return deployment.deploy().getId();
        } catch (ParseException e) {
            throw refused(e);
        } catch (ProcessEngineException e) {
            throw new ModelRefused(
                    found.stream()
                            .map(ModelFile::name)
                            .filter(name -> String.valueOf(e.getMessage()).contains(name))
                            .findFirst()
                            .orElse("déploiement"),
                    String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private static ModelRefused refused(ParseException e) {
        return e.getResorceReports().stream()
                .filter(report -> !report.getErrors().isEmpty())
                .findFirst()
                .map(report -> new ModelRefused(
                        report.getResourceName(),
                        report.getErrors().stream()
                                .map(problem -> "ligne %d, %s : %s"
                                        .formatted(problem.getLine(), problem.getMainElementId(), problem.getMessage()))
                                .collect(Collectors.joining(" ; "))))
                .orElseGet(() -> new ModelRefused("déploiement", e.getMessage()));
    }
}
