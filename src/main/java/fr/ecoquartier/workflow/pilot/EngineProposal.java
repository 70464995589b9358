package fr.ecoquartier.workflow.pilot;

import fr.ecoquartier.pilot.report.ProposedDraft;
import fr.ecoquartier.workflow.guard.OnBehalf;
import fr.ecoquartier.workflow.pilot.PilotCampaignProcess.Variables;
import java.util.Optional;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.history.HistoricVariableInstance;
import org.springframework.stereotype.Component;

/** The proposal of a campaign, from the variables of its process, running or over. */
@Component
class EngineProposal implements ProposedDraft {

    private final HistoryService history;
    private final OnBehalf onBehalf;

    EngineProposal(HistoryService history, OnBehalf onBehalf) {
        this.history = history;
        this.onBehalf = onBehalf;
    }

    @Override
    public Optional<Long> of(String campaign) {
        return onBehalf.of(
                "system",
                () -> history
                        .createHistoricProcessInstanceQuery()
                        .processDefinitionKey(PilotCampaignProcess.KEY)
                        .processInstanceBusinessKey(campaign)
                        .list()
                        .stream()
                        .map(HistoricProcessInstance::getId)
                        .findFirst()
                        .filter(instance -> "draft".equals(variable(instance, Variables.PROPOSAL)))
                        .map(instance -> variable(instance, Variables.DRAFT))
                        .map(draft -> Long.valueOf(String.valueOf(draft))));
    }

    private Object variable(String instance, String name) {
        HistoricVariableInstance variable = history.createHistoricVariableInstanceQuery()
                .processInstanceId(instance)
                .variableName(name)
                .singleResult();
        return variable == null ? null : variable.getValue();
    }
}
