package fr.ecoquartier.workflow.guard;

import java.util.List;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.camunda.bpm.spring.boot.starter.configuration.impl.AbstractCamundaConfiguration;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Puts the guards into the engine before it is built, and what they need in the database afterwards. */
@Component
@Order(10)
class HardenedEngine extends AbstractCamundaConfiguration {

    private final ModelledBeans beans;
    private final ModelGate modelGate;

    HardenedEngine(ModelledBeans beans, ModelGate modelGate) {
        this.beans = beans;
        this.modelGate = modelGate;
    }

    @Override
    public void preInit(SpringProcessEngineConfiguration engine) {
        preInit((ProcessEngineConfigurationImpl) engine);
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        engine.setExpressionManager(new GuardedExpressions(beans));
        engine.setScriptEngineResolver(new NoScripts());
        engine.setFilterService(new GuardedFilters());
        engine.setCustomPreDeployers(List.of(modelGate));
    }
}
