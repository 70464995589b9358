package fr.ecoquartier.web.administration;

import fr.ecoquartier.access.Role;
import java.util.List;

/** What each role is for and may do, in words. The rules themselves are in the engine's grants and in the task rules. */
final class RoleWords {

    private RoleWords() {}

    static String purpose(Role role) {
        return switch (role) {
            case MINISTRY -> "Décide et signe pour l’État, dans toutes les régions.";
            case CARRIER ->
                "Enregistre les demandes, prépare les chartes et les contrats, désigne les trios d’experts et conduit les campagnes de test.";
            case DREAL -> "Vérifie, instruit et examine les dossiers de ses régions.";
            case EXPERT -> "Rend un avis personnel sur les dossiers pour lesquels un trio l’a désigné.";
            case PARTNER -> "Donne son avis sur les campagnes de test auxquelles il participe.";
            case MANAGER -> "Suit l’ensemble des dossiers et des délais, sans rien décider.";
            case ADMIN -> "Gère les comptes, les modèles de processus, les délais et les interventions techniques.";
            case AUTHORITY -> "Dépose et suit les dossiers de sa collectivité.";
        };
    }

    static List<String> rights(Role role) {
        return switch (role) {
            case MINISTRY ->
                List.of(
                        "Tâches de toutes les régions qui reviennent au ministère",
                        "Dossiers, référentiel et campagnes",
                        "Suspension et reprise d’un dossier",
                        "Qui a instruit un dossier, ou donné un avis d’expert, ne le décide pas");
            case CARRIER ->
                List.of(
                        "Tâches de toutes les régions qui reviennent à la structure porteuse",
                        "Dossiers, référentiel et campagnes",
                        "Désignation des trios");
            case DREAL ->
                List.of(
                        "Tâches et dossiers de ses régions seulement",
                        "Référentiel et campagnes",
                        "Qui instruit un dossier ne le décide pas");
            case EXPERT ->
                List.of(
                        "Les seules tâches attribuées nommément",
                        "Les dossiers de ses trios",
                        "Ses avis ne se suppléent pas et ne se transmettent pas");
            case PARTNER ->
                List.of(
                        "Les seules tâches attribuées nommément",
                        "Les campagnes auxquelles il participe",
                        "Ses avis ne se suppléent pas et ne se transmettent pas");
            case MANAGER ->
                List.of(
                        "Cockpit : portefeuille, goulots, historique, incidents",
                        "Changement d’une échéance, réattribution d’une tâche, relance d’un incident, avec un motif",
                        "Aucune tâche de dossier");
            case ADMIN ->
                List.of(
                        "Cette administration, les modèles et leur mise en service",
                        "Cockpit et interventions sur un dossier, avec un motif",
                        "Aucune tâche de dossier, sauf avec un autre rôle");
            case AUTHORITY -> List.of("L’espace de sa collectivité");
        };
    }
}
