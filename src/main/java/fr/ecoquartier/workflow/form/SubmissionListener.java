package fr.ecoquartier.workflow.form;

import com.fasterxml.jackson.databind.JsonNode;
import fr.ecoquartier.dossier.Actor;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Every completion of every user task passes here, in the transaction that completes it: nothing completes without a
 * form that was checked.
 */
class SubmissionListener implements TaskListener {

    private final ObjectProvider<TaskForms> forms;
    private final ObjectProvider<People> people;

    SubmissionListener(ObjectProvider<TaskForms> forms, ObjectProvider<People> people) {
        this.forms = forms;
        this.people = people;
    }

    @Override
    public void notify(DelegateTask task) {
        TaskEntity entity = (TaskEntity) task;
        Map<String, JsonNode> values =
                Submission.current(task.getId()).map(Submission::values).orElse(Map.of());
        Actor actor = Submission.actor().orElseGet(() -> people.getObject().current(entity));
        forms.getObject().complete(entity, values, actor);
    }
}
