package fr.ecoquartier.modelling.release;

import fr.ecoquartier.modelling.ModelKind;
import org.jspecify.annotations.Nullable;

/**
 * A version that a release made.
 *
 * @param definitionId the engine's id
 * @param before the version that was the latest until then, null for a new model
 * @param carried not changed by the release: deployed again because a model of the release is bound to it
 */
public record DeployedVersion(
        ModelKind kind,
        String key,
        int version,
        String definitionId,
        @Nullable Integer before,
        boolean carried) {}
