package fr.ecoquartier.workflow.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.correspondence.Corrections;
import fr.ecoquartier.correspondence.KeptText;
import fr.ecoquartier.correspondence.PointKind;
import fr.ecoquartier.correspondence.PreparedPoint;
import fr.ecoquartier.correspondence.SentPoint;
import fr.ecoquartier.correspondence.Subject;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.CorrectionRequest;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.Evidence;
import fr.ecoquartier.dossier.EvidenceFiles;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.dossier.Proceedings;
import fr.ecoquartier.workflow.Refusal;
import fr.ecoquartier.workflow.Refusal.FieldProblem;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;

/** A request with points goes to the authority with the task, and comes back with one answer for each. */
@IntegrationTest
class CorrectionPointsTest {

    private static final Actor MARTIN = new Actor("points-martin", "Claire Martin", "DREAL");
    private static final Actor PETIT = new Actor("points-petit", "Luc Petit", "DREAL");
    private static final Actor TOWN = Desk.GRENOBLE;

    @Autowired
    private AutowireCapableBeanFactory application;

    @Autowired
    private Corrections corrections;

    @Autowired
    private Dossiers dossiers;

    @Autowired
    private Proceedings proceedings;

    @Autowired
    private EvidenceFiles evidence;

    @Autowired
    private FormService forms;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private ManagementService management;

    @Test
    void aCharterGoesBackWithItsPointsAndReturnsWithEveryAnswer() throws Exception {
        Desk desk = Desk.in(application);
        String reference = desk.openAt("checkAdmissibility");
        String task = desk.task(reference, "checkAdmissibility").getId();
        Evidence deliberation = evidence.of(reference).get(0);
        PreparedPoint figure = point(task, reference, PointKind.FIGURE, "logements");
        point(task, reference, PointKind.FIELD, "programme");
        point(task, reference, PointKind.EVIDENCE, deliberation.id().toString());
        PreparedPoint commitment = point(task, reference, PointKind.COMMITMENT, "E06");
        assertThat(figure.target().label()).isNotBlank();
        assertThat(figure.target().value()).contains("850");
        assertThat(commitment.target().value()).isEqualTo("aucune pièce jointe");
        corrections.remove(task, commitment.id());

        Map<String, Object> withoutText = SampleAnswers.decision("admissibility", "correction");
        withoutText.put("correctionDueOn", in(10));
        assertThat(refused(desk, reference, "checkAdmissibility", withoutText))
                .as("a point says what is missing")
                .containsOnlyKeys("correctionRequest")
                .hasEntrySatisfying(
                        "correctionRequest", message -> assertThat(message).contains("ne dit pas ce qui manque"));
        for (PreparedPoint point : corrections.prepared(task)) {
            corrections.write(
                    task,
                    point.id(),
                    "Il manque la source. Point " + point.subject().code(),
                    0,
                    MARTIN);
        }
        desk.answer(reference, "checkAdmissibility", withoutText);
        desk.runAll(reference);

        assertThat(corrections.prepared(task)).isEmpty();
        CorrectionRequest request = proceedings.openCorrection(reference).orElseThrow();
        assertThat(request.request()).isEqualTo("3 points à compléter.");
        assertThat(request.dueOn()).isEqualTo(LocalDate.parse(in(10)));
        List<SentPoint> sent = corrections.open(reference);
        assertThat(sent)
                .extracting(SentPoint::missing)
                .containsExactly(
                        "Il manque la source. Point logements",
                        "Il manque la source. Point programme",
                        "Il manque la source. Point " + deliberation.id());
        assertThat(sent.get(2).label()).contains(deliberation.fileName());
        assertThat(shown(desk, reference, "answerCharterCorrection"))
                .as("a point about a figure announces new figures")
                .containsEntry("figuresToChange", "yes");

        corrections.answer(reference, sent.get(0).id(), "850 d’après le permis.", 0, TOWN);
        corrections.answer(reference, sent.get(1).id(), "Le programme est joint.", 0, TOWN);
        Map<String, Object> back = new HashMap<>(Map.of("figuresToChange", "yes"));
        assertThat(refused(desk, reference, "answerCharterCorrection", back))
                .containsOnlyKeys("answer")
                .hasEntrySatisfying("answer", message -> assertThat(message).contains("le point 3"));
        assertThat(corrections.open(reference).get(0).draft().text())
                .as("what was typed stays")
                .isEqualTo("850 d’après le permis.");
        corrections.answer(reference, sent.get(2).id(), "Délibération signée jointe.", 0, TOWN);
        corrections.correct(reference, sent.get(1).id(), "Court.", 0, TOWN);
        assertThat(refused(desk, reference, "answerCharterCorrection", back))
                .hasEntrySatisfying("answer", message -> assertThat(message).contains("de 10 à 5"));
        assertThatThrownBy(() -> corrections.correct(reference, sent.get(0).id(), "851", 0, TOWN))
                .as("figures have their own form")
                .isInstanceOf(NotPossible.class);
        corrections.correct(reference, sent.get(1).id(), "850 logements et douze commerces.", 1, TOWN);
        desk.answer(reference, "answerCharterCorrection", back);

        assertThat(corrections.open(reference)).isEmpty();
        assertThat(corrections.of(reference).get(request.id()))
                .extracting(SentPoint::answer)
                .containsExactly("850 d’après le permis.", "Le programme est joint.", "Délibération signée jointe.");
        assertThat(dossiers.details(reference))
                .as("the new value takes the place of the old one")
                .containsEntry("programme", "850 logements et douze commerces.")
                .containsEntry("contactName", "Anne Martin");
        assertThat(corrections.of(reference).get(request.id()).get(1).newValue())
                .isEqualTo("850 logements et douze commerces.");
        assertThatThrownBy(() -> corrections.answer(reference, sent.get(0).id(), "Trop tard", 1, TOWN))
                .isInstanceOf(NotPossible.class);
        assertThat(shown(desk, reference, "enterBaselineMeasures")
                        .get("request")
                        .toString())
                .as("the figures form says which figures were asked")
                .contains("Point logements", "850 d’après le permis.");
        desk.answer(reference, "enterBaselineMeasures");
        desk.runAll(reference);
        assertThat(shown(desk, reference, "checkAdmissibility").get("history").toString())
                .contains("Il manque la source. Point programme", "Le programme est joint.");
        desk.answer(reference, "checkAdmissibility");
        assertThat(desk.openSteps(reference)).containsExactly("registerCharter");
    }

    @Test
    void aContractAndItsFollowUpGoBackToo() throws Exception {
        Desk desk = Desk.in(application);
        String reference = desk.openAt("registerCharter");
        for (String step : List.of("registerCharter", "signCharterAsAuthority", "signCharterForState")) {
            desk.answer(reference, step);
        }
        desk.runAll(reference);
        desk.answer(reference, "enterPlannedMeasures");
        desk.answer(reference, "setObjectives");
        desk.runAll(reference);
        goBack(desk, reference, "instructContract", "instruction", "answerContractCorrection");
        desk.answer(reference, "instructContract");
        desk.answer(reference, "nameContractTrio", desk.trio());
        desk.answerEach(reference, "giveContractOpinion");
        for (String step : List.of(
                "writeContractSynthesis",
                "recordContractCommission",
                "decideContract",
                "prepareContract",
                "signContractAsAuthority",
                "signContractAsCarrier",
                "signContractForState")) {
            desk.answer(reference, step);
            desk.runAll(reference);
        }
        followUpIsDue(reference);
        desk.runAll(reference);
        desk.answer(reference, "reportMeasures");
        desk.runAll(reference);
        goBack(desk, reference, "reviewFollowUp", "review", "answerFollowUpCorrection");
        desk.answer(reference, "reviewFollowUp");

        assertThat(proceedings.corrections(reference))
                .extracting(CorrectionRequest::step)
                .containsExactly("instructContract", "reviewFollowUp");
        assertThat(corrections.of(reference).values())
                .as("every round stays")
                .hasSize(2)
                .allSatisfy(points ->
                        assertThat(points).extracting(SentPoint::answer).containsExactly("Voici."));
    }

    private void goBack(Desk desk, String reference, String review, String choice, String answering) throws Exception {
        String task = desk.task(reference, review).getId();
        PreparedPoint point = point(task, reference, PointKind.COMMITMENT, "E06");
        corrections.write(task, point.id(), "Joignez la charte de chantier.", 0, MARTIN);
        desk.answer(reference, review, SampleAnswers.correction(choice));
        assertThat(proceedings.openCorrection(reference).orElseThrow().request())
                .isEqualTo("Précisez le calendrier.");
        assertThat(refused(desk, reference, answering, SampleAnswers.of(answering)))
                .containsOnlyKeys("answer");
        corrections.answer(reference, corrections.open(reference).get(0).id(), "Voici.", 0, TOWN);
        desk.answer(reference, answering);
        desk.runAll(reference);
    }

    @Test
    void aDateInThePastOrAfterTheDelayIsRefused() throws Exception {
        Desk desk = Desk.in(application);
        String reference = desk.openAt("checkAdmissibility");

        for (String day : List.of(in(-1), in(0), in(200))) {
            Map<String, Object> answers = SampleAnswers.correction("admissibility");
            answers.put("correctionDueOn", day);
            assertThat(refused(desk, reference, "checkAdmissibility", answers))
                    .as(day)
                    .containsOnlyKeys("correctionDueOn");
        }
        assertThat(proceedings.openCorrection(reference)).isEmpty();
    }

    @Test
    void twoReviewersPrepareOneRequestAndNothingIsOverwritten() throws Exception {
        Desk desk = Desk.in(application);
        String reference = desk.openAt("checkAdmissibility");
        String task = desk.task(reference, "checkAdmissibility").getId();
        long point = point(task, reference, PointKind.FIGURE, "surface").id();

        KeptText first = corrections.write(task, point, "La surface de Martin", 0, MARTIN);
        KeptText second = corrections.write(task, point, "La surface de Petit", 0, PETIT);
        assertThat(second.text()).isEqualTo("La surface de Martin");
        assertThat(second.aside()).isEqualTo("La surface de Petit");
        assertThat(second.revision()).isEqualTo(first.revision());
        Map<String, Object> answers = SampleAnswers.correction("admissibility");
        assertThat(refused(desk, reference, "checkAdmissibility", answers))
                .hasEntrySatisfying(
                        "correctionRequest", message -> assertThat(message).contains("deux textes"));

        KeptText swapped = corrections.settle(task, point, true, PETIT);
        assertThat(swapped.text()).isEqualTo("La surface de Petit");
        assertThat(swapped.aside()).isEqualTo("La surface de Martin");
        assertThat(corrections.settle(task, point, false, PETIT).aside()).isNull();
        assertThatThrownBy(() -> corrections.add(task, reference, new Subject(PointKind.FIGURE, "surface"), PETIT))
                .isInstanceOf(NotPossible.class)
                .hasMessageContaining("déjà");
        assertThatThrownBy(() -> corrections.add(task, reference, new Subject(PointKind.FIELD, "motDePasse"), PETIT))
                .isInstanceOf(NotPossible.class);

        desk.answer(reference, "checkAdmissibility", answers);
        assertThatThrownBy(() -> corrections.write(task, point, "Trop tard", 3, MARTIN))
                .as("the request has left")
                .isInstanceOf(NotPossible.class);
        assertThat(corrections.open(reference)).extracting(SentPoint::missing).containsExactly("La surface de Petit");
    }

    @Test
    void theAnswersOfAnotherDossierAreNotReached() throws Exception {
        Desk desk = Desk.in(application);
        String asked = desk.openAt("checkAdmissibility");
        String other = desk.open();
        String task = desk.task(asked, "checkAdmissibility").getId();
        PreparedPoint point = point(task, asked, PointKind.FIGURE, "surface");
        corrections.write(task, point.id(), "La source ?", 0, MARTIN);
        desk.answer(asked, "checkAdmissibility", SampleAnswers.correction("admissibility"));

        long sent = corrections.open(asked).get(0).id();
        assertThatThrownBy(() -> corrections.answer(other, sent, "Réponse d’ailleurs", 0, TOWN))
                .isInstanceOf(NotPossible.class);
        assertThat(corrections.open(asked).get(0).draft().blank()).isTrue();
    }

    private PreparedPoint point(String task, String reference, PointKind kind, String code) throws NotPossible {
        return corrections.add(task, reference, new Subject(kind, code), MARTIN);
    }

    private void followUpIsDue(String reference) {
        List<Job> due = runtime.createProcessInstanceQuery().processInstanceBusinessKey(reference).list().stream()
                .flatMap(instance ->
                        management
                                .createJobQuery()
                                .processInstanceId(instance.getId())
                                .activityId("followUpDue")
                                .list()
                                .stream())
                .toList();
        assertThat(due).hasSize(1);
        management.executeJob(due.get(0).getId());
    }

    /** The message of each field that was refused. */
    private static Map<String, String> refused(Desk desk, String reference, String step, Map<String, Object> answers) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> desk.answer(reference, step, answers));
        assertThat(refusal).as("refusal of %s", step).isNotNull();
        Map<String, String> messages = new HashMap<>();
        for (FieldProblem problem : refusal.problems()) {
            messages.put(problem.field(), problem.message());
        }
        return messages;
    }

    private Map<String, Object> shown(Desk desk, String reference, String step) {
        Map<String, Object> shown = new HashMap<>();
        var variables = forms.getTaskFormVariables(desk.task(reference, step).getId());
        variables.keySet().forEach(name -> shown.put(name, variables.get(name)));
        return shown;
    }

    private static String in(int days) {
        return LocalDate.now(ZoneId.of("Europe/Paris")).plusDays(days).toString();
    }
}
