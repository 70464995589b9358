package fr.ecoquartier.territory;

import java.util.List;

/** A local authority that may carry an operation: a commune (INSEE code) or an EPCI (SIREN). */
public record Authority(
        String code,
        Kind kind,
        String name,
        String departement,
        String region,
        Integer population,
        List<String> postcodes) {

    /** What kind of authority; the label is what users read. */
    public enum Kind {
        COMMUNE("Commune"),
        EPCI("Intercommunalité");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }
}
