package fr.ecoquartier.workflow.decision;

import camundajar.impl.scala.collection.Iterator;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.dmn.feel.impl.FeelException;
import org.camunda.bpm.engine.variable.context.VariableContext;
import org.camunda.feel.api.EvaluationResult;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;
import org.camunda.feel.api.ParseResult;
import org.camunda.feel.syntaxtree.AtLeastOne;
import org.camunda.feel.syntaxtree.ConstBool;
import org.camunda.feel.syntaxtree.ConstNumber;
import org.camunda.feel.syntaxtree.ConstString;
import org.camunda.feel.syntaxtree.Exp;
import org.camunda.feel.syntaxtree.InputEqualTo;
import org.camunda.feel.syntaxtree.InputGreaterOrEqual;
import org.camunda.feel.syntaxtree.InputGreaterThan;
import org.camunda.feel.syntaxtree.InputLessOrEqual;
import org.camunda.feel.syntaxtree.InputLessThan;
import org.camunda.feel.syntaxtree.ParsedExpression;
import org.camunda.feel.syntaxtree.Ref;
import org.camunda.feel.syntaxtree.UnaryTestExpression;

/**
 * The FEEL engine of Camunda for decision tables: each cell is parsed once, and the cells that a table is made of (a
 * variable, a text, a comparison with a constant) are compiled to exact comparisons. Any other cell is evaluated by the
 * engine itself.
 */
class CompiledFeel implements FeelEngine {

    /** A cell that compares the input with constants; {@code compiled} is null when the engine must evaluate it. */
    private record Cell(ParsedExpression parsed, Predicate<Object> compiled) {}

    // the mapper for Java answers numbers as double, this one as the exact decimals that it computes with
    private final FeelEngineApi feel = FeelEngineBuilder.create().build();
    private final Map<String, ParsedExpression> expressions = new ConcurrentHashMap<>();
    private final Map<String, Cell> cells = new ConcurrentHashMap<>();

    @Override
    @SuppressWarnings("unchecked")
    public <T> T evaluateSimpleExpression(String text, VariableContext variables) {
        ParsedExpression parsed = expressions.computeIfAbsent(text, t -> parsed(t, feel.parseExpression(t)));
        if (parsed.expression() instanceof ConstString constant) {
            return (T) constant.value();
        }
        if (parsed.expression() instanceof Ref ref
                && ref.names().length() == 1
                && variables.containsVariable(ref.names().head())) {
            return (T) variables.resolve(ref.names().head()).getValue();
        }
        return (T) result(text, feel.evaluate(parsed, values(variables)));
    }

    @Override
    public boolean evaluateSimpleUnaryTests(String text, String inputVariable, VariableContext variables) {
        Cell cell = cells.computeIfAbsent(text, t -> {
            ParsedExpression parsed = parsed(t, feel.parseUnaryTests(t));
            return new Cell(parsed, compiled(parsed.expression()));
        });
        Object input = plain(variables.resolve(inputVariable).getValue());
        if (cell.compiled() != null && (input instanceof String || input instanceof BigDecimal)) {
            return cell.compiled().test(input);
        }
        return Boolean.TRUE.equals(result(text, feel.evaluateWithInput(cell.parsed(), input, values(variables))));
    }

    private static Predicate<Object> compiled(Exp exp) {
        if (exp instanceof ConstBool any && any.value()) {
            return input -> true;
        }
        if (exp instanceof UnaryTestExpression test) {
            return equality(test.exp());
        }
        if (exp instanceof InputEqualTo test) {
            return equality(test.x());
        }
        if (exp instanceof InputLessThan test) {
            return comparison(test.x(), order -> order < 0);
        }
        if (exp instanceof InputLessOrEqual test) {
            return comparison(test.x(), order -> order <= 0);
        }
        if (exp instanceof InputGreaterThan test) {
            return comparison(test.x(), order -> order > 0);
        }
        if (exp instanceof InputGreaterOrEqual test) {
            return comparison(test.x(), order -> order >= 0);
        }
        if (exp instanceof AtLeastOne choices) {
            List<Predicate<Object>> tests = new ArrayList<>();
            for (Iterator<Exp> i = choices.xs().iterator(); i.hasNext(); ) {
                tests.add(compiled(i.next()));
            }
            return tests.contains(null) ? null : input -> tests.stream().anyMatch(test -> test.test(input));
        }
        return null;
    }

    private static Predicate<Object> equality(Exp exp) {
        if (exp instanceof ConstString text) {
            return text.value()::equals;
        }
        return comparison(exp, order -> order == 0);
    }

    private static Predicate<Object> comparison(Exp exp, IntPredicate accepted) {
        if (!(exp instanceof ConstNumber number)) {
            return null;
        }
        BigDecimal constant = number.value().bigDecimal();
        return input -> input instanceof BigDecimal decimal && accepted.test(decimal.compareTo(constant));
    }

    private static Object plain(Object value) {
        return value instanceof Integer || value instanceof Long
                ? BigDecimal.valueOf(((Number) value).longValue())
                : value;
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
        Object value = result.result();
        return value instanceof camundajar.impl.scala.math.BigDecimal decimal ? decimal.bigDecimal() : value;
    }

    private static Map<String, Object> values(VariableContext variables) {
        Map<String, Object> values = new HashMap<>();
        for (String name : variables.keySet()) {
            values.put(name, variables.resolve(name).getValue());
        }
        return values;
    }
}
