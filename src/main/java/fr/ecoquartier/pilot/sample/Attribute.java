package fr.ecoquartier.pilot.sample;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What candidates are compared by. The values of all but the region are known; regions come with the request. */
public enum Attribute {
    POPULATION_CLASS(
            "populationClass",
            "Classe de population",
            "under2000",
            "Moins de 2\u202f000\u00a0habitants",
            "under10000",
            "De 2\u202f000 à 9\u202f999\u00a0habitants",
            "under50000",
            "De 10\u202f000 à 49\u202f999\u00a0habitants",
            "under200000",
            "De 50\u202f000 à 199\u202f999\u00a0habitants",
            "more",
            "200\u202f000\u00a0habitants et plus"),
    CONTEXT("context", "Contexte", "urban", "Urbain", "suburban", "Périurbain", "rural", "Rural"),
    AGENDA_21("agenda21", "Agenda 21", "yes", "Avec Agenda 21", "no", "Sans Agenda 21"),
    HQE_AMENAGEMENT("hqeAmenagement", "HQE Aménagement", "yes", "Avec HQE Aménagement", "no", "Sans HQE Aménagement"),
    REGION("region", "Région"),
    STAGE(
            "stage",
            "Avancement de l’opération",
            "study",
            "Études préalables",
            "design",
            "Conception",
            "works",
            "Travaux",
            "delivered",
            "Achevée ou presque");

    private final String code;
    private final String label;
    private final Map<String, String> values = new LinkedHashMap<>();

    Attribute(String code, String label, String... codesAndLabels) {
        this.code = code;
        this.label = label;
        for (int i = 0; i < codesAndLabels.length; i += 2) {
            values.put(codesAndLabels[i], codesAndLabels[i + 1]);
        }
    }

    public String code() {
        return code;
    }

    public String label() {
        return label;
    }

    /** Codes and French labels, in the order in which they are shown; empty for the region. */
    public Map<String, String> knownValues() {
        return Collections.unmodifiableMap(values);
    }

    public static Optional<Attribute> ofCode(String code) {
        return Stream.of(values()).filter(a -> a.code.equals(code)).findFirst();
    }
}
