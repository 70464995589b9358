package fr.ecoquartier.pilot.functioning;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.dossier.CorrectionRequest;
import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.pilot.functioning.Functioning.DelayLine;
import fr.ecoquartier.pilot.functioning.Functioning.HoursLine;
import fr.ecoquartier.pilot.functioning.Functioning.TaskLine;
import fr.ecoquartier.pilot.functioning.TaskTime.Ending;
import fr.ecoquartier.pilot.functioning.TaskTime.Split;
import fr.ecoquartier.pilot.rating.EvaluatorRole;
import fr.ecoquartier.pilot.rating.Rating;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObservationsTest {

    private static final Instant START = Instant.parse("2012-03-01T08:00:00Z");
    private static final Instant NOW = START.plus(Duration.ofDays(100));
    private static final DelayInForce MONTH = new DelayInForce("admissibility", "Recevabilité", "P30D");

    @Test
    void medianAndNinetiethPercentileAreThoseOfTheFinishedTasksOnly() {
        List<TaskTime> times = new ArrayList<>();
        for (int day = 1; day <= 11; day++) {
            times.add(done("TEST-2012-0000" + day, Duration.ofDays(day), Duration.ofHours(day)));
        }
        times.add(ended("TEST-2012-00012", Ending.WITHOUT, Duration.ofDays(60)));
        times.add(open("TEST-2012-00013"));

        TaskLine line = line(times);
        assertThat(line.done()).isEqualTo(11);
        assertThat(line.without()).isEqualTo(1);
        assertThat(line.open()).isEqualTo(1);
        assertThat(line.median()).isEqualTo(Duration.ofDays(6));
        assertThat(line.ninety()).isEqualTo(Duration.ofDays(10));
        assertThat(line.medianWaiting()).isEqualTo(Duration.ofHours(6));
        assertThat(line.medianWorking()).isEqualTo(Duration.ofDays(6).minusHours(6));
    }

    @Test
    void betweenTwoCasesTheQuantileIsInterpolated() {
        List<Duration> four =
                List.of(Duration.ofHours(1), Duration.ofHours(2), Duration.ofHours(4), Duration.ofHours(8));
        assertThat(Durations.quantile(four, 0.5)).isEqualTo(Duration.ofHours(3));
        // place 0.9 × 3 = 2.7 : 4 h + 0.7 × 4 h
        assertThat(Durations.quantile(four, 0.9)).isEqualTo(Duration.ofMinutes(408));
        assertThat(Durations.quantile(List.of(), 0.5)).isNull();
    }

    @Test
    void timeThatNothingTellsApartIsNeitherWaitingNorWorking() {
        TaskTime known = done("TEST-2012-00001", Duration.ofDays(3), Duration.ofDays(1));
        TaskTime unknown = new TaskTime(
                "TEST-2012-00002",
                "charter",
                "Charte",
                "checkAdmissibility",
                "Vérifier la recevabilité",
                "dreal",
                "admissibility",
                START,
                null,
                START.plus(Duration.ofDays(5)),
                Ending.DONE,
                Split.NONE,
                null);
        TaskLine line = line(List.of(known, unknown));
        assertThat(line.spent().waiting()).isEqualTo(Duration.ofDays(1));
        assertThat(line.spent().working()).isEqualTo(Duration.ofDays(2));
        assertThat(line.spent().unknown()).isEqualTo(Duration.ofDays(5));
        assertThat(line.split()).isEqualTo(1);
    }

    @Test
    void lateIsWhatEndedOrIsStillOpenAfterItsDueDateAndAnOpenTaskInTimeCountsNeitherWay() {
        TaskLine line = line(List.of(
                done("TEST-2012-00001", Duration.ofDays(3), Duration.ZERO),
                done("TEST-2012-00002", Duration.ofDays(31), Duration.ZERO),
                open("TEST-2012-00003"),
                new TaskTime(
                        "TEST-2012-00004",
                        "charter",
                        "Charte",
                        "checkAdmissibility",
                        "Vérifier la recevabilité",
                        "dreal",
                        "admissibility",
                        NOW.minusSeconds(60),
                        NOW.plus(Duration.ofDays(30)),
                        null,
                        Ending.OPEN,
                        Split.NONE,
                        null)));
        assertThat(line.late()).isEqualTo(2);
        assertThat(line.dated()).isEqualTo(3);
    }

    @Test
    void aDelayStandsBesideAllTheTasksItRules() {
        Functioning functioning = observe(List.of(
                done("TEST-2012-00001", Duration.ofDays(3), Duration.ZERO),
                other("TEST-2012-00001", Duration.ofDays(5))));
        assertThat(functioning.delays()).singleElement().satisfies((DelayLine line) -> {
            assertThat(line.delay().text()).isEqualTo("30\u00a0jours");
            assertThat(line.tasks()).containsExactly("Examiner", "Vérifier la recevabilité");
            assertThat(line.done()).isEqualTo(2);
            assertThat(line.suggestion().kind()).isEqualTo(Suggestion.Kind.TOO_FEW);
        });
        assertThat(functioning.roles()).singleElement().satisfies(role -> {
            assertThat(role.role()).isEqualTo("dreal");
            assertThat(role.done()).isEqualTo(2);
            assertThat(role.spent().total()).isEqualTo(Duration.ofDays(8));
        });
    }

    @Test
    void enoughCasesSuggestAndTooFewDoNot() {
        assertThat(suggestion(Suggestion.ENOUGH - 1, Duration.ofDays(40), 7).kind())
                .isEqualTo(Suggestion.Kind.TOO_FEW);
        Suggestion longer = suggestion(10, Duration.ofDays(38), 5);
        assertThat(longer.kind()).isEqualTo(Suggestion.Kind.LONGER);
        assertThat(longer.reason()).isEqualTo("5 retards sur 10 : 45\u00a0jours couvriraient neuf cas sur dix.");
        Suggestion shorter = suggestion(10, Duration.ofDays(6), 0);
        assertThat(shorter.kind()).isEqualTo(Suggestion.Kind.SHORTER);
        assertThat(shorter.reason()).contains(": 10\u00a0jours laisseraient");
        assertThat(suggestion(10, Duration.ofDays(20), 0).kind()).isEqualTo(Suggestion.Kind.UNCHANGED);
        assertThat(suggestion(10, Duration.ofDays(20), 2).kind()).isEqualTo(Suggestion.Kind.UNCHANGED);
        // late for reasons of their own: the nine others fit in the delay
        assertThat(suggestion(10, Duration.ofDays(12), 3).kind()).isEqualTo(Suggestion.Kind.UNCHANGED);
    }

    @Test
    void aDelayOfDaysIsNeverSuggestedInHours() {
        assertThat(suggestion(10, Duration.ofSeconds(2), 0).reason()).contains("5\u00a0jours laisseraient");
    }

    @Test
    void requestsAreCountedByStepWithTheTimeOfTheirAnswers() {
        Functioning functioning = Observations.of(
                NOW,
                2,
                List.of(done("TEST-2012-00001", Duration.ofDays(3), Duration.ZERO)),
                List.of(MONTH),
                List.of(
                        correction("TEST-2012-00001", "checkAdmissibility", "Joindre la délibération.", 4),
                        correction("TEST-2012-00001", "checkAdmissibility", "Préciser le périmètre.", 8),
                        correction("TEST-2012-00002", "instructAward", "Délibérations manquantes", null)),
                List.of());
        assertThat(functioning.corrections()).hasSize(2);
        assertThat(functioning.corrections().get(0)).satisfies(step -> {
            assertThat(step.name()).isEqualTo("Vérifier la recevabilité");
            assertThat(step.requests()).isEqualTo(2);
            assertThat(step.dossiers()).isEqualTo(1);
            assertThat(step.medianAnswer()).isEqualTo(Duration.ofDays(6));
        });
        assertThat(functioning.themes()).hasSize(2);
        assertThat(functioning.themes().get(0).word()).isEqualTo("délibération");
        assertThat(functioning.themes().get(0).requests())
                .extracting(Functioning.Asked::reference)
                .containsExactly("TEST-2012-00001", "TEST-2012-00002");
        assertThat(functioning.themes().get(1).word()).isNull();
    }

    @Test
    void declaredHoursAreToldByStepAndRole() {
        Functioning functioning = Observations.of(
                NOW,
                2,
                List.of(),
                List.of(),
                List.of(),
                List.of(
                        rating(EvaluatorRole.DREAL, "3"),
                        rating(EvaluatorRole.DREAL, "6.5"),
                        rating(EvaluatorRole.EXPERT, "1")));
        assertThat(functioning.hours()).extracting(HoursLine::role).hasSize(2);
        HoursLine dreal = functioning.hours().get(0);
        assertThat(dreal.step()).isEqualTo("Charte");
        assertThat(dreal.answers()).isEqualTo(2);
        assertThat(dreal.median()).isEqualByComparingTo("4.75");
        assertThat(dreal.least()).isEqualByComparingTo("3");
        assertThat(dreal.most()).isEqualByComparingTo("6.5");
    }

    @Test
    void durationsAndDelaysReadAsPeopleSayThem() {
        assertThat(Durations.text(Duration.ofSeconds(20))).isEqualTo("20\u00a0s");
        assertThat(Durations.text(Duration.ofMillis(3))).isEqualTo("1\u00a0s");
        assertThat(Durations.text(Duration.ZERO)).isEqualTo("0\u00a0s");
        assertThat(Durations.text(Duration.ofMinutes(135))).isEqualTo("2\u00a0h\u00a015\u00a0min");
        assertThat(Durations.text(Duration.ofHours(76))).isEqualTo("3\u00a0j\u00a04\u00a0h");
        assertThat(Durations.text(Duration.ofDays(12).plusHours(13))).isEqualTo("13\u00a0j");
        assertThat(new DelayInForce("x", "X", "P1Y2M").text()).isEqualTo("1\u00a0an 2\u00a0mois");
        assertThat(new DelayInForce("x", "X", "P15D").text()).isEqualTo("15\u00a0jours");
        assertThat(new DelayInForce("x", "X", "PT2H").text()).isEqualTo("2\u00a0h");
    }

    @Test
    void thePictureNamesTheLongestTaskAndIsFreeOfScriptAndStyle() {
        Functioning functioning = observe(List.of(
                done("TEST-2012-00001", Duration.ofDays(3), Duration.ofDays(1)),
                other("TEST-2012-00001", Duration.ofDays(5))));
        String svg = FunctioningPictures.barsSvg(functioning);
        assertThat(svg)
                .contains("role=\"img\"")
                .contains("La plus longue : Examiner, 5\u00a0j")
                .doesNotContain("style=")
                .doesNotContain("<script");
        assertThat(FunctioningPictures.barsSvg(observe(List.of()))).contains("Aucune tâche terminée");
    }

    private static Suggestion suggestion(int done, Duration each, int late) {
        return Suggestion.of(MONTH, java.util.Collections.nCopies(done, each), late, done);
    }

    private static TaskLine line(List<TaskTime> times) {
        return observe(times).tasks().stream()
                .filter(task -> task.step().equals("checkAdmissibility"))
                .findFirst()
                .orElseThrow();
    }

    private static Functioning observe(List<TaskTime> times) {
        return Observations.of(NOW, 3, times, List.of(MONTH), List.of(), List.of());
    }

    private static TaskTime done(String reference, Duration total, Duration waiting) {
        return new TaskTime(
                reference,
                "charter",
                "Charte",
                "checkAdmissibility",
                "Vérifier la recevabilité",
                "dreal",
                "admissibility",
                START,
                START.plus(Duration.ofDays(30)),
                START.plus(total),
                Ending.DONE,
                Split.CLAIM,
                waiting);
    }

    private static TaskTime other(String reference, Duration total) {
        return new TaskTime(
                reference,
                "contract",
                "Contrat",
                "review",
                "Examiner",
                "dreal",
                "admissibility",
                START,
                START.plus(Duration.ofDays(30)),
                START.plus(total),
                Ending.DONE,
                Split.NONE,
                null);
    }

    private static TaskTime ended(String reference, Ending ending, Duration total) {
        return new TaskTime(
                reference,
                "charter",
                "Charte",
                "checkAdmissibility",
                "Vérifier la recevabilité",
                "dreal",
                "admissibility",
                START,
                START.plus(Duration.ofDays(30)),
                START.plus(total),
                ending,
                Split.CLAIM,
                total);
    }

    private static TaskTime open(String reference) {
        return new TaskTime(
                reference,
                "charter",
                "Charte",
                "checkAdmissibility",
                "Vérifier la recevabilité",
                "dreal",
                "admissibility",
                START,
                START.plus(Duration.ofDays(30)),
                null,
                Ending.OPEN,
                Split.NONE,
                null);
    }

    private static Observations.Correction correction(
            String reference, String step, String text, Integer answeredAfter) {
        return new Observations.Correction(
                reference,
                new CorrectionRequest(
                        1,
                        DossierStage.CHARTER,
                        step,
                        text,
                        null,
                        "DREAL",
                        START,
                        answeredAfter == null ? null : "Voici.",
                        answeredAfter == null ? null : "Commune",
                        answeredAfter == null ? null : START.plus(Duration.ofDays(answeredAfter))));
    }

    private static Rating rating(EvaluatorRole role, String hours) {
        return new Rating(
                "CT-2012-01",
                "TEST-2012-00001",
                role + hours,
                "Quelqu’un",
                role,
                "2012-test",
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of("charter", new BigDecimal(hours)),
                Map.of(),
                null,
                START);
    }
}
