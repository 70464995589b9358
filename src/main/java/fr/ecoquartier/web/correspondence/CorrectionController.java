package fr.ecoquartier.web.correspondence;

import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.StaffDirectory;
import fr.ecoquartier.correspondence.CorrectionSteps;
import fr.ecoquartier.correspondence.Corrections;
import fr.ecoquartier.correspondence.KeptText;
import fr.ecoquartier.correspondence.Subject;
import fr.ecoquartier.correspondence.Targets;
import fr.ecoquartier.correspondence.TextKind;
import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.dossier.OpenTask;
import fr.ecoquartier.dossier.OpenTasks;
import fr.ecoquartier.web.French;
import fr.ecoquartier.web.dossier.NoSuchDossier;
import fr.ecoquartier.web.dossier.VisibleDossiers;
import java.time.Clock;
import java.time.LocalDate;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page on which reviewers prepare a correction request, point by point, for a task that is open. */
@Controller
@RequestMapping("/dossiers/{reference}/echanges/complement/{task}")
class CorrectionController {

    private static final String XHR = "X-Requested-With=XMLHttpRequest";
    private static final String KEPT = "Votre saisie est enregistrée ; la demande n’est pas encore envoyée.";

    private final VisibleDossiers visible;
    private final Seats seats;
    private final OpenTasks tasks;
    private final CorrectionSteps steps;
    private final Corrections corrections;
    private final Targets targets;
    private final TextChoices texts;
    private final StaffDirectory staff;
    private final Kept kept;
    private final Clock clock;

    CorrectionController(
            VisibleDossiers visible,
            Seats seats,
            OpenTasks tasks,
            CorrectionSteps steps,
            Corrections corrections,
            Targets targets,
            TextChoices texts,
            StaffDirectory staff,
            Kept kept,
            Clock clock) {
        this.visible = visible;
        this.seats = seats;
        this.tasks = tasks;
        this.steps = steps;
        this.corrections = corrections;
        this.targets = targets;
        this.texts = texts;
        this.staff = staff;
        this.kept = kept;
        this.clock = clock;
    }

    @GetMapping
    String page(@PathVariable String reference, @PathVariable String task, Model model) {
        DossierSummary dossier = visible.get(reference);
        OpenTask open = prepared(dossier, task);
        KeptText general = corrections.general(task);
        model.addAttribute("dossier", dossier);
        model.addAttribute("task", open);
        model.addAttribute(
                "holder",
                open.assignee() == null
                        ? null
                        : staff.find(open.assignee()).map(Person::name).orElse(open.assignee()));
        model.addAttribute("points", corrections.prepared(task));
        model.addAttribute("groups", targets.of(reference));
        model.addAttribute("general", general);
        model.addAttribute("dueOn", corrections.dueOn(task));
        model.addAttribute(
                "earliest", LocalDate.ofInstant(clock.instant(), French.ZONE).plusDays(1));
        model.addAttribute("latest", steps.latestAnswer());
        model.addAttribute("texts", texts.of(dossier, visible.person(), TextKind.CORRECTION));
        model.addAttribute("most", Corrections.MOST_POINTS);
        return "correspondence/prepare";
    }

    @PostMapping("/points")
    String add(
            @PathVariable String reference,
            @PathVariable String task,
            @RequestParam(defaultValue = "") String sujet,
            RedirectAttributes flash) {
        prepared(visible.get(reference), task);
        try {
            Subject subject = Subject.parse(sujet)
                    .orElseThrow(() -> new NotPossible("Choisissez dans la liste ce que le point concerne."));
            long point =
                    corrections.add(task, reference, subject, visible.actor()).id();
            return back(reference, task) + "#point-" + point;
        } catch (NotPossible refusal) {
            flash.addFlashAttribute("failure", refusal.getMessage());
            return back(reference, task);
        }
    }

    @PostMapping("/points/{point}/retrait")
    String remove(
            @PathVariable String reference,
            @PathVariable String task,
            @PathVariable long point,
            RedirectAttributes flash) {
        prepared(visible.get(reference), task);
        corrections.remove(task, point);
        flash.addFlashAttribute("success", "Le point est retiré de la demande en préparation.");
        return back(reference, task);
    }

    @PostMapping(path = "/points/{point}", headers = XHR)
    ResponseEntity<?> write(
            @PathVariable String reference,
            @PathVariable String task,
            @PathVariable long point,
            @RequestParam(defaultValue = "") String texte,
            @RequestParam(defaultValue = "0") int vue) {
        prepared(visible.get(reference), task);
        return kept.answer(() -> corrections.write(task, point, texte, vue, visible.actor()), texte);
    }

    @PostMapping("/points/{point}")
    String writeForm(
            @PathVariable String reference,
            @PathVariable String task,
            @PathVariable long point,
            @RequestParam(defaultValue = "") String texte,
            @RequestParam(defaultValue = "0") int vue,
            RedirectAttributes flash) {
        prepared(visible.get(reference), task);
        say(flash, () -> corrections.write(task, point, texte, vue, visible.actor()));
        return back(reference, task) + "#point-" + point;
    }

    @PostMapping("/points/{point}/a-part")
    String settle(
            @PathVariable String reference,
            @PathVariable String task,
            @PathVariable long point,
            @RequestParam boolean reprendre,
            RedirectAttributes flash) {
        prepared(visible.get(reference), task);
        say(flash, () -> corrections.settle(task, point, reprendre, visible.actor()));
        return back(reference, task) + "#point-" + point;
    }

    @PostMapping(path = "/phrase", headers = XHR)
    ResponseEntity<?> general(
            @PathVariable String reference,
            @PathVariable String task,
            @RequestParam(defaultValue = "") String texte,
            @RequestParam(defaultValue = "0") int vue) {
        prepared(visible.get(reference), task);
        return kept.answer(() -> corrections.writeGeneral(task, reference, texte, vue, visible.actor()), texte);
    }

    @PostMapping("/phrase")
    String generalForm(
            @PathVariable String reference,
            @PathVariable String task,
            @RequestParam(defaultValue = "") String texte,
            @RequestParam(defaultValue = "0") int vue,
            RedirectAttributes flash) {
        prepared(visible.get(reference), task);
        say(flash, () -> corrections.writeGeneral(task, reference, texte, vue, visible.actor()));
        return back(reference, task) + "#phrase";
    }

    @PostMapping("/phrase/a-part")
    String settleGeneral(
            @PathVariable String reference,
            @PathVariable String task,
            @RequestParam boolean reprendre,
            RedirectAttributes flash) {
        prepared(visible.get(reference), task);
        say(flash, () -> corrections.settleGeneral(task, reprendre, visible.actor()));
        return back(reference, task) + "#phrase";
    }

    @PostMapping(path = "/date", headers = XHR)
    ResponseEntity<?> dueOn(
            @PathVariable String reference, @PathVariable String task, @RequestParam(defaultValue = "") String texte) {
        prepared(visible.get(reference), task);
        return kept.answer(() -> corrections.writeDueOn(task, reference, texte, visible.actor()), texte);
    }

    @PostMapping("/date")
    String dueOnForm(
            @PathVariable String reference,
            @PathVariable String task,
            @RequestParam(defaultValue = "") String texte,
            RedirectAttributes flash) {
        prepared(visible.get(reference), task);
        say(flash, () -> corrections.writeDueOn(task, reference, texte, visible.actor()));
        return back(reference, task) + "#date";
    }

    private static void say(RedirectAttributes flash, Kept.Keeping keeping) {
        try {
            keeping.keep();
            flash.addFlashAttribute("success", KEPT);
        } catch (NotPossible refusal) {
            flash.addFlashAttribute("failure", refusal.getMessage());
        }
    }

    /** The open task, for those who may take it; for anybody else there is no such page. */
    private OpenTask prepared(DossierSummary dossier, String task) {
        return tasks.find(task)
                .filter(open -> open.reference().equals(dossier.reference()))
                .filter(open -> steps.asks(open.process(), open.step()))
                .filter(open -> seats.prepares(dossier, visible.person(), open))
                .orElseThrow(NoSuchDossier::new);
    }

    private static String back(String reference, String task) {
        return "redirect:/dossiers/" + reference + "/echanges/complement/" + task;
    }
}
