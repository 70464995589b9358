package fr.ecoquartier.web.administration;

import fr.ecoquartier.access.StandIn;
import java.time.LocalDate;
import java.util.function.UnaryOperator;

/** A stand-in as pages show it. */
record StandInRow(StandIn standIn, String absentName, String substituteName, String state, boolean open) {

    static StandInRow of(StandIn standIn, UnaryOperator<String> names, LocalDate today) {
        String state = standIn.endedAt() != null
                ? "Arrêtée"
                : standIn.on(today) ? "En cours" : standIn.from().isAfter(today) ? "À venir" : "Terminée";
        return new StandInRow(
                standIn,
                names.apply(standIn.absent()),
                names.apply(standIn.substitute()),
                state,
                standIn.endedAt() == null && !standIn.until().isBefore(today));
    }
}
