package fr.ecoquartier.workflow.deployment;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which file stops the start and why, without a stack trace. */
class ModelRefusedAnalyzer extends AbstractFailureAnalyzer<ModelRefused> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ModelRefused cause) {
        return new FailureAnalysis(
                "Modèle ou formulaire inutilisable : " + cause.getMessage(),
                "Corrigez ce fichier, puis redémarrez.",
                cause);
    }
}
