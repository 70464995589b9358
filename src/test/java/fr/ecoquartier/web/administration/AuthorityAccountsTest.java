package fr.ecoquartier.web.administration;

import static fr.ecoquartier.Visitor.location;
import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.Visitor;
import fr.ecoquartier.access.AuthorityAccounts;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.access.StaffDirectory;
import fr.ecoquartier.access.TestAccounts;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@IntegrationTest
class AuthorityAccountsTest {

    private static final Pattern ONE_TIME = Pattern.compile("<code class=\"mono\">([^<]+)</code>");
    private static final String CHOSEN = "un autre mot de passe";

    @LocalServerPort
    private int port;

    @Autowired
    private StaffDirectory staff;

    @Autowired
    private AuthorityAccounts authorities;

    private TestAccounts accounts;
    private Visitor admin;

    @BeforeEach
    void signIn() {
        accounts = new TestAccounts(staff, authorities);
        admin = signedIn(accounts.staff("administration.admin", Role.ADMIN));
    }

    private Visitor signedIn(String id) {
        Visitor visitor = new Visitor(port);
        visitor.signIn(id, TestAccounts.PASSWORD);
        return visitor;
    }

    private static String newId() {
        return "agent-" + UUID.randomUUID().toString().substring(0, 8);
    }

    private String open(String id) {
        HttpResponse<String> answer = admin.submit(
                "/administration/collectivites?code=38185",
                "/administration/collectivites/comptes",
                Map.of("code", "38185", "id", id, "nom", "Camille Perrin", "courriel", "camille@grenoble.invalid"));
        assertThat(location(answer)).isEqualTo("/administration/collectivites");
        return oneTime();
    }

    private String oneTime() {
        var shown = ONE_TIME.matcher(admin.get("/administration/collectivites").body());
        assertThat(shown.find()).isTrue();
        return shown.group(1);
    }

    @Test
    void findsAnAuthorityAndOffersToOpenAnAccountForIt() {
        assertThat(admin.get("/administration/collectivites?q=st%20etienne").body())
                .contains("Saint-Étienne")
                .contains("/administration/collectivites?code=42218");
        assertThat(admin.get("/administration/collectivites?code=42218").body())
                .contains("Nouveau compte : Saint-Étienne (Rhône-Alpes)")
                .contains("commune-42218");
        assertThat(admin.with("HX-Request", "true")
                        .get("/administration/collectivites?q=grenoble")
                        .body())
                .contains("Grenoble")
                .doesNotContain("<html");
    }

    @Test
    void opensAnAccountWhosePasswordIsShownOnceAndMustBeChanged() {
        String id = newId();
        String password = open(id);
        assertThat(password).hasSizeGreaterThanOrEqualTo(12);
        assertThat(admin.get("/administration/collectivites").body())
                .contains(id)
                .doesNotContain(password);

        Visitor agent = new Visitor(port);
        assertThat(location(agent.signIn(id, password))).isEqualTo("/compte");
        assertThat(location(agent.get("/collectivite"))).isEqualTo("/compte");
        assertThat(agent.get("/compte").body()).contains("Choisissez votre mot de passe");

        HttpResponse<String> weak = agent.submit(
                "/compte", "/compte", Map.of("actuel", password, "nouveau", "court", "confirmation", "court"));
        assertThat(weak.statusCode()).isEqualTo(422);
        assertThat(weak.body()).contains("Le mot de passe doit compter au moins 12 caractères.");

        HttpResponse<String> changed = agent.submit(
                "/compte", "/compte", Map.of("actuel", password, "nouveau", CHOSEN, "confirmation", CHOSEN));
        assertThat(location(changed)).isEqualTo("/collectivite");
        assertThat(agent.get("/collectivite").statusCode()).isNotEqualTo(302);
        assertThat(location(new Visitor(port).signIn(id, password))).isEqualTo("/connexion?echec");
        assertThat(location(new Visitor(port).signIn(id, CHOSEN))).isEqualTo("/collectivite");
    }

    @Test
    void closesReopensAndResetsAnAccount() {
        String id = newId();
        open(id);
        admin.submit("/administration/collectivites", "/administration/collectivites/comptes/fermer", Map.of("id", id));
        assertThat(authorities.find(id).orElseThrow().enabled()).isFalse();
        admin.submit(
                "/administration/collectivites", "/administration/collectivites/comptes/rouvrir", Map.of("id", id));
        admin.submit(
                "/administration/collectivites",
                "/administration/collectivites/comptes/mot-de-passe",
                Map.of("id", id));
        assertThat(location(new Visitor(port).signIn(id, oneTime()))).isEqualTo("/compte");
    }

    @Test
    void saysWhatIsWrongAndKeepsWhatWasTyped() {
        String staffId = accounts.staff("administration.pris", Role.CARRIER);
        HttpResponse<String> answer = admin.submit(
                "/administration/collectivites?code=38185",
                "/administration/collectivites/comptes",
                Map.of("code", "38185", "id", staffId, "nom", " ", "courriel", "pas une adresse"));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains("est déjà pris")
                .contains("Indiquez le nom de la personne")
                .contains("L’adresse électronique n’est pas valable.")
                .contains("pas une adresse");
    }

    @Test
    void refusesAnAuthorityThatIsInNoneOfTheRegions() {
        HttpResponse<String> answer = admin.submit(
                "/administration/collectivites",
                "/administration/collectivites/comptes",
                Map.of("code", "97502", "id", newId(), "nom", "Personne", "courriel", ""));
        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @Test
    void isForAdministratorsOnly() {
        Visitor ministry = signedIn(accounts.staff("administration.ministere", Role.MINISTRY));
        Visitor authority = signedIn(accounts.authority("administration.grenoble", "38185"));
        for (Visitor visitor : new Visitor[] {ministry, authority}) {
            assertThat(visitor.get("/administration/collectivites").statusCode())
                    .isEqualTo(403);
            HttpResponse<String> answer = visitor.submit(
                    "/compte",
                    "/administration/collectivites/comptes/mot-de-passe",
                    Map.of("id", "administration.grenoble"));
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).contains("Accès refusé");
        }
        assertThat(location(new Visitor(port).get("/administration/collectivites")))
                .isEqualTo("/connexion");
    }

    @Test
    void needsTheFormsToken() {
        String id = accounts.authority("administration.jeton", "38185");
        assertThat(admin.post("/administration/collectivites/comptes/fermer", Map.of("id", id))
                        .statusCode())
                .isEqualTo(403);
        assertThat(authorities.find(id).orElseThrow().enabled()).isTrue();
    }
}
