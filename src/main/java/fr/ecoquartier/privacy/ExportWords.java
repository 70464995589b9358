package fr.ecoquartier.privacy;

import fr.ecoquartier.access.AccountEvent;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.JournalKind;
import fr.ecoquartier.dossier.OpinionKind;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Columns and codes as a French reader understands them. */
final class ExportWords {

    static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("d MMMM yyyy 'à' H 'h' mm", Locale.FRENCH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.FRENCH);

    private static final Map<String, String> COLUMNS = new HashMap<>();

    static {
        String[] words = {
            "appointment",
            "Rendez-vous",
            "body_text",
            "Message",
            "changed_at",
            "Changé le",
            "is_public",
            "Public",
            "link",
            "Adresse",
            "mode",
            "Envoi",
            "person",
            "Personne",
            "place",
            "Lieu",
            "planned_at",
            "Fixé le",
            "planned_by",
            "Fixé par",
            "recipient",
            "Destinataire",
            "on_behalf_of",
            "Pour le compte de",
            "sent_at",
            "Envoyé le",
            "starts_at",
            "Le",
            "absent",
            "Personne absente",
            "aside_by",
            "Mis de côté par",
            "body",
            "Texte",
            "correction_reason",
            "Motif de la correction",
            "issued_at",
            "Délivré le",
            "issued_by_id",
            "Délivré par",
            "mark",
            "Appréciation",
            "marked_at",
            "Appréciée le",
            "posted_at",
            "Envoyé le",
            "new_value",
            "Nouvelle valeur",
            "proves",
            "Ce que prouve la pièce",
            "read_at",
            "Lu le",
            "retired_at",
            "Retiré le",
            "written_at",
            "Écrit le",
            "written_by",
            "Écrit par",
            "added_by_id",
            "Ajouté par",
            "account",
            "Compte",
            "acknowledged_at",
            "Prise de connaissance le",
            "acknowledged_by",
            "Prise de connaissance par",
            "act_name_",
            "Étape",
            "active",
            "Actif",
            "actor_id",
            "Auteur",
            "actor_role",
            "Rôle",
            "added_at",
            "Ajouté le",
            "added_by",
            "Ajouté par",
            "address",
            "Adresse abrégée",
            "adopted_at",
            "Adopté le",
            "after",
            "Après",
            "answer",
            "Réponse",
            "answered_at",
            "Répondu le",
            "answered_by",
            "Répondu par",
            "applied_at",
            "Déposé le",
            "applied_by",
            "Déposé par",
            "asked_at",
            "Demandé le",
            "assignee",
            "Attribué à",
            "assignee_",
            "Attribué à",
            "assigner_id_",
            "Attribué par",
            "at",
            "Date",
            "author_id",
            "Auteur",
            "authority_code",
            "Collectivité",
            "before",
            "Avant",
            "browser",
            "Navigateur",
            "business_key_",
            "Dossier",
            "by_id",
            "Fait par",
            "campaign",
            "Campagne",
            "carried_out_by",
            "Exécuté par",
            "choice",
            "Choix",
            "claimed_at",
            "Pris le",
            "closed_at",
            "Clos le",
            "closed_by_id",
            "Clos par",
            "closed_reason",
            "Motif",
            "commitment",
            "Engagement",
            "computed_at",
            "Calculé le",
            "computed_by",
            "Calculé par",
            "conditions",
            "Conditions",
            "content",
            "Contenu saisi",
            "create_time_",
            "Créé le",
            "create_user_id_",
            "Créé par",
            "created_at",
            "Créé le",
            "created_by",
            "Créé par",
            "created_on",
            "Ouvert le",
            "creation_time",
            "Ouverte le",
            "dec_def_name_",
            "Décision",
            "decided_at",
            "Décidé le",
            "decided_by_id",
            "Décidé par",
            "decision",
            "Décision",
            "description_",
            "Description",
            "done_at",
            "Fait le",
            "draft",
            "Brouillon",
            "due_at",
            "Échéance",
            "due_date_",
            "Échéance",
            "email",
            "Courriel",
            "email_",
            "Courriel",
            "employer",
            "Employeur",
            "enabled",
            "Ouvert",
            "end_time_",
            "Terminé le",
            "ended_at",
            "Terminé le",
            "ended_by",
            "Terminé par",
            "entity_type_",
            "Objet",
            "erased_at",
            "Effacé le",
            "eval_time_",
            "Calculé le",
            "evaluator_id",
            "Évaluateur",
            "expiry_time",
            "Expire le",
            "external",
            "Expert extérieur",
            "failures",
            "Échecs",
            "file_name",
            "Fichier",
            "first_",
            "Prénom",
            "first_at",
            "Premier le",
            "fixed_at",
            "Fixé le",
            "fixed_by",
            "Fixé par",
            "from_on",
            "Du",
            "from_version",
            "De la version",
            "given_at",
            "Donné le",
            "group_id_",
            "Rôle",
            "id",
            "Numéro",
            "id_",
            "Identifiant",
            "indicator",
            "Indicateur",
            "issuer",
            "Fournisseur",
            "key",
            "Clé",
            "key_",
            "Clé",
            "kind",
            "Nature",
            "last_",
            "Nom",
            "last_access_time",
            "Dernière activité",
            "last_at",
            "Dernier le",
            "last_sign_in",
            "Dernière connexion",
            "last_used",
            "Dernier usage",
            "lifted_at",
            "Levée le",
            "lifted_by",
            "Levée par",
            "linked_at",
            "Rattaché le",
            "local",
            "Expert local",
            "made_at",
            "Fait le",
            "media_type",
            "Type",
            "message_",
            "Commentaire",
            "moved_at",
            "Changé le",
            "moved_by",
            "Changé par",
            "name",
            "Nom",
            "name_",
            "Nom",
            "named_at",
            "Désigné le",
            "named_by",
            "Désigné par",
            "national",
            "Expert national",
            "note",
            "Note",
            "opened_at",
            "Ouvert le",
            "opened_by",
            "Ouvert par",
            "operation",
            "Opération",
            "operation_type_",
            "Opération",
            "opinion",
            "Avis",
            "outcome",
            "Issue",
            "outcome_label",
            "Décision",
            "owner",
            "Propriétaire",
            "owner_",
            "Propriétaire",
            "party",
            "Partie",
            "password_to_change",
            "Mot de passe à changer",
            "person_id",
            "Personne",
            "placed_at",
            "Exceptée le",
            "placed_by",
            "Exceptée par",
            "prepared_at",
            "Préparé le",
            "prepared_by",
            "Préparé par",
            "principal_name",
            "Compte",
            "proc_def_key_",
            "Processus",
            "process_key",
            "Processus",
            "process_name",
            "Processus",
            "property_",
            "Propriété",
            "reason",
            "Motif",
            "recorded_at",
            "Consigné le",
            "recorded_by",
            "Consigné par",
            "reference",
            "Dossier",
            "removed_at",
            "Retiré le",
            "request",
            "Demande",
            "requested_at",
            "Demandé le",
            "requested_by",
            "Demandé par",
            "resource_id_",
            "Ressource",
            "resource_type_",
            "Type de ressource",
            "revision",
            "Révision",
            "role",
            "Rôle",
            "saved_at",
            "Enregistré le",
            "saved_by",
            "Enregistré par",
            "settled_by",
            "Réglé par",
            "sha256",
            "Empreinte SHA-256",
            "signatory_function",
            "Qualité du signataire",
            "signatory_name",
            "Signataire",
            "signed_by",
            "Consigné par",
            "signed_in_at",
            "Connecté le",
            "signed_on",
            "Signé le",
            "size",
            "Taille en octets",
            "stage",
            "Étape",
            "start_time_",
            "Commencé le",
            "start_user_id_",
            "Démarré par",
            "started_at",
            "Commencé le",
            "started_by",
            "Lancé par",
            "state",
            "État",
            "step",
            "Tâche",
            "subject",
            "Personne concernée",
            "submitted_at",
            "Déposé le",
            "submitted_by",
            "Déposé par",
            "substitute",
            "Suppléant",
            "summary",
            "Résumé",
            "tenant_id_",
            "Territoire",
            "text",
            "Texte",
            "text_",
            "Valeur",
            "through",
            "Moyen",
            "time_",
            "Date",
            "timestamp_",
            "Date",
            "title",
            "Titre",
            "to_version",
            "À la version",
            "type_",
            "Type",
            "until_on",
            "Au",
            "user_id",
            "Personne",
            "user_id_",
            "Personne",
            "value",
            "Avis",
            "value_",
            "Valeur",
            "version",
            "Version"
        };
        for (int i = 0; i < words.length; i += 2) {
            COLUMNS.put(words[i], words[i + 1]);
        }
    }

    private ExportWords() {}

    static boolean known(String column) {
        return COLUMNS.containsKey(column);
    }

    /** The French name of a column. */
    static String column(PersonalTable table, String column) {
        if (table.name().equals("provider_identity") && column.equals("subject")
                || table.name().equals("provider_claim") && column.equals("subject")) {
            return "Identité";
        }
        return COLUMNS.getOrDefault(column, column);
    }

    /** A value as text: dates in words, codes in French. */
    static String value(PersonalTable table, String column, Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Boolean yes) {
            return yes ? "oui" : "non";
        }
        if (value instanceof Timestamp at) {
            return moment(at.toInstant());
        }
        if (value instanceof java.sql.Date day) {
            return DAY.format(day.toLocalDate());
        }
        if (value instanceof Long millis && table.name().equals("web_session") && column.endsWith("_time")) {
            return moment(Instant.ofEpochMilli(millis));
        }
        return code(table, column, value.toString());
    }

    static String moment(Instant at) {
        return MOMENT.format(at.atZone(PARIS)).replace(" h ", "\u00a0h\u00a0");
    }

    private static String code(PersonalTable table, String column, String text) {
        return switch (column) {
            case "stage" ->
                Arrays.stream(DossierStage.values())
                        .filter(stage -> stage.name().equals(text))
                        .findFirst()
                        .map(DossierStage::label)
                        .orElse(text);
            case "group_id_" -> Role.ofGroup(text).map(Role::label).orElse(text);
            case "role" ->
                Arrays.stream(Role.values())
                        .filter(role -> role.name().equals(text))
                        .findFirst()
                        .map(Role::label)
                        .orElse(text);
            case "kind" -> kind(table.name(), text);
            case "mark" ->
                switch (text) {
                    case "TO_EXAMINE" -> "À examiner";
                    case "ACCEPTED" -> "Acceptée";
                    case "INSUFFICIENT" -> "Insuffisante";
                    case "NOT_NEEDED" -> "Non nécessaire";
                    default -> text;
                };
            case "mode" ->
                switch (text) {
                    case "IMMEDIATE" -> "Aussitôt";
                    case "DIGEST" -> "Résumé quotidien";
                    case "LEGAL" -> "Seulement ce que le droit demande";
                    default -> text;
                };
            case "party" ->
                switch (text) {
                    case "AUTHORITY" -> "Collectivité";
                    case "CARRIER" -> "Structure porteuse";
                    case "STATE" -> "État";
                    default -> text;
                };
            default -> text;
        };
    }

    private static String kind(String table, String text) {
        return switch (table) {
            case "journal" ->
                Arrays.stream(JournalKind.values())
                        .filter(kind -> kind.name().equals(text))
                        .findFirst()
                        .map(JournalKind::label)
                        .orElse(text);
            case "account_journal" ->
                Arrays.stream(AccountEvent.Kind.values())
                        .filter(kind -> kind.name().equals(text))
                        .findFirst()
                        .map(AccountEvent.Kind::label)
                        .orElse(text);
            case "opinion" ->
                Arrays.stream(OpinionKind.values())
                        .filter(kind -> kind.name().equals(text))
                        .findFirst()
                        .map(OpinionKind::label)
                        .orElse(text);
            case "privacy_journal" ->
                Arrays.stream(PrivacyJournal.Kind.values())
                        .filter(kind -> kind.name().equals(text))
                        .findFirst()
                        .map(PrivacyJournal.Kind::label)
                        .orElse(text);
            case "figures" ->
                switch (text) {
                    case "BASELINE" -> "État initial";
                    case "PLANNED" -> "Prévu";
                    case "MEASURED" -> "Mesuré";
                    default -> text;
                };
            default -> text;
        };
    }
}
