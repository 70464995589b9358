package fr.ecoquartier.workflow.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.modelling.path.RunningWaits;
import fr.ecoquartier.modelling.replay.Outcome;
import fr.ecoquartier.modelling.replay.Outcome.Kind;
import fr.ecoquartier.modelling.replay.PathCase;
import fr.ecoquartier.modelling.replay.PathReplays;
import fr.ecoquartier.modelling.replay.ReplayReport;
import fr.ecoquartier.pilot.run.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.beans.factory.annotation.Autowired;

/** Contracts that really ran on the engine, through changed models. */
@IntegrationTest
@TestInstance(Lifecycle.PER_CLASS)
class PathReplayTest extends Stories {

    @Autowired
    private PathReplays replays;

    @Autowired
    private RunningWaits running;

    @Autowired
    private HistoryService history;

    private String signed;
    private String corrected;
    private String returned;
    private String refused;
    private String abandoned;

    /** Story → its finished contract. */
    private final Map<String, String> instances = new LinkedHashMap<>();

    @BeforeAll
    void fiveContractsEnd() throws Exception {
        signed = ended(openedAt("contract").until("signContractForState").does("signContractForState", "signed"));
        corrected = ended(openedAt("contract")
                .until("instructContract")
                .does("instructContract", "correction")
                .does("answerContractCorrection", "no")
                .until("decideContract")
                .does("decideContract", "refused"));
        returned = ended(openedAt("contract").until("instructContract").does("instructContract", "returned"));
        refused = ended(openedAt("contract").until("decideContract").does("decideContract", "refused"));
        abandoned = ended(openedAt("contract")
                .isReminded("enterPlannedMeasures")
                .passesTheDeadlineOf("enterPlannedMeasures")
                .runs("abandonContract"));
    }

    private String ended(Story story) {
        HistoricProcessInstance contract = history.createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(story.reference)
                .processDefinitionKey("contract")
                .finished()
                .orderByProcessInstanceEndTime()
                .asc()
                .list()
                .get(0);
        instances.put(story.reference, contract.getId());
        return story.reference;
    }

    @Test
    void theSameModelSendsNobodyElsewhere() throws IOException {
        assertThat(replay(contract()).values())
                .extracting(Outcome::kind, Outcome::reason)
                .containsOnly(tuple(Kind.SAME, "Le dossier aurait suivi le même chemin."));
    }

    @Test
    void aBranchThatIsGoneIsMissedByThoseWhoTookIt() throws IOException {
        Map<String, Outcome> outcomes = replay(without(contract(), "instructionResultToContractReturned"));

        assertThat(outcomes.get(returned).kind()).isEqualTo(Kind.OTHER_BRANCH);
        assertThat(outcomes.get(returned).element()).isEqualTo("instructionResult");
        assertThat(outcomes.get(returned).recorded()).isEqualTo("contractReturned");
        assertThat(outcomes.get(returned).now()).isEqualTo("answerContractCorrection");
        assertThat(outcomes.get(returned).reason()).contains("Suite de l'instruction", "Contrat renvoyé");
        outcomes.remove(returned);
        assertThat(outcomes.values()).extracting(Outcome::kind).containsOnly(Kind.SAME);
    }

    @Test
    void aChangedConditionSendsExactlyThoseElsewhereWhomItConcerns() throws IOException {
        Map<String, Outcome> outcomes =
                replay(contract().replace("${contractDecision == 'refused'}", "${contractDecision == 'accepted'}"));

        assertThat(outcomes.get(refused).kind()).isEqualTo(Kind.OTHER_BRANCH);
        assertThat(outcomes.get(corrected).now()).isEqualTo("contractReturned");
        assertThat(outcomes.get(signed).kind()).isEqualTo(Kind.SAME);
        assertThat(outcomes.get(returned).kind()).isEqualTo(Kind.SAME);
        assertThat(outcomes.get(abandoned).kind()).isEqualTo(Kind.SAME);
    }

    @Test
    void aNewTaskInTheLineIsAddedAndTheWayGoesOn() throws IOException {
        Map<String, Outcome> outcomes = replay(withArchitect(""));

        assertThat(outcomes.get(signed).kind()).isEqualTo(Kind.ADDED);
        assertThat(outcomes.get(signed).reason()).startsWith("Une nouvelle tâche s’ajoute");
        assertThat(outcomes.get(signed).added()).containsExactly("consultArchitect");
        assertThat(outcomes.get(refused).kind()).isEqualTo(Kind.ADDED);
        assertThat(outcomes.get(returned).kind()).isEqualTo(Kind.SAME);
    }

    @Test
    void aChoiceAfterANewTaskIsUnknownBecauseNobodyAnsweredIt() throws IOException {
        String gateway =
                "<bpmn:exclusiveGateway id=\"architectResult\" name=\"Avis favorable ?\" default=\"architectYes\" />"
                        + "<bpmn:sequenceFlow id=\"architectYes\" sourceRef=\"architectResult\" targetRef=\"decideContract\" />"
                        + "<bpmn:sequenceFlow id=\"architectNo\" sourceRef=\"architectResult\" targetRef=\"contractReturned\">"
                        + "<bpmn:conditionExpression>${architectOpinion == 'against'}</bpmn:conditionExpression></bpmn:sequenceFlow>";
        Map<String, Outcome> outcomes = replay(withArchitect(gateway)
                .replace(
                        "sourceRef=\"consultArchitect\" targetRef=\"decideContract\"",
                        "sourceRef=\"consultArchitect\" targetRef=\"architectResult\""));

        assertThat(outcomes.get(signed).kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(outcomes.get(signed).reason()).contains("architectOpinion");
        assertThat(outcomes.get(returned).kind()).isEqualTo(Kind.SAME);
    }

    @Test
    void aTaskOrADeadlineThatIsGoneIsMissedByThoseWhoPassedIt() throws IOException {
        Map<String, Outcome> withoutCommission = replay(without(
                        contract()
                                .replace(
                                        "sourceRef=\"writeContractSynthesis\" targetRef=\"recordContractCommission\"",
                                        "sourceRef=\"writeContractSynthesis\" targetRef=\"issueContractOpinions\""),
                        "recordContractCommissionToIssueContractOpinions")
                .replace("\"recordContractCommission\"", "\"somethingElse\""));
        assertThat(withoutCommission.get(signed).kind()).isEqualTo(Kind.MISSING);
        assertThat(withoutCommission.get(signed).element()).isEqualTo("recordContractCommission");
        assertThat(withoutCommission.get(abandoned).kind()).isEqualTo(Kind.SAME);

        Map<String, Outcome> withoutDeadline =
                replay(contract().replace("\"enterPlannedMeasuresDeadline\"", "\"otherDeadline\""));
        assertThat(withoutDeadline.get(abandoned).kind()).isEqualTo(Kind.MISSING);
        assertThat(withoutDeadline.get(abandoned).recorded()).isEqualTo("enterPlannedMeasuresDeadline");
        assertThat(withoutDeadline.get(signed).kind()).isEqualTo(Kind.SAME);
    }

    @Test
    void runningDossiersAreCountedWhereTheyWait() throws Exception {
        long before = waiting("instructContract");
        openedAt("contract").until("instructContract");

        assertThat(waiting("instructContract")).isEqualTo(before + 1);
        assertThat(running.messages("progressiveLabel"))
                .extracting(RunningWaits.MessageWait::message)
                .contains("withdrawalRequested");
    }

    private long waiting(String activity) {
        return running.waits("contract").stream()
                .filter(wait -> wait.activity().equals(activity) && wait.type().equals("userTask"))
                .mapToLong(RunningWaits.Wait::instances)
                .sum();
    }

    private Map<String, Outcome> replay(String model) {
        ReplayReport report =
                replays.run("contract", model, List.copyOf(instances.values()), instances.size(), Progress.none());
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        for (PathCase found : report.cases()) {
            outcomes.put(found.reference(), found.outcome());
        }
        assertThat(outcomes).hasSize(instances.size());
        return outcomes;
    }

    private static String withArchitect(String more) throws IOException {
        return contract()
                .replace(
                        "sourceRef=\"issueContractOpinions\" targetRef=\"decideContract\" />",
                        "sourceRef=\"issueContractOpinions\" targetRef=\"consultArchitect\" />"
                                + "<bpmn:userTask id=\"consultArchitect\" name=\"Consulter l'architecte\" />"
                                + "<bpmn:sequenceFlow id=\"consulted\" sourceRef=\"consultArchitect\" targetRef=\"decideContract\" />"
                                + more);
    }

    private static String without(String model, String flow) {
        String gone =
                model.replaceAll("(?s)<bpmn:sequenceFlow id=\"" + flow + "\"(?:[^>]*/>|.*?</bpmn:sequenceFlow>)", "");
        assertThat(gone).isNotEqualTo(model);
        return gone;
    }

    private static String contract() throws IOException {
        return Files.readString(Path.of("bpmn/label/contract.bpmn"));
    }
}
