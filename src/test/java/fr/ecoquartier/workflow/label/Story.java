package fr.ecoquartier.workflow.label;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.access.Role;
import fr.ecoquartier.access.StaffDirectory;
import fr.ecoquartier.act.IssuedDocuments;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.AuthorityTasks;
import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.Evidence;
import fr.ecoquartier.dossier.EvidenceFiles;
import fr.ecoquartier.dossier.JournalEntry;
import fr.ecoquartier.dossier.JournalKind;
import fr.ecoquartier.dossier.LabelProcess;
import fr.ecoquartier.dossier.NewDossier;
import fr.ecoquartier.dossier.NewEvidence;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.dossier.ProcessHealth;
import fr.ecoquartier.expertise.Expert;
import fr.ecoquartier.expertise.ExpertKind;
import fr.ecoquartier.expertise.Experts;
import fr.ecoquartier.referentiel.Referentiels;
import fr.ecoquartier.workflow.DocumentSteps;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One dossier of Grenoble, driven as people and time would: forms are sent the way their senders send them and are
 * validated, every job is run by the id of its activity.
 */
class Story {

    static final Actor GRENOBLE = new Actor("commune-38185.story", "Ville de Grenoble", "Collectivité");
    static final Actor MINISTRY = new Actor("ministry.story", "Ministère du Logement", "Ministère");

    /** The references of every story told so far: whose activities count as covered. */
    static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

    static final String AUTHORITY_CODE = "38185";

    private static final List<String> AUTOMATIC = List.of(
            "charterStage",
            "contractStage",
            "followUpStage",
            "awardStage",
            "confirmationStage",
            "pilotCharter",
            "pilotContract",
            "pilotAward",
            "checkBaseline",
            "checkObjectives",
            "computeDeviations",
            "checkAward");

    final String reference;

    private final Tools tools;
    private final SampleAnswers answers;
    private final String authority;

    /** The application's services that stories use. */
    record Tools(
            LabelProcess process,
            ProcessHealth health,
            AuthorityTasks authorityTasks,
            Dossiers dossiers,
            EvidenceFiles evidence,
            Referentiels referentiels,
            Experts experts,
            StaffDirectory staff,
            TaskService tasks,
            RuntimeService runtime,
            ManagementService management,
            HistoryService history,
            IdentityService identity,
            IssuedDocuments documents,
            JdbcClient jdbc) {}

    /** What already runs under this business key: a dossier, or a campaign of pilot tests. */
    Story(Tools tools, String reference) {
        this.tools = tools;
        this.reference = reference;
        this.authority = tools.dossiers()
                .find(reference)
                .map(DossierSummary::authorityCode)
                .orElse(AUTHORITY_CODE);
        this.answers = new SampleAnswers(tools.referentiels().inForce());
        TOLD.add(reference);
    }

    /** A dossier that its authority has just opened. */
    static Story open(AutowireCapableBeanFactory application) throws NotPossible {
        Tools tools = tools(application);
        Story story = new Story(
                tools,
                tools.process().open(new NewDossier(AUTHORITY_CODE, "Caserne de Bonne", "urban", false), GRENOBLE));
        story.runs("charterStage");
        return story;
    }

    /** A dossier whose process begins at a later stage. */
    static Story openAt(AutowireCapableBeanFactory application, String stage) throws NotPossible {
        Tools tools = tools(application);
        String reference =
                tools.dossiers().open(new NewDossier(AUTHORITY_CODE, "Caserne de Bonne", "urban", false), GRENOBLE);
        tools.runtime()
                .createProcessInstanceByKey(ProgressiveLabelProcess.KEY)
                .businessKey(reference)
                .setVariable("reference", reference)
                .setVariable("regionCode", "82")
                .setVariable("authorityName", "Grenoble")
                .setVariable("operationName", "Caserne de Bonne")
                .setVariable(
                        "referentielVersion", tools.referentiels().inForce().version())
                .setVariable("entryStage", stage)
                .execute();
        Story story = new Story(tools, reference);
        story.runs(stage + "Stage");
        return story;
    }

    static Tools tools(AutowireCapableBeanFactory application) {
        Tools tools = application.createBean(Tools.class);
        expert(tools, SampleAnswers.Experts.NATIONAL, ExpertKind.NATIONAL, "CSTB");
        expert(tools, SampleAnswers.Experts.OTHER_NATIONAL, ExpertKind.NATIONAL, "ADEME");
        expert(tools, SampleAnswers.Experts.LOCAL, ExpertKind.LOCAL, "CETE de Lyon");
        expert(tools, SampleAnswers.Experts.EXTERNAL, ExpertKind.EXTERNAL, "Atelier Rhône");
        return tools;
    }

    private static void expert(Tools tools, String id, ExpertKind kind, String employer) {
        if (tools.experts().find(id).isEmpty()) {
            tools.experts().register(new Expert(id, "Expert " + employer, kind, employer, null, true));
            tools.staff()
                    .save(new StaffDirectory.NewStaff(
                            id,
                            "Expert",
                            employer,
                            id + "@example.org",
                            "Quartier-" + java.util.UUID.randomUUID(),
                            Set.of(Role.EXPERT),
                            Set.of()));
        }
    }

    // what people do

    /** Sends the task's form with the answers that lead on towards the label. */
    Story does(String task) throws NotPossible {
        return send(task, answers.towardsTheLabel(task));
    }

    /** Sends the task's form with this choice. */
    Story does(String task, String choice) throws NotPossible {
        return send(task, answers.choosing(task, choice));
    }

    /** Sends the task's form with these answers. */
    Story send(String task, Map<String, Object> values) throws NotPossible {
        prepare(task);
        return sendTo(task(task), DocumentSteps.asShown(tools.documents(), reference, task, values));
    }

    private Story sendTo(Task open, Map<String, Object> values) {
        if (open.getAssignee() != null) {
            sendAs(open.getAssignee(), open, values);
        } else if (isForAuthority(open)) {
            tools.authorityTasks().submit(open.getId(), Set.of(authority), values, GRENOBLE);
        } else {
            tools.tasks().complete(open.getId(), values);
        }
        return documentsAreMade();
    }

    /** Documents are made by steps of their own, as soon as their turn has come. */
    private Story documentsAreMade() {
        DocumentSteps.run(tools.runtime(), tools.management(), reference);
        return this;
    }

    /** Every expert whose opinion is awaited gives it. */
    Story expertsDo(String task) throws NotPossible {
        for (Task open : tasks(task)) {
            sendAs(open.getAssignee(), open, answers.towardsTheLabel(task));
        }
        return this;
    }

    /** One expert sends the form. */
    Story expertDoes(String expert, String task, String choice) {
        Task open = tasks(task).stream()
                .filter(each -> expert.equals(each.getAssignee()))
                .findFirst()
                .orElseThrow();
        return sendAs(expert, open, answers.choosing(task, choice));
    }

    /** One expert sends the form with the answers that lead on. */
    Story expertDoes(String expert, String task) {
        Task open = tasks(task).stream()
                .filter(each -> expert.equals(each.getAssignee()))
                .findFirst()
                .orElseThrow();
        return sendAs(expert, open, answers.towardsTheLabel(task));
    }

    private Story sendAs(String person, Task open, Map<String, Object> values) {
        tools.identity()
                .setAuthentication(
                        person, List.of(Role.EXPERT.group(), Role.PARTNER.group()), List.of(open.getTenantId()));
        try {
            tools.tasks().complete(open.getId(), values);
        } finally {
            tools.identity().clearAuthentication();
        }
        return documentsAreMade();
    }

    private boolean isForAuthority(Task open) {
        return tools.tasks().getIdentityLinksForTask(open.getId()).stream()
                .anyMatch(link -> Role.AUTHORITY.group().equals(link.getGroupId()));
    }

    /** What must be in the dossier before a form is accepted. */
    private void prepare(String task) throws NotPossible {
        Map<String, String> needed = Map.of("fileCharterRequest", Evidence.DELIBERATION, "joinEvidence", "E01");
        String commitment = needed.get(task);
        if (commitment != null
                && tools.evidence().of(reference).stream()
                        .noneMatch(file -> file.commitment().equals(commitment))) {
            tools.evidence()
                    .add(
                            reference,
                            new NewEvidence(
                                    commitment,
                                    "piece.pdf",
                                    "application/pdf",
                                    "%PDF-1.4".getBytes(StandardCharsets.US_ASCII)),
                            GRENOBLE);
        }
    }

    Story declaresFinished() throws NotPossible {
        tools.process().declareFinished(reference, GRENOBLE);
        return this;
    }

    Story declaresConditionsMet() throws NotPossible {
        tools.process().declareConditionsMet(reference, GRENOBLE);
        return this;
    }

    Story withdraws(String reason) throws NotPossible {
        tools.process().withdraw(reference, reason, GRENOBLE);
        return this;
    }

    Story isSuspended() throws NotPossible {
        tools.process().suspend(reference, "Contrôle de légalité en cours", MINISTRY);
        return this;
    }

    Story isResumed() throws NotPossible {
        tools.process().resume(reference, "Contrôle terminé", MINISTRY);
        return this;
    }

    Story isReopened() throws NotPossible {
        tools.process().reopen(reference, "La collectivité reprend son projet", MINISTRY);
        return this;
    }

    // what time and the engine do

    /** Runs the one job (automatic step or timer) of an activity. */
    Story runs(String activity) {
        tools.management().executeJob(job(activity).getId());
        return documentsAreMade();
    }

    /** Runs the job of an activity in every branch that waits there. */
    Story runsAll(String activity) {
        List<Job> found = jobs(activity);
        assertThat(found).as("jobs of %s of %s", activity, reference).isNotEmpty();
        found.forEach(job -> tools.management().executeJob(job.getId()));
        return documentsAreMade();
    }

    Story isReminded(String task) {
        return runs(task + "Reminder");
    }

    Story passesTheDeadlineOf(String task) {
        return runs(task + "Deadline");
    }

    Job job(String activity) {
        List<Job> found = jobs(activity);
        assertThat(found).as("job of %s of %s", activity, reference).hasSize(1);
        return found.get(0);
    }

    /** Activities whose timers the job executor would fire now. */
    List<String> dueNow() {
        return instances().stream()
                .flatMap(instance -> tools
                        .management()
                        .createJobQuery()
                        .processInstanceId(instance.getId())
                        .timers()
                        .executable()
                        .list()
                        .stream())
                .map(job -> tools.management()
                        .createJobDefinitionQuery()
                        .jobDefinitionId(job.getJobDefinitionId())
                        .singleResult()
                        .getActivityId())
                .toList();
    }

    private List<Job> jobs(String activity) {
        return instances().stream()
                .flatMap(
                        instance -> tools
                                .management()
                                .createJobQuery()
                                .processInstanceId(instance.getId())
                                .activityId(activity)
                                .list()
                                .stream())
                .toList();
    }

    /** Goes on towards the label until this task waits. */
    Story until(String task) throws NotPossible {
        for (int steps = 0; !openTasks().contains(task); steps++) {
            assertThat(steps)
                    .as("steps of %s towards %s, at %s", reference, task, openTasks())
                    .isLessThan(60);
            Optional<String> automatic = AUTOMATIC.stream()
                    .filter(activity -> !jobs(activity).isEmpty())
                    .findFirst();
            if (automatic.isPresent()) {
                runs(automatic.get());
                continue;
            }
            assertThat(openTasks())
                    .as("tasks of %s on the way to %s", reference, task)
                    .hasSize(1);
            String next = openTasks().iterator().next();
            if (tasks(next).size() > 1) {
                expertsDo(next);
            } else {
                does(next);
            }
        }
        return this;
    }

    // what is seen

    List<Task> tasks(String key) {
        return tools.tasks()
                .createTaskQuery()
                .processInstanceBusinessKey(reference)
                .taskDefinitionKey(key)
                .list();
    }

    Task task(String key) {
        List<Task> found = tasks(key);
        assertThat(found)
                .as("open task %s of %s, at %s", key, reference, openTasks())
                .hasSize(1);
        return found.get(0);
    }

    /** Definition keys of the open tasks. */
    Set<String> openTasks() {
        Set<String> keys = new java.util.TreeSet<>();
        tools.tasks()
                .createTaskQuery()
                .processInstanceBusinessKey(reference)
                .list()
                .forEach(task -> keys.add(task.getTaskDefinitionKey()));
        return keys;
    }

    Story waitsFor(String... tasks) {
        assertThat(openTasks()).as("open tasks of %s", reference).containsExactlyInAnyOrder(tasks);
        return this;
    }

    /** The label's own stages are over, the independent evaluations begin. */
    Story waitsForEvaluations() {
        return waitsFor("rateAsDreal", "rateAsExpert", "rateAsPartner", "giveFeedback");
    }

    /** The process waits for no task but for these events. */
    Story waitsForEvents(String... events) {
        assertThat(openTasks()).isEmpty();
        List<String> active = instances().stream()
                .flatMap(instance -> tools.runtime().getActiveActivityIds(instance.getId()).stream())
                .toList();
        assertThat(active).as("where %s waits", reference).contains(events);
        return this;
    }

    /** Nothing runs any more, and this was the way it ended. */
    Story hasEnded(String... ends) {
        assertThat(instances()).as("running instances of %s", reference).isEmpty();
        return passed(ends);
    }

    Story passed(String... activities) {
        assertThat(path()).as("path of %s", reference).containsSubsequence(activities);
        return this;
    }

    Story never(String... activities) {
        assertThat(path()).as("path of %s", reference).doesNotContain(activities);
        return this;
    }

    /** Finished activities: of the long-lived process, then of each stage in turn, each in order. */
    List<String> path() {
        return tools
                .history()
                .createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(reference)
                .orderByProcessInstanceStartTime()
                .asc()
                .list()
                .stream()
                .flatMap(instance -> path(instance.getId()).stream())
                .toList();
    }

    private List<String> path(String instance) {
        return tools
                .history()
                .createHistoricActivityInstanceQuery()
                .processInstanceId(instance)
                .finished()
                .orderPartiallyByOccurrence()
                .asc()
                .list()
                .stream()
                .map(HistoricActivityInstance::getActivityId)
                .toList();
    }

    List<ProcessInstance> instances() {
        return tools.runtime()
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(reference)
                .list();
    }

    DossierSummary dossier() {
        return tools.dossiers().get(reference);
    }

    List<String> journal(JournalKind kind) {
        return tools.dossiers().journal(reference, true).stream()
                .filter(entry -> entry.kind() == kind)
                .map(JournalEntry::text)
                .toList();
    }

    /** « CHARTER 1 à signer » for each document, in their order. */
    List<String> documents() {
        return tools.documents().of(reference).stream()
                .map(document -> document.kind() + " " + document.number() + (document.toSign() ? " à signer" : ""))
                .toList();
    }

    /** These documents exist, in this order. */
    Story issued(String... documents) {
        assertThat(documents()).as("documents of %s", reference).containsSubsequence(documents);
        return this;
    }

    List<String> troubles() {
        return tools.health().troubles(reference);
    }

    Tools tools() {
        return tools;
    }
}
