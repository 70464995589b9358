package fr.ecoquartier.web.oversight;

import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.oversight.history.FinishedInstance;
import fr.ecoquartier.oversight.history.FinishedInstances;
import fr.ecoquartier.oversight.intervention.Interventions;
import fr.ecoquartier.oversight.intervention.ProcessState.Running;
import fr.ecoquartier.web.dossier.VisibleDossiers;
import java.util.Optional;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Leads a manager from a dossier to the story of its process, running or finished. */
@Controller
class StoryOfDossier {

    private final Interventions interventions;
    private final FinishedInstances finished;
    private final VisibleDossiers visible;

    StoryOfDossier(Interventions interventions, FinishedInstances finished, VisibleDossiers visible) {
        this.interventions = interventions;
        this.finished = finished;
        this.visible = visible;
    }

    @GetMapping("/dossiers/{reference}/parcours")
    String show(@PathVariable String reference, RedirectAttributes flash) {
        Person person = visible.person();
        if (!person.is(Role.MANAGER) && !person.is(Role.ADMIN)) {
            throw new AccessDeniedException("Cockpit is for managers and admins");
        }
        visible.get(reference);
        Optional<String> instance = interventions.state(reference).instances().stream()
                .map(Running::id)
                .findFirst()
                .or(() -> finished.last(reference).map(FinishedInstance::id));
        return instance.map(id -> "redirect:/camunda/app/cockpit/default/#/historique?instance=" + id)
                .orElseGet(() -> {
                    flash.addFlashAttribute("info", "Aucun processus de ce dossier n’est dans l’historique.");
                    return "redirect:/dossiers/" + reference;
                });
    }
}
