package fr.ecoquartier.workflow.form;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.workflow.Refusal;
import java.time.LocalDate;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.value.FileValue;
import org.camunda.bpm.engine.variable.value.SerializableValue;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.camunda.spin.json.SpinJsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What a client sends to complete a task, on its way to the listener that checks it. Carried by the thread instead of
 * process variables: nothing that was not checked reaches the engine.
 */
record Submission(String taskId, @Nullable Map<String, Object> raw) {

    private static final int MOST_FIELDS = 500;
    private static final ThreadLocal<Submission> CURRENT = new ThreadLocal<>();
    private static final ThreadLocal<Actor> ACTOR = new ThreadLocal<>();

    /** The values as JSON, whatever typed value, object or text the client wrapped them in. */
    Map<String, JsonNode> values() {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        if (raw != null) {
            if (raw.size() > MOST_FIELDS) {
                throw Refusal.invalid("Le formulaire envoyé contient trop de champs.");
            }
            raw.keySet()
                    .forEach(key -> values.put(
                            key,
                            json(key, raw instanceof VariableMap typed ? typed.getValueTyped(key) : raw.get(key))));
        }
        return values;
    }

    /** Runs the completion of this submission's task. */
    <T> T during(Supplier<T> completion) {
        Submission outer = CURRENT.get();
        CURRENT.set(this);
        try {
            return completion.get();
        } finally {
            restore(CURRENT, outer);
        }
    }

    /** Submissions of the action are signed by this person, who has no account in the engine. */
    static <T> T by(Actor actor, Supplier<T> action) {
        Actor outer = ACTOR.get();
        ACTOR.set(actor);
        try {
            return action.get();
        } finally {
            restore(ACTOR, outer);
        }
    }

    /** The person for whom the thread acts, when that person has no account in the engine. */
    static Optional<Actor> actor() {
        return Optional.ofNullable(ACTOR.get());
    }

    /** The submission under way for this task, if any. */
    static Optional<Submission> current(String taskId) {
        return Optional.ofNullable(CURRENT.get())
                .filter(submission -> submission.taskId().equals(taskId));
    }

    private static <T> void restore(ThreadLocal<T> local, @Nullable T outer) {
        if (outer == null) {
            local.remove();
        } else {
            local.set(outer);
        }
    }

    private static JsonNode json(String key, @Nullable Object value) {
        try {
            if (value instanceof FileValue) {
                throw unreadable(key);
            }
            if (value instanceof SerializableValue serialized) {
                String text = serialized.getValueSerialized();
                boolean isJson = "application/json".equals(serialized.getSerializationDataFormat());
                if (text == null && serialized.getValue() == null) {
                    return JsonNodeFactory.instance.nullNode();
                }
                if (text == null || !isJson) {
                    throw unreadable(key);
                }
                return FormSchema.JSON.readTree(text);
            }
            Object plain = value instanceof TypedValue typed ? typed.getValue() : value;
            if (plain instanceof SpinJsonNode spin) {
                return FormSchema.JSON.readTree(spin.toString());
            }
            if (plain instanceof Date date) {
                return JsonNodeFactory.instance.textNode(
                        LocalDate.ofInstant(date.toInstant(), FormRules.FRANCE).toString());
            }
            if (plain instanceof LocalDate date) {
                return JsonNodeFactory.instance.textNode(date.toString());
            }
            if (plain instanceof byte[]) {
                throw unreadable(key);
            }
            return FormSchema.JSON.valueToTree(plain);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw unreadable(key);
        }
    }

    private static Refusal unreadable(String key) {
        return Refusal.invalid("La valeur du champ « %s » ne peut pas être lue."
                .formatted(key.length() > 80 ? key.substring(0, 80) + "…" : key));
    }
}
