package fr.ecoquartier.workflow.label;

import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.WorkedExamples;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers that the forms accept, one set per user task, each on the way to the label. */
final class SampleAnswers {

    static final String REASON = "Le dossier répond aux attentes de la démarche, pièces à l'appui.";
    static final LocalDate NEXT_YEAR = LocalDate.now().plusYears(1);

    private static final String TODAY = LocalDate.now().toString();
    /** The field that routes the process, by task. */
    private static final Map<String, String> CHOICE = Map.ofEntries(
            Map.entry("checkAdmissibility", "admissibility"),
            Map.entry("decideCharterRefusal", "refusal"),
            Map.entry("signCharterForState", "stateDecision"),
            Map.entry("instructContract", "instruction"),
            Map.entry("decideContract", "contractDecision"),
            Map.entry("signContractForState", "stateDecision"),
            Map.entry("reviewFollowUp", "review"),
            Map.entry("approveActionPlan", "planApproval"),
            Map.entry("reviewActionPlan", "planResult"),
            Map.entry("proposeTermination", "proposal"),
            Map.entry("decideTermination", "termination"),
            Map.entry("instructAward", "instruction"),
            Map.entry("recordNationalDecision", "labelDecision"),
            Map.entry("answerCharterCorrection", "figuresToChange"),
            Map.entry("answerContractCorrection", "figuresToChange"),
            Map.entry("answerFollowUpCorrection", "figuresToChange"),
            Map.entry("answerAwardCorrection", "figuresToChange"),
            Map.entry("giveContractOpinion", "participation"),
            Map.entry("giveAwardOpinion", "participation"),
            Map.entry("commentSample", "opinion"),
            Map.entry("decideSample", "sampleDecision"),
            Map.entry("proposeCalibration", "proposal"),
            Map.entry("decideCalibration", "calibrationDecision"),
            Map.entry("adoptReport", "reportDecision"));

    private final Referentiel referentiel;

    SampleAnswers(Referentiel referentiel) {
        this.referentiel = referentiel;
    }

    /** What sends the dossier on towards the label. */
    Map<String, Object> towardsTheLabel(String task) {
        return switch (task) {
            case "checkAdmissibility" -> choosing(task, "admissible");
            case "decideCharterRefusal" -> choosing(task, "confirmed");
            case "signCharterForState", "signContractForState" -> choosing(task, "signed");
            case "instructContract", "instructAward" -> choosing(task, "forward");
            case "decideContract" -> choosing(task, "accepted");
            case "reviewFollowUp" -> choosing(task, "compliant");
            case "approveActionPlan" -> choosing(task, "approved");
            case "reviewActionPlan" -> choosing(task, "kept");
            case "proposeTermination" -> choosing(task, "maintain");
            case "decideTermination" -> choosing(task, "maintained");
            case "recordNationalDecision" -> choosing(task, "labelled");
            case "giveContractOpinion", "giveAwardOpinion" -> choosing(task, "give");
            case "commentSample" -> choosing(task, "favourable");
            case "decideSample" -> choosing(task, "retained");
            case "proposeCalibration", "decideCalibration" -> choosing(task, "unchanged");
            case "adoptReport" -> choosing(task, "adopted");
            case "answerCharterCorrection",
                    "answerContractCorrection",
                    "answerFollowUpCorrection",
                    "answerAwardCorrection" -> choosing(task, "no");
            default -> fields(task, "");
        };
    }

    /** The same form with another choice, and what that choice asks for. */
    Map<String, Object> choosing(String task, String choice) {
        Map<String, Object> values = fields(task, choice);
        values.put(CHOICE.get(task), choice);
        return values;
    }

    private Map<String, Object> fields(String task, String choice) {
        Map<String, Object> values = new LinkedHashMap<>();
        switch (task) {
            case "fileCharterRequest" -> charterRequest(values);
            case "enterBaselineMeasures", "enterPlannedMeasures", "enterMeasuredValues", "reportMeasures" ->
                values.putAll(WorkedExamples.good());
            case "setObjectives" -> {}
            case "registerCharter" -> values.put("registeredOn", TODAY);
            case "signCharterAsAuthority", "signContractAsAuthority", "signContractAsCarrier" -> signature(values);
            case "signCharterForState", "signContractForState" -> {
                values.put("reason", REASON);
                if (choice.equals("signed")) {
                    signature(values);
                }
            }
            case "checkAdmissibility", "instructContract", "instructAward", "reviewFollowUp" -> {
                values.put("reason", REASON);
                if (choice.equals("correction")) {
                    values.put("correctionRequest", "Précisez le nombre de logements sociaux.");
                    values.put("correctionDueOn", LocalDate.now().plusDays(20).toString());
                } else if (choice.equals("forward")) {
                    values.put("opinion", "favourable");
                }
            }
            case "answerCharterCorrection",
                    "answerContractCorrection",
                    "answerFollowUpCorrection",
                    "answerAwardCorrection" -> values.put("answer", "Voici les précisions demandées.");
            case "nameContractTrio", "nameAwardTrio" -> {
                values.put("national", Experts.NATIONAL);
                values.put("local", Experts.LOCAL);
                values.put("external", Experts.EXTERNAL);
            }
            case "giveContractOpinion", "giveAwardOpinion" -> {
                values.put("reason", REASON);
                if (choice.equals("give")) {
                    values.put("opinion", "favourable");
                }
            }
            case "writeContractSynthesis", "writeAwardSynthesis" -> opinion(values);
            case "recordContractCommission", "recordTechnicalProposal" -> {
                opinion(values);
                values.put("heldOn", TODAY);
            }
            case "recordSiteVisit" -> {
                opinion(values);
                values.put("visitedOn", TODAY);
                values.put("participants", "La DREAL, la ville et le trio d'experts");
            }
            case "prepareContract" -> values.put("contractYears", 5);
            case "submitActionPlan" -> {
                values.put("plan", "Reprendre les menuiseries et suivre les consommations chaque mois.");
                values.put("planLeader", "Direction de l'urbanisme");
                values.put("proposedDeadline", NEXT_YEAR.toString());
            }
            case "approveActionPlan" -> {
                values.put("reason", REASON);
                if (choice.equals("approved")) {
                    values.put("planDeadline", NEXT_YEAR.toString());
                }
            }
            case "reportActionPlan" ->
                values.put("report", "Les menuiseries sont reprises, les consommations baissent.");
            case "joinEvidence" -> {
                values.put("evidenceComplete", true);
                values.put("missingEvidence", "Les autres engagements sont illustrés dans le bilan joint.");
            }
            case "prepareNationalCommission" -> {
                values.put("commissionOn", NEXT_YEAR.toString());
                values.put("presentation", "Une opération achevée, conforme aux objectifs de son contrat.");
            }
            case "recordNationalDecision" -> {
                values.put("heldOn", TODAY);
                values.put("reason", REASON);
                if (choice.equals("deferred")) {
                    values.put("conditions", "Achever l'espace public central.");
                    values.put("deferredUntil", NEXT_YEAR.toString());
                }
            }
            case "setParameters" -> values.put("parametersReady", true);
            case "completeReport" -> values.put("remarks", "Les quartiers de moins de 50 logements restent à étudier.");
            case "recordKickOff" -> {
                values.put("heldOn", TODAY);
                values.put("participants", "La ville, la DREAL, deux experts et un partenaire");
                values.put("experts", List.of(Experts.NATIONAL, Experts.LOCAL));
                values.put("partners", List.of(CampaignStory.PARTNER));
            }
            case "rateAsDreal", "rateAsExpert", "rateAsPartner" -> {
                referentiel.commitments().forEach(commitment -> values.put(commitment.code(), "3"));
                referentiel.indicators().forEach(indicator -> values.put(indicator.code(), "met"));
                values.put("hours_rating", "2.5");
            }
            case "giveFeedback" -> {
                values.put("hours_charter", "12");
                values.put("remarks", "Les données de mobilité sont longues à réunir.");
            }
            default -> values.put("reason", REASON);
        }
        return values;
    }

    private void charterRequest(Map<String, Object> values) {
        values.put("operationName", "Caserne de Bonne");
        values.put("context", "urban");
        values.put("communes", "Grenoble");
        values.put("operationDescription", "Reconversion d'une ancienne caserne en quartier mixte et sobre.");
        values.put("programme", "300 logements, des commerces et un parc.");
        values.put("expectedStart", "2012-01-01");
        values.put("expectedEnd", "2016-01-01");
        values.put("contactName", "Camille Martin");
        values.put("contactFunction", "Cheffe de projet");
        values.put("contactEmail", "camille.martin@grenoble.example");
        values.put(
                "commitments",
                referentiel.commitments().stream()
                        .map(commitment -> commitment.code())
                        .toList());
        values.put("deliberationReference", "D-2012-17");
        values.put("deliberationOn", "2012-02-01");
    }

    private static void signature(Map<String, Object> values) {
        values.put("signatoryName", "Dominique Durand");
        values.put("signatoryFunction", "Représentant légal");
        values.put("signedOn", TODAY);
        values.put("confirmation", true);
    }

    private static void opinion(Map<String, Object> values) {
        values.put("opinion", "favourable");
        values.put("reason", REASON);
    }

    /** The experts of the process tests. */
    static final class Experts {

        static final String NATIONAL = "expert-national.process";
        static final String OTHER_NATIONAL = "expert-national-2.process";
        static final String LOCAL = "expert-local.process";
        static final String EXTERNAL = "expert-external.process";

        private Experts() {}
    }
}
