package fr.ecoquartier.oversight.incident;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A step that stopped for a technical reason and waits for somebody.
 *
 * @param id of the incident
 * @param job what can be tried again, null when nothing can
 * @param reference dossier or campaign, null for a process that has none
 * @param elementName French name of the step
 * @param message what was said when it failed
 */
public record Failure(
        String id,
        @Nullable String job,
        String instance,
        String process,
        String processName,
        int version,
        String element,
        String elementName,
        @Nullable String reference,
        Instant at,
        String message) {}
