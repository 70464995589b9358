package fr.ecoquartier.workflow.oversight.history;

import fr.ecoquartier.dossier.Check;
import fr.ecoquartier.dossier.DossierFigures;
import fr.ecoquartier.indicator.DimensionResult;
import fr.ecoquartier.indicator.Rating;
import fr.ecoquartier.oversight.history.InstanceStory.Evaluation;
import fr.ecoquartier.oversight.history.InstanceStory.Rule;
import fr.ecoquartier.oversight.history.InstanceStory.Table;
import fr.ecoquartier.oversight.history.InstanceStory.Value;
import fr.ecoquartier.workflow.oversight.Models;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.history.HistoricDecisionInputInstance;
import org.camunda.bpm.engine.history.HistoricDecisionInstance;
import org.camunda.bpm.engine.history.HistoricDecisionOutputInstance;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.springframework.stereotype.Component;

/**
 * The decisions that were evaluated for an instance: the opinions, which leave no trace in the engine and are in the
 * reports of the checks, and the business rule tasks of its model, which the engine's history has.
 */
@Component
class Evaluations {

    private static final String OPINION = "stageOpinion";

    private final DossierFigures figures;
    private final HistoryService history;
    private final RepositoryService repository;
    private final DecisionTables tables;

    Evaluations(DossierFigures figures, HistoryService history, RepositoryService repository, DecisionTables tables) {
        this.figures = figures;
        this.history = history;
        this.repository = repository;
        this.tables = tables;
    }

    List<Evaluation> of(String instance, String reference, BpmnModelInstance model) {
        return Stream.concat(opinions(instance, reference, model), decided(instance, model))
                .sorted(Comparator.comparing(Evaluation::at))
                .toList();
    }

    private Stream<Evaluation> opinions(String instance, String reference, BpmnModelInstance model) {
        return reference == null
                ? Stream.empty()
                : figures.checksOf(reference, instance).stream().map(check -> opinion(check, model));
    }

    private Evaluation opinion(Check check, BpmnModelInstance model) {
        Optional<DecisionDefinition> version = tables.at(OPINION, check.checkedAt());
        Optional<Table> table = version.flatMap(found -> tables.of(found.getId()));
        String name = check.report().rule();
        List<String> fired = table.stream()
                .flatMap(found -> found.rules().stream())
                .filter(rule -> rule.conclusions().contains('"' + name + '"'))
                .map(Rule::id)
                .toList();
        String note = table.isEmpty()
                ? "La table de décision de cette date n’est plus déployée."
                : fired.isEmpty()
                        ? "La règle « " + name
                                + " » n’est pas dans la version de la table qui était déployée à cette date."
                        : "Avis calculé sans trace dans le moteur : les valeurs viennent du rapport de contrôle, la table est"
                                + " celle qui était déployée à cette date.";
        return new Evaluation(
                OPINION,
                version.map(DecisionDefinition::getName).orElse("Avis sur une étape"),
                version.map(DecisionDefinition::getVersion).orElse(null),
                check.checkedAt(),
                Models.name(model, check.step()),
                inputs(check),
                List.of(
                        new Value("Avis", check.report().opinion().label()),
                        new Value("Règle", check.report().rule())),
                fired,
                table.orElse(null),
                note);
    }

    /** What the decision looked at, as far as the report tells it. */
    private static List<Value> inputs(Check check) {
        var indicators = check.report().indicators();
        List<DimensionResult> dimensions = check.report().dimensions();
        int applicable =
                dimensions.stream().mapToInt(DimensionResult::applicable).sum();
        int met = dimensions.stream().mapToInt(DimensionResult::met).sum();
        BigDecimal lowest = dimensions.stream()
                .map(DimensionResult::share)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(BigDecimal.ZERO);
        return List.of(
                new Value("Étape", check.stage().label()),
                new Value(
                        "Indicateurs sans donnée",
                        String.valueOf(indicators.stream()
                                .filter(indicator -> indicator.rating() == Rating.MISSING)
                                .count())),
                new Value(
                        "Indicateurs obligatoires non atteints",
                        String.valueOf(indicators.stream()
                                .filter(indicator -> indicator.mandatory() && indicator.rating() == Rating.UNMET)
                                .count())),
                new Value("Indicateurs atteints", met + " sur " + applicable),
                new Value(
                        "Plus faible part dans une dimension",
                        VariableTexts.text(lowest.multiply(BigDecimal.valueOf(100))
                                        .setScale(1, java.math.RoundingMode.HALF_UP))
                                + "\u00a0%"));
    }

    private Stream<Evaluation> decided(String instance, BpmnModelInstance model) {
        return history
                .createHistoricDecisionInstanceQuery()
                .processInstanceId(instance)
                .includeInputs()
                .includeOutputs()
                .disableCustomObjectDeserialization()
                .list()
                .stream()
                .map(decision -> evaluation(decision, model));
    }

    private Evaluation evaluation(HistoricDecisionInstance decision, BpmnModelInstance model) {
        DecisionDefinition definition = repository
                .createDecisionDefinitionQuery()
                .decisionDefinitionId(decision.getDecisionDefinitionId())
                .singleResult();
        List<Value> outputs = new ArrayList<>();
        for (HistoricDecisionOutputInstance output : decision.getOutputs()) {
            String name = output.getClauseName() == null ? output.getVariableName() : output.getClauseName();
            outputs.add(new Value(name, VariableTexts.text(output.getVariableName(), output.getTypedValue())));
        }
        return new Evaluation(
                decision.getDecisionDefinitionKey(),
                decision.getDecisionDefinitionName() == null
                        ? decision.getDecisionDefinitionKey()
                        : decision.getDecisionDefinitionName(),
                definition == null ? null : definition.getVersion(),
                decision.getEvaluationTime().toInstant(),
                decision.getActivityId() == null ? null : Models.name(model, decision.getActivityId()),
                decision.getInputs().stream().map(Evaluations::input).toList(),
                outputs,
                decision.getOutputs().stream()
                        .map(HistoricDecisionOutputInstance::getRuleId)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList(),
                definition == null ? null : tables.of(definition.getId()).orElse(null),
                definition == null ? "Cette version de la décision n’est plus déployée." : null);
    }

    private static Value input(HistoricDecisionInputInstance input) {
        String name = input.getClauseName() == null ? input.getClauseId() : input.getClauseName();
        return new Value(name, VariableTexts.text(name, input.getTypedValue()));
    }
}
