package fr.ecoquartier.workflow.guard;

import fr.ecoquartier.workflow.Refusal;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantIdProvider;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantIdProviderCaseInstanceContext;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantIdProviderHistoricDecisionInstanceContext;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantIdProviderProcessInstanceContext;

/**
 * Every instance belongs to a region: the variable {@code regionCode} given by whoever opens it, or the region of the
 * instance that calls it. Without one nobody could be kept out, so it does not start.
 */
class RegionOfInstance implements TenantIdProvider {

    /** The variable that the opener of an instance gives. */
    static final String VARIABLE = "regionCode";

    @Override
    public String provideTenantIdForProcessInstance(TenantIdProviderProcessInstanceContext context) {
        String region;
        if (context.getSuperExecution() != null) {
            region = context.getSuperExecution().getTenantId();
        } else {
            Object given = context.getVariables().get(VARIABLE);
            region = given == null ? null : given.toString();
        }
        if (region == null || !region.matches("\\d{2}")) {
            throw Refusal.invalid("Un processus s'ouvre dans une région : le code de la région (regionCode) manque.");
        }
        return region;
    }

    @Override
    public String provideTenantIdForHistoricDecisionInstance(TenantIdProviderHistoricDecisionInstanceContext context) {
        return context.getExecution() == null ? null : context.getExecution().getTenantId();
    }

    @Override
    public String provideTenantIdForCaseInstance(TenantIdProviderCaseInstanceContext context) {
        throw Refusal.invalid("Les dossiers CMMN ne sont pas acceptés.");
    }
}
