package fr.ecoquartier.pilot;

import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.NotPossible;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** Campaigns and candidates for tests; every test makes its own. */
public final class TestCampaigns {

    public static final Actor MINISTRY = new Actor("page.ministere", "Agent Ministère", "Ministère");
    public static final Actor GRENOBLE = new Actor("page.grenoble", "Ville de Grenoble", "Collectivité");

    private TestCampaigns() {}

    public static String open(Campaigns campaigns, int size) {
        try {
            return campaigns.open(
                    new NewCampaign(
                            "Tests du référentiel",
                            "2012-test",
                            LocalDate.now(ZoneId.of("Europe/Paris")).plusDays(30),
                            size,
                            List.of("page.partenaire"),
                            false),
                    MINISTRY);
        } catch (NotPossible e) {
            throw new AssertionError(e);
        }
    }

    public static NewCandidate candidate(String authority, String operation) {
        return new NewCandidate(
                authority,
                "urban",
                true,
                false,
                operation,
                OperationStage.WORKS,
                "Nous voulons éprouver le référentiel.",
                CandidateOrigin.APPLIED);
    }

    /** One candidate in each of these authorities. */
    public static List<Long> apply(Candidates candidates, String campaign, String... authorities) {
        return java.util.Arrays.stream(authorities)
                .map(authority -> {
                    try {
                        return candidates.apply(
                                campaign,
                                candidate(authority, "Opération de " + authority),
                                new Actor("page." + authority, "Collectivité " + authority, "Collectivité"));
                    } catch (NotPossible e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
    }
}
