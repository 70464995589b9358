package fr.ecoquartier.workflow.oversight.intervention;

import static fr.ecoquartier.workflow.oversight.French.typeset;

import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.access.StaffDirectory;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.DossierStatus;
import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.JournalKind;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.dossier.Step;
import fr.ecoquartier.oversight.incident.Cause;
import fr.ecoquartier.oversight.intervention.Candidate;
import fr.ecoquartier.oversight.intervention.Interventions;
import fr.ecoquartier.oversight.intervention.Preview;
import fr.ecoquartier.oversight.intervention.ProcessState;
import fr.ecoquartier.oversight.intervention.ProcessState.Restart;
import fr.ecoquartier.oversight.intervention.ProcessState.Running;
import fr.ecoquartier.oversight.intervention.ProcessState.TaskLine;
import fr.ecoquartier.oversight.intervention.ProcessState.Token;
import fr.ecoquartier.workflow.guard.OnBehalf;
import fr.ecoquartier.workflow.guard.Takers;
import fr.ecoquartier.workflow.label.ProgressiveLabelProcess;
import fr.ecoquartier.workflow.label.StageVariables;
import fr.ecoquartier.workflow.oversight.French;
import fr.ecoquartier.workflow.oversight.Models;
import fr.ecoquartier.workflow.oversight.People;
import fr.ecoquartier.workflow.oversight.intervention.Tokens.Standing;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.camunda.bpm.engine.runtime.ActivityInstance;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.runtime.ProcessInstanceModificationBuilder;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.MultiInstanceLoopCharacteristics;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Interventions on the engine. The dossier is locked first, so that of two administrators one comes second and hears of it. */
@Service
@Transactional(rollbackFor = NotPossible.class)
class EngineInterventions implements Interventions {

    /** The process that holds together what runs for a test dossier: its campaign leads it. */
    private static final String PILOT_TEST = "pilotTest";

    private static final int YEARS_AHEAD = 10;

    private final RuntimeService runtime;
    private final TaskService tasks;
    private final HistoryService history;
    private final Dossiers dossiers;
    private final StaffDirectory staff;
    private final Models models;
    private final People people;
    private final Takers takers;
    private final TaskTimers timers;
    private final OnBehalf onBehalf;
    private final Clock clock;

    EngineInterventions(
            RuntimeService runtime,
            TaskService tasks,
            HistoryService history,
            Dossiers dossiers,
            StaffDirectory staff,
            Models models,
            People people,
            Takers takers,
            TaskTimers timers,
            OnBehalf onBehalf,
            Clock clock) {
        this.runtime = runtime;
        this.tasks = tasks;
        this.history = history;
        this.dossiers = dossiers;
        this.staff = staff;
        this.models = models;
        this.people = people;
        this.takers = takers;
        this.timers = timers;
        this.onBehalf = onBehalf;
        this.clock = clock;
    }

    // ------------------------------------------------------------------------------------------- what is

    @Override
    public ProcessState state(String reference) {
        return onBehalf.of(Actor.system().id(), () -> {
            DossierSummary dossier = dossiers.get(reference);
            List<ProcessInstance> running = instances(reference);
            String noRestart = noRestart(dossier, running);
            Optional<HistoricProcessInstance> last = noRestart == null ? lastFinished(reference) : Optional.empty();
            if (noRestart == null && last.isEmpty()) {
                noRestart = "Aucun processus terminé de ce dossier n’est dans l’historique.";
            }
            return new ProcessState(
                    reference,
                    dossier.suspended(),
                    running.stream().map(instance -> running(dossier, instance)).toList(),
                    last.map(instance -> restart(dossier, instance)).orElse(null),
                    noRestart);
        });
    }

    private static String noRestart(DossierSummary dossier, List<ProcessInstance> running) {
        if (!running.isEmpty()) {
            return "Un processus est en cours pour ce dossier : redémarrer le mènerait deux fois. Déplacez plutôt l’étape en cours.";
        }
        if (dossier.test()) {
            return "Un dossier de test ne se redémarre pas : sa place revient à la liste de réserve de la campagne.";
        }
        return null;
    }

    private Optional<HistoricProcessInstance> lastFinished(String reference) {
        return history
                .createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(reference)
                .processDefinitionKey(ProgressiveLabelProcess.KEY)
                .finished()
                .orderByProcessInstanceEndTime()
                .desc()
                .listPage(0, 1)
                .stream()
                .findFirst();
    }

    /** The caller before those that it called. */
    private List<ProcessInstance> instances(String reference) {
        return runtime.createProcessInstanceQuery().processInstanceBusinessKey(reference).list().stream()
                .sorted(Comparator.comparing((ProcessInstance instance) ->
                                instance.getId().equals(instance.getRootProcessInstanceId()))
                        .reversed())
                .toList();
    }

    private Running running(DossierSummary dossier, ProcessInstance instance) {
        BpmnModelInstance model = models.model(instance.getProcessDefinitionId());
        ActivityInstance tree = runtime.getActivityInstance(instance.getId());
        List<Token> tokens = Tokens.of(tree).stream()
                .map(standing -> token(dossier, instance, model, standing))
                .toList();
        return new Running(
                instance.getId(),
                key(instance),
                processName(instance),
                version(instance),
                tokens,
                tasks
                        .createTaskQuery()
                        .processInstanceId(instance.getId())
                        .orderByTaskCreateTime()
                        .asc()
                        .list()
                        .stream()
                        .map(this::line)
                        .toList());
    }

    private Token token(DossierSummary dossier, ProcessInstance instance, BpmnModelInstance model, Standing standing) {
        return new Token(
                standing.id(),
                standing.element(),
                Models.name(model, standing.element()),
                Models.kind(model, standing.element()),
                standing.failed(),
                PILOT_TEST.equals(key(instance))
                        ? List.of()
                        : Targets.of(model, standing.element(), allowed(dossier, key(instance))));
    }

    /** The long-lived process has its own conditions. */
    private Predicate<FlowNode> allowed(DossierSummary dossier, String process) {
        if (!ProgressiveLabelProcess.KEY.equals(process)) {
            return node -> true;
        }
        var stages = dossiers.stages(dossier.reference());
        return node -> Waypoints.known(node.getId()) ? Waypoints.open(node.getId(), stages) : node instanceof UserTask;
    }

    private Restart restart(DossierSummary dossier, HistoricProcessInstance instance) {
        BpmnModelInstance model = models.model(instance.getProcessDefinitionId());
        List<HistoricActivityInstance> end = history.createHistoricActivityInstanceQuery()
                .processInstanceId(instance.getId())
                .activityType("noneEndEvent")
                .orderByHistoricActivityInstanceEndTime()
                .desc()
                .listPage(0, 1);
        return new Restart(
                instance.getId(),
                instance.getProcessDefinitionName(),
                instance.getProcessDefinitionVersion(),
                instance.getEndTime().toInstant(),
                end.isEmpty()
                        ? "Arrêté avant la fin"
                        : Models.name(model, end.get(0).getActivityId()),
                Targets.of(model, null, allowed(dossier, ProgressiveLabelProcess.KEY)));
    }

    private TaskLine line(Task task) {
        String role = tasks.getIdentityLinksForTask(task.getId()).stream()
                .map(IdentityLink::getGroupId)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        return new TaskLine(
                task.getId(),
                task.getTaskDefinitionKey(),
                task.getName(),
                role,
                task.getAssignee(),
                task.getAssignee() == null ? null : people.name(task.getAssignee()),
                task.getDueDate() == null ? null : task.getDueDate().toInstant(),
                takers.isPersonal(task.getId()));
    }

    @Override
    public Optional<String> diagram(String reference, String instance) {
        return onBehalf.of(
                Actor.system().id(),
                () -> Optional.ofNullable(history.createHistoricProcessInstanceQuery()
                                .processInstanceId(instance)
                                .processInstanceBusinessKey(reference)
                                .singleResult())
                        .map(found -> org.camunda.bpm.model.bpmn.Bpmn.convertToString(
                                models.model(found.getProcessDefinitionId()))));
    }

    // ------------------------------------------------------------------------------------------- move

    private record Move(ProcessInstance instance, Running state, Token token, Standing standing, FlowNode target) {}

    @Override
    public Preview previewMove(String reference, String instance, String token, String target) throws NotPossible {
        return looking(() -> {
            Move move = checked(reference, instance, token, target);
            List<String> ends = new ArrayList<>();
            ends.add("« %s » s’arrête sans être achevée.".formatted(move.token().name()));
            openTasksAt(move).forEach(task -> ends.add(task(task)));
            called(move).forEach(called -> {
                ends.add("Le processus « %s » qu’elle a appelé s’arrête.".formatted(processName(called)));
                tasks.createTaskQuery().processInstanceId(called.getId()).list().forEach(task -> ends.add(task(task)));
            });
            List<String> begins = new ArrayList<>();
            begins.add(begins(move.target()));
            List<String> notes = new ArrayList<>();
            Integer round = round(instance);
            if (round != null) {
                notes.add(
                        "Le tour passe de %d à %d : ce qui est refait compte comme nouveau, ce qui a été fait reste au dossier."
                                .formatted(round, round + 1));
            }
            statusAfter(move)
                    .ifPresent(status -> notes.add("Le dossier prend l’état « %s ».".formatted(status.label())));
            return preview(
                    "Passer de « %s » à « %s »".formatted(move.token().name(), Models.name(move.target())),
                    ends,
                    begins,
                    notes);
        });
    }

    @Override
    public void move(String reference, String instance, String token, String target, String reason, Actor actor)
            throws NotPossible {
        acting(reference, actor, () -> {
            Move move = checked(reference, instance, token, target);
            Set<DossierStage> left = called(move).stream()
                    .map(called -> runtime.getVariable(called.getId(), StageVariables.STAGE))
                    .filter(String.class::isInstance)
                    .map(stage -> DossierStage.of((String) stage))
                    .collect(Collectors.toSet());
            Optional<DossierStatus> status = statusAfter(move);
            Integer round = round(instance);
            if (round != null) {
                runtime.setVariable(instance, StageVariables.ROUND, round + 1);
            }
            left.forEach(stage -> dossiers.leaveStage(reference, stage));
            status.ifPresent(after -> dossiers.putBack(reference, after));
            journal(
                    reference,
                    move.instance(),
                    target,
                    actor,
                    "Déplacement de « %s » à « %s » : %s"
                            .formatted(move.token().name(), Models.name(move.target()), reason),
                    false);
            begin(move);
            return null;
        });
    }

    private void begin(Move move) {
        ProcessInstanceModificationBuilder change = runtime.createProcessInstanceModification(
                        move.instance().getId())
                .cancellationSourceExternal(true);
        String target = move.target().getId();
        if (move.target() instanceof Activity activity
                && activity.getLoopCharacteristics() instanceof MultiInstanceLoopCharacteristics) {
            target += Tokens.BODY;
        }
        if (move.target().getParentElement() instanceof SubProcess scope) {
            ActivityInstance ancestor = Tokens.scope(
                            runtime.getActivityInstance(move.instance().getId()), scope.getId())
                    .orElseThrow();
            change.startBeforeActivity(target, ancestor.getId());
        } else {
            change.startBeforeActivity(target);
        }
        if (move.standing().transition()) {
            change.cancelTransitionInstance(move.standing().id());
        } else {
            change.cancelActivityInstance(move.standing().id());
        }
        change.execute();
    }

    private Move checked(String reference, String instance, String token, String target) throws NotPossible {
        refuseSuspended(reference);
        ProcessInstance found = runtime.createProcessInstanceQuery()
                .processInstanceId(instance)
                .processInstanceBusinessKey(reference)
                .singleResult();
        if (found == null) {
            throw new NotPossible("Ce processus est terminé entre-temps : rien n’a été changé.");
        }
        Running state = running(dossiers.get(reference), found);
        Token at = state.token(token);
        if (at == null) {
            throw new NotPossible(gone(instance, token));
        }
        BpmnModelInstance model = models.model(found.getProcessDefinitionId());
        if (at.targets().stream().noneMatch(each -> each.element().equals(target))) {
            throw new NotPossible("De « %s », on ne peut pas aller à « %s » : choisissez un élément proposé."
                    .formatted(at.name(), Models.name(model, target)));
        }
        Standing standing = Tokens.of(runtime.getActivityInstance(instance)).stream()
                .filter(each -> each.id().equals(token))
                .findFirst()
                .orElseThrow(() -> new NotPossible(gone(instance, token)));
        return new Move(found, state, at, standing, model.getModelElementById(target));
    }

    /** Who was faster. */
    private String gone(String instance, String token) {
        Optional<HistoricTaskInstance> done = history
                .createHistoricTaskInstanceQuery()
                .processInstanceId(instance)
                .activityInstanceIdIn(token)
                .finished()
                .list()
                .stream()
                .findFirst();
        return done.map(this::done)
                .orElse(
                        "Le processus n’est plus à cette étape : il a avancé entre-temps. Rien n’a été changé ; rechargez la page.");
    }

    private String done(HistoricTaskInstance task) {
        String moment = French.moment(task.getEndTime().toInstant());
        return "completed".equals(task.getDeleteReason())
                ? "Entre-temps, « %s » a été traitée par %s le %s. Rien n’a été changé ; rechargez la page."
                        .formatted(
                                task.getName(),
                                task.getAssignee() == null ? "l’application" : people.name(task.getAssignee()),
                                moment)
                : "Entre-temps, « %s » a été arrêtée, le %s. Rien n’a été changé ; rechargez la page."
                        .formatted(task.getName(), moment);
    }

    private List<Task> openTasksAt(Move move) {
        return tasks.createTaskQuery().processInstanceId(move.instance().getId()).list().stream()
                .filter(task -> move.standing().executions().contains(task.getExecutionId())
                        && task.getTaskDefinitionKey().equals(move.token().element()))
                .toList();
    }

    private List<ProcessInstance> called(Move move) {
        return calledBy(move.instance().getId(), move.token().element());
    }

    private List<ProcessInstance> calledBy(String instance, String element) {
        Set<String> called = history
                .createHistoricActivityInstanceQuery()
                .processInstanceId(instance)
                .activityId(element)
                .unfinished()
                .list()
                .stream()
                .map(HistoricActivityInstance::getCalledProcessInstanceId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return called.isEmpty()
                ? List.of()
                : runtime.createProcessInstanceQuery()
                        .processInstanceIds(called)
                        .list();
    }

    private static String begins(FlowNode target) {
        String name = Models.name(target);
        if (target instanceof UserTask) {
            return "La tâche « %s » s’ouvre pour ses candidats, avec une nouvelle échéance.".formatted(name);
        }
        if (target instanceof CallActivity) {
            return "« %s » commence : le processus appelé est ouvert dans sa dernière version.".formatted(name);
        }
        return target instanceof Activity
                ? "« %s » est exécutée.".formatted(name)
                : "Le processus reprend à « %s ».".formatted(name);
    }

    private Optional<DossierStatus> statusAfter(Move move) {
        return ProgressiveLabelProcess.KEY.equals(key(move.instance()))
                ? Waypoints.status(move.target().getId())
                : Optional.empty();
    }

    private Integer round(String instance) {
        return runtime.getVariableLocal(instance, StageVariables.ROUND) instanceof Integer round ? round : null;
    }

    // ------------------------------------------------------------------------------------------- restart

    @Override
    public Preview previewRestart(String reference, String instance, String target) throws NotPossible {
        return looking(() -> {
            FlowNode element = restartable(reference, instance, target);
            HistoricProcessInstance finished = lastFinished(reference).orElseThrow();
            List<String> notes = new ArrayList<>();
            notes.add("Le processus reprend sa version %d et ses variables telles qu’elles étaient à sa fin, le %s."
                    .formatted(finished.getProcessDefinitionVersion(), French.day(finished.getEndTime())));
            Waypoints.status(target)
                    .ifPresent(status -> notes.add("Le dossier prend l’état « %s ».".formatted(status.label())));
            return preview(
                    "Redémarrer à « %s »".formatted(Models.name(element)),
                    List.of("Le dossier n’est plus dans l’état « %s »."
                            .formatted(dossiers.get(reference).status().label())),
                    List.of(begins(element)),
                    notes);
        });
    }

    @Override
    public void restart(String reference, String instance, String target, String reason, Actor actor)
            throws NotPossible {
        acting(reference, actor, () -> {
            FlowNode element = restartable(reference, instance, target);
            HistoricProcessInstance finished = lastFinished(reference).orElseThrow();
            Waypoints.status(target).ifPresent(status -> dossiers.putBack(reference, status));
            dossiers.journal(
                    new Step(
                            reference,
                            null,
                            target,
                            instance,
                            finished.getProcessDefinitionKey() + ":" + finished.getProcessDefinitionVersion()),
                    actor,
                    JournalKind.INTERVENTION,
                    typeset("Redémarrage à « %s » : %s".formatted(Models.name(element), reason)),
                    false);
            runtime.restartProcessInstances(finished.getProcessDefinitionId())
                    .startBeforeActivity(target)
                    .processInstanceIds(instance)
                    .execute();
            return null;
        });
    }

    private FlowNode restartable(String reference, String instance, String target) throws NotPossible {
        DossierSummary dossier = dossiers.get(reference);
        String no = noRestart(dossier, instances(reference));
        if (no != null) {
            throw new NotPossible(no);
        }
        HistoricProcessInstance last = lastFinished(reference)
                .filter(found -> found.getId().equals(instance))
                .orElseThrow(() -> new NotPossible(
                        "Seul le dernier processus terminé du dossier se redémarre : rechargez la page."));
        BpmnModelInstance model = models.model(last.getProcessDefinitionId());
        if (Targets.of(model, null, allowed(dossier, ProgressiveLabelProcess.KEY)).stream()
                .noneMatch(each -> each.element().equals(target))) {
            throw new NotPossible("Le dossier ne peut pas reprendre à « %s » : il n’est jamais allé jusque-là."
                    .formatted(Models.name(model, target)));
        }
        return model.getModelElementById(target);
    }

    // ------------------------------------------------------------------------------------------- due date

    @Override
    public Preview previewDueDate(String reference, String task, LocalDate day) throws NotPossible {
        return looking(() -> {
            Task open = openTask(reference, task);
            refusePast(open, day);
            TaskTimers.Change change = timers.change(open, day);
            return preview(
                    "Nouvelle échéance de « %s »".formatted(open.getName()),
                    open.getDueDate() == null
                            ? List.of()
                            : List.of("L’échéance du %s est abandonnée.".formatted(French.day(open.getDueDate()))),
                    change.sentences(),
                    change.notes());
        });
    }

    @Override
    public void changeDueDate(String reference, String task, Instant seen, LocalDate day, String reason, Actor actor)
            throws NotPossible {
        acting(reference, actor, () -> {
            Task open = openTask(reference, task);
            refusePast(open, day);
            Instant present =
                    open.getDueDate() == null ? null : open.getDueDate().toInstant();
            if (!Objects.equals(seen, present)) {
                throw new NotPossible(
                        "Quelqu’un d’autre a changé l’échéance de « %s » entre-temps : elle est au %s. Rien n’a été changé."
                                .formatted(open.getName(), present == null ? "–" : French.day(open.getDueDate())));
            }
            String before = present == null ? "aucune" : "celle du " + French.day(open.getDueDate());
            timers.apply(open, day);
            journal(
                    open,
                    reference,
                    actor,
                    "Échéance de « %s » portée au %s (auparavant %s) : %s"
                            .formatted(open.getName(), French.day(day), before, reason),
                    !isForAuthority(open));
            return null;
        });
    }

    private void refusePast(Task task, LocalDate day) throws NotPossible {
        LocalDate today = LocalDate.ofInstant(clock.instant(), French.PARIS);
        if (day.isBefore(today)) {
            throw new NotPossible("L’échéance ne peut pas être dans le passé.");
        }
        if (day.isAfter(today.plusYears(YEARS_AHEAD))) {
            throw new NotPossible("L’échéance est au plus dans dix ans.");
        }
        if (task.getDueDate() != null
                && LocalDate.ofInstant(task.getDueDate().toInstant(), French.PARIS)
                        .equals(day)) {
            throw new NotPossible("C’est déjà l’échéance de cette tâche.");
        }
    }

    // ------------------------------------------------------------------------------------------- reassign

    @Override
    public List<Candidate> whoMayTake(String reference, String task) throws NotPossible {
        return looking(() -> {
            Task open = openTask(reference, task);
            return tasks.getIdentityLinksForTask(open.getId()).stream()
                    .map(IdentityLink::getGroupId)
                    .filter(Objects::nonNull)
                    .flatMap(group -> Role.ofGroup(group).stream())
                    .filter(Role::staff)
                    .flatMap(role -> staff.withRole(role).stream())
                    .filter(person -> !person.id().equals(open.getAssignee()))
                    .filter(person -> takers.refusal(task, person.id()).isEmpty())
                    .collect(Collectors.toMap(Person::id, Person::name, (one, other) -> one, LinkedHashMap::new))
                    .entrySet()
                    .stream()
                    .map(person -> new Candidate(person.getKey(), person.getValue()))
                    .sorted(Comparator.comparing(Candidate::name))
                    .toList();
        });
    }

    @Override
    public void reassign(String reference, String task, String seen, String to, String reason, Actor actor)
            throws NotPossible {
        acting(reference, actor, () -> {
            Task open = openTask(reference, task);
            if (!Objects.equals(seen, open.getAssignee())) {
                throw new NotPossible(
                        open.getAssignee() == null
                                ? "Entre-temps, « %s » a été remise à disposition. Rien n’a été changé ; rechargez la page."
                                        .formatted(open.getName())
                                : "Entre-temps, « %s » a été prise en charge par %s. Rien n’a été changé ; rechargez la page."
                                        .formatted(open.getName(), people.name(open.getAssignee())));
            }
            if (isForAuthority(open)) {
                throw new NotPossible("Cette étape revient à la collectivité : elle se traite dans son espace.");
            }
            if (takers.isPersonal(task)) {
                throw new NotPossible("Cette tâche est attribuée nommément : elle ne change pas de mains.");
            }
            if (to != null) {
                Optional<String> refusal = takers.refusal(task, to);
                if (refusal.isPresent()) {
                    throw new NotPossible(refusal.get());
                }
            }
            tasks.setAssignee(task, to);
            String before = seen == null ? "personne ne l’avait" : "auparavant " + people.name(seen);
            journal(
                    open,
                    reference,
                    actor,
                    to == null
                            ? "« %s » remise à la disposition de ses candidats (%s) : %s"
                                    .formatted(open.getName(), before, reason)
                            : "« %s » confiée à %s (%s) : %s"
                                    .formatted(open.getName(), people.name(to), before, reason),
                    true);
            return null;
        });
    }

    // ------------------------------------------------------------------------------------------- common

    private Task openTask(String reference, String id) throws NotPossible {
        refuseSuspended(reference);
        Task task = tasks.createTaskQuery()
                .taskId(id)
                .processInstanceBusinessKey(reference)
                .singleResult();
        if (task != null) {
            return task;
        }
        HistoricTaskInstance done = history.createHistoricTaskInstanceQuery()
                .taskId(id)
                .processInstanceBusinessKey(reference)
                .finished()
                .singleResult();
        throw new NotPossible(done == null ? "Cette tâche n’est pas de ce dossier." : done(done));
    }

    private void refuseSuspended(String reference) throws NotPossible {
        if (dossiers.get(reference).suspended()) {
            throw new NotPossible("Ce dossier est suspendu : reprenez-le avant d’intervenir sur son processus.");
        }
    }

    private boolean isForAuthority(Task task) {
        return tasks.getIdentityLinksForTask(task.getId()).stream()
                .anyMatch(link -> Role.AUTHORITY.group().equals(link.getGroupId()));
    }

    private String task(Task task) {
        String who = task.getAssignee() == null ? "" : ", prise en charge par " + people.name(task.getAssignee());
        return "La tâche « %s »%s disparaît ; ce qui y est saisi sans être envoyé est perdu."
                .formatted(task.getName(), who);
    }

    private static Preview preview(String title, List<String> ends, List<String> begins, List<String> notes) {
        return new Preview(typeset(title), all(ends), all(begins), all(notes));
    }

    private static List<String> all(List<String> sentences) {
        return sentences.stream().map(French::typeset).toList();
    }

    private void journal(
            String reference, ProcessInstance instance, String element, Actor actor, String text, boolean internal) {
        dossiers.journal(
                new Step(reference, null, element, instance.getId(), key(instance) + ":" + version(instance)),
                actor,
                JournalKind.INTERVENTION,
                typeset(text),
                internal);
    }

    private void journal(Task task, String reference, Actor actor, String text, boolean internal) {
        String[] definition = task.getProcessDefinitionId().split(":");
        dossiers.journal(
                new Step(
                        reference,
                        null,
                        task.getTaskDefinitionKey(),
                        task.getId(),
                        definition[0] + ":" + definition[1]),
                actor,
                JournalKind.INTERVENTION,
                typeset(text),
                internal);
    }

    private static String key(ProcessInstance instance) {
        return instance.getProcessDefinitionId().split(":")[0];
    }

    private static int version(ProcessInstance instance) {
        return Integer.parseInt(instance.getProcessDefinitionId().split(":")[1]);
    }

    private String processName(ProcessInstance instance) {
        return models.processName(instance.getProcessDefinitionId());
    }

    @FunctionalInterface
    private interface Action<T> {
        T run() throws NotPossible;
    }

    private <T> T looking(Action<T> action) throws NotPossible {
        return unwrapped(Actor.system().id(), action);
    }

    /** Locks the dossier, acts, and makes a sentence of what the engine refuses. */
    private void acting(String reference, Actor actor, Action<Void> action) throws NotPossible {
        dossiers.lock(reference);
        try {
            unwrapped(actor.id(), action);
        } catch (OptimisticLockingException e) {
            throw new NotPossible(
                    "Quelqu’un d’autre a agi sur ce dossier au même instant. Rien n’a été changé ; rechargez la page.");
        } catch (org.camunda.bpm.engine.ProcessEngineException | fr.ecoquartier.workflow.Refusal e) {
            throw new NotPossible(
                    "Le moteur refuse ce changement, rien n’a été changé. Cause : " + Cause.reason(e.getMessage()));
        }
    }

    private <T> T unwrapped(String actor, Action<T> action) throws NotPossible {
        Map<String, NotPossible> refusal = new LinkedHashMap<>();
        T result = onBehalf.of(actor, () -> {
            try {
                return action.run();
            } catch (NotPossible e) {
                refusal.put("refusal", e);
                return null;
            }
        });
        if (!refusal.isEmpty()) {
            throw refusal.get("refusal");
        }
        return result;
    }
}
