package fr.ecoquartier.dossier;

import static fr.ecoquartier.referentiel.WorkedExamples.good;
import static fr.ecoquartier.referentiel.WorkedExamples.goodBut;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.dossier.MoveComparison.Difference;
import fr.ecoquartier.indicator.Opinion;
import fr.ecoquartier.pilot.replay.ReplayCases;
import fr.ecoquartier.referentiel.StoredVersions;
import fr.ecoquartier.web.OpenDossiers;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntegrationTest
class VersionMovesTest {

    private static final Actor CARRIER = new Actor("structure.test", "Structure porteuse", "Structure porteuse");
    private static final String REASON = "Les seuils de transport ont été recalés après les tests.";

    @Autowired
    private VersionMoves moves;

    @Autowired
    private Dossiers dossiers;

    @Autowired
    private DossierFigures figures;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private AutowireCapableBeanFactory application;

    private OpenDossiers open;
    private ReplayCases cases;
    private String version;

    @BeforeEach
    void aStricterVersion() throws Exception {
        open = OpenDossiers.in(application);
        cases = ReplayCases.in(application);
        version = StoredVersions.store(
                jdbc,
                "moves-stricter",
                "urban: [90, 100]",
                "urban: [97, 100]",
                "emplois:                {label: \"Emplois accueillis\", unit: \"{emploi}\", min: 0",
                "emplois:                {label: \"Emplois accueillis\", unit: \"{emploi}\", min: 5");
    }

    @Test
    void theComparisonComesFirstThenTheMoveWithItsReason() throws Exception {
        String reference = withFigures(good());

        MovePlan plan = moves.prepare(version, MoveFilter.one(reference), "un dossier", CARRIER, MoveWatch.none());

        assertThat(dossiers.get(reference).referentiel()).isEqualTo("2012-test");
        assertThat(plan.count(Difference.OPINION) + plan.count(Difference.RATINGS))
                .isEqualTo(1);
        assertThat(items(plan)).singleElement().satisfies(item -> {
            assertThat(item.state()).isEqualTo(MovePlan.State.COMPARED);
            assertThat(item.comparison().figures()).isEqualTo(FiguresKind.BASELINE);
            assertThat(item.comparison().ratings())
                    .extracting(MoveComparison.RatingLine::indicator)
                    .containsExactly("I14");
        });
        assertThatThrownBy(() -> moves.carryOut(plan.id(), "  ", CARRIER, MoveWatch.none()))
                .isInstanceOf(NotPossible.class)
                .hasMessageContaining("motif");

        MovePlan done = moves.carryOut(plan.id(), REASON, CARRIER, MoveWatch.none());

        assertThat(done.count(MovePlan.State.MOVED)).isEqualTo(1);
        assertThat(dossiers.get(reference).referentiel()).isEqualTo(version);
        assertThat(figures.latest(reference, FiguresKind.BASELINE)).get().satisfies(latest -> {
            assertThat(latest.referentiel()).isEqualTo(version);
            assertThat(latest.values()).isEqualTo(new java.util.TreeMap<>(good()));
        });
        assertThat(dossiers.journal(reference, false))
                .filteredOn(entry -> entry.kind() == JournalKind.VERSION_MOVED)
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.text())
                            .contains("2012-test")
                            .contains(version)
                            .contains(REASON);
                    assertThat(entry.actor()).isEqualTo(CARRIER);
                });
        assertThatThrownBy(() -> moves.carryOut(plan.id(), REASON, CARRIER, MoveWatch.none()))
                .isInstanceOf(NotPossible.class)
                .hasMessageContaining("déjà");
    }

    @Test
    void theAuthorityIsToldUntilSomebodyThereSaysThatItWasRead() throws Exception {
        String reference = withFigures(good());
        move(reference);

        VersionMove told = toRead(reference).get(0);
        assertThat(told.reason()).isEqualTo(REASON);
        assertThat(moves.toRead(Set.of("67482")))
                .noneSatisfy(move -> assertThat(move.reference()).isEqualTo(reference));
        moves.acknowledge(told.id(), "EQ-2012-99999", OpenDossiers.actor(fr.ecoquartier.web.Cast.GRENOBLE));
        assertThat(toRead(reference)).hasSize(1);
        moves.acknowledge(told.id(), reference, OpenDossiers.actor(fr.ecoquartier.web.Cast.GRENOBLE));
        assertThat(toRead(reference)).isEmpty();
        assertThat(moves.of(reference))
                .singleElement()
                .satisfies(move -> assertThat(move.acknowledgedAt()).isNotNull());
    }

    @Test
    void aDossierWhoseFiguresTheVersionRefusesStaysAndSaysWhichFigure() throws Exception {
        // a region of its own: the whole filter moves
        String refused = withFigures("2A004", goodBut("emplois=2"));
        String fine = withFigures("2A004", good());

        MovePlan plan = moves.prepare(
                version,
                new MoveFilter(null, "2012-test", "94", "urban", DossierStage.CHARTER, false),
                "Corse",
                CARRIER,
                MoveWatch.none());
        assertThat(item(plan, refused).comparison().refusals())
                .singleElement()
                .satisfies(refusal ->
                        assertThat(refusal).contains("Emplois accueillis").contains("plage"));
        moves.carryOut(plan.id(), REASON, CARRIER, MoveWatch.none());

        assertThat(item(plan, refused)).satisfies(item -> {
            assertThat(item.state()).isEqualTo(MovePlan.State.FAILED);
            assertThat(item.message()).contains("Emplois accueillis");
        });
        assertThat(dossiers.get(refused).referentiel()).isEqualTo("2012-test");
        assertThat(moves.of(refused)).isEmpty();
        assertThat(dossiers.get(fine).referentiel()).isEqualTo(version);
    }

    @Test
    void aDossierThatChangedSinceTheComparisonStays() throws Exception {
        String reference = withFigures(good());
        MovePlan plan = moves.prepare(version, MoveFilter.one(reference), "un dossier", CARRIER, MoveWatch.none());
        cases.give(reference, DossierStage.CHARTER, FiguresKind.BASELINE, goodBut("logementsTransport=300"));

        moves.carryOut(plan.id(), REASON, CARRIER, MoveWatch.none());

        assertThat(item(plan, reference).state()).isEqualTo(MovePlan.State.FAILED);
        assertThat(item(plan, reference).message()).contains("changé depuis la comparaison");
        assertThat(dossiers.get(reference).referentiel()).isEqualTo("2012-test");
    }

    @Test
    void testDossiersMoveOnlyWhenChosenAndOneWithoutProcessStays() throws Exception {
        String test = cases.planned("38185", "Îlot de test", good());
        String label = withFigures(good());

        MovePlan labelOnly = moves.prepare(
                version,
                new MoveFilter(null, "2012-test", "82", null, null, false),
                "label",
                CARRIER,
                MoveWatch.none());
        assertThat(references(labelOnly)).contains(label).doesNotContain(test);

        MovePlan tests = moves.prepare(version, MoveFilter.one(test), "test", CARRIER, MoveWatch.none());
        moves.carryOut(tests.id(), REASON, CARRIER, MoveWatch.none());
        assertThat(item(tests, test).message()).contains("Aucune étape de ce dossier n’est en cours");
        assertThat(dossiers.get(test).referentiel()).isEqualTo("2012-test");
        assertThat(figures.history(test)).hasSize(1);
    }

    @Test
    void anInterruptedMoveSaysWhichDossiersWereNotReached() throws Exception {
        String first = withFigures(good());
        MovePlan plan = moves.prepare(version, MoveFilter.one(first), "un dossier", CARRIER, MoveWatch.none());
        MoveWatch impatient = new MoveWatch() {
            @Override
            public void report(double share, String message) {}

            @Override
            public boolean cancelled() {
                return true;
            }
        };

        moves.carryOut(plan.id(), REASON, CARRIER, impatient);

        assertThat(item(plan, first).message()).contains("interrompue");
        assertThat(dossiers.get(first).referentiel()).isEqualTo("2012-test");
        assertThatThrownBy(() -> moves.prepare(version, MoveFilter.one(first), "un dossier", CARRIER, impatient))
                .isInstanceOf(NotPossible.class);
    }

    @Test
    void unknownVersionsAndEmptyFiltersAreSaid() throws Exception {
        String reference = withFigures(good());

        assertThatThrownBy(() -> moves.prepare("1999", MoveFilter.one(reference), "", CARRIER, MoveWatch.none()))
                .isInstanceOf(NotPossible.class)
                .hasMessageContaining("1999");
        assertThatThrownBy(() -> moves.prepare("2012-test", MoveFilter.one(reference), "", CARRIER, MoveWatch.none()))
                .isInstanceOf(NotPossible.class)
                .hasMessageContaining("rien à comparer");
        assertThat(moves.runningByVersion(false, Set.of("82"))).containsKey("2012-test");
        assertThat(moves.runningByVersion(false, Set.of())).isEmpty();
        assertThat(moves.countRunning(version, MoveFilter.one(reference), null)).isEqualTo(1);
        assertThat(moves.countRunning(version, MoveFilter.one(reference), Set.of("42")))
                .isZero();
        assertThat(moves.running(version, MoveFilter.one(reference), Set.of("82"), 0, 10))
                .containsExactly(reference);
    }

    @Test
    void theOpinionOfTheComparisonIsTheOneOfTheDeployedRule() throws Exception {
        String reference = withFigures(goodBut("surface="));
        MovePlan plan = moves.prepare(version, MoveFilter.one(reference), "un dossier", CARRIER, MoveWatch.none());

        assertThat(item(plan, reference).comparison().opinionBefore()).isEqualTo(Opinion.INCOMPLETE);
        assertThat(item(plan, reference).comparison().opinionAfter()).isEqualTo(Opinion.INCOMPLETE);
    }

    private String withFigures(java.util.Map<String, java.math.BigDecimal> values) throws Exception {
        return withFigures("38185", values);
    }

    private String withFigures(String authority, java.util.Map<String, java.math.BigDecimal> values) throws Exception {
        String reference = open.of(authority, "Caserne de Bonne");
        cases.give(reference, DossierStage.CHARTER, FiguresKind.BASELINE, values);
        return reference;
    }

    private void move(String reference) throws Exception {
        MovePlan plan = moves.prepare(version, MoveFilter.one(reference), "un dossier", CARRIER, MoveWatch.none());
        moves.carryOut(plan.id(), REASON, CARRIER, MoveWatch.none());
    }

    private List<VersionMove> toRead(String reference) {
        return moves.toRead(Set.of("38185")).stream()
                .filter(move -> move.reference().equals(reference))
                .toList();
    }

    private List<MovePlan.Item> items(MovePlan plan) {
        return moves.items(plan.id(), null, null, null, 0, 10_000);
    }

    private List<String> references(MovePlan plan) {
        return items(plan).stream().map(item -> item.comparison().reference()).toList();
    }

    private MovePlan.Item item(MovePlan plan, String reference) {
        return items(plan).stream()
                .filter(item -> item.comparison().reference().equals(reference))
                .findFirst()
                .orElseThrow();
    }
}
