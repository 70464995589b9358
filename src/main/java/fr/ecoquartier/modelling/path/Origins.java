package fr.ecoquartier.modelling.path;

import fr.ecoquartier.modelling.graph.Call;
import fr.ecoquartier.modelling.graph.Expression;
import fr.ecoquartier.modelling.graph.Mapping;
import fr.ecoquartier.modelling.graph.Node;
import fr.ecoquartier.modelling.graph.NodeType;
import fr.ecoquartier.modelling.graph.ProcessGraph;
import fr.ecoquartier.modelling.graph.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the variables of a process come from, and which values they can have. */
final class Origins {

    private static final Pattern BEAN = Pattern.compile("[$#]\\{\\s*([A-Za-z_]\\w*)\\s*}");
    private static final int DEEPEST = 8;

    /**
     * @param setters elements that give the variable, in the order of the file
     * @param given whether it is there from the start or comes with a message
     * @param open whether it may also have values that nobody can tell
     * @param values those that are known
     */
    record Origin(List<Node> setters, boolean given, boolean open, Set<Object> values) {

        boolean none() {
            return setters.isEmpty() && !given && !open;
        }

        /** The values that it can have, empty when nobody can tell. */
        Optional<Set<Object>> domain() {
            return open || none() ? Optional.empty() : Optional.of(values);
        }
    }

    private final Models models;
    private final ModelFacts facts;
    private final Map<String, Origin> known = new HashMap<>();
    private final Set<String> pending = new HashSet<>();

    Origins(Models models, ModelFacts facts) {
        this.models = models;
        this.facts = facts;
    }

    /** Name of the bean that an expression names. */
    static Optional<String> bean(String expression) {
        Matcher matcher = BEAN.matcher(expression == null ? "" : expression);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    Origin of(ProcessGraph graph, String variable) {
        String id = graph.key() + '\n' + variable;
        Origin origin = known.get(id);
        if (origin == null) {
            if (pending.size() > DEEPEST || !pending.add(id)) {
                return new Origin(List.of(), false, true, Set.of());
            }
            origin = find(graph, variable);
            pending.remove(id);
            known.put(id, origin);
        }
        return origin;
    }

    private static final class Gathered {
        final List<Node> setters = new ArrayList<>();
        final Set<Object> values = new LinkedHashSet<>();
        boolean given;
        boolean open;
    }

    private Origin find(ProcessGraph graph, String variable) {
        Gathered gathered = new Gathered();
        for (Node node : graph.nodes().values()) {
            if (gives(graph, node, variable, gathered)) {
                gathered.setters.add(node);
            }
        }
        fromOutside(graph, variable, gathered);
        return new Origin(gathered.setters, gathered.given, gathered.open, gathered.values);
    }

    /** Whether an element sets the variable where conditions can read it. */
    boolean sets(ProcessGraph graph, Node node, String variable) {
        return gives(graph, node, variable, new Gathered());
    }

    private boolean gives(ProcessGraph graph, Node node, String variable, Gathered gathered) {
        boolean gives = false;
        for (Mapping output : node.outputs()) {
            if (variable.equals(output.target())) {
                gives = true;
                constant(output, gathered);
            }
        }
        if (node.type().isScope()) {
            for (Mapping input : node.inputs()) {
                if (variable.equals(input.target())) {
                    gives = true;
                    constant(input, gathered);
                }
            }
        }
        if (node.loop() != null && variable.equals(node.loop().elementVariable())
                || variable.equals(node.resultVariable())) {
            gives = true;
            gathered.open = true;
        }
        for (String expression : delegates(node)) {
            gives |= fromDelegate(node, expression, variable, gathered);
        }
        if (node.is(NodeType.USER_TASK) && node.form() != null) {
            gives |= fromForm(node.form(), variable, gathered);
        }
        if (node.call() != null) {
            gives |= fromCall(node.call(), variable, gathered);
        }
        return gives;
    }

    private static List<String> delegates(Node node) {
        List<String> delegates = new ArrayList<>(node.listeners());
        if (node.delegate() != null) {
            delegates.add(node.delegate());
        }
        return delegates;
    }

    private boolean fromDelegate(Node node, String expression, String variable, Gathered gathered) {
        Optional<ModelFacts.Delegate> delegate = bean(expression).flatMap(facts::delegate);
        if (delegate.isEmpty()) {
            gathered.open = true;
            return false;
        }
        if (!delegate.get().sets().containsKey(variable)) {
            return false;
        }
        String value = delegate.get().value(variable);
        if (value != null) {
            gathered.values.add(value);
        } else {
            // a delegate that hands its own input on
            node.inputs().stream()
                    .filter(input -> variable.equals(input.target()))
                    .findFirst()
                    .ifPresentOrElse(input -> constant(input, gathered), () -> gathered.open = true);
        }
        return true;
    }

    private boolean fromForm(String form, String variable, Gathered gathered) {
        if (form.contains("{")) {
            return false; // forms made for figures route nothing
        }
        Optional<FormFields> fields = models.form(form);
        if (fields.isEmpty()) {
            gathered.open = true;
            return false;
        }
        Set<Object> values = fields.get().fields().get(variable);
        if (values == null) {
            return false;
        }
        gathered.values.addAll(values);
        gathered.open |= values.isEmpty();
        return true;
    }

    private boolean fromCall(Call call, String variable, Gathered gathered) {
        boolean gives = false;
        for (Mapping out : call.out()) {
            if (out.all()) {
                gathered.open = true;
            } else if (variable.equals(out.target())) {
                gives = true;
                Optional<ProcessGraph> called =
                        call.isFixed() && out.source() != null ? models.process(call.process()) : Optional.empty();
                if (called.isEmpty()) {
                    gathered.open = true;
                } else {
                    Origin inner = of(called.get(), out.source());
                    gathered.values.addAll(inner.values());
                    gathered.open |= inner.open();
                }
            }
        }
        return gives;
    }

    private void fromOutside(ProcessGraph graph, String variable, Gathered gathered) {
        boolean started = !facts.given(graph.key()).isEmpty();
        if (facts.given(graph.key()).contains(variable)
                || facts.messages().stream()
                        .anyMatch(message -> message.process().equals(graph.key())
                                && message.variables().contains(variable))) {
            gathered.given = true;
            gathered.open = true;
        }
        for (ProcessGraph caller : models.all()) {
            for (Node node : caller.nodes().values()) {
                if (node.call() == null || !node.call().process().equals(graph.key())) {
                    continue;
                }
                started = true;
                for (Mapping in : node.call().in()) {
                    if (in.all()) {
                        gathered.given = true;
                        gathered.open = true;
                    } else if (variable.equals(in.target())) {
                        gathered.given = true;
                        if (in.expression() == null) {
                            gathered.open = true;
                        } else {
                            constant(in, gathered);
                        }
                    }
                }
            }
        }
        if (!started) {
            gathered.open = true; // somebody starts it by hand, with whatever variables
        }
    }

    private static void constant(Mapping mapping, Gathered gathered) {
        Expression expression = Expression.of(mapping.expression() == null ? "" : mapping.expression());
        if (expression.isConstant()) {
            Value value = expression.evaluate(name -> Value.unknown(name));
            if (value.content() != null && !"".equals(value.content())) {
                gathered.values.add(value.content());
            }
        } else {
            gathered.open = true;
        }
    }
}
