package fr.ecoquartier.pilot;

import java.util.Arrays;
import java.util.Optional;

/** How large an authority is, by its municipal population. */
public enum PopulationClass {
    UNDER_2000("under2000", "Moins de 2\u202f000\u00a0habitants", 2_000),
    UNDER_10000("under10000", "De 2\u202f000 à 9\u202f999\u00a0habitants", 10_000),
    UNDER_50000("under50000", "De 10\u202f000 à 49\u202f999\u00a0habitants", 50_000),
    UNDER_200000("under200000", "De 50\u202f000 à 199\u202f999\u00a0habitants", 200_000),
    MORE("more", "200\u202f000\u00a0habitants et plus", Integer.MAX_VALUE);

    private final String code;
    private final String label;
    private final int below;

    PopulationClass(String code, String label, int below) {
        this.code = code;
        this.label = label;
        this.below = below;
    }

    public String code() {
        return code;
    }

    /** The French name. */
    public String label() {
        return label;
    }

    public static PopulationClass of(int population) {
        return Arrays.stream(values())
                .filter(size -> population < size.below)
                .findFirst()
                .orElse(MORE);
    }

    public static Optional<PopulationClass> ofCode(String code) {
        return Arrays.stream(values()).filter(size -> size.code.equals(code)).findFirst();
    }
}
