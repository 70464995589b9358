package fr.ecoquartier.workflow.migration;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.modelling.Author;
import fr.ecoquartier.modelling.migration.ItemFilter;
import fr.ecoquartier.modelling.migration.Migration;
import fr.ecoquartier.modelling.migration.MigrationEngine;
import fr.ecoquartier.modelling.migration.MigrationItem;
import fr.ecoquartier.modelling.migration.MigrationWorker;
import fr.ecoquartier.modelling.migration.Migrations;
import fr.ecoquartier.modelling.migration.MoveOptions;
import fr.ecoquartier.pilot.run.Progress;
import fr.ecoquartier.web.OpenDossiers;
import fr.ecoquartier.workflow.migration.Probes.Task;
import java.lang.management.ManagementFactory;
import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How long the trial and the move of 1,000 instances with a task, a timer and a journal line each take. */
public abstract class MigrationBenchmark {

    private static final int INSTANCES = 1000;

    @Autowired
    private Migrations migrations;

    @Autowired
    private MigrationEngine engine;

    @Autowired
    private MigrationWorker worker;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private AutowireCapableBeanFactory application;

    @Test
    void aThousandInstances() throws Exception {
        Probes probes = new Probes(repository);
        String key = Probes.key();
        Author author = new Author("admin.bench", "Banc d’essai");
        try {
            probes.deploy(key, Task.of("ask", "Demander l’avis").timer("P10D"), Task.of("answer", "Répondre"));
            String reference = OpenDossiers.in(application).ofGrenoble("Mesure");
            for (int i = 0; i < INSTANCES; i++) {
                runtime.createProcessInstanceByKey(key)
                        .businessKey(reference)
                        .setVariables(Map.of("regionCode", "82", "reference", reference))
                        .execute();
            }
            probes.deploy(
                    key,
                    Task.of("ask", "Demander l’avis motivé").timer("P10D"),
                    Task.of("consult", "Consulter"),
                    Task.of("answer", "Répondre"));

            long begun = System.nanoTime();
            Migration prepared = migrations.prepare(
                    key,
                    1,
                    2,
                    engine.propose(key, 1, 2).orElseThrow().mapping(),
                    MoveOptions.none(),
                    author,
                    Progress.none());
            long tried = System.nanoTime();
            migrations.start(prepared.id(), ItemFilter.all(), null, "Mesure de la durée.", author);
            worker.work(prepared.id());
            long moved = System.nanoTime();

            assertThat(migrations.find(prepared.id()).orElseThrow().count(MigrationItem.State.MOVED))
                    .isEqualTo(INSTANCES);
            LoggerFactory.getLogger(MigrationBenchmark.class)
                    .info(
                            "{} instances: trial {} ms, move {} ms, load {}",
                            INSTANCES,
                            (tried - begun) / 1_000_000,
                            (moved - tried) / 1_000_000,
                            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        } finally {
            jdbc.sql("delete from ecoquartier.model_migration where process_key = ?")
                    .param(key)
                    .update();
            probes.clean();
            jdbc.sql("delete from ecoquartier.dossier_task where process = ?")
                    .param(key)
                    .update();
        }
    }
}
