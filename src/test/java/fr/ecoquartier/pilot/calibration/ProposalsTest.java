package fr.ecoquartier.pilot.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.indicator.Rating;
import fr.ecoquartier.pilot.calibration.Proposal.Finding;
import fr.ecoquartier.pilot.calibration.Proposal.SuggestedThresholds;
import fr.ecoquartier.pilot.rating.EvaluatorRole;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The rules, each with the figures that make it speak and those that keep it silent. */
class ProposalsTest {

    private static final char NB = '\u00a0';

    /** Twelve values that neither all meet 10 nor all miss it. */
    private static final Double[] SPREAD = {6., 8., 11., 12., 13., 14., 15., 17., 19., 21., 23., 25.};

    @Test
    void whatSeparatesAndCostsLittleIsKept() {
        Proposal proposal = proposal(Sample.rural(12).indicator("A", 10, 20).values("A", SPREAD));
        assertThat(proposal.kind()).isEqualTo(ProposalKind.KEEP);
        assertThat(proposal.confidence()).isEqualTo(Confidence.ENOUGH);
        assertThat(proposal.summary()).isEqualTo("Rien dans les tests ne demande de le changer.");
        assertThat(proposal.thresholds()).isEmpty();
    }

    @Test
    void fourPilotsAreTooFewHoweverClearTheyLook() {
        Proposal proposal = proposal(Sample.rural(4).indicator("A", 10, 20).values("A", 30., 31., 32., 33.));
        assertThat(proposal.kind()).isEqualTo(ProposalKind.KEEP);
        assertThat(proposal.confidence()).isEqualTo(Confidence.TOO_FEW);
        assertThat(proposal.summary())
                .startsWith("Trop peu de pilotes pour conclure (4" + NB + "pilotes mesurés, il en faut 8)");
    }

    @Test
    void withEightPilotsHalfOfWhichPassTheIntervalIsTooWideToConclude() {
        // Wilson 4 of 8: 21.5 % to 78.5 %
        Proposal proposal =
                proposal(Sample.rural(8).indicator("A", 10, 20).values("A", 6., 7., 8., 9., 11., 12., 13., 25.));
        assertThat(proposal.confidence()).isEqualTo(Confidence.WIDE);
        assertThat(proposal.summary()).startsWith("Intervalle trop large pour conclure");
    }

    @Test
    void aMinimumThatEverybodyMeetsMovesToTheLowerQuartileRounded() {
        // 12 of 12, Wilson 75.8 % to 100 %. Sorted 12, 13, 14, 16, 17, 18, 19, 19, 22, 24, 26, 28: q25 at position 2.75
        // is
        // 14 + 0.75 × 2 = 15.5, q75 at 8.25 is 22 + 0.25 × 2 = 22.5; spread 7, a fifth is 1.4, so steps of 1: 15.5 → 16
        Proposal proposal = proposal(Sample.rural(12)
                .indicator("A", 10, 20)
                .values("A", 12., 13., 14., 16., 17., 18., 19., 19., 22., 24., 26., 28.));
        assertThat(proposal.kind()).isEqualTo(ProposalKind.MOVE);
        SuggestedThresholds moved = proposal.thresholds().get("rural");
        assertThat(moved.step()).isEqualByComparingTo("1");
        assertThat(moved.minimum()).isEqualByComparingTo("16");
        assertThat(moved.target()).isEqualByComparingTo("20"); // not misplaced: 4 of 12
        assertThat(moved.own()).isTrue();
        assertThat(proposal.summary()).contains("Seuil trop facile", "12" + NB + "pilotes sur 12", "100" + NB + "%");
    }

    @Test
    void whenLowerIsBetterTheQuartilesAreThoseOfTheOtherEnd() {
        // all between 45 and 72 with minimum 100 and target 40, which nobody has: 0 of 12, at most 24.2 %.
        // sorted 45, 47, 50, 52, 55, 58, 60, 63, 65, 68, 70, 72: q75 at 8.25 is 65.75, q25 at 2.75 is 51.5; spread
        // 14.25, step 2
        Proposal proposal = proposal(Sample.rural(12)
                .indicator("A", 100, 40)
                .values("A", 45., 47., 50., 52., 55., 58., 60., 63., 65., 68., 70., 72.));
        SuggestedThresholds moved = proposal.thresholds().get("rural");
        assertThat(moved.step()).isEqualByComparingTo("2");
        assertThat(moved.minimum()).isEqualByComparingTo("66");
        assertThat(moved.target()).isEqualByComparingTo("52");
        assertThat(proposal.findings()).extracting(Finding::text).anyMatch(t -> t.startsWith("Cible hors de portée"));
    }

    @Test
    void aContextWithTooFewPilotsTakesThePositionsOfAll() {
        // six rural between 10 and 20, six urban between 30 and 60, all at the same six positions 0.1, 0.2 … 0.6 twice:
        // all
        // meet the minimum, nobody the target. Position q25 at 2.75 of 0.1 0.1 0.2 0.2 0.3 0.3 0.4 0.4 0.5 0.5 0.6 0.6
        // is
        // 0.2, q75 at 8.25 is 0.5. Urban: 30 + 30 × 0.2 = 36 and 30 + 30 × 0.5 = 45; spread 9, a fifth is 1.8, so steps
        // of 1
        Map<String, double[]> thresholds = Map.of("rural", new double[] {10, 20}, "urban", new double[] {30, 60});
        Proposal proposal = proposal(Sample.of(
                        "rural", "rural", "rural", "rural", "rural", "rural", "urban", "urban", "urban", "urban",
                        "urban", "urban")
                .indicator("A", false, thresholds, List.of("x"))
                .values("A", 11., 12., 13., 14., 15., 16., 33., 36., 39., 42., 45., 48.));
        SuggestedThresholds urban = proposal.thresholds().get("urban");
        assertThat(urban.own()).isFalse();
        assertThat(urban.pilots()).isEqualTo(12);
        assertThat(urban.minimum()).isEqualByComparingTo("36");
        assertThat(urban.target()).isEqualByComparingTo("45");
        SuggestedThresholds rural = proposal.thresholds().get("rural");
        assertThat(rural.minimum()).isEqualByComparingTo("12");
        assertThat(rural.target()).isEqualByComparingTo("15");
    }

    @Test
    void aPositionCarriedOverNeverAsksForMoreThanAnybodyHas() {
        // all have the most there is, 100: far beyond both targets; what is carried over stops there
        Map<String, double[]> thresholds = Map.of("rural", new double[] {40, 80}, "urban", new double[] {50, 90});
        Proposal proposal = proposal(Sample.of(
                        "rural", "rural", "rural", "rural", "rural", "rural", "urban", "urban", "urban", "urban",
                        "urban", "urban")
                .indicator("A", true, thresholds, List.of("x"))
                .values("A", 100., 100., 100., 100., 95., 90., 100., 100., 100., 100., 95., 90.));
        assertThat(proposal.thresholds().values())
                .allMatch(moved ->
                        moved.target().doubleValue() <= 100 && moved.minimum().doubleValue() <= 100);
    }

    @Test
    void aValueThatAllShareSeparatesNobodyWhateverTheThreshold() {
        Proposal proposal = proposal(Sample.rural(12)
                .indicator("A", 10, 20)
                .values("A", 15., 15., 15., 15., 15., 15., 15., 15., 15., 15., 15., 15.));
        assertThat(proposal.kind()).isEqualTo(ProposalKind.DROP);
        assertThat(proposal.summary()).contains("aucun seuil n’y changerait rien", "15" + NB + "%");
    }

    @Test
    void whatCanRarelyBeMeasuredIsDroppedAndWhatOftenCannotIsOptional() {
        // 4 of 12: 33.3 %, Wilson 13.8 % to 60.9 %, under 75 % for sure
        assertThat(proposal(Sample.rural(12).indicator("A", 10, 20).values("A", 6., 12., 18., 25.))
                        .kind())
                .isEqualTo(ProposalKind.DROP);
        // 8 of 12: 66.7 %
        Proposal optional =
                proposal(Sample.rural(12).indicator("A", 10, 20).values("A", 6., 8., 12., 13., 14., 18., 21., 25.));
        assertThat(optional.kind()).isEqualTo(ProposalKind.OPTIONAL);
        assertThat(optional.summary())
                .startsWith("Souvent impossible à mesurer. Mesuré pour 8" + NB + "pilotes sur 12");
    }

    @Test
    void aMandatoryIndicatorIsNeverDroppedForItsMeasure() {
        Sample sample = Sample.rural(12)
                .indicator("A", true, Map.of("rural", new double[] {10, 20}), List.of("x"))
                .values("A", 6., 12., 18., 25.);
        assertThat(proposal(sample).kind()).isEqualTo(ProposalKind.OPTIONAL);
    }

    @Test
    void ofTwoThatSayTheSameTheOneThatCostsMoreGoes() {
        Sample sample = twins().cost(0, "inA", "12").cost(0, "inB", "3");
        Analysis analysis = sample.analysis();
        assertThat(analysis.indicator("A").orElseThrow().proposal().kind()).isEqualTo(ProposalKind.DROP);
        assertThat(analysis.indicator("A").orElseThrow().proposal().summary())
                .contains("comme B", "12" + NB + "h", "3" + NB + "h");
        assertThat(analysis.indicator("B").orElseThrow().proposal().kind()).isEqualTo(ProposalKind.KEEP);
        assertThat(analysis.indicator("B").orElseThrow().proposal().findings())
                .extracting(Finding::text)
                .anyMatch(text -> text.endsWith("c’est A qu’il est proposé de supprimer."));
    }

    @Test
    void ofTwoThatSayTheSameForTheSameEffortTheFirstStays() {
        Analysis analysis = twins().analysis();
        assertThat(analysis.indicator("A").orElseThrow().proposal().kind()).isEqualTo(ProposalKind.KEEP);
        assertThat(analysis.indicator("B").orElseThrow().proposal().kind()).isEqualTo(ProposalKind.DROP);
    }

    @Test
    void ofThreeThatSayTheSameOneStays() {
        Analysis analysis = twins().indicator("C", 10, 20).values("C", SPREAD).analysis();
        assertThat(analysis.indicators())
                .extracting(i -> i.proposal().kind())
                .containsExactly(ProposalKind.KEEP, ProposalKind.DROP, ProposalKind.DROP);
    }

    private static Sample twins() {
        return Sample.rural(12)
                .indicator("A", 10, 20)
                .values("A", SPREAD)
                .indicator("B", 10, 20)
                .values("B", SPREAD);
    }

    @Test
    void whatIsDifficultForManyBecomesOptionalAndWhatIsDifficultForThreeIsOnlySaid() {
        Sample many = Sample.rural(12).indicator("A", 10, 20).values("A", SPREAD);
        Sample few = Sample.rural(12).indicator("A", 10, 20).values("A", SPREAD);
        for (int pilot = 0; pilot < 12; pilot++) {
            many.evaluation(pilot, EvaluatorRole.DREAL, "A", null, 4 + pilot % 2, null);
            if (pilot < 3) {
                few.evaluation(pilot, EvaluatorRole.DREAL, "A", null, 5, null);
            }
        }
        assertThat(proposal(many).kind()).isEqualTo(ProposalKind.OPTIONAL);
        assertThat(proposal(many).summary()).contains("4,5 sur 5", "12" + NB + "avis");
        assertThat(proposal(few).kind()).isEqualTo(ProposalKind.KEEP);
        assertThat(proposal(few).findings())
                .anyMatch(f -> f.suggests() == ProposalKind.OPTIONAL && f.confidence() == Confidence.TOO_FEW);
    }

    @Test
    void whatCostsThreeDaysBecomesOptional() {
        Sample sample = Sample.rural(12).indicator("A", 10, 20).values("A", SPREAD);
        for (int pilot = 0; pilot < 9; pilot++) {
            sample.cost(pilot, "inA", "26.5");
        }
        assertThat(proposal(sample).kind()).isEqualTo(ProposalKind.OPTIONAL);
        assertThat(proposal(sample).summary()).contains("26,5" + NB + "h", "9" + NB + "déclarations");
    }

    @Test
    void whatIsNotUnderstoodIsReworded() {
        Sample sample = Sample.rural(12).indicator("A", 10, 20).values("A", SPREAD);
        for (int pilot = 0; pilot < 12; pilot++) {
            sample.evaluation(pilot, EvaluatorRole.EXPERT, "A", null, null, 2);
        }
        assertThat(proposal(sample).kind()).isEqualTo(ProposalKind.REWORD);
        assertThat(proposal(sample).summary()).startsWith("Jugé peu clair");
    }

    @Test
    void whatEvaluatorsSeeDifferentlyIsReworded() {
        Sample sample = Sample.rural(12).indicator("A", 10, 20).values("A", SPREAD);
        for (int pilot = 0; pilot < 12; pilot++) {
            sample.evaluation(
                    pilot, EvaluatorRole.DREAL, "A", pilot % 2 == 0 ? Rating.UNMET : Rating.EXEMPLARY, null, null);
            sample.evaluation(
                    pilot, EvaluatorRole.EXPERT, "A", pilot % 2 == 0 ? Rating.EXEMPLARY : Rating.UNMET, null, null);
        }
        assertThat(proposal(sample).kind()).isEqualTo(ProposalKind.REWORD);
        assertThat(proposal(sample).summary()).contains("kappa pondéré −1,00");
    }

    @Test
    void aLowKappaWhereNearlyAllRatingsAreTheSameIsNoDisagreement() {
        Sample sample = Sample.rural(12).indicator("A", 10, 20).values("A", SPREAD);
        for (int pilot = 0; pilot < 12; pilot++) {
            sample.evaluation(pilot, EvaluatorRole.DREAL, "A", Rating.MET, null, null);
            sample.evaluation(pilot, EvaluatorRole.EXPERT, "A", pilot < 2 ? Rating.EXEMPLARY : Rating.MET, null, null);
        }
        // 10 of 12 pairs agree; margins 22/24 and 2/24: observed 2/12, expected 2 × 22/24 × 2/24, kappa −1/11
        assertThat(sample.analysis()
                        .indicator("A")
                        .orElseThrow()
                        .group("all")
                        .agreement()
                        .kappa())
                .isEqualTo(-1.0 / 11, org.assertj.core.api.Assertions.within(1e-9));
        assertThat(proposal(sample).kind()).isEqualTo(ProposalKind.KEEP);
        assertThat(proposal(sample).findings())
                .extracting(Finding::text)
                .anyMatch(text -> text.startsWith("Le kappa est faible (−0,09), mais 83,3" + NB + "% des paires"));
    }

    @Test
    void aPoorAgreementWithAWideIntervalIsSaidAndNotConcluded() {
        Sample sample = Sample.rural(12).indicator("A", 10, 20).values("A", SPREAD);
        Rating[] first = {Rating.UNMET, Rating.MET, Rating.MET, Rating.EXEMPLARY, Rating.MET, Rating.UNMET};
        Rating[] second = {Rating.MET, Rating.MET, Rating.UNMET, Rating.EXEMPLARY, Rating.MET, Rating.MET};
        for (int pilot = 0; pilot < 6; pilot++) {
            sample.evaluation(pilot, EvaluatorRole.DREAL, "A", first[pilot], null, null);
            sample.evaluation(pilot, EvaluatorRole.EXPERT, "A", second[pilot], null, null);
        }
        assertThat(proposal(sample).kind()).isEqualTo(ProposalKind.KEEP);
    }

    @Test
    void evaluatorsWhoJudgeBetterThanTheCalculationAreHeard() {
        Sample sample = Sample.rural(12).indicator("A", 10, 20).values("A", SPREAD);
        for (int pilot = 0; pilot < 12; pilot++) {
            sample.evaluation(pilot, EvaluatorRole.DREAL, "A", Rating.EXEMPLARY, null, null);
        }
        // computed exemplary: 21, 23, 25, so 9 of 12 are judged better
        assertThat(proposal(sample).findings())
                .extracting(Finding::text)
                .contains(
                        "Les évaluateurs jugent mieux que le calcul dans 9 avis sur 12 : les seuils leur paraissent trop exigeants.");
    }

    @Test
    void stepsAreOneTwoOrFiveAndNeverFinerThanWhatPeopleSee() {
        var indicator = Sample.rural(0)
                .indicator("A", 10, 20)
                .input(1)
                .referentiel()
                .indicators()
                .get(0);
        var now = indicator.thresholds().get("rural");
        assertThat(Proposals.step(30, now, indicator)).isEqualByComparingTo("5");
        assertThat(Proposals.step(24, now, indicator)).isEqualByComparingTo("2");
        assertThat(Proposals.step(7, now, indicator)).isEqualByComparingTo("1");
        assertThat(Proposals.step(300, now, indicator)).isEqualByComparingTo("50");
        assertThat(Proposals.step(0.3, now, indicator)).isEqualByComparingTo("0.5"); // a twentieth of 20 − 10
        assertThat(Proposals.step(0, now, indicator)).isEqualByComparingTo("0.5");
        var narrow = new fr.ecoquartier.referentiel.Referentiel.Thresholds(
                new java.math.BigDecimal("10"), new java.math.BigDecimal("10.4"));
        assertThat(Proposals.step(0.3, narrow, indicator)).isEqualByComparingTo("0.1"); // one decimal is shown
    }

    private static Proposal proposal(Sample sample) {
        return sample.analysis().indicator("A").orElseThrow().proposal();
    }
}
