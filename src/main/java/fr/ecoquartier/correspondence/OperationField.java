package fr.ecoquartier.correspondence;

import java.util.Arrays;
import java.util.Optional;

/** What the authority states of its operation when it asks for the charter, besides its commitments and figures. */
public enum OperationField {
    OPERATION_NAME("operationName", "Nom de l’opération"),
    CONTEXT("context", "Contexte"),
    COMMUNES("communes", "Commune(s) d’implantation"),
    DESCRIPTION("operationDescription", "Présentation de l’opération"),
    PROGRAMME("programme", "Programme"),
    EXPECTED_START("expectedStart", "Démarrage prévu ou effectif"),
    EXPECTED_END("expectedEnd", "Livraison prévue"),
    CONTACT_NAME("contactName", "Contact : nom et prénom"),
    CONTACT_FUNCTION("contactFunction", "Contact : fonction"),
    CONTACT_EMAIL("contactEmail", "Contact : adresse électronique"),
    CONTACT_PHONE("contactPhone", "Contact : téléphone"),
    DELIBERATION_REFERENCE("deliberationReference", "Référence de la délibération"),
    DELIBERATION_ON("deliberationOn", "Date de la délibération");

    private final String key;
    private final String label;

    OperationField(String key, String label) {
        this.key = key;
        this.label = label;
    }

    /** The key of the form's field. */
    public String key() {
        return key;
    }

    /** The French name. */
    public String label() {
        return label;
    }

    static Optional<OperationField> ofKey(String key) {
        return Arrays.stream(values()).filter(field -> field.key.equals(key)).findFirst();
    }
}
