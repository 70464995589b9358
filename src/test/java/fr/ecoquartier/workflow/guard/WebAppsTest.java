package fr.ecoquartier.workflow.guard;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.Visitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The web apps' own resources, which the stock ones give to any session. */
@IntegrationTest
class WebAppsTest {

    private static final String COUNTS = "/camunda/api/cockpit/plugin/base/default/process-definition/statistics";

    @LocalServerPort
    private int port;

    @Autowired
    private EngineClient people;

    @ParameterizedTest
    @ValueSource(strings = {"guard-partner", "guard-expert-a", "guard-dreal-42", "guard-ministry"})
    void cockpitsFiguresAreForThoseWhoHaveCockpit(String who) {
        var answer = signedIn(who).get(COUNTS + "?firstResult=0&maxResults=10");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body())
                .contains("Vous n'avez pas le droit de faire cela.")
                .doesNotContain("instances");
    }

    @Test
    void aManagerHasCockpitAndNotAdmin() {
        Visitor manager = signedIn("guard-manager");

        assertThat(manager.get(COUNTS + "?firstResult=0&maxResults=10").statusCode())
                .isEqualTo(200);
        assertThat(manager.get("/camunda/api/admin/auth/user/default").body())
                .contains("cockpit")
                .doesNotContain("admin\"");
        assertThat(manager.get("/camunda/api/engine/engine/default/authorization?maxResults=10")
                        .body())
                .isEqualTo("[]");
    }

    @Test
    void everybodyReadsTheirOwnNameAndAnExpertNobodyElses() {
        Visitor expert = signedIn("guard-expert-a");

        assertThat(expert.get("/camunda/api/engine/engine/default/user/guard-expert-a/profile")
                        .statusCode())
                .isEqualTo(200);
        assertThat(expert.get("/camunda/api/engine/engine/default/user/guard-expert-b/profile")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void theWebAppsOwnWayToTheEngineIsGuardedAsWell() {
        people.as(null); // the accounts exist
        Visitor carrier = signedIn("guard-carrier");
        carrier.get("/camunda/app/tasklist/default/");
        carrier.with("X-XSRF-TOKEN", carrier.cookie("XSRF-TOKEN"));
        QueryExpressionsTest.Executed.times = 0;

        var answer = carrier.json(
                "POST",
                "/camunda/api/engine/engine/default/task?firstResult=0&maxResults=5",
                "{\"orQueries\":[{\"assigneeExpression\":\"" + QueryExpressionsTest.ATTACK + "\"}]}");

        assertThat(QueryExpressionsTest.Executed.times).isZero();
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("Les expressions ne sont pas acceptées");
    }

    private Visitor signedIn(String who) {
        Visitor visitor = new Visitor(port);
        visitor.signIn(who, EngineClient.PASSWORD);
        return visitor;
    }
}
