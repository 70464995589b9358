package fr.ecoquartier.notification;

import fr.ecoquartier.dossier.DossierStage;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A meeting about a dossier.
 *
 * @param uid identifies it in calendars, for good
 * @param sequence rises with every change
 * @param cancelledWhy why it does not take place; null while it does
 * @param guests accounts that are invited
 */
public record Appointment(
        long id,
        String reference,
        DossierStage stage,
        AppointmentKind kind,
        Instant startsAt,
        Instant endsAt,
        String place,
        @Nullable String note,
        String uid,
        int sequence,
        @Nullable String cancelledWhy,
        String plannedBy,
        String plannedByName,
        Instant changedAt,
        Set<String> guests) {

    public boolean cancelled() {
        return cancelledWhy != null;
    }

    /** Still to come, and not cancelled. */
    public boolean ahead(Instant now) {
        return !cancelled() && startsAt.isAfter(now);
    }
}
