package fr.ecoquartier.workflow.demo;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code demo/operations.yaml}.
 *
 * @param figures named sets of figures, by input code
 */
record DemoOperations(Map<String, Map<String, BigDecimal>> figures, List<Operation> operations) {

    /**
     * One dossier to make.
     *
     * @param source where the published figures come from, null for an invented operation
     * @param stopAt the user task that is left open, null to go on to the end
     * @param finished whether the authority declares the operation finished once the contract is signed
     */
    record Operation(
            String key,
            String authority,
            String operation,
            String context,
            @Nullable String source,
            @Nullable Map<String, BigDecimal> published,
            @Nullable String figures,
            @Nullable String measured,
            @Nullable String stopAt,
            @Nullable Map<String, Map<String, Object>> choices,
            @Nullable List<String> fire,
            @Nullable String then,
            boolean finished) {

        Map<String, Object> choicesAt(String step) {
            return choices == null ? Map.of() : choices.getOrDefault(step, Map.of());
        }
    }

    Map<String, BigDecimal> figures(Operation operation, boolean measured) {
        if (operation.published() != null) {
            return operation.published();
        }
        String set = measured && operation.measured() != null ? operation.measured() : operation.figures();
        Map<String, BigDecimal> values = figures.get(set);
        if (values == null) {
            throw new IllegalStateException("demo/operations.yaml: no figures named " + set);
        }
        return values;
    }
}
