package fr.ecoquartier.workflow.guard;

import fr.ecoquartier.workflow.Refusal;
import org.camunda.bpm.engine.impl.RuntimeServiceImpl;
import org.camunda.bpm.engine.migration.MigrationPlan;
import org.camunda.bpm.engine.migration.MigrationPlanExecutionBuilder;
import org.camunda.bpm.engine.runtime.ModificationBuilder;
import org.camunda.bpm.engine.runtime.ProcessInstanceModificationBuilder;
import org.camunda.bpm.engine.runtime.RestartProcessInstanceBuilder;
import org.camunda.bpm.engine.runtime.UpdateProcessInstanceSuspensionStateSelectBuilder;

/**
 * The way of a running process changes on our pages only, where it takes a reason and goes to the dossier's journal.
 * Requests to the engine's REST interface or web apps that would suspend, move, restart or migrate instances are refused.
 */
class GuardedRuntime extends RuntimeServiceImpl {

    private static void onlyOnOurPages() {
        if (OutsideDeployments.undecided()) {
            throw EngineRequest.remember(
                    Refusal.forbidden("Un processus ne se suspend, ne se déplace, ne redémarre et ne change de version"
                            + " qu’avec un motif, inscrit au journal du dossier : employez « Intervenir » à la page du"
                            + " dossier, ou la migration dans « Modèles »."));
        }
    }

    @Override
    public UpdateProcessInstanceSuspensionStateSelectBuilder updateProcessInstanceSuspensionState() {
        onlyOnOurPages();
        return super.updateProcessInstanceSuspensionState();
    }

    @Override
    public ProcessInstanceModificationBuilder createProcessInstanceModification(String instance) {
        onlyOnOurPages();
        return super.createProcessInstanceModification(instance);
    }

    @Override
    public ModificationBuilder createModification(String definition) {
        onlyOnOurPages();
        return super.createModification(definition);
    }

    @Override
    public RestartProcessInstanceBuilder restartProcessInstances(String definition) {
        onlyOnOurPages();
        return super.restartProcessInstances(definition);
    }

    @Override
    public MigrationPlanExecutionBuilder newMigration(MigrationPlan plan) {
        onlyOnOurPages();
        return super.newMigration(plan);
    }
}
