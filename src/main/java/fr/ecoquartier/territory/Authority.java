package fr.ecoquartier.territory;

import java.util.List;

/**
 * A local authority that may carry an operation.
 *
 * @param code INSEE code of a commune, SIREN of an EPCI
 * @param departement code of the département; for an EPCI, the one where most of its people live
 * @param region INSEE code of the region of 2012; null for the overseas collectivities, which are in none
 * @param population municipal population; null where nobody lives
 */
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
