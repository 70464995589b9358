package fr.ecoquartier.dossier;

/**
 * The step of a process that has an effect on a dossier.
 *
 * @param reference the dossier
 * @param stage the stage the step belongs to
 * @param element the id of the model's element, {@code checkAdmissibility}
 * @param effect key of the effect: the same key never takes effect twice (the engine may run a step again)
 * @param processVersion the process definition and its version, {@code charter:3}
 */
public record Step(String reference, DossierStage stage, String element, String effect, String processVersion) {}
