package fr.ecoquartier.privacy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariDataSource;
import fr.ecoquartier.TestDatabase;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.access.StaffDirectory;
import fr.ecoquartier.workflow.privacy.EngineForgets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.flywaydb.core.Flyway;
import org.mockito.Mockito;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;

/** A database of its own with our tables and the engine's, and a clock that a test moves: nobody else's data is erased. */
final class PrivacyDatabase {

    static final Person ADMIN = new Person("admin.test", "Ada Admin", Set.of(Role.ADMIN), Set.of(), Set.of());

    private static PrivacyDatabase shared;

    final HikariDataSource source;
    final JdbcClient jdbc;
    final DataSourceTransactionManager transactions;
    final ProcessEngine engine;
    final EngineHistory engineHistory;
    final MovedClock clock = new MovedClock();
    final PrivacyJournal journal;
    final RetentionHolds holds;
    final RetentionPeriods periods;
    final Erasures erasures;
    final PersonalExport exports;
    private int number;

    /** A clock that a test sets. */
    static final class MovedClock extends Clock {

        Instant now = Instant.parse("2012-03-01T09:00:00Z");

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    static synchronized PrivacyDatabase shared() {
        if (shared == null) {
            shared = new PrivacyDatabase();
        }
        return shared;
    }

    private PrivacyDatabase() {
        String name = "privacy_" + UUID.randomUUID().toString().replace("-", "");
        String url = TestDatabase.url();
        try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        source = new HikariDataSource();
        source.setJdbcUrl(url.replaceFirst("/postgres(?=\\?|$)", "/" + name));
        source.setUsername("postgres");
        source.setPassword("postgres");
        source.setMaximumPoolSize(4);
        jdbc = JdbcClient.create(source);
        transactions = new DataSourceTransactionManager(source);
        SpringProcessEngineConfiguration configuration = new SpringProcessEngineConfiguration();
        configuration.setProcessEngineName(name);
        GenericApplicationContext nothing = new GenericApplicationContext();
        nothing.refresh();
        configuration.setApplicationContext(nothing);
        configuration.setDataSource(source);
        configuration.setTransactionManager(transactions);
        configuration.setDatabaseSchemaUpdate("true");
        configuration.setHistory("full");
        configuration.setJobExecutorActivate(false);
        configuration.setMetricsEnabled(false);
        configuration.setCmmnEnabled(false);
        configuration.setHistoryTimeToLive("P3650D");
        engine = configuration.buildProcessEngine();
        Flyway.configure()
                .dataSource(source)
                .schemas("ecoquartier")
                .defaultSchema("ecoquartier")
                .outOfOrder(true)
                .load()
                .migrate();
        engine.getRepositoryService()
                .createDeployment()
                .addModelInstance(
                        "test.bpmn",
                        Bpmn.createExecutableProcess("test")
                                .startEvent()
                                .userTask("task")
                                .endEvent()
                                .done())
                .deploy();
        engineHistory = new EngineForgets(
                engine.getHistoryService(),
                engine.getIdentityService(),
                engine.getAuthorizationService(),
                engine.getFilterService(),
                jdbc);
        journal = new PrivacyJournal(jdbc, clock);
        holds = new RetentionHolds(jdbc, clock, journal);
        periods = periods(Map.of());
        ClosedAccounts accounts =
                new ClosedAccounts(jdbc, staff(), PasswordEncoderFactories.createDelegatingPasswordEncoder());
        erasures = new Erasures(jdbc, new ObjectMapper(), engineHistory, accounts);
        exports = new PersonalExport(source, transactions, periods, new ObjectMapper(), clock, journal);
    }

    /** The periods of the application's own configuration, some of them changed. */
    static RetentionPeriods periods(Map<String, Object> changed) {
        StandardEnvironment environment = new StandardEnvironment();
        ConfigDataEnvironmentPostProcessor.applyTo(environment);
        environment.getPropertySources().addFirst(new MapPropertySource("test", changed));
        return new RetentionPeriods(environment);
    }

    /** A node of its own. */
    RetentionRuns node() {
        return new RetentionRuns(jdbc, Duration.ofMinutes(2));
    }

    RetentionJob job(RetentionRuns runs) {
        return new RetentionJob(runs, periods, erasures, engineHistory, journal, clock, transactions, "-", 3);
    }

    private StaffDirectory staff() {
        StaffDirectory staff = Mockito.mock(StaffDirectory.class);
        Mockito.when(staff.entry(Mockito.anyString()))
                .thenAnswer(call -> Optional.ofNullable(engine.getIdentityService()
                                .createUserQuery()
                                .userId(call.getArgument(0))
                                .singleResult())
                        .map(user -> new StaffDirectory.Entry(
                                user.getId(), user.getFirstName(), user.getLastName(), "", Set.of(), Set.of())));
        Mockito.doAnswer(call -> jdbc.sql("update act_id_user set first_ = ?, last_ = ?, email_ = ? where id_ = ?")
                        .params(call.getArgument(1), call.getArgument(2), call.getArgument(3), call.getArgument(0))
                        .update())
                .when(staff)
                .rename(Mockito.any(), Mockito.any(), Mockito.any(), Mockito.any());
        Mockito.doAnswer(call -> jdbc.sql("update act_id_user set pwd_ = ? where id_ = ?")
                        .params(call.getArgument(1), call.getArgument(0))
                        .update())
                .when(staff)
                .changePassword(Mockito.any(), Mockito.any());
        return staff;
    }

    String user(String id, String first, String last, String group) {
        jdbc.sql("insert into act_id_user (id_, rev_, first_, last_, email_, pwd_) values (?, 1, ?, ?, ?, 'x')")
                .params(id, first, last, id + "@example.org")
                .update();
        jdbc.sql("insert into act_id_group (id_, rev_, name_) values (?, 1, ?) on conflict do nothing")
                .params(group, group)
                .update();
        jdbc.sql("insert into act_id_membership (user_id_, group_id_) values (?, ?)")
                .params(id, group)
                .update();
        return id;
    }

    /** A dossier in which a person of a service acted, and that left its stage. */
    String dossier(String status, Instant closedAt, String person, String name) {
        String reference = "EQ-2012-%05d".formatted(90000 + ++number);
        jdbc.sql("""
                        insert into ecoquartier.dossier (reference, authority_code, authority_name, region_code, operation, context,
                            referentiel, stage, status, search_text, opened_at, updated_at)
                        values (?, '38185', 'Grenoble', '82', 'Caserne', 'urban', '2012-test', 'CHARTER', ?, 'x', ?, ?)
                        """).params(reference, status, at(closedAt), at(closedAt)).update();
        jdbc.sql("insert into ecoquartier.dossier_stage (reference, stage, round, entered_at, left_at, outcome)"
                        + " values (?, 'CHARTER', 1, ?, ?, 'refused')")
                .params(reference, at(closedAt), at(closedAt))
                .update();
        journal(reference, closedAt, "system", "Application", "Application", "Ouverture du dossier.");
        journal(reference, closedAt, person, name, "DREAL", "Avis défavorable de " + name + " : densité insuffisante.");
        jdbc.sql("""
                        insert into ecoquartier.opinion (reference, stage, step, effect, kind, value, reason, author_id, author_name, given_at)
                        values (?, 'CHARTER', 's', ?, 'INSTRUCTION', 'UNFAVOURABLE', ?, ?, ?, ?)
                        """)
                .params(
                        reference,
                        reference + "-o",
                        "Selon " + name + ", la densité est insuffisante.",
                        person,
                        name,
                        at(closedAt))
                .update();
        jdbc.sql("""
                        insert into ecoquartier.decision (reference, stage, step, effect, outcome, outcome_label, reason, author_id,
                            author_name, process_version, referentiel, decided_at)
                        values (?, 'CHARTER', 's', ?, 'refused', 'Refusée', 'Densité insuffisante.', ?, ?, 'charter:1', '2012-test', ?)
                        """)
                .params(reference, reference + "-d", person, name, at(closedAt))
                .update();
        jdbc.sql("""
                        insert into ecoquartier.signature (reference, stage, party, effect, signatory_name, signatory_function, signed_on,
                            signed_text, sha256, signed_by, recorded_at)
                        values (?, 'CHARTER', 'AUTHORITY', ?, 'Lucie Maire', 'Maire', '2012-02-01', 'Nous signons.', 'abc', 'commune.test', ?)
                        """).params(reference, reference + "-s", at(closedAt)).update();
        jdbc.sql(
                        "insert into ecoquartier.draft (reference, step, content, saved_by, saved_at) values (?, 's', '{}', ?, ?)")
                .params(reference, person, at(closedAt))
                .update();
        return reference;
    }

    void journal(String reference, Instant at, String person, String name, String role, String text) {
        jdbc.sql("""
                        insert into ecoquartier.journal (reference, at, actor_id, actor_name, actor_role, kind, stage, text, internal, referentiel)
                        values (?, ?, ?, ?, ?, 'OPINION', 'CHARTER', ?, false, '2012-test')
                        """).params(reference, at(at), person, name, role, text).update();
    }

    /** An instance of the engine for a dossier, ended or not. */
    void instance(String reference, String assignee, boolean ended) {
        String id = engine.getRuntimeService()
                .startProcessInstanceByKey("test", reference, new HashMap<>(Map.of("decidedBy", assignee)))
                .getId();
        String task = engine.getTaskService()
                .createTaskQuery()
                .processInstanceId(id)
                .singleResult()
                .getId();
        engine.getTaskService().setAssignee(task, assignee);
        engine.getTaskService().createComment(task, id, "À revoir");
        if (ended) {
            engine.getTaskService().complete(task);
        }
    }

    String text(String sql, Object... parameters) {
        return String.valueOf(jdbc.sql(sql)
                .params(parameters)
                .query((row, n) -> String.valueOf(row.getObject(1)))
                .list());
    }

    long count(String sql, Object... parameters) {
        return jdbc.sql(sql).params(parameters).query(Long.class).single();
    }

    static Timestamp at(Instant instant) {
        return Timestamp.from(instant);
    }
}
