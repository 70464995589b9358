package fr.ecoquartier.pilot.calibration;

import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.DossierFigures;
import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.FiguresKind;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.dossier.Step;
import fr.ecoquartier.pilot.CampaignEvent;
import fr.ecoquartier.pilot.CampaignStatus;
import fr.ecoquartier.pilot.Campaigns;
import fr.ecoquartier.pilot.CandidateOrigin;
import fr.ecoquartier.pilot.Candidates;
import fr.ecoquartier.pilot.NewCandidate;
import fr.ecoquartier.pilot.OperationStage;
import fr.ecoquartier.pilot.Pilot;
import fr.ecoquartier.pilot.Pilots;
import fr.ecoquartier.pilot.Samples;
import fr.ecoquartier.pilot.TestCampaigns;
import fr.ecoquartier.pilot.rating.EvaluatorRole;
import fr.ecoquartier.pilot.rating.InvalidRating;
import fr.ecoquartier.pilot.rating.Rating;
import fr.ecoquartier.pilot.rating.Ratings;
import fr.ecoquartier.pilot.run.Progress;
import fr.ecoquartier.referentiel.InvalidFigures;
import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.Referentiels;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;

/**
 * A campaign whose pilots ran their tests: figures and ratings given through the real services, the same ones every time.
 * The last pilot dropped out, the one before has no figures.
 */
public final class TestedCampaign {

    private static final String[] TOWNS = {
        "38185", "69123", "67482", "31555", "44109", "33063", "35238", "59350", "13055", "34172", "06088", "76540",
        "21231", "63113"
    };
    /** Neighbouring seeds begin alike. */
    private static final long SCRAMBLE = 0x9E3779B97F4A7C15L;

    private static final String[] CONTEXTS = {"urban", "suburban", "rural"};

    private final Campaigns campaigns;
    private final Candidates candidates;
    private final Samples samples;
    private final Pilots pilots;
    private final DossierFigures figures;
    private final Ratings ratings;
    private final Referentiels referentiels;

    TestedCampaign(
            Campaigns campaigns,
            Candidates candidates,
            Samples samples,
            Pilots pilots,
            DossierFigures figures,
            Ratings ratings,
            Referentiels referentiels) {
        this.campaigns = campaigns;
        this.candidates = candidates;
        this.samples = samples;
        this.pilots = pilots;
        this.figures = figures;
        this.ratings = ratings;
        this.referentiels = referentiels;
    }

    public static TestedCampaign in(AutowireCapableBeanFactory application) {
        return application.createBean(TestedCampaign.class);
    }

    /** A campaign of so many pilots (at most 14) whose tests still run; answers its id. */
    public String running(int size) {
        try {
            String campaign = TestCampaigns.open(campaigns, size);
            for (int i = 0; i < size; i++) {
                candidates.apply(
                        campaign,
                        new NewCandidate(
                                TOWNS[i],
                                CONTEXTS[i % 3],
                                true,
                                false,
                                "Quartier pilote " + (i + 1),
                                OperationStage.DELIVERED,
                                "Nous voulons éprouver le référentiel.",
                                CandidateOrigin.APPLIED),
                        new Actor("page." + TOWNS[i], "Collectivité " + TOWNS[i], "Collectivité"));
            }
            long run = samples.compute(campaign, effect(), Progress.none()).run();
            samples.retain(campaign, run, "Échantillon équilibré.", false, effect(), TestCampaigns.MINISTRY);
            campaigns.moveTo(
                    campaign, CampaignStatus.TESTS, effect(), CampaignEvent.DECISION, "Tests lancés.", Actor.system());
            for (int seat : pilots.seats(campaign)) {
                pilots.openDossier(campaign, seat, effect());
            }
            List<Pilot> opened = pilots.of(campaign);
            for (int i = 0; i < opened.size(); i++) {
                if (i == size - 1) {
                    pilots.dropOut(opened.get(i).reference(), "Plus d’équipe.", effect(), Actor.system());
                } else if (i < size - 2) {
                    test(campaign, opened.get(i), i);
                }
            }
            return campaign;
        } catch (NotPossible | InvalidFigures | InvalidRating e) {
            throw new AssertionError(e);
        }
    }

    private void test(String campaign, Pilot pilot, int i) throws InvalidFigures, InvalidRating, NotPossible {
        Random random = new Random(SCRAMBLE * (2012 + i));
        String context = pilot.candidate().context();
        Step step = new Step(pilot.reference(), DossierStage.AWARD, "checkMeasures", effect(), "award:1");
        Actor actor = new Actor("page.ville", "Ville", "Collectivité");
        figures.submit(step, FiguresKind.MEASURED, figures(random, context, i), actor);
        figures.checkStage(step);
        Referentiel referentiel = referentiels.find("2012-test").orElseThrow();
        rate(campaign, pilot, referentiel, EvaluatorRole.DREAL, "dreal", random);
        rate(campaign, pilot, referentiel, EvaluatorRole.EXPERT, "expert-1", random);
        if (i % 3 != 2) {
            rate(campaign, pilot, referentiel, EvaluatorRole.EXPERT, "expert-2", random);
        }
        rate(campaign, pilot, referentiel, EvaluatorRole.PARTNER, "partner", random);
        rate(campaign, pilot, referentiel, EvaluatorRole.AUTHORITY, "town", random);
    }

    private static Map<String, BigDecimal> figures(Random random, String context, int i) {
        double good = 0.25 + 0.6 * random.nextDouble();
        int rank = switch (context) {
            case "urban" -> 2;
            case "suburban" -> 1;
            default -> 0;
        };
        Map<String, BigDecimal> f = new LinkedHashMap<>();
        double surface = 3 + random.nextInt(15);
        double saleable = surface * 0.6;
        long homes = Math.round(saleable * (new double[] {12, 28, 55}[rank] + 45 * good * random.nextDouble()));
        long people = Math.round(homes * 2.2);
        put(f, "surface", surface, 2);
        put(f, "surfaceCessible", saleable, 2);
        put(f, "logements", homes, 0);
        put(f, "logementsSociaux", homes * (0.1 + 0.1 * rank + 0.2 * random.nextDouble()), 0);
        put(f, "habitants", people, 0);
        put(f, "emplois", homes * (0.05 + 0.3 * rank * random.nextDouble()), 0);
        put(f, "etudesPrevues", 10, 0);
        put(f, "etudesMenees", 6 + random.nextInt(5), 0);
        put(f, "participantsConcertation", people * (0.02 + 0.2 * good * random.nextDouble()), 0);
        put(f, "budgetTotal", homes * 120_000.0, 0);
        put(f, "budgetCoutGlobal", homes * 120_000.0 * good * random.nextDouble(), 0);
        double publicSpace = surface * 10_000 * (0.12 + 0.3 * random.nextDouble());
        put(f, "espacesPublics", publicSpace, 0);
        put(f, "espacesPublicsConventionnes", publicSpace * (0.3 + 0.7 * random.nextDouble()), 0);
        put(f, "engagementsMesures", 18 + random.nextInt(3), 0); // everybody: an easy minimum
        put(f, "logementsBruit", homes * 0.3 * (1 - good) * random.nextDouble(), 0);
        put(f, "surfaceExistante", i % 4 == 0 ? 0 : 4000, 0);
        put(f, "surfaceExistanteReemployee", i % 4 == 0 ? 0 : 4000 * random.nextDouble(), 0);
        // transport says what services say: the same place between the thresholds of the context
        put(
                f,
                "logementsServices",
                homes * (new double[] {0.4, 0.6, 0.85}[rank] + good * new double[] {0.3, 0.25, 0.15}[rank]),
                0);
        put(
                f,
                "logementsTransport",
                homes * (new double[] {0.3, 0.6, 0.9}[rank] + good * new double[] {0.3, 0.25, 0.1}[rank]),
                0);
        put(f, "achatsTravaux", homes * 90_000.0, 0);
        if (i % 3 == 0) {
            put(f, "achatsLocaux", homes * 90_000.0 * 0.4 * random.nextDouble(), 0); // hardly anybody knows
        }
        put(f, "placesStationnement", homes * (2.2 - 0.6 * rank - 0.5 * good), 0);
        put(f, "logementsFibre", homes, 0); // the same everywhere
        put(f, "surfaceCanopee", surface * 10_000 * (0.05 + 0.3 * good * random.nextDouble()), 0);
        put(f, "consommationEnergie", 66 + 40 * random.nextDouble(), 1); // a hard minimum
        put(f, "energieTotale", homes * 6.5, 1);
        put(f, "energieRenouvelable", homes * 6.5 * (0.1 + 0.6 * good * random.nextDouble()), 1);
        put(f, "dechetsChantier", homes * 14, 0);
        put(f, "dechetsValorises", homes * 14 * (0.4 + 0.45 * random.nextDouble()), 0);
        put(f, "surfaceDrainee", surface * (0.3 + 0.65 * random.nextDouble()), 2);
        put(f, "consommationEau", people * 365 * (0.09 + 0.08 * random.nextDouble()), 0);
        put(f, "surfacePleineTerre", surface * 10_000 * (0.2 + 0.4 * random.nextDouble()), 0);
        put(f, "surfaceDalleVegetalisee", surface * 400, 0);
        put(f, "surfaceSemiPermeable", surface * 800, 0);
        return f;
    }

    private static void put(Map<String, BigDecimal> figures, String input, double value, int decimals) {
        figures.put(input, BigDecimal.valueOf(value).setScale(decimals, RoundingMode.FLOOR));
    }

    private void rate(
            String campaign, Pilot pilot, Referentiel referentiel, EvaluatorRole role, String who, Random random)
            throws InvalidRating, NotPossible {
        Map<String, Integer> commitments = new LinkedHashMap<>();
        Map<String, String> judged = new LinkedHashMap<>();
        Map<String, Integer> difficulty = new LinkedHashMap<>();
        Map<String, Integer> clarity = new LinkedHashMap<>();
        Map<String, BigDecimal> costs = new LinkedHashMap<>();
        if (role.rates()) {
            referentiel.commitments().forEach(c -> commitments.put(c.code(), 2 + random.nextInt(3)));
            figures.latestCheck(pilot.reference())
                    .orElseThrow()
                    .report()
                    .indicators()
                    .forEach(result -> {
                        boolean disputed = result.code().equals("I03");
                        String[] scale = {"unmet", "met", "exemplary"};
                        if (result.value() != null) {
                            int computed =
                                    List.of(scale).indexOf(result.rating().code());
                            int seen = disputed
                                    ? random.nextInt(3)
                                    : Math.max(
                                            0,
                                            Math.min(
                                                    2,
                                                    computed + (random.nextInt(5) == 0 ? random.nextInt(3) - 1 : 0)));
                            judged.put(result.code(), scale[seen]);
                        }
                    });
        } else {
            referentiel
                    .inputs()
                    .keySet()
                    .forEach(input -> costs.put(
                            input,
                            BigDecimal.valueOf(
                                    input.startsWith("achats") ? 20 + random.nextInt(20) : 1 + random.nextInt(6))));
        }
        referentiel.indicators().forEach(i -> {
            difficulty.put(i.code(), i.code().equals("I17") ? 4 + random.nextInt(2) : 1 + random.nextInt(4));
            clarity.put(i.code(), i.code().equals("I02") ? 1 + random.nextInt(3) : 3 + random.nextInt(3));
        });
        String id = who + "-" + pilot.reference();
        ratings.give(
                new Rating(
                        campaign,
                        pilot.reference(),
                        id,
                        "Personne " + who,
                        role,
                        "2012-test",
                        commitments,
                        judged,
                        difficulty,
                        clarity,
                        costs,
                        Map.of("charter", BigDecimal.valueOf(3)),
                        Map.of(),
                        null,
                        Instant.parse("2012-11-05T09:00:00Z")),
                effect());
    }

    private static String effect() {
        return "calibration-test/" + UUID.randomUUID();
    }
}
