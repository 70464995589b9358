package fr.ecoquartier.web.privacy;

import fr.ecoquartier.access.CurrentPerson;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.pilot.run.Runs;
import fr.ecoquartier.privacy.PersonalExport;
import fr.ecoquartier.privacy.PersonalInventory;
import fr.ecoquartier.privacy.PersonalTable;
import fr.ecoquartier.privacy.PrivacyJournal;
import fr.ecoquartier.privacy.PrivacyRefused;
import fr.ecoquartier.privacy.Retention;
import fr.ecoquartier.privacy.RetentionHolds;
import fr.ecoquartier.privacy.RetentionJob;
import fr.ecoquartier.privacy.RetentionPeriods;
import fr.ecoquartier.privacy.RetentionRuns;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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

/** What administrators read and do about personal data: periods, runs, exceptions, exports, the inventory. */
@Controller
@RequestMapping("/administration/donnees-personnelles")
class PrivacyController {

    private static final String HOME = "/administration/donnees-personnelles";
    private static final int RUNS = 15;
    private static final int LINES = 30;

    private final RetentionPeriods periods;
    private final RetentionJob job;
    private final RetentionRuns retentionRuns;
    private final RetentionHolds holds;
    private final PrivacyJournal journal;
    private final PersonalExport exports;
    private final Runs runs;
    private final CurrentPerson people;
    private final Clock clock;

    PrivacyController(
            RetentionPeriods periods,
            RetentionJob job,
            RetentionRuns retentionRuns,
            RetentionHolds holds,
            PrivacyJournal journal,
            PersonalExport exports,
            Runs runs,
            CurrentPerson people,
            Clock clock) {
        this.periods = periods;
        this.job = job;
        this.retentionRuns = retentionRuns;
        this.holds = holds;
        this.journal = journal;
        this.exports = exports;
        this.runs = runs;
        this.people = people;
        this.clock = clock;
    }

    /** A period as the page shows it. */
    record Period(Retention kind, String text, String iso) {}

    /** What was typed in the forms of the page. */
    record Typed(String account, String exportReason, String dossier, String holdReason, String liftReason) {
        static final Typed NOTHING = new Typed("", "", "", "", "");
    }

    @GetMapping
    String home(Model model) {
        return page(Typed.NOTHING, model);
    }

    private String page(Typed typed, Model model) {
        model.addAttribute("typed", typed);
        model.addAttribute(
                "periods",
                Arrays.stream(Retention.values())
                        .map(kind -> new Period(kind, periods.french(kind), periods.iso(kind)))
                        .toList());
        model.addAttribute("runs", retentionRuns.last(RUNS));
        model.addAttribute("running", retentionRuns.running().orElse(null));
        model.addAttribute("next", job.next().orElse(null));
        model.addAttribute("holds", holds.all());
        model.addAttribute("lines", journal.last(LINES));
        return "privacy/donnees";
    }

    /** What would be erased today. */
    @GetMapping("/essai")
    String preview(Model model) {
        model.addAttribute("preview", job.preview(clock.instant()));
        model.addAttribute("periods", periods);
        return "privacy/essai";
    }

    @PostMapping("/effacer")
    String run(RedirectAttributes flash) {
        Person person = people.get();
        try {
            long run = job.begin(person);
            String id = runs.start("Effacement des données échues", person.id(), progress -> {
                job.work(run, progress);
                return HOME + "/passages/" + run;
            });
            return "redirect:/traitements/" + id;
        } catch (PrivacyRefused refused) {
            flash.addFlashAttribute("failure", refused.getMessage());
            return "redirect:" + HOME;
        }
    }

    @PostMapping("/passages/{id}/arret")
    String stop(@PathVariable("id") long id, RedirectAttributes flash) {
        try {
            job.stop(id, people.get());
            flash.addFlashAttribute("success", "L’effacement s’arrête après le lot en cours.");
        } catch (PrivacyRefused refused) {
            flash.addFlashAttribute("failure", refused.getMessage());
        }
        return "redirect:" + HOME + "/passages/" + id;
    }

    @GetMapping("/passages/{id}")
    String one(@PathVariable("id") long id, Model model) {
        model.addAttribute(
                "run",
                retentionRuns
                        .find(id)
                        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "no such run")));
        model.addAttribute("lines", retentionRuns.lines(id));
        return "privacy/passage";
    }

    /** A table of the inventory. */
    record Inventoried(PersonalTable table, String columns, String period) {}

    @GetMapping("/inventaire")
    String inventory(Model model) {
        model.addAttribute(
                "tables",
                PersonalInventory.tables().stream()
                        .map(table -> new Inventoried(
                                table,
                                String.join(", ", table.personalColumns()),
                                periods.french(table.kind()) + " "
                                        + table.kind().start().label()))
                        .toList());
        return "privacy/inventaire";
    }

    @PostMapping("/exceptions")
    String hold(
            @RequestParam(name = "dossier", defaultValue = "") String dossier,
            @RequestParam(name = "motif-exception", defaultValue = "") String reason,
            Model model,
            HttpServletResponse response,
            RedirectAttributes flash) {
        try {
            holds.place(dossier, reason, people.get());
        } catch (PrivacyRefused refused) {
            return again(new Typed("", "", dossier, reason, ""), refused, model, response);
        }
        flash.addFlashAttribute("success", "Le dossier est excepté : rien n’en sera effacé.");
        return "redirect:" + HOME + "#exceptions";
    }

    @PostMapping("/exceptions/levee")
    String lift(
            @RequestParam("exception") long id,
            @RequestParam(name = "motif-levee", defaultValue = "") String reason,
            Model model,
            HttpServletResponse response,
            RedirectAttributes flash) {
        try {
            holds.lift(id, reason, people.get());
        } catch (PrivacyRefused refused) {
            return again(new Typed("", "", "", "", reason), refused, model, response);
        }
        flash.addFlashAttribute(
                "success", "L’exception a pris fin : les durées de conservation s’appliquent de nouveau.");
        return "redirect:" + HOME + "#exceptions";
    }

    /** The export of somebody else's data: with a reason, and journalled before the first byte. */
    @PostMapping("/export")
    @Nullable
    String export(
            @RequestParam(name = "compte", defaultValue = "") String account,
            @RequestParam(name = "motif-export", defaultValue = "") String reason,
            Model model,
            HttpServletResponse response)
            throws IOException {
        PersonalExport.Subject subject;
        try {
            subject = exports.asked(account, reason, people.get());
        } catch (PrivacyRefused refused) {
            return again(new Typed(account, reason, "", "", ""), refused, model, response);
        }
        ExportDownload.write(exports, subject, response);
        return null;
    }

    private String again(Typed typed, PrivacyRefused refused, Model model, HttpServletResponse response) {
        response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
        model.addAttribute("refusals", Map.of(refused.field(), refused.getMessage()));
        return page(typed, model);
    }
}
