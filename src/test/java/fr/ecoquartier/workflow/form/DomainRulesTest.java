package fr.ecoquartier.workflow.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.dossier.Decision;
import fr.ecoquartier.dossier.DossierFigures;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.Proceedings;
import fr.ecoquartier.expertise.Expert;
import fr.ecoquartier.expertise.ExpertKind;
import fr.ecoquartier.expertise.Experts;
import fr.ecoquartier.workflow.Refusal;
import fr.ecoquartier.workflow.Refusal.FieldProblem;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.FormService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;

/** What the domain demands of a form beyond its own rules, and what follows when it is satisfied. */
@IntegrationTest
class DomainRulesTest {

    @Autowired
    private AutowireCapableBeanFactory application;

    @Autowired
    private Dossiers dossiers;

    @Autowired
    private DossierFigures figures;

    @Autowired
    private Proceedings proceedings;

    @Autowired
    private Experts experts;

    @Autowired
    private FormService forms;

    @Test
    void fromTheCharterToADeferralEveryRuleOfTheDomainIsHeld() throws Exception {
        Desk desk = Desk.in(application);
        String reference = desk.openAt("registerCharter");
        desk.answer(reference, "registerCharter");
        desk.answer(reference, "signCharterAsAuthority");

        assertThat(refused(desk, reference, "signCharterForState", SampleAnswers.decision("stateDecision", "signed")))
                .containsExactly("signatoryName", "signatoryFunction", "signedOn", "confirmation");
        desk.answer(reference, "signCharterForState");
        desk.runAll(reference);
        desk.answer(reference, "enterPlannedMeasures");

        assertThat(shown(desk, reference, "setObjectives"))
                .containsEntry("I06", "85")
                .containsEntry("I18", "48.5");
        assertThat(refused(desk, reference, "setObjectives", Map.of("I06", "84", "I18", "49", "I07", "36")))
                .as("never laxer, whichever way is better")
                .containsExactlyInAnyOrder("I06", "I18");
        desk.answer(reference, "setObjectives", Map.of("I06", "88"));
        assertThat(figures.objectives(reference).get("I06")).isEqualByComparingTo("88");
        assertThat(figures.objectives(reference).get("I18")).isEqualByComparingTo("48.5");
        desk.runAll(reference);

        assertThat(refused(desk, reference, "instructContract", SampleAnswers.decision("instruction", "forward")))
                .containsExactly("opinion");
        desk.answer(reference, "instructContract");

        Map<String, Object> trio = desk.trio();
        experts.register(
                new Expert("forms-collegue", "Expert du même employeur", ExpertKind.LOCAL, "CETE de Lyon", null, true));
        experts.register(new Expert(
                "forms-grenoblois", "Expert de la Ville", ExpertKind.LOCAL, "Ville de Grenoble", "38185", true));
        assertThat(shown(desk, reference, "nameContractTrio")
                        .get("localExperts")
                        .toString())
                .contains("forms-local")
                .doesNotContain("forms-grenoblois");
        assertThat(shown(desk, reference, "nameContractTrio").get("conflicts").toString())
                .contains("Expert de la Ville travaille pour la collectivité");
        assertThat(refused(
                        desk,
                        reference,
                        "nameContractTrio",
                        SampleAnswers.trio("forms-national", "forms-grenoblois", "forms-externe")))
                .containsExactly("local");
        assertThat(refused(
                        desk,
                        reference,
                        "nameContractTrio",
                        SampleAnswers.trio("forms-national", "forms-collegue", "forms-externe")))
                .hasSize(1)
                .isSubsetOf("national", "local");
        desk.answer(reference, "nameContractTrio", trio);

        assertThat(desk.openSteps(reference)).containsExactly("giveContractOpinion");
        desk.answerEach(reference, "giveContractOpinion");
        desk.answer(reference, "writeContractSynthesis");
        desk.answer(reference, "recordContractCommission");
        desk.answer(reference, "decideContract");
        desk.answer(reference, "prepareContract", Map.of("contractYears", 5, "specificTerms", "Clause *de* test."));
        Map<?, ?> document =
                (Map<?, ?>) shown(desk, reference, "signContractAsAuthority").get("document");
        assertThat(document.get("text").toString())
                .contains("au moins 88", "Durée du contrat : 5 ans.", "Clause \\*de\\* test.");
        desk.answer(reference, "signContractAsAuthority");
        assertThat(((Map<?, ?>) shown(desk, reference, "signContractAsCarrier").get("document")).get("text"))
                .as("all sign the same words")
                .isEqualTo(document.get("text"))
                .isEqualTo(proceedings.signatures(reference).get(2).text());
        desk.answer(reference, "signContractAsCarrier");
        desk.answer(reference, "signContractForState");
        desk.runAll(reference);

        desk.declareFinished(reference);
        desk.runAll(reference);
        desk.answer(reference, "enterMeasuredValues");
        assertThat(refused(desk, reference, "joinEvidence", Map.of("evidenceComplete", true)))
                .containsExactly("evidenceComplete");
        desk.joinEvidence(reference, "E06");
        assertThat(refused(desk, reference, "joinEvidence", Map.of("evidenceComplete", true)))
                .containsExactly("missingEvidence");
        desk.answer(reference, "joinEvidence");
        desk.runAll(reference);
        for (String step : List.of("instructAward", "nameAwardTrio", "recordSiteVisit")) {
            desk.answer(reference, step, step.equals("nameAwardTrio") ? trio : SampleAnswers.of(step));
        }
        desk.answerEach(reference, "giveAwardOpinion");
        desk.answer(reference, "writeAwardSynthesis");
        desk.answer(reference, "recordTechnicalProposal");
        desk.answer(reference, "prepareNationalCommission");

        Map<String, Object> deferral = SampleAnswers.decision("labelDecision", "deferred");
        deferral.put("heldOn", "2012-06-01");
        assertThat(refused(desk, reference, "recordNationalDecision", deferral))
                .containsExactly("conditions", "deferredUntil");
        LocalDate until = LocalDate.now().plusMonths(6);
        deferral.put("conditions", "Achever le parc et le mesurer.");
        deferral.put("deferredUntil", until.toString());
        desk.answer(reference, "recordNationalDecision", deferral);

        Decision decision = proceedings
                .decisions(reference)
                .get(proceedings.decisions(reference).size() - 1);
        assertThat(decision.outcome()).isEqualTo("deferred");
        assertThat(decision.conditions()).isEqualTo("Achever le parc et le mesurer.");
        assertThat(decision.deferredUntil()).isEqualTo(until);
        assertThat(dossiers.get(reference).deferredUntil()).isEqualTo(until);
    }

    private List<String> refused(Desk desk, String reference, String step, Map<String, Object> answers) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> desk.answer(reference, step, answers));
        assertThat(refusal).as("refusal of %s", step).isNotNull();
        assertThat(refusal.status()).isEqualTo(422);
        assertThat(refusal.problems()).allSatisfy(problem -> {
            assertThat(problem.label()).isNotBlank();
            assertThat(problem.message()).endsWith(".").doesNotContain("ENGINE");
        });
        return refusal.problems().stream().map(FieldProblem::field).toList();
    }

    /** What the form of the open step shows, JSON read. */
    private Map<String, Object> shown(Desk desk, String reference, String step) {
        Map<String, Object> shown = new java.util.LinkedHashMap<>();
        var variables = forms.getTaskFormVariables(desk.task(reference, step).getId());
        variables.keySet().forEach(name -> {
            var value = variables.getValueTyped(name);
            shown.put(
                    name,
                    value instanceof org.camunda.bpm.engine.variable.value.SerializableValue json
                            ? read(json.getValueSerialized())
                            : value.getValue());
        });
        return shown;
    }

    private static Object read(String json) {
        try {
            return FormSchema.JSON.readValue(json, Object.class);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
