package fr.ecoquartier.modelling.graph;

import fr.ecoquartier.modelling.graph.Expression.Binary;
import fr.ecoquartier.modelling.graph.Expression.Choice;
import fr.ecoquartier.modelling.graph.Expression.Literal;
import fr.ecoquartier.modelling.graph.Expression.Opaque;
import fr.ecoquartier.modelling.graph.Expression.Outside;
import fr.ecoquartier.modelling.graph.Expression.Row;
import fr.ecoquartier.modelling.graph.Expression.Term;
import fr.ecoquartier.modelling.graph.Expression.Unary;
import fr.ecoquartier.modelling.graph.Expression.Variable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a text with expressions into terms, by recursive descent. */
final class ExpressionReader {

    private static final int DEEPEST = 100;
    private static final int MOST_OPERATORS = 500;
    private static final int LONGEST_WHOLE = 18;

    private static final Pattern TOKEN = Pattern.compile("\\s*(?:"
            + "(?<string>'[^'\\\\]*'|\"[^\"\\\\]*\")"
            + "|(?<number>\\d+(?:\\.\\d+)?)"
            + "|(?<name>[A-Za-z_][A-Za-z0-9_]*)"
            + "|(?<mark>==|!=|<=|>=|&&|\\|\\||[<>!?:+\\-(),.}]))");
    private static final Pattern START = Pattern.compile("[$#]\\{");
    private static final Pattern NAME = Pattern.compile("'[^']*'|\"[^\"]*\"|(?<!\\.)\\b([A-Za-z_]\\w*)\\b(?!\\s*[.(])");
    private static final Map<String, String> WORDS = Map.of(
            "and", "&&", "or", "||", "not", "!", "eq", "==", "ne", "!=", "lt", "<", "gt", ">", "le", "<=", "ge", ">=");
    private static final Set<String> RESERVED = Set.of("true", "false", "null", "empty", "execution");

    private static final class NotOfTheLanguage extends RuntimeException {}

    private final String text;
    private final Matcher matcher;
    private int at;
    private int depth;
    private int operators;
    private String token = "";
    private String kind = "";

    private ExpressionReader(String text, int from) {
        this.text = text;
        this.matcher = TOKEN.matcher(text);
        this.at = from;
    }

    static Term read(String text) {
        List<Term> parts = new ArrayList<>();
        Matcher start = START.matcher(text);
        int from = 0;
        try {
            while (start.find(from)) {
                if (start.start() > from) {
                    parts.add(new Literal(text.substring(from, start.start())));
                }
                ExpressionReader reader = new ExpressionReader(text, start.end());
                reader.advance();
                parts.add(reader.choice());
                reader.expectEnd();
                from = reader.at;
            }
        } catch (NotOfTheLanguage e) {
            return new Opaque(text, names(text));
        }
        if (from < text.length() || parts.isEmpty()) {
            parts.add(new Literal(text.substring(from)));
        }
        return parts.size() == 1 ? parts.get(0) : new Row(List.copyOf(parts));
    }

    private static Set<String> names(String text) {
        Set<String> names = new LinkedHashSet<>();
        Matcher name = NAME.matcher(text);
        while (name.find()) {
            if (name.group(1) != null && !RESERVED.contains(name.group(1)) && !WORDS.containsKey(name.group(1))) {
                names.add(name.group(1));
            }
        }
        return names;
    }

    private void advance() {
        if (!matcher.find(at) || matcher.start() != at) {
            throw new NotOfTheLanguage();
        }
        at = matcher.end();
        token = matcher.group().strip();
        kind = matcher.group("string") != null
                ? "string"
                : matcher.group("number") != null ? "number" : matcher.group("name") != null ? "name" : "mark";
        if (kind.equals("name") && WORDS.containsKey(token)) {
            token = WORDS.get(token);
            kind = "mark";
        }
    }

    private void expectEnd() {
        if (!isMark("}")) {
            throw new NotOfTheLanguage();
        }
    }

    private boolean isMark(String expected) {
        return kind.equals("mark") && token.equals(expected);
    }

    private void expect(String mark) {
        if (!isMark(mark)) {
            throw new NotOfTheLanguage();
        }
        advance();
    }

    private Term choice() {
        if (++depth > DEEPEST) {
            throw new NotOfTheLanguage();
        }
        Term condition = binary(0);
        if (isMark("?")) {
            advance();
            Term then = choice();
            expect(":");
            condition = new Choice(condition, then, choice());
        }
        depth--;
        return condition;
    }

    private static final List<Set<String>> LEVELS =
            List.of(Set.of("||"), Set.of("&&"), Set.of("==", "!="), Set.of("<", ">", "<=", ">="), Set.of("+", "-"));

    private Term binary(int level) {
        if (level == LEVELS.size()) {
            return unary();
        }
        Term left = binary(level + 1);
        while (kind.equals("mark") && LEVELS.get(level).contains(token)) {
            // a long row is a deep tree, which is walked on the stack
            if (++operators > MOST_OPERATORS) {
                throw new NotOfTheLanguage();
            }
            String operator = token;
            advance();
            left = new Binary(operator, left, binary(level + 1));
        }
        return left;
    }

    private Term unary() {
        if (++depth > DEEPEST) {
            throw new NotOfTheLanguage();
        }
        Term term;
        if (isMark("!") || isMark("-")) {
            String operator = token;
            advance();
            term = new Unary(operator, unary());
        } else if (kind.equals("name") && token.equals("empty")) {
            advance();
            term = new Unary("empty", unary());
        } else {
            term = primary();
        }
        depth--;
        return term;
    }

    private Term primary() {
        String value = token;
        switch (kind) {
            case "string":
                advance();
                return new Literal(value.substring(1, value.length() - 1));
            case "number":
                advance();
                return new Literal(
                        value.contains(".") || value.length() > LONGEST_WHOLE
                                ? (Object) new BigDecimal(value)
                                : (Object) Long.valueOf(value));
            case "name":
                advance();
                return name(value);
            default:
                expect("(");
                Term inner = choice();
                expect(")");
                return inner;
        }
    }

    private Term name(String name) {
        switch (name) {
            case "true", "false":
                return new Literal(Boolean.valueOf(name));
            case "null":
                return new Literal(null);
            default:
        }
        if (!isMark(".")) {
            if (name.equals("execution") || isMark("(")) {
                throw new NotOfTheLanguage();
            }
            return new Variable(name);
        }
        advance();
        if (!kind.equals("name")) {
            throw new NotOfTheLanguage();
        }
        StringBuilder call = new StringBuilder(name).append('.').append(token);
        advance();
        List<Term> arguments = new ArrayList<>();
        if (isMark("(")) {
            int from = at;
            advance();
            while (!isMark(")")) {
                arguments.add(choice());
                if (isMark(",")) {
                    advance();
                } else if (!isMark(")")) {
                    throw new NotOfTheLanguage();
                }
            }
            call.append('(').append(squeezed(text.substring(from, at - 1))).append(')');
            advance();
        } else if (!name.equals("execution")) {
            throw new NotOfTheLanguage();
        }
        return new Outside(call.toString(), List.copyOf(arguments));
    }

    private static String squeezed(String arguments) {
        return arguments.strip().replaceAll("\\s*,\\s*", ",");
    }
}
