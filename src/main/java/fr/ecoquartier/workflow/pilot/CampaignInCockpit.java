package fr.ecoquartier.workflow.pilot;

import fr.ecoquartier.access.CurrentPerson;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Leads a manager from a campaign to its running process in Cockpit. */
@Controller
class CampaignInCockpit {

    private final RuntimeService runtime;
    private final CurrentPerson current;

    CampaignInCockpit(RuntimeService runtime, CurrentPerson current) {
        this.runtime = runtime;
        this.current = current;
    }

    @GetMapping("/campagnes/{campaign}/cockpit")
    String show(@PathVariable String campaign, RedirectAttributes flash) {
        Person person = current.get();
        if (!person.is(Role.MANAGER) && !person.is(Role.ADMIN)) {
            throw new AccessDeniedException("Cockpit is for managers and admins");
        }
        return runtime
                .createProcessInstanceQuery()
                .processDefinitionKey(PilotCampaignProcess.KEY)
                .processInstanceBusinessKey(campaign)
                .list()
                .stream()
                .findFirst()
                .map(instance ->
                        "redirect:/camunda/app/cockpit/default/#/process-instance/" + instance.getId() + "/runtime")
                .orElseGet(() -> {
                    flash.addFlashAttribute("info", "Aucun processus n’est en cours pour cette campagne.");
                    return "redirect:/campagnes/" + campaign;
                });
    }
}
