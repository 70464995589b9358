package fr.ecoquartier.access;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.Visitor;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What every answer carries, and what none does. */
@IntegrationTest
class ResponsesTest {

    @LocalServerPort
    private int port;

    @Autowired
    private StaffDirectory staff;

    @Autowired
    private AuthorityAccounts authorities;

    @ParameterizedTest
    @ValueSource(strings = {"/", "/connexion", "/grille", "/nulle-part"})
    void ourPagesForbidWhatTheyDoNotNeed(String path) {
        HttpResponse<String> answer = new Visitor(port).get(path);
        assertThat(header(answer, "Content-Security-Policy"))
                .contains("default-src 'self'", "script-src 'self'", "object-src 'none'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(header(answer, "X-Frame-Options")).isEqualTo("DENY");
        assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(answer, "Referrer-Policy")).isEqualTo("same-origin");
    }

    @Test
    void pagesCarryNoInlineScriptNorStyle() {
        for (String path : new String[] {"/", "/connexion"}) {
            assertThat(new Visitor(port).get(path).body())
                    .doesNotContainPattern("<script(?![^>]*src=)")
                    .doesNotContainPattern("<style")
                    .doesNotContainPattern("\\s(style|onclick|onsubmit|onload)=");
        }
    }

    @Test
    void theSessionsCookieIsOutOfReachOfScriptsAndOtherSites() {
        HttpResponse<String> answer = new Visitor(port).get("/connexion");
        assertThat(header(answer, "Set-Cookie")).contains("HttpOnly").contains("SameSite=Lax");
    }

    @Test
    void anUnknownPageIsAFrenchPage() {
        String id = new TestAccounts(staff, authorities).staff("reponses.ministere", Role.MINISTRY);
        Visitor visitor = new Visitor(port);
        visitor.signIn(id, TestAccounts.PASSWORD);
        HttpResponse<String> answer = visitor.get("/nulle-part");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("Page introuvable").contains("Revenir à l’accueil");
        HttpResponse<String> program =
                visitor.with("Accept", "application/json").get("/nulle-part");
        assertThat(program.statusCode()).isEqualTo(404);
        assertThat(header(program, "Content-Type")).contains("json");
        assertThat(program.body()).doesNotContain("trace").doesNotContain("Exception");
    }

    @Test
    void anythingThatIsNotPublicAsksForASignIn() {
        for (String path : new String[] {
            "/dossiers", "/collectivite", "/administration", "/compte", "/actuator/env", "/actuator", "/swagger-ui.html"
        }) {
            HttpResponse<String> answer = new Visitor(port).get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(302);
            assertThat(Visitor.location(answer)).as(path).isEqualTo("/connexion");
        }
        assertThat(new Visitor(port).get("/actuator/health").statusCode()).isEqualTo(200);
        assertThat(new Visitor(port).get("/v3/api-docs").statusCode()).isEqualTo(200);
    }

    @Test
    void anHtmxRequestOfAnEndedSessionLeadsTheWholePageToTheSignIn() {
        HttpResponse<String> answer =
                new Visitor(port).with("HX-Request", "true").get("/dossiers");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(header(answer, "HX-Redirect")).isEqualTo("/connexion");
    }

    @Test
    void territoriesAreSearchedWithoutASignIn() {
        HttpResponse<String> answer =
                new Visitor(port).with("Accept", "application/json").get("/api/territories?q=st%20etienne");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"code\":\"42218\"")
                .contains("\"region\":\"82\"")
                .contains("\"service\":\"DREAL Rhône-Alpes\"");
        assertThat(new Visitor(port).get("/v3/api-docs").body()).contains("/api/territories");
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
