package fr.ecoquartier.register;

import java.util.Arrays;

/** How lists of the register are sorted; all end with the reference, so that pages never overlap. */
public enum RegisterSort {
    LATEST("", "Acte le plus récent", "latest_at desc, reference"),
    AUTHORITY("collectivite", "Collectivité", "authority_name, reference"),
    OPERATION("operation", "Opération", "operation, reference"),
    REFERENCE("reference", "Référence", "reference");

    private final String code;
    private final String label;
    private final String order;

    RegisterSort(String code, String label, String order) {
        this.code = code;
        this.label = label;
        this.order = order;
    }

    public String code() {
        return code;
    }

    public String label() {
        return label;
    }

    String order() {
        return order;
    }

    /** An unknown code sorts as if nothing was asked. */
    public static RegisterSort of(String code) {
        return Arrays.stream(values())
                .filter(sort -> sort.code.equals(code))
                .findFirst()
                .orElse(LATEST);
    }
}
