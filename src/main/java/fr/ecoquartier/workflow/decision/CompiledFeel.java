package fr.ecoquartier.workflow.decision;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.dmn.feel.impl.FeelException;
import org.camunda.bpm.engine.variable.context.VariableContext;
import org.camunda.feel.api.EvaluationResult;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;
import org.camunda.feel.api.ParseResult;
import org.camunda.feel.syntaxtree.ParsedExpression;

/** The FEEL engine of Camunda, with each expression parsed once instead of at every evaluation. */
class CompiledFeel implements FeelEngine {

    // the mapper for Java answers numbers as double, this one as the exact decimals that it computes with
    private final FeelEngineApi feel = FeelEngineBuilder.create().build();
    private final Map<String, ParsedExpression> expressions = new ConcurrentHashMap<>();
    private final Map<String, ParsedExpression> unaryTests = new ConcurrentHashMap<>();

    @Override
    @SuppressWarnings("unchecked")
    public <T> T evaluateSimpleExpression(String text, VariableContext variables) {
        ParsedExpression expression = expressions.computeIfAbsent(text, t -> parsed(t, feel.parseExpression(t)));
        return (T) result(text, feel.evaluate(expression, values(variables)));
    }

    @Override
    public boolean evaluateSimpleUnaryTests(String text, String inputVariable, VariableContext variables) {
        ParsedExpression tests = unaryTests.computeIfAbsent(text, t -> parsed(t, feel.parseUnaryTests(t)));
        Map<String, Object> values = values(variables);
        return Boolean.TRUE.equals(result(text, feel.evaluateWithInput(tests, values.get(inputVariable), values)));
    }

    private static ParsedExpression parsed(String text, ParseResult result) {
        if (result.isFailure()) {
            throw new FeelException(
                    "not a FEEL expression: " + text + ": " + result.failure().message());
        }
        return result.parsedExpression();
    }

    private static Object result(String text, EvaluationResult result) {
        if (result.isFailure()) {
            throw new FeelException(
                    "cannot evaluate " + text + ": " + result.failure().message());
        }
        return result.result();
    }

    private static Map<String, Object> values(VariableContext variables) {
        Map<String, Object> values = new HashMap<>();
        variables
                .keySet()
                .forEach(name -> values.put(name, variables.resolve(name).getValue()));
        return values;
    }
}
