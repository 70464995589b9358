package fr.ecoquartier.workflow.tasklist;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.IntegrationTest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@IntegrationTest
class DefaultFiltersTest {

    private static final String GROUP = "filters-test-group";

    @Autowired
    DefaultFilters defaults;

    @Autowired
    ProcessEngine engine;

    @Autowired
    FilterService filters;

    @Autowired
    IdentityService identity;

    @Autowired
    AuthorizationService authorizations;

    @Test
    void areThereFromTheStartInTheOrderOfWork() {
        assertThat(stored().stream()
                        .sorted((a, b) -> Integer.compare(priority(a), priority(b)))
                        .map(Filter::getName))
                .containsExactly(
                        "Mes tâches",
                        "Tâches de mon groupe",
                        "Tâches que je supplée",
                        "En retard",
                        "À échéance cette semaine",
                        "Charte",
                        "Contrat",
                        "Suivi",
                        "Label",
                        "Tests pilotes");
    }

    @Test
    void showTheDossierOnEveryCard() {
        assertThat(stored()).allSatisfy(filter -> {
            assertThat(filter.getProperties().get("variables"))
                    .asString()
                    .contains("reference", "authorityName", "operationName", "campaign");
            assertThat(filter.getProperties())
                    .containsEntry("refresh", true)
                    .containsEntry("showUndefinedVariable", false);
        });
    }

    @Test
    void areMadeOnceHoweverManyNodesStartTogether() throws Exception {
        long before = filters.createFilterQuery().count();
        filters.deleteFilter(named("Suivi").getId());
        var nodes = Executors.newFixedThreadPool(4);
        try {
            for (var done : nodes.invokeAll(IntStream.range(0, 4)
                    .mapToObj(node -> Executors.callable(defaults::ensure))
                    .toList())) {
                done.get();
            }
        } finally {
            nodes.shutdown();
        }

        assertThat(filters.createFilterQuery().count()).isEqualTo(before);
        assertThat(filters.createFilterQuery().filterName("Suivi").count()).isEqualTo(1);
    }

    @Test
    void keepWhatAnAdministratorChangedUntilTheNextVersion() {
        Filter charter = named("Charte");
        charter.setName("Charte (essai)");
        filters.saveFilter(charter);
        try {
            defaults.ensure();
            assertThat(named("Charte (essai)")).isNotNull();

            Filter older = named("Charte (essai)");
            older.setProperties(withVersion(older.getProperties(), DefaultFilter.VERSION - 1));
            filters.saveFilter(older);
            defaults.ensure();
            assertThat(named("Charte").getId()).isEqualTo(charter.getId());
        } finally {
            charter = filters.getFilter(charter.getId());
            charter.setName("Charte");
            filters.saveFilter(charter);
        }
    }

    @Test
    void areReadByTheStaffAndByNobodyElse() {
        String id = named("En retard").getId();

        assertThat(authorizations
                        .createAuthorizationQuery()
                        .resourceType(Resources.FILTER)
                        .resourceId(id)
                        .list())
                .allSatisfy(grant -> assertThat(grant.getPermissions(Permissions.values()))
                        .contains(Permissions.READ)
                        .doesNotContain(Permissions.UPDATE, Permissions.DELETE))
                .extracting(grant -> grant.getGroupId())
                .containsExactlyInAnyOrderElementsOf(DefaultFilters.READERS)
                .doesNotContain("authority");
    }

    @Test
    void areAnsweredByTheGuardedEngineForAnyMember() {
        for (String group : List.of("ministry", "carrier", "dreal", "expert", "partner")) {
            as("someone-of-" + group, group, () -> {
                assertThat(stored())
                        .allSatisfy(filter -> assertThat(filters.count(filter.getId()))
                                .as("%s for %s", filter.getName(), group)
                                .isNotNegative());
                return null;
            });
        }
    }

    @Test
    void tellMineFromMyGroupsAndLateFromDueSoon() {
        deployed();
        String late = task("late", null, -3);
        String soon = task("soon", null, 3);
        String later = task("later", null, 30);
        String mine = task("mine", "filters-tester", 3);
        String colleagues = task("colleagues", "filters-colleague", -3);

        as("filters-tester", GROUP, () -> {
            assertThat(seenIn("Mes tâches")).containsExactly(mine);
            assertThat(seenIn("Tâches de mon groupe")).containsExactly(late, soon, later);
            assertThat(seenIn("En retard")).containsExactly(late);
            assertThat(seenIn("À échéance cette semaine")).containsExactlyInAnyOrder(soon, mine);
            assertThat(seenIn("Charte")).doesNotContain(late, soon, later, mine, colleagues);
            return null;
        });
        as("filters-stranger", "filters-other-group", () -> {
            assertThat(seenIn("Tâches de mon groupe")).isEmpty();
            assertThat(seenIn("En retard")).isEmpty();
            return null;
        });
    }

    private void deployed() {
        var model = Bpmn.createExecutableProcess("filtersTest")
                .camundaHistoryTimeToLive(30)
                .startEvent()
                .userTask("check")
                .camundaCandidateGroups(GROUP)
                .endEvent()
                .done();
        engine.getRepositoryService()
                .createDeployment()
                .name("filtersTest")
                .addModelInstance("filtersTest.bpmn", model)
                .tenantId("82")
                .deploy();
        Authorization grant = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
        grant.setGroupId(GROUP);
        grant.setResource(Resources.PROCESS_DEFINITION);
        grant.setResourceId("filtersTest");
        grant.setPermissions(new Permission[] {ProcessDefinitionPermissions.READ_TASK});
        authorizations.saveAuthorization(grant);
    }

    private String task(String reference, String assignee, int daysFromNow) {
        var definition = engine.getRepositoryService()
                .createProcessDefinitionQuery()
                .processDefinitionKey("filtersTest")
                .singleResult();
        var instance = engine.getRuntimeService().startProcessInstanceById(definition.getId(), reference);
        Task task = engine.getTaskService()
                .createTaskQuery()
                .processInstanceId(instance.getId())
                .singleResult();
        task.setDueDate(Date.from(Instant.now().plus(daysFromNow, ChronoUnit.DAYS)));
        task.setAssignee(assignee);
        engine.getTaskService().saveTask(task);
        return task.getId();
    }

    private List<String> seenIn(String filter) {
        List<Task> seen = filters.listPage(named(filter).getId(), 0, 100);
        return seen.stream().map(Task::getId).toList();
    }

    private List<Filter> stored() {
        return filters.createFilterQuery().listPage(0, 100).stream()
                .filter(filter -> filter.getProperties().containsKey(DefaultFilter.MARK))
                .toList();
    }

    private Filter named(String name) {
        return filters.createFilterQuery().filterName(name).singleResult();
    }

    private static int priority(Filter filter) {
        return ((Number) filter.getProperties().get("priority")).intValue();
    }

    private static Map<String, Object> withVersion(Map<String, Object> properties, int version) {
        Map<String, Object> changed = new HashMap<>(properties);
        changed.put(DefaultFilter.MARK_VERSION, version);
        return changed;
    }

    private <T> T as(String user, String group, Supplier<T> action) {
        identity.setAuthentication(user, List.of(group, "partner"), List.of("82"));
        try {
            return action.get();
        } finally {
            identity.clearAuthentication();
        }
    }
}
