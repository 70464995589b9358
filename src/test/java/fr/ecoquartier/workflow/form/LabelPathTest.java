package fr.ecoquartier.workflow.form;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.dossier.Decision;
import fr.ecoquartier.dossier.DossierFigures;
import fr.ecoquartier.dossier.DossierStatus;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.FiguresKind;
import fr.ecoquartier.dossier.GivenOpinion;
import fr.ecoquartier.dossier.OpinionKind;
import fr.ecoquartier.dossier.Party;
import fr.ecoquartier.dossier.Proceedings;
import fr.ecoquartier.dossier.Signature;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;

/** Each form's effect on the domain, on the way of one dossier from its opening to the label. */
@IntegrationTest
class LabelPathTest {

    @Autowired
    private AutowireCapableBeanFactory application;

    @Autowired
    private Dossiers dossiers;

    @Autowired
    private DossierFigures figures;

    @Autowired
    private Proceedings proceedings;

    @Test
    void everyFormTakesItsAnswersToTheDossierAndNothingElseStaysInTheProcess() throws Exception {
        Desk desk = Desk.in(application);
        String reference = desk.open();

        desk.joinDeliberation(reference);
        desk.answer(reference, "fileCharterRequest");
        assertThat(dossiers.details(reference))
                .containsEntry("communes", "Grenoble")
                .containsKey("commitments");
        desk.answer(reference, "enterBaselineMeasures");
        assertThat(figures.latest(reference, FiguresKind.BASELINE).orElseThrow().values())
                .containsKey("surface");
        desk.run(reference, "checkBaseline");
        desk.answer(reference, "checkAdmissibility");
        desk.answer(reference, "registerCharter");
        desk.answer(reference, "signCharterAsAuthority");
        desk.answer(reference, "signCharterForState");
        desk.runAll(reference);
        assertThat(dossiers.get(reference).status()).isEqualTo(DossierStatus.CHARTER_SIGNED);
        assertThat(proceedings.signatures(reference))
                .extracting(Signature::party)
                .containsExactly(Party.AUTHORITY, Party.STATE);
        assertThat(proceedings.signatures(reference))
                .extracting(Signature::sha256)
                .hasSize(2)
                .allSatisfy(hash -> assertThat(hash)
                        .isEqualTo(proceedings.signatures(reference).get(0).sha256()));

        desk.answer(reference, "enterPlannedMeasures");
        desk.answer(reference, "setObjectives");
        assertThat(figures.objectives(reference)).hasSize(23).containsKey("I06");
        desk.runAll(reference);
        desk.answer(reference, "instructContract");
        desk.answer(reference, "nameContractTrio", desk.trio());
        desk.answerEach(reference, "giveContractOpinion");
        desk.answer(reference, "writeContractSynthesis");
        desk.answer(reference, "recordContractCommission");
        desk.answer(reference, "decideContract");
        desk.answer(reference, "prepareContract");
        desk.answer(reference, "signContractAsAuthority");
        desk.answer(reference, "signContractAsCarrier");
        desk.answer(reference, "signContractForState");
        desk.runAll(reference);
        assertThat(dossiers.get(reference).status()).isEqualTo(DossierStatus.CONTRACT_SIGNED);
        assertThat(proceedings.opinions(reference))
                .extracting(GivenOpinion::kind)
                .containsExactly(
                        OpinionKind.INSTRUCTION,
                        OpinionKind.PERSONAL,
                        OpinionKind.PERSONAL,
                        OpinionKind.PERSONAL,
                        OpinionKind.SYNTHESIS,
                        OpinionKind.REGIONAL_COMMISSION);

        desk.declareFinished(reference);
        desk.runAll(reference);
        desk.answer(reference, "enterMeasuredValues");
        desk.joinEvidence(reference, "E06");
        desk.answer(reference, "joinEvidence");
        desk.runAll(reference);
        desk.answer(reference, "instructAward");
        desk.answer(reference, "nameAwardTrio", desk.trio());
        desk.answer(reference, "recordSiteVisit");
        desk.answerEach(reference, "giveAwardOpinion");
        desk.answer(reference, "writeAwardSynthesis");
        desk.answer(reference, "recordTechnicalProposal");
        desk.answer(reference, "prepareNationalCommission");
        desk.answer(reference, "recordNationalDecision");
        desk.runAll(reference);

        assertThat(dossiers.get(reference).status()).isEqualTo(DossierStatus.LABELLED);
        assertThat(proceedings.decisions(reference))
                .extracting(Decision::step)
                .containsExactly(
                        "checkAdmissibility",
                        "registerCharter",
                        "signCharterForState",
                        "instructContract",
                        "decideContract",
                        "prepareContract",
                        "signContractForState",
                        "instructAward",
                        "prepareNationalCommission",
                        "recordNationalDecision");
        assertThat(proceedings.decisions(reference))
                .allSatisfy(decision -> assertThat(decision.processVersion()).matches("(charter|contract|award):\\d+"));
        assertThat(desk.variablesEver(reference))
                .as("only what the processes declare")
                .isSubsetOf(
                        "reference",
                        "stage",
                        "round",
                        "authorityName",
                        "operationName",
                        "entryStage",
                        "purpose",
                        "outcome",
                        "document",
                        "referentielVersion",
                        "regionCode",
                        "deferredUntil",
                        "admissibility",
                        "stateDecision",
                        "instruction",
                        "contractDecision",
                        "labelDecision",
                        "expert",
                        "nrOfInstances",
                        "nrOfCompletedInstances",
                        "nrOfActiveInstances",
                        "loopCounter");
    }
}
