package fr.ecoquartier.workflow.deployment;

import java.util.List;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/**
 * Deploys the models, decisions and forms of the class path as one deployment, before the job executor starts. Names
 * are relative and duplicates filtered, so that starting again, in whatever way, makes no new version; a change to any
 * file deploys all of them together, which keeps the forms bound to their models.
 */
@Component
class ModelDeployment implements SmartInitializingSingleton {

    static final String NAME = "EcoQuartier Label";

    private final ModelFiles files;
    private final RepositoryService repository;

    ModelDeployment(ModelFiles files, RepositoryService repository) {
        this.files = files;
        this.repository = repository;
    }

    @Override
    public void afterSingletonsInstantiated() {
        List<ModelFile> found = files.read();
        files.verify(found);
        deploy(found);
    }

    void deploy(List<ModelFile> found) {
        DeploymentBuilder deployment =
                repository.createDeployment().name(NAME).source("application").enableDuplicateFiltering(false);
        found.forEach(file -> deployment.addInputStream(file.name(), new java.io.ByteArrayInputStream(file.content())));
        try {
            deployment.deploy();
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
