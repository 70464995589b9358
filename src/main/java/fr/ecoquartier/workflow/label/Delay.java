package fr.ecoquartier.workflow.label;

import java.util.Arrays;
import java.util.Optional;

/** The delays that models may name; each is a property {@code ecoquartier.delays.<key>}. */
enum Delay {
    REMINDER_LEAD("reminderLead", "Rappel avant l’échéance"),
    CHARTER_FILING("charterFiling", "Dépôt de la demande de charte et des données de départ"),
    ADMISSIBILITY("admissibility", "Vérification de la recevabilité"),
    CORRECTION("correction", "Réponse à une demande de complément"),
    MINISTRY_DECISION("ministryDecision", "Décision du ministère"),
    REGISTRATION("registration", "Enregistrement et préparation par la structure porteuse"),
    SIGNATURE("signature", "Signature"),
    CONTRACT_FILING("contractFiling", "Dépôt des données prévues et des objectifs"),
    INSTRUCTION("instruction", "Instruction et examens par la DREAL"),
    TRIO("trio", "Désignation du trio"),
    OPINION("opinion", "Avis personnel d’un expert"),
    SYNTHESIS("synthesis", "Synthèse du trio"),
    COMMISSION("commission", "Commission régionale"),
    FOLLOW_UP_PERIOD("followUpPeriod", "Temps entre deux suivis"),
    FOLLOW_UP_REPORT("followUpReport", "Déclaration des valeurs mesurées"),
    ACTION_PLAN("actionPlan", "Proposition d’un plan d’actions"),
    PLAN_GRACE("planGrace", "Tolérance après l’échéance du plan d’actions"),
    AWARD_FILING("awardFiling", "Dépôt des valeurs mesurées et des pièces"),
    SITE_VISIT("siteVisit", "Visite du site"),
    NATIONAL_COMMISSION("nationalCommission", "Commission nationale"),
    CONFIRMATION("confirmation", "Confirmation du label"),
    SAMPLE_COMMENT("sampleComment", "Avis d’un partenaire sur l’échantillon d’une campagne"),
    CAMPAIGN_STEP("campaignStep", "Paramètres et rapport d’une campagne par la structure porteuse"),
    KICK_OFF("kickOff", "Réunion de lancement d’un test pilote"),
    RATING("rating", "Évaluation et retour d’expérience d’un test pilote"),
    CALIBRATION("calibration", "Proposition de calage du référentiel");

    private final String key;
    private final String label;

    Delay(String key, String label) {
        this.key = key;
        this.label = label;
    }

    String key() {
        return key;
    }

    String label() {
        return label;
    }

    static Optional<Delay> find(String key) {
        return Arrays.stream(values()).filter(delay -> delay.key.equals(key)).findFirst();
    }
}
