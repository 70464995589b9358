package fr.ecoquartier.access;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.Visitor;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@IntegrationTest
class EngineRestAccessTest {

    private static final String PASSWORD = TestAccounts.PASSWORD;

    @LocalServerPort
    private int port;

    @Autowired
    private StaffDirectory staff;

    @Autowired
    private AuthorityAccounts authorities;

    private TestAccounts accounts;

    @BeforeEach
    void accounts() {
        accounts = new TestAccounts(staff, authorities);
    }

    private Visitor visitor() {
        return new Visitor(port);
    }

    @Test
    void anonymousIsRefusedWithoutAPage() {
        for (String path : new String[] {"/engine-rest", "/engine-rest/", "/engine-rest/task", "/engine-rest/engine"}) {
            HttpResponse<String> answer = visitor().get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(401);
            assertThat(answer.headers().firstValue("Content-Type").orElse("")).contains("application/problem+json");
            assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        }
    }

    @Test
    void staffComeInByBasicWithoutASession() {
        String id = accounts.staff("rest.dreal", Role.DREAL, "82");
        Visitor visitor = visitor().basic(id, PASSWORD);
        HttpResponse<String> answer = visitor.get("/engine-rest/task/count");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(visitor.json("POST", "/engine-rest/task/count", "{}").statusCode())
                .isEqualTo(200);
    }

    @Test
    void staffComeInByTheirSessionAndNeedTheTokenToChangeThings() {
        String id = accounts.staff("rest.session", Role.MINISTRY);
        Visitor visitor = visitor();
        visitor.signIn(id, PASSWORD);
        assertThat(visitor.get("/engine-rest/task/count").statusCode()).isEqualTo(200);
        assertThat(visitor.json("POST", "/engine-rest/task/count", "{}").statusCode())
                .isEqualTo(403);
        visitor.with("X-CSRF-TOKEN", Visitor.csrf(visitor.get("/deconnexion").body()));
        assertThat(visitor.json("POST", "/engine-rest/task/count", "{}").statusCode())
                .isEqualTo(200);
    }

    @Test
    void credentialsThatABrowserRemembersDoNotReplaceTheToken() {
        String id = accounts.staff("rest.dreal", Role.DREAL, "82");
        Visitor visitor = visitor().basic(id, PASSWORD).with("Sec-Fetch-Site", "cross-site");
        assertThat(visitor.json("POST", "/engine-rest/task/count", "{}").statusCode())
                .isEqualTo(403);
    }

    @Test
    void aWrongPasswordIsRefused() {
        String id = accounts.staff("rest.faux", Role.DREAL, "82");
        HttpResponse<String> answer =
                visitor().basic(id, "pas le bon mot de passe").get("/engine-rest/task/count");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("Connexion requise");
    }

    @Test
    void authoritiesAreRefusedByPasswordAndBySession() {
        String id = accounts.authority("rest.grenoble", "38185");
        assertThat(visitor().basic(id, PASSWORD).get("/engine-rest/task").statusCode())
                .isEqualTo(403);
        Visitor visitor = visitor();
        visitor.signIn(id, PASSWORD);
        HttpResponse<String> answer = visitor.get("/engine-rest/task");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("Accès refusé");
    }

    @Test
    void aStaffAccountWithoutAnyRoleIsRefused() {
        staff.save(new StaffDirectory.NewStaff(
                "rest.sansrole", "Sans", "Rôle", null, PASSWORD, java.util.Set.of(), java.util.Set.of()));
        assertThat(visitor()
                        .basic("rest.sansrole", PASSWORD)
                        .get("/engine-rest/task")
                        .statusCode())
                .isEqualTo(403);
    }
}
