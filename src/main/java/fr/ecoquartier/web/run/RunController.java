package fr.ecoquartier.web.run;

import fr.ecoquartier.access.CurrentPerson;
import fr.ecoquartier.pilot.run.Run;
import fr.ecoquartier.pilot.run.Runs;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.server.ResponseStatusException;

/** A person's own computations in the background: how far they are, and stopping them. */
@Controller
class RunController {

    private final Runs runs;
    private final CurrentPerson current;

    RunController(Runs runs, CurrentPerson current) {
        this.runs = runs;
        this.current = current;
    }

    @GetMapping("/traitements/{id}")
    String show(
            @PathVariable String id,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean partial,
            Model model) {
        model.addAttribute("run", own(id));
        return partial ? "run/parts :: progress(run=${run})" : "run/run";
    }

    @PostMapping("/traitements/{id}/annulation")
    String cancel(@PathVariable String id) {
        Run run = own(id);
        runs.cancel(run.id(), run.owner());
        return "redirect:/traitements/" + id;
    }

    private Run own(String id) {
        return runs.find(id, current.get().id())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "no such run"));
    }
}
