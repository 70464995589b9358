package fr.ecoquartier.workflow.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.access.AccountEvent;
import fr.ecoquartier.access.AccountJournal;
import fr.ecoquartier.access.AccountRefused;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.access.StaffAccounts;
import fr.ecoquartier.access.StaffDirectory;
import fr.ecoquartier.access.StaffEdit;
import fr.ecoquartier.access.StaffMember;
import fr.ecoquartier.access.StaffRecords;
import fr.ecoquartier.workflow.guard.EngineClient.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Whatever the way, an administrator who may sign in remains. The others of the shared database sleep meanwhile. */
@IntegrationTest
class LastAdminTest {

    @Autowired
    private EngineClient people;

    @Autowired
    private StaffDirectory staff;

    @Autowired
    private StaffAccounts accounts;

    @Autowired
    private StaffRecords records;

    @Autowired
    private AccountJournal journal;

    private final List<String> asleep = new ArrayList<>();
    private Person first;
    private Person second;

    @BeforeEach
    void onlyTwoAdministratorsAreLeft() {
        first = admin("lastadmin-un");
        second = admin("lastadmin-deux");
        staff.withRole(Role.ADMIN).stream()
                .map(Person::id)
                .filter(id -> !id.equals(first.id()) && !id.equals(second.id()))
                .forEach(id -> {
                    records.enable(id, false);
                    asleep.add(id);
                });
    }

    @AfterEach
    void theOthersWakeUp() {
        asleep.forEach(id -> records.enable(id, true));
        records.enable(first.id(), true);
        records.enable(second.id(), true);
        admin("lastadmin-un");
        admin("lastadmin-deux");
    }

    private Person admin(String id) {
        staff.save(new StaffDirectory.NewStaff(
                id, "Admin", id, id + "@exemple.invalid", EngineClient.PASSWORD, Set.of(Role.ADMIN), Set.of()));
        return staff.find(id).orElseThrow();
    }

    private StaffEdit asCarrier(Person person) {
        StaffMember member = accounts.find(person.id()).orElseThrow();
        return new StaffEdit(
                member.firstName(),
                member.lastName(),
                member.email(),
                Set.of(Role.CARRIER),
                Set.of(),
                member.revision(),
                "changement de poste");
    }

    @Test
    void theLastOneIsNeitherDeactivatedNorLosesTheRoleOnOurPages() {
        accounts.deactivate(second.id(), "départ", first);
        assertThatThrownBy(() -> accounts.deactivate(first.id(), "départ", second))
                .isInstanceOf(AccountRefused.class)
                .hasMessageContaining("dernier administrateur");
        assertThatThrownBy(() -> accounts.edit(first.id(), asCarrier(first), first))
                .isInstanceOf(AccountRefused.class)
                .hasMessageContaining("dernier administrateur");
        assertThat(staff.active(first.id()).orElseThrow().is(Role.ADMIN)).isTrue();
    }

    @Test
    void theLastOneStaysWhenTheEngineIsAskedDirectly() {
        var caller = people.as(first.id());
        assertThat(caller.delete("/group/camunda-admin/members/" + second.id()).status())
                .isEqualTo(204);
        assertThat(journal.of(second.id()).get(0).kind()).isEqualTo(AccountEvent.Kind.RIGHTS);
        assertThat(journal.of(second.id()).get(0).byId()).isEqualTo(first.id());

        for (String path : List.of(
                "/group/camunda-admin/members/" + first.id(),
                "/user/" + first.id(),
                "/group/camunda-admin",
                "/tenant/82")) {
            Answer refused = caller.delete(path);
            assertThat(refused.status()).as(path + refused.text()).isEqualTo(409);
            assertThat(refused.json().get("message").asText()).isNotBlank();
        }
        assertThat(staff.active(first.id()).orElseThrow().is(Role.ADMIN)).isTrue();
    }

    @Test
    void whoIsNoAdministratorLearnsNothingFromTheRule() {
        for (String who : List.of("guard-manager", "guard-ministry", "guard-dreal-82", "guard-partner")) {
            assertThat(people.as(who)
                            .delete("/group/camunda-admin/members/" + first.id())
                            .status())
                    .isIn(403, 404);
        }
        assertThat(people.as(null)
                        .delete("/group/camunda-admin/members/" + first.id())
                        .status())
                .isIn(401, 403);
        assertThat(staff.active(first.id()).orElseThrow().is(Role.ADMIN)).isTrue();
    }

    @Test
    void ofTwoWhoRemoveEachOtherAtTheSameTimeOneRemains() throws Exception {
        assertThat(together(
                        () -> attempt(() -> accounts.deactivate(second.id(), "essai", first)),
                        () -> attempt(() -> accounts.deactivate(first.id(), "essai", second))))
                .containsExactlyInAnyOrder(true, false);
        assertThat(staff.withRole(Role.ADMIN)).hasSize(1);
    }

    @Test
    void ofTwoWhoTakeTheRoleFromEachOtherThroughTheEngineOneRemains() throws Exception {
        assertThat(together(
                        () -> people.as(first.id())
                                        .delete("/group/camunda-admin/members/" + second.id())
                                        .status()
                                == 204,
                        () -> people.as(second.id())
                                        .delete("/group/camunda-admin/members/" + first.id())
                                        .status()
                                == 204))
                .contains(true)
                .contains(false);
        assertThat(staff.withRole(Role.ADMIN)).hasSize(1);
    }

    private static boolean attempt(Runnable action) {
        try {
            action.run();
            return true;
        } catch (AccountRefused refused) {
            return false;
        }
    }

    private static List<Boolean> together(Callable<Boolean> one, Callable<Boolean> other) throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<Boolean>> running = new ArrayList<>();
            for (Callable<Boolean> action : List.of(one, other)) {
                running.add(threads.submit(() -> {
                    start.await();
                    return action.call();
                }));
            }
            return List.of(running.get(0).get(), running.get(1).get());
        } finally {
            threads.shutdown();
        }
    }
}
