package fr.ecoquartier.dossier;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A dossier as lists show it.
 *
 * @param deferredUntil date of the re-examination when the label is deferred
 * @param nextDue earliest due date of the open tasks, null when nothing is due
 * @param expectedFrom role (group id) the earliest open task waits for, null when nothing is open
 */
public record DossierSummary(
        String reference,
        String authorityCode,
        String authorityName,
        String regionCode,
        String operation,
        String context,
        String referentiel,
        DossierStage stage,
        DossierStatus status,
        boolean demonstration,
        @Nullable Instant suspendedAt,
        @Nullable LocalDate deferredUntil,
        Instant openedAt,
        Instant updatedAt,
        @Nullable Instant nextDue,
        @Nullable String expectedFrom) {

    /** A dossier of the pilot tests: never in the public register, never in the label's figures. */
    public boolean test() {
        return isTest(reference);
    }

    /** Whether a reference is that of a test dossier, {@code TEST-2012-00001}. */
    public static boolean isTest(String reference) {
        return reference.startsWith(Dossiers.TEST_PREFIX);
    }

    public boolean suspended() {
        return suspendedAt != null;
    }

    public LocalDate openedOn() {
        return LocalDate.ofInstant(openedAt, ZoneId.of("Europe/Paris"));
    }

    /** True when an open task is past its due date. */
    public boolean late(Instant now) {
        return nextDue != null && nextDue.isBefore(now);
    }
}
