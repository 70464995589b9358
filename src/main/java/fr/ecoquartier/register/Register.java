package fr.ecoquartier.register;

import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.territory.Authority;
import fr.ecoquartier.territory.Region;
import fr.ecoquartier.territory.Territories;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The public register, as anybody may read it. A field that is not public is not even read. */
@Service
public class Register {

    /** How many operations are read at a time when all are. */
    private static final int CHUNK = 500;

    private static final int MAX_PAGE = 100;
    private static final int MAX_WORDS = 10;
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    private static final String EVERYTHING = "select e.*%s from ecoquartier.register_entry e%s";
    private static final String DOSSIER = " join ecoquartier.dossier d on d.reference = e.reference";

    private final JdbcClient jdbc;
    private final PublicFields fields;
    private final Territories territories;
    private final Departements departements;

    Register(JdbcClient jdbc, PublicFields fields, Territories territories, Departements departements) {
        this.jdbc = jdbc;
        this.fields = fields;
        this.territories = territories;
        this.departements = departements;
    }

    /**
     * A page of operations.
     *
     * @param page from 0; one beyond the last shows the last
     * @param size 1 to 100
     */
    public RegisterPage search(RegisterQuery query, RegisterSort sort, int page, int size) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        String where = where(query, parameters);
        long total = jdbc.sql("select count(*) from ecoquartier.register_entry e" + where)
                .params(parameters)
                .query(Long.class)
                .single();
        int rows = Math.max(1, Math.min(MAX_PAGE, size));
        int last = (int) Math.max(0, (total - 1) / rows);
        int shown = Math.max(0, Math.min(page, last));
        parameters.put("limit", rows);
        parameters.put("offset", (long) shown * rows);
        // only what is shown in a list: the page of an operation has the other fields
        List<PublicOperation> operations = jdbc.sql(EVERYTHING.formatted("", "") + where + " order by " + sort.order()
                        + " limit :limit offset :offset")
                .params(parameters)
                .query((row, n) -> operation(row, Set.of()))
                .list();
        return new RegisterPage(operations, total, shown, rows);
    }

    /** An operation of the register with its public fields; empty for what is not in it, whatever the reason. */
    public Optional<PublicOperation> find(String reference) {
        Set<RegisterField> open = fields.now();
        return jdbc.sql(EVERYTHING.formatted(columns(open), DOSSIER) + " where e.reference = ?")
                .param(reference)
                .query((row, n) -> operation(row, open))
                .optional();
    }

    /**
     * Every operation with its public fields, by reference. They are read some at a time, so that neither memory nor a
     * connection to the database is held for somebody who reads slowly.
     */
    public void each(RegisterQuery query, Consumer<PublicOperation> reader) {
        Set<RegisterField> open = fields.now();
        Map<String, Object> parameters = new LinkedHashMap<>();
        String sql = EVERYTHING.formatted(columns(open), DOSSIER) + where(query, parameters)
                + " and e.reference > :after order by e.reference limit " + CHUNK;
        String after = "";
        List<PublicOperation> chunk;
        do {
            parameters.put("after", after);
            chunk = jdbc.sql(sql)
                    .params(parameters)
                    .query((row, n) -> operation(row, open))
                    .list();
            for (PublicOperation operation : chunk) {
                reader.accept(operation);
                after = operation.reference();
            }
        } while (chunk.size() == CHUNK);
    }

    /**
     * How many operations, by state and by département: each count leaves its own criterion aside, so that it tells what
     * another choice would find.
     */
    public RegisterCounts count(RegisterQuery query) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        String where = where(query.everywhere().inAnyState(), parameters);
        Map<RegisterState, Long> states = new EnumMap<>(RegisterState.class);
        Map<String, Map<RegisterState, Long>> places = new HashMap<>();
        jdbc.sql("select e.authority_code, e.state, count(*) as n from ecoquartier.register_entry e" + where
                        + " group by e.authority_code, e.state")
                .params(parameters)
                .query(row -> {
                    String place = departement(row.getString("authority_code"));
                    RegisterState state = RegisterState.valueOf(row.getString("state"));
                    long n = row.getLong("n");
                    if (query.departement() == null || query.departement().equals(place)) {
                        states.merge(state, n, Long::sum);
                    }
                    if (query.state() == null || query.state() == state) {
                        places.computeIfAbsent(place, code -> new EnumMap<>(RegisterState.class))
                                .merge(state, n, Long::sum);
                    }
                });
        return new RegisterCounts(states, places);
    }

    /** The years in which something happened, the latest first. */
    public List<Integer> years() {
        return jdbc.sql("""
                        select min(latest_at) as first, max(latest_at) as last from ecoquartier.register_entry
                        """)
                .query((row, n) -> {
                    LocalDate first = day(row, "first");
                    LocalDate last = day(row, "last");
                    List<Integer> years = new ArrayList<>();
                    for (int year = last == null ? 0 : last.getYear();
                            first != null && year >= first.getYear();
                            year--) {
                        years.add(year);
                    }
                    return years;
                })
                .single();
    }

    /** What happened last, the latest first. */
    public List<RegisterEvent> events(RegisterQuery query, int limit) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        String where = where(query, parameters);
        parameters.put("limit", limit);
        String acts = Arrays.stream(RegisterAct.values())
                .map(act -> "('%s', %s)".formatted(act.name(), time(act)))
                .collect(Collectors.joining(", "));
        return jdbc.sql("select e.*, a.act, a.at from ecoquartier.register_entry e cross join lateral (values " + acts
                        + ") a (act, at)" + where
                        + " and a.at is not null order by a.at desc, e.reference limit :limit")
                .params(parameters)
                .query((row, n) -> new RegisterEvent(
                        RegisterAct.valueOf(row.getString("act")),
                        row.getTimestamp("at").toInstant(),
                        row.getString("reference"),
                        row.getString("operation"),
                        row.getString("authority_name"),
                        row.getString("authority_code"),
                        row.getBoolean("demonstration")))
                .list();
    }

    private static String time(RegisterAct act) {
        return act.state() == null
                ? "e." + act.column()
                : "case when e.state = '%s' then e.%s end".formatted(act.state().name(), act.column());
    }

    /** What the register says now, in short. */
    public RegisterVersion version() {
        Instant choice = fields.changedAt().orElse(Instant.EPOCH);
        String open = fields.now().stream().map(RegisterField::code).collect(Collectors.joining(","));
        return jdbc.sql("""
                        select count(*) as n, coalesce(sum(extract(epoch from changed_at)), 0) as total,
                            max(changed_at) as latest from ecoquartier.register_entry
                        """)
                .query((row, n) -> {
                    Timestamp latest = row.getTimestamp("latest");
                    BigDecimal total = row.getBigDecimal("total");
                    Instant changed = latest == null ? Instant.EPOCH : latest.toInstant();
                    return new RegisterVersion(
                            row.getLong("n") + "-" + total.unscaledValue().toString(36) + "-"
                                    + Integer.toHexString(open.hashCode()),
                            changed.isAfter(choice) ? changed : choice);
                })
                .single();
    }

    private String where(RegisterQuery query, Map<String, Object> parameters) {
        StringBuilder where = new StringBuilder(" where true");
        if (query.text() != null && !query.text().isBlank()) {
            int n = 0;
            for (String word : fold(query.text()).strip().split("\\s+", MAX_WORDS + 1)) {
                if (n == MAX_WORDS) {
                    break;
                }
                where.append(" and e.search_text like :word").append(n);
                parameters.put(
                        "word" + n++,
                        "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%");
            }
        }
        if (query.region() != null) {
            where.append(" and e.region_code = :region");
            parameters.put("region", query.region());
        }
        if (query.departement() != null) {
            where.append(" and e.authority_code = any(string_to_array(:authorities, ','))");
            parameters.put("authorities", String.join(",", territories.authorities(query.departement())));
        }
        if (query.state() != null) {
            where.append(" and e.state = :state");
            parameters.put("state", query.state().name());
        }
        if (query.year() != null) {
            where.append(" and e.latest_at >= :yearFrom and e.latest_at < :yearBefore");
            parameters.put("yearFrom", newYear(query.year()));
            parameters.put("yearBefore", newYear(query.year() + 1));
        }
        return where.toString();
    }

    private static Timestamp newYear(int year) {
        return Timestamp.from(LocalDate.of(year, 1, 1).atStartOfDay(PARIS).toInstant());
    }

    /** The columns of the public fields, beyond those of the register itself. */
    private static String columns(Set<RegisterField> open) {
        return open.stream()
                .filter(field -> field != RegisterField.VERIFICATION)
                .map(field -> ", " + column(field) + " as f_" + field.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }

    private static String column(RegisterField field) {
        return switch (field) {
            case CONTEXT -> "d.context";
            case REFERENTIEL -> "d.referentiel";
            case OPENED -> "d.opened_at";
            case CURRENT_STAGE -> "d.stage";
            case COMMUNES -> "d.details ->> 'communes'";
            case DELIBERATION_DATE -> "d.details ->> 'deliberationOn'";
            case DELIBERATION_REFERENCE -> "d.details ->> 'deliberationReference'";
            case DESCRIPTION -> "d.details ->> 'operationDescription'";
            case PROGRAMME -> "d.details ->> 'programme'";
            case EXPECTED_START -> "d.details ->> 'expectedStart'";
            case EXPECTED_END -> "d.details ->> 'expectedEnd'";
            case VERIFICATION -> "e.certificate";
        };
    }

    private static @Nullable Object value(ResultSet row, RegisterField field) throws SQLException {
        if (field == RegisterField.VERIFICATION) {
            return row.getString("certificate");
        }
        String name = "f_" + field.name().toLowerCase(Locale.ROOT);
        return switch (field) {
            case OPENED -> day(row, name);
            case CURRENT_STAGE -> {
                DossierStage stage = DossierStage.valueOf(row.getString(name));
                yield stage == DossierStage.CLOSED ? null : stage.label();
            }
            case DELIBERATION_DATE, EXPECTED_START, EXPECTED_END -> day(row.getString(name));
            default -> {
                String text = row.getString(name);
                yield text == null || text.isBlank() ? null : text.strip();
            }
        };
    }

    private PublicOperation operation(ResultSet row, Set<RegisterField> open) throws SQLException {
        Map<RegisterField, Object> values = new EnumMap<>(RegisterField.class);
        for (RegisterField field : open) {
            Object value = value(row, field);
            if (value != null) {
                values.put(field, value);
            }
        }
        String code = row.getString("authority_code");
        String region = row.getString("region_code");
        Optional<Authority> authority = territories.authority(code);
        RegisterState state = RegisterState.valueOf(row.getString("state"));
        return new PublicOperation(
                row.getString("reference"),
                row.getString("operation"),
                code,
                row.getString("authority_name"),
                authority
                        .map(Authority::kind)
                        .orElse(code.length() == 9 ? Authority.Kind.EPCI : Authority.Kind.COMMUNE)
                        .label(),
                authority
                        .flatMap(known -> departements.find(known.departement()))
                        .orElse(null),
                region,
                territories.region(region).map(Region::label).orElse(region),
                state,
                day(row, "charter_at"),
                day(row, "contract_at"),
                day(row, "label_at"),
                day(row, "confirmed_at"),
                day(row, "ended_at"),
                day(row, "latest_at"),
                state == RegisterState.LABELLED ? row.getObject("valid_until", LocalDate.class) : null,
                row.getBoolean("demonstration"),
                values);
    }

    private String departement(String authority) {
        return territories.authority(authority).map(Authority::departement).orElse("");
    }

    private static @Nullable LocalDate day(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : LocalDate.ofInstant(at.toInstant(), PARIS);
    }

    /** As forms give it, {@code 2027-03-01}, with or without a time after it; null for anything else. */
    private static @Nullable LocalDate day(@Nullable String text) {
        if (text == null || text.length() < 10) {
            return null;
        }
        try {
            return LocalDate.parse(text.substring(0, 10));
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** As the dossiers are searched: lower case without accents, hyphens and apostrophes. */
    private static String fold(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replaceAll("[-'’]", " ")
                .toLowerCase(Locale.ROOT);
    }
}
