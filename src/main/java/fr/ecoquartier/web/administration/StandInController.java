package fr.ecoquartier.web.administration;

import fr.ecoquartier.access.AccountRefused;
import fr.ecoquartier.access.CurrentPerson;
import fr.ecoquartier.access.HeldTasks;
import fr.ecoquartier.access.NewStandIn;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.access.StaffDirectory;
import fr.ecoquartier.access.StandIn;
import fr.ecoquartier.access.StandIns;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Absences and stand-ins: one's own page, and that of administrators for everybody. */
@Controller
class StandInController {

    private final StandIns standIns;
    private final HeldTasks held;
    private final StaffDirectory staff;
    private final CurrentPerson people;

    StandInController(StandIns standIns, HeldTasks held, StaffDirectory staff, CurrentPerson people) {
        this.standIns = standIns;
        this.held = held;
        this.staff = staff;
        this.people = people;
    }

    /** Somebody who may stand in, in a role; the value names both. */
    record Choice(String value, String label) {}

    /** What is typed in the form. */
    record Form(String choice, String from, String until, String reason) {
        static final Form EMPTY = new Form("", "", "", "");
    }

    /** A task of somebody absent. */
    record StoodIn(
            HeldTasks.Held task,
            String absentName,
            @Nullable String refusal) {}

    @GetMapping("/absence")
    String own(Model model) {
        return ownPage(Form.EMPTY, model);
    }

    @PostMapping("/absence")
    String nameOwn(
            @RequestParam(name = "suppleant", defaultValue = "") String choice,
            @RequestParam(name = "du", defaultValue = "") String from,
            @RequestParam(name = "au", defaultValue = "") String until,
            @RequestParam(name = "motif", defaultValue = "") String reason,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash) {
        Form form = new Form(choice, from, until, reason);
        try {
            StandIn named = name(people.get().id(), form);
            flash.addFlashAttribute("success", told(named));
            return "redirect:/absence";
        } catch (AccountRefused refused) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            model.addAttribute("refusals", refused.problems());
            return ownPage(form, model);
        }
    }

    @PostMapping("/absence/{id}/fin")
    String endOwn(@PathVariable("id") long id, RedirectAttributes flash) {
        standIns.find(id)
                .filter(standIn -> standIn.absent().equals(people.get().id()))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        end(id, flash);
        return "redirect:/absence";
    }

    /** For Tasklist: on whose account the reader may take a task that somebody else holds; empty when on nobody's. */
    @GetMapping(value = "/absence/taches/{task}", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    Map<String, String> standing(@PathVariable("task") String task) {
        Person person = people.get();
        for (StandIn standIn : standIns.by(person.id())) {
            boolean held = this.held.of(standIn.absent()).stream()
                    .anyMatch(open -> open.taskId().equals(task)
                            && open.groups().contains(standIn.role().group()));
            if (held) {
                Map<String, String> answer = new HashMap<>();
                answer.put("absent", nameOf(standIn.absent()));
                this.held.refusal(task, person.id()).ifPresent(refusal -> answer.put("refusal", refusal));
                return answer;
            }
        }
        return Map.of();
    }

    @PostMapping("/absence/taches/{task}")
    String take(@PathVariable("task") String task, RedirectAttributes flash) {
        Person person = people.get();
        boolean mine = standIns.by(person.id()).stream()
                .flatMap(standIn -> held.of(standIn.absent()).stream())
                .anyMatch(open -> open.taskId().equals(task));
        if (!mine) {
            flash.addFlashAttribute(
                    "failure", "Cette tâche n’est plus à prendre : elle a été traitée ou remise entre-temps.");
            return "redirect:/absence";
        }
        try {
            held.take(task, person);
            flash.addFlashAttribute("success", "La tâche est à vous : traitez-la dans « Mes tâches ».");
        } catch (AccountRefused refused) {
            flash.addFlashAttribute("failure", refused.getMessage());
        }
        return "redirect:/absence";
    }

    private String ownPage(Form form, Model model) {
        Person person = people.get();
        LocalDate today = standIns.today();
        List<StandIn> all = standIns.concerning(person.id());
        model.addAttribute("form", form);
        model.addAttribute("choices", choices(person));
        model.addAttribute("possible", person.roles().stream().anyMatch(StandIns.ROLES::contains));
        model.addAttribute("today", today.toString());
        model.addAttribute(
                "mine",
                all.stream()
                        .filter(standIn -> standIn.absent().equals(person.id()))
                        .map(standIn -> StandInRow.of(standIn, this::nameOf, today))
                        .toList());
        List<StandIn> substituting = standIns.by(person.id());
        model.addAttribute(
                "substituting",
                all.stream()
                        .filter(standIn -> standIn.substitute().equals(person.id()))
                        .map(standIn -> StandInRow.of(standIn, this::nameOf, today))
                        .filter(StandInRow::open)
                        .toList());
        List<StoodIn> tasks = new ArrayList<>();
        for (StandIn standIn : substituting) {
            for (HeldTasks.Held task : held.of(standIn.absent())) {
                if (task.groups().contains(standIn.role().group())) {
                    tasks.add(new StoodIn(
                            task,
                            nameOf(standIn.absent()),
                            held.refusal(task.taskId(), person.id()).orElse(null)));
                }
            }
        }
        model.addAttribute("tasks", tasks);
        return "administration/absence";
    }

    @GetMapping("/administration/suppleances")
    String all(@RequestParam(name = "absent", defaultValue = "") String absent, Model model) {
        return allPage(absent, Form.EMPTY, model);
    }

    @PostMapping("/administration/suppleances")
    String nameFor(
            @RequestParam("absent") String absent,
            @RequestParam(name = "suppleant", defaultValue = "") String choice,
            @RequestParam(name = "du", defaultValue = "") String from,
            @RequestParam(name = "au", defaultValue = "") String until,
            @RequestParam(name = "motif", defaultValue = "") String reason,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash) {
        Form form = new Form(choice, from, until, reason);
        try {
            StandIn named = name(absent, form);
            flash.addFlashAttribute("success", told(named));
            return "redirect:/administration/suppleances";
        } catch (AccountRefused refused) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            model.addAttribute("refusals", refused.problems());
            return allPage(absent, form, model);
        }
    }

    @PostMapping("/administration/suppleances/{id}/fin")
    String endFor(@PathVariable("id") long id, RedirectAttributes flash) {
        end(id, flash);
        return "redirect:/administration/suppleances";
    }

    private String allPage(String absent, Form form, Model model) {
        LocalDate today = standIns.today();
        Optional<Person> chosen = staff.active(absent);
        model.addAttribute("absent", chosen.orElse(null));
        model.addAttribute("form", form);
        model.addAttribute("today", today.toString());
        model.addAttribute("choices", chosen.map(this::choices).orElse(List.of()));
        model.addAttribute(
                "people",
                StandIns.ROLES.stream()
                        .flatMap(role -> staff.withRole(role).stream())
                        .distinct()
                        .sorted(java.util.Comparator.comparing(Person::name))
                        .toList());
        model.addAttribute(
                "rows",
                standIns.all().stream()
                        .map(standIn -> StandInRow.of(standIn, this::nameOf, today))
                        .toList());
        return "administration/suppleances";
    }

    private StandIn name(String absent, Form form) {
        String[] parts = form.choice().split(":", 2);
        Optional<Role> role = Arrays.stream(Role.values())
                .filter(known -> known.name().equals(parts[0]))
                .findFirst();
        if (form.choice().isEmpty() || role.isEmpty()) {
            throw new AccountRefused(Map.of("suppleant", "Choisissez un suppléant."));
        }
        return standIns.name(
                new NewStandIn(
                        absent,
                        parts.length == 2 ? parts[1] : null,
                        role.get(),
                        day("du", form.from()),
                        day("au", form.until()),
                        form.reason()),
                people.get());
    }

    private void end(long id, RedirectAttributes flash) {
        try {
            standIns.end(id, people.get());
            flash.addFlashAttribute(
                    "success",
                    "La suppléance prend fin. Les tâches déjà prises restent à qui les a prises, jusqu’à ce qu’il les remette.");
        } catch (AccountRefused refused) {
            flash.addFlashAttribute("failure", refused.getMessage());
        }
    }

    private List<Choice> choices(Person absent) {
        return absent.roles().stream()
                .filter(StandIns.ROLES::contains)
                .sorted()
                .flatMap(role -> standIns.candidates(absent, role).stream()
                        .map(person ->
                                new Choice(role.name() + ":" + person.id(), person.name() + " (" + role.label() + ")")))
                .toList();
    }

    private String told(StandIn named) {
        return nameOf(named.substitute()) + " suppléera " + nameOf(named.absent()) + ", " + StandIns.period(named)
                + ".";
    }

    private String nameOf(String id) {
        return staff.find(id).map(Person::name).orElse(id);
    }

    private static @Nullable LocalDate day(String field, String typed) {
        if (typed.isBlank()) {
            return null;
        }
        try {
            return LocalDate.parse(typed.strip());
        } catch (DateTimeParseException e) {
            throw new AccountRefused(
                    field, "« " + typed.strip() + " » n’est pas une date : écrivez-la comme 2013-03-15.");
        }
    }
}
