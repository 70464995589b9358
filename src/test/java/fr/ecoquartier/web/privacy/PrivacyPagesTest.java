package fr.ecoquartier.web.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.Visitor;
import fr.ecoquartier.access.AuthorityAccounts;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.access.StaffDirectory;
import fr.ecoquartier.access.TestAccounts;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@IntegrationTest
class PrivacyPagesTest {

    private static final String ADMINISTRATION = "/administration/donnees-personnelles";

    @LocalServerPort
    private int port;

    @Autowired
    private StaffDirectory staff;

    @Autowired
    private AuthorityAccounts authorities;

    private String admin;
    private String agent;
    private String commune;

    @BeforeEach
    void accounts() {
        TestAccounts accounts = new TestAccounts(staff, authorities);
        admin = accounts.staff("privacy-admin", Role.ADMIN);
        agent = accounts.staff("privacy-dreal", Role.DREAL, "82");
        commune = accounts.authority("privacy-commune", "38185");
    }

    private Visitor signedIn(String id) {
        Visitor visitor = new Visitor(port);
        visitor.signIn(id, TestAccounts.PASSWORD);
        return visitor;
    }

    @Test
    void everybodyTakesTheirOwnDataAway() {
        for (String id : new String[] {agent, commune, admin}) {
            Visitor visitor = signedIn(id);
            assertThat(visitor.get("/compte").body()).contains("/compte/donnees");
            assertThat(visitor.get("/compte/donnees").body()).contains("Télécharger mes données", "5\u00a0ans");
            HttpResponse<String> zip = visitor.get("/compte/donnees.zip");
            assertThat(zip.statusCode()).isEqualTo(200);
            assertThat(zip.headers().firstValue("Content-Type")).contains("application/zip");
            assertThat(zip.headers().firstValue("Content-Disposition").orElse(""))
                    .contains("donnees-personnelles-" + id + ".zip");
            assertThat(zip.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(zip.body()).startsWith("PK").contains("index.html");
        }
        assertThat(new Visitor(port).get("/compte/donnees.zip").statusCode()).isEqualTo(302);
    }

    @Test
    void onlyAdministratorsSeeAndDoTheRest() {
        for (String id : new String[] {agent, commune}) {
            Visitor visitor = signedIn(id);
            for (String page : new String[] {"", "/essai", "/inventaire", "/passages/1"}) {
                assertThat(visitor.get(ADMINISTRATION + page).statusCode())
                        .as(page)
                        .isEqualTo(403);
            }
            for (String action : new String[] {"/effacer", "/export", "/exceptions"}) {
                HttpResponse<String> answer = visitor.submit(
                        "/compte", ADMINISTRATION + action, Map.of("compte", admin, "motif-export", "Curiosité"));
                assertThat(answer.statusCode()).as(action).isEqualTo(403);
            }
        }
    }

    @Test
    void anAdministratorReadsThePagesAndSaysWhyBeforeAnExport() {
        Visitor visitor = signedIn(admin);
        assertThat(visitor.get(ADMINISTRATION).body())
                .contains("Durées de conservation", "dossier-people: P5Y", "Effacer maintenant", "Dossiers exceptés");
        assertThat(visitor.get(ADMINISTRATION + "/essai").body()).contains("Cette page n’efface rien");
        assertThat(visitor.get(ADMINISTRATION + "/inventaire").body())
                .contains("act_hi_taskinst", "Journal des dossiers");
        assertThat(visitor.get(ADMINISTRATION + "/passages/999999").statusCode())
                .isEqualTo(404);

        HttpResponse<String> refused = visitor.submit(
                ADMINISTRATION, ADMINISTRATION + "/export", Map.of("compte", commune, "motif-export", " "));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Dites pourquoi vous exportez ces données.", "value=\"" + commune + "\"");
        refused = visitor.submit(
                ADMINISTRATION,
                ADMINISTRATION + "/export",
                Map.of("compte", "<b>x", "motif-export", "Demande d’accès"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Aucun compte", "Demande d’accès").doesNotContain("<b>x");

        HttpResponse<String> zip = visitor.submit(
                ADMINISTRATION,
                ADMINISTRATION + "/export",
                Map.of("compte", commune, "motif-export", "Demande d’accès"));
        assertThat(zip.statusCode()).isEqualTo(200);
        assertThat(zip.body()).startsWith("PK");
        assertThat(visitor.get(ADMINISTRATION).body()).contains("Export des données du compte", "Demande d’accès");
    }

    @Test
    void aDossierThatDoesNotExistCannotBeExcepted() {
        HttpResponse<String> refused = signedIn(admin)
                .submit(
                        ADMINISTRATION,
                        ADMINISTRATION + "/exceptions",
                        Map.of("dossier", "EQ-2012-77777", "motif-exception", "Recours en cours"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Aucun dossier ne porte la référence", "Recours en cours");
    }
}
