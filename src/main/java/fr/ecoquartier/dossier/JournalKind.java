package fr.ecoquartier.dossier;

/** What kind of event a journal entry tells. */
public enum JournalKind {
    OPENED("Ouverture"),
    FILED("Dépôt"),
    FIGURES("Données chiffrées"),
    CHECK("Contrôle"),
    OBJECTIVES("Objectifs"),
    CORRECTION_REQUESTED("Demande de complément"),
    CORRECTION_ANSWERED("Réponse au complément"),
    REGISTERED("Enregistrement"),
    TRIO_NAMED("Désignation du trio"),
    EVALUATION("Évaluation du test"),
    SITE_VISIT("Visite du site"),
    OPINION("Avis"),
    DECISION("Décision"),
    SIGNATURE("Signature"),
    DOCUMENT("Document"),
    EVIDENCE_ADDED("Pièce ajoutée"),
    EVIDENCE_REPLACED("Pièce remplacée"),
    EVIDENCE_REMOVED("Pièce retirée"),
    EVIDENCE_EXAMINED("Examen d’une pièce"),
    EVIDENCE_QUARANTINED("Pièce en quarantaine"),
    ACTION_PLAN("Plan d'actions"),
    REMINDER("Rappel"),
    DEADLINE("Délai échu"),
    STAGE_ENTERED("Début d'étape"),
    STAGE_CLOSED("Fin d'étape"),
    OPERATION_FINISHED("Opération achevée"),
    SUSPENDED("Suspension"),
    RESUMED("Reprise"),
    WITHDRAWN("Désistement"),
    REOPENED("Réouverture"),
    VERSION_MOVED("Changement de référentiel"),
    INTERVENTION("Intervention"),
    MODEL_CHANGED("Changement de processus"),
    INCIDENT("Incident technique");

    private final String label;

    JournalKind(String label) {
        this.label = label;
    }

    /** The French name. */
    public String label() {
        return label;
    }
}
