package fr.ecoquartier.workflow.demo;

import fr.ecoquartier.access.RandomPasswords;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.access.StaffDirectory;
import fr.ecoquartier.dossier.DossierFigures;
import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.dossier.OpenTask;
import fr.ecoquartier.dossier.OpenTasks;
import fr.ecoquartier.pilot.Pilot;
import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.Referentiels;
import fr.ecoquartier.territory.Territories;
import fr.ecoquartier.workflow.demo.DemoOperations.Operation;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.Job;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** One pilot of the demonstration goes through its test, a task at a time. */
@Component
@Profile("demo")
class DemoPilots {

    private static final List<String> EXPERTS =
            List.of("expert-national.demo", "expert-local.demo", "expert-externe.demo");
    private static final String PARTNER = "partenaire.demo";

    private final ProcessEngine engine;
    private final DemoPeople people;
    private final StaffDirectory staff;
    private final Dossiers dossiers;
    private final DossierFigures figures;
    private final OpenTasks openTasks;
    private final Referentiels referentiels;
    private final Territories territories;
    private final Clock clock;
    private final Map<String, BigDecimal> sound = DemoDossiers.read().figures().get("sound");

    DemoPilots(
            ProcessEngine engine,
            DemoPeople people,
            StaffDirectory staff,
            Dossiers dossiers,
            DossierFigures figures,
            OpenTasks openTasks,
            Referentiels referentiels,
            Territories territories,
            Clock clock) {
        this.engine = engine;
        this.people = people;
        this.staff = staff;
        this.dossiers = dossiers;
        this.figures = figures;
        this.openTasks = openTasks;
        this.referentiels = referentiels;
        this.territories = territories;
        this.clock = clock;
    }

    /** The wanted task that the pilot's dossier waits for first. */
    Optional<OpenTask> next(Pilot pilot, Predicate<OpenTask> wanted) {
        return openTasks.of(pilot.reference()).stream().filter(wanted).findFirst();
    }

    /**
     * Sends the task's form as the person whose turn it is.
     *
     * @param choices answers that differ from the favourable path, by step
     */
    void complete(Pilot pilot, OpenTask task, Map<String, Map<String, Object>> choices) throws NotPossible {
        DossierSummary dossier = dossiers.get(pilot.reference());
        if (task.role().equals(Role.DREAL.group())) {
            regionalService(dossier.regionCode());
        }
        people.complete(task, dossier, answers(pilot, dossier, task, choices));
    }

    /** Nobody does the task: its delay ends. */
    void passDeadline(OpenTask task) {
        String instance = engine.getTaskService()
                .createTaskQuery()
                .taskId(task.taskId())
                .singleResult()
                .getProcessInstanceId();
        engine
                .getManagementService()
                .createJobQuery()
                .processInstanceId(instance)
                .activityId(task.step() + "Deadline")
                .list()
                .stream()
                .map(Job::getId)
                .forEach(engine.getManagementService()::executeJob);
    }

    private Map<String, Object> answers(
            Pilot pilot, DossierSummary dossier, OpenTask task, Map<String, Map<String, Object>> choices) {
        Referentiel referentiel = referentiels.find(dossier.referentiel()).orElseThrow();
        long seed = pilot.candidate().id() * 1000;
        double size = Math.max(0.05, Math.min(2, pilot.candidate().population() / 100_000.0));
        return switch (task.step()) {
            case "enterBaselineMeasures" -> new HashMap<>(DemoFigures.of(referentiel, sound, size, 0.6, seed + 1));
            case "enterPlannedMeasures" -> new HashMap<>(DemoFigures.of(referentiel, sound, size, 0.5, seed + 2));
            case "enterMeasuredValues" -> new HashMap<>(DemoFigures.of(referentiel, sound, size, 0.55, seed + 2));
            case "setObjectives" -> people.computedObjectives(dossier, task);
            case "recordKickOff" ->
                Map.of(
                        "heldOn",
                        LocalDate.now(clock).toString(),
                        "participants",
                        "Collectivité, service régional, structure porteuse",
                        "experts",
                        EXPERTS,
                        "partners",
                        List.of(PARTNER));
            case "rateAsDreal", "rateAsExpert", "rateAsPartner" ->
                DemoRatings.rating(
                        referentiel,
                        figures.latestCheck(dossier.reference()).orElseThrow().report(),
                        seed + 31L * String.valueOf(task.assignee()).hashCode());
            case "giveFeedback" -> DemoRatings.feedback(referentiel, seed + 5);
            default ->
                DemoAnswers.at(
                        task.step(),
                        operation(pilot, choices),
                        dossier.authorityName(),
                        people.commitments(dossier),
                        LocalDate.now(clock));
        };
    }

    private static Operation operation(Pilot pilot, Map<String, Map<String, Object>> choices) {
        return new Operation(
                "pilot-" + pilot.seat(),
                pilot.candidate().authorityCode(),
                pilot.candidate().operation(),
                pilot.candidate().context(),
                null,
                null,
                "sound",
                null,
                null,
                choices,
                null,
                null,
                false);
    }

    /** The regional services of the pilots have an account, with a password that nobody knows. */
    private void regionalService(String region) {
        String id = "dreal-%s.demo".formatted(region);
        if (staff.find(id).isEmpty()) {
            String name = territories.region(region).orElseThrow().service();
            staff.save(new StaffDirectory.NewStaff(
                    id,
                    "Service régional",
                    name,
                    id + "@exemple.invalid",
                    RandomPasswords.next(24),
                    Set.of(Role.DREAL),
                    Set.of(region)));
        }
    }
}
