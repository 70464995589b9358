package fr.ecoquartier.workflow.form;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** Sound answers for the form of every step, that lead along the shortest way to the label. */
public final class SampleAnswers {

    private static final String REASON = "Les pièces sont complètes et le projet répond aux engagements.";

    private SampleAnswers() {}

    /** Answers for a step, by the id of its user task; the caller may change them. */
    public static Map<String, Object> of(String step) {
        return switch (step) {
            case "fileCharterRequest" -> charterRequest();
            case "enterBaselineMeasures", "enterPlannedMeasures", "enterMeasuredValues", "reportMeasures" -> figures();
            case "checkAdmissibility" -> decision("admissibility", "admissible");
            case "answerCharterCorrection",
                    "answerContractCorrection",
                    "answerAwardCorrection",
                    "answerFollowUpCorrection" ->
                map("answer", "Voici le complément demandé.", "figuresToChange", "no");
            case "decideCharterRefusal" -> decision("refusal", "confirmed");
            case "registerCharter" -> map("registeredOn", today());
            case "signCharterAsAuthority", "signContractAsAuthority", "signContractAsCarrier" -> signature();
            case "signCharterForState", "signContractForState" ->
                with(decision("stateDecision", "signed"), signature());
            case "setObjectives" -> map();
            case "instructContract", "instructAward" ->
                with(decision("instruction", "forward"), map("opinion", "favourable"));
            case "nameContractTrio", "nameAwardTrio" -> throw new IllegalArgumentException("needs experts");
            case "giveContractOpinion", "giveAwardOpinion" ->
                map("participation", "give", "opinion", "favourable", "reason", REASON);
            case "writeContractSynthesis", "writeAwardSynthesis" -> map("opinion", "favourable", "reason", REASON);
            case "recordContractCommission", "recordTechnicalProposal" ->
                map("heldOn", today(), "opinion", "favourable", "reason", REASON);
            case "recordSiteVisit" ->
                map(
                        "visitedOn",
                        today(),
                        "participants",
                        "La DREAL et la Ville",
                        "opinion",
                        "favourable",
                        "reason",
                        REASON);
            case "decideContract" -> decision("contractDecision", "accepted");
            case "prepareContract" -> map("contractYears", 5);
            case "reviewFollowUp" -> decision("review", "compliant");
            case "submitActionPlan" ->
                map(
                        "plan",
                        "Reprendre les espaces publics avec les habitants.",
                        "planLeader",
                        "Le service urbanisme",
                        "proposedDeadline",
                        in(90));
            case "approveActionPlan" -> with(decision("planApproval", "approved"), map("planDeadline", in(90)));
            case "reportActionPlan" -> map("report", "Les actions prévues sont toutes menées à bien.");
            case "reviewActionPlan" -> decision("planResult", "kept");
            case "proposeTermination" -> decision("proposal", "terminate");
            case "decideTermination" -> decision("termination", "terminated");
            case "joinEvidence" ->
                map("evidenceComplete", true, "missingEvidence", "Ces engagements sont suivis sans pièce écrite.");
            case "prepareNationalCommission" ->
                map(
                        "commissionOn",
                        today(),
                        "presentation",
                        "Le dossier est complet et tous les avis sont favorables.");
            case "recordNationalDecision" -> with(decision("labelDecision", "labelled"), map("heldOn", today()));
            default -> throw new IllegalArgumentException("unknown step: " + step);
        };
    }

    /** A trio of these accounts. */
    public static Map<String, Object> trio(String national, String local, String external) {
        return map("national", national, "local", local, "external", external);
    }

    /** A decision with its reason. */
    public static Map<String, Object> decision(String key, String value) {
        return map(key, value, "reason", REASON);
    }

    /** A correction request under the decision's key. */
    public static Map<String, Object> correction(String key) {
        return with(
                decision(key, "correction"),
                map("correctionRequest", "Précisez le calendrier.", "correctionDueOn", in(20)));
    }

    /** Figures of an urban operation that meets every threshold of the test référentiel. */
    public static Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        String[] all = {
            "surface=15",
            "surfaceCessible=10",
            "logements=850",
            "logementsSociaux=300",
            "habitants=1900",
            "emplois=600",
            "etudesPrevues=10",
            "etudesMenees=9",
            "participantsConcertation=150",
            "budgetTotal=120000000",
            "budgetCoutGlobal=60000000",
            "espacesPublics=50000",
            "espacesPublicsConventionnes=40000",
            "engagementsMesures=16",
            "logementsBruit=100",
            "surfaceExistante=20000",
            "surfaceExistanteReemployee=6000",
            "logementsServices=800",
            "achatsTravaux=80000000",
            "achatsLocaux=20000000",
            "logementsTransport=850",
            "placesStationnement=600",
            "logementsFibre=850",
            "surfaceCanopee=25000",
            "consommationEnergie=48.5",
            "energieTotale=5000",
            "energieRenouvelable=2000",
            "dechetsChantier=10000",
            "dechetsValorises=7500",
            "surfaceDrainee=9",
            "consommationEau=80000",
            "surfacePleineTerre=45000",
            "surfaceDalleVegetalisee=10000",
            "surfaceSemiPermeable=15000"
        };
        for (String entry : all) {
            figures.put(entry.substring(0, entry.indexOf('=')), entry.substring(entry.indexOf('=') + 1));
        }
        return figures;
    }

    private static Map<String, Object> charterRequest() {
        return map(
                "operationName",
                "Caserne de Bonne",
                "context",
                "urban",
                "communes",
                "Grenoble",
                "operationDescription",
                "Reconversion d'une ancienne caserne en un quartier habité, commerçant et planté.",
                "programme",
                "850 logements, des commerces, une école et un parc.",
                "expectedStart",
                "2009-01-15",
                "expectedEnd",
                "2014-06-30",
                "contactName",
                "Anne Martin",
                "contactFunction",
                "Cheffe de projet",
                "contactEmail",
                "anne.martin@exemple.fr",
                "commitments",
                IntStream.rangeClosed(1, 20).mapToObj("E%02d"::formatted).toList(),
                "deliberationReference",
                "2012-45",
                "deliberationOn",
                "2012-03-12");
    }

    private static Map<String, Object> signature() {
        return map(
                "signatoryName",
                "Jeanne Dupont",
                "signatoryFunction",
                "Maire",
                "signedOn",
                today(),
                "confirmation",
                true);
    }

    private static Map<String, Object> with(Map<String, Object> answers, Map<String, Object> more) {
        answers.putAll(more);
        return answers;
    }

    private static Map<String, Object> map(Object... pairs) {
        Map<String, Object> map = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }

    private static String today() {
        return in(0);
    }

    private static String in(int days) {
        return LocalDate.now(ZoneId.of("Europe/Paris")).plusDays(days).toString();
    }
}
