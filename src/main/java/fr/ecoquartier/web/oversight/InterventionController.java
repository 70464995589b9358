package fr.ecoquartier.web.oversight;

import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.dossier.LabelProcess;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.oversight.intervention.Interventions;
import fr.ecoquartier.oversight.intervention.Preview;
import fr.ecoquartier.oversight.intervention.ProcessState;
import fr.ecoquartier.oversight.intervention.ProcessState.Running;
import fr.ecoquartier.oversight.intervention.ProcessState.TaskLine;
import fr.ecoquartier.oversight.intervention.ProcessState.Token;
import fr.ecoquartier.web.French;
import fr.ecoquartier.web.dossier.VisibleDossiers;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Interventions on the process of a dossier: a form, what it would do, then its confirmation. Managers change due dates
 * and hands, administrators also the way of the process.
 */
@Controller
@RequestMapping("/dossiers/{reference}/intervention")
class InterventionController {

    private static final int MIN_REASON = 10;
    private static final int MAX_REASON = 2000;

    /**
     * What was filled in, at any step.
     *
     * @param vu what the person saw of what is to change: the due date, or the assignee
     * @param etape {@code verifier} shows what it would do, {@code confirmer} does it, anything else shows the form again
     */
    record Form(
            String instance,
            String jeton,
            String cible,
            String tache,
            String echeance,
            String personne,
            String vu,
            String motif,
            String etape) {

        Form {
            instance = text(instance);
            jeton = text(jeton);
            cible = text(cible);
            tache = text(tache);
            echeance = text(echeance);
            personne = text(personne);
            vu = text(vu);
            motif = text(motif).strip();
            etape = text(etape);
        }

        private static String text(String text) {
            return text == null ? "" : text;
        }
    }

    private final Interventions interventions;
    private final LabelProcess process;
    private final VisibleDossiers visible;
    private final French french;

    InterventionController(Interventions interventions, LabelProcess process, VisibleDossiers visible, French french) {
        this.interventions = interventions;
        this.process = process;
        this.visible = visible;
        this.french = french;
    }

    @GetMapping
    String overview(@PathVariable String reference, Model model) {
        DossierSummary dossier = dossier(reference, false);
        ProcessState state = interventions.state(reference);
        model.addAttribute("dossier", dossier);
        model.addAttribute("state", state);
        model.addAttribute("admin", isAdmin());
        return "intervention/overview";
    }

    @GetMapping("/diagramme")
    ResponseEntity<String> diagram(@PathVariable String reference, @RequestParam String instance) {
        dossier(reference, false);
        return interventions
                .diagram(reference, instance)
                .map(xml -> ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_XML)
                        .body(xml))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    // ------------------------------------------------------------------------------------------- move

    @GetMapping("/deplacement")
    String move(
            @PathVariable String reference, @ModelAttribute("form") Form form, Model model, RedirectAttributes flash) {
        return moveForm(dossier(reference, true), form, null, null, model, flash);
    }

    @PostMapping("/deplacement")
    String moveStep(
            @PathVariable String reference, @ModelAttribute("form") Form form, Model model, RedirectAttributes flash) {
        DossierSummary dossier = dossier(reference, true);
        if (asksForForm(form)) {
            return moveForm(dossier, form, null, null, model, flash);
        }
        String target = form.cible().isEmpty() ? "Choisissez où le processus doit reprendre." : null;
        String reason = reasonError(form);
        if (target != null || reason != null) {
            return moveForm(dossier, form, target, reason, model, flash);
        }
        return step(
                dossier,
                form,
                "deplacement",
                () -> interventions.previewMove(reference, form.instance(), form.jeton(), form.cible()),
                () -> interventions.move(reference, form.instance(), form.jeton(), form.cible(), form.motif(), actor()),
                "Le processus a été déplacé ; l’intervention est inscrite au journal.",
                model,
                flash);
    }

    private String moveForm(
            DossierSummary dossier,
            Form form,
            @Nullable String targetError,
            @Nullable String reasonError,
            Model model,
            RedirectAttributes flash) {
        Optional<Running> instance = interventions.state(dossier.reference()).instances().stream()
                .filter(running -> running.id().equals(form.instance()))
                .findFirst();
        Token token = instance.map(running -> running.token(form.jeton())).orElse(null);
        if (token == null) {
            flash.addFlashAttribute(
                    "failure", "Le processus n’est plus à cette étape : il a avancé entre-temps. Rien n’a été changé.");
            return back(dossier);
        }
        model.addAttribute("instance", instance.get());
        model.addAttribute("token", token);
        model.addAttribute("targets", token.targets());
        model.addAttribute("title", "Déplacer le processus depuis «\u00a0" + token.name() + "\u00a0»");
        model.addAttribute("targetError", targetError);
        return form(dossier, "deplacement", reasonError, model);
    }

    // ------------------------------------------------------------------------------------------- restart

    @GetMapping("/redemarrage")
    String restart(
            @PathVariable String reference, @ModelAttribute("form") Form form, Model model, RedirectAttributes flash) {
        return restartForm(dossier(reference, true), form, null, null, model, flash);
    }

    @PostMapping("/redemarrage")
    String restartStep(
            @PathVariable String reference, @ModelAttribute("form") Form form, Model model, RedirectAttributes flash) {
        DossierSummary dossier = dossier(reference, true);
        if (asksForForm(form)) {
            return restartForm(dossier, form, null, null, model, flash);
        }
        String target = form.cible().isEmpty() ? "Choisissez où le processus doit reprendre." : null;
        String reason = reasonError(form);
        if (target != null || reason != null) {
            return restartForm(dossier, form, target, reason, model, flash);
        }
        return step(
                dossier,
                form,
                "redemarrage",
                () -> interventions.previewRestart(reference, form.instance(), form.cible()),
                () -> interventions.restart(reference, form.instance(), form.cible(), form.motif(), actor()),
                "Le processus a redémarré ; l’intervention est inscrite au journal.",
                model,
                flash);
    }

    private String restartForm(
            DossierSummary dossier,
            Form form,
            @Nullable String targetError,
            @Nullable String reasonError,
            Model model,
            RedirectAttributes flash) {
        ProcessState state = interventions.state(dossier.reference());
        if (state.restart() == null) {
            flash.addFlashAttribute("failure", state.noRestart());
            return back(dossier);
        }
        model.addAttribute("instance", state.restart());
        model.addAttribute("targets", state.restart().targets());
        model.addAttribute("title", "Redémarrer le processus du dossier");
        model.addAttribute("targetError", targetError);
        return form(dossier, "redemarrage", reasonError, model);
    }

    // ------------------------------------------------------------------------------------------- due date

    @GetMapping("/echeance")
    String dueDate(
            @PathVariable String reference, @ModelAttribute("form") Form form, Model model, RedirectAttributes flash) {
        return dueDateForm(dossier(reference, false), form, null, null, model, flash);
    }

    @PostMapping("/echeance")
    String dueDateStep(
            @PathVariable String reference, @ModelAttribute("form") Form form, Model model, RedirectAttributes flash) {
        DossierSummary dossier = dossier(reference, false);
        if (asksForForm(form)) {
            return dueDateForm(dossier, form, null, null, model, flash);
        }
        LocalDate day = day(form.echeance());
        String reason = reasonError(form);
        if (day == null || reason != null) {
            String error = day == null ? "Indiquez la nouvelle échéance : une date, par exemple 2012-06-30." : null;
            return dueDateForm(dossier, form, error, reason, model, flash);
        }
        Instant seen = instant(form.vu());
        try {
            if (!"confirmer".equals(form.etape())) {
                return preview(dossier, "echeance", interventions.previewDueDate(reference, form.tache(), day), model);
            }
            interventions.changeDueDate(reference, form.tache(), seen, day, form.motif(), actor());
        } catch (NotPossible refusal) {
            return dueDateForm(dossier, form, refusal.getMessage(), null, model, flash);
        }
        flash.addFlashAttribute("success", "L’échéance est changée ; l’intervention est inscrite au journal.");
        return back(dossier);
    }

    private String dueDateForm(
            DossierSummary dossier,
            Form form,
            @Nullable String dateError,
            @Nullable String reasonError,
            Model model,
            RedirectAttributes flash) {
        Optional<TaskLine> task = task(dossier, form.tache());
        if (task.isEmpty()) {
            flash.addFlashAttribute("failure", dateError == null ? late() : dateError);
            return back(dossier);
        }
        model.addAttribute("task", task.get());
        model.addAttribute(
                "seen", task.get().dueAt() == null ? "" : task.get().dueAt().toString());
        model.addAttribute("dateError", dateError);
        model.addAttribute("title", "Changer l’échéance de «\u00a0" + task.get().name() + "\u00a0»");
        return form(dossier, "echeance", reasonError, model);
    }

    // ------------------------------------------------------------------------------------------- reassign

    @GetMapping("/attribution")
    String reassign(
            @PathVariable String reference, @ModelAttribute("form") Form form, Model model, RedirectAttributes flash) {
        return reassignForm(dossier(reference, false), form, null, null, model, flash);
    }

    @PostMapping("/attribution")
    String reassignStep(
            @PathVariable String reference, @ModelAttribute("form") Form form, Model model, RedirectAttributes flash) {
        DossierSummary dossier = dossier(reference, false);
        if (asksForForm(form)) {
            return reassignForm(dossier, form, null, null, model, flash);
        }
        String reason = reasonError(form);
        String whom = form.personne().isEmpty() ? "Choisissez à qui confier la tâche." : null;
        if (whom != null || reason != null) {
            return reassignForm(dossier, form, whom, reason, model, flash);
        }
        boolean free = FREE.equals(form.personne());
        try {
            if (!"confirmer".equals(form.etape())) {
                return preview(dossier, "attribution", reassignPreview(dossier, form, free), model);
            }
            interventions.reassign(
                    reference,
                    form.tache(),
                    form.vu().isEmpty() ? null : form.vu(),
                    free ? null : form.personne(),
                    form.motif(),
                    actor());
        } catch (NotPossible refusal) {
            return reassignForm(dossier, form, refusal.getMessage(), null, model, flash);
        }
        flash.addFlashAttribute("success", "La tâche a changé de mains ; l’intervention est inscrite au journal.");
        return back(dossier);
    }

    /** The choice that puts a task back for all its candidates. */
    private static final String FREE = "-";

    private Preview reassignPreview(DossierSummary dossier, Form form, boolean free) throws NotPossible {
        TaskLine task = task(dossier, form.tache()).orElseThrow(() -> new NotPossible(late()));
        String name = free
                ? ""
                : interventions.whoMayTake(dossier.reference(), form.tache()).stream()
                        .filter(candidate -> candidate.id().equals(form.personne()))
                        .map(candidate -> candidate.name())
                        .findFirst()
                        .orElseThrow(() -> new NotPossible("Cette personne ne peut pas prendre cette tâche."));
        return new Preview(
                "Confier «\u00a0" + task.name() + "\u00a0»",
                task.assigneeName() == null ? List.of() : List.of(task.assigneeName() + " n’a plus cette tâche."),
                List.of(
                        free
                                ? "La tâche revient à tous ceux qui peuvent la prendre."
                                : "La tâche est confiée à " + name + "."),
                List.of("L’échéance ne change pas."));
    }

    private String reassignForm(
            DossierSummary dossier,
            Form form,
            @Nullable String personError,
            @Nullable String reasonError,
            Model model,
            RedirectAttributes flash) {
        Optional<TaskLine> task = task(dossier, form.tache());
        if (task.isEmpty()) {
            flash.addFlashAttribute("failure", personError == null ? late() : personError);
            return back(dossier);
        }
        try {
            model.addAttribute("candidates", interventions.whoMayTake(dossier.reference(), form.tache()));
        } catch (NotPossible refusal) {
            flash.addFlashAttribute("failure", refusal.getMessage());
            return back(dossier);
        }
        model.addAttribute("task", task.get());
        model.addAttribute("seen", Objects.requireNonNullElse(task.get().assignee(), ""));
        model.addAttribute("personError", personError);
        model.addAttribute("title", "Confier «\u00a0" + task.get().name() + "\u00a0» à quelqu’un d’autre");
        return form(dossier, "attribution", reasonError, model);
    }

    // ------------------------------------------------------------------------------------------- suspension

    @GetMapping({"/suspension", "/reprise"})
    String suspension(@PathVariable String reference, @ModelAttribute("form") Form form, Model model) {
        DossierSummary dossier = dossier(reference, true);
        return suspensionForm(dossier, null, null, model);
    }

    @PostMapping({"/suspension", "/reprise"})
    String suspensionStep(
            @PathVariable String reference,
            @ModelAttribute("form") Form form,
            jakarta.servlet.http.HttpServletRequest request,
            Model model,
            RedirectAttributes flash) {
        DossierSummary dossier = dossier(reference, true);
        boolean resume = request.getRequestURI().endsWith("/reprise");
        if (resume != dossier.suspended()) {
            flash.addFlashAttribute(
                    "failure",
                    resume
                            ? "Ce dossier a été repris entre-temps. Rien n’a été changé."
                            : "Ce dossier a été suspendu entre-temps. Rien n’a été changé.");
            return back(dossier);
        }
        if (asksForForm(form)) {
            return suspensionForm(dossier, null, null, model);
        }
        String reason = reasonError(form);
        if (reason != null) {
            return suspensionForm(dossier, reason, null, model);
        }
        if (!"confirmer".equals(form.etape())) {
            return preview(dossier, resume ? "reprise" : "suspension", suspensionPreview(dossier), model);
        }
        try {
            if (resume) {
                process.resume(reference, form.motif(), actor());
            } else {
                process.suspend(reference, form.motif(), actor());
            }
        } catch (NotPossible refusal) {
            return suspensionForm(dossier, null, refusal.getMessage(), model);
        }
        flash.addFlashAttribute(
                "success",
                resume
                        ? "Le dossier reprend ; les échéances sont décalées de la durée de la suspension."
                        : "Le dossier est suspendu.");
        return back(dossier);
    }

    private Preview suspensionPreview(DossierSummary dossier) {
        return dossier.suspended()
                ? new Preview(
                        "Reprendre le dossier",
                        List.of(),
                        List.of("Les tâches du dossier peuvent de nouveau être traitées."),
                        List.of(
                                "Les échéances, les rappels et les délais sont décalés de la durée de la suspension, commencée le "
                                        + french.date(dossier.suspendedAt()) + "."))
                : new Preview(
                        "Suspendre le dossier",
                        List.of("Plus aucune tâche du dossier ne peut être traitée, aucun délai ne court."),
                        List.of(),
                        List.of("Tous les processus du dossier s’arrêtent là où ils en sont, jusqu’à la reprise."));
    }

    private String suspensionForm(
            DossierSummary dossier, @Nullable String reasonError, @Nullable String refusal, Model model) {
        model.addAttribute("title", dossier.suspended() ? "Reprendre le dossier" : "Suspendre le dossier");
        model.addAttribute("refusal", refusal);
        return form(dossier, dossier.suspended() ? "reprise" : "suspension", reasonError, model);
    }

    // ------------------------------------------------------------------------------------------- common

    @FunctionalInterface
    private interface Look {
        Preview preview() throws NotPossible;
    }

    @FunctionalInterface
    private interface Act {
        void act() throws NotPossible;
    }

    private String step(
            DossierSummary dossier,
            Form form,
            String action,
            Look look,
            Act act,
            String done,
            Model model,
            RedirectAttributes flash) {
        try {
            if (!"confirmer".equals(form.etape())) {
                return preview(dossier, action, look.preview(), model);
            }
            act.act();
            flash.addFlashAttribute("success", done);
        } catch (NotPossible refusal) {
            flash.addFlashAttribute("failure", refusal.getMessage());
        }
        return back(dossier);
    }

    private static String preview(DossierSummary dossier, String action, Preview preview, Model model) {
        model.addAttribute("dossier", dossier);
        model.addAttribute("action", action);
        model.addAttribute("preview", preview);
        return "intervention/confirmation";
    }

    private static String form(DossierSummary dossier, String action, @Nullable String reasonError, Model model) {
        model.addAttribute("dossier", dossier);
        model.addAttribute("action", action);
        model.addAttribute("reasonError", reasonError);
        return "intervention/action";
    }

    private Optional<TaskLine> task(DossierSummary dossier, String id) {
        return interventions.state(dossier.reference()).instances().stream()
                .flatMap(instance -> instance.tasks().stream())
                .filter(task -> task.id().equals(id))
                .findFirst();
    }

    private static boolean asksForForm(Form form) {
        return !"verifier".equals(form.etape()) && !"confirmer".equals(form.etape());
    }

    private static String late() {
        return "Cette tâche n’est plus ouverte : elle a été traitée ou arrêtée entre-temps. Rien n’a été changé.";
    }

    private static @Nullable String reasonError(Form form) {
        int length = form.motif().length();
        return length < MIN_REASON || length > MAX_REASON
                ? "Indiquez le motif, en " + MIN_REASON + " caractères au moins et 2\u00a0000 au plus."
                : null;
    }

    private static @Nullable LocalDate day(String text) {
        try {
            return LocalDate.parse(text.strip());
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Instant instant(String text) {
        try {
            return text.isEmpty() ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
    }

    private static String back(DossierSummary dossier) {
        return "redirect:/dossiers/" + dossier.reference() + "/intervention";
    }

    private boolean isAdmin() {
        return visible.person().is(Role.ADMIN);
    }

    private Actor actor() {
        return Watchers.actor(visible.person());
    }

    private DossierSummary dossier(String reference, boolean adminOnly) {
        Person person = visible.person();
        if (!person.is(Role.ADMIN) && (adminOnly || !person.is(Role.MANAGER))) {
            throw new AccessDeniedException("only managers and admins intervene");
        }
        return visible.get(reference);
    }
}
