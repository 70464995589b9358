package fr.ecoquartier.indicator;

import camundajar.impl.scala.collection.Iterator;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;
import org.camunda.feel.api.ParseResult;
import org.camunda.feel.syntaxtree.Addition;
import org.camunda.feel.syntaxtree.ArithmeticNegation;
import org.camunda.feel.syntaxtree.Comparison;
import org.camunda.feel.syntaxtree.Conjunction;
import org.camunda.feel.syntaxtree.ConstBool;
import org.camunda.feel.syntaxtree.ConstNumber;
import org.camunda.feel.syntaxtree.Disjunction;
import org.camunda.feel.syntaxtree.Division;
import org.camunda.feel.syntaxtree.Equal;
import org.camunda.feel.syntaxtree.Exp;
import org.camunda.feel.syntaxtree.FunctionInvocation;
import org.camunda.feel.syntaxtree.GreaterOrEqual;
import org.camunda.feel.syntaxtree.GreaterThan;
import org.camunda.feel.syntaxtree.If;
import org.camunda.feel.syntaxtree.LessOrEqual;
import org.camunda.feel.syntaxtree.LessThan;
import org.camunda.feel.syntaxtree.Multiplication;
import org.camunda.feel.syntaxtree.Not;
import org.camunda.feel.syntaxtree.PositionalFunctionParameters;
import org.camunda.feel.syntaxtree.Ref;
import org.camunda.feel.syntaxtree.Subtraction;

/**
 * A FEEL expression over figures, parsed once by the FEEL engine and compiled to exact decimal arithmetic. Numbers,
 * inputs, {@code + - * /}, comparisons, {@code and}, {@code or}, {@code not()}, {@code if}, {@code min()},
 * {@code max()} and {@code abs()} are understood; anything else is refused when the formula is read.
 */
public final class Formula {

    /** Why an expression is refused; the message is for whoever writes the référentiel. */
    public static final class Invalid extends Exception {

        private final Reason reason;
        private final String subject;

        Invalid(Reason reason, String subject, String message) {
            super(message);
            this.reason = reason;
            this.subject = subject;
        }

        public Reason reason() {
            return reason;
        }

        /** What the reason is about: a function, a kind of expression, a divisor, what the parser says. */
        public String subject() {
            return subject;
        }
    }

    /** Kinds of refusal, for whoever says them in another language. */
    public enum Reason {
        NOT_FEEL,
        TOO_DEEP,
        NUMBER_EXPECTED,
        CONDITION_EXPECTED,
        UNKNOWN_FUNCTION,
        PARAMETERS,
        DIVISION_BY_ZERO
    }

    @FunctionalInterface
    private interface Amount {
        BigDecimal of(Map<String, BigDecimal> figures);
    }

    @FunctionalInterface
    private interface Condition {
        boolean of(Map<String, BigDecimal> figures);
    }

    @FunctionalInterface
    private interface Operation {
        BigDecimal of(BigDecimal left, BigDecimal right);
    }

    private static final int MAX_DEPTH = 50;
    private static final FeelEngineApi FEEL = FeelEngineBuilder.forJava().build();

    private final String text;
    private final Exp tree;
    private final Set<String> inputs;
    private final Amount amount;
    private final Condition condition;

    private Formula(String text, Exp tree, Set<String> inputs, Amount amount, Condition condition) {
        this.text = text;
        this.tree = tree;
        this.inputs = Collections.unmodifiableSet(inputs);
        this.amount = amount;
        this.condition = condition;
    }

    /** Reads a formula that yields a number. */
    public static Formula number(String text) throws Invalid {
        return read(text, false);
    }

    /** Reads a formula that yields true or false. */
    public static Formula condition(String text) throws Invalid {
        return read(text, true);
    }

    private static Formula read(String text, boolean condition) throws Invalid {
        try {
            Compiler compiler = new Compiler();
            Exp tree = parse(text);
            return condition
                    ? new Formula(text, tree, compiler.inputs, null, compiler.condition(tree))
                    : new Formula(text, tree, compiler.inputs, compiler.amount(tree), null);
        } catch (StackOverflowError e) {
            throw new Invalid(Reason.TOO_DEEP, text, "too many levels");
        }
    }

    /** The inputs that the formula names, in the order of the text. */
    public Set<String> inputs() {
        return inputs;
    }

    /**
     * Proves that no division of this formula is by zero.
     *
     * @param appliesWhen the condition under which it is computed, or null
     * @param minima smallest value of each input
     * @param maxima largest value of each input
     */
    public void proveDivisions(Formula appliesWhen, Map<String, BigDecimal> minima, Map<String, BigDecimal> maxima)
            throws Invalid {
        Map<String, Divisors.Interval> ranges = new HashMap<>();
        minima.forEach((input, minimum) -> ranges.put(input, Divisors.Interval.of(minimum, maxima.get(input))));
        try {
            Divisors.check(tree, appliesWhen == null ? null : appliesWhen.tree, ranges);
        } catch (Divisors.MayBeZero e) {
            throw new Invalid(Reason.DIVISION_BY_ZERO, e.divisor(), e.getMessage());
        }
    }

    /** The number that {@code figures} give; all {@link #inputs()} must be there. */
    public BigDecimal value(Map<String, BigDecimal> figures) {
        return amount.of(figures);
    }

    /** Whether the condition holds for {@code figures}; all {@link #inputs()} must be there. */
    public boolean holds(Map<String, BigDecimal> figures) {
        return condition.of(figures);
    }

    @Override
    public String toString() {
        return text;
    }

    private static Exp parse(String text) throws Invalid {
        if (depth(text) > MAX_DEPTH) {
            throw new Invalid(Reason.TOO_DEEP, text, "more than " + MAX_DEPTH + " levels of parentheses");
        }
        ParseResult result = FEEL.parseExpression(text);
        if (result.isFailure()) {
            String message = firstLine(result.failure().message());
            throw new Invalid(Reason.NOT_FEEL, message, "not a FEEL expression: " + message);
        }
        return result.parsedExpression().expression();
    }

    /** Levels of brackets: the parser is recursive, and no formula needs many. */
    private static int depth(String text) {
        int depth = 0;
        int deepest = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
            deepest = Math.max(deepest, depth);
        }
        return deepest;
    }

    private static String firstLine(String message) {
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    private static final class Compiler {

        private final Set<String> inputs = new LinkedHashSet<>();

        Amount amount(Exp exp) throws Invalid {
            if (exp instanceof ConstNumber number) {
                BigDecimal constant = Decimals.plain(number.value().bigDecimal());
                return figures -> constant;
            }
            if (exp instanceof Ref ref) {
                String input = name(ref);
                inputs.add(input);
                return figures -> figures.get(input);
            }
            if (exp instanceof Addition e) {
                return operation(e.x(), e.y(), (a, b) -> a.add(b, Decimals.PRECISION));
            }
            if (exp instanceof Subtraction e) {
                return operation(e.x(), e.y(), (a, b) -> a.subtract(b, Decimals.PRECISION));
            }
            if (exp instanceof Multiplication e) {
                return operation(e.x(), e.y(), (a, b) -> a.multiply(b, Decimals.PRECISION));
            }
            if (exp instanceof Division e) {
                return operation(e.x(), e.y(), (a, b) -> a.divide(b, Decimals.PRECISION));
            }
            if (exp instanceof ArithmeticNegation e) {
                Amount operand = amount(e.x());
                return figures -> operand.of(figures).negate();
            }
            if (exp instanceof If e) {
                Condition condition = condition(e.condition());
                Amount then = amount(e.statement());
                Amount otherwise = amount(e.elseStatement());
                return figures -> condition.of(figures) ? then.of(figures) : otherwise.of(figures);
            }
            if (exp instanceof FunctionInvocation call) {
                return function(call);
            }
            throw new Invalid(Reason.NUMBER_EXPECTED, describe(exp), "a number is expected, found " + describe(exp));
        }

        Condition condition(Exp exp) throws Invalid {
            if (exp instanceof ConstBool constant) {
                boolean value = constant.value();
                return figures -> value;
            }
            if (exp instanceof Conjunction e) {
                Condition left = condition(e.x());
                Condition right = condition(e.y());
                return figures -> left.of(figures) && right.of(figures);
            }
            if (exp instanceof Disjunction e) {
                Condition left = condition(e.x());
                Condition right = condition(e.y());
                return figures -> left.of(figures) || right.of(figures);
            }
            if (exp instanceof Not e) {
                Condition operand = condition(e.x());
                return figures -> !operand.of(figures);
            }
            if (exp instanceof FunctionInvocation call && "not".equals(call.function())) {
                Condition operand = condition(parameters(call, 1).get(0));
                return figures -> !operand.of(figures);
            }
            if (exp instanceof Comparison e) {
                Amount left = amount(e.x());
                Amount right = amount(e.y());
                IntPredicate accepted = comparison(e);
                return figures -> accepted.test(left.of(figures).compareTo(right.of(figures)));
            }
            throw new Invalid(
                    Reason.CONDITION_EXPECTED, describe(exp), "a condition is expected, found " + describe(exp));
        }

        private Amount operation(Exp x, Exp y, Operation operation) throws Invalid {
            Amount left = amount(x);
            Amount right = amount(y);
            return figures -> operation.of(left.of(figures), right.of(figures));
        }

        private Amount function(FunctionInvocation call) throws Invalid {
            return switch (call.function()) {
                case "min" -> fold(call, BigDecimal::min);
                case "max" -> fold(call, BigDecimal::max);
                case "abs" -> {
                    Amount operand = amount(parameters(call, 1).get(0));
                    yield figures -> operand.of(figures).abs();
                }
                default ->
                    throw new Invalid(
                            Reason.UNKNOWN_FUNCTION,
                            call.function(),
                            "function " + call.function() + "() is not available");
            };
        }

        private Amount fold(FunctionInvocation call, Operation operation) throws Invalid {
            Amount result = null;
            for (Exp parameter : parameters(call, -1)) {
                Amount next = amount(parameter);
                Amount previous = result;
                result = previous == null ? next : figures -> operation.of(previous.of(figures), next.of(figures));
            }
            if (result == null) {
                throw new Invalid(
                        Reason.PARAMETERS, call.function(), "function " + call.function() + "() needs a parameter");
            }
            return result;
        }

        private static IntPredicate comparison(Comparison comparison) throws Invalid {
            if (comparison instanceof Equal) {
                return order -> order == 0;
            }
            if (comparison instanceof LessThan) {
                return order -> order < 0;
            }
            if (comparison instanceof LessOrEqual) {
                return order -> order <= 0;
            }
            if (comparison instanceof GreaterThan) {
                return order -> order > 0;
            }
            if (comparison instanceof GreaterOrEqual) {
                return order -> order >= 0;
            }
            throw new Invalid(
                    Reason.CONDITION_EXPECTED,
                    describe(comparison),
                    "a comparison of numbers is expected, found " + describe(comparison));
        }

        private static List<Exp> parameters(FunctionInvocation call, int count) throws Invalid {
            if (!(call.params() instanceof PositionalFunctionParameters positional)) {
                throw new Invalid(
                        Reason.PARAMETERS,
                        call.function(),
                        "function " + call.function() + "() takes positional parameters");
            }
            List<Exp> list = new ArrayList<>();
            for (Iterator<Exp> i = positional.params().iterator(); i.hasNext(); ) {
                list.add(i.next());
            }
            if (count >= 0 && list.size() != count) {
                throw new Invalid(
                        Reason.PARAMETERS,
                        call.function(),
                        "function " + call.function() + "() takes " + count + " parameter");
            }
            return list;
        }

        private static String name(Ref ref) {
            return ref.names().mkString(".");
        }

        private static String describe(Exp exp) {
            return exp.getClass().getSimpleName();
        }
    }
}
