package fr.ecoquartier.workflow.modelling.paths;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.modelling.graph.Expression;
import fr.ecoquartier.modelling.graph.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.camunda.bpm.impl.juel.ExpressionFactoryImpl;
import org.camunda.bpm.impl.juel.SimpleContext;
import org.camunda.bpm.impl.juel.jakarta.el.ExpressionFactory;
import org.junit.jupiter.api.Test;

/** Our evaluator of expressions says what the engine's says, and never another thing. */
class EngineExpressionsTest {

    private static final List<String> NAMES = List.of("outcome", "round", "kept", "nothing", "amount");
    private static final List<String> LITERALS =
            List.of("'signed'", "\"refused\"", "''", "1", "2", "2.5", "true", "false", "null", "'true'");

    private final ExpressionFactory engine = new ExpressionFactoryImpl();
    private final Map<String, Object> variables = new HashMap<>();

    @Test
    void randomExpressionsComeToTheSame() {
        variables.put("outcome", "signed");
        variables.put("round", 2);
        variables.put("kept", true);
        variables.put("nothing", null);
        variables.put("amount", 2.5);
        Random random = new Random(20120914);
        int known = 0;
        for (int i = 0; i < 5000; i++) {
            String text = "${" + condition(random, 3) + "}";
            Value ours = Expression.of(text).evaluate(name -> Value.of(variables.get(name)));
            Object theirs = theirs(text);
            if (theirs != FAILED && ours.known()) {
                known++;
                assertThat(plain(ours.content())).as(text).isEqualTo(plain(theirs));
            }
        }
        assertThat(known).isGreaterThan(3000);
    }

    private static final Object FAILED = new Object();

    private Object theirs(String text) {
        try {
            SimpleContext context = new SimpleContext();
            variables.forEach(
                    (name, value) -> context.setVariable(name, engine.createValueExpression(value, Object.class)));
            return engine.createValueExpression(context, text, Object.class).getValue(context);
        } catch (RuntimeException e) {
            return FAILED;
        }
    }

    private static Object plain(Object value) {
        return value instanceof Number number
                ? new BigDecimal(number.toString()).stripTrailingZeros().toPlainString()
                : value;
    }

    private static String condition(Random random, int depth) {
        List<String> kinds = new ArrayList<>(List.of("compare", "compare", "name"));
        if (depth > 0) {
            kinds.addAll(List.of("and", "or", "not", "choice"));
        }
        return switch (kinds.get(random.nextInt(kinds.size()))) {
            case "and" -> condition(random, depth - 1) + " && " + condition(random, depth - 1);
            case "or" -> "(" + condition(random, depth - 1) + " || " + condition(random, depth - 1) + ")";
            case "not" -> "!(" + condition(random, depth - 1) + ")";
            case "choice" ->
                "(" + condition(random, depth - 1) + " ? " + operand(random) + " : " + operand(random) + ") == "
                        + operand(random);
            case "name" -> random.nextBoolean() ? "kept" : "empty nothing";
            default ->
                operand(random) + " "
                        + List.of("==", "!=", "<", ">", "<=", ">=").get(random.nextInt(6)) + " " + operand(random);
        };
    }

    private static String operand(Random random) {
        return random.nextBoolean()
                ? NAMES.get(random.nextInt(NAMES.size()))
                : LITERALS.get(random.nextInt(LITERALS.size()));
    }
}
