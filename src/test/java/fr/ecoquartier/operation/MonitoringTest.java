package fr.ecoquartier.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.Visitor;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.access.StaffDirectory;
import fr.ecoquartier.access.StaffDirectory.NewStaff;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@IntegrationTest
class MonitoringTest {

    private static final String PASSWORD = "Vingt-Engagements-2012";

    @LocalServerPort
    private int port;

    @Autowired
    private StaffDirectory staff;

    @Autowired
    private ObjectMapper json;

    @BeforeEach
    void people() {
        staff.save(new NewStaff(
                "watch-admin", "Ada", "Guet", "watch-admin@exemple.invalid", PASSWORD, Set.of(Role.ADMIN), Set.of()));
        staff.save(new NewStaff(
                "watch-manager",
                "Max",
                "Guet",
                "watch-manager@exemple.invalid",
                PASSWORD,
                Set.of(Role.MANAGER),
                Set.of()));
    }

    @Test
    void anybodyLearnsWhetherTheApplicationWorksAndNothingElse() throws IOException {
        for (String path :
                new String[] {"/actuator/health", "/actuator/health/readiness", "/actuator/health/liveness"}) {
            HttpResponse<String> answer = new Visitor(port).get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            JsonNode health = json.readTree(answer.body());
            assertThat(health.path("status").asText()).isEqualTo("UP");
            assertThat(health.has("components")).as(path).isFalse();
        }
    }

    @Test
    void anAdministratorSeesEachPartOfTheHealth() throws IOException {
        JsonNode parts = json.readTree(
                        signedIn("watch-admin").get("/actuator/health").body())
                .path("components");
        assertThat(parts.path("db").path("status").asText()).isEqualTo("UP");
        assertThat(parts.path("diskSpace").path("status").asText()).isEqualTo("UP");
        assertThat(parts.path("processEngine").path("status").asText()).isEqualTo("UP");
        assertThat(parts.path("mail").path("status").asText()).isEqualTo("UNKNOWN");
        assertThat(parts.path("antivirus").path("details").path("reason").asText())
                .contains("non configuré");
    }

    @Test
    void metricsAreForTheCollectorThatShowsTheTokenAndForAdministrators() {
        assertThat(metrics(new Visitor(port).with("Authorization", "Bearer jeton-de-test")))
                .contains("ecoquartier_dossiers{", "ecoquartier_tasks_overdue{", "ecoquartier_checks_total{");
        assertThat(metrics(signedIn("watch-admin"))).contains("ecoquartier_incidents");
        assertThat(new Visitor(port)
                        .with("Authorization", "Bearer jeton-faux")
                        .get("/actuator/prometheus")
                        .statusCode())
                .isEqualTo(403);
        assertThat(new Visitor(port).get("/actuator/prometheus").statusCode()).isEqualTo(302);
        assertThat(signedIn("watch-manager").get("/actuator/prometheus").statusCode())
                .isEqualTo(403);
        assertThat(new Visitor(port)
                        .with("Authorization", "Bearer jeton-de-test")
                        .get("/actuator/env")
                        .statusCode())
                .isEqualTo(302);
    }

    @Test
    void everyMetricOfTheDashboardIsThere() throws IOException {
        new Visitor(port).get("/");
        String scrape = metrics(new Visitor(port).with("Authorization", "Bearer jeton-de-test"));
        Set<String> asked = new TreeSet<>();
        JsonNode dashboard = json.readTree(Files.readString(Path.of("docs/exploitation/grafana-dashboard.json")));
        for (JsonNode panel : dashboard.path("panels")) {
            for (JsonNode target : panel.path("targets")) {
                Pattern.compile("\\b((?:ecoquartier|jvm|hikaricp|http|process|disk)_[a-z_]+)")
                        .matcher(target.path("expr").asText())
                        .results()
                        .forEach(found -> asked.add(found.group(1)));
            }
        }
        assertThat(asked).hasSizeGreaterThan(8);
        assertThat(asked).allSatisfy(name -> assertThat(scrape).containsPattern("(?m)^" + name + "[ {]"));
    }

    private static String metrics(Visitor collector) {
        HttpResponse<String> answer = collector.with("Accept", "text/plain").get("/actuator/prometheus");
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private Visitor signedIn(String id) {
        Visitor visitor = new Visitor(port);
        visitor.signIn(id, PASSWORD);
        return visitor;
    }
}
