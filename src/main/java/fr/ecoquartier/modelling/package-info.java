/**
 * The models that drive the work (processes, decisions, forms), as administrators change them: versions, drafts, checks,
 * deployment and what becomes of running dossiers. The engine is behind ports of this room.
 */
@org.springframework.modulith.ApplicationModule(displayName = "Modèles")
package fr.ecoquartier.modelling;
