package fr.ecoquartier.pilot.replay;

import static fr.ecoquartier.pilot.replay.ReplayCases.all;
import static fr.ecoquartier.pilot.replay.ReplayCases.formula;
import static fr.ecoquartier.pilot.replay.ReplayCases.input;
import static fr.ecoquartier.pilot.replay.ReplayCases.minimum;
import static fr.ecoquartier.referentiel.WorkedExamples.good;
import static fr.ecoquartier.referentiel.WorkedExamples.goodBut;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.indicator.Opinion;
import fr.ecoquartier.indicator.Rating;
import fr.ecoquartier.pilot.run.Progress;
import fr.ecoquartier.referentiel.Draft;
import fr.ecoquartier.referentiel.DraftContent;
import fr.ecoquartier.referentiel.ReferentielDrafts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntegrationTest
class ReplaysTest {

    private static final ReplayFilter EVERYTHING = new ReplayFilter(null, null, null, null, null);

    @Autowired
    private Replays replays;

    @Autowired
    private ReferentielDrafts drafts;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private AutowireCapableBeanFactory application;

    private ReplayCases cases;

    @BeforeEach
    void cases() {
        cases = ReplayCases.in(application);
    }

    @Test
    void who_changes_is_stored_with_the_reason_and_found_by_region_kind_and_indicator() throws Exception {
        String changes = cases.planned("38185", "Caserne de Bonne", goodBut("logementsTransport=276"));
        String stays = cases.planned("38185", "Presqu’île", good());
        // 92 % of the dwellings near a stop, where the draft wants more
        Draft draft = cases.draft("Transport plus exigeant", minimum("I14", "93"));
        String code = indicatorOfTransport(draft);

        ReplaySummary summary = replays.run(draft.id(), effect(), Progress.none());

        assertThat(summary.draftRevision()).isEqualTo(draft.revision());
        assertThat(summary.current()).isTrue();
        assertThat(summary.adoptable()).isTrue();
        assertThat(summary.result().dossiers()).isGreaterThanOrEqualTo(2);
        assertThat(summary.result().sensitivities()).isNotEmpty();
        assertThat(of(changes, summary, EVERYTHING)).singleElement().satisfies(change -> {
            assertThat(change.ratings()).singleElement().satisfies(rating -> {
                assertThat(rating.indicator()).isEqualTo(code);
                assertThat(rating.from()).isEqualTo(Rating.MET);
                assertThat(rating.to()).isEqualTo(Rating.UNMET);
                assertThat(rating.cause()).isEqualTo(Cause.THRESHOLD);
            });
            assertThat(change.opinionFrom()).isEqualTo(Opinion.FAVOURABLE);
            assertThat(change.test()).isTrue();
        });
        assertThat(of(stays, summary, EVERYTHING)).isEmpty();
        assertThat(of(changes, summary, new ReplayFilter("urban", "82", ChangeKind.RATING_WORSE, code, Set.of("82"))))
                .hasSize(1);
        assertThat(of(changes, summary, new ReplayFilter(null, null, null, null, Set.of("42"))))
                .isEmpty();
        assertThat(of(changes, summary, new ReplayFilter(null, null, null, null, Set.of())))
                .isEmpty();
        assertThat(of(changes, summary, new ReplayFilter("rural", null, null, null, null)))
                .isEmpty();
        assertThat(of(changes, summary, new ReplayFilter(null, null, ChangeKind.RATING_BETTER, null, null)))
                .isEmpty();
        assertThat(replays.count(summary.id(), new ReplayFilter(null, "82", null, code, null)))
                .isPositive();
    }

    @Test
    void the_same_effect_replays_once_and_another_revision_is_no_longer_the_same_draft() throws Exception {
        cases.planned("38185", "Caserne de Bonne", good());
        Draft draft = cases.draft("Relue deux fois", minimum("I14", "93"));
        String effect = effect();

        ReplaySummary first = replays.run(draft.id(), effect, Progress.none());
        ReplaySummary again = replays.run(draft.id(), effect, Progress.none());
        assertThat(again).isEqualTo(first);

        drafts.save(draft.id(), draft.revision(), draft.content(), "Relecture", ReplayCases.CARRIER);
        assertThat(replays.latest(draft.id())).get().satisfies(latest -> {
            assertThat(latest.id()).isEqualTo(first.id());
            assertThat(latest.current()).isFalse();
            assertThat(latest.verdict()).contains("modifié depuis");
        });
        ReplaySummary second = replays.run(draft.id(), effect(), Progress.none());
        assertThat(replays.latest(draft.id()).map(ReplaySummary::id)).contains(second.id());
        assertThat(replays.count(first.id(), EVERYTHING)).isZero();
    }

    @Test
    void a_formula_that_divides_by_zero_on_a_real_dossier_is_named_and_the_draft_not_adoptable() throws Exception {
        String reference = cases.planned("38185", "Sans emploi", goodBut("emplois=0"));
        Draft draft = cases.draft(
                "Division par zéro",
                all(
                        input("emplois", ReplaysTest::atLeastOne),
                        formula("I01", "100 * etudesMenees / etudesPrevues + 1 / emplois")));

        ReplaySummary summary = replays.run(draft.id(), effect(), Progress.none());

        assertThat(summary.adoptable()).isFalse();
        assertThat(summary.verdict()).contains("ne peut pas être adopté");
        assertThat(summary.result().failures())
                .filteredOn(failure -> failure.reference().equals(reference))
                .singleElement()
                .satisfies(failure -> {
                    assertThat(failure.indicator()).isEqualTo("I01");
                    assertThat(failure.inputs()).containsKey("emplois");
                });
        assertThat(of(reference, summary, EVERYTHING)).singleElement().satisfies(change -> {
            assertThat(change.opinionTo()).isNull();
            assertThat(change.kinds()).contains(ChangeKind.FAILED, ChangeKind.REFUSED);
        });
    }

    @Test
    void a_cancelled_replay_leaves_nothing_and_a_draft_with_errors_is_refused() throws Exception {
        cases.planned("38185", "Caserne de Bonne", good());
        Draft draft = cases.draft("Interrompue", minimum("I14", "93"));
        Progress cancelled = new Progress() {
            @Override
            public void report(double share, String message) {}

            @Override
            public boolean cancelled() {
                return true;
            }
        };
        String effect = effect();

        assertThatThrownBy(() -> replays.run(draft.id(), effect, cancelled)).isInstanceOf(CancellationException.class);
        assertThat(replays.latest(draft.id())).isEmpty();
        assertThat(replays.run(draft.id(), effect, Progress.none()).result().checks())
                .isPositive();

        Draft broken = cases.draft("Fautive", formula("I01", "100 *"));
        assertThatThrownBy(() -> replays.run(broken.id(), effect(), Progress.none()))
                .isInstanceOf(NotPossible.class)
                .hasMessageContaining("erreurs");
        assertThat(replays.latest(broken.id())).isEmpty();
        assertThatThrownBy(() -> replays.run(-1, effect(), Progress.none())).isInstanceOf(NotPossible.class);
    }

    private static DraftContent.Input atLeastOne(DraftContent.Input input) {
        return new DraftContent.Input(
                input.key(),
                input.code(),
                input.label(),
                input.unit(),
                "1",
                input.max(),
                input.integer(),
                input.required(),
                input.atMost());
    }

    /** The indicator under the code that the test moves, checked to be the one on transport. */
    private static String indicatorOfTransport(Draft draft) {
        DraftContent.Indicator indicator = draft.content().indicators().stream()
                .filter(i -> i.code().equals("I14"))
                .findFirst()
                .orElseThrow();
        assertThat(indicator.formula()).contains("logementsTransport");
        return indicator.code();
    }

    private List<CheckChange> of(String reference, ReplaySummary summary, ReplayFilter filter) {
        List<CheckChange> found = new ArrayList<>();
        replays.eachChange(summary.id(), filter, change -> {
            if (change.reference().equals(reference)) {
                found.add(change);
            }
        });
        return found;
    }

    private static String effect() {
        return UUID.randomUUID().toString();
    }
}
