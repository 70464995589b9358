package fr.ecoquartier.workflow.guard;

import fr.ecoquartier.workflow.Refusal;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;

/**
 * A refusal leaves the engine as it was thrown. The engine wraps what a listener throws ("ENGINE-03051 There was an
 * exception while invoking the TaskListener…"); callers and clients only ever see the sentence.
 */
class BareRefusals extends CommandInterceptor {

    private final ProcessEngineConfigurationImpl engine;

    BareRefusals(ProcessEngineConfigurationImpl engine) {
        this.engine = engine;
    }

    @Override
    public <T> T execute(Command<T> command) {
        if (Context.getCommandContext() != null) {
            return next.execute(command);
        }
        EngineRequest.current()
                .ifPresent(
                        request -> request.calledBy(engine.getIdentityService().getCurrentAuthentication()));
        try {
            return next.execute(command);
        } catch (RuntimeException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof Refusal refusal) {
                    throw EngineRequest.remember(refusal);
                }
            }
            if (String.valueOf(e.getMessage()).contains("belongs to no authenticated tenant")) {
                throw EngineRequest.remember(Refusal.forbidden("Cela relève d'une autre région."));
            }
            EngineRequest.current().ifPresent(request -> request.failed(e));
            throw e;
        }
    }
}
