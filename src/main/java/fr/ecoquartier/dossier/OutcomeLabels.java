package fr.ecoquartier.dossier;

/** The outcomes of stages in French. */
public final class OutcomeLabels {

    private OutcomeLabels() {}

    /** The French word for an outcome; an unknown outcome is answered as it is. */
    public static String french(String outcome) {
        return switch (outcome) {
            case "signed" -> "signé";
            case "refused" -> "refusé";
            case "abandoned" -> "abandonné";
            case "returned" -> "renvoyé à la collectivité";
            case "accepted" -> "suivi accepté";
            case "interrupted" -> "interrompu par l'achèvement de l'opération";
            case "terminated" -> "contrat résilié";
            case "labelled" -> "labellisé";
            case "deferred" -> "ajourné";
            case "withdrawn" -> "désistement";
            case "moved" -> "interrompu par une intervention";
            default -> outcome;
        };
    }
}
