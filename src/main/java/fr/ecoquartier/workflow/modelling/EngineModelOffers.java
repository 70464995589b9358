package fr.ecoquartier.workflow.modelling;

import fr.ecoquartier.access.Role;
import fr.ecoquartier.modelling.template.ModelOffer;
import fr.ecoquartier.modelling.template.ModelOffer.Choice;
import fr.ecoquartier.modelling.template.ModelOffers;
import fr.ecoquartier.workflow.guard.ModelledBeans;
import fr.ecoquartier.workflow.label.Delays;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Error;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.springframework.stereotype.Component;

/** Beans, roles and delays of this application; errors and uses of forms in the latest deployed models. */
@Component
class EngineModelOffers implements ModelOffers {

    private static final int MOST_MODELS = 200;

    private final ModelledBeans beans;
    private final Delays delays;
    private final RepositoryService repository;

    EngineModelOffers(ModelledBeans beans, Delays delays, RepositoryService repository) {
        this.beans = beans;
        this.delays = delays;
        this.repository = repository;
    }

    @Override
    public ModelOffer inForce() {
        Map<String, String> errors = new TreeMap<>();
        Map<String, List<String>> forms = new TreeMap<>();
        for (ProcessDefinition definition : repository
                .createProcessDefinitionQuery()
                .latestVersion()
                .orderByProcessDefinitionKey()
                .asc()
                .listPage(0, MOST_MODELS)) {
            BpmnModelInstance model = repository.getBpmnModelInstance(definition.getId());
            for (Error error : model.getModelElementsByType(Error.class)) {
                if (error.getErrorCode() != null) {
                    errors.putIfAbsent(error.getErrorCode(), error.getName() == null ? "" : error.getName());
                }
            }
            for (UserTask task : model.getModelElementsByType(UserTask.class)) {
                if (task.getCamundaFormRef() != null && task.getName() != null) {
                    List<String> tasks = forms.computeIfAbsent(task.getCamundaFormRef(), form -> new ArrayList<>());
                    if (!tasks.contains(task.getName())) {
                        tasks.add(task.getName());
                    }
                }
            }
        }
        return new ModelOffer(
                beans.delegates().entrySet().stream()
                        .map(bean -> new Choice(bean.getKey(), bean.getValue()))
                        .toList(),
                Arrays.stream(Role.values())
                        .filter(role -> role != Role.ADMIN)
                        .map(role -> new Choice(role.group(), role.label()))
                        .toList(),
                delays.inForce().stream()
                        .map(delay -> new Choice(delay.key(), delay.label() + " (" + inWords(delay.iso()) + ")"))
                        .toList(),
                errors.entrySet().stream()
                        .map(error -> new Choice(
                                error.getKey(),
                                error.getValue().isBlank() || error.getValue().equals(error.getKey())
                                        ? error.getKey()
                                        : error.getValue() + " (" + error.getKey() + ")"))
                        .toList(),
                forms);
    }

    /** "P1M" as "1 mois", "P15D" as "15 jours"; anything longer as it is written. */
    static String inWords(String iso) {
        if (!iso.matches("P\\d+[YMWD]|PT\\d+[HM]")) {
            return iso;
        }
        String number = iso.replaceAll("\\D", "");
        boolean one = number.equals("1");
        char unit = iso.charAt(iso.length() - 1);
        String word = iso.startsWith("PT")
                ? unit == 'H' ? "heure" : "minute"
                : switch (unit) {
                    case 'Y' -> "an";
                    case 'M' -> "mois";
                    case 'W' -> "semaine";
                    default -> "jour";
                };
        return number + "\u00a0" + word + (one || word.equals("mois") ? "" : "s");
    }
}
