package fr.ecoquartier.workflow.guard;

import fr.ecoquartier.access.AccountEvent;
import fr.ecoquartier.access.AccountJournal;
import fr.ecoquartier.access.AccountRefused;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.access.StaffRecords;
import fr.ecoquartier.workflow.Refusal;
import java.util.Optional;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.IdentityServiceImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.springframework.beans.factory.ObjectProvider;

/**
 * The accounts of the engine, whoever changes them: our pages, the Admin web app, the engine's REST interface. The last
 * administrator stays one, nobody is deleted by a person, and what was changed elsewhere than on our pages is journaled
 * like the rest.
 */
class GuardedIdentities extends IdentityServiceImpl {

    private static final String ELSEWHERE = " (par l’application Admin ou l’interface du moteur)";

    private final ObjectProvider<AdminsKept> admins;
    private final ObjectProvider<StaffRecords> records;
    private final ObjectProvider<AccountJournal> journal;
    private final People people;

    GuardedIdentities(
            ObjectProvider<AdminsKept> admins,
            ObjectProvider<StaffRecords> records,
            ObjectProvider<AccountJournal> journal,
            People people) {
        this.admins = admins;
        this.records = records;
        this.journal = journal;
        this.people = people;
    }

    @Override
    public boolean checkPassword(String userId, String password) {
        return super.checkPassword(userId, password) && records.getObject().enabled(userId);
    }

    @Override
    public void createMembership(String userId, String groupId) {
        changing(
                userId,
                () -> super.createMembership(userId, groupId),
                AccountEvent.Kind.RIGHTS,
                "Rôle donné : " + role(groupId));
    }

    @Override
    public void deleteMembership(String userId, String groupId) {
        changing(
                userId,
                () -> {
                    super.deleteMembership(userId, groupId);
                    if (People.ADMINS.equals(groupId) && records.getObject().enabled(userId)) {
                        keepAnAdminBesides(userId);
                    }
                },
                AccountEvent.Kind.RIGHTS,
                "Rôle retiré : " + role(groupId));
    }

    @Override
    public void createTenantUserMembership(String tenantId, String userId) {
        changing(
                userId,
                () -> super.createTenantUserMembership(tenantId, userId),
                AccountEvent.Kind.RIGHTS,
                "Région donnée : " + tenantId);
    }

    @Override
    public void deleteTenantUserMembership(String tenantId, String userId) {
        changing(
                userId,
                () -> super.deleteTenantUserMembership(tenantId, userId),
                AccountEvent.Kind.RIGHTS,
                "Région retirée : " + tenantId);
    }

    @Override
    public void saveUser(User user) {
        saving(user, () -> super.saveUser(user));
    }

    @Override
    public void saveUser(User user, boolean skipPasswordPolicy) {
        saving(user, () -> super.saveUser(user, skipPasswordPolicy));
    }

    private void saving(User user, Runnable save) {
        boolean created = user instanceof UserEntity entity && entity.getRevision() == 0;
        changing(
                user.getId(),
                save,
                created ? AccountEvent.Kind.CREATED : AccountEvent.Kind.CHANGED,
                created ? "Compte ouvert" : "Nom, adresse électronique ou mot de passe changé");
    }

    @Override
    public void deleteUser(String userId) {
        if (asPerson()) {
            throw EngineRequest.remember(
                    Refusal.conflict(
                            "Un compte ne se supprime pas, car ce qu’il a fait demeure : désactivez-le dans « Administration », « Agents »."));
        }
        commandExecutor.execute(context -> {
            boolean admin = People.unchecked(
                            context,
                            () -> createUserQuery()
                                    .userId(userId)
                                    .memberOfGroup(People.ADMINS)
                                    .count())
                    > 0;
            super.deleteUser(userId);
            if (admin && records.getObject().enabled(userId)) {
                keepAnAdminBesides(userId);
            }
            return null;
        });
    }

    @Override
    public void deleteGroup(String groupId) {
        if (Role.ofGroup(groupId).isPresent()) {
            throw EngineRequest.remember(
                    Refusal.conflict("Les groupes des rôles sont ceux de l’application : ils ne se suppriment pas."));
        }
        super.deleteGroup(groupId);
    }

    @Override
    public void deleteTenant(String tenantId) {
        if (tenantId != null && tenantId.matches("\\d{2}")) {
            throw EngineRequest.remember(
                    Refusal.conflict("Les régions sont celles de l’application : elles ne se suppriment pas."));
        }
        super.deleteTenant(tenantId);
    }

    private void keepAnAdminBesides(String userId) {
        try {
            admins.getObject().requireAnother(userId);
        } catch (AccountRefused last) {
            throw EngineRequest.remember(Refusal.conflict(last.getMessage()));
        }
    }

    /** The change and what is kept of it, in one transaction. */
    private void changing(String userId, Runnable change, AccountEvent.Kind kind, String text) {
        boolean person = asPerson();
        commandExecutor.execute(context -> {
            change.run();
            if (person) {
                Authentication caller = context.getAuthentication();
                records.getObject().touch(userId);
                journal.getObject()
                        .add(
                                userId,
                                caller.getUserId(),
                                people.name(context, caller.getUserId()),
                                kind,
                                text + ELSEWHERE + ".",
                                null);
            }
            return null;
        });
    }

    private static String role(String groupId) {
        return Optional.ofNullable(groupId)
                .flatMap(Role::ofGroup)
                .map(Role::label)
                .orElse(groupId);
    }

    /** Called for a person, and not by the application itself or from inside a step. */
    private boolean asPerson() {
        return Context.getCommandContext() == null && getCurrentAuthentication() != null;
    }
}
