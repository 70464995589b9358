package fr.ecoquartier.pilot.report;

import fr.ecoquartier.pilot.Campaign;
import fr.ecoquartier.pilot.CampaignEntry;
import fr.ecoquartier.pilot.CampaignEvent;
import fr.ecoquartier.pilot.Campaigns;
import fr.ecoquartier.pilot.Pilot;
import fr.ecoquartier.pilot.PilotState;
import fr.ecoquartier.pilot.Pilots;
import fr.ecoquartier.pilot.functioning.Functioning;
import fr.ecoquartier.pilot.rating.Evaluator;
import fr.ecoquartier.pilot.rating.EvaluatorRole;
import fr.ecoquartier.pilot.rating.Evaluators;
import fr.ecoquartier.pilot.report.Block.Column;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What happened: who tested, who dropped out and was replaced, who evaluated and who stayed silent, when. */
@Component
@Order(30)
class TestsChapter implements ReportChapter {

    private static final Set<CampaignEvent> MILESTONES = EnumSet.of(
            CampaignEvent.OPENED,
            CampaignEvent.APPLICATIONS_CLOSED,
            CampaignEvent.SAMPLE,
            CampaignEvent.DECISION,
            CampaignEvent.TESTS_ENDED,
            CampaignEvent.CALIBRATION,
            CampaignEvent.REPLAY,
            CampaignEvent.VERSION,
            CampaignEvent.DEADLINE,
            CampaignEvent.CLOSED);

    private final Pilots pilots;
    private final Evaluators evaluators;
    private final Campaigns campaigns;

    TestsChapter(Pilots pilots, Evaluators evaluators, Campaigns campaigns) {
        this.pilots = pilots;
        this.evaluators = evaluators;
        this.campaigns = campaigns;
    }

    @Override
    public ReportContent.Chapter of(Campaign campaign, Supplier<Functioning> functioning) {
        List<Block> blocks = new ArrayList<>();
        List<Pilot> all = pilots.of(campaign.id());
        if (all.isEmpty()) {
            blocks.add(new Block.Notice("Les tests n’ont pas commencé : aucune place de pilote n’est attribuée."));
        } else {
            pilots(all, blocks);
            evaluations(all, blocks);
        }
        blocks.add(new Block.Heading("Dates de la campagne"));
        blocks.add(new Block.Items(campaigns.journal(campaign.id()).stream()
                .filter(entry -> MILESTONES.contains(entry.kind()))
                .map(TestsChapter::milestone)
                .toList()));
        return new ReportContent.Chapter("tests", "Déroulement des tests", blocks);
    }

    private static String milestone(CampaignEntry entry) {
        return "%s : %s".formatted(Words.date(entry.at()), entry.text());
    }

    private static void pilots(List<Pilot> all, List<Block> blocks) {
        blocks.add(Block.Nominative.of(new Block.Table(
                "Pilotes, place par place ; un remplaçant suit celui qu’il remplace",
                List.of(
                        Column.text("Collectivité"),
                        Column.number("Place"),
                        Column.whole("Dossier"),
                        Column.text("État"),
                        Column.whole("Du"),
                        Column.whole("Au"),
                        Column.text("Motif")),
                all.stream()
                        .map(pilot -> List.of(
                                "%s, « %s »"
                                        .formatted(
                                                pilot.candidate().authorityName(),
                                                pilot.candidate().operation()),
                                Words.number(pilot.seat()),
                                pilot.reference() == null ? "–" : pilot.reference(),
                                pilot.stateLabel(),
                                Words.shortDate(pilot.openedAt()),
                                Words.shortDate(pilot.endedAt()),
                                pilot.reason() == null ? "" : pilot.reason()))
                        .toList())));
        List<Integer> vacant = vacant(all);
        if (!vacant.isEmpty()) {
            blocks.add(new Block.Notice("%s sans pilote : %s."
                    .formatted(
                            Words.count(vacant.size(), "place est restée", "places sont restées"),
                            String.join(
                                    ", ",
                                    vacant.stream()
                                            .map(seat -> "n°\u00a0" + seat)
                                            .toList()))));
        }
    }

    /** Seats whose last holder dropped out. */
    static List<Integer> vacant(List<Pilot> all) {
        return all.stream()
                .map(Pilot::seat)
                .distinct()
                .filter(seat -> all.stream()
                                .filter(pilot -> pilot.seat() == seat)
                                .reduce((first, second) -> second)
                                .orElseThrow()
                                .state()
                        == PilotState.DROPPED_OUT)
                .toList();
    }

    private void evaluations(List<Pilot> all, List<Block> blocks) {
        List<Evaluator> expected = expected(all);
        blocks.add(new Block.Heading("Évaluations"));
        if (expected.isEmpty()) {
            blocks.add(new Block.Paragraph("Aucune évaluation n’est encore attendue : aucun test n’a été lancé."));
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        for (EvaluatorRole role : EvaluatorRole.values()) {
            List<Evaluator> ofRole =
                    expected.stream().filter(one -> one.role() == role).toList();
            rows.add(List.of(
                    role.label(),
                    Words.number(ofRole.size()),
                    Words.number(in(ofRole, Evaluator.State.GIVEN)),
                    Words.number(in(ofRole, Evaluator.State.AWAITED)),
                    Words.number(in(ofRole, Evaluator.State.SILENT))));
        }
        blocks.add(new Block.Table(
                "Évaluations et retours d’expérience, par évaluateur",
                List.of(
                        Column.text("Évaluateur"),
                        Column.number("Demandées"),
                        Column.number("Rendues"),
                        Column.number("Attendues"),
                        Column.number("Non rendues dans le délai")),
                rows));
        List<String> silent = expected.stream()
                .filter(one -> one.state() == Evaluator.State.SILENT)
                .map(one ->
                        "%s (%s), dossier %s".formatted(one.name(), one.role().label(), one.reference()))
                .toList();
        if (!silent.isEmpty()) {
            blocks.add(new Block.Heading("Évaluations closes sans réponse"));
            blocks.add(Block.Nominative.of(new Block.Items(silent)));
        }
    }

    private List<Evaluator> expected(List<Pilot> all) {
        return expected(all, evaluators);
    }

    /** Everybody who was asked for an evaluation; of a test that was stopped, only those who gave one. */
    static List<Evaluator> expected(List<Pilot> all, Evaluators evaluators) {
        return all.stream()
                .filter(pilot -> pilot.reference() != null)
                .flatMap(pilot -> evaluators.of(pilot.reference()).stream()
                        .filter(evaluator ->
                                pilot.state() != PilotState.DROPPED_OUT || evaluator.state() == Evaluator.State.GIVEN))
                .toList();
    }

    private static long in(List<Evaluator> list, Evaluator.State state) {
        return list.stream().filter(one -> one.state() == state).count();
    }
}
