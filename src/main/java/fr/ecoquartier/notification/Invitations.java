package fr.ecoquartier.notification;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.DaylightSavingsTime;
import biweekly.component.Observance;
import biweekly.component.StandardTime;
import biweekly.component.VEvent;
import biweekly.component.VTimezone;
import biweekly.io.TimezoneAssignment;
import biweekly.parameter.ParticipationStatus;
import biweekly.property.Attendee;
import biweekly.property.Method;
import biweekly.property.Organizer;
import biweekly.property.Status;
import biweekly.util.DateTimeComponents;
import biweekly.util.DayOfWeek;
import biweekly.util.Frequency;
import biweekly.util.Recurrence;
import biweekly.util.UtcOffset;
import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.dossier.Dossiers;
import java.util.Date;
import java.util.List;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Calendar entries (RFC 5545) of appointments, one for each person invited, in the time of Paris. */
@Component
class Invitations {

    private static final String ORGANIZER = "Label ÉcoQuartier";
    private static final int LONGEST = 250;

    private final Appointments appointments;
    private final Dossiers dossiers;
    private final MailSettings settings;

    Invitations(Appointments appointments, Dossiers dossiers, MailSettings settings) {
        this.appointments = appointments;
        this.dossiers = dossiers;
        this.settings = settings;
    }

    /** The entry that goes with an announcement: none when it tells of no appointment. */
    List<Outbox.Attachment> of(
            @Nullable Long appointment, Announcements.@Nullable CalendarMethod method, Recipient recipient) {
        if (appointment == null || method == null) {
            return List.of();
        }
        return appointments.find(appointment).stream()
                .map(known -> new Outbox.Attachment(
                        method == Announcements.CalendarMethod.CANCEL ? "annulation.ics" : "rendez-vous.ics",
                        method,
                        entry(known, method, recipient)))
                .toList();
    }

    private String entry(Appointment appointment, Announcements.CalendarMethod method, Recipient recipient) {
        return entry(appointment, method, recipient, dossiers.get(appointment.reference()), settings);
    }

    static String entry(
            Appointment appointment,
            Announcements.CalendarMethod method,
            Recipient recipient,
            DossierSummary dossier,
            MailSettings settings) {
        boolean cancelled = method == Announcements.CalendarMethod.CANCEL;
        VEvent event = new VEvent();
        event.setUid(appointment.uid());
        event.setSequence(appointment.sequence());
        event.setDateTimeStamp(Date.from(appointment.changedAt()));
        event.setDateStart(Date.from(appointment.startsAt()));
        event.setDateEnd(Date.from(appointment.endsAt()));
        event.setSummary(Lines.one(
                "%s – %s (%s)".formatted(appointment.kind().label(), dossier.operation(), dossier.reference()),
                LONGEST));
        event.setLocation(Lines.one(appointment.place(), LONGEST));
        String page = settings.address("/dossiers/" + dossier.reference() + "/rendez-vous");
        event.setDescription(
                (appointment.note() == null ? "" : appointment.note().replace("\r", "") + "\n\n") + page);
        event.setUrl(page);
        event.setOrganizer(new Organizer(ORGANIZER, settings.from()));
        if (recipient.address() != null) {
            Attendee attendee = new Attendee(
                    Lines.one(recipient.name().replace('"', '\''), LONGEST), Lines.one(recipient.address(), LONGEST));
            attendee.setRsvp(false);
            attendee.setParticipationStatus(ParticipationStatus.NEEDS_ACTION);
            event.addAttendee(attendee);
        }
        event.setStatus(cancelled ? Status.cancelled() : Status.confirmed());
        ICalendar calendar = new ICalendar();
        calendar.setProductId("-//Label EcoQuartier//Rendez-vous//FR");
        calendar.setMethod(cancelled ? Method.cancel() : Method.request());
        calendar.getTimezoneInfo()
                .setDefaultTimezone(new TimezoneAssignment(TimeZone.getTimeZone(Lines.PARIS), paris()));
        calendar.addEvent(event);
        return Biweekly.write(calendar).go();
    }

    /** The rules of summer time of the European Union since 1996. */
    private static VTimezone paris() {
        VTimezone zone = new VTimezone(Lines.PARIS.getId());
        StandardTime winter = new StandardTime();
        rule(winter, "CET", 10, new DateTimeComponents(1996, 10, 27, 3, 0, 0, false), 2, 1);
        zone.addStandardTime(winter);
        DaylightSavingsTime summer = new DaylightSavingsTime();
        rule(summer, "CEST", 3, new DateTimeComponents(1996, 3, 31, 2, 0, 0, false), 1, 2);
        zone.addDaylightSavingsTime(summer);
        return zone;
    }

    private static void rule(
            Observance observance, String name, int month, DateTimeComponents since, int before, int after) {
        observance.setDateStart(since);
        observance.setTimezoneOffsetFrom(new UtcOffset(true, before, 0));
        observance.setTimezoneOffsetTo(new UtcOffset(true, after, 0));
        observance.addTimezoneName(name);
        observance.setRecurrenceRule(new Recurrence.Builder(Frequency.YEARLY)
                .byMonth(month)
                .byDay(-1, DayOfWeek.SUNDAY)
                .build());
    }
}
