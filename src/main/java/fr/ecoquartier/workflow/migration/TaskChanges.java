package fr.ecoquartier.workflow.migration;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.Expression;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.form.entity.CamundaFormDefinitionManager;
import org.camunda.bpm.engine.impl.persistence.entity.CamundaFormDefinitionEntity;
import org.camunda.bpm.engine.impl.task.TaskDefinition;

/** What becomes of an open task when it goes to another version: its form, its role. */
final class TaskChanges {

    private static final String WITH_THE_MODEL = "deployment";

    private final ProcessEngineConfigurationImpl engine;
    private final Version from;
    private final Version to;
    private final Map<String, Optional<byte[]>> forms = new HashMap<>();

    TaskChanges(ProcessEngineConfigurationImpl engine, Version from, Version to) {
        this.engine = engine;
        this.from = from;
        this.to = to;
    }

    /** The form that a task of the new version asks for and that did not come with it. */
    Optional<String> missingForm(String target) {
        return ownForm(to.task(target))
                .filter(form -> content(to.deploymentId(), form).isEmpty());
    }

    /** Whether somebody who has the task open sees another form afterwards. */
    boolean formChanges(String source, String target) {
        TaskDefinition before = from.task(source);
        TaskDefinition after = to.task(target);
        if (before == null || after == null) {
            return false;
        }
        if (!text(before.getCamundaFormDefinitionKey()).equals(text(after.getCamundaFormDefinitionKey()))) {
            return true;
        }
        Optional<String> old = ownForm(before);
        Optional<String> renewed = ownForm(after);
        if (old.isEmpty() || renewed.isEmpty()) {
            return false;
        }
        return !Arrays.equals(
                content(from.deploymentId(), old.get()).orElse(new byte[0]),
                content(to.deploymentId(), renewed.get()).orElse(new byte[0]));
    }

    /** The roles of the new version, when they are others; empty when they stay. */
    Optional<Set<String>> newRoles(String source, String target) {
        TaskDefinition before = from.task(source);
        TaskDefinition after = to.task(target);
        if (before == null || after == null) {
            return Optional.empty();
        }
        Set<String> roles = texts(after.getCandidateGroupIdExpressions());
        return texts(before.getCandidateGroupIdExpressions()).equals(roles) ? Optional.empty() : Optional.of(roles);
    }

    private static Set<String> texts(Collection<Expression> expressions) {
        return expressions.stream().map(Expression::getExpressionText).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The form that comes in the deployment of the model itself; one that an expression names is found when it is opened. */
    private static Optional<String> ownForm(TaskDefinition task) {
        if (task == null
                || task.getCamundaFormDefinitionKey() == null
                || !WITH_THE_MODEL.equals(task.getCamundaFormDefinitionBinding())) {
            return Optional.empty();
        }
        return Optional.of(text(task.getCamundaFormDefinitionKey())).filter(form -> !form.contains("${"));
    }

    private static String text(Expression expression) {
        return expression == null ? "" : expression.getExpressionText();
    }

    private Optional<byte[]> content(String deploymentId, String form) {
        return forms.computeIfAbsent(deploymentId + "/" + form, key -> read(deploymentId, form));
    }

    private Optional<byte[]> read(String deploymentId, String form) {
        CamundaFormDefinitionEntity found = engine.getCommandExecutorTxRequired()
                .execute(context -> context.getSession(CamundaFormDefinitionManager.class)
                        .findDefinitionByDeploymentAndKey(deploymentId, form));
        if (found == null) {
            return Optional.empty();
        }
        try (InputStream content =
                engine.getRepositoryService().getResourceAsStream(found.getDeploymentId(), found.getResourceName())) {
            return Optional.of(content.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
