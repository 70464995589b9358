package fr.ecoquartier.register;

import java.util.Arrays;
import java.util.Optional;

/**
 * What the register may say of an operation beyond its name, its authority and the dates of its acts. An administrator
 * decides field by field; the default holds until then. None is made to name a person; those that people write freely
 * could all the same, and are not public by default.
 */
public enum RegisterField {
    CONTEXT(
            "contexte",
            "Contexte",
            true,
            "Rural, périurbain ou urbain\u00a0: caractérise l’opération et ne désigne personne."),
    COMMUNES(
            "communes",
            "Communes d’implantation",
            true,
            "Situe une opération portée par une intercommunalité\u00a0; ce sont des noms de lieux."),
    REFERENTIEL("referentiel", "Version du référentiel", true, "Dit selon quelles règles l’opération est suivie."),
    DELIBERATION_DATE(
            "date_deliberation",
            "Date de la délibération",
            true,
            "La délibération d’une assemblée locale est un acte public."),
    VERIFICATION(
            "verification",
            "Lien de vérification du certificat",
            true,
            "Permet à chacun de vérifier que le certificat du label est authentique et toujours valable."),
    DELIBERATION_REFERENCE(
            "reference_deliberation",
            "Référence de la délibération",
            false,
            "Saisie libre, qui peut porter autre chose qu’un numéro."),
    DESCRIPTION(
            "presentation",
            "Présentation de l’opération",
            false,
            "Texte libre de la collectivité, qui peut nommer des personnes\u00a0: à relire avant de le publier."),
    PROGRAMME(
            "programme",
            "Programme",
            false,
            "Texte libre de la collectivité, qui peut nommer des personnes ou des entreprises."),
    EXPECTED_START(
            "demarrage_prevu",
            "Démarrage prévu ou effectif",
            false,
            "Prévision de la collectivité, qui ne l’engage pas."),
    EXPECTED_END("livraison_prevue", "Livraison prévue", false, "Prévision de la collectivité, qui ne l’engage pas."),
    OPENED(
            "date_ouverture",
            "Date d’ouverture du dossier",
            false,
            "Une demande n’est pas un acte\u00a0: seul ce qui est signé ou attribué est public."),
    CURRENT_STAGE("etape_en_cours", "Étape en cours", false, "Une instruction en cours ne préjuge pas de la décision.");

    private final String code;
    private final String label;
    private final boolean publicByDefault;
    private final String reason;

    RegisterField(String code, String label, boolean publicByDefault, String reason) {
        this.code = code;
        this.label = label;
        this.publicByDefault = publicByDefault;
        this.reason = reason;
    }

    /** As in files and addresses; never changes. */
    public String code() {
        return code;
    }

    /** The French name. */
    public String label() {
        return label;
    }

    public boolean publicByDefault() {
        return publicByDefault;
    }

    /** Why the default is what it is, in French. */
    public String reason() {
        return reason;
    }

    /** Whether the authority writes it freely, so that it can hold the name of a person. */
    public boolean freeText() {
        return this == COMMUNES || this == DELIBERATION_REFERENCE || this == DESCRIPTION || this == PROGRAMME;
    }

    public static Optional<RegisterField> of(String code) {
        return Arrays.stream(values()).filter(field -> field.code.equals(code)).findFirst();
    }
}
