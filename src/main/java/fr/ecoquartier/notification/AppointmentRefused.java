package fr.ecoquartier.notification;

import java.util.Map;

/** A meeting cannot be kept as it was typed: why, in French, by the name of the field, or under the empty name. */
public class AppointmentRefused extends Exception {

    private final transient Map<String, String> problems;

    AppointmentRefused(Map<String, String> problems) {
        super(String.join(" ", problems.values()));
        this.problems = Map.copyOf(problems);
    }

    public Map<String, String> problems() {
        return problems;
    }
}
