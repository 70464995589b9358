package fr.ecoquartier.pilot;

import java.util.Arrays;
import java.util.Optional;

/** What a partner of the committee thinks of a sample. */
public enum CommitteeOpinion {
    FAVOURABLE("favourable", "Favorable"),
    RESERVATIONS("reservations", "Favorable avec réserves"),
    UNFAVOURABLE("unfavourable", "Défavorable");

    private final String code;
    private final String label;

    CommitteeOpinion(String code, String label) {
        this.code = code;
        this.label = label;
    }

    public String code() {
        return code;
    }

    /** The French name. */
    public String label() {
        return label;
    }

    public static Optional<CommitteeOpinion> ofCode(String code) {
        return Arrays.stream(values())
                .filter(opinion -> opinion.code.equals(code))
                .findFirst();
    }
}
