package fr.ecoquartier.privacy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.dossier.DossierStatus;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Erases what is due, a dossier, an account or a batch of rows at a time, in the transaction of the caller. */
@Component
class Erasures {

    /** Dossiers that are closed, since when, and that nobody excepts. */
    private static final String CLOSED = """
            select d.reference, c.closed_at from ecoquartier.dossier d
            cross join lateral (select coalesce(max(s.left_at), d.updated_at) as closed_at
                from ecoquartier.dossier_stage s where s.reference = d.reference) c
            where d.status in (%s)
                and not exists (select from ecoquartier.retention_hold h where h.reference = d.reference and h.lifted_at is null)
            """.formatted(Arrays.stream(DossierStatus.values())
            .filter(DossierStatus::terminal)
            .map(status -> "'" + status.name() + "'")
            .collect(Collectors.joining(", ")));

    /** Those of which a kind is due. */
    private static final String DUE = "select closed.reference, closed.closed_at from (" + CLOSED + ") closed"
            + " where closed.closed_at <= :before and not exists (select from ecoquartier.dossier_erasure e"
            + " where e.reference = closed.reference and e.kind = :kind and e.closed_at >= closed.closed_at)";

    /** Accounts that are closed, and since when. */
    private static final String LEFT = """
            select a.id, a.staff, a.left_at from (
                select u.id_ as id, true as staff, coalesce((select max(j.at) from ecoquartier.account_journal j
                        where j.account = u.id_ and j.kind in ('DEACTIVATED', 'DEPARTURE')), s.last_sign_in) as left_at
                from ecoquartier.staff_account s join public.act_id_user u on u.id_ = s.user_id where not s.enabled
                union all
                select a.id, false, coalesce((select max(j.at) from ecoquartier.account_journal j
                        where j.account = a.id and j.kind in ('DEACTIVATED', 'DEPARTURE')), a.last_sign_in, a.created_on)
                from ecoquartier.authority_account a where not a.enabled) a
            where a.left_at <= :before and not exists (select from ecoquartier.account_erasure e
                where e.account = a.id and e.erased_at >= a.left_at)
            """;

    private static final String GONE_FROM_ACCOUNT = "Comptes fermés, sans nom désormais";

    private static final Map<Role, String> WORDS = Map.of(
            Role.MINISTRY, "Ministère",
            Role.CARRIER, "Structure porteuse",
            Role.DREAL, "DREAL",
            Role.EXPERT, "Expert",
            Role.PARTNER, "Partenaire",
            Role.MANAGER, "Gestionnaire",
            Role.ADMIN, "Administrateur",
            Role.AUTHORITY, "Collectivité");

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final EngineHistory engine;
    private final ClosedAccounts accounts;

    Erasures(JdbcClient jdbc, ObjectMapper json, EngineHistory engine, ClosedAccounts accounts) {
        this.jdbc = jdbc;
        this.json = json;
        this.engine = engine;
        this.accounts = accounts;
    }

    /** A dossier of which something is due. */
    record DueDossier(String reference, Instant closedAt) {}

    /** An account of somebody who left long enough ago. */
    record DueAccount(String id, boolean staff) {}

    /** What was erased of one thing. */
    record Count(String subject, long removed, long replaced) {}

    /** Tables whose rows go with a dossier, for a kind. */
    static List<PersonalTable> ofDossier(Retention kind) {
        return tables(kind).filter(PersonalTable::ofDossier).toList();
    }

    /** Tables whose rows go by their age, for a kind. */
    static List<PersonalTable> byAge(Retention kind) {
        return tables(kind).filter(table -> table.time() != null).toList();
    }

    private static java.util.stream.Stream<PersonalTable> tables(Retention kind) {
        return PersonalInventory.tables().stream()
                .filter(table -> table.kind() == kind
                        && (table.fate() == PersonalTable.Fate.REPLACED || table.fate() == PersonalTable.Fate.DELETED));
    }

    /** The next dossiers of which a kind is due, in the order of their references. */
    List<DueDossier> due(Retention kind, Instant before, String after, int limit) {
        return jdbc.sql("select * from (" + DUE + ") due where reference > :after order by reference limit :limit")
                .param("kind", kind.name())
                .param("before", Timestamp.from(before))
                .param("after", after)
                .param("limit", limit)
                .query((row, n) -> new DueDossier(
                        row.getString("reference"),
                        row.getTimestamp("closed_at").toInstant()))
                .list();
    }

    long countDue(Retention kind, Instant before) {
        return jdbc.sql("select count(*) from (" + DUE + ") due")
                .param("kind", kind.name())
                .param("before", Timestamp.from(before))
                .query(Long.class)
                .single();
    }

    /** Rows of the dossiers that are due. */
    List<Count> preview(Retention kind, Instant before) {
        return ofDossier(kind).stream()
                .map(table -> {
                    long rows = jdbc.sql(ErasureSql.countOfDossiers(table, "select reference from (" + DUE + ") due"))
                            .param("kind", kind.name())
                            .param("before", Timestamp.from(before))
                            .param("names", "[]")
                            .query(Long.class)
                            .single();
                    return count(table, rows);
                })
                .toList();
    }

    List<Count> previewByAge(Retention kind, Instant before) {
        return byAge(kind).stream()
                .map(table -> {
                    long rows = jdbc.sql(ErasureSql.countByAge(table))
                            .param("before", Timestamp.from(before))
                            .param("names", "[]")
                            .query(Long.class)
                            .single();
                    return count(table, rows);
                })
                .toList();
    }

    /**
     * Erases a kind of a dossier, and remembers it. The dossier is locked, so that it is not opened again meanwhile.
     *
     * @return empty when it is no longer due
     */
    Optional<List<Count>> erase(Retention kind, DueDossier due, Instant before, Instant now, long run) {
        jdbc.sql("select reference from ecoquartier.dossier where reference = ? for update")
                .param(due.reference())
                .query(String.class)
                .optional();
        Optional<Instant> closed = jdbc.sql("select closed_at from (" + DUE + ") due where reference = :reference")
                .param("kind", kind.name())
                .param("before", Timestamp.from(before))
                .param("reference", due.reference())
                .query((row, n) -> row.getTimestamp("closed_at").toInstant())
                .optional();
        if (closed.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Count> counts = new LinkedHashMap<>();
        if (kind == Retention.ENGINE_HISTORY) {
            engine.forgetDossier(due.reference())
                    .forEach((subject, rows) -> counts.put(subject, new Count(subject, rows, 0)));
        } else {
            open();
            People people = people(due.reference());
            for (PersonalTable table : ofDossier(kind)) {
                int rows = jdbc.sql(ErasureSql.ofDossier(table))
                        .param("reference", due.reference())
                        .param("names", people.names())
                        .param("roles", people.roles())
                        .update();
                counts.merge(
                        table.label(),
                        count(table, rows),
                        (a, b) -> new Count(a.subject(), a.removed() + b.removed(), a.replaced() + b.replaced()));
            }
        }
        jdbc.sql("""
                        insert into ecoquartier.dossier_erasure (reference, kind, closed_at, erased_at, run) values (?, ?, ?, ?, ?)
                        on conflict (reference, kind) do update
                            set closed_at = excluded.closed_at, erased_at = excluded.erased_at, run = excluded.run
                        """)
                .params(due.reference(), kind.name(), Timestamp.from(closed.get()), Timestamp.from(now), run)
                .update();
        return Optional.of(List.copyOf(counts.values()));
    }

    /** Erases a batch of rows that are old enough. */
    Count eraseByAge(PersonalTable table, Instant before, int batch) {
        open();
        int rows = jdbc.sql(ErasureSql.byAge(table))
                .param("before", Timestamp.from(before))
                .param("batch", batch)
                .param("names", "[]")
                .param("roles", "{}")
                .update();
        return count(table, rows);
    }

    List<DueAccount> dueAccounts(Instant before, String after, int limit) {
        return jdbc.sql("select * from (" + LEFT + ") due where id > :after order by id limit :limit")
                .param("before", Timestamp.from(before))
                .param("after", after)
                .param("limit", limit)
                .query((row, n) -> new DueAccount(row.getString("id"), row.getBoolean("staff")))
                .list();
    }

    long countDueAccounts(Instant before) {
        return jdbc.sql("select count(*) from (" + LEFT + ") due")
                .param("before", Timestamp.from(before))
                .query(Long.class)
                .single();
    }

    /** The account keeps its id and its rights, which no longer open anything; the person's name goes. */
    List<Count> erase(DueAccount account, Instant now, long run) {
        String role = role(account.id());
        accounts.forget(account.id(), account.staff(), role);
        jdbc.sql("update ecoquartier.expert set name = :name, employer = 'effacé', active = false where user_id = :id")
                .param("name", ClosedAccounts.name(role))
                .param("id", account.id())
                .update();
        for (String statement : List.of(
                "update ecoquartier.text_template set title = '[effacé]', body = '[effacé]', owner = 'efface',"
                        + " retired_at = coalesce(retired_at, now()) where owner = :id",
                "delete from ecoquartier.expert_interest where user_id = :id",
                "delete from ecoquartier.provider_identity where person_id = :id",
                "delete from ecoquartier.provider_claim where account = :id",
                "delete from ecoquartier.notification_preference where person = :id",
                "delete from ecoquartier.known_browser where account = :id",
                "delete from ecoquartier.sign_in_failure where account = :id",
                "delete from ecoquartier.session_sign_in where person_id = :id",
                "delete from ecoquartier.web_session where principal_name = :id")) {
            jdbc.sql(statement).param("id", account.id()).update();
        }
        long removed = account.staff()
                ? engine.forgetAccount(account.id()).values().stream()
                        .mapToLong(Long::longValue)
                        .sum()
                : 0;
        jdbc.sql("""
                        insert into ecoquartier.account_erasure (account, staff, role, erased_at, run) values (?, ?, ?, ?, ?)
                        on conflict (account) do update set role = excluded.role, erased_at = excluded.erased_at, run = excluded.run
                        """)
                .params(account.id(), account.staff(), role, Timestamp.from(now), run)
                .update();
        return List.of(
                new Count(GONE_FROM_ACCOUNT, 0, 1), new Count("Préférences et autorisations personnelles", removed, 0));
    }

    /** What an account was, in a word. */
    private String role(String account) {
        List<String> groups = jdbc.sql("select group_id_ from public.act_id_membership where user_id_ = ?")
                .param(account)
                .query(String.class)
                .list();
        return Arrays.stream(Role.values())
                .filter(role -> groups.contains(role.group()))
                .findFirst()
                .map(WORDS::get)
                .orElseGet(() -> groups.isEmpty() && isOfAuthority(account) ? "Collectivité" : "rôle inconnu");
    }

    private boolean isOfAuthority(String account) {
        return jdbc.sql("select exists (select from ecoquartier.authority_account where id = ?)")
                .param(account)
                .query(Boolean.class)
                .single();
    }

    /** The names to take out of texts, and the role behind each account and each name, both as JSON. */
    private record People(String names, String roles) {}

    private People people(String reference) {
        Map<String, String> roles = new TreeMap<>();
        jdbc.sql("select distinct on (actor_id, actor_name) actor_id, actor_name, actor_role from ecoquartier.journal"
                        + " where reference = ? and actor_id <> 'system' order by actor_id, actor_name, id desc")
                .param(reference)
                .query(row -> {
                    roles.put(row.getString("actor_id"), row.getString("actor_role"));
                    roles.put(row.getString("actor_name"), row.getString("actor_role"));
                });
        Set<String> names = new LinkedHashSet<>(jdbc.sql(ErasureSql.namesOfDossier(PersonalInventory.tables()))
                .param("reference", reference)
                .query(String.class)
                .list());
        List<String> ids = jdbc.sql(ErasureSql.accountsOfDossier(PersonalInventory.tables()))
                .param("reference", reference)
                .query(String.class)
                .list();
        for (String id : ids) {
            if (id != null && !id.equals("system") && !id.startsWith(ErasureSql.ACCOUNT)) {
                roles.computeIfAbsent(id, this::role);
                names.addAll(accounts.names(id));
            }
        }
        // people without an account: whom the authority gave as its contact, now or before, who leads an action plan
        names.addAll(
                jdbc.sql("""
                        select d.details ->> k from ecoquartier.dossier d
                        cross join unnest(array['contactName', 'contactEmail', 'contactPhone']) k where d.reference = :reference
                        union select substring(text from '^Plan proposé par (.{1,200}?), échéance') from ecoquartier.journal
                        where reference = :reference and kind = 'ACTION_PLAN'
                        union select v from ecoquartier.correction_point p
                        join ecoquartier.correction_request r on r.id = p.request
                        left join ecoquartier.correction_point_answer a on a.point = p.id
                        cross join unnest(array[p.value, a.new_value]) v
                        where r.reference = :reference and p.kind = 'FIELD'
                            and p.subject in ('contactName', 'contactEmail', 'contactPhone')
                        """).param("reference", reference).query(String.class).list());
        Set<String> parts = names.stream()
                .filter(name -> name != null && !name.isBlank())
                .flatMap(name -> Arrays.stream(name.split(", pour le compte de ")))
                .map(String::strip)
                .filter(name -> name.length() > 3
                        && !name.equals("Application")
                        && !name.startsWith(ErasureSql.NAME)
                        && !name.startsWith(ClosedAccounts.FORMER))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        try {
            return new People(json.writeValueAsString(parts), json.writeValueAsString(roles));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** For this transaction only, see the trigger only_erasure. */
    private void open() {
        jdbc.sql("select set_config('ecoquartier.erasure', 'on', true)")
                .query(String.class)
                .single();
    }

    private static Count count(PersonalTable table, long rows) {
        return table.fate() == PersonalTable.Fate.DELETED
                ? new Count(table.label(), rows, 0)
                : new Count(table.label(), 0, rows);
    }
}
