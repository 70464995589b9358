package fr.ecoquartier.pilot.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.JournalEntry;
import fr.ecoquartier.dossier.JournalKind;
import fr.ecoquartier.dossier.NewDossier;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.dossier.Step;
import fr.ecoquartier.expertise.Expert;
import fr.ecoquartier.expertise.ExpertKind;
import fr.ecoquartier.expertise.Experts;
import fr.ecoquartier.pilot.rating.Evaluator.State;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who evaluates a test dossier, and who reads which rating when. */
@IntegrationTest
class RatingsTest {

    private static final Actor CARRIER = new Actor("structure", "Structure porteuse", "Structure porteuse");

    @Autowired
    private Ratings ratings;

    @Autowired
    private Evaluators evaluators;

    @Autowired
    private Experts experts;

    @Autowired
    private Dossiers dossiers;

    @Autowired
    private JdbcClient jdbc;

    private final String tag = UUID.randomUUID().toString().substring(0, 8);
    private final String ada = "ada-" + tag;
    private final String bob = "bob-" + tag;
    private final String ademe = "ademe-" + tag;
    private String reference;

    @BeforeEach
    void aTestWithTwoExpertsAndAPartner() throws Exception {
        register(ada, "CETE " + tag);
        register(bob, "CAUE " + tag);
        reference = test("Test " + tag);
        launch(List.of(ada, bob));
    }

    private String test(String operation) throws NotPossible {
        return dossiers.openTest(new NewDossier("38185", operation, "urban", false), "2012-test", CARRIER);
    }

    private void register(String id, String employer) {
        experts.register(new Expert(id, "Expert " + id, ExpertKind.LOCAL, employer, null, true));
    }

    private void launch(List<String> chosen) throws NotPossible {
        evaluators.kickOff(
                step("recordKickOff"),
                new KickOff(
                        LocalDate.of(2012, 10, 1),
                        "La Ville et la DREAL",
                        chosen,
                        List.of(new KickOff.Partner(ademe, "ADEME"))),
                CARRIER);
    }

    private Step step(String element) {
        return new Step(reference, null, element, UUID.randomUUID().toString(), "pilotTest:1");
    }

    private Rating rating(String who, EvaluatorRole role, Map<String, Integer> commitments) {
        return new Rating(
                "CT-" + tag,
                reference,
                who,
                "Nom de " + who,
                role,
                "2012-test",
                commitments,
                role.rates() ? Map.of("I01", "met") : Map.of(),
                Map.of("I01", 4),
                Map.of("I01", 2),
                role.rates() ? Map.of() : Map.of("surface", new BigDecimal("1.5")),
                Map.of("rating", new BigDecimal("2.25")),
                Map.of("E01", "Le programme répond au besoin."),
                "Rien d'autre.",
                Instant.now().truncatedTo(ChronoUnit.MILLIS));
    }

    private Rating give(String who, EvaluatorRole role) throws Exception {
        Rating given = rating(who, role, role.rates() ? Map.of("E01", 3) : Map.of());
        ratings.give(given, step("rate"));
        return given;
    }

    private List<String> seenBy(String user, boolean national, boolean regional) {
        return ratings.visible(reference, new Viewer(user, national, regional)).stream()
                .map(Rating::evaluatorId)
                .toList();
    }

    @Test
    void aRatingIsKeptAsGivenAndNobodyChangesIt() throws Exception {
        Rating given = give(ada, EvaluatorRole.EXPERT);

        assertThat(ratings.own(reference, ada)).contains(given);
        assertThat(ratings.ofCampaign("CT-" + tag)).containsExactly(given);
        assertThatThrownBy(() -> jdbc.sql("update ecoquartier.rating set content = '{}' where reference = ?")
                        .param(reference)
                        .update())
                .hasMessageContaining("append-only");
    }

    @Test
    void theSameEffectIsKeptOnce() throws Exception {
        Rating given = rating(ada, EvaluatorRole.EXPERT, Map.of("E01", 3));
        Step step = step("rateAsExpert");

        ratings.give(given, step);
        ratings.give(given, step);

        assertThat(ratings.ofCampaign("CT-" + tag)).hasSize(1);
        assertThat(dossiers.journal(reference, true))
                .filteredOn(entry -> entry.text().equals("Évaluation du dossier de test rendue."))
                .hasSize(1);
    }

    @Test
    void whoRatesASecondTimeIsToldSoAndTheFirstRatingStays() throws Exception {
        give(ada, EvaluatorRole.EXPERT);
        assertThatThrownBy(() -> ratings.give(rating(ada, EvaluatorRole.EXPERT, Map.of("E01", 1)), step("rate")))
                .isInstanceOf(NotPossible.class)
                .hasMessageStartingWith("Vous avez déjà rendu votre évaluation pour ce dossier de test, le ");
        give("agent-" + tag, EvaluatorRole.DREAL);
        assertThatThrownBy(() -> give("collègue-" + tag, EvaluatorRole.DREAL))
                .isInstanceOf(NotPossible.class)
                .hasMessageStartingWith("Nom de agent-" + tag + " a déjà rendu, le ");
        assertThat(ratings.own(reference, ada).orElseThrow().commitments()).containsEntry("E01", 3);
    }

    @Test
    void nobodyReadsTheOthersBeforeGivingTheirOwn() throws Exception {
        give(ada, EvaluatorRole.EXPERT);

        assertThat(seenBy(bob, false, false)).isEmpty();
        assertThat(seenBy(bob, true, false)).as("not even in a national role").isEmpty();
        assertThat(seenBy(ademe, false, true)).isEmpty();
        assertThat(seenBy(ada, false, false)).containsExactly(ada);
        assertThat(seenBy("carrier-" + tag, true, false)).containsExactly(ada);
        assertThat(seenBy("stranger-" + tag, false, false)).isEmpty();

        give(bob, EvaluatorRole.EXPERT);

        assertThat(seenBy(bob, false, false)).containsExactly(ada, bob);
    }

    @Test
    void theRegionReadsTheRatingsOnceItsServiceHasNoneLeftToGive() throws Exception {
        give(ada, EvaluatorRole.EXPERT);
        String colleague = "colleague-" + tag;

        assertThat(seenBy(colleague, false, true)).isEmpty();

        give("dreal-" + tag, EvaluatorRole.DREAL);

        assertThat(seenBy(colleague, false, true)).hasSize(2);
        assertThat(seenBy(colleague, false, false)).as("another region").isEmpty();
    }

    @Test
    void theAuthorityReadsItsOwnFeedbackOnlyWhateverItGave() throws Exception {
        give(ada, EvaluatorRole.EXPERT);
        give("ville-" + tag, EvaluatorRole.AUTHORITY);

        assertThat(seenBy("ville-" + tag, false, false)).containsExactly("ville-" + tag);
        assertThat(dossiers.journal(reference, false))
                .extracting(JournalEntry::text)
                .contains("Retour d'expérience rendu.")
                .doesNotContain("Évaluation du dossier de test rendue.");
    }

    @Test
    void everythingOutsideItsScaleIsNamedAndNothingIsKept() {
        Rating wrong = new Rating(
                "CT-" + tag,
                reference,
                ada,
                "Ada",
                EvaluatorRole.EXPERT,
                "2012-test",
                Map.of("E02", 5, "E99", 1),
                Map.of("I03", "missing"),
                Map.of("I04", 0),
                Map.of("I05", 6),
                Map.of("surface", new BigDecimal("201")),
                Map.of("award", new BigDecimal("-1")),
                Map.of("E06", "x".repeat(3001)),
                null,
                Instant.now());

        InvalidRating refused = catchThrowableOfType(InvalidRating.class, () -> ratings.give(wrong, step("rate")));

        assertThat(refused.problems())
                .extracting(problem -> problem.part() + "/" + problem.code())
                .containsExactlyInAnyOrder(
                        "commitments/E02",
                        "commitments/E99",
                        "indicators/I03",
                        "difficulty/I04",
                        "clarity/I05",
                        "inputCost/surface",
                        "hours/award",
                        "comments/E06");
        assertThat(refused.getMessage())
                .contains("E02 Piloter le projet avec les habitants et les acteurs locaux", "5 est hors de l'échelle");
        assertThat(ratings.own(reference, ada)).isEmpty();
    }

    @Test
    void whoDoesNotAnswerInTimeIsRecordedAsSilentOnce() throws Exception {
        give(ada, EvaluatorRole.EXPERT);

        evaluators.closeWithout(reference, EvaluatorRole.EXPERT, "close-" + tag);
        evaluators.closeWithout(reference, EvaluatorRole.EXPERT, "close-" + tag);
        evaluators.closeWithout(reference, EvaluatorRole.AUTHORITY, "close-authority-" + tag);

        assertThat(evaluators.of(reference))
                .extracting(Evaluator::role, Evaluator::userId, Evaluator::state)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(EvaluatorRole.DREAL, null, State.AWAITED),
                        org.assertj.core.groups.Tuple.tuple(EvaluatorRole.EXPERT, ada, State.GIVEN),
                        org.assertj.core.groups.Tuple.tuple(EvaluatorRole.EXPERT, bob, State.SILENT),
                        org.assertj.core.groups.Tuple.tuple(EvaluatorRole.PARTNER, ademe, State.AWAITED),
                        org.assertj.core.groups.Tuple.tuple(EvaluatorRole.AUTHORITY, null, State.SILENT));
        assertThat(dossiers.journal(reference, true))
                .filteredOn(entry -> entry.kind() == JournalKind.DEADLINE)
                .extracting(JournalEntry::text)
                .containsExactly(
                        "Évaluation close sans réponse de : Expert %s.".formatted(bob),
                        "Retour d'expérience clos sans réponse de la collectivité.");
        assertThat(seenBy(bob, false, false)).as("silence opens nothing").isEmpty();
    }

    @Test
    void expertsWithAConflictOfInterestAreNotNamed() throws Exception {
        String mayor = "mayor-" + tag;
        String twin = "twin-" + tag;
        experts.register(new Expert(mayor, "Experte de Grenoble", ExpertKind.LOCAL, "Ville " + tag, "38185", true));
        register(twin, "CETE " + tag);
        reference = test("Autre test " + tag);

        assertThatThrownBy(() -> launch(List.of(ada, mayor, twin, "nobody-" + tag)))
                .isInstanceOf(NotPossible.class)
                .hasMessageContaining("Experte de Grenoble travaille pour la collectivité du dossier")
                .hasMessageContaining("ont le même employeur : CETE " + tag)
                .hasMessageContaining("« nobody-%s » n'est pas un expert de l'annuaire".formatted(tag));
        assertThat(evaluators.of(reference)).isEmpty();
        assertThat(evaluators.dossiersOf(mayor)).isEmpty();
        assertThat(evaluators.dossiersOf(ada)).doesNotContain(reference);
    }
}
