package fr.ecoquartier.workflow.modelling;

import fr.ecoquartier.modelling.ModelFile;
import fr.ecoquartier.modelling.ModelKind;
import fr.ecoquartier.modelling.check.Finding;
import fr.ecoquartier.modelling.check.Finding.Severity;
import fr.ecoquartier.modelling.check.ModelInspector;
import fr.ecoquartier.workflow.Refusal.FieldProblem;
import fr.ecoquartier.workflow.form.FormProblem;
import fr.ecoquartier.workflow.guard.ModelGate;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.Problem;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.bpmn.deployer.BpmnDeployer;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParser;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.xml.ModelException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Shows files to the engine without deploying them. Its parser builds the process as it would at a deployment, with every
 * listener of the application, and throws it away: nothing is written and nothing of the model runs.
 */
@Component
class EngineInspector implements ModelInspector {

    private final ModelGate gate;
    private final ProcessEngine engine;

    EngineInspector(ModelGate gate, ProcessEngine engine) {
        this.gate = gate;
        this.engine = engine;
    }

    @Override
    public List<Finding> gate(ModelFile file) {
        return gate.problems(file.name(), file.bytes()).stream()
                .map(problem -> refused(file, problem))
                .toList();
    }

    private static Finding refused(ModelFile file, FieldProblem problem) {
        boolean whole = problem.field().equals(file.name());
        return new Finding(
                file.name(),
                whole ? null : problem.field(),
                null,
                Severity.ERROR,
                "notAllowed",
                Sentences.of(problem.message()),
                Sentences.adviceFor(problem.message()));
    }

    @Override
    public List<Finding> parse(ModelFile file) {
        return switch (ModelKind.ofFile(file.name()).orElse(ModelKind.FORM)) {
            case PROCESS -> process(file);
            case DECISION -> decision(file);
            case FORM ->
                FormProblem.of(file.content()).stream()
                        .map(problem -> new Finding(
                                file.name(),
                                null,
                                null,
                                Severity.ERROR,
                                "formComponent",
                                problem,
                                "Corrigez ce champ dans l’éditeur de formulaires."))
                        .toList();
        };
    }

    private List<Finding> process(ModelFile file) {
        List<Finding> findings = new ArrayList<>();
        try {
            Bpmn.validateModel(Bpmn.readModelFromStream(new ByteArrayInputStream(file.bytes())));
        } catch (ModelException e) {
            findings.add(finding(file, null, schema(e)));
            return findings;
        }
        ProcessEngineConfigurationImpl configuration =
                (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        return configuration.getCommandExecutorTxRequired().execute(context -> {
            DeploymentEntity deployment = new DeploymentEntity();
            deployment.setId("check");
            deployment.setNew(true);
            try {
                parser(configuration)
                        .createParse()
                        .sourceInputStream(new ByteArrayInputStream(file.bytes()))
                        .deployment(deployment)
                        .name(file.name())
                        .execute();
            } catch (ParseException e) { // what the command throws would be logged as a failure of the application
                e.getResorceReports()
                        .forEach(report -> report.getErrors().forEach(problem -> findings.add(finding(file, problem))));
            } catch (ProcessEngineException e) {
                findings.add(finding(file, null, String.valueOf(e.getMessage())));
            }
            return findings;
        });
    }

    private static BpmnParser parser(ProcessEngineConfigurationImpl configuration) {
        return configuration.getDeployers().stream()
                .filter(BpmnDeployer.class::isInstance)
                .map(BpmnDeployer.class::cast)
                .findFirst()
                .orElseThrow()
                .getBpmnParser();
    }

    private List<Finding> decision(ModelFile file) {
        ProcessEngineConfigurationImpl configuration =
                (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        return configuration.getCommandExecutorTxRequired().execute(context -> {
            try {
                configuration
                        .getDmnEngineConfiguration()
                        .getTransformer()
                        .createTransform()
                        .modelInstance(Dmn.readModelFromStream(new ByteArrayInputStream(file.bytes())))
                        .transformDecisionRequirementsGraph();
                return List.<Finding>of();
            } catch (ModelException e) {
                return List.of(finding(file, null, schema(e)));
            } catch (RuntimeException e) {
                return List.of(finding(file, null, cause(e)));
            }
        });
    }

    private static Finding finding(ModelFile file, Problem problem) {
        return finding(file, problem.getMainElementId(), String.valueOf(problem.getMessage()));
    }

    private static Finding finding(ModelFile file, @Nullable String element, String message) {
        return new Finding(
                file.name(),
                element == null || element.isBlank() ? null : element,
                null,
                Severity.ERROR,
                "engine",
                Sentences.ofEngine(message),
                "Corrigez cet élément dans le panneau des propriétés ; le moteur ne saurait pas l’exécuter.");
    }

    /** What the XML schema of BPMN or DMN says. */
    private static String schema(ModelException e) {
        return cause(e);
    }

    private static String cause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }
}
