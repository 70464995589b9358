package fr.ecoquartier.workflow.engine;

import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.camunda.bpm.spring.boot.starter.configuration.impl.AbstractCamundaConfiguration;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Engine settings that have no property of their own in the starter. */
@Component
@Order(0)
class EngineSettings extends AbstractCamundaConfiguration {

    @Override
    public void preInit(SpringProcessEngineConfiguration engine) {
        preInit((ProcessEngineConfigurationImpl) engine);
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        engine.setAuthorizationCheckRevokes(ProcessEngineConfiguration.AUTHORIZATION_CHECK_REVOKE_NEVER);
        engine.setCmmnEnabled(false);
        engine.setStandaloneTasksEnabled(false);
        engine.setDefaultUserPermissionNameForTask("TASK_WORK");
        engine.setEnforceSpecificVariablePermission(true);
        engine.setEnforceHistoryTimeToLive(true);
        engine.setEnableExceptionsAfterUnhandledBpmnError(true);
        engine.setJavaSerializationFormatEnabled(false);
        engine.setDeserializationTypeValidationEnabled(true);
        engine.setQueryMaxResultsLimit(2000);
        // in the log, a line of the engine names its dossier as a line of a page does
        engine.setLoggingContextBusinessKey("dossier");
        // the pilots of a campaign end in the same instance: one after the other, instead of in each other's way
        engine.setJobExecutorAcquireExclusiveOverProcessHierarchies(true);
    }
}
