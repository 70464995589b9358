package fr.ecoquartier.workflow.decision;

import org.camunda.bpm.engine.RepositoryService;

/** Makes sure that a test finds the decision deployed, whoever deploys it in the application. */
public final class DeployedDecision {

    private DeployedDecision() {}

    public static void ensure(RepositoryService repository) {
        if (repository
                        .createDecisionDefinitionQuery()
                        .decisionDefinitionKey(OpinionTable.KEY)
                        .count()
                == 0) {
            repository
                    .createDeployment()
                    .name("stage opinion")
                    .addClasspathResource("bpmn/decisions/stageOpinion.dmn")
                    .deploy();
        }
    }
}
