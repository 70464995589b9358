package fr.ecoquartier.web.register;

import fr.ecoquartier.access.CurrentPerson;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.register.FieldRefused;
import fr.ecoquartier.register.PublicFields;
import fr.ecoquartier.register.RegisterField;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
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

/** What the public register may say of an operation: administrators decide field by field, each time with a reason. */
@Controller
@RequestMapping("/administration/registre")
class RegisterFieldsController {

    /** A field as the page shows it, with what was typed for it when that was refused. */
    record Row(RegisterField field, boolean isPublic, String typed, String refusal) {

        public boolean changed() {
            return isPublic != field.publicByDefault();
        }
    }

    private final PublicFields fields;
    private final CurrentPerson people;

    RegisterFieldsController(PublicFields fields, CurrentPerson people) {
        this.fields = fields;
        this.people = people;
    }

    @GetMapping
    String show(Model model) {
        return page(null, "", null, model);
    }

    @PostMapping("/{code}")
    String change(
            @PathVariable String code,
            @RequestParam("vu") boolean seen,
            @RequestParam("public") boolean wanted,
            @RequestParam(name = "motif", defaultValue = "") String reason,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash) {
        RegisterField field = RegisterField.of(code)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "no such field"));
        Person person = people.get();
        try {
            fields.change(field, seen, wanted, reason, person.id(), person.name());
        } catch (FieldRefused refused) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            return page(field, reason, refused.getMessage(), model);
        }
        flash.addFlashAttribute(
                "success",
                "Le champ «\u00a0" + field.label() + "\u00a0» est désormais " + (wanted ? "public." : "non public."));
        return "redirect:/administration/registre";
    }

    private String page(RegisterField refusedField, String typed, String refusal, Model model) {
        Set<RegisterField> open = fields.now();
        List<Row> rows = Arrays.stream(RegisterField.values())
                .map(field -> new Row(
                        field,
                        open.contains(field),
                        field == refusedField ? typed : "",
                        field == refusedField ? refusal : null))
                .toList();
        model.addAttribute("rows", rows);
        model.addAttribute("history", fields.history());
        return "administration/registre";
    }
}
