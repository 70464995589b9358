package fr.ecoquartier.workflow.guard;

import fr.ecoquartier.workflow.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.camunda.bpm.engine.impl.RepositoryServiceImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.dmn.entity.repository.DecisionDefinitionEntity;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.repository.DeploymentBuilderImpl;
import org.camunda.bpm.engine.repository.DeleteProcessDefinitionsSelectBuilder;
import org.camunda.bpm.engine.repository.DeploymentWithDefinitions;

/**
 * What requests from outside may do with models. A deployment goes through the same checks, the same approval and the same
 * journal as a release of drafts; versions are never deleted or changed under running instances. The application itself is
 * not restricted here.
 */
class GuardedRepository extends RepositoryServiceImpl {

    private final ProcessEngineConfigurationImpl engine;
    private final ModelGate gate;
    private final Supplier<DeploymentDesk> desk;

    GuardedRepository(ProcessEngineConfigurationImpl engine, ModelGate gate, Supplier<DeploymentDesk> desk) {
        this.engine = engine;
        this.gate = gate;
        this.desk = desk;
    }

    @Override
    public DeploymentWithDefinitions deployWithResult(DeploymentBuilderImpl builder) {
        if (!OutsideDeployments.undecided()) {
            return super.deployWithResult(builder);
        }
        Authentication caller = engine.getIdentityService().getCurrentAuthentication();
        if (caller == null
                || caller.getGroupIds() == null
                || !caller.getGroupIds().contains(People.ADMINS)) {
            throw refused(Refusal.forbidden("Seules les personnes administratrices mettent des modèles en service."));
        }
        if (!builder.getDeployments().isEmpty()
                || !builder.getDeploymentResourcesById().isEmpty()
                || !builder.getDeploymentResourcesByName().isEmpty()) {
            throw refused(
                    Refusal.forbidden("Un ancien déploiement ne se rejoue pas : dans Modèles, choisissez « Revenir à"
                            + " cette version »."));
        }
        if (builder.getDeployment().getTenantId() != null) {
            throw refused(Refusal.invalid(
                    "Les modèles valent pour toutes les régions : laissez le champ « Tenant ID »" + " vide."));
        }
        Map<String, byte[]> files = new LinkedHashMap<>();
        builder.getDeployment().getResources().forEach((name, resource) -> files.put(name, resource.getBytes()));
        try {
            gate.check(builder.getDeployment());
            String deployment =
                    desk.get().receive(String.valueOf(builder.getDeployment().getName()), files, caller.getUserId());
            return deployed(deployment);
        } catch (Refusal e) {
            throw refused(e);
        }
    }

    private DeploymentWithDefinitions deployed(String id) {
        DeploymentEntity deployment =
                (DeploymentEntity) createDeploymentQuery().deploymentId(id).singleResult();
        createProcessDefinitionQuery()
                .deploymentId(id)
                .unlimitedList()
                .forEach(process -> deployment.addDeployedArtifact((ProcessDefinitionEntity) process));
        createDecisionDefinitionQuery()
                .deploymentId(id)
                .unlimitedList()
                .forEach(decision -> deployment.addDeployedArtifact((DecisionDefinitionEntity) decision));
        return deployment;
    }

    private static Refusal refused(Refusal refusal) {
        return EngineRequest.remember(refusal);
    }

    private static void keepVersions() {
        if (OutsideDeployments.undecided()) {
            throw refused(Refusal.forbidden("Une version mise en service ne se supprime pas : des dossiers et leur"
                    + " historique en dépendent. Pour ne plus l’employer, revenez à une version antérieure dans"
                    + " Modèles."));
        }
    }

    private static void keepSettings() {
        if (OutsideDeployments.undecided()) {
            throw refused(
                    Refusal.forbidden("La durée de conservation de l’historique fait partie du modèle : changez-la"
                            + " dans un brouillon et demandez sa mise en service."));
        }
    }

    @Override
    public void deleteDeployment(String id) {
        keepVersions();
        super.deleteDeployment(id);
    }

    @Override
    public void deleteDeploymentCascade(String id) {
        keepVersions();
        super.deleteDeploymentCascade(id);
    }

    @Override
    public void deleteDeployment(String id, boolean cascade) {
        keepVersions();
        super.deleteDeployment(id, cascade);
    }

    @Override
    public void deleteDeployment(String id, boolean cascade, boolean skipCustomListeners) {
        keepVersions();
        super.deleteDeployment(id, cascade, skipCustomListeners);
    }

    @Override
    public void deleteDeployment(String id, boolean cascade, boolean skipCustomListeners, boolean skipIoMappings) {
        keepVersions();
        super.deleteDeployment(id, cascade, skipCustomListeners, skipIoMappings);
    }

    @Override
    public void deleteProcessDefinition(String id) {
        keepVersions();
        super.deleteProcessDefinition(id);
    }

    @Override
    public void deleteProcessDefinition(String id, boolean cascade) {
        keepVersions();
        super.deleteProcessDefinition(id, cascade);
    }

    @Override
    public void deleteProcessDefinition(String id, boolean cascade, boolean skipCustomListeners) {
        keepVersions();
        super.deleteProcessDefinition(id, cascade, skipCustomListeners);
    }

    @Override
    public void deleteProcessDefinition(
            String id, boolean cascade, boolean skipCustomListeners, boolean skipIoMappings) {
        keepVersions();
        super.deleteProcessDefinition(id, cascade, skipCustomListeners, skipIoMappings);
    }

    @Override
    public DeleteProcessDefinitionsSelectBuilder deleteProcessDefinitions() {
        keepVersions();
        return super.deleteProcessDefinitions();
    }

    @Override
    public void updateProcessDefinitionHistoryTimeToLive(String id, Integer days) {
        keepSettings();
        super.updateProcessDefinitionHistoryTimeToLive(id, days);
    }

    @Override
    public void updateDecisionDefinitionHistoryTimeToLive(String id, Integer days) {
        keepSettings();
        super.updateDecisionDefinitionHistoryTimeToLive(id, days);
    }
}
