package fr.ecoquartier.workflow.migration;

import fr.ecoquartier.modelling.migration.MoveOptions;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.Expression;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.task.TaskDefinition;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.IdentityLinkType;

/**
 * The engine moves an open task and leaves it as it was written when it began. Here it takes the name of the new
 * version, on demand its roles and due dates too; the listeners of every task hear of it, as of any change.
 */
final class RenewTasks implements Command<Void> {

    private final String instanceId;
    private final MoveOptions options;

    RenewTasks(String instanceId, MoveOptions options) {
        this.instanceId = instanceId;
        this.options = options;
    }

    @Override
    public Void execute(CommandContext context) {
        context.getTaskManager().findTasksByProcessInstanceId(instanceId).forEach(this::renew);
        return null;
    }

    private void renew(TaskEntity task) {
        TaskDefinition definition = task.getTaskDefinition();
        Object name = value(definition.getNameExpression(), task);
        if (name != null && !name.equals(task.getName())) {
            task.setName(name.toString());
        }
        if (options.dueDates()) {
            date(definition.getDueDateExpression(), task, task.getDueDate(), task::setDueDate);
            date(definition.getFollowUpDateExpression(), task, task.getFollowUpDate(), task::setFollowUpDate);
        }
        if (options.roles() && task.getAssignee() == null) {
            renewRoles(task, definition);
        }
        task.triggerUpdateEvent();
    }

    private static void date(
            Expression expression, TaskEntity task, Date before, java.util.function.Consumer<Date> change) {
        if (value(expression, task) instanceof Date date && !Objects.equals(date, before)) {
            change.accept(date);
        }
    }

    private static void renewRoles(TaskEntity task, TaskDefinition definition) {
        Set<String> wanted = new HashSet<>();
        definition.getCandidateGroupIdExpressions().stream()
                .flatMap(expression -> groups(value(expression, task)))
                .forEach(wanted::add);
        List<String> present = task.getIdentityLinks().stream()
                .filter(link -> IdentityLinkType.CANDIDATE.equals(link.getType()) && link.getGroupId() != null)
                .map(IdentityLink::getGroupId)
                .toList();
        present.stream().filter(group -> !wanted.contains(group)).forEach(task::deleteCandidateGroup);
        wanted.stream().filter(group -> !present.contains(group)).forEach(task::addCandidateGroup);
    }

    private static Stream<String> groups(Object value) {
        return value instanceof Collection<?> several
                ? several.stream().map(String::valueOf)
                : value == null
                        ? Stream.empty()
                        : Arrays.stream(value.toString().split(" *, *"));
    }

    private static Object value(Expression expression, TaskEntity task) {
        return expression == null ? null : expression.getValue(task.getExecution());
    }
}
