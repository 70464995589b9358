package fr.ecoquartier.modelling.template;

import java.util.List;
import java.util.Map;

/**
 * What the running application offers to models.
 *
 * @param delegates beans that a service task or a message event may run
 * @param roles candidate groups
 * @param delays configured delays
 * @param errors BPMN errors that the deployed models know
 * @param formUses form id → names of the tasks that show it, in the deployed models
 */
public record ModelOffer(
        List<Choice> delegates,
        List<Choice> roles,
        List<Choice> delays,
        List<Choice> errors,
        Map<String, List<String>> formUses) {

    /**
     * @param value as a model writes it: {@code indicatorCheck}, {@code dreal}, {@code instruction}
     * @param label in French
     */
    public record Choice(String value, String label) {}
}
