package fr.ecoquartier.dossier;

import fr.ecoquartier.dossier.DossierSnapshot.GivenFigures;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Reads many dossiers with their latest figures, a few at a time through a cursor. */
@Service
public class DossierSnapshots {

    private static final int FETCHED_AT_ONCE = 200;

    private static final String SELECT = """
            select d.reference, d.authority_name, d.operation, d.region_code, d.context, d.referentiel, d.stage, d.status, d.test,
                   b.content as baseline, b.referentiel as baseline_version, p.content as planned,
                   p.referentiel as planned_version, m.content as measured, m.referentiel as measured_version,
                   o.content as objectives
            from ecoquartier.dossier d
            left join lateral (select content, referentiel from ecoquartier.figures
                               where reference = d.reference and kind = 'BASELINE' order by id desc limit 1) b on true
            left join lateral (select content, referentiel from ecoquartier.figures
                               where reference = d.reference and kind = 'PLANNED' order by id desc limit 1) p on true
            left join lateral (select content, referentiel from ecoquartier.figures
                               where reference = d.reference and kind = 'MEASURED' order by id desc limit 1) m on true
            left join lateral (select content from ecoquartier.objectives
                               where reference = d.reference order by id desc limit 1) o on true
            """;

    private final JdbcClient jdbc;
    private final JsonColumns json;

    DossierSnapshots(DataSource database, JsonColumns json) {
        JdbcTemplate template = new JdbcTemplate(database);
        template.setFetchSize(FETCHED_AT_ONCE);
        this.jdbc = JdbcClient.create(template);
        this.json = json;
    }

    /** How many dossiers have figures. */
    @Transactional(readOnly = true)
    public long countWithFigures() {
        return jdbc.sql("select count(distinct reference) from ecoquartier.figures")
                .query(Long.class)
                .single();
    }

    /**
     * Every dossier that has figures, by reference. A cursor is open until the stream is closed; needs a transaction
     * around it.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Stream<DossierSnapshot> withFigures() {
        return jdbc
                .sql(
                        SELECT
                                + " where b.content is not null or p.content is not null or m.content is not null order by d.reference")
                .query(this::snapshot)
                .stream();
    }

    @Transactional(readOnly = true)
    public Optional<DossierSnapshot> find(String reference) {
        return jdbc.sql(SELECT + " where d.reference = ?")
                .param(reference)
                .query(this::snapshot)
                .optional();
    }

    private DossierSnapshot snapshot(ResultSet row, int n) throws SQLException {
        Map<FiguresKind, GivenFigures> figures = new EnumMap<>(FiguresKind.class);
        put(figures, FiguresKind.BASELINE, row.getString("baseline"), row.getString("baseline_version"));
        put(figures, FiguresKind.PLANNED, row.getString("planned"), row.getString("planned_version"));
        put(figures, FiguresKind.MEASURED, row.getString("measured"), row.getString("measured_version"));
        return new DossierSnapshot(
                row.getString("reference"),
                row.getString("authority_name"),
                row.getString("operation"),
                row.getString("region_code"),
                row.getString("context"),
                row.getString("referentiel"),
                DossierStage.valueOf(row.getString("stage")),
                DossierStatus.valueOf(row.getString("status")),
                row.getBoolean("test"),
                figures,
                decimals(row.getString("objectives")));
    }

    private void put(Map<FiguresKind, GivenFigures> figures, FiguresKind kind, String content, String version) {
        if (content != null) {
            figures.put(kind, new GivenFigures(version, decimals(content)));
        }
    }

    private Map<String, BigDecimal> decimals(String content) {
        return content == null ? Map.of() : json.decimals(content);
    }
}
