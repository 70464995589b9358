package fr.ecoquartier.workflow.label;

import fr.ecoquartier.settings.DelayCatalogue;
import fr.ecoquartier.workflow.guard.OnBehalf;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.xml.instance.DomElement;
import org.springframework.stereotype.Component;

/** The delays of the configuration, and the elements of the deployed models that use them. */
@Component
class EngineDelayCatalogue implements DelayCatalogue {

    private static final Pattern USE = Pattern.compile("delays\\.\\w+\\([^)]*?'(\\w+)'\\s*\\)");

    private static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";

    private final Delays delays;
    private final RepositoryService repository;
    private final OnBehalf onBehalf;
    private final Map<String, List<Found>> models = new ConcurrentHashMap<>();

    EngineDelayCatalogue(Delays delays, RepositoryService repository, OnBehalf onBehalf) {
        this.delays = delays;
        this.repository = repository;
        this.onBehalf = onBehalf;
    }

    private record Found(String key, Use use) {}

    @Override
    public List<Configured> all() {
        return delays.configured();
    }

    @Override
    public List<Use> uses(String key) {
        return onBehalf.of(
                "system",
                () -> repository
                        .createProcessDefinitionQuery()
                        .latestVersion()
                        .active()
                        .orderByProcessDefinitionName()
                        .asc()
                        .list()
                        .stream()
                        .flatMap(definition ->
                                models.computeIfAbsent(definition.getId(), id -> read(definition)).stream())
                        .filter(found -> found.key().equals(key))
                        .map(Found::use)
                        .distinct()
                        .toList());
    }

    /** A deployed model never changes. */
    private List<Found> read(ProcessDefinition definition) {
        BpmnModelInstance model = repository.getBpmnModelInstance(definition.getId());
        String process = definition.getName() == null ? definition.getKey() : definition.getName();
        List<Found> found = new ArrayList<>();
        for (FlowNode node : model.getModelElementsByType(FlowNode.class)) {
            for (String key : keys(node)) {
                found.add(new Found(key, new Use(process, name(node))));
            }
        }
        return found;
    }

    private static Set<String> keys(FlowNode node) {
        Set<String> keys = new TreeSet<>();
        texts(node.getDomElement()).forEach(text -> {
            Matcher use = USE.matcher(text);
            while (use.find()) {
                keys.add(use.group(1));
            }
        });
        return keys;
    }

    /** Dates of a task, dates and durations of the timers of an event; what is inside a sub-process speaks for itself. */
    private static Stream<String> texts(DomElement element) {
        Stream<String> dates = Stream.of("dueDate", "followUpDate")
                .map(attribute -> element.getAttribute(CAMUNDA, attribute))
                .filter(Objects::nonNull);
        Stream<String> timers = element.getChildElements().stream()
                .filter(child -> child.getLocalName().equals("timerEventDefinition"))
                .map(DomElement::getTextContent);
        return Stream.concat(dates, timers);
    }

    private static String name(FlowNode node) {
        if (node instanceof BoundaryEvent event) {
            return name(event.getAttachedTo());
        }
        return node.getName() == null || node.getName().isBlank() ? node.getId() : node.getName();
    }
}
