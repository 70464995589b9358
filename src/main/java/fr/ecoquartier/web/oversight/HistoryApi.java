package fr.ecoquartier.web.oversight;

import fr.ecoquartier.dossier.OutcomeLabels;
import fr.ecoquartier.oversight.history.FinishedInstance;
import fr.ecoquartier.oversight.history.FinishedInstances;
import fr.ecoquartier.oversight.history.HistoryChoices;
import fr.ecoquartier.oversight.history.HistoryPage;
import fr.ecoquartier.oversight.history.HistoryQuery;
import fr.ecoquartier.oversight.history.InstanceStories;
import fr.ecoquartier.oversight.history.InstanceStory;
import fr.ecoquartier.territory.Region;
import fr.ecoquartier.territory.Territories;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The history of the processes, for managers and admins: finished instances, and the story of any instance. */
@RestController
@RequestMapping("/api/oversight/history")
@Tag(name = "Historique des processus", description = "Réservé aux gestionnaires et aux administrateurs")
class HistoryApi {

    private static final int SIZE = 25;
    private static final int LAST_PAGE = 400;

    /** A finished instance; {@code end} is what people read, {@code seconds} how long it took. */
    record Line(
            String id,
            String process,
            String processName,
            int version,
            @Nullable String reference,
            @Nullable String authority,
            @Nullable String region,
            Instant startedAt,
            Instant endedAt,
            long seconds,
            boolean completed,
            String end,
            @Nullable String outcome) {}

    /** A page of them; {@code more} says that the total is greater than what was counted. */
    record Lines(List<Line> instances, long total, boolean more, int page, int size) {}

    private final FinishedInstances finished;
    private final InstanceStories stories;
    private final Territories territories;
    private final Watchers watchers;

    HistoryApi(FinishedInstances finished, InstanceStories stories, Territories territories, Watchers watchers) {
        this.finished = finished;
        this.stories = stories;
        this.territories = territories;
        this.watchers = watchers;
    }

    @Operation(summary = "Instances terminées, les plus récentes d’abord")
    @GetMapping("/instances")
    Lines search(
            @RequestParam(defaultValue = "") String reference,
            @RequestParam(defaultValue = "") String authority,
            @RequestParam(defaultValue = "") String process,
            @RequestParam(defaultValue = "") String version,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") String outcome,
            @RequestParam(defaultValue = "") String end,
            @RequestParam(defaultValue = "0") String page) {
        watchers.require();
        LocalDate first = day(from, "du");
        LocalDate last = day(to, "au");
        if (first != null && last != null && last.isBefore(first)) {
            throw bad("La période est à l’envers : son dernier jour précède le premier.");
        }
        Integer number = whole(version, 1, 1_000_000, "La version est un nombre entier à partir de 1.");
        int at = whole(
                page, 0, LAST_PAGE, "La page est un nombre entre 0 et " + LAST_PAGE + " : précisez la recherche.");
        HistoryPage found = finished.search(new HistoryQuery(
                text(reference),
                text(authority),
                text(process),
                number,
                first,
                last,
                text(outcome),
                text(end),
                at,
                SIZE));
        return new Lines(
                found.instances().stream().map(this::line).toList(),
                found.total(),
                found.more(),
                found.page(),
                found.size());
    }

    @Operation(summary = "Processus, versions, fins et issues qui se trouvent dans l’historique")
    @GetMapping("/choices")
    HistoryChoices choices() {
        watchers.require();
        return finished.choices();
    }

    @Operation(
            summary = "Le parcours d’une instance, terminée ou en cours",
            description =
                    "Éléments et flux passés, variables, tâches, processus appelants et appelés, décisions évaluées")
    @GetMapping("/instances/{id}")
    InstanceStory story(@PathVariable String id) {
        watchers.require();
        return stories.find(id).orElseThrow(() -> unknown(id));
    }

    @Operation(summary = "Le diagramme BPMN de la version qu’une instance a suivie")
    @GetMapping(value = "/instances/{id}/diagram", produces = MediaType.APPLICATION_XML_VALUE)
    String diagram(@PathVariable String id) {
        watchers.require();
        return stories.diagram(id).orElseThrow(() -> unknown(id));
    }

    private ErrorResponseException unknown(String id) {
        return Watchers.problem(
                HttpStatus.NOT_FOUND,
                "Instance introuvable",
                finished.find(id).isPresent()
                        ? "Le détail de cette instance a été supprimé à la fin de sa durée de conservation : il ne reste que sa"
                                + " ligne dans la liste."
                        : "Aucune instance ne porte cet identifiant.");
    }

    private Line line(FinishedInstance instance) {
        String outcome = instance.outcome() == null ? null : OutcomeLabels.french(instance.outcome());
        return new Line(
                instance.id(),
                instance.process(),
                instance.processName(),
                instance.version(),
                instance.reference(),
                instance.authorityName(),
                instance.regionCode() == null
                        ? null
                        : territories
                                .region(instance.regionCode())
                                .map(Region::label)
                                .orElse("National"),
                instance.startedAt(),
                instance.endedAt(),
                Duration.between(instance.startedAt(), instance.endedAt()).toSeconds(),
                instance.completed(),
                instance.completed()
                        ? instance.endName() == null ? "Terminé" : instance.endName()
                        : "Arrêté avant la fin",
                outcome);
    }

    private static @Nullable LocalDate day(String text, String which) {
        if (text.isBlank()) {
            return null;
        }
        try {
            return LocalDate.parse(text.strip());
        } catch (DateTimeException e) {
            throw bad("La date « " + which + " » n’est pas valable : écrivez-la AAAA-MM-JJ.");
        }
    }

    private static @Nullable Integer whole(String text, int least, int most, String otherwise) {
        if (text.isBlank()) {
            return least == 0 ? 0 : null;
        }
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw bad(otherwise);
        }
        throw bad(otherwise);
    }

    private static @Nullable String text(String text) {
        if (text.length() > 200) {
            throw bad("Un critère de recherche a 200 caractères au plus.");
        }
        return text.isBlank() ? null : text.strip();
    }

    private static ErrorResponseException bad(String detail) {
        return Watchers.problem(HttpStatus.BAD_REQUEST, "Demande mal formée", detail);
    }
}
