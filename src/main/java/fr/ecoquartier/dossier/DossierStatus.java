package fr.ecoquartier.dossier;

/** Where a dossier stands; the result of the last stage that ended. */
public enum DossierStatus {
    OPEN("En cours", false),
    CHARTER_SIGNED("Charte signée", false),
    CONTRACT_SIGNED("Contrat signé", false),
    DEFERRED("Label ajourné", false),
    LABELLED("Labellisé", false),
    CONFIRMED("Label confirmé", true),
    REFUSED("Refusé", true),
    ABANDONED("Abandonné", true),
    WITHDRAWN("Désisté", true),
    TERMINATED("Contrat résilié", true),
    LABEL_WITHDRAWN("Label retiré", true),
    /** Of a test dossier only: its test is over, whatever the label's own stages came to. */
    TEST_ENDED("Test achevé", true);

    private final String label;
    private final boolean terminal;

    DossierStatus(String label, boolean terminal) {
        this.label = label;
        this.terminal = terminal;
    }

    /** The French name. */
    public String label() {
        return label;
    }

    /** True when no process runs any more; an abandoned dossier can still be reopened. */
    public boolean terminal() {
        return terminal;
    }

    /**
     * The status after a stage ended.
     *
     * @param outcome the outcome of the stage's process
     * @throws IllegalArgumentException when the stage has no such outcome
     */
    DossierStatus after(DossierStage stage, String outcome) {
        return switch (stage.code() + ":" + outcome) {
            case "charter:signed" -> CHARTER_SIGNED;
            case "contract:signed", "followUp:accepted" -> CONTRACT_SIGNED;
            case "charter:refused", "contract:refused", "award:refused" -> REFUSED;
            case "charter:abandoned", "contract:abandoned" -> ABANDONED;
            case "contract:returned", "followUp:interrupted", "award:abandoned" -> this;
            case "followUp:terminated" -> TERMINATED;
            case "award:labelled" -> LABELLED;
            case "award:deferred" -> DEFERRED;
            case "confirmation:deferred" -> LABELLED;
            case "confirmation:labelled" -> CONFIRMED;
            case "confirmation:refused", "confirmation:abandoned" -> LABEL_WITHDRAWN;
            default -> throw new IllegalArgumentException("no outcome " + outcome + " of stage " + stage);
        };
    }
}
