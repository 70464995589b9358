package fr.ecoquartier.web.notification;

import static fr.ecoquartier.Visitor.location;
import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.Visitor;
import fr.ecoquartier.access.AuthorityAccounts;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.access.StaffDirectory;
import fr.ecoquartier.access.TestAccounts;
import fr.ecoquartier.dossier.OpenTask;
import fr.ecoquartier.dossier.OpenTasks;
import fr.ecoquartier.notification.DeliveryMode;
import fr.ecoquartier.notification.Preferences;
import fr.ecoquartier.web.OpenDossiers;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Links of mails, preferences, meetings and the administrators' mails, each for whom it is. */
@IntegrationTest
class NotificationPagesTest {

    private static final String ADMIN = "pages.admin";
    private static final String SERVICE = "pages.dreal";
    private static final String OTHER_SERVICE = "pages.alsace";
    private static final String CARRIER = "pages.structure";
    private static final String TOWN = "pages.ville";
    private static final String OTHER_TOWN = "pages.autre";

    @LocalServerPort
    private int port;

    @Autowired
    private StaffDirectory staff;

    @Autowired
    private AuthorityAccounts authorities;

    @Autowired
    private OpenTasks tasks;

    @Autowired
    private Preferences preferences;

    @Autowired
    private AutowireCapableBeanFactory application;

    private OpenDossiers open;

    @BeforeEach
    void accounts() {
        TestAccounts accounts = new TestAccounts(staff, authorities);
        accounts.staff(ADMIN, Role.ADMIN);
        accounts.staff(SERVICE, Role.DREAL, "82");
        accounts.staff(OTHER_SERVICE, Role.DREAL, "42");
        accounts.staff(CARRIER, Role.CARRIER);
        accounts.authority(TOWN, "38185");
        accounts.authority(OTHER_TOWN, "67482");
        open = OpenDossiers.in(application);
    }

    private Visitor as(String id) {
        Visitor visitor = new Visitor(port);
        visitor.signIn(id, TestAccounts.PASSWORD);
        return visitor;
    }

    private OpenTask task(String operation) {
        return open.task(open.ofGrenoble(operation));
    }

    @Test
    void theLinkOfATaskSurvivesSignInAndLeadsTheAuthorityToItsForm() {
        OpenTask task = task("Lien d’une tâche");
        Visitor visitor = new Visitor(port);
        assertThat(location(visitor.get("/taches/" + task.taskId()))).endsWith("/connexion");

        HttpResponse<String> signedIn = visitor.signIn(TOWN, TestAccounts.PASSWORD);

        assertThat(location(signedIn)).contains("/taches/" + task.taskId());
        assertThat(location(visitor.get("/taches/" + task.taskId()))).endsWith("/collectivite/taches/" + task.taskId());
    }

    @Test
    void theLinkOfATaskLeadsStaffToTasklistWhenTheyMayTakeIt() {
        String reference = open.ofGrenoble("Lien pour un agent");
        tasks.put(new OpenTask(
                "tache-" + reference,
                reference,
                "charter",
                "checkAdmissibility",
                "Vérifier",
                "dreal",
                SERVICE,
                java.time.Instant.now(),
                null,
                false));

        assertThat(as(SERVICE).get("/taches/tache-" + reference).headers().firstValue("Location"))
                .get()
                .asString()
                .endsWith("/camunda/app/tasklist/default/#/?task=tache-" + reference);
        HttpResponse<String> notTheirs = as(CARRIER).get("/taches/tache-" + reference);
        assertThat(notTheirs.statusCode()).isEqualTo(403);
        assertThat(notTheirs.body()).contains("n’est pas la vôtre", "prise en charge par");
        assertThat(as(SERVICE).get("/notifications").statusCode()).isEqualTo(200);
        tasks.remove("tache-" + reference);
    }

    @Test
    void theLinkOfATaskSaysThatItIsDoneToWhomMayKnowAndNothingToOthers() {
        OpenTask task = task("Tâche faite");
        tasks.remove(task.taskId());

        HttpResponse<String> done = as(SERVICE).get("/taches/" + task.taskId());
        assertThat(done.statusCode()).isEqualTo(410);
        assertThat(done.body()).contains("déjà faite", task.reference());
        for (String stranger : List.of(OTHER_SERVICE, OTHER_TOWN)) {
            HttpResponse<String> unknown = as(stranger).get("/taches/" + task.taskId());
            assertThat(unknown.statusCode()).isEqualTo(404);
            assertThat(unknown.body()).doesNotContain(task.reference());
        }
        assertThat(as(SERVICE).get("/taches/inconnue").statusCode()).isEqualTo(404);
    }

    @Test
    void eachPersonChoosesTheirMails() {
        Visitor visitor = as(TOWN);
        assertThat(visitor.get("/compte").body()).contains("Mes courriers", "pages.ville@exemple.invalid");

        assertThat(visitor.submit("/compte", "/compte/courriers", Map.of("mode", "DIGEST"))
                        .statusCode())
                .isEqualTo(302);
        assertThat(preferences.of(TOWN)).isEqualTo(DeliveryMode.DIGEST);
        visitor.submit("/compte", "/compte/courriers", Map.of("mode", "RIEN"));
        assertThat(preferences.of(TOWN)).isEqualTo(DeliveryMode.DIGEST);
        preferences.choose(TOWN, DeliveryMode.IMMEDIATE);
    }

    @Test
    void theMailsAreForAdministratorsAlone() {
        assertThat(as(ADMIN).get("/administration/courriers").statusCode()).isEqualTo(200);
        for (String other : List.of(SERVICE, CARRIER, TOWN)) {
            assertThat(as(other).get("/administration/courriers").statusCode()).isEqualTo(403);
        }
        HttpResponse<String> retried = as(ADMIN)
                .submit("/administration/courriers", "/administration/courriers/envoi", Map.of("etat", "HELD"));
        assertThat(location(retried)).endsWith("/administration/courriers?etat=HELD");
        assertThat(as(ADMIN).get("/administration/courriers/0").statusCode()).isEqualTo(404);
    }

    private static Map<String, String> meeting() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("nature", "SITE_VISIT");
        fields.put("jour", LocalDate.now().plusMonths(1).toString());
        fields.put("debut", "14:30");
        fields.put("fin", "16:00");
        fields.put("lieu", "Mairie de <b>Grenoble</b>");
        fields.put("precisions", "");
        fields.put("version", "0");
        fields.put("invites", TOWN);
        return fields;
    }

    @Test
    void aReviewerConvenesAVisitAndTheAuthorityReadsIt() {
        String page = "/dossiers/" + open.ofGrenoble("Visite prévue") + "/rendez-vous";
        Map<String, String> wrong = meeting();
        wrong.put("fin", "14:00");
        Visitor service = as(SERVICE);

        HttpResponse<String> refused = service.submit(page, page, wrong);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains("La fin suit le début", "value=\"Mairie de &lt;b&gt;Grenoble&lt;/b&gt;\"", "value=\"14:30\"");
        assertThat(service.submit(page, page, meeting()).statusCode()).isEqualTo(302);

        String read = as(TOWN).get(page).body();
        assertThat(read)
                .contains("Visite du site", "Mairie de &lt;b&gt;Grenoble&lt;/b&gt;", "à venir")
                .doesNotContain("Prendre un rendez-vous");
    }

    @Test
    void nobodyElseConvenes() {
        String page = "/dossiers/" + open.ofGrenoble("Visite refusée") + "/rendez-vous";

        Visitor town = as(TOWN);
        assertThat(town.submit("/compte", page, meeting()).statusCode()).isEqualTo(403);
        Visitor carrier = as(CARRIER);
        assertThat(carrier.submit(page, page, meeting()).statusCode())
                .as("the visit is the regional service's")
                .isEqualTo(422);
        assertThat(as(OTHER_SERVICE).get(page).statusCode()).isEqualTo(404);
        assertThat(as(OTHER_TOWN).get(page).statusCode()).isEqualTo(404);
    }
}
