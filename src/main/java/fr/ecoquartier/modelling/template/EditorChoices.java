package fr.ecoquartier.modelling.template;

import fr.ecoquartier.modelling.template.ModelOffer.Choice;
import java.util.List;
import java.util.Map;

/**
 * Everything that the editor lets an administrator pick.
 *
 * @param templates element templates as the properties panel reads them
 * @param forms deployed forms and those of open drafts
 * @param formDrafts id of a form that was never deployed → its open draft
 * @param decisionDrafts the same for decisions
 */
public record EditorChoices(
        List<Map<String, Object>> templates,
        List<Choice> delegates,
        List<Choice> roles,
        List<Choice> delays,
        List<Choice> errors,
        List<Choice> forms,
        Map<String, Long> formDrafts,
        Map<String, Long> decisionDrafts) {}
