package fr.ecoquartier.notification;

import static org.assertj.core.api.Assertions.assertThat;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.DossierStatus;
import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.notification.Announcements.CalendarMethod;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InvitationsTest {

    private static final MailSettings SETTINGS =
            new MailSettings("localhost", "label@exemple.invalid", false, 7, "https://label.exemple.invalid");
    private static final Instant START = Instant.parse("2013-07-02T12:30:00Z");

    private static Appointment appointment(int sequence, String place, String cancelled) {
        return new Appointment(
                1,
                "EQ-2012-00001",
                DossierStage.AWARD,
                AppointmentKind.SITE_VISIT,
                START,
                START.plusSeconds(5400),
                place,
                "Bottes conseillées.\r\nEND:VCALENDAR",
                "abc@label.exemple.invalid",
                sequence,
                cancelled,
                "dreal",
                "Agent",
                Instant.parse("2013-06-01T08:00:00Z"),
                Set.of("zoe"));
    }

    private static String entry(Appointment appointment, CalendarMethod method) {
        var dossier = new DossierSummary(
                "EQ-2012-00001",
                "38185",
                "Grenoble",
                "82",
                "Caserne de Bonne",
                "urban",
                "2012-test",
                DossierStage.AWARD,
                DossierStatus.OPEN,
                false,
                null,
                null,
                START,
                START,
                null,
                null);
        return Invitations.entry(
                appointment,
                method,
                new Recipient("zoe", "Zoé \"Noël\"\r\nX:1", "zoe@exemple.invalid", true, null),
                dossier,
                SETTINGS);
    }

    @Test
    void theEntryIsInTheTimeOfParisAndKeepsItsIdentifier() {
        String text = entry(appointment(2, "Mairie, salle 1 ; étage 2", null), CalendarMethod.REQUEST);

        assertThat(text)
                .contains("METHOD:REQUEST")
                .contains("DTSTART;TZID=Europe/Paris:20130702T143000")
                .contains("DTEND;TZID=Europe/Paris:20130702T160000")
                .contains("BEGIN:VTIMEZONE");
        ICalendar read = Biweekly.parse(text).first();
        VEvent event = read.getEvents().get(0);
        assertThat(event.getUid().getValue()).isEqualTo("abc@label.exemple.invalid");
        assertThat(event.getSequence().getValue()).isEqualTo(2);
        assertThat(event.getLocation().getValue()).isEqualTo("Mairie, salle 1 ; étage 2");
        assertThat(event.getDateStart().getValue().toInstant()).isEqualTo(START);
        assertThat(event.getAttendees()).hasSize(1);
        assertThat(read.validate(biweekly.ICalVersion.V2_0).isEmpty()).isTrue();
    }

    @Test
    void aCancelledEntryTakesTheSameOneOutOfCalendars() {
        VEvent event = Biweekly.parse(entry(appointment(3, "Mairie", "Reporté"), CalendarMethod.CANCEL))
                .first()
                .getEvents()
                .get(0);

        assertThat(event.getUid().getValue()).isEqualTo("abc@label.exemple.invalid");
        assertThat(event.getStatus().isCancelled()).isTrue();
        assertThat(entry(appointment(3, "Mairie", "Reporté"), CalendarMethod.CANCEL))
                .contains("METHOD:CANCEL");
    }

    @Test
    void nothingTypedAddsAPropertyToTheEntry() {
        String text =
                entry(appointment(0, "Mairie\r\nATTENDEE:mailto:x@exemple.invalid", null), CalendarMethod.REQUEST);

        ICalendar read = Biweekly.parse(text).first();
        assertThat(read.getEvents()).hasSize(1);
        assertThat(read.getEvents().get(0).getAttendees()).hasSize(1);
        assertThat(read.getEvents().get(0).getDescription().getValue()).contains("END:VCALENDAR");
        assertThat(text).doesNotContainPattern("(?m)^X:1");
    }
}
