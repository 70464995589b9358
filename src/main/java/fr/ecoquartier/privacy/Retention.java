package fr.ecoquartier.privacy;

/** A kind of personal data with a retention period of its own, {@code ecoquartier.retention.<key>}. */
public enum Retention {
    DRAFTS(
            "drafts",
            Start.CLOSING,
            "Brouillons des dossiers",
            "Ce qui a été saisi sans être envoyé ne sert plus à personne une fois le dossier clos.",
            "supprimés"),
    PRIVATE_NOTES(
            "private-notes",
            Start.CLOSING,
            "Notes entre instructeurs",
            "Elles préparent une décision ; la décision et ses motifs restent.",
            "texte et auteur effacés"),
    MESSAGES(
            "messages",
            Start.CLOSING,
            "Messages et demandes de complément",
            "Le temps d’un recours et de sa réponse.",
            "texte des messages et auteurs effacés"),
    EVIDENCE(
            "evidence",
            Start.CLOSING,
            "Fichiers des pièces justificatives",
            "Elles peuvent être demandées lors d’un contrôle ou d’un recours.",
            "fichiers et leurs noms supprimés ; la pièce n’est plus proposée, son empreinte et ce qu’elle prouvait restent"),
    ENGINE_HISTORY(
            "engine-history",
            Start.CLOSING,
            "Historique du moteur de processus",
            "Il sert au suivi et aux incidents ; les faits utiles au pilotage sont conservés à part, sans nom.",
            "instances terminées, tâches, variables, commentaires et opérations supprimés"),
    DOSSIER_PEOPLE(
            "dossier-people",
            Start.CLOSING,
            "Personnes nommées dans les dossiers",
            "Prescription de droit commun : cinq ans après la clôture.",
            "noms et comptes remplacés par « personne effacée (rôle) » ; décisions, avis et motifs restent"),
    ACCOUNTS(
            "accounts",
            Start.DEPARTURE,
            "Comptes des personnes parties",
            "Le temps de répondre à une question sur les dossiers en cours et de rouvrir un compte fermé par erreur.",
            "nom, courriel, mot de passe et identité effacés ; le compte reste, sous « ancien agent (rôle) »"),
    ACCOUNT_JOURNAL(
            "account-journal",
            Start.AGE,
            "Journal des comptes et de la protection des données",
            "Répondre à une question de sécurité ou de droits d’accès.",
            "noms et textes effacés ; date et nature restent"),
    STAND_INS(
            "stand-ins",
            Start.AGE,
            "Absences et suppléances",
            "Savoir qui agissait pour qui tant que les dossiers en gardent la trace ; une absence n’a pas à être connue plus longtemps.",
            "supprimées"),
    MAILS(
            "mails",
            Start.AGE,
            "Courriels envoyés ou en attente",
            "Prouver qu’une personne a été avertie, pendant le délai d’un recours.",
            "supprimés"),
    SESSIONS(
            "sessions",
            Start.AGE,
            "Traces de connexion",
            "Voir d’où un compte a été ouvert ; elles disparaissent d’ordinaire une heure après la session.",
            "supprimées"),
    SIGN_IN_FAILURES(
            "sign-in-failures", Start.AGE, "Échecs de connexion", "Reconnaître une attaque qui dure.", "supprimés"),
    KNOWN_BROWSERS(
            "known-browsers",
            Start.AGE,
            "Navigateurs connus",
            "Ne pas faire attendre une personne à cause des échecs d’une autre ; ils sont oubliés d’ordinaire après 90 jours.",
            "supprimés"),
    IDENTITY_CLAIMS(
            "identity-claims",
            Start.AGE,
            "Demandes de rattachement d’identité",
            "Le temps qu’un administrateur y réponde.",
            "supprimées"),
    QUARANTINE(
            "quarantine",
            Start.AGE,
            "Fichiers en quarantaine",
            "Comprendre ce qui a été refusé, et le redemander.",
            "fichiers supprimés"),
    IMPORTS(
            "imports",
            Start.AGE,
            "Fichiers et essais en attente",
            "Une importation ou un essai laissé sans suite.",
            "supprimés"),
    OPERATION_LOG(
            "operation-log",
            Start.AGE,
            "Journal des opérations du moteur",
            "Retrouver qui est intervenu sur le moteur hors d’un dossier.",
            "supprimé"),
    CAMPAIGNS(
            "campaigns",
            Start.AGE,
            "Personnes nommées dans les campagnes de test",
            "La campagne et l’étalonnage du référentiel restent discutés pendant toute la durée d’un label.",
            "noms et comptes effacés ; choix et motifs restent"),
    RULES(
            "rules",
            Start.AGE,
            "Auteurs du référentiel, des modèles et des réglages",
            "Savoir qui a fixé une règle tant qu’elle s’applique à un dossier qui court.",
            "noms et comptes effacés ; contenus et motifs restent");

    /** From when a period is counted. */
    public enum Start {
        CLOSING("à compter de la clôture du dossier"),
        DEPARTURE("à compter de la fermeture du compte"),
        AGE("à compter de l’enregistrement");

        private final String label;

        Start(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    private final String key;
    private final Start start;
    private final String label;
    private final String reason;
    private final String fate;

    Retention(String key, Start start, String label, String reason, String fate) {
        this.key = key;
        this.start = start;
        this.label = label;
        this.reason = reason;
        this.fate = fate;
    }

    /** The name in the configuration. */
    public String key() {
        return key;
    }

    public Start start() {
        return start;
    }

    /** The French name. */
    public String label() {
        return label;
    }

    /** Why it is kept for some time, in French. */
    public String reason() {
        return reason;
    }

    /** What becomes of it, in French. */
    public String fate() {
        return fate;
    }
}
