package fr.ecoquartier.notification;

/** How somebody wants to be written to. */
public enum DeliveryMode {
    IMMEDIATE("À chaque événement", "Un courrier part dès que quelque chose vous concerne."),
    DIGEST("Une fois par jour", "Un seul courrier rassemble tout ce qui vous concerne depuis la veille."),
    LEGAL(
            "Le strict nécessaire",
            "Seulement ce dont un délai ou un droit dépend\u00a0: complément demandé, rappel d’échéance et,"
                    + " pour une collectivité, délai dépassé et décision.");

    private final String label;
    private final String explanation;

    DeliveryMode(String label, String explanation) {
        this.label = label;
        this.explanation = explanation;
    }

    /** The French name. */
    public String label() {
        return label;
    }

    /** What it means, in French. */
    public String explanation() {
        return explanation;
    }
}
