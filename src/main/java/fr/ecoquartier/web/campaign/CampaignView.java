package fr.ecoquartier.web.campaign;

import fr.ecoquartier.pilot.Campaign;
import fr.ecoquartier.pilot.CampaignStatus;
import fr.ecoquartier.pilot.CampaignTask;
import fr.ecoquartier.pilot.Pilot;
import fr.ecoquartier.pilot.PilotState;
import fr.ecoquartier.pilot.StoredSample;
import fr.ecoquartier.pilot.sample.SampleResult;
import fr.ecoquartier.web.French;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where a campaign stands, as a picture of its steps. */
final class CampaignView {

    private static final Set<String> REPORT_STEPS = Set.of("adoptReport", "completeReport");

    /**
     * A step of the picture.
     *
     * @param mark {@code done}, {@code current}, {@code stopped}, or nothing for what is to come
     * @param state the same, in words
     */
    record Step(String title, String detail, String mark, String state) {}

    private CampaignView() {}

    static List<Step> steps(
            Campaign campaign,
            long candidates,
            Optional<StoredSample> sample,
            int comments,
            List<Pilot> pilots,
            List<CampaignTask> tasks,
            French fr) {
        int now = place(campaign, sample, tasks);
        List<String[]> words = new ArrayList<>();
        words.add(new String[] {
            "Candidatures",
            fr.count(candidates, "candidature", "candidatures") + ", jusqu’au " + fr.date(campaign.applicationsUntil())
        });
        words.add(new String[] {"Échantillon", sampleWords(campaign, sample, fr)});
        words.add(new String[] {
            "Comité et décision",
            campaign.retainedRun() != null
                    ? "échantillon retenu"
                    : comments > 0 ? fr.count(comments, "avis du comité", "avis du comité") : "avis, puis décision"
        });
        words.add(new String[] {"Tests", pilotWords(pilots, fr)});
        words.add(new String[] {"Calage", "résultats, proposition, relecture, décision"});
        words.add(new String[] {"Rapport", "nouvelle version et rapport adopté"});
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String mark;
            String state;
            if (i < now) {
                mark = "done";
                state = "fait";
            } else if (i == now && campaign.status() == CampaignStatus.CANCELLED) {
                mark = "stopped";
                state = "campagne annulée";
            } else if (i == now) {
                mark = "current";
                state = "en cours";
            } else {
                mark = "";
                state = "à venir";
            }
            steps.add(new Step(words.get(i)[0], words.get(i)[1], mark, state));
        }
        return steps;
    }

    private static int place(Campaign campaign, Optional<StoredSample> sample, List<CampaignTask> tasks) {
        return switch (campaign.status()) {
            case OPEN -> 0;
            case SELECTION -> sample.filter(StoredSample::feasible).isPresent() ? 2 : 1;
            case TESTS -> 3;
            case CALIBRATION -> tasks.stream().anyMatch(task -> REPORT_STEPS.contains(task.step())) ? 5 : 4;
            case ADOPTED -> 6;
            case CANCELLED -> campaign.retainedRun() == null ? 2 : 4;
        };
    }

    private static String sampleWords(Campaign campaign, Optional<StoredSample> sample, French fr) {
        if (sample.isEmpty()) {
            return fr.count(campaign.parameters().size(), "pilote à choisir", "pilotes à choisir");
        }
        SampleResult result = sample.get().result();
        if (result == null || !result.hasSample()) {
            return "aucun échantillon possible : paramètres à revoir";
        }
        return "%d sur %d%s"
                .formatted(
                        result.chosen().size(),
                        result.candidates(),
                        result.outcome() == SampleResult.Outcome.OPTIMAL ? ", optimal prouvé" : "");
    }

    private static String pilotWords(List<Pilot> pilots, French fr) {
        if (pilots.isEmpty()) {
            return "charte, contrat, label, évaluations";
        }
        List<String> words = new ArrayList<>();
        count(pilots, PilotState.NAMED, words, "à ouvrir", "à ouvrir", fr);
        count(pilots, PilotState.RUNNING, words, "en cours", "en cours", fr);
        List<Pilot> closed =
                pilots.stream().filter(pilot -> !pilot.endedEarly()).toList();
        count(closed, PilotState.CLOSED, words, "mené à terme", "menés à terme", fr);
        List<Pilot> ended = pilots.stream().filter(Pilot::endedEarly).toList();
        count(ended, PilotState.CLOSED, words, "arrêté avant son terme", "arrêtés avant leur terme", fr);
        count(pilots, PilotState.DROPPED_OUT, words, "désistement", "désistements", fr);
        return String.join(", ", words);
    }

    private static void count(
            List<Pilot> pilots, PilotState state, List<String> words, String one, String many, French fr) {
        long number = pilots.stream().filter(pilot -> pilot.state() == state).count();
        if (number > 0) {
            words.add(fr.count(number, one, many));
        }
    }
}
