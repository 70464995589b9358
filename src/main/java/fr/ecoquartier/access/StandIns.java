package fr.ecoquartier.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who stands in for whom. A stand-in has the absent person's role and a territory that covers theirs; what may be done
 * with the tasks of the absent person is decided task by task in the engine, for the stand-in as a person.
 */
@Service
@Transactional
public class StandIns {

    /** Roles whose tasks are taken from a group. Experts and partners work in their own name, and cannot be stood in for. */
    public static final Set<Role> ROLES = EnumSet.of(Role.MINISTRY, Role.CARRIER, Role.DREAL);

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.FRENCH);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final StaffDirectory staff;
    private final AccountJournal journal;

    StandIns(JdbcClient jdbc, Clock clock, StaffDirectory staff, AccountJournal journal) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.staff = staff;
        this.journal = journal;
    }

    /** Who stands in for somebody at a moment. */
    @Transactional(readOnly = true)
    public Optional<StandIn> of(String absent, Instant at) {
        return inForce("absent", absent, at).stream().findFirst();
    }

    /** Who stands in for somebody now. */
    @Transactional(readOnly = true)
    public Optional<StandIn> of(String absent) {
        return of(absent, clock.instant());
    }

    /** For whom somebody stands in at a moment. */
    @Transactional(readOnly = true)
    public List<StandIn> by(String substitute, Instant at) {
        return inForce("substitute", substitute, at);
    }

    /** For whom somebody stands in now. */
    @Transactional(readOnly = true)
    public List<StandIn> by(String substitute) {
        return by(substitute, clock.instant());
    }

    /** The stand-in in force now by which one person may act for another, in one of these groups. */
    @Transactional(readOnly = true)
    public Optional<StandIn> between(String substitute, String absent, Collection<String> groups) {
        return by(substitute, clock.instant()).stream()
                .filter(standIn -> standIn.absent().equals(absent)
                        && groups.contains(standIn.role().group()))
                .findFirst();
    }

    private List<StandIn> inForce(String column, String person, Instant at) {
        return jdbc.sql("select * from ecoquartier.stand_in where " + column
                        + " = :person and :day between from_on and until_on and (ended_at is null or ended_at > :at)"
                        + " order by id")
                .param("person", person)
                .param("day", LocalDate.ofInstant(at, PARIS))
                .param("at", Timestamp.from(at))
                .query(StandIns::standIn)
                .list();
    }

    /** Every stand-in that concerns somebody, the latest first. */
    @Transactional(readOnly = true)
    public List<StandIn> concerning(String person) {
        return jdbc.sql(
                        "select * from ecoquartier.stand_in where :person in (absent, substitute) order by from_on desc, id desc")
                .param("person", person)
                .query(StandIns::standIn)
                .list();
    }

    /** Every stand-in, the latest first. */
    @Transactional(readOnly = true)
    public List<StandIn> all() {
        return jdbc.sql("select * from ecoquartier.stand_in order by from_on desc, id desc")
                .query(StandIns::standIn)
                .list();
    }

    @Transactional(readOnly = true)
    public Optional<StandIn> find(long id) {
        return jdbc.sql("select * from ecoquartier.stand_in where id = ?")
                .param(id)
                .query(StandIns::standIn)
                .optional();
    }

    /** The day it is, where the label is. */
    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), PARIS);
    }

    /** Who may stand in for somebody in a role: same role, a territory that covers, an account that is open. */
    @Transactional(readOnly = true)
    public List<Person> candidates(Person absent, Role role) {
        return staff.withRole(role).stream()
                .filter(person -> !person.id().equals(absent.id()) && covers(person, absent, role))
                .toList();
    }

    /** The regions given to the absent person as an agent of a regional service, not those of another role. */
    private boolean covers(Person substitute, Person absent, Role role) {
        Set<String> needed =
                staff.entry(absent.id()).map(StaffDirectory.Entry::regions).orElse(Set.of());
        return role != Role.DREAL || substitute.regions().containsAll(needed);
    }

    /**
     * Names a stand-in.
     *
     * @param by the absent person or an administrator
     * @throws AccountRefused with a sentence for each field that cannot be accepted
     */
    public StandIn name(NewStandIn asked, Person by) {
        if (!by.id().equals(asked.absent()) && !by.is(Role.ADMIN)) {
            throw new AccountRefused("Seuls la personne absente et les administrateurs désignent un suppléant.");
        }
        Person absent =
                staff.find(asked.absent()).orElseThrow(() -> new AccountRefused("absent", "Ce compte n’existe pas."));
        // one at a time for a person, so that two periods never overlap
        jdbc.sql("select pg_advisory_xact_lock(hashtext('ecoquartier.stand_in.' || ?))")
                .param(absent.id())
                .query((row, n) -> true)
                .single();
        Map<String, String> problems = new LinkedHashMap<>();
        Optional<Person> substitute = Optional.ofNullable(asked.substitute()).flatMap(staff::active);
        check(asked, absent, substitute, problems);
        if (!problems.isEmpty()) {
            throw new AccountRefused(problems);
        }
        String reason = asked.reason() == null || asked.reason().isBlank()
                ? null
                : asked.reason().strip();
        long id = jdbc.sql("""
                        insert into ecoquartier.stand_in (absent, substitute, role, from_on, until_on, reason, named_by, named_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?) returning id
                        """)
                .params(
                        absent.id(),
                        asked.substitute(),
                        asked.role().name(),
                        asked.from(),
                        asked.until(),
                        reason,
                        by.id(),
                        Timestamp.from(clock.instant()))
                .query(Long.class)
                .single();
        String period = "du " + day(asked.from()) + " au " + day(asked.until());
        String role = asked.role().label();
        journal.add(
                absent.id(),
                by,
                AccountEvent.Kind.STAND_IN,
                "%s suppléera %s, %s (%s).".formatted(substitute.get().name(), absent.name(), period, role),
                reason);
        journal.add(
                substitute.get().id(),
                by,
                AccountEvent.Kind.STAND_IN,
                "Suppléera %s, %s (%s).".formatted(absent.name(), period, role),
                reason);
        return find(id).orElseThrow();
    }

    private void check(NewStandIn asked, Person absent, Optional<Person> substitute, Map<String, String> problems) {
        Role role = asked.role();
        if (role == null || !absent.is(role)) {
            problems.put("role", "Choisissez un rôle de la personne absente.");
        } else if (!ROLES.contains(role)) {
            problems.put(
                    "role", "Les experts et les partenaires agissent en leur nom : leurs tâches ne se suppléent pas.");
        }
        if (substitute.isEmpty()) {
            problems.put("suppleant", "Choisissez un suppléant dont le compte est ouvert.");
        } else if (substitute.get().id().equals(absent.id())) {
            problems.put("suppleant", "Nul ne se supplée soi-même.");
        } else if (role != null && !substitute.get().is(role)) {
            problems.put("suppleant", substitute.get().name() + " n’a pas le rôle « " + role.label() + " ».");
        } else if (role != null && !covers(substitute.get(), absent, role)) {
            problems.put(
                    "suppleant",
                    substitute.get().name() + " n’intervient pas dans toutes les régions de la personne absente.");
        }
        if (asked.from() == null) {
            problems.put("du", "Indiquez le premier jour de l’absence.");
        } else if (asked.from().isBefore(today())) {
            problems.put("du", "La suppléance commence au plus tôt aujourd’hui.");
        }
        if (asked.until() == null) {
            problems.put("au", "Indiquez le dernier jour de l’absence.");
        } else if (asked.from() != null && asked.until().isBefore(asked.from())) {
            problems.put("au", "Le dernier jour précède le premier.");
        } else if (asked.from() != null && asked.until().isAfter(asked.from().plusYears(1))) {
            problems.put("au", "Une suppléance dure au plus un an.");
        }
        if (asked.reason() != null && asked.reason().length() > 500) {
            problems.put("motif", "Le motif compte au plus 500 caractères.");
        }
        if (!problems.isEmpty()) {
            return;
        }
        overlap("absent", absent.id(), role, asked)
                .ifPresent(other -> problems.put(
                        "du", "Une suppléance est déjà prévue " + period(other) + " : mettez-y fin d’abord."));
        overlap("absent", asked.substitute(), null, asked)
                .ifPresent(other -> problems.put(
                        "suppleant", substitute.get().name() + " a aussi annoncé une absence, " + period(other) + "."));
    }

    private Optional<StandIn> overlap(String column, String person, @Nullable Role role, NewStandIn asked) {
        return jdbc.sql("select * from ecoquartier.stand_in where " + column + " = :person and ended_at is null"
                        + " and (cast(:role as text) is null or role = :role)"
                        + " and from_on <= :until and until_on >= :from order by id limit 1")
                .param("person", person)
                .param("role", role == null ? null : role.name())
                .param("from", asked.from())
                .param("until", asked.until())
                .query(StandIns::standIn)
                .optional();
    }

    /** Ends a stand-in now; what was taken on account of the absent person stays with the stand-in. */
    public void end(long id, Person by) {
        StandIn standIn = find(id).orElseThrow(() -> new AccountRefused("Cette suppléance n’existe pas."));
        if (!by.id().equals(standIn.absent()) && !by.is(Role.ADMIN)) {
            throw new AccountRefused("Seuls la personne absente et les administrateurs mettent fin à une suppléance.");
        }
        int ended = jdbc.sql(
                        "update ecoquartier.stand_in set ended_at = ?, ended_by = ? where id = ? and ended_at is null and until_on >= ?")
                .params(Timestamp.from(clock.instant()), by.id(), id, today())
                .update();
        if (ended == 0) {
            throw new AccountRefused("Cette suppléance est déjà terminée.");
        }
        String text = "Fin de la suppléance de %s par %s, prévue %s."
                .formatted(name(standIn.absent()), name(standIn.substitute()), period(standIn));
        journal.add(standIn.absent(), by, AccountEvent.Kind.STAND_IN, text, null);
        journal.add(standIn.substitute(), by, AccountEvent.Kind.STAND_IN, text, null);
    }

    /** Ends whatever concerns somebody who leaves. */
    void endAll(String person, Person by) {
        concerning(person).stream()
                .filter(standIn -> standIn.endedAt() == null && !standIn.until().isBefore(today()))
                .forEach(standIn -> end(standIn.id(), by));
    }

    /** A stand-in took a task of the absent person. */
    public void took(String taskId, StandIn standIn) {
        jdbc.sql("""
                        insert into ecoquartier.stand_in_task (task_id, stand_in, taken_at) values (?, ?, ?)
                        on conflict (task_id) do update set stand_in = excluded.stand_in, taken_at = excluded.taken_at
                        """)
                .params(taskId, standIn.id(), Timestamp.from(clock.instant()))
                .update();
    }

    /** The stand-in under which a task was taken, while it is with the substitute. */
    @Transactional(readOnly = true)
    public Optional<StandIn> underWhich(String taskId) {
        return jdbc.sql("""
                        select s.* from ecoquartier.stand_in_task t join ecoquartier.stand_in s on s.id = t.stand_in
                        where t.task_id = ?
                        """).param(taskId).query(StandIns::standIn).optional();
    }

    /** The task is no longer with the substitute. */
    public void gaveBack(String taskId) {
        jdbc.sql("delete from ecoquartier.stand_in_task where task_id = ?")
                .param(taskId)
                .update();
    }

    private String name(String userId) {
        return staff.find(userId).map(Person::name).orElse(userId);
    }

    /** « du 3 mars 2013 au 15 mars 2013 ». */
    public static String period(StandIn standIn) {
        return "du " + day(standIn.from()) + " au " + day(standIn.until());
    }

    private static String day(LocalDate date) {
        String text = DAY.format(date);
        return date.getDayOfMonth() == 1 ? "1er" + text.substring(1) : text;
    }

    private static StandIn standIn(ResultSet row, int n) throws SQLException {
        Timestamp ended = row.getTimestamp("ended_at");
        return new StandIn(
                row.getLong("id"),
                row.getString("absent"),
                row.getString("substitute"),
                Role.valueOf(row.getString("role")),
                row.getObject("from_on", LocalDate.class),
                row.getObject("until_on", LocalDate.class),
                row.getString("reason"),
                row.getString("named_by"),
                row.getTimestamp("named_at").toInstant(),
                row.getString("ended_by"),
                ended == null ? null : ended.toInstant());
    }
}
