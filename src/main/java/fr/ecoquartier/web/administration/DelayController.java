package fr.ecoquartier.web.administration;

import fr.ecoquartier.access.CurrentPerson;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.settings.DelayCatalogue;
import fr.ecoquartier.settings.DelayRefused;
import fr.ecoquartier.settings.DelaySettings;
import fr.ecoquartier.settings.DelayText;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The delays of the processes as settings: administrators read and change them, for the tasks to come. */
@Controller
@RequestMapping("/administration/delais")
class DelayController {

    private final DelayCatalogue catalogue;
    private final DelaySettings settings;
    private final CurrentPerson people;

    DelayController(DelayCatalogue catalogue, DelaySettings settings, CurrentPerson people) {
        this.catalogue = catalogue;
        this.settings = settings;
        this.people = people;
    }

    /** A delay as pages show it. */
    record Row(String key, String label, String iso, String text, boolean changed) {}

    /** What is typed in the form. */
    record Form(String number, String unit, String iso, String reason) {
        static final Form EMPTY = new Form("", "DAYS", "", "");
    }

    /** A line of the history. */
    record Past(DelaySettings.Change change, String before, String after) {}

    @GetMapping
    String list(Model model) {
        Map<String, String> changed = settings.all();
        model.addAttribute(
                "rows",
                catalogue.all().stream()
                        .map(delay -> row(delay, changed.getOrDefault(delay.key(), delay.iso()), changed))
                        .toList());
        return "administration/delais";
    }

    private static Row row(DelayCatalogue.Configured delay, String iso, Map<String, String> changed) {
        return new Row(delay.key(), delay.label(), iso, DelayText.french(iso), changed.containsKey(delay.key()));
    }

    @GetMapping("/{key}")
    String one(@PathVariable("key") String key, Model model) {
        DelayCatalogue.Configured delay = delay(key);
        return page(delay, Form.EMPTY, inForce(delay), model);
    }

    @PostMapping("/{key}")
    String change(
            @PathVariable("key") String key,
            @RequestParam(name = "nombre", defaultValue = "") String number,
            @RequestParam(name = "unite", defaultValue = "DAYS") String unit,
            @RequestParam(name = "iso", defaultValue = "") String iso,
            @RequestParam("vu") String seen,
            @RequestParam(name = "motif", defaultValue = "") String reason,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash) {
        DelayCatalogue.Configured delay = delay(key);
        Form form = new Form(number, unit, iso, reason);
        Person person = people.get();
        try {
            settings.change(delay, typed(form), seen, reason, person.id(), person.name());
            flash.addFlashAttribute(
                    "success",
                    "Le délai « " + delay.label() + " » est désormais de " + DelayText.french(inForce(delay))
                            + ". Il vaut pour les tâches qui commencent à partir de maintenant.");
            return "redirect:/administration/delais/" + key;
        } catch (DelayRefused refused) {
            return again(delay, form, refused, response, model);
        }
    }

    @PostMapping("/{key}/configuration")
    String reset(
            @PathVariable("key") String key,
            @RequestParam("vu") String seen,
            @RequestParam(name = "motif", defaultValue = "") String reason,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash) {
        DelayCatalogue.Configured delay = delay(key);
        Person person = people.get();
        try {
            settings.reset(delay, seen, reason, person.id(), person.name());
            flash.addFlashAttribute(
                    "success",
                    "Le délai « " + delay.label() + " » est de nouveau celui de la configuration : "
                            + DelayText.french(delay.iso()) + ".");
            return "redirect:/administration/delais/" + key;
        } catch (DelayRefused refused) {
            return again(delay, new Form("", "DAYS", "", reason), refused, response, model);
        }
    }

    private String again(
            DelayCatalogue.Configured delay,
            Form form,
            DelayRefused refused,
            HttpServletResponse response,
            Model model) {
        response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
        model.addAttribute("refusals", Map.of(refused.field(), refused.getMessage()));
        return page(delay, form, inForce(delay), model);
    }

    private String page(DelayCatalogue.Configured delay, Form form, String iso, Model model) {
        model.addAttribute("delay", row(delay, iso, settings.all()));
        model.addAttribute("configured", DelayText.french(delay.iso()));
        model.addAttribute("configuredIso", delay.iso());
        model.addAttribute("form", form);
        model.addAttribute("units", DelayText.Unit.values());
        model.addAttribute("uses", catalogue.uses(delay.key()));
        model.addAttribute("everywhere", delay.key().equals("reminderLead"));
        List<Past> history = settings.history(delay.key()).stream()
                .map(change -> new Past(change, DelayText.french(change.before()), DelayText.french(change.after())))
                .toList();
        model.addAttribute("history", history);
        return "administration/delai";
    }

    /** The ISO text, when it was given; else the number and its unit. */
    private static String typed(Form form) {
        if (!form.iso().isBlank()) {
            return form.iso();
        }
        String number = form.number().strip();
        if (!number.matches("\\d{1,5}")) {
            throw new DelayRefused("valeur", "Indiquez un nombre entier et une unité, ou le texte ISO 8601 du délai.");
        }
        return Arrays.stream(DelayText.Unit.values())
                .filter(unit -> unit.name().equals(form.unit()))
                .findFirst()
                .map(unit -> unit.iso(Integer.parseInt(number)))
                .orElseThrow(() -> new DelayRefused("valeur", "Choisissez une unité."));
    }

    private String inForce(DelayCatalogue.Configured delay) {
        return settings.iso(delay.key()).orElse(delay.iso());
    }

    private DelayCatalogue.Configured delay(String key) {
        return catalogue.all().stream()
                .filter(delay -> delay.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
