package fr.ecoquartier.notification;

import org.jspecify.annotations.Nullable;

/**
 * Somebody to tell.
 *
 * @param address their mail address, null when none is known
 * @param authority whether they read the dossier in the space of the authorities
 * @param onBehalfOf name of the absent person for whom they stand in, null when told in their own name
 */
record Recipient(
        String id,
        String name,
        @Nullable String address,
        boolean authority,
        @Nullable String onBehalfOf) {}
