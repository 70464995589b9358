package fr.ecoquartier.modelling.migration;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an instance stands before a move.
 *
 * @param reference its business key
 * @param region its tenant
 * @param waits the elements in which it waits
 * @param remarks what a move would mean for it, French sentences
 */
public record InstanceSituation(
        String instanceId,
        @Nullable String reference,
        @Nullable String region,
        List<Wait> waits,
        List<String> remarks) {

    /** @param label what people read */
    public record Wait(String id, String label) {}
}
