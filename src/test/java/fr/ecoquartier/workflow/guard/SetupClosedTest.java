package fr.ecoquartier.workflow.guard;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.IntegrationTest;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The stock web apps make the first visitor an administrator while there is none. */
@IntegrationTest
class SetupClosedTest {

    private static final String EVE =
            "{\"profile\":{\"id\":\"eve\"},\"credentials\":{\"password\":\"Vingt-Engagements-2012\"}}";

    @Autowired
    private EngineClient people;

    @Autowired
    private IdentityService identities;

    @Test
    void nobodyMakesThemselvesAdministrator() {
        for (String who : new String[] {null, "guard-carrier"}) {
            var answer = people.as(who).post("/camunda/api/admin/setup/default/user/create", EVE);
            assertThat(answer.status()).isIn(401, 403, 404);
        }
        assertThat(identities.createUserQuery().userId("eve").count()).isZero();
    }

    @Test
    void onlyHealthIsPublicOfTheMonitoring() {
        assertThat(people.as(null).get("/actuator/health").status()).isEqualTo(200);
        for (String endpoint :
                new String[] {"env", "heapdump", "loggers", "beans", "metrics", "threaddump", "mappings"}) {
            assertThat(people.as(null).get("/actuator/" + endpoint).status()).isNotEqualTo(200);
        }
    }
}
