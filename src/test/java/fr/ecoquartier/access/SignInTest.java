package fr.ecoquartier.access;

import static fr.ecoquartier.Visitor.location;
import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.Visitor;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@IntegrationTest
class SignInTest {

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

    @ParameterizedTest
    @CsvSource({
        "MINISTRY, /camunda/app/tasklist/default/",
        "CARRIER, /camunda/app/tasklist/default/",
        "EXPERT, /camunda/app/tasklist/default/",
        "PARTNER, /camunda/app/tasklist/default/",
        "MANAGER, /camunda/app/cockpit/default/",
        "ADMIN, /camunda/app/admin/default/"
    })
    void leadsEachRoleToWhereItWorks(Role role, String place) {
        String id = accounts.staff("connexion." + role.name().toLowerCase(), role);
        HttpResponse<String> answer = visitor().signIn(id, PASSWORD);
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(location(answer)).isEqualTo(place);
    }

    @Test
    void leadsARegionalServiceToTheTasklistWithItsRegionOnly() {
        String id = accounts.staff("connexion.dreal", Role.DREAL, "82");
        assertThat(location(visitor().signIn(id, PASSWORD))).isEqualTo("/camunda/app/tasklist/default/");
        assertThat(staff.find(id).orElseThrow().regions()).containsExactly("82");
        assertThat(staff.find(accounts.staff("connexion.ministry", Role.MINISTRY))
                        .orElseThrow()
                        .regions())
                .hasSize(27);
    }

    @Test
    void leadsAnAuthorityToItsSpace() {
        String id = accounts.authority("connexion.grenoble", "38185");
        assertThat(location(visitor().signIn(id, PASSWORD))).isEqualTo("/collectivite");
    }

    @Test
    void leadsToThePageThatWasAskedFor() {
        String id = accounts.staff("connexion.ministry", Role.MINISTRY);
        Visitor visitor = visitor();
        HttpResponse<String> refused = visitor.get("/dossiers/EQ-2012-00001?onglet=journal");
        assertThat(refused.statusCode()).isEqualTo(302);
        assertThat(location(refused)).isEqualTo("/connexion");
        assertThat(location(visitor.signIn(id, PASSWORD))).startsWith("/dossiers/EQ-2012-00001?onglet=journal");
    }

    @Test
    void doesNotLeadAnAuthorityToAPageItMayNotSee() {
        String id = accounts.authority("connexion.grenoble", "38185");
        Visitor visitor = visitor();
        visitor.get("/camunda/app/cockpit/default/");
        assertThat(location(visitor.signIn(id, PASSWORD))).isEqualTo("/collectivite");
    }

    @Test
    void saysTheSameOfAnUnknownAccountAndOfAWrongPassword() {
        String id = accounts.staff("connexion.faux", Role.DREAL, "82");
        Visitor first = visitor();
        assertThat(location(first.signIn(id, "ce n'est pas le bon"))).isEqualTo("/connexion?echec");
        Visitor second = visitor();
        second.signIn("personne.inconnue", "ce n'est pas le bon");
        assertThat(first.get("/connexion").body()).contains("Identifiant ou mot de passe incorrect.");
        assertThat(second.get("/connexion").body()).contains("Identifiant ou mot de passe incorrect.");
        assertThat(first.get("/dossiers").statusCode()).isEqualTo(302);
    }

    @Test
    void refusesADisabledAuthority() {
        String id = accounts.authority("connexion.ferme", "38185");
        authorities.enable(id, false);
        assertThat(location(visitor().signIn(id, PASSWORD))).isEqualTo("/connexion?echec");
    }

    @Test
    void changesTheSessionIdAtSignIn() {
        String id = accounts.staff("connexion.session", Role.MINISTRY);
        Visitor visitor = visitor();
        visitor.get("/connexion");
        String before = visitor.cookie("JSESSIONID");
        visitor.signIn(id, PASSWORD);
        assertThat(before).isNotBlank();
        assertThat(visitor.cookie("JSESSIONID")).isNotBlank().isNotEqualTo(before);
    }

    @Test
    void refusesASignInWithoutTheFormsToken() {
        String id = accounts.staff("connexion.jeton", Role.MINISTRY);
        Visitor visitor = visitor();
        HttpResponse<String> answer = visitor.post("/connexion", Map.of("identifiant", id, "motDePasse", PASSWORD));
        assertThat(location(answer)).isEqualTo("/connexion");
        assertThat(visitor.get("/connexion").body()).contains("Votre session a expiré");
        assertThat(visitor.get("/dossiers").statusCode()).isEqualTo(302);
    }

    @Test
    void signingOutEndsTheWebAppsToo() {
        String id = accounts.staff("connexion.sortie", Role.MINISTRY);
        Visitor visitor = visitor();
        visitor.signIn(id, PASSWORD);
        assertThat(visitor.get("/camunda/api/admin/auth/user/default").body()).contains(id);
        HttpResponse<String> answer = visitor.submit("/deconnexion", "/deconnexion", Map.of());
        assertThat(location(answer)).isEqualTo("/connexion?deconnecte");
        assertThat(visitor.get("/camunda/api/admin/auth/user/default").statusCode())
                .isEqualTo(401);
        assertThat(visitor.get("/connexion?deconnecte").body()).contains("Vous êtes déconnecté.");
    }

    @Test
    void signingOutOfAWebAppEndsTheSession() {
        String id = accounts.staff("connexion.webapp", Role.MINISTRY);
        Visitor visitor = visitor();
        visitor.signIn(id, PASSWORD);
        visitor.get("/camunda/api/admin/auth/user/default");
        visitor.with("X-XSRF-TOKEN", visitor.cookie("XSRF-TOKEN"));
        assertThat(visitor.json("POST", "/camunda/api/admin/auth/user/default/logout", "{}")
                        .statusCode())
                .isLessThan(300);
        assertThat(visitor.get("/dossiers").statusCode()).isEqualTo(302);
        assertThat(visitor.get("/camunda/api/admin/auth/user/default").statusCode())
                .isEqualTo(401);
    }

    @Test
    void signingOutNeedsTheFormsToken() {
        String id = accounts.staff("connexion.sansjeton", Role.MINISTRY);
        Visitor visitor = visitor();
        visitor.signIn(id, PASSWORD);
        assertThat(visitor.post("/deconnexion", Map.of()).statusCode()).isEqualTo(403);
        assertThat(visitor.get("/deconnexion").statusCode()).isEqualTo(200);
    }

    @Test
    void theWebAppsOwnSignInAndSetUpAreClosed() {
        String id = accounts.staff("connexion.admin", Role.ADMIN);
        for (Visitor visitor : new Visitor[] {visitor(), signedIn(id)}) {
            assertThat(visitor.post(
                                    "/camunda/api/admin/auth/user/default/login/tasklist",
                                    Map.of("username", id, "password", PASSWORD))
                            .statusCode())
                    .isIn(401, 403, 404);
            assertThat(visitor.json(
                                    "POST",
                                    "/camunda/api/admin/setup/default/user/create",
                                    "{\"profile\":{\"id\":\"intrus\"},\"credentials\":{\"password\":\"un mot de passe long\"}}")
                            .statusCode())
                    .isIn(401, 403, 404);
            assertThat(visitor.get("/camunda/app/admin/default/setup/").statusCode())
                    .isIn(302, 403, 404);
        }
        assertThat(staff.find("intrus")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/camunda/app/tasklist/default/", "/camunda/app/admin/default/", "/camunda/app/welcome/"})
    void anAuthorityWhoAsksForAWebAppReadsAFrenchPage(String path) {
        Visitor visitor = signedIn(accounts.authority("connexion.curieux", "38185"));
        HttpResponse<String> answer = visitor.get(path);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body())
                .contains("Accès refusé")
                .contains("lang=\"fr\"")
                .doesNotContain("Whitelabel");
        assertThat(visitor.get("/camunda/api/engine/engine/default/task").statusCode())
                .isEqualTo(403);
    }

    @Test
    void anonymousIsLedToTheSignInPageByAWebAppAndRefusedByItsApi() {
        assertThat(location(visitor().get("/camunda/app/tasklist/default/"))).isEqualTo("/connexion");
        HttpResponse<String> answer = visitor().get("/camunda/api/engine/engine/default/task");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).contains("problem+json");
    }

    @Test
    void aRightThatWasTakenAwayEndsTheSession() {
        String id = accounts.authority("connexion.retire", "38185");
        Visitor visitor = signedIn(id);
        assertThat(visitor.get("/compte").statusCode()).isNotEqualTo(302);
        authorities.enable(id, false);
        assertThat(visitor.get("/compte").statusCode()).isEqualTo(302);
        assertThat(visitor.get("/compte").statusCode()).isEqualTo(302);
    }

    @Test
    void whoGuessesWaitsWhetherByThePageOrByBasic() {
        String id = accounts.staff("connexion.devine", Role.MINISTRY);
        Visitor guesser = visitor();
        for (int i = 0; i < 5; i++) {
            guesser.signIn(id, "essai numéro " + i);
        }
        assertThat(location(guesser.signIn(id, PASSWORD))).isEqualTo("/connexion?echec");
        assertThat(guesser.get("/connexion").body())
                .containsPattern("Trop d’échecs de connexion depuis votre poste. Réessayez dans \\d+ secondes.");
        HttpResponse<String> basic = visitor().basic(id, PASSWORD).get("/engine-rest/task/count");
        assertThat(basic.statusCode()).isEqualTo(429);
        assertThat(basic.headers().firstValue("Retry-After")).isPresent();
        assertThat(basic.body()).contains("Trop d’échecs de connexion");
    }

    @Test
    void anExpertIsInNoRegion() {
        String id = accounts.staff("connexion.expert", Role.EXPERT);
        assertThat(staff.find(id).orElseThrow().regions()).isEmpty();
    }

    private Visitor signedIn(String id) {
        Visitor visitor = visitor();
        assertThat(visitor.signIn(id, PASSWORD).statusCode()).isEqualTo(302);
        return visitor;
    }
}
