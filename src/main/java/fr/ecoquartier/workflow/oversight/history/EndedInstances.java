package fr.ecoquartier.workflow.oversight.history;

import fr.ecoquartier.oversight.history.FinishedInstance;
import fr.ecoquartier.oversight.history.FinishedInstances;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.history.event.HistoricProcessInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;
import org.camunda.bpm.engine.impl.history.handler.HistoryEventHandler;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.HistoricProcessInstanceEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.camunda.bpm.spring.boot.starter.configuration.impl.AbstractCamundaConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Keeps the table of finished instances in the transaction that ends one, whatever the way it ends. */
@Component
@Order(30)
class EndedInstances extends AbstractCamundaConfiguration implements HistoryEventHandler {

    static final String OUTCOME = "outcome";

    private final ObjectProvider<FinishedInstances> table;

    EndedInstances(ObjectProvider<FinishedInstances> table) {
        this.table = table;
    }

    @Override
    public void preInit(SpringProcessEngineConfiguration engine) {
        preInit((ProcessEngineConfigurationImpl) engine);
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        List<HistoryEventHandler> handlers = new ArrayList<>(engine.getCustomHistoryEventHandlers());
        handlers.add(this);
        engine.setCustomHistoryEventHandlers(handlers);
    }

    @Override
    public void handleEvent(HistoryEvent event) {
        if (event instanceof HistoricProcessInstanceEventEntity instance
                && event.isEventOfType(HistoryEventTypes.PROCESS_INSTANCE_END)) {
            table.getObject().record(finished(instance));
        }
    }

    @Override
    public void handleEvents(List<HistoryEvent> events) {
        events.forEach(this::handleEvent);
    }

    private static FinishedInstance finished(HistoricProcessInstanceEventEntity event) {
        CommandContext context = Context.getCommandContext();
        ExecutionEntity execution = context.getExecutionManager().findExecutionById(event.getProcessInstanceId());
        Date started = event.getStartTime();
        String caller = event.getSuperProcessInstanceId();
        if (started == null) {
            // the event of an end knows only what changes
            HistoricProcessInstanceEntity known = context.getHistoricProcessInstanceManager()
                    .findHistoricProcessInstance(event.getProcessInstanceId());
            started = known.getStartTime();
            caller = known.getSuperProcessInstanceId();
        }
        boolean completed = "COMPLETED".equals(event.getState());
        ActivityImpl end = completed && event.getEndActivityId() != null && execution != null
                ? execution.getProcessDefinition().findActivity(event.getEndActivityId())
                : null;
        Object outcome = completed && caller != null && execution != null ? execution.getVariableLocal(OUTCOME) : null;
        Instant ended = event.getEndTime().toInstant();
        return new FinishedInstance(
                event.getProcessInstanceId(),
                event.getProcessDefinitionKey(),
                event.getProcessDefinitionName() == null
                        ? event.getProcessDefinitionKey()
                        : event.getProcessDefinitionName(),
                event.getProcessDefinitionVersion(),
                event.getBusinessKey(),
                null,
                null,
                event.getTenantId(),
                caller,
                started.toInstant(),
                ended,
                completed,
                end == null ? null : end.getId(),
                end == null ? null : name(end),
                outcome == null ? null : outcome.toString());
    }

    private static String name(ActivityImpl end) {
        Object name = end.getProperty("name");
        return name == null || name.toString().isBlank() ? end.getId() : name.toString();
    }
}
