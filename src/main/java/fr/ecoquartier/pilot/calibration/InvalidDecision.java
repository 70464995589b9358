package fr.ecoquartier.pilot.calibration;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A decision that cannot be kept; the problems are French, each at its field. */
public class InvalidDecision extends Exception {

    private final transient Map<String, String> problems;

    InvalidDecision(Map<String, String> problems) {
        super(String.join(" ", problems.values()));
        this.problems = Collections.unmodifiableMap(new LinkedHashMap<>(problems));
    }

    /** By field: {@code reason}, {@code choice}, {@code minimum.urban}, {@code target.urban}. */
    public Map<String, String> problems() {
        return problems;
    }
}
