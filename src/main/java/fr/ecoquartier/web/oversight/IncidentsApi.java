package fr.ecoquartier.web.oversight;

import fr.ecoquartier.access.Person;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.oversight.incident.Failure;
import fr.ecoquartier.oversight.incident.IncidentGroup;
import fr.ecoquartier.oversight.incident.Incidents;
import fr.ecoquartier.oversight.incident.RetriedStep;
import fr.ecoquartier.oversight.incident.RetriedStep.State;
import fr.ecoquartier.oversight.incident.Retries;
import fr.ecoquartier.oversight.incident.Retry;
import fr.ecoquartier.web.French;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The technical incidents of the processes by cause, and trying them again, for managers and admins. */
@RestController
@RequestMapping("/api/oversight/incidents")
@Tag(name = "Incidents des processus", description = "Réservé aux gestionnaires et aux administrateurs")
class IncidentsApi {

    private static final int SHOWN = 500;
    private static final int LATEST = 10;

    /** A cause with what it stops; {@code sentence} says all of it. */
    record Group(
            String key,
            String sentence,
            String advice,
            String reason,
            String process,
            String processName,
            String element,
            String elementName,
            int dossiers,
            int incidents,
            int retryable,
            Instant since,
            Instant latest) {}

    /** A cause and its incidents; {@code hidden} is how many are not listed. */
    record Detail(Group group, List<Line> incidents, int hidden) {}

    /** One incident. */
    record Line(
            String id,
            @Nullable String reference,
            String instance,
            int version,
            Instant at,
            String message,
            boolean retryable) {}

    /** What the program was doing. */
    record Trace(String text) {}

    /** What to try again: all incidents of a cause, or some of them; and why. */
    record Demand(
            @Nullable String group,
            @Nullable Set<String> incidents,
            @Nullable String reason) {}

    /** A retry as it stands. */
    record Progress(
            long id,
            String title,
            String reason,
            String author,
            Instant requestedAt,
            boolean over,
            int total,
            long queued,
            long waiting,
            long resolved,
            long failed,
            long gone,
            String sentence,
            List<StepLine> steps,
            int hidden) {}

    /** One step of it. */
    record StepLine(
            @Nullable String reference, String name, String before, String state, String label, String effect) {}

    private final Incidents incidents;
    private final Retries retries;
    private final Watchers watchers;
    private final French french;

    IncidentsApi(Incidents incidents, Retries retries, Watchers watchers, French french) {
        this.incidents = incidents;
        this.retries = retries;
        this.watchers = watchers;
        this.french = french;
    }

    @Operation(summary = "Les incidents ouverts, groupés par cause")
    @GetMapping
    List<Group> groups() {
        watchers.require();
        return incidents.groups().stream().map(this::group).toList();
    }

    @Operation(summary = "Les incidents d’une cause")
    @GetMapping("/groups/{key}")
    Detail group(@PathVariable String key) {
        watchers.require();
        IncidentGroup group = find(key);
        return new Detail(
                group(group),
                group.failures().stream().limit(SHOWN).map(IncidentsApi::line).toList(),
                Math.max(0, group.failures().size() - SHOWN));
    }

    @Operation(summary = "La trace technique d’un incident")
    @GetMapping("/{id}/trace")
    Trace trace(@PathVariable String id) {
        watchers.require();
        return new Trace(incidents
                .stackTrace(id)
                .orElseThrow(() -> Watchers.problem(
                        HttpStatus.NOT_FOUND,
                        "Incident introuvable",
                        "Cet incident n’est plus ouvert, ou n’a pas de trace technique.")));
    }

    @Operation(
            summary = "Relance un ou tous les incidents d’une cause",
            description = "Demande une raison de dix caractères au moins, inscrite au journal de chaque dossier")
    @PostMapping("/retries")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Progress retry(@RequestBody Demand demand) {
        Person person = watchers.require();
        if (demand.group() == null || demand.group().isBlank()) {
            throw Watchers.problem(HttpStatus.BAD_REQUEST, "Demande mal formée", "Indiquez les incidents à relancer.");
        }
        IncidentGroup group = find(demand.group());
        List<Failure> chosen = demand.incidents() == null || demand.incidents().isEmpty()
                ? group.failures()
                : group.failures().stream()
                        .filter(failure -> demand.incidents().contains(failure.id()))
                        .toList();
        String reason = demand.reason() == null ? "" : demand.reason().strip();
        if (reason.length() < Retries.MIN_REASON) {
            throw Watchers.problem(
                    HttpStatus.BAD_REQUEST,
                    "Raison à indiquer",
                    "Indiquez la raison de la relance, en dix caractères au moins : elle est inscrite au journal.");
        }
        try {
            return find(retries.start(chosen, reason, Watchers.actor(person)));
        } catch (NotPossible refusal) {
            throw Watchers.problem(HttpStatus.CONFLICT, "Relance impossible", refusal.getMessage());
        }
    }

    @Operation(summary = "Les dernières relances")
    @GetMapping("/retries")
    List<Progress> latest() {
        watchers.require();
        return retries.latest(LATEST).stream().map(retry -> progress(retry, 0)).toList();
    }

    @Operation(summary = "Une relance et son effet")
    @GetMapping("/retries/{id}")
    Progress progress(@PathVariable long id) {
        watchers.require();
        return find(id);
    }

    private Progress find(long id) {
        return retries.find(id)
                .map(retry -> progress(retry, SHOWN))
                .orElseThrow(() -> Watchers.problem(
                        HttpStatus.NOT_FOUND, "Relance introuvable", "Aucune relance ne porte ce numéro."));
    }

    private IncidentGroup find(String key) {
        return incidents.group(key).orElseThrow(IncidentsApi::over);
    }

    private static ErrorResponseException over() {
        return Watchers.problem(
                HttpStatus.NOT_FOUND,
                "Incident résolu",
                "Plus aucun incident ouvert n’a cette cause : il a été résolu ou relancé entre-temps.");
    }

    private Group group(IncidentGroup group) {
        return new Group(
                group.key(),
                sentence(group),
                group.cause().advice(),
                group.reason(),
                group.process(),
                group.processName(),
                group.element(),
                group.elementName(),
                group.dossiers(),
                group.failures().size(),
                group.retryable(),
                group.since(),
                group.latest());
    }

    private String sentence(IncidentGroup group) {
        int stopped = group.dossiers() == 0 ? group.failures().size() : group.dossiers();
        String whom = group.dossiers() == 0
                ? french.count(stopped, "instance", "instances")
                : french.count(stopped, "dossier", "dossiers");
        return "L’étape « %s » (%s) est arrêtée pour %s depuis le %s : %s."
                .formatted(
                        group.elementName(),
                        group.processName(),
                        whom,
                        french.dateTime(group.since()),
                        group.cause().sentence())
                .replace("« ", "«\u00a0")
                .replace(" »", "\u00a0»")
                .replace(" :", "\u00a0:");
    }

    private static Line line(Failure failure) {
        return new Line(
                failure.id(),
                failure.reference(),
                failure.instance(),
                failure.version(),
                failure.at(),
                failure.message(),
                failure.job() != null);
    }

    private Progress progress(Retry retry, int shown) {
        int total = retry.steps().size();
        long resolved = retry.count(State.RESOLVED);
        long failed = retry.count(State.FAILED);
        long gone = retry.count(State.GONE);
        return new Progress(
                retry.id(),
                retry.title(),
                retry.reason(),
                retry.author().name(),
                retry.requestedAt(),
                retry.over(),
                total,
                retry.count(State.QUEUED),
                retry.count(State.WAITING),
                resolved,
                failed,
                gone,
                effect(total, resolved, failed, gone),
                retry.steps().stream().limit(shown).map(IncidentsApi::step).toList(),
                Math.max(0, total - shown));
    }

    /** « 3 étapes relancées : 2 résolues, 1 a échoué de nouveau. » */
    private String effect(int total, long resolved, long failed, long gone) {
        StringBuilder text = new StringBuilder(french.count(total, "étape relancée", "étapes relancées") + "\u00a0: ");
        text.append(french.count(resolved, "résolue", "résolues"));
        if (failed > 0) {
            text.append(", ").append(french.count(failed, "a échoué de nouveau", "ont échoué de nouveau"));
        }
        if (gone > 0) {
            text.append(", ").append(french.count(gone, "n’était plus arrêtée", "n’étaient plus arrêtées"));
        }
        long open = total - resolved - failed - gone;
        if (open > 0) {
            text.append(", ").append(french.count(open, "pas encore exécutée", "pas encore exécutées"));
        }
        return text.append('.').toString();
    }

    private static StepLine step(RetriedStep step) {
        return new StepLine(
                step.reference(),
                step.name(),
                step.before(),
                step.state().name(),
                step.state().label(),
                step.effect() == null ? "" : step.effect());
    }
}
