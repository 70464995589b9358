package fr.ecoquartier.pilot.report;

import fr.ecoquartier.pilot.Campaign;
import fr.ecoquartier.pilot.Candidate;
import fr.ecoquartier.pilot.Candidates;
import fr.ecoquartier.pilot.Pilot;
import fr.ecoquartier.pilot.PilotState;
import fr.ecoquartier.pilot.Pilots;
import fr.ecoquartier.pilot.report.Block.Fact;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** The first page: the campaign in a few figures, and what was added since an earlier version. */
@Component
class ReportSummary {

    private final Candidates candidates;
    private final Pilots pilots;

    ReportSummary(Candidates candidates, Pilots pilots) {
        this.candidates = candidates;
        this.pilots = pilots;
    }

    List<Block> of(Campaign campaign, List<StoredReport.Remark> remarks) {
        List<Candidate> applied = candidates.of(campaign.id());
        List<Pilot> all = pilots.of(campaign.id());
        List<Block> blocks = new ArrayList<>();
        if (campaign.demonstration()) {
            blocks.add(
                    new Block.Notice(
                            "Campagne de démonstration : les collectivités existent, mais leurs candidatures, leurs données et les évaluations sont inventées."));
        }
        blocks.add(new Block.Facts(
                "La campagne en bref",
                List.of(
                        new Fact("Référence", campaign.id()),
                        new Fact("État", campaign.status().label()),
                        new Fact("Référentiel testé", campaign.referentiel()),
                        new Fact("Ouverture", Words.date(campaign.openedAt())),
                        new Fact("Candidatures jusqu’au", Words.date(campaign.applicationsUntil())),
                        new Fact(
                                "Candidatures",
                                "%s, dont %s"
                                        .formatted(
                                                Words.number(applied.size()),
                                                Words.count(
                                                        applied.stream()
                                                                .filter(Candidate::withdrawn)
                                                                .count(),
                                                        "retirée",
                                                        "retirées"))),
                        new Fact(
                                "Places de pilote",
                                Words.number(campaign.parameters().size())),
                        new Fact("Tests menés à terme", Words.number(in(all, PilotState.CLOSED) - early(all))),
                        new Fact("Tests arrêtés avant leur terme", Words.number(early(all))),
                        new Fact("Désistements", Words.number(in(all, PilotState.DROPPED_OUT))))));
        if (!remarks.isEmpty()) {
            blocks.add(new Block.Heading("Compléments demandés et apportés"));
            blocks.add(new Block.Items(remarks.stream()
                    .map(remark -> "%s (%s, %s)"
                            .formatted(remark.text(), remark.author().name(), Words.date(remark.givenAt())))
                    .toList()));
        }
        return blocks;
    }

    private static long early(List<Pilot> pilots) {
        return pilots.stream().filter(Pilot::endedEarly).count();
    }

    private static long in(List<Pilot> pilots, PilotState state) {
        return pilots.stream().filter(pilot -> pilot.state() == state).count();
    }
}
