package fr.ecoquartier.workflow.guard;

import fr.ecoquartier.workflow.Refusal;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantIdProvider;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantIdProviderCaseInstanceContext;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantIdProviderHistoricDecisionInstanceContext;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantIdProviderProcessInstanceContext;

/**
 * Every instance belongs to a region, or to the nation for a pilot campaign: the variable {@code regionCode} given by
 * whoever opens or calls it, else that of the instance that calls it. Without one nobody could be kept out, so it does
 * not start.
 */
class RegionOfInstance implements TenantIdProvider {

    /** The variable that the opener of an instance gives, or the process that calls it. */
    static final String VARIABLE = "regionCode";

    @Override
    public String provideTenantIdForProcessInstance(TenantIdProviderProcessInstanceContext context) {
        Object given =
                context.getVariables() == null ? null : context.getVariables().get(VARIABLE);
        String region = given != null
                ? given.toString()
                : context.getSuperExecution() != null
                        ? context.getSuperExecution().getTenantId()
                        : null;
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
