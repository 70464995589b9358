package fr.ecoquartier.dossier;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tasks that wait for an authority, with their forms; implemented by the room {@code workflow}. */
public interface AuthorityTasks {

    /** The open tasks of these authorities' dossiers, the most urgent first. */
    List<OpenTask> of(Set<String> authorityCodes);

    /** The form of a task with the data to fill in; empty when the task is not one of these authorities'. */
    Optional<TaskForm> form(String taskId, Set<String> authorityCodes);

    /**
     * Completes a task; the submission is validated in the transaction that completes it.
     *
     * @param values by field key, JSON types
     * @throws RuntimeException the workflow room's refusal, answered as 4xx with the faulty fields
     */
    void submit(String taskId, Set<String> authorityCodes, Map<String, Object> values, Actor actor);

    /** Keeps what was typed without completing; the last draft of a task's step wins. */
    void saveDraft(String taskId, Set<String> authorityCodes, Map<String, Object> values, Actor actor);

    /**
     * A form as form-js shows it.
     *
     * @param schema the JSON text of the form
     * @param data values by key, draft included
     * @param draft true when data come from a saved draft
     */
    record TaskForm(OpenTask task, String schema, Map<String, Object> data, boolean draft) {}
}
