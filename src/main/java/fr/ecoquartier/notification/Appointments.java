package fr.ecoquartier.notification;

import fr.ecoquartier.access.AuthorityAccounts;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.access.StaffDirectory;
import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.StageClosed;
import fr.ecoquartier.expertise.Trios;
import fr.ecoquartier.notification.Announcements.CalendarMethod;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Visits, commissions and meetings about dossiers. Whoever is invited is told, and told again of every change, with an
 * entry for their calendar.
 */
@Service
@Transactional
public class Appointments {

    private static final int LONGEST_PLACE = 300;
    private static final int LONGEST_NOTE = 2000;
    private static final int MIN_REASON = 5;

    /** Somebody who may be invited. */
    public record Candidate(String id, String name, boolean reachable) {}

    /** People who are invited together, because they have the same part in the dossier. */
    public record Group(String label, List<Candidate> people) {}

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Dossiers dossiers;
    private final Trios trios;
    private final StaffDirectory staff;
    private final AuthorityAccounts authorities;
    private final Addressees addressees;
    private final Announcements announcements;
    private final MailSettings settings;

    Appointments(
            JdbcClient jdbc,
            Clock clock,
            Dossiers dossiers,
            Trios trios,
            StaffDirectory staff,
            AuthorityAccounts authorities,
            Addressees addressees,
            Announcements announcements,
            MailSettings settings) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.dossiers = dossiers;
        this.trios = trios;
        this.staff = staff;
        this.authorities = authorities;
        this.addressees = addressees;
        this.announcements = announcements;
        this.settings = settings;
    }

    /** Those of a dossier, by date. */
    @Transactional(readOnly = true)
    public List<Appointment> of(String reference) {
        return jdbc.sql("select * from ecoquartier.appointment where reference = ? order by starts_at, id")
                .param(reference)
                .query(this::appointment)
                .list();
    }

    @Transactional(readOnly = true)
    public Optional<Appointment> find(long id) {
        return jdbc.sql("select * from ecoquartier.appointment where id = ?")
                .param(id)
                .query(this::appointment)
                .optional();
    }

    /** Who may be invited: the people who have a part in the dossier. */
    @Transactional(readOnly = true)
    public List<Group> candidates(DossierSummary dossier) {
        List<Group> groups = new ArrayList<>();
        groups.add(new Group(
                "Collectivité",
                authorities.all().stream()
                        .filter(account ->
                                account.enabled() && account.authorityCode().equals(dossier.authorityCode()))
                        .map(account -> candidate(account.id()))
                        .flatMap(Optional::stream)
                        .toList()));
        groups.add(new Group(
                "Service régional",
                staff.withRole(Role.DREAL).stream()
                        .filter(person -> person.regions().contains(dossier.regionCode()))
                        .flatMap(person -> candidate(person.id()).stream())
                        .toList()));
        Set<String> experts = new TreeSet<>();
        for (DossierStage stage : DossierStage.values()) {
            trios.of(dossier.reference(), stage).ifPresent(trio -> experts.addAll(trio.members()));
        }
        groups.add(new Group(
                "Experts du dossier",
                experts.stream()
                        .filter(expert -> trios.dossiersOf(expert).contains(dossier.reference()))
                        .flatMap(expert -> candidate(expert).stream())
                        .toList()));
        for (Role role : List.of(Role.CARRIER, Role.MINISTRY)) {
            groups.add(new Group(
                    role.label(),
                    staff.withRole(role).stream()
                            .flatMap(person -> candidate(person.id()).stream())
                            .toList()));
        }
        return groups.stream().filter(group -> !group.people().isEmpty()).toList();
    }

    private Optional<Candidate> candidate(String id) {
        return addressees.find(id).map(person -> new Candidate(person.id(), person.name(), person.address() != null));
    }

    /** Convenes a meeting and invites. */
    public long plan(String reference, NewAppointment asked, Person by) throws AppointmentRefused {
        DossierSummary dossier = dossiers.get(reference);
        check(dossier, asked, by);
        Instant now = clock.instant();
        long id = jdbc.sql("""
                        insert into ecoquartier.appointment (reference, stage, kind, starts_at, ends_at, place, note, uid,
                            planned_by, planned_by_name, planned_at, changed_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id
                        """)
                .params(
                        reference,
                        dossier.stage().name(),
                        asked.kind().name(),
                        Timestamp.from(at(asked.day(), asked.from())),
                        Timestamp.from(at(asked.day(), asked.until())),
                        asked.place().strip(),
                        blankToNull(asked.note()),
                        UUID.randomUUID() + "@" + settings.domain(),
                        by.id(),
                        by.name(),
                        Timestamp.from(now),
                        Timestamp.from(now))
                .query(Long.class)
                .single();
        invite(id, asked.guests());
        Appointment planned = find(id).orElseThrow();
        tell(planned, dossier, planned.guests(), CalendarMethod.REQUEST, "Rendez-vous");
        return id;
    }

    /**
     * Changes a meeting; whoever is no longer invited is told so.
     *
     * @param sequence the one that the person saw: somebody else's change in the meantime is not overwritten
     */
    public void change(long id, int sequence, NewAppointment asked, Person by) throws AppointmentRefused {
        Appointment before = held(id, by);
        DossierSummary dossier = dossiers.get(before.reference());
        check(dossier, asked, by);
        int changed = jdbc.sql("""
                        update ecoquartier.appointment set kind = ?, starts_at = ?, ends_at = ?, place = ?, note = ?,
                            sequence = sequence + 1, changed_at = ?
                        where id = ? and sequence = ? and cancelled_at is null
                        """)
                .params(
                        asked.kind().name(),
                        Timestamp.from(at(asked.day(), asked.from())),
                        Timestamp.from(at(asked.day(), asked.until())),
                        asked.place().strip(),
                        blankToNull(asked.note()),
                        Timestamp.from(clock.instant()),
                        id,
                        sequence)
                .update();
        if (changed == 0) {
            throw new AppointmentRefused(Map.of(
                    "", "Ce rendez-vous a changé pendant votre saisie\u00a0: relisez-le, puis recommencez si besoin."));
        }
        jdbc.sql("delete from ecoquartier.appointment_guest where appointment = ?")
                .param(id)
                .update();
        invite(id, asked.guests());
        Appointment after = find(id).orElseThrow();
        tell(after, dossier, after.guests(), CalendarMethod.REQUEST, "Rendez-vous modifié");
        Set<String> removed = new TreeSet<>(before.guests());
        removed.removeAll(after.guests());
        if (!removed.isEmpty()) {
            tell(after, dossier, removed, CalendarMethod.CANCEL, "Invitation retirée");
        }
    }

    /** Cancels a meeting; everybody invited is told why. */
    public void cancel(long id, String reason, Person by) throws AppointmentRefused {
        Appointment appointment = held(id, by);
        String why = reason.strip();
        if (why.length() < MIN_REASON || why.length() > LONGEST_NOTE) {
            throw new AppointmentRefused(Map.of(
                    "motif",
                    "Indiquez pourquoi le rendez-vous est annulé, en " + MIN_REASON + " caractères au moins."));
        }
        cancel(appointment, why);
    }

    /** A dossier that is over has no meetings ahead. */
    @EventListener
    void closed(StageClosed event) {
        DossierSummary dossier = dossiers.get(event.reference());
        if (dossier.status().terminal()) {
            Instant now = clock.instant();
            of(event.reference()).stream()
                    .filter(appointment -> appointment.ahead(now))
                    .forEach(appointment -> cancel(
                            appointment,
                            "Le dossier est clos\u00a0: "
                                    + dossier.status().label().toLowerCase(java.util.Locale.FRENCH) + "."));
        }
    }

    private void cancel(Appointment appointment, String why) {
        int cancelled = jdbc.sql("""
                        update ecoquartier.appointment set cancelled_at = ?, cancelled_why = ?, changed_at = ?,
                            sequence = sequence + 1 where id = ? and cancelled_at is null
                        """)
                .params(Timestamp.from(clock.instant()), why, Timestamp.from(clock.instant()), appointment.id())
                .update();
        if (cancelled > 0) {
            Appointment after = find(appointment.id()).orElseThrow();
            tell(after, dossiers.get(after.reference()), after.guests(), CalendarMethod.CANCEL, "Rendez-vous annulé");
        }
    }

    private Appointment held(long id, Person by) throws AppointmentRefused {
        Appointment appointment =
                find(id).orElseThrow(() -> new AppointmentRefused(Map.of("", "Ce rendez-vous n’existe pas.")));
        if (!appointment.kind().convenedBy(by)) {
            throw new AppointmentRefused(Map.of("", "Votre rôle ne convoque pas ce rendez-vous."));
        }
        if (!appointment.ahead(clock.instant())) {
            throw new AppointmentRefused(Map.of("", "Ce rendez-vous est passé ou annulé."));
        }
        return appointment;
    }

    private void check(DossierSummary dossier, NewAppointment asked, Person by) throws AppointmentRefused {
        Map<String, String> problems = new LinkedHashMap<>();
        if (dossier.status().terminal()) {
            problems.put("", "Le dossier est clos\u00a0: aucun rendez-vous ne peut plus être pris.");
        }
        if (asked.kind() == null || !asked.kind().convenedBy(by)) {
            problems.put("nature", "Choisissez la nature du rendez-vous.");
        }
        if (asked.day() == null) {
            problems.put("jour", "Indiquez le jour.");
        } else if (asked.day()
                .isAfter(LocalDate.ofInstant(clock.instant(), Lines.PARIS).plusYears(2))) {
            problems.put("jour", "Le rendez-vous a lieu dans les deux ans.");
        }
        if (asked.from() == null) {
            problems.put("debut", "Indiquez l’heure de début.");
        }
        if (asked.until() == null) {
            problems.put("fin", "Indiquez l’heure de fin.");
        } else if (asked.from() != null && !asked.until().isAfter(asked.from())) {
            problems.put("fin", "La fin suit le début, le même jour.");
        }
        if (asked.day() != null
                && asked.from() != null
                && !at(asked.day(), asked.from()).isAfter(clock.instant())) {
            problems.put("jour", "Le rendez-vous est à venir.");
        }
        String place = asked.place().strip();
        if (place.isEmpty() || place.length() > LONGEST_PLACE) {
            problems.put("lieu", "Indiquez le lieu, en " + LONGEST_PLACE + " caractères au plus.");
        }
        if (asked.note().length() > LONGEST_NOTE) {
            problems.put("precisions", "Les précisions comptent au plus " + LONGEST_NOTE + " caractères.");
        }
        Set<String> known = candidates(dossier).stream()
                .flatMap(group -> group.people().stream())
                .map(Candidate::id)
                .collect(Collectors.toSet());
        if (asked.guests().isEmpty() || !known.containsAll(asked.guests())) {
            problems.put("invites", "Choisissez au moins une personne à inviter, parmi celles du dossier.");
        }
        if (!problems.isEmpty()) {
            throw new AppointmentRefused(problems);
        }
    }

    private void invite(long id, Collection<String> guests) {
        for (String guest : new TreeSet<>(guests)) {
            jdbc.sql("insert into ecoquartier.appointment_guest (appointment, person) values (?, ?)")
                    .params(id, guest)
                    .update();
        }
    }

    private void tell(
            Appointment appointment,
            DossierSummary dossier,
            Collection<String> people,
            CalendarMethod method,
            String what) {
        List<Content.Fact> facts = new ArrayList<>();
        facts.add(new Content.Fact("Rendez-vous", appointment.kind().label()));
        facts.add(new Content.Fact("Date", Lines.named(appointment.startsAt())));
        facts.add(new Content.Fact(
                "Heure", "de " + Lines.time(appointment.startsAt()) + " à " + Lines.time(appointment.endsAt())));
        facts.add(new Content.Fact("Lieu", appointment.place()));
        facts.add(new Content.Fact("À l’invitation de", appointment.plannedByName()));
        facts.addAll(DossierEvents.about(dossier));
        Content content = new Content(
                what + "\u00a0: " + appointment.kind().label() + ", " + Lines.named(appointment.startsAt()),
                facts,
                "/dossiers/" + dossier.reference() + "/rendez-vous",
                "Voir le rendez-vous");
        announcements.announce(
                "appointment:%d:%d:%s".formatted(appointment.id(), appointment.sequence(), method),
                dossier.reference(),
                appointment.id(),
                method,
                Audience.of(dossier, List.copyOf(people), null),
                appointment.cancelled()
                        ? content.quoting("Motif", appointment.cancelledWhy())
                        : content.quoting("Précisions", appointment.note()));
    }

    private static Instant at(LocalDate day, LocalTime time) {
        return day.atTime(time).atZone(Lines.PARIS).toInstant();
    }

    private static String blankToNull(String text) {
        return text.isBlank() ? null : text.strip();
    }

    private Appointment appointment(ResultSet row, int n) throws SQLException {
        long id = row.getLong("id");
        return new Appointment(
                id,
                row.getString("reference"),
                DossierStage.valueOf(row.getString("stage")),
                AppointmentKind.valueOf(row.getString("kind")),
                row.getTimestamp("starts_at").toInstant(),
                row.getTimestamp("ends_at").toInstant(),
                row.getString("place"),
                row.getString("note"),
                row.getString("uid"),
                row.getInt("sequence"),
                row.getString("cancelled_why"),
                row.getString("planned_by"),
                row.getString("planned_by_name"),
                row.getTimestamp("changed_at").toInstant(),
                Set.copyOf(jdbc.sql("select person from ecoquartier.appointment_guest where appointment = ?")
                        .param(id)
                        .query(String.class)
                        .list()));
    }
}
