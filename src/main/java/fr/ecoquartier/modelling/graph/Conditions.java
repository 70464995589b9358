package fr.ecoquartier.modelling.graph;

import fr.ecoquartier.modelling.graph.Expression.Binary;
import fr.ecoquartier.modelling.graph.Expression.Choice;
import fr.ecoquartier.modelling.graph.Expression.Literal;
import fr.ecoquartier.modelling.graph.Expression.Term;
import fr.ecoquartier.modelling.graph.Expression.Unary;
import fr.ecoquartier.modelling.graph.Expression.Variable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Whether conditions can be met together. Every value that makes a difference is tried for each variable; what is more
 * than a variable compared with a literal counts as free, so that the answer « no » is always right.
 */
public final class Conditions {

    private static final String OTHER = "\u0000other";
    private static final int MOST = 50_000;

    private final Map<Term, Set<Object>> candidates = new LinkedHashMap<>();
    private final List<Term> met = new ArrayList<>();
    private final List<Term> unmet = new ArrayList<>();

    private Conditions() {}

    /**
     * @param met conditions that are to be true
     * @param unmet conditions that are to be false
     * @param domains the values that a variable can have, empty when nobody can tell
     * @return false only when no values at all can do it
     */
    public static boolean possible(
            Collection<Expression> met, Collection<Expression> unmet, Function<String, Optional<Set<Object>>> domains) {
        Conditions conditions = new Conditions();
        met.forEach(condition -> conditions.met.add(condition.root()));
        unmet.forEach(condition -> conditions.unmet.add(condition.root()));
        conditions.met.forEach(conditions::condition);
        conditions.unmet.forEach(conditions::condition);
        conditions.candidates.replaceAll((term, values) -> term instanceof Variable variable
                ? domains.apply(variable.name()).map(Conditions::orNone).orElse(values)
                : values);
        return conditions.search();
    }

    private static Set<Object> orNone(Set<Object> domain) {
        Set<Object> values = new LinkedHashSet<>(domain);
        values.add(null);
        return values;
    }

    private void condition(Term term) {
        if (term instanceof Binary binary && Set.of("&&", "||").contains(binary.operator())) {
            condition(binary.left());
            condition(binary.right());
        } else if (term instanceof Unary unary && unary.operator().equals("!")) {
            condition(unary.operand());
        } else if (term instanceof Choice choice) {
            condition(choice.condition());
            condition(choice.then());
            condition(choice.otherwise());
        } else if (term instanceof Unary unary
                && unary.operator().equals("empty")
                && unary.operand() instanceof Variable variable) {
            values(variable).add("");
        } else if (term instanceof Variable variable) {
            values(variable).add(true);
            values(variable).add(false);
        } else if (comparison(term) != null) {
            Binary binary = (Binary) term;
            Variable variable = comparison(term);
            Object literal = ((Literal) (binary.left() == variable ? binary.right() : binary.left())).value();
            values(variable).add(literal);
            if (literal instanceof Number number) {
                BigDecimal decimal = new BigDecimal(number.toString());
                values(variable).add(decimal.add(BigDecimal.ONE));
                values(variable).add(decimal.subtract(BigDecimal.ONE));
                values(variable).add(decimal.add(new BigDecimal("0.001")));
                values(variable).add(decimal.subtract(new BigDecimal("0.001")));
            } else if (literal instanceof Boolean bool) {
                values(variable).add(!bool);
            } else if (literal instanceof String text) {
                values(variable).add(text + OTHER);
            }
        } else if (!(term instanceof Literal)) {
            candidates.computeIfAbsent(term, key -> new LinkedHashSet<>(List.of(true, false)));
        }
    }

    private static Variable comparison(Term term) {
        if (term instanceof Binary binary
                && Set.of("==", "!=", "<", ">", "<=", ">=").contains(binary.operator())) {
            if (binary.left() instanceof Variable variable && binary.right() instanceof Literal) {
                return variable;
            }
            if (binary.right() instanceof Variable variable && binary.left() instanceof Literal) {
                return variable;
            }
        }
        return null;
    }

    private Set<Object> values(Variable variable) {
        return candidates.computeIfAbsent(variable, key -> {
            Set<Object> values = new LinkedHashSet<>();
            values.add(null);
            values.add(OTHER);
            return values;
        });
    }

    private boolean search() {
        long combinations = 1;
        for (Set<Object> values : candidates.values()) {
            combinations *= values.size();
            if (combinations > MOST) {
                return true;
            }
        }
        return search(new ArrayList<>(candidates.keySet()), 0, new HashMap<>());
    }

    private boolean search(List<Term> free, int index, Map<Term, Object> chosen) {
        if (index == free.size()) {
            return met.stream().allMatch(term -> holds(term, chosen))
                    && unmet.stream().noneMatch(term -> holds(term, chosen));
        }
        Term term = free.get(index);
        for (Object value : candidates.get(term)) {
            chosen.put(term, value);
            if (search(free, index + 1, chosen)) {
                return true;
            }
        }
        return false;
    }

    private static boolean holds(Term term, Map<Term, Object> chosen) {
        if (term instanceof Binary binary && binary.operator().equals("&&")) {
            return holds(binary.left(), chosen) && holds(binary.right(), chosen);
        } else if (term instanceof Binary binary && binary.operator().equals("||")) {
            return holds(binary.left(), chosen) || holds(binary.right(), chosen);
        } else if (term instanceof Unary unary && unary.operator().equals("!")) {
            return !holds(unary.operand(), chosen);
        } else if (term instanceof Choice choice) {
            return holds(choice.condition(), chosen) ? holds(choice.then(), chosen) : holds(choice.otherwise(), chosen);
        } else if (!(term instanceof Variable) && chosen.containsKey(term)) {
            return Boolean.TRUE.equals(chosen.get(term));
        }
        return Expression.value(term, name -> Value.of(chosen.get(new Variable(name))))
                .isTrue();
    }
}
