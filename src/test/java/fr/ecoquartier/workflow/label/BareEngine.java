package fr.ecoquartier.workflow.label;

import fr.ecoquartier.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.camunda.bpm.engine.repository.DeploymentBuilder;

/** The same models on the stock engine in a database of its own, where no step has any effect. */
class BareEngine implements AutoCloseable {

    private static final String NAME = "bare";

    private final ProcessEngine engine;

    BareEngine() throws SQLException {
        String url = TestDatabase.url();
        try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres")) {
            connection.createStatement().execute("create database " + NAME);
        }
        StandaloneProcessEngineConfiguration configuration = new StandaloneProcessEngineConfiguration();
        configuration.setProcessEngineName(NAME);
        configuration.setJdbcDriver("org.postgresql.Driver");
        configuration.setJdbcUrl(url.replace("/postgres?", "/" + NAME + "?"));
        configuration.setJdbcUsername("postgres");
        configuration.setJdbcPassword("postgres");
        configuration.setDatabaseSchemaUpdate(ProcessEngineConfiguration.DB_SCHEMA_UPDATE_TRUE);
        configuration.setHistory(ProcessEngineConfiguration.HISTORY_FULL);
        configuration.setJobExecutorActivate(false);
        configuration.setBeans(beans());
        engine = configuration.buildProcessEngine();
        DeploymentBuilder deployment = engine.getRepositoryService().createDeployment();
        Models.all().forEach(model -> deployment.addModelInstance(model.toString(), model.content()));
        deployment.deploy();
    }

    private static Map<Object, Object> beans() {
        JavaDelegate nothing = execution -> {};
        JavaDelegate closing =
                execution -> execution.getProcessInstance().setVariable("outcome", execution.getVariable("outcome"));
        Map<Object, Object> beans = new HashMap<>();
        List.of("indicatorCheck", "deviationCheck", "abandonment", "withdrawalRecording", "reminder", "stageOpening")
                .forEach(name -> beans.put(name, nothing));
        beans.put("stageClosing", closing);
        beans.put("delays", new MonthlyDelays());
        beans.put("trio", new ThreeExperts());
        return beans;
    }

    ProcessEngine engine() {
        return engine;
    }

    @Override
    public void close() {
        engine.close();
    }

    /** Every delay is a month. */
    public static class MonthlyDelays {

        public Date due(String key) {
            return Date.from(Instant.now()
                    .atZone(ZoneOffset.UTC)
                    .plus(Period.ofMonths(1))
                    .toInstant());
        }

        public Date deadline(String key) {
            return due(key);
        }

        public Date reminder(String key) {
            return due(key);
        }

        public String of(String key) {
            return "P1M";
        }
    }

    /** A trio that is always complete. */
    public static class ThreeExperts {

        public List<String> pending(String reference, String stage) {
            return List.of("national", "local", "external");
        }

        public boolean complete(String reference, String stage) {
            return true;
        }

        public String rapporteur(String reference, String stage) {
            return "national";
        }
    }
}
