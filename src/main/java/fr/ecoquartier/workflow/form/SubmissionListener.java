package fr.ecoquartier.workflow.form;

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
        Submission submission = Submission.current(task.getId()).orElseGet(() -> Submission.of(task.getId(), Map.of()));
        forms.getObject()
                .complete(
                        entity,
                        submission.values(),
                        submission.actor() != null
                                ? submission.actor()
                                : people.getObject().current(entity));
    }
}
