package fr.ecoquartier.workflow.pilot;

import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.pilot.PilotDossier;
import fr.ecoquartier.pilot.Pilots;
import fr.ecoquartier.workflow.Modelled;
import fr.ecoquartier.workflow.pilot.PilotCampaignProcess.Errors;
import fr.ecoquartier.workflow.pilot.PilotCampaignProcess.Variables;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** Opens the test dossier of whoever holds the seat, and hands it to the test. */
@Component("testDossier")
@Modelled(
        value =
                "Ouvre le dossier de test du titulaire de la place et donne reference, regionCode, authorityName, operationName, referentielVersion ; lève noHolder si le titulaire s'est désisté",
        raises = "noHolder",
        sets = {"reference", "regionCode", "authorityName", "operationName", "referentielVersion"})
class TestDossierOpening extends CampaignEffect {

    private final Pilots pilots;

    TestDossierOpening(Pilots pilots) {
        this.pilots = pilots;
    }

    @Override
    void apply(DelegateExecution execution) {
        PilotDossier dossier;
        try {
            dossier = pilots.openDossier(
                    campaign(execution), (Integer) execution.getVariable(Variables.SEAT), effect(execution));
        } catch (NotPossible e) {
            throw new BpmnError(Errors.NO_HOLDER, e.getMessage());
        }
        // the seat declares these variables, so that its neighbours keep theirs
        execution.setVariable(Variables.REFERENCE, dossier.reference());
        execution.setVariable(Variables.REGION_CODE, dossier.regionCode());
        execution.setVariable(Variables.AUTHORITY_NAME, dossier.authorityName());
        execution.setVariable(Variables.OPERATION_NAME, dossier.operationName());
        execution.setVariable(Variables.REFERENTIEL_VERSION, dossier.referentielVersion());
    }
}
