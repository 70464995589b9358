package fr.ecoquartier.workflow.decision;

import fr.ecoquartier.indicator.Opinion;
import fr.ecoquartier.indicator.OpinionRule;
import java.io.InputStream;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnDecisionTableResult;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;

/** One version of the decision {@code stageOpinion}, ready to evaluate without database or history. */
class OpinionTable implements OpinionRule {

    static final String KEY = "stageOpinion";

    private static final DmnEngine ENGINE = engine();

    private final DmnDecision decision;

    OpinionTable(InputStream dmn) {
        this.decision = ENGINE.parseDecision(KEY, dmn);
    }

    @Override
    public Verdict decide(Facts facts) {
        VariableMap variables = Variables.createVariables()
                .putValue("stage", facts.stage().code())
                .putValue("requiredMissing", facts.requiredMissing())
                .putValue("missing", facts.missing())
                .putValue("mandatoryUnmet", facts.mandatoryUnmet())
                .putValue("worseThanObjective", facts.worseThanObjective())
                .putValue("shareMet", facts.shareMet())
                .putValue("lowestDimensionShare", facts.lowestDimensionShare());
        DmnDecisionTableResult result = ENGINE.evaluateDecisionTable(decision, variables);
        if (result.isEmpty()) {
            throw new IllegalStateException("no rule of the decision " + KEY + " matches " + facts);
        }
        Object opinion = result.getFirstResult().getEntry("opinion");
        Object rule = result.getFirstResult().getEntry("rule");
        if (opinion == null || rule == null) {
            throw new IllegalStateException("a rule of the decision " + KEY + " gives no opinion or no name: " + facts);
        }
        return new Verdict(Opinion.of(opinion.toString()), rule.toString());
    }

    private static DmnEngine engine() {
        DefaultDmnEngineConfiguration configuration = new DefaultDmnEngineConfiguration();
        configuration.setFeelEngineFactory(CompiledFeel::new);
        return configuration.buildEngine();
    }
}
