package fr.ecoquartier.workflow.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an expression in a model may say: compare and combine variables and literals, call a public method of a bean
 * that the application offers to models, and nothing else. No property of a value, no index, no engine object but the
 * business key.
 */
class ModelExpressions {

    private static final Pattern START = Pattern.compile("[$#]\\{");
    private static final Pattern TOKEN = Pattern.compile("\\s*(?:"
            + "(?<string>'[^'\\\\]*'|\"[^\"\\\\]*\")"
            + "|(?<number>\\d+(?:\\.\\d+)?)"
            + "|(?<name>[A-Za-z_][A-Za-z0-9_]*)"
            + "|(?<mark>==|!=|<=|>=|&&|\\|\\||[<>!?:+\\-(),.}]))");

    private final ModelledBeans beans;

    ModelExpressions(ModelledBeans beans) {
        this.beans = beans;
    }

    /** Why the text may not stand in a model, in French; empty when it may. */
    Optional<String> problem(String text) {
        Matcher start = START.matcher(text);
        int from = 0;
        while (start.find(from)) {
            List<String> tokens = new ArrayList<>();
            Matcher token = TOKEN.matcher(text);
            int at = start.end();
            boolean closed = false;
            while (!closed) {
                if (!token.find(at) || token.start() != at) {
                    return Optional.of("l'expression « " + text + " » contient un signe qui n'est pas accepté");
                }
                String value = token.group().strip();
                closed = value.equals("}");
                tokens.add(value);
                at = token.end();
            }
            Optional<String> problem = problem(tokens);
            if (problem.isPresent()) {
                return Optional.of("l'expression « " + text + " » " + problem.get());
            }
            from = at;
        }
        return Optional.empty();
    }

    /** The single bean named by {@code ${name}}, if the text is exactly that. */
    static Optional<String> beanName(String text) {
        Matcher matcher = Pattern.compile("[$#]\\{([A-Za-z_][A-Za-z0-9_]*)}").matcher(text);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private Optional<String> problem(List<String> tokens) {
        for (int i = 0; i < tokens.size() - 1; i++) {
            String token = tokens.get(i);
            String next = tokens.get(i + 1);
            if (token.equals(".")) {
                String before = i == 0 ? "" : tokens.get(i - 1);
                boolean businessKey = before.equals("execution") && next.equals("processBusinessKey");
                boolean call = i + 2 < tokens.size() && tokens.get(i + 2).equals("(") && beans.offers(before, next);
                boolean chained = i >= 2 && tokens.get(i - 2).equals(".");
                if (chained || !(businessKey || call)) {
                    return Optional.of("lit « " + before + "." + next + " », qui n'est pas offert aux modèles");
                }
            } else if (isName(token) && next.equals("(")) {
                boolean method = i > 0 && tokens.get(i - 1).equals(".");
                if (!method && !isOperator(token)) {
                    return Optional.of("appelle « " + token + " », qui n'est pas offert aux modèles");
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isName(String token) {
        return Character.isJavaIdentifierStart(token.charAt(0));
    }

    private static boolean isOperator(String token) {
        return List.of("and", "or", "not", "empty", "eq", "ne", "lt", "gt", "le", "ge")
                .contains(token);
    }
}
