package fr.ecoquartier.workflow.form;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Every user task's step, found by process and element. */
@Component
class Steps {

    /** A group of steps that belong together. */
    interface Group {

        void register(Steps steps);
    }

    private final Map<String, Step> steps = new LinkedHashMap<>();

    Steps(List<Group> groups) {
        groups.forEach(group -> group.register(this));
    }

    void add(String process, String element, Step step) {
        if (steps.put(process + "/" + element, step) != null) {
            throw new IllegalStateException("two steps for " + process + "/" + element);
        }
    }

    Optional<Step> find(String process, String element) {
        return Optional.ofNullable(steps.get(process + "/" + element));
    }

    /** The user tasks that have a step, as {@code process/element}. */
    Set<String> names() {
        return Set.copyOf(steps.keySet());
    }
}
