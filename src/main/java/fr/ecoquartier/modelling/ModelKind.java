package fr.ecoquartier.modelling;

import java.util.Arrays;
import java.util.Optional;

/** What an administrator can draw and deploy. */
public enum ModelKind {
    PROCESS("processus", "bpmn", "Processus"),
    DECISION("decision", "dmn", "Décision"),
    FORM("formulaire", "form", "Formulaire");

    private final String code;
    private final String extension;
    private final String label;

    ModelKind(String code, String extension, String label) {
        this.code = code;
        this.extension = extension;
        this.label = label;
    }

    /** As in addresses: {@code /modeles/processus/contract}. */
    public String code() {
        return code;
    }

    /** Of its file, without a dot. */
    public String extension() {
        return extension;
    }

    public String label() {
        return label;
    }

    public static Optional<ModelKind> ofCode(String code) {
        return Arrays.stream(values()).filter(kind -> kind.code.equals(code)).findFirst();
    }

    public static Optional<ModelKind> ofFile(String name) {
        return Arrays.stream(values())
                .filter(kind -> name.endsWith("." + kind.extension))
                .findFirst();
    }
}
