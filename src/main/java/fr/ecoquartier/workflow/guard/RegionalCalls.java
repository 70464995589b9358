package fr.ecoquartier.workflow.guard;

import org.camunda.bpm.engine.impl.bpmn.behavior.CallActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.migration.validation.activity.SupportedActivityValidator;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.CallableElementUtil;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.engine.variable.VariableMap;

/**
 * A called process may be in another region than its caller: a national campaign runs each pilot in the pilot's region.
 * The stock engine gives a called process its caller's tenant and asks nobody; here a region that is handed over as the
 * variable {@code regionCode} goes through {@link RegionOfInstance}, as for any instance.
 */
class RegionalCalls extends AbstractBpmnParseListener {

    static {
        // the engine moves instances to another version only where it knows the behaviour by its exact class
        SupportedActivityValidator.SUPPORTED_ACTIVITY_BEHAVIORS.add(RegionalCall.class);
    }

    @Override
    public void parseCallActivity(Element element, ScopeImpl scope, ActivityImpl activity) {
        if (activity.getActivityBehavior() instanceof CallActivityBehavior stock) {
            RegionalCall call = new RegionalCall();
            call.setCallableElement(stock.getCallableElement());
            activity.setActivityBehavior(call);
        }
    }

    private static final class RegionalCall extends CallActivityBehavior {

        @Override
        protected void startInstance(ActivityExecution execution, VariableMap variables, String businessKey) {
            if (variables == null || variables.get(RegionOfInstance.VARIABLE) == null) {
                super.startInstance(execution, variables, businessKey);
                return;
            }
            ExecutionEntity caller = (ExecutionEntity) execution;
            ExecutionEntity called = (ExecutionEntity) caller.createSubProcessInstance(
                    CallableElementUtil.getProcessDefinitionToCall(
                            caller, caller.getProcessDefinitionTenantId(), getCallableElement()),
                    businessKey);
            called.setTenantId(null); // so that the engine asks for it
            called.start(variables);
        }
    }
}
