package fr.ecoquartier.workflow.tasklist;

import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.camunda.bpm.spring.boot.starter.configuration.impl.AbstractCamundaConfiguration;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * The dossier or the campaign on the cards of an expert or a partner. They may read exactly their own tasks and not the
 * process behind them, so a task that belongs to one person from the start carries what its card shows.
 */
@Component
@Order(30)
class ExpertCards extends AbstractCamundaConfiguration {

    /** The variables that {@link DefaultFilter} shows. */
    private static final List<String> SHOWN =
            List.of("reference", "authorityName", "operationName", "campaign", "campaignName");

    @Override
    public void preInit(SpringProcessEngineConfiguration engine) {
        preInit((ProcessEngineConfigurationImpl) engine);
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        engine.getCustomPreBPMNParseListeners().add(new AbstractBpmnParseListener() {
            @Override
            public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
                ((UserTaskActivityBehavior) activity.getActivityBehavior())
                        .getTaskDefinition()
                        .addBuiltInTaskListener(TaskListener.EVENTNAME_CREATE, ExpertCards::carry);
            }
        });
    }

    private static void carry(DelegateTask task) {
        if (task.getAssignee() == null || !task.getCandidates().isEmpty()) {
            return;
        }
        for (String name : SHOWN) {
            Object value = task.getVariable(name);
            if (value != null) {
                task.setVariableLocal(name, value);
            }
        }
    }
}
