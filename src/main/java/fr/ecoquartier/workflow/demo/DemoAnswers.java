package fr.ecoquartier.workflow.demo;

import fr.ecoquartier.workflow.demo.DemoOperations.Operation;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the people of the demonstration write into the forms, on the favourable path. */
final class DemoAnswers {

    private DemoAnswers() {}

    /**
     * The answers for a step other than figures and objectives.
     *
     * @param town name of the authority
     * @param commitments the codes of the référentiel's commitments
     * @throws IllegalStateException for a step that the demonstration does not know
     */
    static Map<String, Object> at(
            String step, Operation operation, String town, List<String> commitments, LocalDate today) {
        Map<String, Object> answers = new LinkedHashMap<>(favourable(step, operation, town, commitments, today));
        operation.choicesAt(step).forEach((field, value) -> answers.put(field, date(value, today)));
        return answers;
    }

    private static Object date(Object value, LocalDate today) {
        return value instanceof String text && text.matches("\\+\\d+")
                ? today.plusDays(Long.parseLong(text.substring(1))).toString()
                : value;
    }

    private static Map<String, Object> favourable(
            String step, Operation operation, String town, List<String> commitments, LocalDate today) {
        return switch (step) {
            case "fileCharterRequest" -> request(operation, town, commitments, today);
            case "checkAdmissibility" ->
                Map.of(
                        "admissibility",
                        "admissible",
                        "reason",
                        "Le dossier est complet et entre dans le champ du label.");
            case "answerCharterCorrection",
                    "answerContractCorrection",
                    "answerAwardCorrection",
                    "answerFollowUpCorrection" ->
                Map.of("answer", "Le complément demandé est joint au dossier.", "figuresToChange", "no");
            case "registerCharter" -> Map.of("registeredOn", today.toString());
            case "signCharterAsAuthority", "signContractAsAuthority" -> signature("Camille Dubois", "Maire", today);
            case "signContractAsCarrier" -> signature("Olivier Lambert", "Directeur de la structure porteuse", today);
            case "signCharterForState", "signContractForState" -> {
                Map<String, Object> signed = new HashMap<>(signature("Claire Moreau", "Sous-directrice", today));
                signed.put("stateDecision", "signed");
                signed.put("reason", "Le dossier répond aux attentes du label.");
                yield signed;
            }
            case "instructContract", "instructAward" ->
                Map.of(
                        "instruction", "forward",
                        "opinion", "favourable",
                        "reason", "Les objectifs sont cohérents avec le projet et son contexte.");
            case "nameContractTrio", "nameAwardTrio" ->
                Map.of(
                        "national",
                        "expert-national.demo",
                        "local",
                        "expert-local.demo",
                        "external",
                        "expert-externe.demo");
            case "giveContractOpinion", "giveAwardOpinion" ->
                Map.of(
                        "participation", "give",
                        "opinion", "favourable",
                        "reason", "Le projet est solide et ses engagements sont mesurables.");
            case "writeContractSynthesis", "writeAwardSynthesis" ->
                Map.of(
                        "opinion", "favourable",
                        "reason", "Le trio rend un avis favorable à l'unanimité, au vu des engagements tenus.");
            case "recordContractCommission", "recordTechnicalProposal" ->
                Map.of(
                        "heldOn", today.toString(),
                        "opinion", "favourable",
                        "reason", "La commission régionale suit l'avis du trio d'experts.");
            case "decideContract" ->
                Map.of("contractDecision", "accepted", "reason", "Les objectifs proposés répondent au référentiel.");
            case "prepareContract" -> Map.of("contractYears", 6);
            case "reviewFollowUp" ->
                Map.of("review", "compliant", "reason", "Les valeurs mesurées respectent les objectifs du contrat.");
            case "submitActionPlan" ->
                Map.of(
                        "plan", "Reprise de l'isolation des îlots nord et mutualisation du stationnement.",
                        "planLeader", "Camille Dubois",
                        "proposedDeadline", today.plusDays(180).toString());
            case "joinEvidence" ->
                Map.of(
                        "missingEvidence",
                        "Les autres engagements sont illustrés par le rapport de suivi.",
                        "evidenceComplete",
                        true);
            case "recordSiteVisit" ->
                Map.of(
                        "visitedOn", today.toString(),
                        "participants", "DREAL, collectivité, trio d'experts",
                        "opinion", "favourable",
                        "reason", "La visite confirme les valeurs déclarées par la collectivité.");
            case "prepareNationalCommission" ->
                Map.of(
                        "commissionOn",
                        today.toString(),
                        "presentation",
                        "Quartier presque achevé, conforme à son contrat ; proposition régionale favorable.");
            case "recordNationalDecision" ->
                Map.of(
                        "heldOn", today.toString(),
                        "labelDecision", "labelled",
                        "reason", "La commission nationale reconnaît la qualité d'ensemble du quartier.");
            case "decideCharterRefusal" -> Map.of("refusal", "confirmed", "reason", "Le refus proposé est confirmé.");
            default -> throw new IllegalStateException("no demonstration answer for the step " + step);
        };
    }

    private static Map<String, Object> request(
            Operation operation, String town, List<String> commitments, LocalDate today) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("operationName", operation.operation());
        request.put("context", operation.context());
        request.put("communes", town);
        request.put(
                "operationDescription",
                operation.source() == null
                        ? "Opération inventée pour la démonstration : un quartier mixte en renouvellement urbain."
                        : "Opération réelle, chiffres publiés : " + operation.source());
        request.put("programme", "Logements, équipements publics, activités et espaces verts.");
        request.put("expectedStart", today.minusYears(2).toString());
        request.put("expectedEnd", today.plusYears(3).toString());
        request.put("contactName", "Camille Dubois");
        request.put("contactFunction", "Chef de projet urbain");
        request.put("contactEmail", "projet@collectivite.example");
        request.put("commitments", commitments);
        request.put("deliberationReference", "Délibération de démonstration");
        request.put("deliberationOn", today.minusDays(20).toString());
        return request;
    }

    private static Map<String, Object> signature(String name, String function, LocalDate today) {
        return Map.of(
                "signatoryName",
                name,
                "signatoryFunction",
                function,
                "signedOn",
                today.toString(),
                "confirmation",
                true);
    }
}
