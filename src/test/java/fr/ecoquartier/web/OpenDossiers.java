package fr.ecoquartier.web;

import fr.ecoquartier.access.Person;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.LabelProcess;
import fr.ecoquartier.dossier.NewDossier;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.dossier.OpenTask;
import fr.ecoquartier.dossier.OpenTasks;
import java.util.List;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;

/** Dossiers opened through the real process, whose automatic steps the test runs itself. */
public final class OpenDossiers {

    private final LabelProcess process;
    private final OpenTasks tasks;
    private final RuntimeService runtime;
    private final ManagementService management;

    OpenDossiers(LabelProcess process, OpenTasks tasks, RuntimeService runtime, ManagementService management) {
        this.process = process;
        this.tasks = tasks;
        this.runtime = runtime;
        this.management = management;
    }

    public static OpenDossiers in(AutowireCapableBeanFactory application) {
        return application.createBean(OpenDossiers.class);
    }

    /** A dossier of Grenoble (Rhône-Alpes) that waits for its request; answers the reference. */
    public String ofGrenoble(String operation) {
        return of("38185", operation);
    }

    public String of(String authority, String operation) {
        try {
            String reference = process.open(new NewDossier(authority, operation, "urban", false), actor(Cast.GRENOBLE));
            runAutomaticSteps(reference);
            return reference;
        } catch (NotPossible refusal) {
            throw new AssertionError(refusal);
        }
    }

    public static Actor actor(Person person) {
        return new Actor(person.id(), person.name(), "Collectivité");
    }

    /** The open task of a dossier that has only one. */
    public OpenTask task(String reference) {
        List<OpenTask> open = tasks.of(reference);
        if (open.size() != 1) {
            throw new AssertionError("expected one open task of " + reference + ", found " + open);
        }
        return open.get(0);
    }

    public void runAutomaticSteps(String reference) {
        for (List<Job> jobs = messages(reference); !jobs.isEmpty(); jobs = messages(reference)) {
            management.executeJob(jobs.get(0).getId());
        }
    }

    private List<Job> messages(String reference) {
        return runtime.createProcessInstanceQuery().processInstanceBusinessKey(reference).list().stream()
                .flatMap(instance ->
                        management.createJobQuery().processInstanceId(instance.getId()).messages().list().stream())
                .toList();
    }
}
