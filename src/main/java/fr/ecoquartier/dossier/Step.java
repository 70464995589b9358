package fr.ecoquartier.dossier;

import org.jspecify.annotations.Nullable;

/**
 * The step of a process that has an effect on a dossier.
 *
 * @param reference the dossier
 * @param stage the stage the step belongs to; null outside the label, which the journal keeps under the dossier's present stage
 * @param element the id of the model's element, {@code checkAdmissibility}
 * @param effect key of the effect: the same key never takes effect twice (the engine may run a step again)
 * @param processVersion the process definition and its version, {@code charter:3}; null outside a process
 */
public record Step(
        String reference,
        @Nullable DossierStage stage,
        String element,
        String effect,
        @Nullable String processVersion) {}
