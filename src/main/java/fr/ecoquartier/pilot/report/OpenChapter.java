package fr.ecoquartier.pilot.report;

import fr.ecoquartier.pilot.Campaign;
import fr.ecoquartier.pilot.Pilot;
import fr.ecoquartier.pilot.PilotState;
import fr.ecoquartier.pilot.Pilots;
import fr.ecoquartier.pilot.Samples;
import fr.ecoquartier.pilot.calibration.CalibrationDecision;
import fr.ecoquartier.pilot.calibration.Calibrations;
import fr.ecoquartier.pilot.calibration.IndicatorAnalysis;
import fr.ecoquartier.pilot.calibration.ProposalKind;
import fr.ecoquartier.pilot.calibration.StoredAnalysis;
import fr.ecoquartier.pilot.functioning.Functioning;
import fr.ecoquartier.pilot.functioning.Suggestion;
import fr.ecoquartier.pilot.rating.Evaluator;
import fr.ecoquartier.pilot.rating.Evaluators;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What nobody may take for settled. */
@Component
@Order(80)
class OpenChapter implements ReportChapter {

    private final Samples samples;
    private final Pilots pilots;
    private final Evaluators evaluators;
    private final Calibrations calibrations;

    OpenChapter(Samples samples, Pilots pilots, Evaluators evaluators, Calibrations calibrations) {
        this.samples = samples;
        this.pilots = pilots;
        this.evaluators = evaluators;
        this.calibrations = calibrations;
    }

    @Override
    public ReportContent.Chapter of(Campaign campaign, Supplier<Functioning> functioning) {
        List<String> open = new ArrayList<>();
        List<Pilot> all = pilots.of(campaign.id());
        if (samples.retained(campaign.id()).isEmpty()) {
            open.add("Aucun échantillon n’est retenu.");
        }
        tests(all, open);
        Optional<StoredAnalysis> stored = calibrations.latestFinal(campaign.id());
        if (stored.isEmpty()) {
            open.add("Les résultats des tests ne sont pas réunis : aucun indicateur n’est calé.");
        } else {
            indicators(stored.get(), calibrations.decisions(campaign.id()), open);
        }
        if (!campaign.demonstration()) { // whose times are the application's own
            delays(functioning.get(), open);
        }
        List<Block> blocks = new ArrayList<>();
        if (open.isEmpty()) {
            blocks.add(new Block.Paragraph("Rien de ce que l’application suit n’est resté en suspens."));
        } else {
            blocks.add(new Block.Items(open));
        }
        return new ReportContent.Chapter("suspens", "Ce qui reste ouvert", blocks);
    }

    private void tests(List<Pilot> all, List<String> open) {
        List<Integer> vacant = TestsChapter.vacant(all);
        if (!vacant.isEmpty()) {
            open.add("%s sans pilote : l’échantillon analysé n’est plus celui qui a été retenu."
                    .formatted(Words.count(vacant.size(), "place est restée", "places sont restées")));
        }
        long running = all.stream()
                .filter(pilot -> pilot.state() == PilotState.RUNNING || pilot.state() == PilotState.NAMED)
                .count();
        if (running > 0) {
            open.add("%s en cours.".formatted(Words.count(running, "test est encore", "tests sont encore")));
        }
        List<Evaluator> expected = TestsChapter.expected(all, evaluators);
        evaluations(expected, Evaluator.State.SILENT, "non rendue dans le délai", "non rendues dans le délai", open);
        evaluations(expected, Evaluator.State.AWAITED, "encore attendue", "encore attendues", open);
    }

    private static void evaluations(
            List<Evaluator> expected, Evaluator.State state, String one, String many, List<String> open) {
        long count = expected.stream().filter(each -> each.state() == state).count();
        if (count > 0) {
            open.add("%s sur %s %s."
                    .formatted(
                            Words.count(count, "évaluation", "évaluations"),
                            Words.number(expected.size()),
                            count < 2 ? one : many));
        }
    }

    private static void indicators(
            StoredAnalysis stored, Map<String, CalibrationDecision> decisions, List<String> open) {
        List<IndicatorAnalysis> indicators = stored.analysis().indicators();
        if (!stored.analysis().largeEnough()) {
            open.add("%s : trop peu pour conclure sur aucun indicateur."
                    .formatted(Words.count(stored.analysis().pilots().size(), "pilote analysé", "pilotes analysés")));
        }
        name(
                indicators,
                indicator -> !indicator.proposal().confidence().enough(),
                "trop peu de pilotes, ou intervalle trop large, pour conclure",
                open);
        name(indicators, indicator -> !decisions.containsKey(indicator.code()), "aucune décision n’est prise", open);
        name(
                indicators,
                indicator -> Optional.ofNullable(decisions.get(indicator.code()))
                        .filter(decision -> decision.choice() == ProposalKind.REWORD)
                        .isPresent(),
                "la nouvelle rédaction est à écrire par des personnes",
                open);
    }

    private static void name(
            List<IndicatorAnalysis> indicators, Predicate<IndicatorAnalysis> which, String what, List<String> open) {
        List<String> codes =
                indicators.stream().filter(which).map(IndicatorAnalysis::code).toList();
        if (!codes.isEmpty()) {
            open.add("%s (%s) : %s."
                    .formatted(Words.count(codes.size(), "indicateur", "indicateurs"), String.join(", ", codes), what));
        }
    }

    private static void delays(Functioning functioning, List<String> open) {
        String changes = functioning.delays().stream()
                .filter(line -> line.suggestion().kind() == Suggestion.Kind.LONGER
                        || line.suggestion().kind() == Suggestion.Kind.SHORTER)
                .map(line -> "« %s » (%s)"
                        .formatted(
                                line.delay().label(),
                                line.suggestion().kind().label().toLowerCase(java.util.Locale.FRENCH)))
                .collect(Collectors.joining(", "));
        if (!changes.isEmpty()) {
            open.add("Délais que les temps observés suggèrent de revoir : %s.".formatted(changes));
        }
        long unsaid = functioning.delays().stream()
                .filter(line -> line.suggestion().kind() == Suggestion.Kind.TOO_FEW)
                .count();
        if (unsaid > 0) {
            open.add("%s trop peu de cas pour dire quelque chose."
                    .formatted(Words.count(unsaid, "délai a", "délais ont")));
        }
    }
}
