package fr.ecoquartier.workflow.pilot;

import fr.ecoquartier.pilot.CampaignTask;
import fr.ecoquartier.pilot.CampaignTasks;
import fr.ecoquartier.workflow.guard.OnBehalf;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.camunda.bpm.engine.task.Task;
import org.springframework.stereotype.Component;

/** The open tasks of a campaign in the engine: a handful at any moment, read as they are asked for. */
@Component
class EngineCampaignTasks implements CampaignTasks {

    private static final Comparator<CampaignTask> MOST_URGENT_FIRST = Comparator.comparing(
                    CampaignTask::dueAt, Comparator.nullsLast(Comparator.<Instant>naturalOrder()))
            .thenComparing(CampaignTask::createdAt);

    private final TaskService tasks;
    private final OnBehalf onBehalf;

    EngineCampaignTasks(TaskService tasks, OnBehalf onBehalf) {
        this.tasks = tasks;
        this.onBehalf = onBehalf;
    }

    @Override
    public List<CampaignTask> of(String campaign) {
        return onBehalf.of(
                "system",
                () -> tasks
                        .createTaskQuery()
                        .processDefinitionKey(PilotCampaignProcess.KEY)
                        .processInstanceBusinessKey(campaign)
                        .list()
                        .stream()
                        .map(this::task)
                        .sorted(MOST_URGENT_FIRST)
                        .toList());
    }

    private CampaignTask task(Task task) {
        String role = tasks.getIdentityLinksForTask(task.getId()).stream()
                .filter(link -> IdentityLinkType.CANDIDATE.equals(link.getType()) && link.getGroupId() != null)
                .map(IdentityLink::getGroupId)
                .findFirst()
                .orElse(task.getAssignee() == null ? "" : "partner");
        return new CampaignTask(
                task.getId(),
                task.getTaskDefinitionKey(),
                task.getName(),
                role,
                task.getAssignee(),
                task.getCreateTime().toInstant(),
                instant(task.getDueDate()));
    }

    private static Instant instant(Date date) {
        return date == null ? null : date.toInstant();
    }
}
