package fr.ecoquartier.workflow.guard;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.Tenant;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;

/** Who somebody is in the engine: groups and tenants, of the caller or of another account. */
class People {

    static final String ADMINS = "camunda-admin";
    static final String AUTHORITY = "authority";
    private static final String EXPERTS = "expert";
    private static final String PARTNERS = "partner";

    private final ProcessEngineConfigurationImpl engine;

    People(ProcessEngineConfigurationImpl engine) {
        this.engine = engine;
    }

    record Somebody(String id, Set<String> groups, Set<String> tenants) {}

    /** The person, from the session for the caller, from the accounts for anybody else. */
    Somebody somebody(CommandContext context, String userId) {
        Authentication caller = context.getAuthentication();
        if (caller != null && userId.equals(caller.getUserId())) {
            return new Somebody(userId, set(caller.getGroupIds()), set(caller.getTenantIds()));
        }
        return unchecked(
                context,
                () -> new Somebody(
                        userId,
                        set(engine.getIdentityService().createGroupQuery().groupMember(userId).list().stream()
                                .map(Group::getId)
                                .toList()),
                        set(engine
                                .getIdentityService()
                                .createTenantQuery()
                                .userMember(userId)
                                .includingGroupsOfUser(true)
                                .list()
                                .stream()
                                .map(Tenant::getId)
                                .toList())));
    }

    /** Somebody who sees nothing but what is assigned to them: an expert, a partner. */
    boolean worksTaskByTask(CommandContext context, String userId) {
        return unchecked(
                context,
                () -> engine.getIdentityService()
                                .createGroupQuery()
                                .groupMember(userId)
                                .groupIdIn(EXPERTS, PARTNERS)
                                .count()
                        > 0);
    }

    /** The person's name as colleagues know it; an actor without account here is the authority. */
    String name(CommandContext context, String userId) {
        User user = unchecked(
                context,
                () -> engine.getIdentityService()
                        .createUserQuery()
                        .userId(userId)
                        .singleResult());
        if (user == null) {
            return "la collectivité";
        }
        String name = ((user.getFirstName() == null ? "" : user.getFirstName()) + " "
                        + (user.getLastName() == null ? "" : user.getLastName()))
                .strip();
        return name.isEmpty() ? userId : name;
    }

    static <T> T unchecked(CommandContext context, Callable<T> action) {
        return context.runWithoutAuthorization(action);
    }

    private static Set<String> set(List<String> ids) {
        return ids == null ? Set.of() : new HashSet<>(ids);
    }
}
