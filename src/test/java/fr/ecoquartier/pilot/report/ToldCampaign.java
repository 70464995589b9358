package fr.ecoquartier.pilot.report;

import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.DossierFigures;
import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.FiguresKind;
import fr.ecoquartier.dossier.Proceedings;
import fr.ecoquartier.dossier.Step;
import fr.ecoquartier.expertise.Expert;
import fr.ecoquartier.expertise.ExpertKind;
import fr.ecoquartier.expertise.Experts;
import fr.ecoquartier.pilot.Campaigns;
import fr.ecoquartier.pilot.Candidates;
import fr.ecoquartier.pilot.Committee;
import fr.ecoquartier.pilot.CommitteeOpinion;
import fr.ecoquartier.pilot.Pilot;
import fr.ecoquartier.pilot.PilotState;
import fr.ecoquartier.pilot.Pilots;
import fr.ecoquartier.pilot.Samples;
import fr.ecoquartier.pilot.TestCampaigns;
import fr.ecoquartier.pilot.calibration.Calibrations;
import fr.ecoquartier.pilot.calibration.NewDecision;
import fr.ecoquartier.pilot.calibration.ProposalKind;
import fr.ecoquartier.pilot.rating.EvaluatorRole;
import fr.ecoquartier.pilot.rating.Evaluators;
import fr.ecoquartier.pilot.rating.KickOff;
import fr.ecoquartier.pilot.rating.Rating;
import fr.ecoquartier.pilot.rating.Ratings;
import fr.ecoquartier.pilot.run.Progress;
import fr.ecoquartier.referentiel.WorkedExamples;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;

/**
 * A campaign of eight pilots told through the domain's own services, without its process: one drops out and is replaced,
 * one expert stays silent, corrections are asked, results are gathered and some decided.
 */
public final class ToldCampaign {

    private static final String[] AUTHORITIES = {
        "38185", "67482", "69123", "31555", "44109", "35238", "59350", "13055", "06088", "33063", "34172"
    };
    private static final Actor CARRIER = new Actor("page.structure", "Structure porteuse", "Structure porteuse");

    private final Campaigns campaigns;
    private final Candidates candidates;
    private final Samples samples;
    private final Committee committee;
    private final Pilots pilots;
    private final Evaluators evaluators;
    private final Ratings ratings;
    private final Experts experts;
    private final DossierFigures figures;
    private final Proceedings proceedings;
    private final Calibrations calibrations;

    ToldCampaign(
            Campaigns campaigns,
            Candidates candidates,
            Samples samples,
            Committee committee,
            Pilots pilots,
            Evaluators evaluators,
            Ratings ratings,
            Experts experts,
            DossierFigures figures,
            Proceedings proceedings,
            Calibrations calibrations) {
        this.campaigns = campaigns;
        this.candidates = candidates;
        this.samples = samples;
        this.committee = committee;
        this.pilots = pilots;
        this.evaluators = evaluators;
        this.ratings = ratings;
        this.experts = experts;
        this.figures = figures;
        this.proceedings = proceedings;
        this.calibrations = calibrations;
    }

    public static ToldCampaign in(AutowireCapableBeanFactory application) {
        return application.createBean(ToldCampaign.class);
    }

    /** The id of a campaign whose results are gathered. */
    public String told() throws Exception {
        String campaign = TestCampaigns.open(campaigns, 8);
        List<Long> applied = TestCampaigns.apply(candidates, campaign, AUTHORITIES);
        candidates.withdraw(applied.get(9), "Élections anticipées.", TestCampaigns.GRENOBLE);
        long run = samples.compute(campaign, effect(), Progress.none()).run();
        committee.comment(
                campaign, run, CommitteeOpinion.FAVOURABLE, "Échantillon équilibré.", effect(), actor("ADEME"));
        samples.retain(campaign, run, "Échantillon prouvé optimal.", true, effect(), TestCampaigns.MINISTRY);
        String expert = "expert-" + UUID.randomUUID();
        experts.register(new Expert(expert, "Éléonore Façade", ExpertKind.NATIONAL, "CSTB " + expert, null, true));
        for (int seat : pilots.seats(campaign)) {
            test(campaign, seat, expert);
        }
        calibrations.gather(campaign, effect());
        calibrations.decide(
                campaign,
                new NewDecision("I01", 0, ProposalKind.REWORD, Map.of(), "La définition a été jugée obscure."),
                TestCampaigns.MINISTRY);
        return campaign;
    }

    private void test(String campaign, int seat, String expert) throws Exception {
        String reference = pilots.openDossier(campaign, seat, effect()).reference();
        if (seat == 2) {
            pilots.dropOut(reference, "Le bureau d’études fait défaut.", effect(), TestCampaigns.GRENOBLE);
            if (!pilots.replace(campaign, seat, effect())) {
                return;
            }
            reference = pilots.openDossier(campaign, seat, effect()).reference();
        }
        evaluators.kickOff(
                step(reference, "recordKickOff"),
                new KickOff(LocalDate.of(2012, 10, 1), "La ville et la DREAL", List.of(expert), List.of()),
                CARRIER);
        if (seat <= 3) {
            proceedings.requestCorrection(
                    step(reference, "checkAdmissibility"),
                    seat == 3 ? "Préciser le périmètre de l’opération." : "Joindre la délibération signée du conseil.",
                    LocalDate.of(2012, 12, 1),
                    actor("DREAL"));
            proceedings.answerCorrection(step(reference, "answerCharterCorrection"), "C’est fait.", actor("Ville"));
        }
        Map<String, BigDecimal> values = new HashMap<>(WorkedExamples.good());
        values.replaceAll((input, value) -> input.startsWith("logementsTransport")
                ? value.multiply(BigDecimal.valueOf(100 - 7L * seat))
                        .divide(BigDecimal.valueOf(100), 0, RoundingMode.DOWN)
                : value);
        figures.submit(step(reference, "enterMeasures"), FiguresKind.MEASURED, values, actor("Ville"));
        Step check = step(reference, "checkAward");
        figures.recordCheck(check, figures.checkStage(check));
        rate(campaign, reference, "dreal-82", EvaluatorRole.DREAL, seat);
        if (seat == 5) {
            evaluators.closeWithout(reference, EvaluatorRole.EXPERT, effect());
        } else {
            rate(campaign, reference, expert, EvaluatorRole.EXPERT, seat + 1);
        }
        rate(campaign, reference, "ville-" + seat, EvaluatorRole.AUTHORITY, seat);
        pilots.close(reference, effect());
    }

    private void rate(String campaign, String reference, String who, EvaluatorRole role, int seed) throws Exception {
        boolean rates = role.rates();
        ratings.give(
                new Rating(
                        campaign,
                        reference,
                        who,
                        "Évaluateur " + role.label(),
                        role,
                        "2012-test",
                        rates ? Map.of("E01", 1 + seed % 4) : Map.of(),
                        rates ? Map.of("I01", seed % 3 == 0 ? "unmet" : "met") : Map.of(),
                        Map.of("I01", 1 + seed % 5),
                        Map.of("I01", 2),
                        rates ? Map.of() : Map.of("surface", BigDecimal.valueOf(seed)),
                        Map.of("charter", BigDecimal.valueOf(seed), "rating", new BigDecimal("2.5")),
                        Map.of(),
                        null,
                        Instant.now().truncatedTo(ChronoUnit.MILLIS)),
                step(reference, "rate"));
    }

    private static Step step(String reference, String element) {
        return new Step(reference, DossierStage.AWARD, element, effect(), "pilotTest:1");
    }

    private static Actor actor(String name) {
        return new Actor(name.toLowerCase(java.util.Locale.ROOT) + ".test", name, name);
    }

    private static String effect() {
        return UUID.randomUUID().toString();
    }

    /** Its tests that came to their term. */
    List<Pilot> closed(String campaign) {
        return pilots.of(campaign).stream()
                .filter(pilot -> pilot.state() == PilotState.CLOSED)
                .toList();
    }
}
