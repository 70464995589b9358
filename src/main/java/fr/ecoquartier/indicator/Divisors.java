package fr.ecoquartier.indicator;

import camundajar.impl.scala.collection.Iterator;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.camunda.feel.syntaxtree.Addition;
import org.camunda.feel.syntaxtree.ArithmeticNegation;
import org.camunda.feel.syntaxtree.Comparison;
import org.camunda.feel.syntaxtree.Conjunction;
import org.camunda.feel.syntaxtree.ConstNumber;
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
import org.camunda.feel.syntaxtree.PositionalFunctionParameters;
import org.camunda.feel.syntaxtree.Ref;
import org.camunda.feel.syntaxtree.Subtraction;

/**
 * Proves by interval arithmetic that no divisor of a formula can be zero, given the ranges of its inputs and the
 * condition under which it applies.
 */
final class Divisors {

    /** A divisor that may be zero. */
    static final class MayBeZero extends Exception {

        private final String divisor;

        MayBeZero(String divisor, String message) {
            super(message);
            this.divisor = divisor;
        }

        /** The input that is the divisor, or empty when it is an expression. */
        String divisor() {
            return divisor;
        }
    }

    private Divisors() {}

    /** Checks {@code formula}, where {@code condition} (or null) holds. */
    static void check(Exp formula, Exp condition, Map<String, Interval> ranges) throws MayBeZero {
        interval(formula, condition == null ? ranges : where(condition, ranges));
    }

    /** Possible values: from {@code low} to {@code high}, null without bound; an open end is not reached. */
    record Interval(BigDecimal low, boolean lowOpen, BigDecimal high, boolean highOpen) {

        private static final Interval ANY = new Interval(null, true, null, true);

        static Interval of(BigDecimal low, BigDecimal high) {
            return new Interval(low, false, high, false);
        }

        boolean mayBeZero() {
            int fromBelow = low == null ? -1 : low.signum();
            int fromAbove = high == null ? 1 : high.signum();
            return !(fromBelow > 0 || (fromBelow == 0 && lowOpen) || fromAbove < 0 || (fromAbove == 0 && highOpen));
        }

        private Interval above(BigDecimal bound, boolean open) {
            int order = low == null ? -1 : low.compareTo(bound);
            return order > 0 || (order == 0 && lowOpen) ? this : new Interval(bound, open, high, highOpen);
        }

        private Interval below(BigDecimal bound, boolean open) {
            return negate().above(bound.negate(), open).negate();
        }

        private Interval negate() {
            return new Interval(
                    high == null ? null : high.negate(), highOpen, low == null ? null : low.negate(), lowOpen);
        }

        private Interval plus(Interval other) {
            return new Interval(
                    low == null || other.low == null ? null : low.add(other.low),
                    lowOpen || other.lowOpen,
                    high == null || other.high == null ? null : high.add(other.high),
                    highOpen || other.highOpen);
        }

        private Interval times(Interval other) {
            if (low == null || high == null || other.low == null || other.high == null) {
                return ANY;
            }
            Interval result = null;
            for (int i = 0; i < 4; i++) {
                BigDecimal left = i < 2 ? low : high;
                BigDecimal right = i % 2 == 0 ? other.low : other.high;
                boolean leftOpen = i < 2 ? lowOpen : highOpen;
                boolean rightOpen = i % 2 == 0 ? other.lowOpen : other.highOpen;
                boolean zero = (left.signum() == 0 && !leftOpen) || (right.signum() == 0 && !rightOpen);
                boolean open = !zero && (leftOpen || rightOpen);
                BigDecimal product = left.multiply(right);
                Interval corner = new Interval(product, open, product, open);
                result = result == null ? corner : result.hull(corner);
            }
            return result;
        }

        private Interval hull(Interval other) {
            return new Interval(
                    min(low, other.low),
                    low != null && other.low != null && openEnd(low, lowOpen, other.low, other.lowOpen, 1),
                    max(high, other.high),
                    high != null && other.high != null && openEnd(high, highOpen, other.high, other.highOpen, -1));
        }

        private static boolean openEnd(BigDecimal a, boolean aOpen, BigDecimal b, boolean bOpen, int direction) {
            int order = a.compareTo(b) * direction;
            return order == 0 ? aOpen && bOpen : order < 0 ? aOpen : bOpen;
        }

        private static BigDecimal min(BigDecimal a, BigDecimal b) {
            return a == null || b == null ? null : a.min(b);
        }

        private static BigDecimal max(BigDecimal a, BigDecimal b) {
            return a == null || b == null ? null : a.max(b);
        }
    }

    private static Interval interval(Exp exp, Map<String, Interval> ranges) throws MayBeZero {
        if (exp instanceof ConstNumber number) {
            BigDecimal value = number.value().bigDecimal();
            return Interval.of(value, value);
        }
        if (exp instanceof Ref ref) {
            return ranges.getOrDefault(ref.names().mkString("."), Interval.ANY);
        }
        if (exp instanceof Addition e) {
            return interval(e.x(), ranges).plus(interval(e.y(), ranges));
        }
        if (exp instanceof Subtraction e) {
            return interval(e.x(), ranges).plus(interval(e.y(), ranges).negate());
        }
        if (exp instanceof Multiplication e) {
            return interval(e.x(), ranges).times(interval(e.y(), ranges));
        }
        if (exp instanceof ArithmeticNegation e) {
            return interval(e.x(), ranges).negate();
        }
        if (exp instanceof Division e) {
            interval(e.x(), ranges);
            if (interval(e.y(), ranges).mayBeZero()) {
                String input = e.y() instanceof Ref ref ? ref.names().mkString(".") : "";
                String what = input.isEmpty() ? "an expression" : input;
                throw new MayBeZero(
                        input,
                        "division by " + what + " that may be zero: its range must exclude zero, or appliesWhen must");
            }
            return Interval.ANY;
        }
        if (exp instanceof If e) {
            Interval then = interval(e.statement(), where(e.condition(), ranges));
            return then.hull(interval(e.elseStatement(), ranges));
        }
        if (exp instanceof FunctionInvocation call
                && call.params() instanceof PositionalFunctionParameters parameters) {
            Interval hull = null;
            for (Iterator<Exp> i = parameters.params().iterator(); i.hasNext(); ) {
                Interval next = interval(i.next(), ranges);
                hull = hull == null ? next : hull.hull(next);
            }
            return "abs".equals(call.function()) || hull == null ? Interval.ANY : hull;
        }
        return Interval.ANY;
    }

    /** The ranges as far as comparisons of an input with a constant narrow them. */
    private static Map<String, Interval> where(Exp condition, Map<String, Interval> ranges) {
        if (condition instanceof Conjunction both) {
            return where(both.y(), where(both.x(), ranges));
        }
        if (!(condition instanceof Comparison comparison)) {
            return ranges;
        }
        boolean straight = comparison.x() instanceof Ref && comparison.y() instanceof ConstNumber;
        boolean swapped = comparison.y() instanceof Ref && comparison.x() instanceof ConstNumber;
        if (!straight && !swapped) {
            return ranges;
        }
        String input =
                ((Ref) (straight ? comparison.x() : comparison.y())).names().mkString(".");
        BigDecimal bound = ((ConstNumber) (straight ? comparison.y() : comparison.x()))
                .value()
                .bigDecimal();
        Map<String, Interval> narrowed = new HashMap<>(ranges);
        narrowed.computeIfPresent(input, (code, range) -> narrowed(range, comparison, straight, bound));
        return narrowed;
    }

    private static Interval narrowed(Interval range, Comparison comparison, boolean straight, BigDecimal bound) {
        if (comparison instanceof Equal) {
            return Interval.of(bound, bound);
        }
        boolean greater = comparison instanceof GreaterThan || comparison instanceof GreaterOrEqual;
        boolean less = comparison instanceof LessThan || comparison instanceof LessOrEqual;
        boolean open = comparison instanceof GreaterThan || comparison instanceof LessThan;
        if (!greater && !less) {
            return range;
        }
        return greater == straight ? range.above(bound, open) : range.below(bound, open);
    }
}
