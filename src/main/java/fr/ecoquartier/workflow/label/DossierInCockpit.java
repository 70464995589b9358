package fr.ecoquartier.workflow.label;

import fr.ecoquartier.access.CurrentPerson;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Leads a manager from a dossier to its running process in Cockpit. */
@Controller
class DossierInCockpit {

    /** The process that holds together what runs for a test dossier, as that of the label does for a dossier. */
    private static final String PILOT_TEST = "pilotTest";

    private final RuntimeService runtime;
    private final CurrentPerson current;

    DossierInCockpit(RuntimeService runtime, CurrentPerson current) {
        this.runtime = runtime;
        this.current = current;
    }

    @GetMapping("/dossiers/{reference}/cockpit")
    String show(@PathVariable String reference, RedirectAttributes flash) {
        Person person = current.get();
        if (!person.is(Role.MANAGER) && !person.is(Role.ADMIN)) {
            throw new AccessDeniedException("Cockpit is for managers and admins");
        }
        return runtime
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(reference)
                .processDefinitionKeyIn(ProgressiveLabelProcess.KEY, PILOT_TEST)
                .list()
                .stream()
                .findFirst()
                .map(instance ->
                        "redirect:/camunda/app/cockpit/default/#/process-instance/" + instance.getId() + "/runtime")
                .orElseGet(() -> {
                    flash.addFlashAttribute("info", "Aucun processus n’est en cours pour ce dossier.");
                    return "redirect:/dossiers/" + reference;
                });
    }
}
