package fr.ecoquartier.workflow.oversight.history;

import fr.ecoquartier.oversight.history.InstanceStory.Rule;
import fr.ecoquartier.oversight.history.InstanceStory.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.DmnElement;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.InputEntry;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.OutputEntry;
import org.camunda.bpm.model.dmn.instance.Text;
import org.springframework.stereotype.Component;

/** Deployed decision tables as a reader sees them. A version never changes, so each is read once. */
@Component
class DecisionTables {

    private final RepositoryService repository;
    private final Map<String, Optional<Table>> tables = new ConcurrentHashMap<>();

    DecisionTables(RepositoryService repository) {
        this.repository = repository;
    }

    /** The table of one version. */
    Optional<Table> of(String definitionId) {
        return tables.computeIfAbsent(definitionId, this::read);
    }

    /** The version that was the latest at a moment. */
    Optional<DecisionDefinition> at(String key, Instant moment) {
        return repository.createDecisionDefinitionQuery().decisionDefinitionKey(key).withoutTenantId().list().stream()
                .filter(version -> !deployed(version).toInstant().isAfter(moment))
                .max(Comparator.comparingInt(DecisionDefinition::getVersion));
    }

    private Date deployed(DecisionDefinition version) {
        return repository
                .createDeploymentQuery()
                .deploymentId(version.getDeploymentId())
                .singleResult()
                .getDeploymentTime();
    }

    private Optional<Table> read(String definitionId) {
        DecisionDefinition definition = repository.getDecisionDefinition(definitionId);
        Decision decision = repository.getDmnModelInstance(definitionId).getModelElementById(definition.getKey());
        if (decision == null || !(decision.getExpression() instanceof DecisionTable table)) {
            return Optional.empty();
        }
        List<Rule> rules = new ArrayList<>();
        for (org.camunda.bpm.model.dmn.instance.Rule rule : table.getRules()) {
            rules.add(new Rule(
                    rule.getId(),
                    rules.size() + 1,
                    rule.getInputEntries().stream()
                            .map(InputEntry::getText)
                            .map(DecisionTables::text)
                            .toList(),
                    rule.getOutputEntries().stream()
                            .map(OutputEntry::getText)
                            .map(DecisionTables::text)
                            .toList(),
                    rule.getDescription() == null ? null : rule.getDescription().getTextContent()));
        }
        return Optional.of(new Table(
                labels(table.getInputs(), Input::getLabel), labels(table.getOutputs(), Output::getLabel), rules));
    }

    private static <E extends DmnElement> List<String> labels(
            Collection<E> columns, java.util.function.Function<E, String> label) {
        return columns.stream()
                .map(column -> {
                    String text = label.apply(column);
                    return text == null || text.isBlank() ? column.getId() : text;
                })
                .toList();
    }

    private static String text(Text text) {
        return text == null ? "" : text.getTextContent().strip();
    }
}
