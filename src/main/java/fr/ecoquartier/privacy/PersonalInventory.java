package fr.ecoquartier.privacy;

import static fr.ecoquartier.privacy.PersonalTable.Fate.KEPT;
import static fr.ecoquartier.privacy.PersonalTable.Fate.TRANSIENT;
import static fr.ecoquartier.privacy.PersonalTable.Fate.WITH_ACCOUNT;
import static fr.ecoquartier.privacy.PersonalTable.Fate.WITH_HISTORY;
import static fr.ecoquartier.privacy.PersonalTable.Nature.CONTENT;
import static fr.ecoquartier.privacy.PersonalTable.Nature.GONE;
import static fr.ecoquartier.privacy.PersonalTable.Nature.PRIVATE;
import static fr.ecoquartier.privacy.PersonalTable.Nature.SECRET;
import static fr.ecoquartier.privacy.PersonalTable.Nature.TEXT;
import static fr.ecoquartier.privacy.PersonalTable.Nature.WORDS;
import static fr.ecoquartier.privacy.Retention.ACCOUNTS;
import static fr.ecoquartier.privacy.Retention.ACCOUNT_JOURNAL;
import static fr.ecoquartier.privacy.Retention.CAMPAIGNS;
import static fr.ecoquartier.privacy.Retention.DOSSIER_PEOPLE;
import static fr.ecoquartier.privacy.Retention.DRAFTS;
import static fr.ecoquartier.privacy.Retention.ENGINE_HISTORY;
import static fr.ecoquartier.privacy.Retention.EVIDENCE;
import static fr.ecoquartier.privacy.Retention.IDENTITY_CLAIMS;
import static fr.ecoquartier.privacy.Retention.IMPORTS;
import static fr.ecoquartier.privacy.Retention.KNOWN_BROWSERS;
import static fr.ecoquartier.privacy.Retention.MAILS;
import static fr.ecoquartier.privacy.Retention.MESSAGES;
import static fr.ecoquartier.privacy.Retention.OPERATION_LOG;
import static fr.ecoquartier.privacy.Retention.PRIVATE_NOTES;
import static fr.ecoquartier.privacy.Retention.QUARANTINE;
import static fr.ecoquartier.privacy.Retention.RULES;
import static fr.ecoquartier.privacy.Retention.SESSIONS;
import static fr.ecoquartier.privacy.Retention.SIGN_IN_FAILURES;
import static fr.ecoquartier.privacy.Retention.STAND_INS;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Every table that holds something personal, ours and the engine's. A table that is new and looks personal fails a test
 * until it is described here.
 */
public final class PersonalInventory {

    /** Columns whose name says that they may tell of a person. */
    static final Pattern PERSON_LIKE = Pattern.compile(
            "(^|.*_)by(_id|_name)?_?$|^(actor|author|evaluator|signatory|person|sender|recipient|account|user|owner|assignee)(_(id|name)?)?$"
                    + "|^(name|first|last)_?$|.*_name_?$|.*e?mail_?(_address)?$|.*user_id_?$|^assigner_id_$|^(login|phone|principal|address)_?$"
                    + "|^(absent|substitute|participants|national|local|external|browser|saved_by|on_behalf_of|audience|guest)$");

    /** Columns that look personal and are not: names of things, of places, of files, of nodes. */
    private static final Set<String> OF_THINGS = Set.of(
            "ecoquartier.finished_instance.process_name",
            "ecoquartier.finished_instance.end_name",
            "ecoquartier.model_migration.process_name",
            "ecoquartier.model_release_finding.element_name",
            "ecoquartier.model_release_file.name",
            "ecoquartier.packaged_model.name",
            "ecoquartier.campaign.name",
            "ecoquartier.step_fact.name",
            "ecoquartier.task_succession.next_name",
            "ecoquartier.dossier_task.name",
            "ecoquartier.incident_retry_job.name",
            "ecoquartier.web_session_attributes.attribute_name",
            "ecoquartier.step_fact.preceded_by",
            "ecoquartier.issued_document.file_name",
            "ecoquartier.mail_attachment.file_name",
            "ecoquartier.mail_attachment.mail",
            "ecoquartier.notice.mail",
            "public.act_id_group.name_",
            "public.act_id_tenant.name_");

    /** Names of local authorities, which are no persons. */
    private static final Set<String> OF_AUTHORITIES = Set.of("authority_name");

    private static final List<PersonalTable> TABLES = new ArrayList<>();

    static {
        accounts();
        dossiers();
        campaigns();
        rules();
        own();
        engine();
    }

    private PersonalInventory() {}

    /** All of them, in the order in which pages and exports tell them. */
    public static List<PersonalTable> tables() {
        return List.copyOf(TABLES);
    }

    /** Whether a column that looks personal is known not to be. */
    static boolean ofThings(String schema, String table, String column) {
        return OF_AUTHORITIES.contains(column)
                || OF_THINGS.contains(schema + "." + table + "." + column)
                || schema.equals("public") && column.matches("(name_|.*_name_)") && !table.startsWith("act_id_");
    }

    private static PersonalTable table(String name, String label, String purpose, Retention kind) {
        PersonalTable table = new PersonalTable("ecoquartier", name, label, purpose, kind);
        TABLES.add(table);
        return table;
    }

    private static PersonalTable engine(String name, String label, String purpose, Retention kind) {
        PersonalTable table = new PersonalTable("public", name, label, purpose, kind);
        TABLES.add(table);
        return table;
    }

    private static void accounts() {
        String access = "Donner accès à l’application, à qui de droit.";
        engine("act_id_user", "Compte d’agent", access, ACCOUNTS)
                .who("id_", null, null)
                .has(TEXT, "first_", "last_")
                .has(PRIVATE, "email_")
                .has(SECRET, "pwd_", "salt_", "picture_id_")
                .shows("id_", "first_", "last_", "email_")
                .becomes(WITH_ACCOUNT, "Le compte reste sous « ancien agent (rôle) », sans courriel.");
        table("staff_account", "État du compte d’agent", access, ACCOUNTS)
                .who("user_id", null, null)
                .shows("enabled", "password_to_change", "last_sign_in")
                .becomes(WITH_ACCOUNT, "Ne garde que l’identifiant et la fermeture.");
        engine("act_id_membership", "Rôles", access, ACCOUNTS)
                .who("user_id_", null, null)
                .shows("group_id_")
                .becomes(WITH_ACCOUNT, "Le rôle reste : c’est lui que montrent les anciennes décisions.");
        engine("act_id_tenant_member", "Territoires", access, ACCOUNTS)
                .who("user_id_", null, null)
                .shows("tenant_id_")
                .becomes(WITH_ACCOUNT, "Les régions restent avec le rôle.");
        engine("act_id_info", "Préférences dans les applications du moteur", access, ACCOUNTS)
                .who("user_id_", null, null)
                .has(SECRET, "password_")
                .shows("key_", "value_")
                .becomes(WITH_ACCOUNT, null);
        engine("act_ru_authorization", "Autorisations données à la personne", access, ACCOUNTS)
                .who("user_id_", null, null)
                .shows("resource_type_", "resource_id_")
                .becomes(WITH_ACCOUNT, null);
        engine("act_ru_filter", "Filtres de tâches", "Retrouver ses tâches.", ACCOUNTS)
                .who("owner_", null, null)
                .shows("name_")
                .becomes(WITH_ACCOUNT, null);
        table("authority_account", "Compte de collectivité", access, ACCOUNTS)
                .who("id", "name", null)
                .has(TEXT, "created_by")
                .has(PRIVATE, "email")
                .has(SECRET, "password")
                .shows("name", "email", "authority_code", "enabled", "created_on", "last_sign_in")
                .becomes(WITH_ACCOUNT, "Le compte reste sous « ancien agent (Collectivité) », sans courriel.");
        table("provider_identity", "Identité chez le fournisseur", "Reconnaître la personne qui se connecte.", ACCOUNTS)
                .who("person_id", null, null)
                .has(GONE, "subject")
                .shows("issuer", "subject", "linked_at", "last_sign_in")
                .becomes(WITH_ACCOUNT, null);
        table(
                        "provider_claim",
                        "Identité à rattacher",
                        "Rattacher une identité à un compte qui existe.",
                        IDENTITY_CLAIMS)
                .who("account", "name", null)
                .has(PRIVATE, "email")
                .time("asked_at")
                .shows("name", "email", "issuer", "subject", "asked_at")
                .deleted();
        table("account_erasure", "Comptes effacés", "Dire d’un ancien agent quel était son rôle.", ACCOUNTS)
                .who("account", null, null)
                .shows("role", "erased_at")
                .becomes(
                        KEPT,
                        "Sans cette ligne, une ancienne décision ne dirait plus qui l’a prise, même par son rôle.");
        table(
                        "account_journal",
                        "Journal des comptes",
                        "Savoir qui a ouvert ou changé un droit, et pourquoi.",
                        ACCOUNT_JOURNAL)
                .who("account", null, null)
                .who("by_id", "by_name", "'Administrateur'")
                .has(WORDS, "text", "reason")
                .time("at")
                // since when an account is closed is known as long as its person is
                .where("""
                        (t.kind not in ('DEACTIVATED', 'DEPARTURE')
                            or exists (select from ecoquartier.account_erasure e where e.account = t.account)
                            or not exists (select from ecoquartier.staff_account s where s.user_id = t.account and not s.enabled)
                                and not exists (select from ecoquartier.authority_account a where a.id = t.account and not a.enabled))""")
                .shows("at", "kind", "text", "reason");
        table("web_session", "Sessions ouvertes", "Rester connecté d’une page à l’autre.", SESSIONS)
                .who("principal_name", null, null)
                .has(SECRET, "primary_id", "session_id")
                .shows("creation_time", "last_access_time", "expiry_time")
                .becomes(TRANSIENT, "Une session finit après une heure sans activité.");
        table("session_sign_in", "Connexions en cours", "Reconnaître ses propres sessions.", SESSIONS)
                .who("person_id", "person_name", null)
                .has(SECRET, "session_id")
                .has(TEXT, "address", "browser")
                .time("signed_in_at")
                .where("not exists (select from ecoquartier.web_session s where s.session_id = t.session_id)")
                .shows("signed_in_at", "address", "browser", "through")
                .deleted();
        table("sign_in_failure", "Échecs de connexion", "Freiner qui essaie des mots de passe.", SIGN_IN_FAILURES)
                .who("account", null, null)
                .has(TEXT, "source")
                .time("last_at")
                .shows("failures", "first_at", "last_at")
                .deleted();
        table("known_browser", "Navigateurs connus", "Ne pas freiner une personne à cause d’une autre.", KNOWN_BROWSERS)
                .who("account", null, null)
                .has(SECRET, "token_hash")
                .time("last_used")
                .shows("last_used")
                .deleted();
        table(
                        "stand_in_task",
                        "Tâches prises en suppléance",
                        "Dire pour le compte de qui une tâche est faite.",
                        STAND_INS)
                .time("(select s.until_on::timestamptz from ecoquartier.stand_in s where s.id = t.stand_in)")
                .deleted();
        table("stand_in", "Absences et suppléances", "Que les tâches d’une personne absente avancent.", STAND_INS)
                .who("absent", null, null)
                .who("substitute", null, null)
                .who("named_by", null, null)
                .who("ended_by", null, null)
                .has(PRIVATE, "reason")
                .time("until_on::timestamptz")
                .shows("role", "from_on", "until_on", "reason", "named_at", "ended_at")
                .deleted();
        table(
                        "notification_preference",
                        "Préférence d’envoi des courriels",
                        "Écrire à la personne comme elle le souhaite.",
                        ACCOUNTS)
                .who("person", null, null)
                .shows("mode", "changed_at")
                .becomes(WITH_ACCOUNT, null);
        table("expert", "Annuaire des experts", "Désigner les trios sans conflit d’intérêts.", ACCOUNTS)
                .who("user_id", "name", null)
                .has(TEXT, "employer")
                .shows("kind", "employer", "authority_code", "active")
                .becomes(
                        WITH_ACCOUNT,
                        "Les trios de dossiers en cours y renvoient : la ligne reste, sans nom ni employeur.");
        table(
                        "expert_interest",
                        "Conflits d’intérêts déclarés",
                        "Désigner les trios sans conflit d’intérêts.",
                        ACCOUNTS)
                .who("user_id", null, null)
                .has(WORDS, "reason")
                .shows("authority_code", "reason")
                .becomes(WITH_ACCOUNT, null);
    }

    private static void dossiers() {
        String proof = "Garder la preuve de la procédure : qui a fait quoi, quand et pourquoi.";
        table("draft", "Brouillons non envoyés", "Reprendre une saisie.", DRAFTS)
                .who("saved_by", null, null)
                .has(CONTENT, "content")
                .dossier("reference")
                .shows("reference", "step", "content", "saved_at")
                .deleted();
        table("dossier", "Contact de la collectivité pour l’opération", "Joindre qui suit l’opération.", DOSSIER_PEOPLE)
                .has(CONTENT, "details")
                .where("(t.details ->> 'contactEmail' is not null or t.details ->> 'contactPhone' is not null"
                        + " or t.details ->> 'contactName' <> 'personne effacée (Collectivité)')")
                .sets(
                        "details",
                        "t.details - 'contactEmail' - 'contactPhone'"
                                + " || '{\"contactName\": \"personne effacée (Collectivité)\"}'::jsonb")
                .dossier("reference");
        table("figures", "Données chiffrées déposées", proof, DOSSIER_PEOPLE)
                .who("submitted_by", null, null)
                .dossier("reference")
                .shows("reference", "kind", "stage", "submitted_at");
        table("objectives", "Objectifs fixés", proof, DOSSIER_PEOPLE)
                .who("fixed_by", null, null)
                .dossier("reference")
                .shows("reference", "fixed_at");
        table("correction_request", "Demandes de complément", proof, DOSSIER_PEOPLE)
                .who(null, "requested_by", null)
                .who(null, "answered_by", "'Collectivité'")
                .has(TEXT, "request", "answer")
                .dossier("reference")
                .shows("reference", "stage", "request", "requested_at", "answer", "answered_at");
        table("opinion", "Avis", proof, DOSSIER_PEOPLE)
                .who("author_id", "author_name", null)
                .has(TEXT, "reason")
                .dossier("reference")
                .shows("reference", "stage", "kind", "value", "reason", "given_at");
        table("decision", "Décisions", proof, DOSSIER_PEOPLE)
                .who("author_id", "author_name", null)
                .has(TEXT, "reason", "conditions")
                .dossier("reference")
                .shows("reference", "stage", "outcome_label", "reason", "conditions", "decided_at");
        table("signature", "Signatures", proof, DOSSIER_PEOPLE)
                .who(null, "signatory_name", "t.signatory_function")
                .who("signed_by", null, null)
                .dossier("reference")
                .shows("reference", "stage", "party", "signatory_function", "signed_on", "sha256", "recorded_at");
        table("trio", "Trios d’experts", "Désigner qui rend un avis.", DOSSIER_PEOPLE)
                .who("national", null, null)
                .who("local", null, null)
                .who("external", null, null)
                .who("named_by", null, null)
                .dossier("reference")
                .shows("reference", "stage", "named_at")
                .deleted();
        table("recusal", "Récusations", "Ne pas désigner de nouveau qui s’est récusé.", DOSSIER_PEOPLE)
                .who("user_id", null, null)
                .has(WORDS, "reason")
                .dossier("reference")
                .shows("reference", "reason", "at")
                .deleted();
        table("kick_off", "Réunions de lancement des tests", proof, DOSSIER_PEOPLE)
                .who("recorded_by", null, null)
                .has(WORDS, "participants")
                .dossier("reference")
                .shows("reference", "recorded_at");
        table("evaluator", "Évaluateurs des tests", "Demander une évaluation.", DOSSIER_PEOPLE)
                .who("user_id", "name", "initcap(t.role)")
                .who("named_by", null, null)
                .dossier("reference")
                .distinct()
                .shows("reference", "role", "named_at");
        table("rating", "Évaluations des tests", proof, DOSSIER_PEOPLE)
                .who("evaluator_id", "evaluator_name", "initcap(t.role)")
                .dossier("reference")
                .shows("reference", "role", "given_at");
        table("evaluation_silence", "Évaluations non rendues", proof, DOSSIER_PEOPLE)
                .who("user_id", null, null)
                .dossier("reference")
                .distinct()
                .shows("reference", "role", "at");
        table("version_move", "Changements de référentiel", proof, DOSSIER_PEOPLE)
                .who("moved_by", "moved_by_name", "t.moved_by_role")
                .who("acknowledged_by", "acknowledged_by_name", "'Collectivité'")
                .dossier("reference")
                .shows("reference", "from_version", "to_version", "moved_at", "acknowledged_at");
        table("dossier_task", "Tâches ouvertes", "Savoir qui est attendu.", DOSSIER_PEOPLE)
                .who("assignee", null, null)
                .dossier("reference")
                .shows("reference", "name", "created_at", "due_at")
                .becomes(TRANSIENT, "La ligne disparaît quand la tâche est faite.");
        table(
                        "step_fact",
                        "Faits de pilotage",
                        "Mesurer les durées et la charge, sans les instances du moteur.",
                        DOSSIER_PEOPLE)
                .who("assignee", null, null)
                .has(GONE, "assignee")
                .dossier("reference")
                // steps of a campaign have no dossier
                .time("ended_at")
                .shows("reference", "name", "created_at", "ended_at");
        table("evidence_chunk", "Fichiers des pièces", "Prouver les engagements.", EVIDENCE)
                .has(CONTENT, "content")
                .dossiersBy("t.evidence in (select e.id from ecoquartier.evidence e where e.reference in (%s))")
                .deleted();
        table("evidence", "Pièces justificatives", "Prouver les engagements.", EVIDENCE)
                .who("added_by_id", "added_by", "'Collectivité'")
                .has(GONE, "content")
                .has(WORDS, "file_name")
                .has(TEXT, "proves")
                .sets("removed_at", "coalesce(t.removed_at, now())")
                .dossier("reference")
                .shows(
                        "reference",
                        "commitment",
                        "stage",
                        "file_name",
                        "version",
                        "proves",
                        "media_type",
                        "size",
                        "sha256",
                        "added_at",
                        "removed_at");
        table("evidence_chunk", "Fichiers en quarantaine", "Comprendre ce qui a été refusé.", QUARANTINE)
                .has(CONTENT, "content")
                .where("t.evidence in (select e.id from ecoquartier.evidence e where e.scan = 'INFECTED')")
                .time("(select e.added_at from ecoquartier.evidence e where e.id = t.evidence)")
                .deleted();
        table("evidence_mark", "Appréciations des pièces", proof, DOSSIER_PEOPLE)
                .who("author_id", "author_name", "t.author_role")
                .has(TEXT, "reason")
                .dossier("reference")
                .shows("reference", "mark", "reason", "marked_at");
        table("kept_text", "Textes en cours de rédaction", "Reprendre une saisie.", DRAFTS)
                .who("saved_by", "saved_by_name", null)
                .who("aside_by", "aside_by_name", null)
                .has(WORDS, "text", "aside")
                .dossier("reference")
                .shows("reference", "text", "saved_at")
                .deleted();
        table("prepared_point", "Points de demandes en préparation", "Reprendre une saisie.", DRAFTS)
                .who("added_by", null, null)
                .dossier("reference")
                .shows("reference", "subject", "added_at")
                .deleted();
        table("correction_point", "Points des demandes de complément", proof, DOSSIER_PEOPLE)
                .has(TEXT, "missing", "value")
                .dossiersBy(
                        "t.request in (select r.id from ecoquartier.correction_request r where r.reference in (%s))");
        table("correction_point_answer", "Réponses aux demandes de complément", proof, DOSSIER_PEOPLE)
                .who("answered_by", "answered_by_name", "'Collectivité'")
                .has(TEXT, "answer", "new_value")
                .dossiersBy(
                        "t.point in (select p.id from ecoquartier.correction_point p join ecoquartier.correction_request r"
                                + " on r.id = p.request where r.reference in (%s))")
                .shows("answer", "new_value", "answered_at");
        table("message", "Messages", "Échanger sur le dossier.", MESSAGES)
                .who("author_id", "author_name", "t.author_role")
                .has(WORDS, "text")
                .dossier("reference")
                .shows("reference", "posted_at", "text");
        table("private_note", "Notes entre instructeurs", "Préparer une décision.", PRIVATE_NOTES)
                .who("author_id", "author_name", "t.author_role")
                .has(WORDS, "text")
                .dossier("reference")
                .shows("reference", "posted_at", "text");
        table("read_mark", "Messages lus", "Signaler ce qui est nouveau.", MESSAGES)
                .who("person_id", null, null)
                .dossier("reference")
                .shows("reference", "read_at")
                .deleted();
        table("appointment", "Rendez-vous", "Réunir les personnes attendues.", DOSSIER_PEOPLE)
                .who("planned_by", "planned_by_name", null)
                .has(WORDS, "note")
                .dossier("reference")
                .shows("reference", "starts_at", "place", "note", "planned_at");
        table("appointment_guest", "Invitations", "Réunir les personnes attendues.", DOSSIER_PEOPLE)
                .who("person", null, null)
                .dossiersBy("t.appointment in (select a.id from ecoquartier.appointment a where a.reference in (%s))")
                .shows("appointment")
                .deleted();
        table("announcement", "Annonces à envoyer", "Avertir une fois, et une seule.", MAILS)
                .has(CONTENT, "audience", "content")
                .where("t.done_at is not null and t.audience <> '[]'::jsonb")
                .sets("audience", "'[]'::jsonb")
                .sets("content", "'{}'::jsonb")
                .time("created_at");
        table("notice", "Avis reçus dans l’application", "Avertir la personne attendue.", MAILS)
                .who("recipient", null, null)
                .who("on_behalf_of", null, null)
                .has(CONTENT, "content")
                .time("created_at")
                .shows("created_at", "reference", "kind", "content", "link", "read_at")
                .deleted();
        table("mail_attachment", "Fichiers joints aux courriels", "Avertir la personne attendue.", MAILS)
                .has(CONTENT, "content")
                .time("(select m.created_at from ecoquartier.mail m where m.id = t.mail)")
                .deleted();
        table("mail", "Courriels", "Avertir la personne attendue.", MAILS)
                .who("recipient", "recipient_name", null)
                .has(PRIVATE, "address", "subject", "body_text", "body_html")
                .has(TEXT, "decided_by")
                .time("created_at")
                .shows("created_at", "sent_at", "address", "subject", "body_text")
                .deleted();
        table("issued_document", "Documents délivrés", proof, DOSSIER_PEOPLE)
                .who("issued_by_id", "issued_by", null)
                .shows("reference", "title", "file_name", "sha256", "issued_at", "correction_reason")
                .becomes(KEPT, "Acte délivré ou signé : archivé tel quel, avec son empreinte.");
        table("issued_document_content", "Fichiers des documents délivrés", proof, DOSSIER_PEOPLE)
                .has(CONTENT, "content")
                .becomes(KEPT, "Acte délivré ou signé : archivé tel quel, avec son empreinte.");
        // last: the roles of the others are read in it
        table("journal", "Journal des dossiers", proof, DOSSIER_PEOPLE)
                .who("actor_id", "actor_name", "t.actor_role")
                .has(TEXT, "text")
                .dossier("reference")
                .shows("at", "reference", "actor_role", "kind", "stage", "text");
    }

    private static void campaigns() {
        String test = "Garder la preuve de la campagne et de l’étalonnage.";
        table("campaign", "Campagnes de test", test, CAMPAIGNS)
                .who("opened_by", null, null)
                .time("opened_at")
                .shows("id", "name", "opened_at");
        table("candidate", "Candidatures", test, CAMPAIGNS)
                .who("applied_by", null, null)
                .time("applied_at")
                .shows("campaign", "operation", "applied_at");
        table("candidate_import", "Importations de candidatures", "Relire un fichier avant de le prendre.", IMPORTS)
                .who("owner", null, null)
                .has(CONTENT, "content")
                .time("created_at")
                .shows("campaign", "created_at")
                .deleted();
        table("committee_comment", "Observations du comité", test, CAMPAIGNS)
                .who("author_id", "author_name", "t.author_role")
                .time("given_at")
                .shows("campaign", "opinion", "text", "given_at");
        table("campaign_journal", "Journal des campagnes", test, CAMPAIGNS)
                .who("actor_id", "actor_name", "t.actor_role")
                .has(TEXT, "text")
                .time("at")
                .shows("campaign", "at", "kind", "text");
        table("calibration_analysis", "Analyses d’étalonnage", test, CAMPAIGNS)
                .who("computed_by", null, null)
                .time("computed_at")
                .shows("campaign", "computed_at");
        table("calibration_decision", "Choix d’étalonnage", test, CAMPAIGNS)
                .who("author_id", "author_name", "t.author_role")
                .time("decided_at")
                .shows("campaign", "indicator", "choice", "reason", "decided_at");
        table("calibration_transfer", "Reports d’étalonnage", test, CAMPAIGNS)
                .who("author_id", "author_name", "'Structure porteuse'")
                .time("done_at")
                .shows("campaign", "done_at");
        table("campaign_report_remark", "Observations sur les rapports", test, CAMPAIGNS)
                .who("author_id", "author_name", "t.author_role")
                .time("given_at")
                .shows("campaign", "text", "given_at");
        table("campaign_report_decision", "Décisions sur les rapports", test, CAMPAIGNS)
                .who("author_id", "author_name", "t.author_role")
                .time("decided_at")
                .shows("campaign", "outcome", "reason", "decided_at");
    }

    private static void rules() {
        String rule = "Savoir qui a fixé une règle, et pourquoi.";
        table("referentiel_draft_revision", "Versions des brouillons du référentiel", rule, RULES)
                .who("author_id", "author_name", "t.author_role")
                .time("saved_at")
                .shows("draft", "revision", "summary", "saved_at");
        table("referentiel_draft_aside", "Textes mis de côté du référentiel", rule, RULES)
                .who("author_id", "author_name", "t.author_role")
                .who("settled_by", null, null)
                .time("saved_at")
                .shows("draft", "summary", "saved_at");
        table("referentiel_adoption", "Adoptions du référentiel", rule, RULES)
                .who("author_id", "author_name", "t.author_role")
                .time("adopted_at")
                .shows("version", "adopted_at");
        table("version_move_plan", "Plans de changement de référentiel", rule, RULES)
                .who("prepared_by", "prepared_by_name", "t.prepared_by_role")
                .who("carried_out_by", null, null)
                .time("prepared_at")
                .shows("version", "reason", "prepared_at");
        table("delay_change", "Changements de délais", rule, RULES)
                .who("by_id", "by_name", "'Administrateur'")
                .time("at")
                .shows("key", "before", "after", "reason", "at");
        table("register_field_change", "Changements des champs du registre", rule, RULES)
                .who("by_id", "by_name", "'Administrateur'")
                .time("at")
                .shows("key", "is_public", "reason", "at");
        table("model_draft", "Brouillons de modèles", rule, RULES)
                .who("closed_by_id", "closed_by_name", "'Administrateur'")
                .time("closed_at")
                .shows("title", "state", "closed_reason", "closed_at");
        table("model_draft_revision", "Versions des brouillons de modèles", rule, RULES)
                .who("author_id", "author_name", "'Administrateur'")
                .time("saved_at")
                .shows("draft", "revision", "saved_at");
        table("model_draft_aside", "Modèles mis de côté", rule, RULES)
                .who("author_id", "author_name", "'Administrateur'")
                .who("settled_by", null, null)
                .time("saved_at")
                .shows("draft", "saved_at");
        table("model_release", "Mises en service de modèles", rule, RULES)
                .who("author_id", "author_name", "'Administrateur'")
                .who("decided_by_id", "decided_by_name", "'Administrateur'")
                .time("requested_at")
                .shows("id", "reason", "state", "requested_at", "decision", "decided_at");
        table("model_journal", "Journal des modèles", rule, RULES)
                .who("actor_id", "actor_name", "'Administrateur'")
                .time("at")
                .shows("at", "kind", "note");
        table("model_migration", "Changements de version d’instances", rule, RULES)
                .who("prepared_by", "prepared_by_name", "'Administrateur'")
                .who("started_by", "started_by_name", "'Administrateur'")
                .time("prepared_at")
                .shows("process_name", "reason", "prepared_at");
        table("model_migration_event", "Suivi des changements de version", rule, RULES)
                .who("actor_id", "actor_name", "'Administrateur'")
                .time("at")
                .shows("at", "text");
        table("incident_retry", "Relances d’incidents", rule, RULES)
                .who("author_id", "author_name", "t.author_role")
                .time("requested_at")
                .shows("title", "reason", "requested_at");
        table("text_template", "Textes types personnels", "Rédiger plus vite.", ACCOUNTS)
                .who("owner", null, null)
                .has(WORDS, "title", "body")
                .where("t.owner is not null")
                .shows("title", "body", "retired_at")
                .becomes(WITH_ACCOUNT, null);
        table("text_template_version", "Versions des textes types", rule, RULES)
                .who("written_by", "written_by_name", null)
                .time("written_at")
                .shows("title", "body", "written_at");
        table("path_replay", "Essais de modèles sur l’historique", rule, IMPORTS)
                .who("author_id", "author_name", "'Administrateur'")
                .time("made_at")
                .shows("process_key", "made_at")
                .deleted();
    }

    private static void own() {
        String law = "Rendre compte de la protection des données.";
        table("retention_run", "Passages de l’effacement", law, ACCOUNT_JOURNAL)
                .who("started_by", "started_by_name", "'Administrateur'")
                .time("started_at")
                .where("t.state <> 'RUNNING'")
                .shows("id", "state", "started_at");
        table("retention_hold", "Dossiers exceptés de l’effacement", law, ACCOUNT_JOURNAL)
                .who("placed_by", "placed_by_name", "'Administrateur'")
                .who("lifted_by", "lifted_by_name", "'Administrateur'")
                .time("lifted_at")
                .shows("reference", "reason", "placed_at", "lifted_at");
        table("privacy_journal", "Journal de la protection des données", law, ACCOUNT_JOURNAL)
                .who("actor_id", "actor_name", "'Administrateur'")
                .who("subject", null, null)
                .has(WORDS, "text", "reason")
                .time("at")
                .shows("at", "kind", "text", "reason");
    }

    private static void engine() {
        String trace = "Suivre les instances, les incidents et les interventions.";
        engine("act_ru_task", "Tâches en cours dans le moteur", "Savoir qui est attendu.", ENGINE_HISTORY)
                .who("assignee_", null, null)
                .who("owner_", null, null)
                .has(TEXT, "description_")
                .shows("name_", "create_time_", "due_date_")
                .becomes(TRANSIENT, "Disparaît quand la tâche est faite.");
        engine("act_ru_identitylink", "Candidats des tâches en cours", "Savoir qui est attendu.", ENGINE_HISTORY)
                .who("user_id_", null, null)
                .shows("type_")
                .becomes(TRANSIENT, "Disparaît quand la tâche est faite.");
        engine("act_ru_variable", "Variables des instances en cours", "Aiguiller le processus.", ENGINE_HISTORY)
                .who("text_", null, null)
                .shows("name_")
                .becomes(TRANSIENT, "Disparaît à la fin de l’instance.");
        engine("act_ru_batch", "Traitements en masse en cours", trace, ENGINE_HISTORY)
                .who("create_user_id_", null, null)
                .shows("type_")
                .becomes(TRANSIENT, "Disparaît à la fin du traitement.");
        engine("act_hi_procinst", "Instances démarrées", trace, ENGINE_HISTORY)
                .who("start_user_id_", null, null)
                .shows("business_key_", "proc_def_key_", "start_time_", "end_time_")
                .becomes(WITH_HISTORY, null);
        engine("act_hi_taskinst", "Tâches tenues", trace, ENGINE_HISTORY)
                .who("assignee_", null, null)
                .who("owner_", null, null)
                .has(TEXT, "description_")
                .shows("name_", "start_time_", "end_time_")
                .becomes(WITH_HISTORY, null);
        engine("act_hi_actinst", "Passages de tâches", trace, ENGINE_HISTORY)
                .who("assignee_", null, null)
                .shows("act_name_", "start_time_", "end_time_")
                .becomes(WITH_HISTORY, null);
        engine("act_hi_identitylink", "Affectations de tâches", trace, ENGINE_HISTORY)
                .who("user_id_", null, null)
                .who("assigner_id_", null, null)
                .shows("timestamp_", "type_", "operation_type_")
                .becomes(WITH_HISTORY, null);
        engine("act_hi_varinst", "Variables", trace, ENGINE_HISTORY)
                .who("text_", null, null)
                .shows("name_", "create_time_")
                .becomes(WITH_HISTORY, null);
        engine("act_hi_detail", "Changements de variables", trace, ENGINE_HISTORY)
                .who("text_", null, null)
                .shows("name_", "time_")
                .becomes(WITH_HISTORY, null);
        engine("act_hi_comment", "Commentaires", trace, ENGINE_HISTORY)
                .who("user_id_", null, null)
                .has(WORDS, "message_")
                .has(CONTENT, "full_msg_")
                .shows("time_", "message_")
                .becomes(WITH_HISTORY, null);
        engine("act_hi_attachment", "Pièces jointes du moteur", trace, ENGINE_HISTORY)
                .who("user_id_", null, null)
                .has(WORDS, "description_")
                .shows("name_", "description_", "create_time_")
                .becomes(WITH_HISTORY, null);
        engine("act_hi_op_log", "Opérations sur le moteur", trace, OPERATION_LOG)
                .who("user_id_", null, null)
                .has(TEXT, "org_value_", "new_value_")
                .shows("timestamp_", "operation_type_", "entity_type_", "property_")
                .becomes(WITH_HISTORY, "Celles d’une instance partent avec elle, les autres après leur propre durée.");
        engine("act_hi_decinst", "Décisions calculées", trace, ENGINE_HISTORY)
                .who("user_id_", null, null)
                .shows("dec_def_name_", "eval_time_")
                .becomes(WITH_HISTORY, null);
        engine("act_hi_batch", "Traitements en masse", trace, OPERATION_LOG)
                .who("create_user_id_", null, null)
                .shows("type_", "start_time_", "end_time_")
                .becomes(WITH_HISTORY, null);
    }
}
