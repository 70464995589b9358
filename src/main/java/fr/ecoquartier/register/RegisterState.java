package fr.ecoquartier.register;

import java.util.Arrays;
import java.util.Optional;

/** Where an operation of the register stands. */
public enum RegisterState {
    CHARTER_SIGNED("charte-signee", "Charte signée", false),
    CONTRACT_SIGNED("contrat-signe", "Contrat signé", false),
    LABELLED("labellise", "Label attribué", false),
    CONFIRMED("label-confirme", "Label confirmé", false),
    LABEL_WITHDRAWN("label-retire", "Label retiré", true),
    TERMINATED("contrat-resilie", "Contrat résilié", true),
    WITHDRAWN("desistement", "Désistement de la collectivité", true);

    private final String code;
    private final String label;
    private final boolean ended;

    RegisterState(String code, String label, boolean ended) {
        this.code = code;
        this.label = label;
        this.ended = ended;
    }

    /** As in addresses and files; never changes. */
    public String code() {
        return code;
    }

    /** The French name. */
    public String label() {
        return label;
    }

    /** What was signed or awarded no longer holds. */
    public boolean ended() {
        return ended;
    }

    public static Optional<RegisterState> of(String code) {
        return Arrays.stream(values()).filter(state -> state.code.equals(code)).findFirst();
    }
}
