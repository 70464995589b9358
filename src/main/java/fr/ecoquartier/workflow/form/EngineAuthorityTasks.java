package fr.ecoquartier.workflow.form;

import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.AuthorityTasks;
import fr.ecoquartier.dossier.DossierFigures;
import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.Draft;
import fr.ecoquartier.dossier.OpenTask;
import fr.ecoquartier.dossier.OpenTasks;
import fr.ecoquartier.pilot.functioning.FirstDrafts;
import fr.ecoquartier.workflow.Refusal;
import fr.ecoquartier.workflow.guard.OnBehalf;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The tasks of authorities, with the same forms and the same checks as everybody's, and only their own. */
@Component
class EngineAuthorityTasks implements AuthorityTasks {

    private static final String ROLE = "authority";
    private static final int LARGEST_DRAFT = 200_000;

    private final OpenTasks openTasks;
    private final Dossiers dossiers;
    private final DossierFigures figures;
    private final FirstDrafts firstDrafts;
    private final TaskForms forms;
    private final OnBehalf onBehalf;
    private final ProcessEngine engine;
    private final FormService formService;

    EngineAuthorityTasks(
            OpenTasks openTasks,
            Dossiers dossiers,
            DossierFigures figures,
            FirstDrafts firstDrafts,
            TaskForms forms,
            OnBehalf onBehalf,
            ProcessEngine engine) {
        this.openTasks = openTasks;
        this.dossiers = dossiers;
        this.figures = figures;
        this.firstDrafts = firstDrafts;
        this.forms = forms;
        this.onBehalf = onBehalf;
        this.engine = engine;
        this.formService = engine.getFormService();
    }

    @Override
    public List<OpenTask> of(Set<String> authorityCodes) {
        return openTasks.of(authorityCodes, ROLE);
    }

    @Override
    public Optional<TaskForm> form(String taskId, Set<String> authorityCodes) {
        return mine(taskId, authorityCodes)
                .flatMap(task -> withTask(taskId, entity -> {
                    Map<String, Object> data = new LinkedHashMap<>(forms.show(entity));
                    Optional<Draft> draft = figures.draft(task.reference(), task.step());
                    FormSchema schema = forms.schema(entity);
                    draft.ifPresent(kept -> kept.content().forEach((key, value) -> {
                        FormField field = schema.fields().get(key);
                        if (field != null && !field.locked() && !field.returned()) {
                            data.put(key, value);
                        }
                    }));
                    return new TaskForm(task, forms.text(entity), data, draft.isPresent());
                }));
    }

    @Override
    @Transactional
    public void submit(String taskId, Set<String> authorityCodes, Map<String, Object> values, Actor actor) {
        requireMine(taskId, authorityCodes);
        Submission.by(
                actor,
                () -> onBehalf.of(actor.id(), () -> {
                    formService.submitTaskForm(taskId, values);
                    return null;
                }));
    }

    @Override
    @Transactional
    public void saveDraft(String taskId, Set<String> authorityCodes, Map<String, Object> values, Actor actor) {
        OpenTask task = requireMine(taskId, authorityCodes);
        FormSchema schema = withTask(taskId, forms::schema).orElseThrow(EngineAuthorityTasks::gone);
        Map<String, Object> kept = new LinkedHashMap<>(values);
        kept.keySet().retainAll(schema.fields().keySet());
        if (FormSchema.JSON.valueToTree(kept).toString().length() > LARGEST_DRAFT) {
            throw Refusal.invalid("Le brouillon est trop long pour être conservé.");
        }
        figures.saveDraft(task.reference(), task.step(), kept, actor);
        if (dossiers.get(task.reference()).test()) {
            firstDrafts.kept(taskId, task.reference());
        }
    }

    private OpenTask requireMine(String taskId, Set<String> authorityCodes) {
        return mine(taskId, authorityCodes).orElseThrow(EngineAuthorityTasks::gone);
    }

    private static Refusal gone() {
        return Refusal.conflict(
                "Cette étape n'est plus à faire, ou n'est pas celle de votre collectivité : revenez à la liste de vos dossiers.");
    }

    private Optional<OpenTask> mine(String taskId, Set<String> authorityCodes) {
        return openTasks
                .find(taskId)
                .filter(task -> task.role().equals(ROLE))
                .filter(task -> dossiers.find(task.reference())
                        .map(DossierSummary::authorityCode)
                        .filter(authorityCodes::contains)
                        .isPresent());
    }

    private <T> Optional<T> withTask(String taskId, Function<TaskEntity, T> use) {
        return ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                .getCommandExecutorTxRequired()
                .execute(context -> Optional.ofNullable(context.getTaskManager().findTaskById(taskId))
                        .map(use));
    }
}
