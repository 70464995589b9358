package fr.ecoquartier.workflow.oversight;

import fr.ecoquartier.dossier.OpenTasks;
import fr.ecoquartier.oversight.Facts;
import fr.ecoquartier.oversight.StepFact;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.history.event.HistoricActivityInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoricTaskInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;
import org.camunda.bpm.engine.impl.history.handler.HistoryEventHandler;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.spring.boot.starter.configuration.impl.AbstractCamundaConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Tells the room {@code oversight} what happens, as it happens and in the same transaction: tasks by listeners of every
 * user task, all other elements by the engine's own events of history.
 */
@Component
@Order(21)
class FactsInEngine extends AbstractCamundaConfiguration {

    static final String USER_TASK = "userTask";

    /** Around an element that is repeated: the repetitions tell themselves. */
    static final String MULTI_INSTANCE = "multiInstanceBody";

    /** Elements in which an instance can stay for a while; the others are passed in a moment. */
    static final Set<String> WAITS = Set.of(
            "receiveTask",
            "callActivity",
            "subProcess",
            "transaction",
            "eventBasedGateway",
            "intermediateTimer",
            "intermediateMessageCatch",
            "intermediateSignalCatch",
            "intermediateConditional",
            "intermediateCatchEvent");

    private final ObjectProvider<Facts> facts;
    private final ObjectProvider<OpenTasks> openTasks;

    FactsInEngine(ObjectProvider<Facts> facts, ObjectProvider<OpenTasks> openTasks) {
        this.facts = facts;
        this.openTasks = openTasks;
    }

    @Override
    public void preInit(SpringProcessEngineConfiguration engine) {
        preInit((ProcessEngineConfigurationImpl) engine);
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        engine.getCustomPreBPMNParseListeners().add(new AbstractBpmnParseListener() {
            @Override
            public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
                var task = ((UserTaskActivityBehavior) activity.getActivityBehavior()).getTaskDefinition();
                task.addBuiltInTaskListener(TaskListener.EVENTNAME_CREATE, FactsInEngine.this::put);
                task.addBuiltInTaskListener(TaskListener.EVENTNAME_ASSIGNMENT, FactsInEngine.this::put);
                task.addBuiltInTaskListener(TaskListener.EVENTNAME_UPDATE, FactsInEngine.this::put);
                task.addBuiltInTaskListener(
                        TaskListener.EVENTNAME_COMPLETE,
                        done -> facts.getObject().end(done.getId(), true, done.getAssignee()));
                task.addBuiltInTaskListener(
                        TaskListener.EVENTNAME_DELETE, gone -> facts.getObject().end(gone.getId(), false, null));
            }
        });
        engine.getCustomHistoryEventHandlers().add(new HistoryEventHandler() {
            @Override
            public void handleEvent(HistoryEvent event) {
                told(event);
            }

            @Override
            public void handleEvents(List<HistoryEvent> events) {
                events.forEach(FactsInEngine.this::told);
            }
        });
    }

    private void put(DelegateTask task) {
        String role = task.getCandidates().stream()
                .map(IdentityLink::getGroupId)
                .filter(group -> group != null)
                .findFirst()
                .orElseGet(() -> task.getVariable("partner") == null ? "expert" : "partner");
        ProcessDefinitionEntity definition = definition(task.getProcessDefinitionId());
        facts.getObject()
                .put(new StepFact(
                        task.getId(),
                        true,
                        task.getProcessInstanceId(),
                        ((ExecutionEntity) task.getExecution())
                                .getProcessInstance()
                                .getBusinessKey(),
                        task.getTenantId(),
                        definition.getKey(),
                        definition.getVersion(),
                        task.getTaskDefinitionKey(),
                        task.getName() == null ? task.getTaskDefinitionKey() : task.getName(),
                        role,
                        task.getAssignee(),
                        task.getCreateTime().toInstant(),
                        instant(task.getDueDate())));
    }

    private void told(HistoryEvent event) {
        if (event instanceof HistoricTaskInstanceEventEntity task) {
            if (event.isEventOfType(HistoryEventTypes.TASK_INSTANCE_MIGRATE)) {
                moved(task);
            }
        } else if (event instanceof HistoricActivityInstanceEventEntity activity
                && activity.getActivityType() != null
                && !MULTI_INSTANCE.equals(activity.getActivityType())
                && !USER_TASK.equals(activity.getActivityType())) {
            told(activity);
        }
    }

    private void told(HistoricActivityInstanceEventEntity activity) {
        boolean waits = WAITS.contains(activity.getActivityType());
        if (activity.isEventOfType(HistoryEventTypes.ACTIVITY_INSTANCE_START)) {
            ProcessDefinitionEntity definition = definition(activity.getProcessDefinitionId());
            if (waits) {
                facts.getObject()
                        .put(new StepFact(
                                activity.getActivityInstanceId(),
                                false,
                                activity.getProcessInstanceId(),
                                businessKey(activity),
                                activity.getTenantId(),
                                definition.getKey(),
                                definition.getVersion(),
                                activity.getActivityId(),
                                activity.getActivityName() == null
                                        ? activity.getActivityId()
                                        : activity.getActivityName(),
                                null,
                                null,
                                activity.getStartTime().toInstant(),
                                null));
            } else {
                facts.getObject()
                        .passed(
                                definition.getKey(),
                                definition.getVersion(),
                                activity.getActivityId(),
                                activity.getTenantId(),
                                businessKey(activity),
                                activity.getStartTime().toInstant());
            }
        } else if (waits && activity.isEventOfType(HistoryEventTypes.ACTIVITY_INSTANCE_END)) {
            facts.getObject().end(activity.getActivityInstanceId(), !activity.isCanceled(), null);
        } else if (waits && activity.isEventOfType(HistoryEventTypes.ACTIVITY_INSTANCE_MIGRATE)) {
            ProcessDefinitionEntity definition = definition(activity.getProcessDefinitionId());
            facts.getObject()
                    .moved(
                            activity.getActivityInstanceId(),
                            definition.getKey(),
                            definition.getVersion(),
                            activity.getActivityId(),
                            activity.getActivityName());
        }
    }

    private void moved(HistoricTaskInstanceEventEntity task) {
        ProcessDefinitionEntity definition = definition(task.getProcessDefinitionId());
        facts.getObject()
                .moved(
                        task.getTaskId(),
                        definition.getKey(),
                        definition.getVersion(),
                        task.getTaskDefinitionKey(),
                        task.getName());
        openTasks.getObject().moved(task.getTaskId(), definition.getKey(), task.getTaskDefinitionKey(), task.getName());
    }

    /** From the engine's cache: a definition is read once. */
    private static ProcessDefinitionEntity definition(String id) {
        return Context.getProcessEngineConfiguration().getDeploymentCache().findDeployedProcessDefinitionById(id);
    }

    private static @Nullable String businessKey(HistoryEvent event) {
        ExecutionEntity instance =
                Context.getCommandContext().getExecutionManager().findExecutionById(event.getProcessInstanceId());
        return instance == null ? null : instance.getBusinessKey();
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }
}
