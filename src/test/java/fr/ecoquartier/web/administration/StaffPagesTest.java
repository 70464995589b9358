package fr.ecoquartier.web.administration;

import static fr.ecoquartier.Visitor.location;
import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.TestSeal;
import fr.ecoquartier.Visitor;
import fr.ecoquartier.access.AccountEvent;
import fr.ecoquartier.access.AccountJournal;
import fr.ecoquartier.access.AuthorityAccounts;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.access.StaffAccounts;
import fr.ecoquartier.access.StaffDirectory;
import fr.ecoquartier.access.StaffMember;
import fr.ecoquartier.access.TestAccounts;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Administrators manage the accounts of the staff on their pages; nobody else sees them. */
@IntegrationTest
class StaffPagesTest {

    private static final Pattern ONE_TIME = Pattern.compile("<code class=\"mono\">([^<]+)</code>");
    private static final String CHOSEN = "un autre mot de passe";
    private static final String AGENTS = "/administration/agents";

    @LocalServerPort
    private int port;

    @Autowired
    private StaffDirectory staff;

    @Autowired
    private StaffAccounts members;

    @Autowired
    private AuthorityAccounts authorities;

    @Autowired
    private AccountJournal journal;

    private TestAccounts accounts;
    private Visitor admin;

    @BeforeEach
    void signIn() {
        accounts = new TestAccounts(staff, authorities);
        admin = signedIn(accounts.staff("agents.admin", Role.ADMIN));
    }

    private Visitor signedIn(String id) {
        Visitor visitor = new Visitor(port);
        visitor.signIn(id, TestAccounts.PASSWORD);
        return visitor;
    }

    private static String newId() {
        return "agent." + UUID.randomUUID().toString().substring(0, 8);
    }

    private static String page(String id) {
        return AGENTS + "/compte/" + id;
    }

    private Map<String, String> typed(String id) {
        StaffMember member = members.find(id).orElseThrow();
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("prenom", member.firstName());
        fields.put("nom", member.lastName());
        fields.put("courriel", member.email());
        fields.put("roles", member.roles().iterator().next().group());
        if (!member.regions().isEmpty()) {
            fields.put("regions", member.regions().iterator().next());
        }
        fields.put("revision", String.valueOf(member.revision()));
        fields.put("motif", "");
        return fields;
    }

    @Test
    void theHomeTellsWhoseSealTheDocumentsBear() {
        assertThat(admin.get("/administration").body())
                .contains("Sceau des documents", "Certificat configuré", TestSeal.NAME);
    }

    @Test
    void opensAnAccountWhosePasswordIsShownOnceAndMustBeChangedBeforeAnythingElse() {
        String id = newId();
        HttpResponse<String> opened = admin.submit(
                AGENTS + "/nouveau",
                AGENTS,
                Map.of("id", id, "prenom", "Zoé", "nom", "Essai", "courriel", "", "roles", "dreal", "regions", "82"));
        assertThat(location(opened)).isEqualTo(page(id));
        var shown = ONE_TIME.matcher(admin.get(page(id)).body());
        assertThat(shown.find()).isTrue();
        String password = shown.group(1);
        assertThat(admin.get(page(id)).body()).doesNotContain(password).contains("Mot de passe à choisir");

        Visitor agent = new Visitor(port);
        assertThat(location(agent.signIn(id, password))).isEqualTo("/compte");
        assertThat(location(agent.get("/dossiers"))).isEqualTo("/compte");
        assertThat(location(agent.get("/camunda/app/tasklist/default/"))).isEqualTo("/compte");
        assertThat(new Visitor(port)
                        .basic(id, password)
                        .get("/engine-rest/task?maxResults=1")
                        .statusCode())
                .isEqualTo(403);
        agent.submit("/compte", "/compte", Map.of("actuel", password, "nouveau", CHOSEN, "confirmation", CHOSEN));
        assertThat(agent.get("/dossiers").statusCode()).isEqualTo(200);
        assertThat(journal.of(id)).extracting(AccountEvent::kind).containsExactly(AccountEvent.Kind.CREATED);
        assertThat(journal.of(id).get(0).byId()).isEqualTo("agents.admin");
    }

    @Test
    void saysWhatIsWrongAndKeepsWhatWasTyped() {
        String taken = accounts.staff("agents.pris", Role.CARRIER);
        HttpResponse<String> answer = admin.submit(
                AGENTS + "/nouveau",
                AGENTS,
                Map.of("id", taken, "prenom", "Zoé", "nom", " ", "courriel", "pas une adresse", "roles", "dreal"));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains("est déjà pris")
                .contains("Indiquez le nom de la personne")
                .contains("L’adresse électronique n’est pas valable.")
                .contains("intervient dans une région au moins")
                .contains("pas une adresse")
                .contains("Zoé");
    }

    @Test
    void searchesByTextRoleRegionAndStateAndExports() {
        String id = accounts.staff(newId(), Role.DREAL, "83");
        assertThat(admin.get(AGENTS + "?q=" + id + "&role=dreal&region=83&etat=ouvert")
                        .body())
                .contains(page(id));
        assertThat(admin.get(AGENTS + "?q=" + id + "&role=ministry").body())
                .doesNotContain(page(id))
                .contains("Aucun compte ne correspond");
        assertThat(admin.get(AGENTS + "?q=" + id + "&region=42").body()).doesNotContain(page(id));
        assertThat(admin.get(AGENTS + "?q=" + id + "&etat=desactive").body()).doesNotContain(page(id));
        HttpResponse<String> csv = admin.get(AGENTS + "/export?q=" + id);
        assertThat(csv.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/csv"));
        assertThat(csv.body()).contains(id).contains("Auvergne").contains("ouvert");
    }

    @Test
    void aChangeOfRightsNeedsAReasonAndIsInForceAtTheNextRequest() {
        String id = accounts.staff(newId(), Role.DREAL, "82");
        Visitor agent = signedIn(id);
        assertThat(agent.get("/referentiel").statusCode()).isEqualTo(200);
        assertThat(agent.get("/administration").statusCode()).isEqualTo(403);
        Map<String, String> fields = typed(id);
        fields.put("roles", "camunda-admin");
        fields.remove("regions");
        HttpResponse<String> refused = admin.submit(page(id), page(id), fields);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Dites pourquoi les rôles ou les régions changent.");

        fields.put("motif", "prend la suite de l’administration");
        assertThat(location(admin.submit(page(id), page(id), fields))).isEqualTo(page(id));

        assertThat(agent.get("/administration").statusCode()).isEqualTo(200);
        assertThat(admin.get(page(id)).body()).contains("prend la suite de l’administration");
        members.edit(
                id,
                new fr.ecoquartier.access.StaffEdit(
                        "Prénom",
                        "Nom",
                        id + "@exemple.invalid",
                        java.util.Set.of(Role.DREAL),
                        java.util.Set.of("82"),
                        members.find(id).orElseThrow().revision(),
                        "fin de l’essai"),
                staff.find("agents.admin").orElseThrow());
        assertThat(agent.get("/administration").statusCode()).isEqualTo(403);
    }

    @Test
    void twoAdministratorsDoNotOverwriteEachOther() {
        String id = accounts.staff(newId(), Role.CARRIER);
        Map<String, String> mine = typed(id);
        Map<String, String> theirs = typed(id);
        theirs.put("nom", "Durand");
        assertThat(location(admin.submit(page(id), page(id), theirs))).isEqualTo(page(id));
        mine.put("nom", "Dupont");
        HttpResponse<String> answer = admin.submit(page(id), page(id), mine);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("modifié entre-temps").contains("Dupont");
        assertThat(members.find(id).orElseThrow().lastName()).isEqualTo("Durand");
    }

    @Test
    void aDeactivatedAccountCannotSignInAndItsSessionsEndAtTheNextRequest() {
        String id = accounts.staff(newId(), Role.CARRIER);
        Visitor agent = signedIn(id);
        assertThat(agent.get("/dossiers").statusCode()).isEqualTo(200);
        assertThat(admin.submit(page(id), page(id) + "/desactiver", Map.of("motif", " "))
                        .statusCode())
                .isEqualTo(422);
        assertThat(agent.get("/dossiers").statusCode()).isEqualTo(200);

        admin.submit(page(id), page(id) + "/desactiver", Map.of("motif", "fin de contrat"));

        assertThat(location(agent.get("/dossiers"))).isEqualTo("/connexion");
        assertThat(location(new Visitor(port).signIn(id, TestAccounts.PASSWORD)))
                .isEqualTo("/connexion?echec");
        assertThat(new Visitor(port)
                        .basic(id, TestAccounts.PASSWORD)
                        .get("/engine-rest/task?maxResults=1")
                        .statusCode())
                .isEqualTo(401);

        admin.submit(page(id), page(id) + "/reactiver", Map.of("motif", "erreur"));
        assertThat(signedIn(id).get("/dossiers").statusCode()).isEqualTo(200);
        assertThat(journal.of(id))
                .extracting(AccountEvent::kind)
                .containsExactly(AccountEvent.Kind.REACTIVATED, AccountEvent.Kind.DEACTIVATED);
    }

    @Test
    void nobodyDeactivatesTheirOwnAccount() {
        HttpResponse<String> answer =
                admin.submit(page("agents.admin"), page("agents.admin") + "/desactiver", Map.of("motif", "essai"));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("Nul ne désactive son propre compte");
    }

    @Test
    void theOtherPagesAnswer() {
        for (String path : List.of(
                "/administration",
                "/administration/roles",
                "/administration/territoires",
                "/administration/journal?nature=CREATED",
                "/administration/journal/export",
                "/administration/suppleances",
                "/administration/delais",
                "/administration/delais/instruction",
                AGENTS + "/compte/agents.admin",
                AGENTS + "/compte/agents.admin/depart")) {
            assertThat(admin.get(path).statusCode()).as(path).isEqualTo(200);
        }
        assertThat(admin.get(AGENTS + "/compte/personne.inconnue").statusCode()).isEqualTo(404);
        assertThat(admin.get("/administration/delais/inconnu").statusCode()).isEqualTo(404);
        assertThat(admin.get("/administration/territoires").body()).contains("Aucun agent");
    }

    @Test
    void aDelayIsChangedWithAReasonAndPutBack() {
        String path = "/administration/delais/kickOff";
        Map<String, String> fields =
                new LinkedHashMap<>(Map.of("nombre", "0", "unite", "DAYS", "vu", seen(path), "motif", ""));
        HttpResponse<String> refused = admin.submit(path, path, fields);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Le délai est trop court");
        fields.put("nombre", "7");
        fields.put("unite", "WEEKS");
        assertThat(admin.submit(path, path, fields).body()).contains("Dites pourquoi ce délai change.");
        fields.put("motif", "période d’essai");
        assertThat(location(admin.submit(path, path, fields))).isEqualTo(path);
        assertThat(admin.get(path).body()).contains("P7W").contains("période d’essai");

        admin.submit(path, path + "/configuration", Map.of("vu", "P7W", "motif", "fin de l’essai"));
        assertThat(admin.get(path).body()).contains("Retour à la configuration");
        assertThat(seen(path)).isNotEqualTo("P7W");
    }

    private String seen(String path) {
        var seen = Pattern.compile("name=\"vu\" value=\"([^\"]+)\"")
                .matcher(admin.get(path).body());
        assertThat(seen.find()).isTrue();
        return seen.group(1);
    }

    @Test
    void isForAdministratorsOnly() {
        String target = accounts.staff("agents.cible", Role.CARRIER);
        List<Visitor> others = List.of(
                signedIn(accounts.staff("agents.gestion", Role.MANAGER)),
                signedIn(accounts.staff("agents.ministere", Role.MINISTRY)),
                signedIn(accounts.staff("agents.dreal", Role.DREAL, "82")),
                signedIn(accounts.authority("agents.grenoble", "38185")));
        for (Visitor visitor : others) {
            for (String path : List.of(
                    "/administration",
                    AGENTS,
                    AGENTS + "/export",
                    page(target),
                    page(target) + "/depart",
                    "/administration/journal",
                    "/administration/suppleances",
                    "/administration/delais")) {
                assertThat(visitor.get(path).statusCode()).as(path).isEqualTo(403);
            }
            for (String action : List.of(
                    page(target) + "/desactiver",
                    page(target) + "/mot-de-passe",
                    page(target) + "/depart",
                    "/administration/delais/instruction",
                    "/administration/suppleances")) {
                assertThat(visitor.submit("/compte", action, Map.of("motif", "essai"))
                                .statusCode())
                        .as(action)
                        .isEqualTo(403);
            }
        }
        assertThat(location(new Visitor(port).get(AGENTS))).isEqualTo("/connexion");
        assertThat(location(new Visitor(port).get("/administration/delais"))).isEqualTo("/connexion");
        assertThat(staff.active(target)).isPresent();
    }

    @Test
    void anAbsenceIsAnnouncedOnOnesOwnPageAndOnlyByTheStaff() {
        String absent = accounts.staff(newId(), Role.DREAL, "82");
        String standIn = accounts.staff(newId(), Role.DREAL, "82");
        Visitor visitor = signedIn(absent);
        String today =
                java.time.LocalDate.now(java.time.ZoneId.of("Europe/Paris")).toString();
        HttpResponse<String> refused = visitor.submit(
                "/absence", "/absence", Map.of("suppleant", "DREAL:" + standIn, "du", "hier", "au", today));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("n’est pas une date");
        assertThat(location(visitor.submit(
                        "/absence",
                        "/absence",
                        Map.of("suppleant", "DREAL:" + standIn, "du", today, "au", today, "motif", "congés"))))
                .isEqualTo("/absence");
        assertThat(visitor.get("/absence").body()).contains("En cours");
        assertThat(signedIn(standIn).get("/absence").body()).contains("Tâches que je supplée");
        assertThat(journal.of(absent)).extracting(AccountEvent::kind).contains(AccountEvent.Kind.STAND_IN);

        Visitor authority = signedIn(accounts.authority("agents.grenoble", "38185"));
        assertThat(authority.get("/absence").statusCode()).isEqualTo(403);
        assertThat(location(new Visitor(port).get("/absence"))).isEqualTo("/connexion");
        Visitor expert = signedIn(accounts.staff(newId(), Role.EXPERT));
        assertThat(expert.get("/absence").body()).contains("ne se suppléent pas");
    }
}
