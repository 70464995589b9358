package fr.ecoquartier.modelling.release;

import fr.ecoquartier.modelling.ModelKind;
import org.jspecify.annotations.Nullable;

/**
 * A draft as it was when its deployment was asked for; what is typed into the draft afterwards is not in the release.
 *
 * @param draft number of the draft
 * @param revision of the content that was frozen
 * @param baseVersion the version that the draft began with, null for a new model
 */
public record ReleasedDraft(
        long draft,
        ModelKind kind,
        String key,
        String resource,
        String title,
        @Nullable Integer baseVersion,
        int revision) {}
