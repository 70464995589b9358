package fr.ecoquartier.web.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.Visitor;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.access.StaffDirectory;
import fr.ecoquartier.modelling.Author;
import fr.ecoquartier.modelling.ModelCatalogue;
import fr.ecoquartier.modelling.ModelKind;
import fr.ecoquartier.modelling.draft.ModelDraft;
import fr.ecoquartier.modelling.draft.ModelDrafts;
import fr.ecoquartier.modelling.release.TrialModels;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@IntegrationTest
class ReleasePagesTest {

    private static final String PASSWORD = "Vingt-Engagements-2012";
    private static final String REASON = "La DREAL demande cette étape";

    @LocalServerPort
    private int port;

    @Autowired
    private StaffDirectory staff;

    @Autowired
    private ModelDrafts drafts;

    @Autowired
    private ModelCatalogue catalogue;

    private final ObjectMapper json = new ObjectMapper();
    private String key;
    private ModelDraft draft;

    @BeforeEach
    void draft() {
        key = "page" + UUID.randomUUID().toString().replaceAll("[^a-z]", "");
        draft = drafts.create(
                ModelKind.PROCESS,
                key,
                "bpmn/" + key + ".bpmn",
                "Essai des pages",
                null,
                TrialModels.process(key, "Essayer", "contract-instruction"),
                new Author("page-admin", "Alice ADMIN"));
    }

    private Visitor as(String id, Role role) {
        staff.save(new StaffDirectory.NewStaff(
                id,
                id.contains("other") ? "Bob" : "Alice",
                "ADMIN",
                id + "@exemple.invalid",
                PASSWORD,
                Set.of(role),
                role == Role.DREAL ? Set.of("82") : Set.of()));
        Visitor visitor = new Visitor(port);
        visitor.signIn(id, PASSWORD);
        return visitor;
    }

    private Visitor admin() {
        return as("page-admin", Role.ADMIN);
    }

    private Visitor otherAdmin() {
        return as("page-other", Role.ADMIN);
    }

    private String request(Visitor admin) {
        HttpResponse<String> asked = admin.submit(
                "/modeles/livraisons/nouvelle?brouillons=" + draft.id(),
                "/modeles/livraisons",
                Map.of("brouillons", String.valueOf(draft.id()), "motif", REASON));
        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(302);
        return Visitor.location(asked);
    }

    @Test
    void checkRequestApproveDeployed() {
        Visitor admin = admin();
        String page = request(admin);
        assertThat(admin.get(page).body())
                .contains("À approuver", REASON, "une autre personne administratrice doit l’approuver")
                .doesNotContain("Approuver et mettre en service");

        Visitor other = otherAdmin();
        assertThat(other.get("/modeles/livraisons").body()).contains(page);
        assertThat(other.get(page).body()).contains("Approuver et mettre en service");
        HttpResponse<String> approved = other.submit(page, page + "/approuver", Map.of("revision", "1"));
        assertThat(approved.statusCode()).as(approved.body()).isEqualTo(302);

        assertThat(catalogue.versions(ModelKind.PROCESS, key)).hasSize(1);
        assertThat(admin.get(page).body()).contains("En service", "Approuvée par", "Bob ADMIN", "Première version");
        assertThat(admin.get("/modeles/livraisons/journal.csv").body()).contains(REASON, key + " version 1");
    }

    @Test
    void nobodyApprovesTheirOwnRequestByForgingTheForm() {
        Visitor admin = admin();
        String page = request(admin);

        HttpResponse<String> forged = admin.submit(page, page + "/approuver", Map.of("revision", "1"));

        assertThat(forged.statusCode()).isEqualTo(422);
        assertThat(forged.body()).contains("une autre personne, administratrice elle aussi, doit l’approuver");
        assertThat(catalogue.versions(ModelKind.PROCESS, key)).isEmpty();
    }

    @Test
    void whoComesSecondReadsWhoDecided() {
        Visitor admin = admin();
        String page = request(admin);
        Visitor other = otherAdmin();
        other.submit(page, page + "/refuser", Map.of("revision", "1", "motif", "Il manque une étape"));

        HttpResponse<String> late = other.submit(page, page + "/approuver", Map.of("revision", "1"));

        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("Bob ADMIN a déjà refusé cette demande");
    }

    @Test
    void withoutAReasonNothingIsAskedAndNothingTypedIsLost() {
        Visitor admin = admin();
        HttpResponse<String> asked = admin.submit(
                "/modeles/livraisons/nouvelle?brouillons=" + draft.id(),
                "/modeles/livraisons",
                Map.of("brouillons", String.valueOf(draft.id()), "motif", "Trop bref"));

        assertThat(asked.statusCode()).isEqualTo(422);
        assertThat(asked.body()).contains("Donnez un motif de quelques mots", "Trop bref");
    }

    @Test
    void theCheckSaysWhatIsWrongOnTheElement() throws Exception {
        Visitor admin = admin();
        String csrf = Visitor.csrf(admin.get("/modeles/livraisons/nouvelle").body());
        String bad = TrialModels.process(key, "Essayer", "contract-instruction").replace("\"dreal\"", "\"abf\"");

        HttpResponse<String> answer = admin.with("X-CSRF-TOKEN", csrf)
                .with("Accept", "application/json")
                .json(
                        "POST",
                        "/api/modelling/drafts/" + draft.id() + "/check",
                        json.writeValueAsString(Map.of("content", bad)));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode found = json.readTree(answer.body());
        assertThat(found.path("errors").asInt()).isEqualTo(1);
        assertThat(found.at("/findings/0/element").asText()).isEqualTo("trialTask");
        assertThat(found.at("/findings/0/rule").asText()).isEqualTo("unknownRole");
        HttpResponse<String> together =
                admin.json("POST", "/api/modelling/drafts/check", "{\"drafts\":[" + draft.id() + "]}");
        assertThat(json.readTree(together.body()).path("errors").asInt()).isZero();
        assertThat(admin.json("POST", "/api/modelling/drafts/999999999/check", "{}")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void anEarlierVersionIsOneActionAway() {
        Visitor admin = admin();
        String page = request(admin);
        Visitor other = otherAdmin();
        other.submit(page, page + "/approuver", Map.of("revision", "1"));
        draft = drafts.create(
                ModelKind.PROCESS,
                key,
                "bpmn/" + key + ".bpmn",
                "Essai suivant",
                1,
                TrialModels.process(key, "Essayer mieux", "contract-instruction"),
                new Author("page-admin", "Alice ADMIN"));
        String next = request(admin);
        other.submit(next, next + "/approuver", Map.of("revision", "1"));
        String back = "/modeles/processus/" + key + "/retour";

        assertThat(admin.get(back + "?version=1").body()).contains("Revenir à la version 1");
        HttpResponse<String> done =
                admin.submit(back + "?version=1", back, Map.of("version", "1", "motif", "La tâche gêne la DREAL"));

        assertThat(done.statusCode()).as(done.body()).isEqualTo(302);
        assertThat(catalogue.versions(ModelKind.PROCESS, key)).hasSize(3);
        HttpResponse<String> again =
                admin.submit(back + "?version=1", back, Map.of("version", "1", "motif", "La tâche gêne la DREAL"));
        assertThat(again.statusCode()).isEqualTo(422);
        assertThat(again.body()).contains("a déjà le contenu de la version 1");
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"MANAGER", "MINISTRY", "DREAL"})
    void onlyAdministratorsSeeOrDoAnyOfIt(Role role) {
        Visitor visitor = as("page-" + role.group(), role);

        assertThat(visitor.get("/modeles/livraisons").statusCode()).isEqualTo(403);
        assertThat(visitor.get("/modeles/livraisons/journal.csv").statusCode()).isEqualTo(403);
        assertThat(visitor.get("/modeles/processus/" + key + "/retour?version=1")
                        .statusCode())
                .isEqualTo(403);
        assertThat(visitor.post("/modeles/livraisons", Map.of("motif", REASON)).statusCode())
                .isEqualTo(403);
        assertThat(visitor.json("POST", "/api/modelling/drafts/" + draft.id() + "/check", "{}")
                        .statusCode())
                .isEqualTo(403);
    }
}
