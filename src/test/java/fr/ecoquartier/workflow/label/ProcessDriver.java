package fr.ecoquartier.workflow.label;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.LabelProcess;
import fr.ecoquartier.dossier.NewDossier;
import fr.ecoquartier.dossier.NotPossible;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;

/**
 * Drives one dossier as people and time would: forms are sent through the engine's task service, which validates them,
 * and every job is run by the id of its activity.
 */
public class ProcessDriver {

    public static final Actor GRENOBLE = new Actor("commune-38185.demo", "Ville de Grenoble", "Collectivité");

    private final LabelProcess process;
    private final Dossiers dossiers;
    private final TaskService tasks;
    private final RuntimeService runtime;
    private final ManagementService management;
    private final HistoryService history;

    ProcessDriver(
            LabelProcess process,
            Dossiers dossiers,
            TaskService tasks,
            RuntimeService runtime,
            ManagementService management,
            HistoryService history) {
        this.process = process;
        this.dossiers = dossiers;
        this.tasks = tasks;
        this.runtime = runtime;
        this.management = management;
        this.history = history;
    }

    public static ProcessDriver in(AutowireCapableBeanFactory application) {
        return application.createBean(ProcessDriver.class);
    }

    /** A dossier of Grenoble whose first task waits for it. */
    public String open() throws NotPossible {
        String reference = process.open(new NewDossier("38185", "Caserne de Bonne", "urban", false), GRENOBLE);
        run(reference, ProgressiveLabelProcess.Elements.CHARTER_STAGE);
        return reference;
    }

    public DossierSummary dossier(String reference) {
        return dossiers.get(reference);
    }

    /** Sends the form of the one open task with this definition key. */
    public void complete(String reference, String task, Map<String, Object> values) {
        tasks.complete(task(reference, task).getId(), values);
    }

    public Task task(String reference, String key) {
        List<Task> found = tasks.createTaskQuery()
                .processInstanceBusinessKey(reference)
                .taskDefinitionKey(key)
                .list();
        assertThat(found)
                .as("open task %s of %s, where %s are open", key, reference, openTasks(reference))
                .hasSize(1);
        return found.get(0);
    }

    /** Definition keys of the open tasks. */
    public TreeSet<String> openTasks(String reference) {
        TreeSet<String> keys = new TreeSet<>();
        tasks.createTaskQuery()
                .processInstanceBusinessKey(reference)
                .list()
                .forEach(task -> keys.add(task.getTaskDefinitionKey()));
        return keys;
    }

    /** Runs the one job (asynchronous step or timer) of an activity. */
    public void run(String reference, String activity) {
        management.executeJob(job(reference, activity).getId());
    }

    public Job job(String reference, String activity) {
        List<Job> found = instances(reference).stream()
                .flatMap(instance ->
                        management
                                .createJobQuery()
                                .processInstanceId(instance.getId())
                                .activityId(activity)
                                .list()
                                .stream())
                .toList();
        assertThat(found).as("job of %s in %s", activity, reference).hasSize(1);
        return found.get(0);
    }

    public List<ProcessInstance> instances(String reference) {
        return runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(reference)
                .list();
    }

    /** Ids of the finished activities of all instances of the dossier, in order. */
    public List<String> passed(String reference) {
        return history.createHistoricProcessInstanceQuery().processInstanceBusinessKey(reference).list().stream()
                .flatMap(instance -> history
                        .createHistoricActivityInstanceQuery()
                        .processInstanceId(instance.getId())
                        .finished()
                        .orderPartiallyByOccurrence()
                        .asc()
                        .list()
                        .stream())
                .map(HistoricActivityInstance::getActivityId)
                .toList();
    }
}
