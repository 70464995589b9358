package fr.ecoquartier.workflow.form;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.AuthorityTasks;
import fr.ecoquartier.dossier.Check;
import fr.ecoquartier.dossier.DossierFigures;
import fr.ecoquartier.dossier.DossierStatus;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.FiguresKind;
import fr.ecoquartier.dossier.LabelProcess;
import fr.ecoquartier.dossier.MoveFilter;
import fr.ecoquartier.dossier.MovePlan;
import fr.ecoquartier.dossier.MoveWatch;
import fr.ecoquartier.dossier.VersionMoves;
import fr.ecoquartier.referentiel.CarriedObjective;
import fr.ecoquartier.referentiel.CarriedObjective.Fate;
import fr.ecoquartier.referentiel.StoredVersions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A dossier that is moved to another version goes on: its open form, its draft, its objectives, its checks. */
@IntegrationTest
class MovedDossierTest {

    private static final Actor CARRIER = new Actor("structure.test", "Structure porteuse", "Structure porteuse");
    private static final Set<String> GRENOBLE = Set.of("38185");

    @Autowired
    private AutowireCapableBeanFactory application;

    @Autowired
    private VersionMoves moves;

    @Autowired
    private AuthorityTasks tasks;

    @Autowired
    private Dossiers dossiers;

    @Autowired
    private DossierFigures figures;

    @Autowired
    private LabelProcess process;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private JdbcClient jdbc;

    private Desk desk;
    private String version;

    /** I01 becomes I24; participants are counted otherwise; everything else is as it was. */
    @BeforeEach
    void anotherVersion() throws Exception {
        desk = Desk.in(application);
        version = StoredVersions.store(
                jdbc, "moved-forms", "{code: I01,", "{code: I24,", "participantsConcertation", "participantsUniques");
    }

    @Test
    void theOpenFormIsThatOfTheVersionAndTheDraftKeepsTheFiguresThatStillExist() throws Exception {
        String reference = desk.openAt("enterBaselineMeasures");
        String task = desk.task(reference, "enterBaselineMeasures").getId();
        tasks.saveDraft(task, GRENOBLE, Map.of("surface", "6.5", "participantsConcertation", "40"), Desk.GRENOBLE);

        assertThat(move(reference).count(MovePlan.State.MOVED)).isEqualTo(1);

        assertThat(runtime.createVariableInstanceQuery()
                        .variableName("referentielVersion")
                        .processInstanceIdIn(
                                runtime
                                        .createProcessInstanceQuery()
                                        .processInstanceBusinessKey(reference)
                                        .list()
                                        .stream()
                                        .map(instance -> instance.getId())
                                        .toArray(String[]::new))
                        .list())
                .hasSizeGreaterThan(1)
                .allSatisfy(variable -> assertThat(variable.getValue()).isEqualTo(version));
        AuthorityTasks.TaskForm form = tasks.form(task, GRENOBLE).orElseThrow();
        assertThat(form.schema())
                .contains("figures-" + version + "-baseline")
                .contains("participantsUniques")
                .doesNotContain("participantsConcertation");
        assertThat(form.draft()).isTrue();
        assertThat(form.data()).containsEntry("surface", "6.5").doesNotContainKey("participantsConcertation");

        Map<String, Object> answers = new HashMap<>(SampleAnswers.of("enterBaselineMeasures"));
        answers.put("participantsUniques", answers.remove("participantsConcertation"));
        desk.answer(reference, "enterBaselineMeasures", answers);
        desk.runAll(reference);
        assertThat(figures.latest(reference, FiguresKind.BASELINE)).get().satisfies(latest -> {
            assertThat(latest.referentiel()).isEqualTo(version);
            assertThat(latest.values()).containsKey("participantsUniques");
        });
        assertThat(figures.latestCheck(reference))
                .get()
                .satisfies(check -> assertThat(check.report().referentiel()).isEqualTo(version));
        assertThat(desk.openSteps(reference)).containsExactly("checkAdmissibility");
    }

    @Test
    void objectivesLapseOrComeWithTheIndicatorsAndTheCheckIsMadeAgain() throws Exception {
        String reference = desk.openAt("registerCharter");
        desk.answer(reference, "registerCharter");
        desk.answer(reference, "signCharterAsAuthority");
        desk.answer(reference, "signCharterForState");
        desk.runAll(reference);
        desk.answer(reference, "enterPlannedMeasures");
        desk.answer(reference, "setObjectives");
        desk.runAll(reference);
        assertThat(desk.openSteps(reference)).containsExactly("instructContract");
        assertThat(figures.objectives(reference)).containsKeys("I01", "I02").doesNotContainKey("I24");

        MovePlan plan = move(reference);

        assertThat(moves.items(plan.id(), null, null, null, 0, 10)
                        .get(0)
                        .comparison()
                        .objectiveChanges())
                .extracting(CarriedObjective::indicator, CarriedObjective::fate)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("I01", Fate.LAPSED),
                        org.assertj.core.groups.Tuple.tuple("I02", Fate.NOT_COMPUTABLE),
                        org.assertj.core.groups.Tuple.tuple("I24", Fate.ADDED));
        assertThat(figures.objectives(reference)).hasSize(22).containsKey("I24").doesNotContainKeys("I01", "I02");
        List<Check> checks = figures.checks(reference);
        assertThat(checks.get(checks.size() - 1).report().referentiel()).isEqualTo(version);
        assertThat(checks.get(checks.size() - 1).step()).isEqualTo("versionMove");

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

        // back: nothing is added to a contract that is signed
        MovePlan back = moves.prepare("2012-test", MoveFilter.one(reference), "retour", CARRIER, MoveWatch.none());
        assertThat(moves.items(back.id(), null, null, null, 0, 10)
                        .get(0)
                        .comparison()
                        .objectiveChanges())
                .extracting(CarriedObjective::indicator, CarriedObjective::fate)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("I24", Fate.LAPSED),
                        org.assertj.core.groups.Tuple.tuple("I01", Fate.NOT_BINDING));
        moves.carryOut(back.id(), "Retour à la version de test.", CARRIER, MoveWatch.none());
        assertThat(figures.objectives(reference)).hasSize(21).doesNotContainKeys("I01", "I02", "I24");
    }

    @Test
    void aSuspendedDossierMovesAndResumesUnderTheVersion() throws Exception {
        String reference = desk.openAt("enterBaselineMeasures");
        process.suspend(reference, "En attente d'un arbitrage.", CARRIER);

        move(reference);
        process.resume(reference, "L'arbitrage est rendu.", CARRIER);

        String task = desk.task(reference, "enterBaselineMeasures").getId();
        assertThat(tasks.form(task, GRENOBLE).orElseThrow().schema()).contains("figures-" + version + "-baseline");
    }

    private MovePlan move(String reference) throws Exception {
        MovePlan plan = moves.prepare(version, MoveFilter.one(reference), "un dossier", CARRIER, MoveWatch.none());
        return moves.carryOut(plan.id(), "La concertation est comptée autrement.", CARRIER, MoveWatch.none());
    }
}
