package fr.ecoquartier.workflow.oversight.history;

import java.util.Map;
import java.util.Optional;

/** French names of the variables of our processes, and of the answers that they hold. Others keep their own. */
final class VariableWords {

    private static final Map<String, String> LABELS = Map.ofEntries(
            Map.entry("reference", "Dossier"),
            Map.entry("regionCode", "Code de la région"),
            Map.entry("authorityName", "Collectivité"),
            Map.entry("operationName", "Opération"),
            Map.entry("referentielVersion", "Version du référentiel"),
            Map.entry("entryStage", "Étape de départ"),
            Map.entry("stage", "Étape"),
            Map.entry("round", "Tour"),
            Map.entry("outcome", "Issue"),
            Map.entry("purpose", "Objet de l’évaluation"),
            Map.entry("deferredUntil", "Ajourné jusqu’au"),
            Map.entry("withdrawalReason", "Raison du désistement"),
            Map.entry("withdrawnBy", "Désistement par (compte)"),
            Map.entry("withdrawnByName", "Désistement par"),
            Map.entry("withdrawnByRole", "Désistement en qualité de"),
            Map.entry("admissibility", "Recevabilité"),
            Map.entry("figuresToChange", "Données à modifier"),
            Map.entry("refusal", "Décision sur le refus"),
            Map.entry("stateDecision", "Signature de l’État"),
            Map.entry("instruction", "Instruction"),
            Map.entry("contractDecision", "Décision sur le contrat"),
            Map.entry("labelDecision", "Décision nationale"),
            Map.entry("review", "Examen du suivi"),
            Map.entry("planApproval", "Décision sur le plan d’actions"),
            Map.entry("planDeadline", "Échéance du plan d’actions"),
            Map.entry("planResult", "Résultat du plan d’actions"),
            Map.entry("proposal", "Proposition"),
            Map.entry("termination", "Décision sur la résiliation"),
            Map.entry("campaign", "Campagne"),
            Map.entry("campaignName", "Nom de la campagne"),
            Map.entry("expert", "Expert (compte)"),
            Map.entry("experts", "Experts du trio"),
            Map.entry("partner", "Partenaire (compte)"),
            Map.entry("nrOfInstances", "Nombre de répétitions"),
            Map.entry("nrOfCompletedInstances", "Répétitions achevées"),
            Map.entry("nrOfActiveInstances", "Répétitions en cours"),
            Map.entry("loopCounter", "Rang de la répétition"));

    private static final Map<String, String> ANSWERS = Map.ofEntries(
            Map.entry("admissibility:admissible", "recevable"),
            Map.entry("admissibility:correction", "complément demandé"),
            Map.entry("admissibility:refusal", "refus proposé"),
            Map.entry("refusal:confirmed", "refus confirmé"),
            Map.entry("refusal:returned", "renvoyé à la DREAL"),
            Map.entry("stateDecision:signed", "signé"),
            Map.entry("stateDecision:refused", "refusé"),
            Map.entry("instruction:forward", "demande complète"),
            Map.entry("instruction:correction", "complément demandé"),
            Map.entry("instruction:returned", "renvoyé à la collectivité"),
            Map.entry("contractDecision:accepted", "accepté"),
            Map.entry("contractDecision:refused", "refusé"),
            Map.entry("contractDecision:returned", "renvoyé à la collectivité"),
            Map.entry("labelDecision:labelled", "labellisé"),
            Map.entry("labelDecision:deferred", "ajourné"),
            Map.entry("labelDecision:refused", "refusé"),
            Map.entry("review:compliant", "conforme"),
            Map.entry("review:correction", "complément demandé"),
            Map.entry("review:seriousDeviation", "écart grave"),
            Map.entry("planApproval:approved", "approuvé"),
            Map.entry("planApproval:returned", "à revoir"),
            Map.entry("planResult:kept", "tenu"),
            Map.entry("planResult:unkept", "non tenu"),
            Map.entry("proposal:terminate", "résiliation proposée"),
            Map.entry("proposal:maintain", "maintien proposé"),
            Map.entry("termination:terminated", "contrat résilié"),
            Map.entry("termination:maintained", "contrat maintenu"),
            Map.entry("purpose:label", "attribution du label"),
            Map.entry("purpose:confirmation", "confirmation du label"));

    private VariableWords() {}

    /** The name that people read. */
    static String label(String variable) {
        return LABELS.getOrDefault(variable, variable);
    }

    /** An answer that one of our variables holds, in French. */
    static Optional<String> answer(String variable, String code) {
        return Optional.ofNullable(ANSWERS.get(variable + ":" + code));
    }
}
