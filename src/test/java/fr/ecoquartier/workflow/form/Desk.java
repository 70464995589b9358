package fr.ecoquartier.workflow.form;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.act.IssuedDocuments;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.Evidence;
import fr.ecoquartier.dossier.EvidenceFiles;
import fr.ecoquartier.dossier.LabelProcess;
import fr.ecoquartier.dossier.NewDossier;
import fr.ecoquartier.dossier.NewEvidence;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.expertise.Expert;
import fr.ecoquartier.expertise.ExpertKind;
import fr.ecoquartier.expertise.Experts;
import fr.ecoquartier.workflow.DocumentSteps;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.history.HistoricVariableInstance;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;

/** A dossier of Grenoble that a test brings from form to form. */
public final class Desk {

    public static final Actor GRENOBLE = new Actor("forms-grenoble", "Ville de Grenoble", "Collectivité");

    private final LabelProcess process;
    private final EvidenceFiles evidence;
    private final Experts experts;
    private final TaskService tasks;
    private final FormService forms;
    private final RuntimeService runtime;
    private final ManagementService management;
    private final HistoryService history;
    private final IssuedDocuments documents;

    Desk(
            LabelProcess process,
            EvidenceFiles evidence,
            Experts experts,
            TaskService tasks,
            FormService forms,
            RuntimeService runtime,
            ManagementService management,
            HistoryService history,
            IssuedDocuments documents) {
        this.process = process;
        this.evidence = evidence;
        this.experts = experts;
        this.tasks = tasks;
        this.forms = forms;
        this.runtime = runtime;
        this.management = management;
        this.history = history;
        this.documents = documents;
    }

    static Desk in(AutowireCapableBeanFactory application) {
        return application.createBean(Desk.class);
    }

    /** A new dossier that waits for its request. */
    String open() throws NotPossible {
        String reference = process.open(new NewDossier("38185", "Caserne de Bonne", "urban", true), GRENOBLE);
        runAll(reference);
        return reference;
    }

    /** A new dossier, brought to a step of the charter by sound answers. */
    String openAt(String step) throws NotPossible {
        String reference = open();
        for (String next :
                List.of("fileCharterRequest", "enterBaselineMeasures", "checkAdmissibility", "registerCharter")) {
            if (next.equals(step)) {
                return reference;
            }
            if (next.equals("fileCharterRequest")) {
                joinDeliberation(reference);
            }
            answer(reference, next);
            runAll(reference);
        }
        return reference;
    }

    void joinDeliberation(String reference) throws NotPossible {
        joinEvidence(reference, Evidence.DELIBERATION);
    }

    void joinEvidence(String reference, String commitment) throws NotPossible {
        evidence.add(
                reference,
                new NewEvidence(
                        commitment,
                        commitment + ".pdf",
                        "application/pdf",
                        "%PDF-1.4".getBytes(StandardCharsets.UTF_8)),
                GRENOBLE);
    }

    void declareFinished(String reference) throws NotPossible {
        process.declareFinished(reference, GRENOBLE);
    }

    Map<String, Object> trio() {
        expert("forms-national", ExpertKind.NATIONAL, "CETE de Lyon");
        expert("forms-local", ExpertKind.LOCAL, "CAUE de l'Isère");
        expert("forms-externe", ExpertKind.EXTERNAL, "Atelier Durand");
        return SampleAnswers.trio("forms-national", "forms-local", "forms-externe");
    }

    private void expert(String id, ExpertKind kind, String employer) {
        experts.register(new Expert(id, "Expert " + id, kind, employer, null, true));
    }

    void answer(String reference, String step) {
        answer(reference, step, SampleAnswers.of(step));
    }

    void answer(String reference, String step, Map<String, Object> answers) {
        forms.submitTaskForm(task(reference, step).getId(), DocumentSteps.asShown(documents, reference, step, answers));
        DocumentSteps.run(runtime, management, reference);
    }

    /** Answers every open task of a step: the three opinions. */
    void answerEach(String reference, String step) {
        List<Task> open = open(reference, step);
        assertThat(open).isNotEmpty();
        open.forEach(task -> forms.submitTaskForm(task.getId(), SampleAnswers.of(step)));
        DocumentSteps.run(runtime, management, reference);
    }

    List<Task> tasksOf(String reference, String step) {
        return open(reference, step);
    }

    void send(String task, Map<String, Object> answers) {
        forms.submitTaskForm(task, answers);
    }

    Task task(String reference, String step) {
        List<Task> open = open(reference, step);
        assertThat(open)
                .as("%s of %s, where %s are open", step, reference, openSteps(reference))
                .hasSize(1);
        return open.get(0);
    }

    private List<Task> open(String reference, String step) {
        return tasks.createTaskQuery()
                .processInstanceBusinessKey(reference)
                .taskDefinitionKey(step)
                .list();
    }

    Set<String> openSteps(String reference) {
        return tasks.createTaskQuery().processInstanceBusinessKey(reference).list().stream()
                .map(Task::getTaskDefinitionKey)
                .collect(Collectors.toSet());
    }

    void run(String reference, String activity) {
        assertThat(messages(reference)).extracting(Job::getJobDefinitionId).isNotEmpty();
        runAll(reference);
    }

    /** Runs the asynchronous steps that wait, one after the other, and no timer. */
    void runAll(String reference) {
        for (List<Job> jobs = messages(reference); !jobs.isEmpty(); jobs = messages(reference)) {
            management.executeJob(jobs.get(0).getId());
        }
    }

    private List<Job> messages(String reference) {
        return runtime.createProcessInstanceQuery().processInstanceBusinessKey(reference).list().stream()
                .map(ProcessInstance::getId)
                .flatMap(id -> management.createJobQuery().processInstanceId(id).messages().list().stream())
                .toList();
    }

    /** Names of all variables that any process of the dossier ever had. */
    Set<String> variablesEver(String reference) {
        return history.createHistoricProcessInstanceQuery().processInstanceBusinessKey(reference).list().stream()
                .map(HistoricProcessInstance::getId)
                .flatMap(id ->
                        history
                                .createHistoricVariableInstanceQuery()
                                .processInstanceId(id)
                                .includeDeleted()
                                .list()
                                .stream())
                .map(HistoricVariableInstance::getName)
                .collect(Collectors.toSet());
    }
}
