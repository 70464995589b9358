package fr.ecoquartier.dossier;

import java.util.Arrays;

/** The stages of the progressive label, in order. */
public enum DossierStage {
    CHARTER("charter", "Charte"),
    CONTRACT("contract", "Contrat"),
    FOLLOW_UP("followUp", "Suivi"),
    AWARD("award", "Label"),
    CONFIRMATION("confirmation", "Confirmation"),
    CLOSED("closed", "Clos");

    private final String code;
    private final String label;

    DossierStage(String code, String label) {
        this.code = code;
        this.label = label;
    }

    /** The name used in process variables and addresses. */
    public String code() {
        return code;
    }

    /** The French name. */
    public String label() {
        return label;
    }

    /** @throws IllegalArgumentException for an unknown code */
    public static DossierStage of(String code) {
        return Arrays.stream(values())
                .filter(stage -> stage.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown stage: " + code));
    }
}
