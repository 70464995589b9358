package fr.ecoquartier.web.correspondence;

import fr.ecoquartier.access.Person;
import fr.ecoquartier.correspondence.Placeholders;
import fr.ecoquartier.correspondence.TemplateRefused;
import fr.ecoquartier.correspondence.TextKind;
import fr.ecoquartier.correspondence.TextTemplate;
import fr.ecoquartier.correspondence.TextTemplates;
import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.web.dossier.VisibleDossiers;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The text templates: the shared ones, written by the ministry and the carrier structure, and each reviewer's own. */
@Controller
class TextsController {

    /** What stands in the form of a text. */
    record Form(String genre, String titre, String texte, boolean partage, int vue) {}

    private final VisibleDossiers visible;
    private final TextTemplates templates;
    private final TextChoices choices;

    TextsController(VisibleDossiers visible, TextTemplates templates, TextChoices choices) {
        this.visible = visible;
        this.templates = templates;
        this.choices = choices;
    }

    /** The texts with their placeholders filled for a dossier, to copy into a form of Tasklist. */
    @GetMapping("/dossiers/{reference}/textes")
    String ofDossier(@PathVariable String reference, Model model) {
        DossierSummary dossier = visible.get(reference);
        model.addAttribute("dossier", dossier);
        model.addAttribute("groups", choices.of(dossier, writer()));
        return "correspondence/dossier-texts";
    }

    @GetMapping("/textes")
    String list(Model model) {
        Person person = writer();
        model.addAttribute("kinds", TextKind.values());
        model.addAttribute("templates", templates.all(person.id()));
        model.addAttribute("shares", TextChoices.shares(person));
        return "correspondence/texts";
    }

    @GetMapping("/textes/nouveau")
    String blank(@RequestParam(defaultValue = "") String genre, Model model) {
        Person person = writer();
        return form(null, new Form(genre, "", "", false, 0), Map.of(), person, model);
    }

    @PostMapping("/textes")
    String create(
            @RequestParam(defaultValue = "") String genre,
            @RequestParam(defaultValue = "") String titre,
            @RequestParam(defaultValue = "") String texte,
            @RequestParam(defaultValue = "false") boolean partage,
            Model model,
            RedirectAttributes flash) {
        Person person = writer();
        if (partage && !TextChoices.shares(person)) {
            throw new AccessDeniedException("only the ministry and the carrier structure write shared texts");
        }
        try {
            templates.create(
                    partage ? null : person.id(), TextKind.ofCode(genre).orElse(null), titre, texte, visible.actor());
        } catch (TemplateRefused refusal) {
            return form(null, new Form(genre, titre, texte, partage, 0), refusal.problems(), person, model);
        }
        flash.addFlashAttribute("success", "Le texte « " + titre.strip() + " » est enregistré.");
        return "redirect:/textes";
    }

    @GetMapping("/textes/{id}")
    String edit(@PathVariable long id, Model model) {
        Person person = writer();
        TextTemplate template = readable(id, person);
        return form(
                template,
                new Form(
                        template.kind().code(),
                        template.title(),
                        template.body(),
                        template.shared(),
                        template.number()),
                Map.of(),
                person,
                model);
    }

    @PostMapping("/textes/{id}")
    String change(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String titre,
            @RequestParam(defaultValue = "") String texte,
            @RequestParam(defaultValue = "0") int vue,
            Model model,
            RedirectAttributes flash) {
        Person person = writer();
        TextTemplate template = writable(id, person);
        try {
            templates.change(id, vue, titre, texte, visible.actor());
        } catch (TemplateRefused refusal) {
            TextTemplate now = readable(id, person);
            return form(
                    now,
                    new Form(template.kind().code(), titre, texte, template.shared(), now.number()),
                    refusal.problems(),
                    person,
                    model);
        }
        flash.addFlashAttribute("success", "Une nouvelle version de « " + titre.strip() + " » est enregistrée.");
        return "redirect:/textes/" + id;
    }

    @PostMapping("/textes/{id}/retrait")
    String retire(@PathVariable long id, @RequestParam boolean retire, RedirectAttributes flash) {
        TextTemplate template = writable(id, writer());
        templates.retire(id, retire);
        flash.addFlashAttribute(
                "success",
                retire
                        ? "« " + template.title() + " » n’est plus proposé ; ses versions restent."
                        : "« " + template.title() + " » est de nouveau proposé.");
        return "redirect:/textes";
    }

    private String form(TextTemplate template, Form form, Map<String, String> faulty, Person person, Model model) {
        model.addAttribute("template", template);
        model.addAttribute("form", form);
        model.addAttribute("faulty", faulty);
        model.addAttribute("kinds", TextKind.values());
        model.addAttribute("placeholders", Placeholders.KNOWN);
        model.addAttribute("shares", TextChoices.shares(person));
        model.addAttribute("writable", template == null || writes(template, person));
        model.addAttribute("versions", template == null ? java.util.List.of() : templates.versions(template.id()));
        model.addAttribute("longestTitle", TextTemplates.LONGEST_TITLE);
        model.addAttribute("longestBody", TextTemplates.LONGEST_BODY);
        return "correspondence/text";
    }

    private Person writer() {
        Person person = visible.person();
        if (!TextChoices.uses(person)) {
            throw new AccessDeniedException("text templates are for reviewers");
        }
        return person;
    }

    private TextTemplate readable(long id, Person person) {
        return templates
                .find(id, person.id())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "Ce texte n’existe pas."));
    }

    private TextTemplate writable(long id, Person person) {
        TextTemplate template = readable(id, person);
        if (!writes(template, person)) {
            throw new AccessDeniedException("only the ministry and the carrier structure change shared texts");
        }
        return template;
    }

    private static boolean writes(TextTemplate template, Person person) {
        return !template.shared() || TextChoices.shares(person);
    }
}
