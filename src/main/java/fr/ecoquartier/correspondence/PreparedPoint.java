package fr.ecoquartier.correspondence;

import org.jspecify.annotations.Nullable;

/**
 * A point of a request that is being prepared.
 *
 * @param target what it is about as it is now; null when that is no longer in the dossier
 * @param missing what is missing, as typed so far
 */
public record PreparedPoint(
        long id, Subject subject, @Nullable Target target, KeptText missing) {}
