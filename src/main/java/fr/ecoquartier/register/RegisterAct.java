package fr.ecoquartier.register;

/** What happens to an operation and is told in the feed; the column is where {@code register_entry} keeps its time. */
public enum RegisterAct {
    CHARTER("charte", "Charte signée", "charter_at"),
    CONTRACT("contrat", "Contrat signé", "contract_at"),
    LABEL("label", "Label attribué", "label_at"),
    CONFIRMATION("confirmation", "Label confirmé", "confirmed_at"),
    LABEL_WITHDRAWN("retrait", "Label retiré", "ended_at"),
    TERMINATION("resiliation", "Contrat résilié", "ended_at"),
    WITHDRAWAL("desistement", "Désistement de la collectivité", "ended_at");

    private final String code;
    private final String label;
    private final String column;

    RegisterAct(String code, String label, String column) {
        this.code = code;
        this.label = label;
        this.column = column;
    }

    public String code() {
        return code;
    }

    /** The French name. */
    public String label() {
        return label;
    }

    String column() {
        return column;
    }

    /** The state in which an operation whose {@code ended_at} is set had this act; null for the others. */
    RegisterState state() {
        return switch (this) {
            case LABEL_WITHDRAWN -> RegisterState.LABEL_WITHDRAWN;
            case TERMINATION -> RegisterState.TERMINATED;
            case WITHDRAWAL -> RegisterState.WITHDRAWN;
            default -> null;
        };
    }
}
