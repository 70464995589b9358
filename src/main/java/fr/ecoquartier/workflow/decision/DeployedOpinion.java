package fr.ecoquartier.workflow.decision;

import fr.ecoquartier.indicator.OpinionRule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.springframework.stereotype.Component;

/**
 * The opinion by the latest deployed version of the decision {@code stageOpinion}. Which version is the latest is asked
 * at every check; the table itself is parsed once per version and evaluated outside the engine's history, because a
 * public check leaves no trace.
 */
@Component
class DeployedOpinion implements OpinionRule {

    private record Version(String id, OpinionTable table) {}

    private final ProcessEngineConfigurationImpl engine;
    private volatile Version current = new Version("", null);

    DeployedOpinion(ProcessEngineConfigurationImpl engine) {
        this.engine = engine;
    }

    @Override
    public Verdict decide(Facts facts) {
        return table().decide(facts);
    }

    @Override
    public OpinionRule fixed() {
        return table();
    }

    private OpinionTable table() {
        String latest = latest();
        Version known = current;
        if (!known.id().equals(latest)) {
            known = new Version(latest, load(latest));
            current = known;
        }
        return known.table();
    }

    private String latest() {
        return engine.getCommandExecutorTxRequired()
                .execute(context -> context.runWithoutAuthorization(() -> {
                    DecisionDefinition definition = engine.getRepositoryService()
                            .createDecisionDefinitionQuery()
                            .decisionDefinitionKey(OpinionTable.KEY)
                            .withoutTenantId()
                            .latestVersion()
                            .singleResult();
                    if (definition == null) {
                        throw new IllegalStateException("the decision " + OpinionTable.KEY + " is not deployed");
                    }
                    return definition.getId();
                }));
    }

    private OpinionTable load(String id) {
        RepositoryService repository = engine.getRepositoryService();
        return engine.getCommandExecutorTxRequired()
                .execute(context -> context.runWithoutAuthorization(() -> {
                    try (InputStream dmn = repository.getDecisionModel(id)) {
                        return new OpinionTable(dmn);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }));
    }
}
