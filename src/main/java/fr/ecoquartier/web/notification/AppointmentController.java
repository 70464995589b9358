package fr.ecoquartier.web.notification;

import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.notification.Appointment;
import fr.ecoquartier.notification.AppointmentKind;
import fr.ecoquartier.notification.AppointmentRefused;
import fr.ecoquartier.notification.Appointments;
import fr.ecoquartier.notification.NewAppointment;
import fr.ecoquartier.web.French;
import fr.ecoquartier.web.dossier.NoSuchDossier;
import fr.ecoquartier.web.dossier.VisibleDossiers;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The meetings about a dossier: everybody who sees it reads them, its reviewers convene them. */
@Controller
@RequestMapping("/dossiers/{reference}/rendez-vous")
class AppointmentController {

    /** A meeting as it is typed, kept as it is when it is refused. */
    record Typed(
            String nature,
            String jour,
            String debut,
            String fin,
            String lieu,
            String precisions,
            List<String> invites,
            int version) {

        Typed {
            invites = invites == null ? List.of() : List.copyOf(invites);
        }

        static Typed empty() {
            return new Typed("", "", "", "", "", "", List.of(), 0);
        }

        static Typed of(Appointment appointment) {
            var from = appointment.startsAt().atZone(French.ZONE);
            return new Typed(
                    appointment.kind().name(),
                    from.toLocalDate().toString(),
                    from.toLocalTime().toString(),
                    appointment.endsAt().atZone(French.ZONE).toLocalTime().toString(),
                    appointment.place(),
                    appointment.note() == null ? "" : appointment.note(),
                    List.copyOf(appointment.guests()),
                    appointment.sequence());
        }

        NewAppointment asked() {
            return new NewAppointment(
                    Arrays.stream(AppointmentKind.values())
                            .filter(kind -> kind.name().equals(nature))
                            .findFirst()
                            .orElse(null),
                    read(jour, LocalDate::parse),
                    read(debut, LocalTime::parse),
                    read(fin, LocalTime::parse),
                    text(lieu),
                    text(precisions),
                    Set.copyOf(invites));
        }

        private static String text(@Nullable String typed) {
            return typed == null ? "" : typed;
        }

        private static <T> @Nullable T read(@Nullable String typed, Function<String, T> parse) {
            try {
                return typed == null || typed.isBlank() ? null : parse.apply(typed.strip());
            } catch (DateTimeParseException e) {
                return null;
            }
        }
    }

    /** A meeting as it is listed. */
    record Row(Appointment appointment, String guests, boolean ahead, boolean mayChange, String action) {}

    private final VisibleDossiers visible;
    private final Appointments appointments;
    private final Clock clock;
    private final French french;

    AppointmentController(VisibleDossiers visible, Appointments appointments, Clock clock, French french) {
        this.visible = visible;
        this.appointments = appointments;
        this.clock = clock;
        this.french = french;
    }

    @GetMapping
    String list(@PathVariable String reference, Model model) {
        return page(visible.get(reference), null, Typed.empty(), Map.of(), model);
    }

    @GetMapping("/{id}")
    String edit(@PathVariable String reference, @PathVariable long id, Model model) {
        DossierSummary dossier = visible.get(reference);
        Appointment appointment = own(dossier, id);
        if (!mayChange(appointment)) {
            throw new AccessDeniedException("not a convener of this meeting");
        }
        return page(dossier, appointment, Typed.of(appointment), Map.of(), model);
    }

    @PostMapping
    String plan(
            @PathVariable String reference,
            Typed typed,
            Model model,
            HttpServletResponse response,
            RedirectAttributes flash) {
        DossierSummary dossier = visible.get(reference);
        requireConvener();
        try {
            appointments.plan(reference, typed.asked(), visible.person());
        } catch (AppointmentRefused refused) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            return page(dossier, null, typed, refused.problems(), model);
        }
        flash.addFlashAttribute("success", "Le rendez-vous est pris. Les personnes invitées sont prévenues.");
        return back(reference);
    }

    @PostMapping("/{id}")
    String change(
            @PathVariable String reference,
            @PathVariable long id,
            Typed typed,
            Model model,
            HttpServletResponse response,
            RedirectAttributes flash) {
        DossierSummary dossier = visible.get(reference);
        Appointment appointment = own(dossier, id);
        requireConvener();
        try {
            appointments.change(id, typed.version(), typed.asked(), visible.person());
        } catch (AppointmentRefused refused) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            return page(dossier, appointment, typed, refused.problems(), model);
        }
        flash.addFlashAttribute("success", "Le rendez-vous est modifié. Les personnes invitées sont prévenues.");
        return back(reference);
    }

    @PostMapping("/{id}/annulation")
    String cancel(
            @PathVariable String reference,
            @PathVariable long id,
            @RequestParam(name = "motif", defaultValue = "") String reason,
            Model model,
            HttpServletResponse response,
            RedirectAttributes flash) {
        DossierSummary dossier = visible.get(reference);
        Appointment appointment = own(dossier, id);
        requireConvener();
        try {
            appointments.cancel(id, reason, visible.person());
        } catch (AppointmentRefused refused) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            model.addAttribute("reason", reason);
            return page(dossier, appointment, Typed.of(appointment), refused.problems(), model);
        }
        flash.addFlashAttribute("success", "Le rendez-vous est annulé. Les personnes invitées sont prévenues.");
        return back(reference);
    }

    private String page(
            DossierSummary dossier,
            @Nullable Appointment edited,
            Typed typed,
            Map<String, String> problems,
            Model model) {
        Person person = visible.person();
        List<Appointments.Group> groups = appointments.candidates(dossier);
        Map<String, String> names = groups.stream()
                .flatMap(group -> group.people().stream())
                .collect(
                        Collectors.toMap(Appointments.Candidate::id, Appointments.Candidate::name, (one, same) -> one));
        Instant now = clock.instant();
        List<AppointmentKind> kinds = dossier.status().terminal() ? List.of() : AppointmentKind.of(person);
        model.addAttribute("dossier", dossier);
        model.addAttribute("authority", person.is(Role.AUTHORITY));
        model.addAttribute(
                "rows",
                appointments.of(dossier.reference()).stream()
                        .map(one -> new Row(
                                one,
                                one.guests().stream()
                                        .map(guest -> names.getOrDefault(guest, guest))
                                        .sorted()
                                        .collect(Collectors.joining(", ")),
                                one.ahead(now),
                                mayChange(one),
                                "Modifier ou annuler\u00a0: %s, %s"
                                        .formatted(one.kind().label(), french.dateTime(one.startsAt()))))
                        .toList());
        model.addAttribute("kinds", kinds);
        model.addAttribute("groups", kinds.isEmpty() ? List.of() : groups);
        model.addAttribute("today", LocalDate.ofInstant(now, French.ZONE));
        model.addAttribute("edited", edited);
        model.addAttribute("form", typed);
        model.addAttribute("problems", problems);
        return "notification/appointments";
    }

    private boolean mayChange(Appointment appointment) {
        return appointment.ahead(clock.instant()) && appointment.kind().convenedBy(visible.person());
    }

    private void requireConvener() {
        if (AppointmentKind.of(visible.person()).isEmpty()) {
            throw new AccessDeniedException("only reviewers convene");
        }
    }

    private Appointment own(DossierSummary dossier, long id) {
        return appointments
                .find(id)
                .filter(appointment -> appointment.reference().equals(dossier.reference()))
                .orElseThrow(NoSuchDossier::new);
    }

    private static String back(String reference) {
        return "redirect:/dossiers/" + reference + "/rendez-vous";
    }
}
