package fr.ecoquartier.workflow.form;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.camunda.bpm.spring.boot.starter.configuration.impl.AbstractCamundaConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Puts the checked commands and the submission listener into the engine, after the guard's own listeners. */
@Component
@Order(100)
class FormsInEngine extends AbstractCamundaConfiguration {

    private final ObjectProvider<TaskForms> forms;
    private final ObjectProvider<People> people;

    FormsInEngine(ObjectProvider<TaskForms> forms, ObjectProvider<People> people) {
        this.forms = forms;
        this.people = people;
    }

    @Override
    public void preInit(SpringProcessEngineConfiguration engine) {
        preInit((ProcessEngineConfigurationImpl) engine);
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        List<CommandInterceptor> interceptors = new ArrayList<>();
        if (engine.getCustomPreCommandInterceptorsTxRequired() != null) {
            interceptors.addAll(engine.getCustomPreCommandInterceptorsTxRequired());
        }
        interceptors.add(new CheckedCommands(forms));
        engine.setEnableCmdExceptionLogging(false); // CheckedCommands tells failures from refusals
        engine.setCustomPreCommandInterceptorsTxRequired(interceptors);
        List<BpmnParseListener> listeners = new ArrayList<>();
        if (engine.getCustomPostBPMNParseListeners() != null) {
            listeners.addAll(engine.getCustomPostBPMNParseListeners());
        }
        listeners.add(new FormsParseListener(new SubmissionListener(forms, people)));
        engine.setCustomPostBPMNParseListeners(listeners);
    }
}
