package fr.ecoquartier.workflow.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fr.ecoquartier.TestDatabase;
import fr.ecoquartier.dossier.DossierFigures;
import fr.ecoquartier.dossier.DossierStatus;
import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.FiguresKind;
import fr.ecoquartier.dossier.OpenTask;
import fr.ecoquartier.dossier.OpenTasks;
import fr.ecoquartier.indicator.Opinion;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/** The demonstration as somebody finds it who starts the application for the first time. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"ecoquartier.demo.password=demonstration-A-2012", "server.shutdown=immediate"})
@ActiveProfiles("demo")
@ContextConfiguration(initializers = TestDatabase.Own.class)
class DemonstrationIT {

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Dossiers dossiers;

    @Autowired
    private DossierFigures figures;

    @Autowired
    private OpenTasks openTasks;

    @Test
    void everyDossierStandsWhereTheDemonstrationWantsIt() {
        List<DemoOperations.Operation> operations = DemoDossiers.read().operations();
        await().atMost(Duration.ofMinutes(5))
                .until(() -> jdbc.sql("select count(*) from ecoquartier.demo_dossier where done")
                                .query(Integer.class)
                                .single()
                        == operations.size());

        for (DemoOperations.Operation operation : operations) {
            DossierSummary dossier =
                    dossiers.get(jdbc.sql("select reference from ecoquartier.demo_dossier where key = ?")
                            .param(operation.key())
                            .query(String.class)
                            .single());
            assertThat(dossier.demonstration()).isTrue();
            boolean ended = operation.then() != null
                    || operation.stopAt() == null
                    || operation.fire() != null && operation.fire().contains(operation.stopAt() + "Deadline");
            if (!ended) {
                assertThat(openTasks.of(dossier.reference()))
                        .as(operation.key())
                        .extracting(OpenTask::step)
                        .contains(operation.stopAt());
            }
        }
        assertThat(status("charter-refused")).isEqualTo(DossierStatus.REFUSED);
        assertThat(status("charter-abandoned")).isEqualTo(DossierStatus.ABANDONED);
        assertThat(status("charter-withdrawn")).isEqualTo(DossierStatus.WITHDRAWN);
        assertThat(status("award-deferred")).isEqualTo(DossierStatus.DEFERRED);
        assertThat(status("labelled")).isEqualTo(DossierStatus.LABELLED);
        // what was not published about a real operation stays missing
        String grenoble = reference("published-grenoble");
        assertThat(figures.latest(grenoble, FiguresKind.BASELINE).orElseThrow().values())
                .containsOnlyKeys("surface", "logements", "logementsSociaux", "espacesPublics");
        assertThat(figures.latestCheck(grenoble).orElseThrow().report().opinion())
                .isEqualTo(Opinion.INCOMPLETE);
    }

    private DossierStatus status(String key) {
        return dossiers.get(reference(key)).status();
    }

    private String reference(String key) {
        return jdbc.sql("select reference from ecoquartier.demo_dossier where key = ?")
                .param(key)
                .query(String.class)
                .single();
    }
}
