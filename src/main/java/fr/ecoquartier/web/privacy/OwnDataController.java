package fr.ecoquartier.web.privacy;

import fr.ecoquartier.access.CurrentPerson;
import fr.ecoquartier.privacy.PersonalExport;
import fr.ecoquartier.privacy.PersonalInventory;
import fr.ecoquartier.privacy.PersonalTable;
import fr.ecoquartier.privacy.Retention;
import fr.ecoquartier.privacy.RetentionPeriods;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.server.ResponseStatusException;

/** « Mes données »: what is held about oneself, for how long, and all of it to take away. */
@Controller
class OwnDataController {

    private final CurrentPerson people;
    private final PersonalExport exports;
    private final RetentionPeriods periods;

    OwnDataController(CurrentPerson people, PersonalExport exports, RetentionPeriods periods) {
        this.people = people;
        this.exports = exports;
        this.periods = periods;
    }

    /** A kind of data: what it is, why and how long it is kept, what becomes of it. */
    record Kept(Retention kind, String period, List<String> contents) {}

    @GetMapping("/compte/donnees")
    String page(Model model) {
        model.addAttribute(
                "kinds",
                Arrays.stream(Retention.values())
                        .map(kind -> new Kept(
                                kind,
                                periods.french(kind) + " " + kind.start().label(),
                                PersonalInventory.tables().stream()
                                        .filter(table -> table.kind() == kind)
                                        .map(PersonalTable::label)
                                        .distinct()
                                        .toList()))
                        .filter(kept -> !kept.contents().isEmpty())
                        .toList());
        return "privacy/mes-donnees";
    }

    @GetMapping("/compte/donnees.zip")
    void export(HttpServletResponse response) throws IOException {
        PersonalExport.Subject subject = exports.subject(people.get().id())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "no such account"));
        ExportDownload.write(exports, subject, response);
    }
}
