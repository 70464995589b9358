package fr.ecoquartier.workflow.guard;

import static org.camunda.bpm.engine.authorization.Authorization.ANY;
import static org.camunda.bpm.engine.authorization.Authorization.AUTH_TYPE_GRANT;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.authorization.TaskPermissions;
import org.camunda.bpm.engine.authorization.UserOperationLogCategoryPermissions;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;

/**
 * What each role may do in the engine, written once per role and kind of resource. The definitions say <em>what</em>,
 * the tenant says <em>where</em>, {@link TaskRules} decide about each task. Local authorities have nothing here.
 */
final class RoleGrants {

    private static final Permission[] SEE_AND_WORK = {
        ProcessDefinitionPermissions.READ,
        ProcessDefinitionPermissions.READ_TASK,
        ProcessDefinitionPermissions.READ_TASK_VARIABLE,
        // the dossier on the cards of Tasklist: variables of the process
        ProcessDefinitionPermissions.READ_INSTANCE_VARIABLE,
        ProcessDefinitionPermissions.TASK_WORK,
        ProcessDefinitionPermissions.READ_HISTORY
    };

    private static final Permission[] WATCH = {
        ProcessDefinitionPermissions.READ,
        ProcessDefinitionPermissions.READ_TASK,
        ProcessDefinitionPermissions.READ_TASK_VARIABLE,
        ProcessDefinitionPermissions.READ_INSTANCE,
        ProcessDefinitionPermissions.READ_INSTANCE_VARIABLE,
        ProcessDefinitionPermissions.READ_HISTORY,
        ProcessDefinitionPermissions.READ_HISTORY_VARIABLE
    };

    record Grant(String group, Resource resource, String resourceId, Permission... permissions) {}

    private RoleGrants() {}

    static List<Grant> all() {
        List<Grant> grants = new ArrayList<>();
        for (String role : List.of("ministry", "carrier", "dreal")) {
            grants.add(new Grant(role, Resources.APPLICATION, "tasklist", Permissions.ACCESS));
            grants.add(new Grant(role, Resources.PROCESS_DEFINITION, ANY, SEE_AND_WORK));
            grants.add(new Grant(role, Resources.FILTER, ANY, Permissions.READ));
            grants.add(new Grant(role, Resources.USER, ANY, Permissions.READ));
            grants.add(new Grant(role, Resources.GROUP, ANY, Permissions.READ));
        }
        for (String role : List.of("expert", "partner")) {
            grants.add(new Grant(role, Resources.APPLICATION, "tasklist", Permissions.ACCESS));
            grants.add(new Grant(role, Resources.FILTER, ANY, Permissions.READ));
            grants.add(new Grant(role, Resources.GROUP, ANY, Permissions.READ));
            // the diagram of the own task
            grants.add(new Grant(role, Resources.PROCESS_DEFINITION, ANY, ProcessDefinitionPermissions.READ));
        }
        grants.add(new Grant("manager", Resources.APPLICATION, "cockpit", Permissions.ACCESS));
        grants.add(new Grant("manager", Resources.PROCESS_DEFINITION, ANY, WATCH));
        grants.add(
                new Grant("manager", Resources.DECISION_DEFINITION, ANY, Permissions.READ, Permissions.READ_HISTORY));
        grants.add(new Grant("manager", Resources.DECISION_REQUIREMENTS_DEFINITION, ANY, Permissions.READ));
        grants.add(new Grant("manager", Resources.DEPLOYMENT, ANY, Permissions.READ));
        grants.add(new Grant("manager", Resources.BATCH, ANY, Permissions.READ));
        grants.add(new Grant("manager", Resources.USER, ANY, Permissions.READ));
        grants.add(new Grant("manager", Resources.GROUP, ANY, Permissions.READ));
        // Cockpit counts the tasks of each group for whoever may read all of them
        grants.add(new Grant("manager", Resources.TASK, ANY, TaskPermissions.READ));
        grants.add(
                new Grant("manager", Resources.OPERATION_LOG_CATEGORY, ANY, UserOperationLogCategoryPermissions.READ));
        for (Resource resource : Resources.values()) {
            grants.add(new Grant(People.ADMINS, resource, ANY, Permissions.ALL));
        }
        return grants;
    }

    /** Makes the grants of our roles exactly these; grants on single resources by an administrator are left alone. */
    static void apply(AuthorizationService authorizations) {
        Set<String> declared = all().stream()
                .map(grant -> key(grant.group(), grant.resource().resourceType(), grant.resourceId()))
                .collect(Collectors.toSet());
        for (Grant grant : all()) {
            Authorization existing = authorizations
                    .createAuthorizationQuery()
                    .authorizationType(AUTH_TYPE_GRANT)
                    .groupIdIn(grant.group())
                    .resourceType(grant.resource())
                    .resourceId(grant.resourceId())
                    .singleResult();
            Authorization wanted = existing == null ? authorizations.createNewAuthorization(AUTH_TYPE_GRANT) : existing;
            if (existing != null && same(existing, grant)) {
                continue;
            }
            wanted.setGroupId(grant.group());
            wanted.setResource(grant.resource());
            wanted.setResourceId(grant.resourceId());
            wanted.setPermissions(grant.permissions());
            authorizations.saveAuthorization(wanted);
        }
        String[] roles = all().stream().map(Grant::group).distinct().toArray(String[]::new);
        authorizations.createAuthorizationQuery().groupIdIn(roles).resourceId(ANY).unlimitedList().stream()
                .filter(existing -> !declared.contains(
                        key(existing.getGroupId(), existing.getResourceType(), existing.getResourceId())))
                .forEach(existing -> authorizations.deleteAuthorization(existing.getId()));
    }

    /** Exactly these permissions, neither fewer nor more. */
    private static boolean same(Authorization existing, Grant grant) {
        AuthorizationEntity wanted = new AuthorizationEntity(AUTH_TYPE_GRANT);
        wanted.setResource(grant.resource());
        wanted.setPermissions(grant.permissions());
        return ((AuthorizationEntity) existing).getPermissions() == wanted.getPermissions();
    }

    private static String key(String group, int type, String id) {
        return group + '/' + type + '/' + id;
    }
}
