package fr.ecoquartier.web.notification;

import fr.ecoquartier.access.DossierAccess;
import fr.ecoquartier.access.HeldTasks;
import fr.ecoquartier.access.Home;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.access.StaffDirectory;
import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.OpenTask;
import fr.ecoquartier.dossier.OpenTasks;
import fr.ecoquartier.notification.Notices;
import fr.ecoquartier.web.dossier.VisibleDossiers;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.util.UriUtils;

/**
 * The address of a task in mails: leads to the page where the person does it, whoever they are, and says clearly when
 * there is nothing to do any more, or not for them.
 */
@Controller
class TaskLinkController {

    private static final String NOT_FOR_YOU =
            "Votre rôle, votre territoire, ou une étape de ce dossier que vous avez déjà traitée, ne vous permettent pas"
                    + " de la prendre en charge.";

    private final VisibleDossiers visible;
    private final OpenTasks tasks;
    private final Dossiers dossiers;
    private final DossierAccess access;
    private final HeldTasks held;
    private final StaffDirectory staff;
    private final Notices notices;

    TaskLinkController(
            VisibleDossiers visible,
            OpenTasks tasks,
            Dossiers dossiers,
            DossierAccess access,
            HeldTasks held,
            StaffDirectory staff,
            Notices notices) {
        this.visible = visible;
        this.tasks = tasks;
        this.dossiers = dossiers;
        this.access = access;
        this.held = held;
        this.staff = staff;
        this.notices = notices;
    }

    @GetMapping("/taches/{id}")
    String open(@PathVariable String id, Model model, HttpServletResponse response) {
        Person person = visible.person();
        notices.readTask(person.id(), id);
        Optional<OpenTask> task = tasks.find(id);
        if (task.isEmpty()) {
            return gone(id, person, model, response);
        }
        DossierSummary dossier = dossiers.get(task.get().reference());
        if (!access.maySee(person, dossier)) {
            return unknown(model, response);
        }
        if (person.is(Role.AUTHORITY)) {
            return task.get().role().equals(Role.AUTHORITY.group())
                    ? "redirect:/collectivite/taches/" + id
                    : notYours(dossier, "Cette tâche n’est pas attendue de la collectivité.", model, response);
        }
        Optional<String> refusal = refusal(task.get(), person);
        if (refusal.isPresent()) {
            return notYours(dossier, refusal.get(), model, response);
        }
        return "redirect:" + Home.TASKLIST + "#/?task=" + UriUtils.encodeQueryParam(id, "UTF-8");
    }

    private Optional<String> refusal(OpenTask task, Person person) {
        if (person.id().equals(task.assignee())) {
            return Optional.empty();
        }
        if (task.role().equals(Role.AUTHORITY.group())) {
            return Optional.of("Cette tâche est attendue de la collectivité.");
        }
        return held.refusal(task.taskId(), person.id())
                .map(refusal -> task.assignee() == null
                        ? NOT_FOR_YOU
                        : "Cette tâche est prise en charge par "
                                + staff.find(task.assignee()).map(Person::name).orElse(task.assignee()) + ".");
    }

    /** Done, or no longer wanted: of a dossier that the person may see, it may be said which one. */
    private String gone(String id, Person person, Model model, HttpServletResponse response) {
        Optional<DossierSummary> dossier =
                notices.dossierOf(id).flatMap(dossiers::find).filter(known -> access.maySee(person, known));
        return dossier.isEmpty()
                ? unknown(model, response)
                : page(
                        HttpStatus.GONE,
                        "Cette tâche est déjà faite",
                        "Elle a été accomplie, ou elle n’est plus nécessaire. Il n’y a rien à faire de votre part.",
                        dossier.get(),
                        model,
                        response);
    }

    private String unknown(Model model, HttpServletResponse response) {
        return page(
                HttpStatus.NOT_FOUND,
                "Tâche introuvable",
                "Cette tâche n’existe pas, ou vous n’avez pas accès à son dossier.",
                null,
                model,
                response);
    }

    private String notYours(DossierSummary dossier, String reason, Model model, HttpServletResponse response) {
        return page(HttpStatus.FORBIDDEN, "Cette tâche n’est pas la vôtre", reason, dossier, model, response);
    }

    private String page(
            HttpStatus status,
            String title,
            String reason,
            @Nullable DossierSummary dossier,
            Model model,
            HttpServletResponse response) {
        response.setStatus(status.value());
        model.addAttribute("title", title);
        model.addAttribute("reason", reason);
        model.addAttribute("dossier", dossier);
        model.addAttribute("home", Home.of(visible.person()));
        return "notification/task";
    }
}
