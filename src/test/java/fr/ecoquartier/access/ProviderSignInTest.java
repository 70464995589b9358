package fr.ecoquartier.access;

import static fr.ecoquartier.Visitor.location;
import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.TestProvider;
import fr.ecoquartier.Visitor;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntegrationTest
class ProviderSignInTest {

    private static final HttpClient BROWSER =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    @LocalServerPort
    private int port;

    @Autowired
    private StaffDirectory staff;

    @Autowired
    private StaffRecords records;

    @Autowired
    private AuthorityAccounts authorities;

    @Autowired
    private Sessions sessions;

    @Autowired
    private AccountJournal journal;

    @Autowired
    private ProviderLinks links;

    @Autowired
    private JdbcClient jdbc;

    private TestAccounts accounts;
    private String subject;
    private String account;

    @BeforeEach
    void somebody() {
        accounts = new TestAccounts(staff, authorities);
        subject = UUID.randomUUID().toString();
        account = "agent." + subject.substring(0, 8);
    }

    private Map<String, Object> claims(String... rights) {
        Map<String, Object> claims = new HashMap<>();
        claims.put("preferred_username", account);
        claims.put("given_name", "Agnès");
        claims.put("family_name", "Durand");
        claims.put("email", account + "@exemple.invalid");
        claims.put("droits", Map.of("label", List.of(rights)));
        return claims;
    }

    private void say(Map<String, Object> claims, long validFor) {
        TestProvider.server()
                .enqueueCallback(new DefaultOAuth2TokenCallback(
                        TestProvider.issuerId(), subject, "JWT", null, claims, validFor));
    }

    /** The way of a browser: our page, the provider, back to us. Answers what we say to the provider's answer. */
    private HttpResponse<String> signIn(Visitor visitor, Map<String, Object> claims) {
        say(claims, 300);
        return visitor.get(answer(begin(visitor)));
    }

    private URI begin(Visitor visitor) {
        assertThat(location(visitor.get("/connexion/fournisseur"))).isEqualTo("/connexion/avec/fournisseur");
        HttpResponse<String> start = visitor.get("/connexion/avec/fournisseur");
        assertThat(start.statusCode()).isEqualTo(302);
        return URI.create(start.headers().firstValue("Location").orElseThrow());
    }

    /** The address, on our side, to which the provider sends the browser back. */
    private static String answer(URI asked) {
        try {
            HttpResponse<String> answer =
                    BROWSER.send(HttpRequest.newBuilder(asked).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(302);
            return location(answer);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String refusal(Visitor visitor, HttpResponse<String> answer) {
        assertThat(location(answer)).isEqualTo("/connexion/refusee");
        HttpResponse<String> page = visitor.get("/connexion/refusee");
        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(visitor.get("/compte").statusCode())
                .as("nobody is signed in")
                .isEqualTo(302);
        return page.body();
    }

    @Test
    void thePageOffersTheProviderBesideTheLocalAccounts() {
        String page = new Visitor(port).get("/connexion").body();
        assertThat(page).contains("Se connecter avec " + TestProvider.NAME).contains("name=\"motDePasse\"");
    }

    @Test
    void theRequestCarriesStateNonceAndPkce() {
        assertThat(begin(new Visitor(port)).getQuery())
                .contains("response_type=code")
                .contains("scope=openid profile email")
                .contains("state=")
                .contains("nonce=")
                .contains("code_challenge=")
                .contains("code_challenge_method=S256");
    }

    @Test
    void somebodyWithAMappedRoleGetsAnAccountThatWorksInTheWebApps() {
        Visitor visitor = new Visitor(port);
        visitor.get("/connexion");
        String before = visitor.cookie("JSESSIONID");
        Map<String, Object> claims = claims("eq-dreal", "autre-chose");
        claims.put("regions", List.of("rhone-alpes", "42", "ailleurs"));
        HttpResponse<String> answer = signIn(visitor, claims);
        assertThat(location(answer)).isEqualTo("/camunda/app/tasklist/default/");
        assertThat(visitor.cookie("JSESSIONID")).isNotEqualTo(before);
        Person person = staff.active(account).orElseThrow();
        assertThat(person.name()).isEqualTo("Agnès Durand");
        assertThat(person.roles()).containsExactly(Role.DREAL);
        assertThat(person.regions()).containsExactlyInAnyOrder("82", "42");
        assertThat(visitor.get("/camunda/api/admin/auth/user/default").body()).contains(account);
        assertThat(visitor.get("/camunda/api/engine/engine/default/task/count").statusCode())
                .isEqualTo(200);
        assertThat(visitor.get("/administration").statusCode()).isEqualTo(403);
        assertThat(sessions.of(account, null))
                .singleElement()
                .satisfies(session -> assertThat(session.through()).isEqualTo(TestProvider.NAME));
        assertThat(journal.of(account)).extracting(AccountEvent::kind).contains(AccountEvent.Kind.CREATED);
        assertThat(visitor.get("/compte").body()).contains(TestProvider.NAME).doesNotContain("name=\"nouveau\"");
    }

    @Test
    void leadsToThePageThatWasAskedFor() {
        Visitor visitor = new Visitor(port);
        visitor.get("/dossiers/EQ-2012-00001?onglet=journal");
        assertThat(location(signIn(visitor, claims("eq-ministere")))).startsWith("/dossiers/EQ-2012-00001");
    }

    @Test
    void nobodyIsAnAdministratorUnlessTheMappingSaysSo() {
        Visitor visitor = new Visitor(port);
        Map<String, Object> claims = claims("eq-ministere", "camunda-admin", "admin", "ADMIN");
        claims.put("roles", List.of("camunda-admin"));
        claims.put("groups", List.of("camunda-admin"));
        signIn(visitor, claims);
        assertThat(staff.active(account).orElseThrow().roles()).containsExactly(Role.MINISTRY);
        assertThat(visitor.get("/administration").statusCode()).isEqualTo(403);
        Visitor again = new Visitor(port);
        assertThat(location(signIn(again, claims("eq-admin")))).isEqualTo("/camunda/app/admin/default/");
        assertThat(again.get("/administration").statusCode()).isEqualTo(200);
    }

    @Test
    void aRoleTakenAwayAtTheProviderIsGoneAtTheNextSignIn() {
        accounts.staff("fournisseur.admin", Role.ADMIN);
        signIn(new Visitor(port), claims("eq-admin", "eq-ministere"));
        assertThat(staff.active(account).orElseThrow().roles()).contains(Role.ADMIN);
        Visitor visitor = new Visitor(port);
        signIn(visitor, claims("eq-ministere"));
        assertThat(staff.active(account).orElseThrow().roles()).containsExactly(Role.MINISTRY);
        assertThat(visitor.get("/administration").statusCode()).isEqualTo(403);
        Visitor last = new Visitor(port);
        assertThat(refusal(last, signIn(last, claims("autre-chose"))))
                .contains("aucun rôle du label ne vous est donné")
                .contains("autre-chose");
        assertThat(staff.entry(account).orElseThrow().roles()).isEmpty();
        assertThat(visitor.get("/compte").statusCode())
                .as("the session that was open")
                .isEqualTo(302);
    }

    @Test
    void whoHasNoRoleGetsNoAccount() {
        Visitor visitor = new Visitor(port);
        assertThat(refusal(visitor, signIn(visitor, claims()))).contains("Demandez à la personne qui gère vos droits");
        assertThat(staff.entry(account)).isEmpty();
    }

    @Test
    void aRegionalRoleNeedsARegion() {
        Visitor visitor = new Visitor(port);
        assertThat(refusal(visitor, signIn(visitor, claims("eq-dreal")))).contains("aucune ne vous est donnée");
        assertThat(staff.entry(account)).isEmpty();
    }

    @Test
    void anAuthorityComesInByItsCode() {
        Visitor visitor = new Visitor(port);
        Map<String, Object> claims = claims("eq-commune");
        claims.put("authority", "38185");
        assertThat(location(signIn(visitor, claims))).isEqualTo("/collectivite");
        assertThat(authorities.find(account).orElseThrow().authorityCode()).isEqualTo("38185");
        assertThat(staff.entry(account)).as("nothing in the engine").isEmpty();
        assertThat(visitor.get("/camunda/app/tasklist/default/").statusCode()).isEqualTo(403);
        claims.put("authority", "99999");
        Visitor other = new Visitor(port);
        assertThat(refusal(other, signIn(other, claims)))
                .contains("n’est pas reconnue")
                .contains("99999");
        claims.put("authority", "38185");
        authorities.enable(account, false);
        Visitor closed = new Visitor(port);
        assertThat(refusal(closed, signIn(closed, claims))).contains("est désactivé");
    }

    @Test
    void anAccountOfTheSameNameIsNotTakenOverUntilAnAdministratorSaysSo() {
        accounts.staff(account, Role.ADMIN);
        Visitor intruder = new Visitor(port);
        account = account.toUpperCase();
        assertThat(refusal(intruder, signIn(intruder, claims("eq-ministere"))))
                .contains("s’appelle déjà")
                .contains(account.toLowerCase());
        account = account.toLowerCase();
        assertThat(staff.active(account).orElseThrow().roles()).containsExactly(Role.ADMIN);
        long claim = links.waiting().stream()
                .filter(waiting -> waiting.subject().equals(subject))
                .findFirst()
                .orElseThrow()
                .id();
        Visitor admin = new Visitor(port);
        admin.signIn(accounts.staff("fournisseur.admin", Role.ADMIN), TestAccounts.PASSWORD);
        assertThat(admin.get("/administration/sessions").body()).contains("Identités à rattacher");
        Map<String, String> form = Map.of("rattacher", String.valueOf(claim), "motif-identite", "vu avec elle");
        admin.submit("/administration/sessions", "/administration/sessions/rattacher", form);
        assertThat(location(signIn(new Visitor(port), claims("eq-ministere"))))
                .isEqualTo("/camunda/app/tasklist/default/");
        assertThat(staff.active(account).orElseThrow().roles()).containsExactly(Role.MINISTRY);
        assertThat(location(new Visitor(port).signIn(account, TestAccounts.PASSWORD)))
                .as("the password opens nothing any more")
                .isEqualTo("/connexion?echec");
        assertThat(journal.of(account)).extracting(AccountEvent::kind).contains(AccountEvent.Kind.PROVIDER);
    }

    @Test
    void theSameSubjectIsTheSamePersonWhateverTheirName() {
        signIn(new Visitor(port), claims("eq-ministere"));
        String first = account;
        account = "autre." + account;
        Map<String, Object> claims = claims("eq-ministere");
        claims.put("family_name", "Durand-Petit");
        signIn(new Visitor(port), claims);
        assertThat(staff.active(first).orElseThrow().name()).isEqualTo("Agnès Durand-Petit");
        assertThat(staff.entry(account)).isEmpty();
        subject = UUID.randomUUID().toString();
        account = first;
        Visitor somebodyElse = new Visitor(port);
        assertThat(refusal(somebodyElse, signIn(somebodyElse, claims("eq-ministere"))))
                .contains("s’appelle déjà");
    }

    @Test
    void aDeactivatedAccountStaysOut() {
        signIn(new Visitor(port), claims("eq-ministere"));
        records.enable(account, false);
        Visitor visitor = new Visitor(port);
        assertThat(refusal(visitor, signIn(visitor, claims("eq-ministere")))).contains("est désactivé");
    }

    @Test
    void aWrongNonceIsRefused() {
        Visitor visitor = new Visitor(port);
        say(claims("eq-ministere"), 300);
        URI asked = begin(visitor);
        String forged = asked.toString().replaceAll("nonce=[^&]+", "nonce=un-autre");
        assertThat(forged).isNotEqualTo(asked.toString());
        assertThat(refusal(visitor, visitor.get(answer(URI.create(forged))))).contains("n’a pas pu être vérifiée");
        assertThat(staff.entry(account)).isEmpty();
    }

    @Test
    void aWrongIssuerIsRefused() {
        Visitor visitor = new Visitor(port);
        Map<String, Object> claims = claims("eq-ministere");
        claims.put("iss", "https://ailleurs.invalid/annuaire");
        assertThat(refusal(visitor, signIn(visitor, claims))).contains("n’a pas pu être vérifiée");
    }

    @Test
    void aTokenForSomebodyElseIsRefused() {
        Visitor visitor = new Visitor(port);
        Map<String, Object> claims = claims("eq-ministere");
        claims.put("aud", List.of("une-autre-application"));
        assertThat(refusal(visitor, signIn(visitor, claims))).contains("n’a pas pu être vérifiée");
    }

    @Test
    void anExpiredTokenIsRefused() {
        Visitor visitor = new Visitor(port);
        Map<String, Object> claims = claims("eq-ministere");
        claims.put("iat", Instant.now().minusSeconds(7200).getEpochSecond());
        claims.put("exp", Instant.now().minusSeconds(3600).getEpochSecond());
        say(claims, 300);
        assertThat(refusal(visitor, visitor.get(answer(begin(visitor))))).contains("n’a pas pu être vérifiée");
    }

    @Test
    void anAnswerThatThisBrowserDidNotAskForIsRefused() {
        Visitor visitor = new Visitor(port);
        say(claims("eq-ministere"), 300);
        String answer = answer(begin(visitor));
        Visitor victim = new Visitor(port);
        assertThat(refusal(victim, victim.get(answer))).contains("dans une autre fenêtre");
        assertThat(location(visitor.get(answer))).isEqualTo("/camunda/app/tasklist/default/");
    }

    @Test
    void givingUpAtTheProviderIsNoError() {
        Visitor visitor = new Visitor(port);
        String state = begin(visitor).getQuery().replaceAll(".*state=([^&]+).*", "$1");
        HttpResponse<String> answer = visitor.get(
                "/connexion/retour?error=access_denied&state=" + URLEncoder.encode(state, StandardCharsets.UTF_8));
        assertThat(refusal(visitor, answer)).contains("n’est pas allée à son terme");
    }

    @Test
    void signingOutAlsoEndsTheSessionOfTheProvider() {
        Visitor visitor = new Visitor(port);
        signIn(visitor, claims("eq-ministere"));
        assertThat(visitor.get("/compte")
                        .headers()
                        .firstValue("Content-Security-Policy")
                        .orElse(""))
                .contains("form-action 'self' http://");
        HttpResponse<String> out = visitor.submit("/deconnexion", "/deconnexion", Map.of());
        assertThat(out.headers().firstValue("Location").orElse(""))
                .startsWith(TestProvider.server()
                        .endSessionEndpointUrl(TestProvider.issuerId())
                        .toString())
                .contains("id_token_hint=")
                .contains("post_logout_redirect_uri=http%3A%2F%2Flocalhost%3A" + port);
        assertThat(visitor.get("/compte").statusCode()).isEqualTo(302);
        assertThat(sessions.of(account, null)).isEmpty();
    }

    @Test
    void theTokensAreNotKept() {
        signIn(new Visitor(port), claims("eq-ministere"));
        List<String> attributes =
                jdbc.sql("""
                        select attribute_name from ecoquartier.web_session_attributes a
                        join ecoquartier.web_session s on s.primary_id = a.session_primary_id
                        where s.principal_name = :id
                        """).param("id", account).query(String.class).list();
        assertThat(attributes)
                .contains("fr.ecoquartier.access.ProviderSignIn.idToken")
                .noneMatch(name -> name.contains("AuthorizedClient") || name.contains("AUTHORIZATION_REQUEST"));
    }
}
