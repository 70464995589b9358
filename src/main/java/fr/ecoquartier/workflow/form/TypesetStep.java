package fr.ecoquartier.workflow.form;

import fr.ecoquartier.indicator.Wording;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A step whose computed texts are shown with French spacing; what it checks and takes is the step's own. */
record TypesetStep(Step step) implements Step {

    @Override
    public Map<String, Object> show(Situation situation) {
        Map<String, Object> shown = new LinkedHashMap<>();
        step.show(situation).forEach((key, value) -> shown.put(key, typeset(value)));
        return shown;
    }

    @Override
    public void check(Situation situation, Answers answers) {
        step.check(situation, answers);
    }

    @Override
    public Map<String, Object> take(Situation situation, Answers answers) {
        return step.take(situation, answers);
    }

    private static Object typeset(Object value) {
        if (value instanceof String text) {
            return Wording.typeset(text);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> set = new LinkedHashMap<>();
            map.forEach((key, inner) -> set.put(key.toString(), typeset(inner)));
            return set;
        }
        return value instanceof List<?> list
                ? list.stream().map(TypesetStep::typeset).toList()
                : value;
    }
}
