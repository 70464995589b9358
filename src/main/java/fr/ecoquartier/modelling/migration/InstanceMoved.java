package fr.ecoquartier.modelling.migration;

import org.jspecify.annotations.Nullable;

/**
 * Published in the transaction that moves a running instance to another version, after the engine has moved it: whoever
 * keeps figures by version brings them along or makes the move fail.
 *
 * @param reference the instance's business key: a dossier's reference or something else; null when it has none
 */
public record InstanceMoved(
        String instanceId,
        @Nullable String reference,
        String processKey,
        int fromVersion,
        String fromDefinitionId,
        int toVersion,
        String toDefinitionId) {}
