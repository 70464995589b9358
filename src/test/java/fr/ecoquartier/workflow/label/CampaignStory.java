package fr.ecoquartier.workflow.label;

import fr.ecoquartier.access.Role;
import fr.ecoquartier.access.StaffDirectory;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.pilot.Campaign;
import fr.ecoquartier.pilot.CampaignEntry;
import fr.ecoquartier.pilot.CampaignEvent;
import fr.ecoquartier.pilot.CampaignParameters;
import fr.ecoquartier.pilot.Campaigns;
import fr.ecoquartier.pilot.CandidateOrigin;
import fr.ecoquartier.pilot.Candidates;
import fr.ecoquartier.pilot.NewCampaign;
import fr.ecoquartier.pilot.NewCandidate;
import fr.ecoquartier.pilot.OperationStage;
import fr.ecoquartier.pilot.Pilot;
import fr.ecoquartier.pilot.PilotProcess;
import fr.ecoquartier.pilot.PilotState;
import fr.ecoquartier.pilot.Pilots;
import fr.ecoquartier.pilot.Samples;
import fr.ecoquartier.pilot.rating.Evaluators;
import fr.ecoquartier.pilot.rating.Ratings;
import fr.ecoquartier.pilot.replay.Replays;
import fr.ecoquartier.pilot.report.CampaignReports;
import fr.ecoquartier.referentiel.ReferentielDrafts;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.runtime.Job;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;

/** One campaign of pilot tests, driven as people and time would; each of its pilots is a {@link Story} of its own. */
final class CampaignStory extends Story {

    static final String PARTNER = "partner.process";

    /** Authorities in the order in which they apply: most in the region 82, the third in another one. */
    private static final List<String> AUTHORITIES = List.of("38185", "69123", "67482", "42218", "73065", "74010");

    private final Services services;

    /** The services of the pilot tests that stories use. */
    record Services(
            PilotProcess process,
            Campaigns campaigns,
            Candidates candidates,
            Samples samples,
            Pilots pilots,
            Evaluators evaluators,
            Ratings ratings,
            ReferentielDrafts drafts,
            Replays replays,
            CampaignReports reports) {}

    private CampaignStory(Tools tools, Services services, String campaign) {
        super(tools, campaign);
        this.services = services;
    }

    /** A campaign for so many pilots, to which so many authorities have applied. */
    static CampaignStory open(AutowireCapableBeanFactory application, int pilots, int candidates) throws NotPossible {
        Tools tools = tools(application);
        Services services = application.createBean(Services.class);
        if (tools.staff().find(PARTNER).isEmpty()) {
            tools.staff()
                    .save(new StaffDirectory.NewStaff(
                            PARTNER,
                            "Partenaire",
                            "des récits",
                            PARTNER + "@example.org",
                            "Quartier-" + java.util.UUID.randomUUID(),
                            Set.of(Role.PARTNER),
                            Set.of()));
        }
        String id = services.process()
                .open(
                        new NewCampaign(
                                "Tests pilotes des récits",
                                tools.referentiels().inForce().version(),
                                LocalDate.now().plusMonths(1),
                                pilots,
                                List.of(PARTNER),
                                false),
                        MINISTRY);
        CampaignStory story = new CampaignStory(tools, services, id);
        for (String authority : AUTHORITIES.subList(0, candidates)) {
            story.applies(authority);
        }
        return story;
    }

    /** A campaign whose tests begin: every seat has its holder, none its dossier. */
    static CampaignStory seated(AutowireCapableBeanFactory application, int pilots, int candidates) throws NotPossible {
        CampaignStory story = open(application, pilots, candidates);
        story.wants(pilots, candidates - pilots);
        story.runs("applicationsDue")
                .runs("computeSample")
                .expertsDo("commentSample")
                .does("decideSample", "retained");
        return story;
    }

    long applies(String authority) throws NotPossible {
        return services.candidates()
                .apply(
                        reference,
                        new NewCandidate(
                                authority,
                                "urban",
                                true,
                                false,
                                "Quartier des récits",
                                OperationStage.WORKS,
                                "Éprouver nos choix.",
                                CandidateOrigin.IMPORTED),
                        GRENOBLE);
    }

    /** The carrier structure saves another size of the sample and of its reserve. */
    void wants(int pilots, int reserve) throws NotPossible {
        Campaign campaign = campaign();
        CampaignParameters now = campaign.parameters();
        services.campaigns()
                .saveParameters(
                        reference,
                        campaign.revision(),
                        new CampaignParameters(
                                pilots,
                                reserve,
                                now.quotas(),
                                now.mustBeIn(),
                                now.mustNotBeIn(),
                                now.weights(),
                                now.committee()),
                        MINISTRY);
    }

    /** Runs one of the jobs that wait for an activity of several seats, and tells whose pilot it is now. */
    Story opensNextDossier() {
        Set<String> before = references();
        Job job = tools().management()
                .createJobQuery()
                .processInstanceId(instances().get(0).getId())
                .activityId("openTestDossier")
                .list()
                .get(0);
        tools().management().executeJob(job.getId());
        String opened = references().stream()
                .filter(reference -> !before.contains(reference))
                .findFirst()
                .orElseThrow();
        runs("runPilotTest");
        return new Story(tools(), opened);
    }

    private Set<String> references() {
        return services.pilots().of(reference).stream()
                .map(Pilot::reference)
                .filter(found -> found != null)
                .collect(java.util.stream.Collectors.toSet());
    }

    Campaign campaign() {
        return services.campaigns().get(reference);
    }

    List<PilotState> states() {
        return services.pilots().of(reference).stream().map(Pilot::state).toList();
    }

    List<String> journal(CampaignEvent kind) {
        return services.campaigns().journal(reference).stream()
                .filter(entry -> entry.kind() == kind)
                .map(CampaignEntry::text)
                .toList();
    }

    /** Where the campaign is, however many seats are there at once. */
    List<String> waitingAt() {
        return instances().stream()
                .flatMap(instance -> tools().runtime().getActiveActivityIds(instance.getId()).stream())
                .toList();
    }

    Map<String, Object> proposing(long draft) {
        return Map.of("proposal", "draft", "draft", String.valueOf(draft), "reason", SampleAnswers.REASON);
    }

    Services services() {
        return services;
    }
}
