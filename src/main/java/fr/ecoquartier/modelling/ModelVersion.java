package fr.ecoquartier.modelling;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A deployed version of a model.
 *
 * @param key id of the process, decision or form: {@code contract}
 * @param name in French, as people read it
 * @param version from 1, as the engine counts
 * @param definitionId the engine's id
 * @param resource name of its file in the deployment: {@code bpmn/label/contract.bpmn}
 * @param deployedBy name of the person, null when the application brought it itself
 * @param running instances that run on this version; 0 for decisions and forms
 * @param latest whether new instances take it
 */
public record ModelVersion(
        ModelKind kind,
        String key,
        String name,
        int version,
        @Nullable String versionTag,
        String definitionId,
        String deploymentId,
        String resource,
        Instant deployedAt,
        @Nullable String deployedBy,
        long running,
        boolean latest) {}
