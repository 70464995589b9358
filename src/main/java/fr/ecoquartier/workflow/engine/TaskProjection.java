package fr.ecoquartier.workflow.engine;

import fr.ecoquartier.dossier.OpenTask;
import fr.ecoquartier.dossier.OpenTasks;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.spring.boot.starter.configuration.impl.AbstractCamundaConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Keeps the domain's table of open tasks in the transaction of the engine: what people search and sort by never reads
 * the engine's tables.
 */
@Component
@Order(20)
class TaskProjection extends AbstractCamundaConfiguration {

    private final ObjectProvider<OpenTasks> openTasks;

    TaskProjection(ObjectProvider<OpenTasks> openTasks) {
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
                task.addBuiltInTaskListener(TaskListener.EVENTNAME_CREATE, TaskProjection.this::put);
                task.addBuiltInTaskListener(TaskListener.EVENTNAME_ASSIGNMENT, TaskProjection.this::put);
                task.addBuiltInTaskListener(TaskListener.EVENTNAME_UPDATE, TaskProjection.this::put);
                task.addBuiltInTaskListener(TaskListener.EVENTNAME_COMPLETE, TaskProjection.this::remove);
                task.addBuiltInTaskListener(TaskListener.EVENTNAME_DELETE, TaskProjection.this::remove);
            }
        });
    }

    private void put(DelegateTask task) {
        if (!(task.getVariable("reference") instanceof String reference)) {
            return;
        }
        String role = task.getCandidates().stream()
                .map(IdentityLink::getGroupId)
                .filter(group -> group != null)
                .findFirst()
                .orElseGet(() -> task.getVariable("partner") == null ? "expert" : "partner");
        Date due = task.getDueDate();
        openTasks
                .getObject()
                .put(new OpenTask(
                        task.getId(),
                        reference,
                        task.getProcessDefinitionId().replaceFirst(":.*", ""),
                        task.getTaskDefinitionKey(),
                        task.getName(),
                        role,
                        task.getAssignee(),
                        task.getCreateTime().toInstant(),
                        due == null ? null : due.toInstant(),
                        false));
    }

    private void remove(DelegateTask task) {
        openTasks.getObject().remove(task.getId());
    }
}
