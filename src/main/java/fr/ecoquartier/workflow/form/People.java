package fr.ecoquartier.workflow.form;

import fr.ecoquartier.access.StaffRecords;
import fr.ecoquartier.access.StandIns;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.workflow.guard.OnBehalf;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.IdentityLinkEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Who acts on a task, with the name and the role that the journal keeps. */
@Component
class People {

    /** The role of somebody who acts for an authority, as the journal names it. */
    static final String AUTHORITY = "Collectivité";

    private static final Map<String, String> ROLES = Map.of(
            "ministry", "Ministère",
            "carrier", "Structure porteuse",
            "dreal", "DREAL",
            "expert", "Expert",
            "partner", "Partenaire",
            "authority", AUTHORITY);

    private final ObjectProvider<StandIns> standIns;
    private final ObjectProvider<StaffRecords> records;

    People(ObjectProvider<StandIns> standIns, ObjectProvider<StaffRecords> records) {
        this.standIns = standIns;
        this.records = records;
    }

    /**
     * The person who is signed in, or for whom the application acts; otherwise the application itself, in the name of
     * the task's assignee when it has one. A stand-in acts in their own name and says on whose account.
     */
    Actor current(TaskEntity task) {
        Authentication authentication = Context.getCommandContext().getAuthentication();
        String id = authentication != null
                ? authentication.getUserId()
                : OnBehalf.actor().orElse(task.getAssignee());
        if (id == null) {
            return Actor.system();
        }
        String onAccount = standIns.getObject()
                .underWhich(task.getId())
                .filter(standIn -> standIn.substitute().equals(id))
                .map(standIn -> ", pour le compte de " + name(standIn.absent()))
                .orElse("");
        return new Actor(id, name(id) + onAccount, role(task));
    }

    /** The name of a member of the staff, the account's name when it is not known. */
    String name(String id) {
        User user = user(id);
        return user == null ? id : name(user);
    }

    private static String name(User user) {
        String name = "%s %s"
                .formatted(plain(user.getFirstName()), plain(user.getLastName()))
                .strip();
        return name.isEmpty() ? user.getId() : name;
    }

    /** The members of a group whose account is open, account and name, by name. */
    Map<String, String> ofGroup(String group) {
        CommandContext context = Context.getCommandContext();
        List<User> members = context.runWithoutAuthorization(() -> context.getReadOnlyIdentityProvider()
                .createUserQuery(context)
                .memberOfGroup(group)
                .list());
        Map<String, String> names = new LinkedHashMap<>();
        members.stream()
                .filter(member -> records.getObject().enabled(member.getId()))
                .sorted(Comparator.comparing(People::name, String.CASE_INSENSITIVE_ORDER))
                .forEach(member -> names.put(member.getId(), name(member)));
        return names;
    }

    @Nullable
    private static User user(String id) {
        CommandContext context = Context.getCommandContext();
        return context.runWithoutAuthorization(
                () -> context.getReadOnlyIdentityProvider().findUserById(id));
    }

    private static String role(TaskEntity task) {
        return task.getIdentityLinks().stream()
                .map(IdentityLinkEntity::getGroupId)
                .filter(ROLES::containsKey)
                .map(ROLES::get)
                .findFirst()
                .orElse(ROLES.get("expert"));
    }

    private static String plain(@Nullable String part) {
        return part == null ? "" : part;
    }
}
