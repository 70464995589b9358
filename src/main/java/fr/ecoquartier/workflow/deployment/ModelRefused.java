package fr.ecoquartier.workflow.deployment;

import fr.ecoquartier.Explained;

/** A model, decision or form of the class path that the engine cannot run; stops the start. */
public class ModelRefused extends RuntimeException implements Explained {

    private static final long serialVersionUID = 1L;

    ModelRefused(String file, String reason) {
        super("modèle ou formulaire inutilisable, " + file + " : " + reason);
    }
}
