package fr.ecoquartier.workflow.pilot;

import fr.ecoquartier.pilot.report.CampaignReports;
import fr.ecoquartier.workflow.Modelled;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** Writes the next version of the campaign's report. */
@Component("campaignReport")
@Modelled("Rédige une version du rapport de la campagne, avec ce qui est su à ce moment")
class CampaignReportWriting extends CampaignEffect {

    private final CampaignReports reports;

    CampaignReportWriting(CampaignReports reports) {
        this.reports = reports;
    }

    @Override
    void apply(DelegateExecution execution) {
        reports.write(campaign(execution), effect(execution));
    }
}
