package fr.ecoquartier.pilot.rating;

import java.time.LocalDate;
import java.util.List;

/**
 * The meeting that starts a test, and who will evaluate it.
 *
 * @param participants as written in the minutes
 * @param experts accounts of the directory
 */
public record KickOff(LocalDate heldOn, String participants, List<String> experts, List<Partner> partners) {

    public KickOff {
        experts = List.copyOf(experts);
        partners = List.copyOf(partners);
    }

    /** A partner's account and the name that people read. */
    public record Partner(String userId, String name) {}
}
