package fr.ecoquartier.register;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** Something public that happened to an operation. */
public record RegisterEvent(
        RegisterAct act,
        Instant at,
        String reference,
        String operation,
        String authorityName,
        String authorityCode,
        boolean demonstration) {

    /** The same for the same act of the same operation, for ever and whatever the address of the application. */
    public UUID id() {
        return UUID.nameUUIDFromBytes(
                ("ecoquartier:registre:" + reference + ":" + act.name()).getBytes(StandardCharsets.UTF_8));
    }
}
