package fr.ecoquartier.modelling.migration;

/**
 * What waits in one element goes on waiting in another.
 *
 * @param renewTrigger the date or the message is computed again by the new version, instead of kept as it was
 */
public record MappedPair(String source, String target, Origin origin, boolean renewTrigger) {

    /** Where a pair comes from. */
    public enum Origin {
        /** The engine recognises the same element. */
        EQUAL("Même élément"),
        /** Another id, but the same kind and the same name or place. */
        SUGGESTED("Proposé"),
        /** By a person. */
        CHOSEN("Choisi");

        private final String label;

        Origin(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }
}
