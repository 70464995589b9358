package fr.ecoquartier.workflow.label;

import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.DossierStatus;
import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.JournalKind;
import fr.ecoquartier.dossier.LabelProcess;
import fr.ecoquartier.dossier.NewDossier;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.workflow.form.FiguresForms;
import fr.ecoquartier.workflow.guard.OnBehalf;
import fr.ecoquartier.workflow.guard.WaitingMessages;
import fr.ecoquartier.workflow.label.ProgressiveLabelProcess.Messages;
import fr.ecoquartier.workflow.label.ProgressiveLabelProcess.Variables;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The process of a dossier on the engine, found by its business key; says so when nothing waits. */
@Service
@Transactional(rollbackFor = NotPossible.class)
class EngineLabelProcess implements LabelProcess {

    private final Dossiers dossiers;
    private final RuntimeService runtime;
    private final TaskService tasks;
    private final ManagementService management;
    private final OnBehalf onBehalf;
    private final WaitingMessages messages;
    private final FiguresForms forms;
    private final Clock clock;

    EngineLabelProcess(
            Dossiers dossiers,
            RuntimeService runtime,
            TaskService tasks,
            ManagementService management,
            OnBehalf onBehalf,
            WaitingMessages messages,
            FiguresForms forms,
            Clock clock) {
        this.dossiers = dossiers;
        this.runtime = runtime;
        this.tasks = tasks;
        this.management = management;
        this.onBehalf = onBehalf;
        this.messages = messages;
        this.forms = forms;
        this.clock = clock;
    }

    @Override
    public String open(NewDossier dossier, Actor actor) throws NotPossible {
        String reference = dossiers.open(dossier, actor);
        start(reference, DossierStage.CHARTER, actor);
        return reference;
    }

    @Override
    public void withdraw(String reference, String reason, Actor actor) throws NotPossible {
        DossierSummary dossier = dossiers.get(reference);
        String text = reason == null ? "" : reason.strip();
        if (text.isEmpty() || text.length() > 2000) {
            throw new NotPossible("Indiquez la raison du désistement, en 2 000 caractères au plus.");
        }
        if (dossier.suspended()) {
            onBehalf.of(
                    actor.id(),
                    () -> instances(reference)
                            .forEach(instance -> runtime.activateProcessInstanceById(instance.getId())));
            dossiers.markResumed(reference, "la collectivité se désiste", actor);
        }
        receive(
                reference,
                Messages.WITHDRAWAL_REQUESTED,
                Map.of(
                        Variables.WITHDRAWAL_REASON, text,
                        Variables.WITHDRAWN_BY, actor.id(),
                        Variables.WITHDRAWN_BY_NAME, actor.name(),
                        Variables.WITHDRAWN_BY_ROLE, actor.role()),
                actor,
                "Ce dossier est clos : il n'y a plus rien dont se désister.");
    }

    @Override
    public void declareFinished(String reference, Actor actor) throws NotPossible {
        refuseTest(reference);
        refuseSuspended(reference);
        dossiers.journal(
                reference,
                actor,
                JournalKind.OPERATION_FINISHED,
                "L'opération est déclarée achevée ou presque achevée.");
        receive(
                reference,
                Messages.OPERATION_FINISHED,
                Map.of(),
                actor,
                "L'opération ne peut être déclarée achevée qu'une fois le contrat signé et avant la demande de label.");
    }

    @Override
    public void declareConditionsMet(String reference, Actor actor) throws NotPossible {
        refuseTest(reference);
        refuseSuspended(reference);
        dossiers.journal(
                reference, actor, JournalKind.FILED, "Les conditions de l'ajournement sont déclarées remplies.");
        receive(
                reference,
                Messages.CONDITIONS_MET,
                Map.of(),
                actor,
                "Le label de ce dossier n'est pas ajourné : aucune condition n'est attendue.");
    }

    @Override
    public void suspend(String reference, String reason, Actor actor) throws NotPossible {
        refuseSuspended(reference);
        List<ProcessInstance> running = onBehalf.of(actor.id(), () -> instances(reference));
        if (running.isEmpty()) {
            throw new NotPossible("Ce dossier est clos : il ne peut plus être suspendu.");
        }
        onBehalf.of(
                actor.id(), () -> running.forEach(instance -> runtime.suspendProcessInstanceById(instance.getId())));
        dossiers.markSuspended(reference, reason, actor);
    }

    @Override
    public void resume(String reference, String reason, Actor actor) throws NotPossible {
        DossierSummary dossier = dossiers.get(reference);
        if (!dossier.suspended()) {
            throw new NotPossible("Ce dossier n'est pas suspendu.");
        }
        Duration pause = Duration.between(dossier.suspendedAt(), clock.instant());
        onBehalf.of(actor.id(), () -> {
            for (ProcessInstance instance : instances(reference)) {
                runtime.activateProcessInstanceById(instance.getId());
                postpone(instance.getId(), pause);
            }
        });
        dossiers.markResumed(reference, reason, actor);
    }

    @Override
    public void reopen(String reference, String reason, Actor actor) throws NotPossible {
        if (DossierSummary.isTest(reference)) {
            throw new NotPossible(
                    "Un dossier de test ne se rouvre pas : sa place revient à la liste de réserve de la campagne.");
        }
        DossierSummary dossier = dossiers.get(reference);
        if (dossier.status() != DossierStatus.ABANDONED) {
            throw new NotPossible("Seul un dossier abandonné peut être rouvert.");
        }
        dossiers.markReopened(reference, reason, actor);
        start(reference, dossier.stage(), actor);
    }

    @Override
    public void moveVersion(String reference, String version, Actor actor) throws NotPossible {
        forms.prepare(version);
        int moved = onBehalf.of(actor.id(), () -> {
            List<ProcessInstance> running = instances(reference);
            running.forEach(instance -> runtime.setVariable(instance.getId(), Variables.REFERENTIEL_VERSION, version));
            return running.size();
        });
        if (moved == 0) {
            throw new NotPossible("Aucune étape de ce dossier n’est en cours.");
        }
    }

    private void start(String reference, DossierStage stage, Actor actor) {
        DossierSummary dossier = dossiers.get(reference);
        onBehalf.of(
                actor.id(),
                () -> runtime.createProcessInstanceByKey(ProgressiveLabelProcess.KEY)
                        .businessKey(reference)
                        .setVariables(Map.of(
                                Variables.REFERENCE, reference,
                                Variables.REGION_CODE, dossier.regionCode(),
                                Variables.AUTHORITY_NAME, dossier.authorityName(),
                                Variables.OPERATION_NAME, dossier.operation(),
                                Variables.REFERENTIEL_VERSION, dossier.referentiel(),
                                Variables.ENTRY_STAGE, stage.code()))
                        .execute());
    }

    /** Gives a message to the one execution of the dossier that waits for it. */
    private void receive(String reference, String message, Map<String, Object> variables, Actor actor, String otherwise)
            throws NotPossible {
        if (!messages.give(reference, message, variables, actor)) {
            throw new NotPossible(otherwise);
        }
    }

    private void postpone(String instance, Duration pause) {
        management.createJobQuery().processInstanceId(instance).timers().list().stream()
                .filter(job -> job.getDuedate() != null)
                .forEach(job -> management.setJobDuedate(job.getId(), later(job.getDuedate(), pause), false));
        tasks.createTaskQuery().processInstanceId(instance).list().forEach(task -> {
            task.setDueDate(later(task.getDueDate(), pause));
            task.setFollowUpDate(later(task.getFollowUpDate(), pause));
            tasks.saveTask(task);
        });
    }

    private static Date later(Date date, Duration pause) {
        return date == null ? null : Date.from(date.toInstant().plus(pause));
    }

    private static void refuseTest(String reference) throws NotPossible {
        if (DossierSummary.isTest(reference)) {
            throw new NotPossible(
                    "Un dossier de test suit le déroulement de sa campagne : ses étapes s'enchaînent d'elles-mêmes.");
        }
    }

    private void refuseSuspended(String reference) throws NotPossible {
        if (dossiers.get(reference).suspended()) {
            throw new NotPossible(
                    "Ce dossier est suspendu par le ministère : rien ne peut y être fait avant sa reprise.");
        }
    }

    private List<ProcessInstance> instances(String reference) {
        return runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(reference)
                .list();
    }
}
