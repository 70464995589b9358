package fr.ecoquartier.workflow.label;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which delay stops the start and why, without a stack trace. */
class DelaysRefusedAnalyzer extends AbstractFailureAnalyzer<DelaysRefused> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, DelaysRefused cause) {
        return new FailureAnalysis(
                "Délai mal configuré : " + cause.getMessage(), "Corrigez cette propriété, puis redémarrez.", cause);
    }
}
