package fr.ecoquartier.modelling.graph;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.springframework.lang.Nullable;

/**
 * A text of a model that may hold expressions, {@code ${outcome == 'signed'}}. Understood and evaluated here for the
 * language that models may use: variables, literals, comparison, logic, sum, choice, and calls of offered beans, which
 * are never made. What is written otherwise is kept as a text whose value nobody knows.
 */
public final class Expression {

    /** Where names get their values. */
    public interface Scope {

        Value variable(String name);

        /** A call such as {@code trio.complete(reference, stage)}, as written without spaces. */
        default Value call(String text) {
            return Value.unknown("« " + text + " » n’est connu qu’au moment où le dossier passe");
        }
    }

    sealed interface Term {}

    record Literal(@Nullable Object value) implements Term {}

    record Variable(String name) implements Term {}

    record Outside(String text, List<Term> arguments) implements Term {}

    record Unary(String operator, Term operand) implements Term {}

    record Binary(String operator, Term left, Term right) implements Term {}

    record Choice(Term condition, Term then, Term otherwise) implements Term {}

    /** Texts and expressions in a row. */
    record Row(List<Term> parts) implements Term {}

    /** Not of the language. */
    record Opaque(String text, Set<String> names) implements Term {}

    private final String text;
    private final Term root;

    private Expression(String text, Term root) {
        this.text = text;
        this.root = root;
    }

    /** Never fails: what is not understood is opaque. */
    public static Expression of(String text) {
        return new Expression(text, ExpressionReader.read(text));
    }

    /** Names of the variables that a text reads. */
    public static Set<String> variables(@Nullable String text) {
        return text == null || text.indexOf('{') < 0 ? Set.of() : of(text).variables();
    }

    public String text() {
        return text;
    }

    Term root() {
        return root;
    }

    /** Whether it was understood as a whole. */
    public boolean understood() {
        return all(root).stream().noneMatch(Opaque.class::isInstance);
    }

    /** Whether it comes to the same wherever it stands. */
    public boolean isConstant() {
        return all(root).stream()
                .noneMatch(term -> term instanceof Variable || term instanceof Outside || term instanceof Opaque);
    }

    public Set<String> variables() {
        Set<String> names = new LinkedHashSet<>();
        for (Term term : all(root)) {
            if (term instanceof Variable variable) {
                names.add(variable.name());
            } else if (term instanceof Opaque opaque) {
                names.addAll(opaque.names());
            }
        }
        return names;
    }

    /** Calls of beans, as written without spaces. */
    public Set<String> calls() {
        Set<String> calls = new LinkedHashSet<>();
        for (Term term : all(root)) {
            if (term instanceof Outside outside) {
                calls.add(outside.text());
            }
        }
        return calls;
    }

    /** Two texts that say the same, whatever their spaces and quotes. */
    public boolean sameAs(Expression other) {
        return understood() && root.equals(other.root);
    }

    public Value evaluate(Scope scope) {
        return value(root, scope);
    }

    static Value value(Term term, Scope scope) {
        if (term instanceof Literal literal) {
            return Value.of(literal.value());
        } else if (term instanceof Variable variable) {
            return scope.variable(variable.name());
        } else if (term instanceof Outside outside) {
            return scope.call(outside.text());
        } else if (term instanceof Unary unary) {
            Value value = value(unary.operand(), scope);
            return switch (unary.operator()) {
                case "!" -> value.known() ? Value.of(!value.isTrue()) : value;
                case "empty" ->
                    value.known()
                            ? Value.of(value.content() == null
                                    || value.content().toString().isEmpty())
                            : value;
                default -> value.known() ? number(value, decimal -> decimal.negate()) : value;
            };
        } else if (term instanceof Binary binary) {
            return binary(binary, scope);
        } else if (term instanceof Choice choice) {
            Value condition = value(choice.condition(), scope);
            return condition.known()
                    ? value(condition.isTrue() ? choice.then() : choice.otherwise(), scope)
                    : condition;
        } else if (term instanceof Row row) {
            return row(row, scope);
        } else {
            return Value.unknown("l’expression « " + ((Opaque) term).text() + " » ne peut pas être évaluée ici");
        }
    }

    private static Value row(Row row, Scope scope) {
        StringBuilder joined = new StringBuilder();
        for (Term part : row.parts()) {
            Value value = value(part, scope);
            if (!value.known()) {
                return value;
            }
            joined.append(value.content() == null ? "" : value.content());
        }
        return Value.of(joined.toString());
    }

    private static Value binary(Binary binary, Scope scope) {
        Value left = value(binary.left(), scope);
        Value right = value(binary.right(), scope);
        switch (binary.operator()) {
            case "&&":
                return left.isFalse() || right.isFalse()
                        ? Value.of(false)
                        : !left.known() ? left : !right.known() ? right : Value.of(true);
            case "||":
                return left.isTrue() || right.isTrue()
                        ? Value.of(true)
                        : !left.known() ? left : !right.known() ? right : Value.of(false);
            default:
                if (!left.known() || !right.known()) {
                    return left.known() ? right : left;
                }
                try {
                    return Value.of(compute(binary.operator(), left.content(), right.content()));
                } catch (NumberFormatException e) {
                    return Value.unknown("une valeur ne peut pas être comparée ou additionnée");
                }
        }
    }

    private static Object compute(String operator, @Nullable Object left, @Nullable Object right) {
        return switch (operator) {
            case "==" -> same(left, right);
            case "!=" -> !same(left, right);
            case "<" -> left != null && right != null && compare(left, right) < 0;
            case ">" -> left != null && right != null && compare(left, right) > 0;
            case "<=" -> Objects.equals(left, right) || left != null && right != null && compare(left, right) <= 0;
            case ">=" -> Objects.equals(left, right) || left != null && right != null && compare(left, right) >= 0;
            case "+" -> simple(decimal(left).add(decimal(right)));
            default -> simple(decimal(left).subtract(decimal(right)));
        };
    }

    private static boolean same(@Nullable Object left, @Nullable Object right) {
        if (Objects.equals(left, right)) {
            return true;
        }
        if (left == null || right == null) {
            return false;
        }
        if (left instanceof Number || right instanceof Number) {
            return decimal(left).compareTo(decimal(right)) == 0;
        }
        if (left instanceof Boolean || right instanceof Boolean) {
            return Boolean.parseBoolean(left.toString()) == Boolean.parseBoolean(right.toString());
        }
        return (left instanceof String || right instanceof String)
                && left.toString().equals(right.toString());
    }

    private static int compare(Object left, Object right) {
        return left instanceof Number || right instanceof Number
                ? decimal(left).compareTo(decimal(right))
                : left.toString().compareTo(right.toString());
    }

    private static BigDecimal decimal(@Nullable Object value) {
        return value == null || "".equals(value) ? BigDecimal.ZERO : new BigDecimal(value.toString());
    }

    private static Value number(Value value, Function<BigDecimal, BigDecimal> function) {
        try {
            return Value.of(simple(function.apply(decimal(value.content()))));
        } catch (NumberFormatException e) {
            return Value.unknown("une valeur n’est pas un nombre");
        }
    }

    private static Object simple(BigDecimal decimal) {
        return decimal.stripTrailingZeros().scale() <= 0 ? (Object) decimal.longValue() : (Object) decimal;
    }

    static List<Term> all(Term root) {
        List<Term> found = new ArrayList<>();
        collect(root, found);
        return found;
    }

    private static void collect(Term term, List<Term> found) {
        found.add(term);
        if (term instanceof Unary unary) {
            collect(unary.operand(), found);
        } else if (term instanceof Binary binary) {
            collect(binary.left(), found);
            collect(binary.right(), found);
        } else if (term instanceof Choice choice) {
            collect(choice.condition(), found);
            collect(choice.then(), found);
            collect(choice.otherwise(), found);
        } else if (term instanceof Row row) {
            row.parts().forEach(part -> collect(part, found));
        } else if (term instanceof Outside outside) {
            outside.arguments().forEach(argument -> collect(argument, found));
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
