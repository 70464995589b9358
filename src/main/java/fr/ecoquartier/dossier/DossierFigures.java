package fr.ecoquartier.dossier;

import fr.ecoquartier.indicator.CheckReport;
import fr.ecoquartier.indicator.Stage;
import fr.ecoquartier.referentiel.Checks;
import fr.ecoquartier.referentiel.InvalidFigures;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Figures, objectives and checks of a dossier, and the drafts of its forms. */
@Service
@Transactional
public class DossierFigures {

    private final JdbcClient jdbc;
    private final JsonColumns json;
    private final Clock clock;
    private final Dossiers dossiers;
    private final Checks checks;

    DossierFigures(JdbcClient jdbc, JsonColumns json, Clock clock, Dossiers dossiers, Checks checks) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
        this.dossiers = dossiers;
        this.checks = checks;
    }

    /** Keeps what was typed in a step's form; the last one wins. */
    public void saveDraft(String reference, String step, Map<String, Object> content, Actor actor) {
        jdbc.sql("""
                        insert into ecoquartier.draft (reference, step, content, saved_by, saved_at) values (?, ?, ?::jsonb, ?, ?)
                        on conflict (reference, step) do update
                        set content = excluded.content, saved_by = excluded.saved_by, saved_at = excluded.saved_at
                        """)
                .params(reference, step, json.write(content), actor.id(), now())
                .update();
    }

    @Transactional(readOnly = true)
    public Optional<Draft> draft(String reference, String step) {
        return jdbc.sql("select * from ecoquartier.draft where reference = ? and step = ?")
                .params(reference, step)
                .query((row, n) -> new Draft(
                        row.getString("step"),
                        json.map(row.getString("content")),
                        row.getString("saved_by"),
                        Dossiers.instant(row, "saved_at")))
                .optional();
    }

    /** The step has another id from now on; what was typed in it stays. */
    public void renameDraft(String reference, String step, String renamed) {
        jdbc.sql("""
                        update ecoquartier.draft set step = ? where reference = ? and step = ?
                        and not exists (select 1 from ecoquartier.draft d where d.reference = ? and d.step = ?)
                        """).params(renamed, reference, step, reference, renamed).update();
    }

    /** The step was sent: its draft has no use any more. */
    public void dropDraft(String reference, String step) {
        jdbc.sql("delete from ecoquartier.draft where reference = ? and step = ?")
                .params(reference, step)
                .update();
    }

    /**
     * Records a set of figures under the dossier's référentiel.
     *
     * @throws InvalidFigures naming every faulty input
     */
    public void submit(Step step, FiguresKind kind, Map<String, BigDecimal> values, Actor actor) throws InvalidFigures {
        // waits for a move to another version that is under way, and makes the next one wait
        jdbc.sql("select 1 from ecoquartier.dossier where reference = ? for key share")
                .param(step.reference())
                .query(Integer.class)
                .single();
        DossierSummary dossier = dossiers.get(step.reference());
        var errors = checks.validate(dossier.referentiel(), values);
        if (!errors.isEmpty()) {
            throw new InvalidFigures(errors);
        }
        int added = jdbc.sql("""
                        insert into ecoquartier.figures (reference, kind, stage, effect, content, referentiel, submitted_by, submitted_at)
                        values (?, ?, ?, ?, ?::jsonb, ?, ?, ?) on conflict (effect) do nothing
                        """)
                .params(
                        step.reference(),
                        kind.name(),
                        step.stage().name(),
                        step.effect(),
                        json.ofDecimals(values),
                        dossier.referentiel(),
                        actor.id(),
                        now())
                .update();
        if (added > 0) {
            long given = values.values().stream().filter(value -> value != null).count();
            dossiers.journal(
                    step,
                    actor,
                    JournalKind.FIGURES,
                    "%s transmises (%d renseignées).".formatted(kind.label(), given),
                    false);
        }
    }

    @Transactional(readOnly = true)
    public Optional<Figures> latest(String reference, FiguresKind kind) {
        return jdbc.sql("select * from ecoquartier.figures where reference = ? and kind = ? order by id desc limit 1")
                .params(reference, kind.name())
                .query(this::figures)
                .optional();
    }

    /** Every set, oldest first. */
    @Transactional(readOnly = true)
    public List<Figures> history(String reference) {
        return jdbc.sql("select * from ecoquartier.figures where reference = ? order by id")
                .param(reference)
                .query(this::figures)
                .list();
    }

    /** Fixes the objectives of the contract, by indicator code. */
    public void fixObjectives(Step step, Map<String, BigDecimal> objectives, Actor actor) {
        int added = jdbc.sql("""
                        insert into ecoquartier.objectives (reference, effect, content, fixed_by, fixed_at)
                        values (?, ?, ?::jsonb, ?, ?) on conflict (effect) do nothing
                        """)
                .params(step.reference(), step.effect(), json.ofDecimals(objectives), actor.id(), now())
                .update();
        if (added > 0) {
            dossiers.journal(
                    step, actor, JournalKind.OBJECTIVES, "%d objectifs fixés.".formatted(objectives.size()), false);
        }
    }

    /** The objectives in force; empty before the contract. */
    @Transactional(readOnly = true)
    public Map<String, BigDecimal> objectives(String reference) {
        return jdbc.sql("select content from ecoquartier.objectives where reference = ? order by id desc limit 1")
                .param(reference)
                .query(String.class)
                .optional()
                .map(json::decimals)
                .orElse(Map.of());
    }

    /**
     * Computes the check that a step asks for, on the latest figures of its stage, and keeps the report.
     *
     * @throws InvalidFigures when the référentiel refuses the figures
     * @throws IllegalStateException when the stage has no figures yet
     */
    public CheckReport checkStage(Step step) throws InvalidFigures {
        DossierSummary dossier = dossiers.get(step.reference());
        FiguresKind kind = kindOf(step.stage());
        Figures figures = latest(step.reference(), kind)
                .orElseThrow(() -> new IllegalStateException("no " + kind + " figures of " + step.reference()));
        CheckReport report = checks.check(
                dossier.referentiel(),
                dossier.context(),
                indicatorStage(step.stage()),
                figures.values(),
                objectives(step.reference()));
        recordCheck(step, report);
        return report;
    }

    static FiguresKind kindOf(DossierStage stage) {
        return switch (stage) {
            case CHARTER -> FiguresKind.BASELINE;
            case CONTRACT -> FiguresKind.PLANNED;
            default -> FiguresKind.MEASURED;
        };
    }

    static Stage indicatorStage(DossierStage stage) {
        return switch (stage) {
            case CHARTER -> Stage.CHARTER;
            case CONTRACT -> Stage.CONTRACT;
            default -> Stage.LABEL;
        };
    }

    /** Keeps the report of a check. */
    public void recordCheck(Step step, CheckReport report) {
        int added = jdbc.sql("""
                        insert into ecoquartier.check_report (reference, stage, step, effect, report, opinion, rule, checked_at)
                        values (?, ?, ?, ?, ?::jsonb, ?, ?, ?) on conflict (effect) do nothing
                        """)
                .params(
                        step.reference(),
                        step.stage().name(),
                        step.element(),
                        step.effect(),
                        json.write(report),
                        report.opinion().code(),
                        report.rule(),
                        now())
                .update();
        if (added > 0) {
            dossiers.journal(
                    step,
                    Actor.system(),
                    JournalKind.CHECK,
                    "Contrôle des indicateurs : %s (règle « %s »)."
                            .formatted(report.opinion().label(), report.rule()),
                    false);
        }
    }

    @Transactional(readOnly = true)
    public Optional<Check> latestCheck(String reference) {
        return jdbc.sql("select * from ecoquartier.check_report where reference = ? order by id desc limit 1")
                .param(reference)
                .query(this::check)
                .optional();
    }

    /** Every check, oldest first. */
    @Transactional(readOnly = true)
    public List<Check> checks(String reference) {
        return jdbc.sql("select * from ecoquartier.check_report where reference = ? order by id")
                .param(reference)
                .query(this::check)
                .list();
    }

    /** The checks that one instance of a process asked for, oldest first. */
    @Transactional(readOnly = true)
    public List<Check> checksOf(String reference, String instanceId) {
        return jdbc.sql(
                        "select * from ecoquartier.check_report where reference = ? and starts_with(effect, ? || ':') order by id")
                .params(reference, instanceId)
                .query(this::check)
                .list();
    }

    private Figures figures(ResultSet row, int n) throws SQLException {
        return new Figures(
                row.getLong("id"),
                FiguresKind.valueOf(row.getString("kind")),
                DossierStage.valueOf(row.getString("stage")),
                json.decimals(row.getString("content")),
                row.getString("referentiel"),
                row.getString("submitted_by"),
                Dossiers.instant(row, "submitted_at"));
    }

    private Check check(ResultSet row, int n) throws SQLException {
        return new Check(
                row.getLong("id"),
                DossierStage.valueOf(row.getString("stage")),
                row.getString("step"),
                json.report(row.getString("report")),
                Dossiers.instant(row, "checked_at"));
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
