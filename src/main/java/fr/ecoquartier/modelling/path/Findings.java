package fr.ecoquartier.modelling.path;

import fr.ecoquartier.indicator.Wording;
import fr.ecoquartier.modelling.check.Finding;
import fr.ecoquartier.modelling.check.Finding.Severity;
import fr.ecoquartier.modelling.graph.Flow;
import fr.ecoquartier.modelling.graph.Node;
import java.util.ArrayList;
import java.util.List;
import org.springframework.lang.Nullable;

/** What a rule finds in one file. */
final class Findings {

    private final String file;
    private final List<Finding> found = new ArrayList<>();

    Findings(String file) {
        this.file = file;
    }

    void on(Node node, Severity severity, String rule, String message, String advice) {
        add(node.id(), node.name(), severity, rule, message, advice);
    }

    void on(Flow flow, Severity severity, String rule, String message, String advice) {
        add(flow.id(), flow.name(), severity, rule, message, advice);
    }

    void onFile(Severity severity, String rule, String message, String advice) {
        add(null, null, severity, rule, message, advice);
    }

    private void add(
            @Nullable String element,
            @Nullable String name,
            Severity severity,
            String rule,
            String message,
            String advice) {
        found.add(new Finding(file, element, name, severity, rule, Wording.typeset(message), Wording.typeset(advice)));
    }

    List<Finding> found() {
        return found;
    }
}
