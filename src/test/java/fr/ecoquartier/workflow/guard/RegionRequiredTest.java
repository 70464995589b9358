package fr.ecoquartier.workflow.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.workflow.Refusal;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Without a region nobody could be kept out of an instance: there is none. */
@IntegrationTest
class RegionRequiredTest {

    @Autowired
    private EngineClient people;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private JdbcTemplate jdbc;

    @Test
    void anInstanceWithoutRegionDoesNotStart() {
        assertThatThrownBy(() -> runtime.startProcessInstanceByKey("guardSteps"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("région");
        assertThat(people.as("guard-admin")
                        .post(
                                "/process-definition/key/guardSteps/start",
                                "{\"variables\":{\"step\":{\"value\":\"registerCharter\"}}}")
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"act_ru_execution", "act_ru_task", "act_hi_procinst", "act_hi_taskinst"})
    void theDatabaseHoldsNoRowWithoutRegion(String table) {
        people.dossierAt("registerCharter", "82");
        assertThatThrownBy(() -> jdbc.update("update " + table + " set tenant_id_ = null"))
                .isInstanceOf(DataIntegrityViolationException.class);
    }
}
