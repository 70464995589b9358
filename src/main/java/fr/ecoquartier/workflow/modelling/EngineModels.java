package fr.ecoquartier.workflow.modelling;

import fr.ecoquartier.modelling.ModelCatalogue;
import fr.ecoquartier.modelling.ModelFile;
import fr.ecoquartier.modelling.ModelKind;
import fr.ecoquartier.modelling.ModelVersion;
import fr.ecoquartier.modelling.check.ModelXml;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The models in the engine's tables, with what our journal knows of those who deployed them. Read as tables: the
 * engine's interface has no query for forms, and counts instances one definition at a time.
 */
@Component
@Transactional(readOnly = true)
class EngineModels implements ModelCatalogue {

    /** Forms that the application makes for each version of the référentiel are nobody's to draw. */
    static final String GENERATED = "référentiel";

    private static final String COLUMNS = """
            d.key_, d.version_, d.id_, d.deployment_id_, d.resource_name_, p.deploy_time_,
            case when r.origin <> 'APPLICATION' then r.author_name end as deployed_by,
            not exists (select 1 from %1$s later
                        where later.key_ = d.key_ and later.tenant_id_ is null and later.version_ > d.version_) as latest
            from %1$s d
            join act_re_deployment p on p.id_ = d.deployment_id_
            left join ecoquartier.model_release r on r.deployment_id = p.id_
            where d.tenant_id_ is null and (cast(:key as text) is null or d.key_ = :key)
              and p.source_ is distinct from '%2$s'
              and (not :latest or not exists (
                    select 1 from %1$s later
                    where later.key_ = d.key_ and later.tenant_id_ is null and later.version_ > d.version_))
            """;
    private static final String PROCESSES = """
            select d.name_, d.version_tag_,
                   (select count(*) from act_ru_execution e
                    where e.proc_def_id_ = d.id_ and e.id_ = e.proc_inst_id_) as running,
            """ + COLUMNS.formatted("act_re_procdef", GENERATED);
    private static final String DECISIONS =
            "select d.name_, d.version_tag_, 0 as running, " + COLUMNS.formatted("act_re_decision_def", GENERATED);
    private static final String FORMS = "select null as name_, null as version_tag_, 0 as running, "
            + COLUMNS.formatted("act_re_camformdef", GENERATED);

    private final JdbcClient database;
    private final Map<String, Map<String, String>> tasksOfForms = new ConcurrentHashMap<>();

    EngineModels(JdbcClient database) {
        this.database = database;
    }

    @Override
    public List<ModelVersion> latest() {
        List<ModelVersion> all = new ArrayList<>();
        for (ModelKind kind : ModelKind.values()) {
            all.addAll(named(query(kind, null, true)));
        }
        return all;
    }

    @Override
    public List<ModelVersion> versions(ModelKind kind, String key) {
        return named(query(kind, key));
    }

    @Override
    public Optional<String> content(ModelKind kind, String key, int version) {
        return query(kind, key).stream()
                .filter(found -> found.version() == version)
                .findFirst()
                .flatMap(found -> resource(found.deploymentId(), found.resource()));
    }

    /** A file of a deployment. */
    Optional<String> resource(String deploymentId, String name) {
        return database.sql("select bytes_ from act_ge_bytearray where deployment_id_ = :deployment and name_ = :name")
                .param("deployment", deploymentId)
                .param("name", name)
                .query(byte[].class)
                .optional()
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** The version that a deployment made of a model. */
    Optional<ModelVersion> inDeployment(ModelKind kind, String key, String deploymentId) {
        return query(kind, key).stream()
                .filter(found -> found.deploymentId().equals(deploymentId))
                .findFirst();
    }

    /** What a deployment made. */
    List<ModelVersion> ofDeployment(ModelKind kind, String deploymentId) {
        return database.sql(select(kind) + " and d.deployment_id_ = :deployment order by d.key_")
                .param("key", null)
                .param("latest", false)
                .param("deployment", deploymentId)
                .query((row, number) -> version(kind, row))
                .list();
    }

    /** The version before one, null for the first. */
    @Nullable
    Integer before(ModelKind kind, String key, int version) {
        return query(kind, key).stream()
                .map(ModelVersion::version)
                .filter(number -> number < version)
                .findFirst()
                .orElse(null);
    }

    /** The latest version of a model, a form by its key. */
    Optional<ModelVersion> latest(ModelKind kind, String key) {
        return query(kind, key, true).stream().findFirst();
    }

    /** Every version in service of a kind. */
    List<ModelVersion> latest(ModelKind kind) {
        return query(kind, null, true);
    }

    private List<ModelVersion> query(ModelKind kind, String key) {
        return query(kind, key, false);
    }

    private List<ModelVersion> query(ModelKind kind, @Nullable String key, boolean latestOnly) {
        return database.sql(select(kind) + " order by d.key_, d.version_ desc")
                .param("key", key)
                .param("latest", latestOnly)
                .query((row, number) -> version(kind, row))
                .list();
    }

    private static String select(ModelKind kind) {
        return switch (kind) {
            case PROCESS -> PROCESSES;
            case DECISION -> DECISIONS;
            case FORM -> FORMS;
        };
    }

    private static ModelVersion version(ModelKind kind, ResultSet row) throws SQLException {
        String name = row.getString("name_");
        return new ModelVersion(
                kind,
                row.getString("key_"),
                name == null || name.isBlank() ? row.getString("key_") : name,
                row.getInt("version_"),
                row.getString("version_tag_"),
                row.getString("id_"),
                row.getString("deployment_id_"),
                row.getString("resource_name_"),
                row.getTimestamp("deploy_time_").toInstant(),
                row.getString("deployed_by"),
                row.getLong("running"),
                row.getBoolean("latest"));
    }

    /** A form has no name of its own: it is called as the task that shows it. */
    private List<ModelVersion> named(List<ModelVersion> versions) {
        if (versions.stream().noneMatch(version -> version.kind() == ModelKind.FORM)) {
            return versions;
        }
        Map<String, String> names = new HashMap<>();
        for (ModelVersion process : latest(ModelKind.PROCESS)) {
            tasksOfForms
                    .computeIfAbsent(process.definitionId(), id -> tasks(process))
                    .forEach(names::putIfAbsent);
        }
        return versions.stream()
                .map(form -> new ModelVersion(
                        form.kind(),
                        form.key(),
                        names.getOrDefault(form.key(), form.name()),
                        form.version(),
                        form.versionTag(),
                        form.definitionId(),
                        form.deploymentId(),
                        form.resource(),
                        form.deployedAt(),
                        form.deployedBy(),
                        form.running(),
                        form.latest()))
                .toList();
    }

    private Map<String, String> tasks(ModelVersion process) {
        Map<String, String> tasks = new HashMap<>();
        resource(process.deploymentId(), process.resource())
                .map(content -> new ModelFile(process.resource(), content))
                .ifPresent(file -> ModelXml.bpmn(ModelXml.parse(file), "userTask")
                        .filter(task -> !task.getAttribute("name").isBlank())
                        .forEach(task ->
                                tasks.putIfAbsent(ModelXml.camunda(task, "formRef"), task.getAttribute("name"))));
        return tasks;
    }
}
