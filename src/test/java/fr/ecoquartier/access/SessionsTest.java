package fr.ecoquartier.access;

import static fr.ecoquartier.Visitor.location;
import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.Visitor;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;

@IntegrationTest
class SessionsTest {

    private static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    private static final Pattern ROW = Pattern.compile("name=\"session\" value=\"([0-9a-f-]{36})\"");

    @LocalServerPort
    private int port;

    @Autowired
    private StaffDirectory staff;

    @Autowired
    private AuthorityAccounts authorities;

    @Autowired
    private Sessions sessions;

    @Autowired
    private SignInThrottle throttle;

    @Autowired
    private JdbcIndexedSessionRepository repository;

    @Autowired
    private JdbcClient jdbc;

    private TestAccounts accounts;
    private String ministry;

    @BeforeEach
    void accounts() {
        accounts = new TestAccounts(staff, authorities);
        ministry = accounts.staff("sessions." + UUID.randomUUID().toString().substring(0, 8), Role.MINISTRY);
    }

    private Visitor signedIn(String id) {
        Visitor visitor = new Visitor(port).with("User-Agent", FIREFOX);
        assertThat(visitor.signIn(id, TestAccounts.PASSWORD).statusCode()).isEqualTo(302);
        assertThat(open(visitor)).isTrue();
        return visitor;
    }

    private static boolean open(Visitor visitor) {
        HttpResponse<String> answer = visitor.get("/compte");
        return answer.statusCode() == 200;
    }

    @Test
    void eachPersonSeesAndEndsTheirOwnSessions() {
        Visitor office = signedIn(ministry);
        Visitor forgotten = signedIn(ministry);
        String page = office.get("/compte/sessions").body();
        assertThat(page)
                .contains("Firefox 140 sous Linux")
                .contains("ce serveur")
                .contains("Cette session");
        assertThat(page).doesNotContain(office.cookie("JSESSIONID"));
        Matcher other = ROW.matcher(page);
        assertThat(other.find()).isTrue();
        String handle = other.group(1);
        assertThat(other.find()).as("no button for the session that asks").isFalse();
        office.submit("/compte/sessions", "/compte/sessions/fermer", Map.of("session", handle));
        assertThat(open(forgotten)).isFalse();
        assertThat(forgotten
                        .get("/camunda/api/engine/engine/default/task/count")
                        .statusCode())
                .isEqualTo(401);
        assertThat(open(office)).isTrue();
    }

    @Test
    void nobodyEndsTheSessionOfSomebodyElseThroughTheirOwnPage() {
        Visitor victim = signedIn(ministry);
        String handle = sessions.of(ministry, null).get(0).handle();
        Visitor other = signedIn(accounts.staff("sessions.autre", Role.MINISTRY));
        other.submit("/compte/sessions", "/compte/sessions/fermer", Map.of("session", handle));
        assertThat(open(victim)).isTrue();
    }

    @Test
    void allOtherSessionsEndAtOnce() {
        Visitor here = signedIn(ministry);
        Visitor there = signedIn(ministry);
        here.submit("/compte/sessions", "/compte/sessions/fermer-les-autres", Map.of());
        assertThat(open(there)).isFalse();
        assertThat(sessions.of(ministry, null)).hasSize(1);
    }

    @Test
    void anAdministratorEndsASessionWithAReason() {
        Visitor person = signedIn(ministry);
        Visitor admin = signedIn(accounts.staff("sessions.admin", Role.ADMIN));
        String list = "/administration/sessions?q=" + ministry;
        String handle = sessions.of(ministry, null).get(0).handle();
        assertThat(admin.get(list).body()).contains(ministry).contains(handle);
        HttpResponse<String> refused =
                admin.submit(list, "/administration/sessions/fermer", Map.of("session", handle, "motif", "  "));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Donnez le motif");
        assertThat(open(person)).isTrue();
        admin.submit(list, "/administration/sessions/fermer", Map.of("session", handle, "motif", "poste volé"));
        assertThat(open(person)).isFalse();
        assertThat(admin.get("/administration/sessions").body()).contains("est fermée");
    }

    @Test
    void anAdministratorEndsAllSessionsOfAPerson() {
        Visitor one = signedIn(ministry);
        Visitor two = signedIn(ministry);
        Visitor admin = signedIn(accounts.staff("sessions.admin", Role.ADMIN));
        admin.submit(
                "/administration/sessions",
                "/administration/sessions/fermer-toutes",
                Map.of("compte", ministry, "motif", "départ"));
        assertThat(open(one)).isFalse();
        assertThat(open(two)).isFalse();
        assertThat(admin.get("/administration/sessions").body()).contains("2 sessions sont fermées.");
    }

    @ParameterizedTest
    @CsvSource({"MINISTRY", "MANAGER", "EXPERT"})
    void onlyAdministratorsSeeTheSessionsOfOthers(Role role) {
        Visitor visitor =
                signedIn(accounts.staff("sessions.curieux." + role.name().toLowerCase(), role));
        assertThat(visitor.get("/administration/sessions").statusCode()).isEqualTo(403);
        assertThat(visitor.submit(
                                "/compte/sessions",
                                "/administration/sessions/fermer-toutes",
                                Map.of("compte", ministry, "motif", "pour voir"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(new Visitor(port).get("/administration/sessions").statusCode())
                .isEqualTo(302);
    }

    @Test
    void aChangedPasswordEndsTheOtherSessions() {
        Visitor here = signedIn(ministry);
        Visitor there = signedIn(ministry);
        String fresh = "un tout autre secret";
        here.submit(
                "/compte", "/compte", Map.of("actuel", TestAccounts.PASSWORD, "nouveau", fresh, "confirmation", fresh));
        assertThat(open(there)).isFalse();
        assertThat(open(here)).isTrue();
    }

    @Test
    void aPasswordReplacedByAnyOtherWayEndsTheSessions() {
        Visitor person = signedIn(ministry);
        staff.changePassword(ministry, "remplacé par ailleurs");
        assertThat(open(person)).isFalse();
    }

    @Test
    void anAuthoritysNewPasswordOrClosedAccountEndsItsSessions() {
        String id = accounts.authority("sessions.commune", "38185");
        Visitor first = signedIn(id);
        authorities.oneTimePassword(id);
        assertThat(sessions.of(id, null)).isEmpty();
        assertThat(open(first)).isFalse();
        accounts.authority("sessions.commune", "38185");
        Visitor second = signedIn(id);
        authorities.enable(id, false);
        assertThat(sessions.of(id, null)).isEmpty();
        assertThat(open(second)).isFalse();
    }

    @Test
    void signingOutEndsTheSession() {
        Visitor person = signedIn(ministry);
        assertThat(sessions.of(ministry, null)).hasSize(1);
        person.submit("/deconnexion", "/deconnexion", Map.of());
        assertThat(sessions.of(ministry, null)).isEmpty();
    }

    @Test
    void anExpiredSessionIsNotListedAndIsRemoved() {
        Visitor person = signedIn(ministry);
        jdbc.sql("update ecoquartier.web_session set expiry_time = 1, last_access_time = 1 where principal_name = :id")
                .param("id", ministry)
                .update();
        assertThat(sessions.of(ministry, null)).isEmpty();
        assertThat(open(person)).isFalse();
        repository.cleanUpExpiredSessions();
        assertThat(jdbc.sql("select count(*) from ecoquartier.web_session where principal_name = :id")
                        .param("id", ministry)
                        .query(Integer.class)
                        .single())
                .isZero();
        jdbc.sql("update ecoquartier.session_sign_in set signed_in_at = signed_in_at - interval '2 hours'"
                        + " where person_id = :id")
                .param("id", ministry)
                .update();
        sessions.forgetEnded();
        assertThat(jdbc.sql("select count(*) from ecoquartier.session_sign_in where person_id = :id")
                        .param("id", ministry)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void whatAnotherVersionWroteAsksToSignInAgain() {
        Visitor person = signedIn(ministry);
        jdbc.sql("update ecoquartier.web_session_attributes set attribute_bytes = '\\xaced0005'::bytea"
                        + " where session_primary_id in (select primary_id from ecoquartier.web_session"
                        + " where principal_name = :id)")
                .param("id", ministry)
                .update();
        HttpResponse<String> answer = person.get("/compte");
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(location(answer)).isEqualTo("/connexion");
        assertThat(person.signIn(ministry, TestAccounts.PASSWORD).statusCode()).isEqualTo(302);
        assertThat(open(person)).isTrue();
    }

    @Test
    void aRequestThatChangesNothingWritesNothing() {
        Visitor person = signedIn(ministry);
        // the second is the first to read what the first one wrote
        person.get("/camunda/api/engine/engine/default/task/count");
        person.get("/camunda/api/engine/engine/default/task/count");
        String before = version();
        for (int i = 0; i < 3; i++) {
            assertThat(person.get("/camunda/api/engine/engine/default/task/count")
                            .statusCode())
                    .isEqualTo(200);
        }
        assertThat(version()).isEqualTo(before);
    }

    @Test
    void anAdministratorReleasesWhoHasToWait() {
        Visitor guesser = new Visitor(port);
        for (int i = 0; i < 5; i++) {
            guesser.signIn(ministry, "essai " + i);
        }
        var slowed = throttle.slowed().stream()
                .filter(one -> one.account().equals(ministry))
                .findFirst()
                .orElseThrow();
        Visitor admin = signedIn(accounts.staff("sessions.admin", Role.ADMIN));
        assertThat(admin.get("/administration/sessions").body()).contains("PAIR|" + slowed.address() + "|" + ministry);
        admin.submit(
                "/administration/sessions",
                "/administration/sessions/debloquer",
                Map.of("blocage", "PAIR|" + slowed.address() + "|" + ministry, "motif-blocage", "c’est bien elle"));
        assertThat(guesser.signIn(ministry, TestAccounts.PASSWORD).statusCode()).isEqualTo(302);
        assertThat(open(guesser)).isTrue();
    }

    @Test
    void theOwnersBrowserIsHeardWhileTheirAddressGuesses() {
        Visitor owner = signedIn(ministry);
        owner.submit("/deconnexion", "/deconnexion", Map.of());
        Visitor guesser = new Visitor(port);
        for (int i = 0; i < 6; i++) {
            guesser.signIn(ministry, "essai " + i);
        }
        assertThat(location(new Visitor(port).signIn(ministry, TestAccounts.PASSWORD)))
                .isEqualTo("/connexion?echec");
        owner.signIn(ministry, TestAccounts.PASSWORD);
        assertThat(open(owner)).isTrue();
    }

    /** When the session's rows were last written. */
    private String version() {
        return jdbc.sql("""
                        select string_agg(v, ' ') from (
                            select xmin::text v from ecoquartier.web_session where principal_name = :id
                            union all
                            (select a.attribute_name || a.xmin from ecoquartier.web_session_attributes a
                            join ecoquartier.web_session s on s.primary_id = a.session_primary_id
                            where s.principal_name = :id and a.attribute_name not like '%.checked'
                            order by a.attribute_name)) w
                        """).param("id", ministry).query(String.class).single();
    }
}
