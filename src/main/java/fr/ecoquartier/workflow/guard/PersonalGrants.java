package fr.ecoquartier.workflow.guard;

import static org.camunda.bpm.engine.authorization.Authorization.AUTH_TYPE_GRANT;

import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.authorization.TaskPermissions;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.Tenant;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.cfg.auth.ResourceAuthorizationProvider;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.repository.DecisionRequirementsDefinition;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;

/**
 * The stock engine writes grants for every task, candidate, user and filter, and queries over many tasks then take
 * minutes. Here roles are granted on definitions once ({@link RoleGrants}); the only personal grants are those of
 * experts and partners, on exactly the tasks assigned to them, and everybody's own name. The engine removes them with the
 * task and the account.
 */
class PersonalGrants implements ResourceAuthorizationProvider {

    private static final Permission[] WORK = {
        TaskPermissions.READ, TaskPermissions.READ_VARIABLE, TaskPermissions.TASK_WORK
    };

    private final People people;

    PersonalGrants(People people) {
        this.people = people;
    }

    @Override
    public AuthorizationEntity[] newTaskAssignee(Task task, String before, String after) {
        CommandContext context = Context.getCommandContext();
        if (before != null && !before.equals(after)) {
            AuthorizationEntity old = grant(context, task, before);
            if (old != null) {
                People.unchecked(context, () -> {
                    context.getAuthorizationManager().delete(old);
                    return null;
                });
            }
        }
        if (after == null || !people.worksTaskByTask(context, after) || grant(context, task, after) != null) {
            return none();
        }
        return new AuthorizationEntity[] {grant(after, Resources.TASK, task.getId(), WORK)};
    }

    private static AuthorizationEntity grant(
            String userId, Resource resource, String resourceId, Permission... permissions) {
        AuthorizationEntity grant = new AuthorizationEntity(AUTH_TYPE_GRANT);
        grant.setUserId(userId);
        grant.setResource(resource);
        grant.setResourceId(resourceId);
        grant.setPermissions(permissions);
        return grant;
    }

    private static AuthorizationEntity grant(CommandContext context, Task task, String userId) {
        return context.getAuthorizationManager()
                .findAuthorizationByUserIdAndResourceId(AUTH_TYPE_GRANT, userId, Resources.TASK, task.getId());
    }

    private static AuthorizationEntity[] none() {
        return new AuthorizationEntity[0];
    }

    @Override
    public AuthorizationEntity[] newUser(User user) {
        return new AuthorizationEntity[] {grant(user.getId(), Resources.USER, user.getId(), Permissions.READ)};
    }

    @Override
    public AuthorizationEntity[] newGroup(Group group) {
        return none();
    }

    @Override
    public AuthorizationEntity[] newTenant(Tenant tenant) {
        return none();
    }

    @Override
    public AuthorizationEntity[] groupMembershipCreated(String groupId, String userId) {
        return none();
    }

    @Override
    public AuthorizationEntity[] tenantMembershipCreated(Tenant tenant, User user) {
        return none();
    }

    @Override
    public AuthorizationEntity[] tenantMembershipCreated(Tenant tenant, Group group) {
        return none();
    }

    @Override
    public AuthorizationEntity[] newFilter(Filter filter) {
        return none();
    }

    @Override
    public AuthorizationEntity[] newDeployment(Deployment deployment) {
        return none();
    }

    @Override
    public AuthorizationEntity[] newProcessDefinition(ProcessDefinition definition) {
        return none();
    }

    @Override
    public AuthorizationEntity[] newProcessInstance(ProcessInstance instance) {
        return none();
    }

    @Override
    public AuthorizationEntity[] newTask(Task task) {
        return none();
    }

    @Override
    public AuthorizationEntity[] newTaskOwner(Task task, String before, String after) {
        return none();
    }

    @Override
    public AuthorizationEntity[] newTaskUserIdentityLink(Task task, String userId, String type) {
        return none();
    }

    @Override
    public AuthorizationEntity[] newTaskGroupIdentityLink(Task task, String groupId, String type) {
        return none();
    }

    @Override
    public AuthorizationEntity[] deleteTaskUserIdentityLink(Task task, String userId, String type) {
        return none();
    }

    @Override
    public AuthorizationEntity[] deleteTaskGroupIdentityLink(Task task, String groupId, String type) {
        return none();
    }

    @Override
    public AuthorizationEntity[] newDecisionDefinition(DecisionDefinition definition) {
        return none();
    }

    @Override
    public AuthorizationEntity[] newDecisionRequirementsDefinition(DecisionRequirementsDefinition definition) {
        return none();
    }
}
