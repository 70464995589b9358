package fr.ecoquartier.modelling.graph;

import fr.ecoquartier.modelling.graph.EventDefinition.Kind;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.springframework.lang.Nullable;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** From the XML of a process to its graph. No DOCTYPE, no entity, no import is followed. */
final class GraphReader {

    private static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";
    private static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";
    private static final int DEEPEST = 60;

    private static final Map<String, NodeType> TYPES =
            Arrays.stream(NodeType.values()).collect(Collectors.toMap(NodeType::element, Function.identity()));

    private static final Map<String, Kind> DEFINITIONS = Map.of(
            "messageEventDefinition", Kind.MESSAGE,
            "timerEventDefinition", Kind.TIMER,
            "errorEventDefinition", Kind.ERROR,
            "signalEventDefinition", Kind.SIGNAL,
            "escalationEventDefinition", Kind.ESCALATION,
            "conditionalEventDefinition", Kind.CONDITIONAL,
            "linkEventDefinition", Kind.LINK,
            "terminateEventDefinition", Kind.TERMINATE,
            "compensateEventDefinition", Kind.COMPENSATE,
            "cancelEventDefinition", Kind.CANCEL);

    /** Attributes whose value never is an expression. */
    private static final Set<String> PLAIN = Set.of(
            "id", "name", "sourceRef", "targetRef", "default", "attachedToRef", "calledElement", "formRef", "errorRef");

    private final Element definitions;
    private final Map<String, Element> declared = new HashMap<>();

    GraphReader(String bpmn) {
        definitions = parse(bpmn).getDocumentElement();
        for (Element child : children(definitions)) {
            declared.put(child.getAttribute("id"), child);
        }
    }

    List<ProcessGraph> processes() {
        return children(definitions).stream()
                .filter(element -> isBpmn(element, "process"))
                .filter(process -> "true".equals(process.getAttribute("isExecutable")))
                .map(this::process)
                .toList();
    }

    private ProcessGraph process(Element process) {
        Map<String, Flow> flows = new LinkedHashMap<>();
        List<Draft> drafts = new ArrayList<>();
        collect(process, null, flows, drafts, 0);
        Map<String, List<Flow>> incoming = new HashMap<>();
        Map<String, List<Flow>> outgoing = new HashMap<>();
        flows.values().forEach(flow -> {
            incoming.computeIfAbsent(flow.target(), key -> new ArrayList<>()).add(flow);
            outgoing.computeIfAbsent(flow.source(), key -> new ArrayList<>()).add(flow);
        });
        Map<String, fr.ecoquartier.modelling.graph.Node> nodes = new LinkedHashMap<>();
        for (Draft draft : drafts) {
            String id = draft.element().getAttribute("id");
            nodes.put(id, node(draft, id, incoming.getOrDefault(id, List.of()), outgoing.getOrDefault(id, List.of())));
        }
        Map<String, List<fr.ecoquartier.modelling.graph.Node>> attached = nodes.values().stream()
                .filter(node -> node.attachedTo() != null)
                .collect(Collectors.groupingBy(fr.ecoquartier.modelling.graph.Node::attachedTo));
        return new ProcessGraph(
                process.getAttribute("id"),
                emptyToNull(process.getAttribute("name")),
                Collections.unmodifiableMap(nodes),
                Collections.unmodifiableMap(flows),
                names("message", "name"),
                names("error", "errorCode"),
                attached);
    }

    private record Draft(Element element, @Nullable String scope, NodeType type) {}

    private void collect(
            Element container, @Nullable String scope, Map<String, Flow> flows, List<Draft> drafts, int depth) {
        if (depth > DEEPEST) {
            throw new UnreadableModel("Les sous-processus sont imbriqués trop profondément.");
        }
        for (Element child : children(container)) {
            if (!BPMN.equals(child.getNamespaceURI())) {
                continue;
            }
            String id = child.getAttribute("id");
            if (child.getLocalName().equals("sequenceFlow")) {
                String condition = child(child, "conditionExpression")
                        .map(GraphReader::text)
                        .orElse(null);
                flows.put(
                        id,
                        new Flow(
                                id,
                                emptyToNull(child.getAttribute("name")),
                                child.getAttribute("sourceRef"),
                                child.getAttribute("targetRef"),
                                emptyToNull(condition)));
            } else if (TYPES.containsKey(child.getLocalName())) {
                NodeType type = TYPES.get(child.getLocalName());
                drafts.add(new Draft(child, scope, type));
                if (type.isScope()) {
                    collect(child, id, flows, drafts, depth + 1);
                }
            }
        }
    }

    private fr.ecoquartier.modelling.graph.Node node(Draft draft, String id, List<Flow> incoming, List<Flow> outgoing) {
        Element element = draft.element();
        Element inputOutput = extension(element, "inputOutput");
        EventDefinition event = event(element, draft.type());
        boolean interrupting = switch (draft.type()) {
            case BOUNDARY_EVENT -> !"false".equals(element.getAttribute("cancelActivity"));
            case START_EVENT -> !"false".equals(element.getAttribute("isInterrupting"));
            default -> false;
        };
        return new fr.ecoquartier.modelling.graph.Node(
                id,
                emptyToNull(element.getAttribute("name")),
                draft.type(),
                draft.scope(),
                event,
                draft.type() == NodeType.BOUNDARY_EVENT ? emptyToNull(element.getAttribute("attachedToRef")) : null,
                interrupting,
                "true".equals(element.getAttribute("triggeredByEvent")),
                emptyToNull(element.getAttribute("default")),
                draft.type() == NodeType.CALL_ACTIVITY ? call(element) : null,
                loop(element),
                delegate(element),
                camunda(element, "decisionRef"),
                camunda(element, "resultVariable"),
                camunda(element, "formRef"),
                camunda(element, "formRefBinding"),
                camunda(element, "assignee"),
                split(camunda(element, "candidateGroups")),
                "true".equals(camunda(element, "asyncBefore")),
                "true".equals(camunda(element, "asyncAfter")),
                inputOutput == null ? List.of() : parameters(inputOutput, "inputParameter"),
                inputOutput == null ? List.of() : parameters(inputOutput, "outputParameter"),
                listeners(element),
                List.copyOf(texts(element, draft.type())),
                List.copyOf(incoming),
                List.copyOf(outgoing));
    }

    private EventDefinition event(Element element, NodeType type) {
        if (type == NodeType.RECEIVE_TASK) {
            return new EventDefinition(Kind.MESSAGE, reference(element.getAttribute("messageRef"), "name"));
        }
        if (!type.isEvent()) {
            return EventDefinition.PLAIN;
        }
        for (Element child : children(element)) {
            Kind kind = BPMN.equals(child.getNamespaceURI()) ? DEFINITIONS.get(child.getLocalName()) : null;
            if (kind != null) {
                return new EventDefinition(
                        kind,
                        switch (kind) {
                            case MESSAGE -> reference(child.getAttribute("messageRef"), "name");
                            case SIGNAL -> reference(child.getAttribute("signalRef"), "name");
                            case ERROR -> reference(child.getAttribute("errorRef"), "errorCode");
                            case ESCALATION -> reference(child.getAttribute("escalationRef"), "escalationCode");
                            case LINK -> emptyToNull(child.getAttribute("name"));
                            case TIMER, CONDITIONAL ->
                                children(child).stream()
                                        .filter(inner -> BPMN.equals(inner.getNamespaceURI()))
                                        .map(GraphReader::text)
                                        .findFirst()
                                        .orElse(null);
                            default -> null;
                        });
            }
        }
        return EventDefinition.PLAIN;
    }

    private static Call call(Element element) {
        List<Mapping> in = new ArrayList<>();
        List<Mapping> out = new ArrayList<>();
        String businessKey = null;
        for (Element child : extensions(element)) {
            boolean inward = child.getLocalName().equals("in");
            if (!inward && !child.getLocalName().equals("out")) {
                continue;
            }
            if (child.hasAttribute("businessKey")) {
                businessKey = child.getAttribute("businessKey");
                continue;
            }
            (inward ? in : out)
                    .add(new Mapping(
                            emptyToNull(child.getAttribute("source")),
                            emptyToNull(child.getAttribute("sourceExpression")),
                            emptyToNull(child.getAttribute("target")),
                            child.getAttribute("variables").equals("all")));
        }
        String binding = camunda(element, "calledElementBinding");
        return new Call(
                element.getAttribute("calledElement"),
                binding == null ? "latest" : binding,
                businessKey,
                List.copyOf(in),
                List.copyOf(out));
    }

    @Nullable
    private static Loop loop(Element element) {
        return child(element, "multiInstanceLoopCharacteristics")
                .map(loop -> new Loop(
                        "true".equals(loop.getAttribute("isSequential")),
                        camunda(loop, "collection"),
                        camunda(loop, "elementVariable"),
                        child(loop, "loopCardinality").map(GraphReader::text).orElse(null),
                        child(loop, "completionCondition")
                                .map(GraphReader::text)
                                .orElse(null)))
                .orElse(null);
    }

    /** Of the element itself, or of the message that it sends. */
    @Nullable
    private static String delegate(Element element) {
        String own = camunda(element, "delegateExpression");
        return own != null
                ? own
                : children(element).stream()
                        .filter(child -> isBpmn(child, "messageEventDefinition"))
                        .map(child -> camunda(child, "delegateExpression"))
                        .filter(found -> found != null)
                        .findFirst()
                        .orElse(null);
    }

    private static List<Mapping> parameters(Element inputOutput, String name) {
        return children(inputOutput).stream()
                .filter(child -> child.getLocalName().equals(name))
                .map(child -> new Mapping(null, text(child), child.getAttribute("name"), false))
                .toList();
    }

    private static List<String> listeners(Element element) {
        return extensions(element).stream()
                .filter(child -> child.getLocalName().endsWith("Listener"))
                .map(child -> child.getAttribute("delegateExpression"))
                .toList();
    }

    private Set<String> texts(Element element, NodeType type) {
        Set<String> texts = new LinkedHashSet<>();
        texts(element, type, texts);
        return texts;
    }

    private void texts(Element element, NodeType type, Set<String> texts) {
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            Attr attribute = (Attr) element.getAttributes().item(i);
            boolean plain = PLAIN.contains(attribute.getLocalName())
                    && !Set.of("formRef", "calledElement").contains(attribute.getLocalName());
            if (!plain
                    && isExpression(attribute.getValue())
                    && !attribute.getLocalName().equals("delegateExpression")) {
                texts.add(attribute.getValue());
            }
        }
        boolean leaf = true;
        for (Element child : children(element)) {
            leaf = false;
            boolean inner = type.isScope()
                    && BPMN.equals(child.getNamespaceURI())
                    && (TYPES.containsKey(child.getLocalName())
                            || child.getLocalName().equals("sequenceFlow"));
            if (!inner && !isBpmn(child, "documentation")) {
                texts(child, type, texts);
            }
        }
        if (leaf && isExpression(text(element))) {
            texts.add(text(element));
        }
    }

    private static boolean isExpression(String text) {
        return text.contains("${") || text.contains("#{");
    }

    @Nullable
    private String reference(String id, String attribute) {
        Element element = declared.get(id);
        return element == null ? null : emptyToNull(element.getAttribute(attribute));
    }

    private Set<String> names(String element, String attribute) {
        Set<String> names = new LinkedHashSet<>();
        children(definitions).stream()
                .filter(child -> isBpmn(child, element) && child.hasAttribute(attribute))
                .forEach(child -> names.add(child.getAttribute(attribute)));
        return Collections.unmodifiableSet(names);
    }

    private static List<String> split(@Nullable String groups) {
        return groups == null
                ? List.of()
                : Stream.of(groups.split(","))
                        .map(String::strip)
                        .filter(group -> !group.isEmpty())
                        .toList();
    }

    @Nullable
    private static String camunda(Element element, String attribute) {
        return emptyToNull(element.getAttributeNS(CAMUNDA, attribute));
    }

    private static List<Element> extensions(Element element) {
        return child(element, "extensionElements").map(GraphReader::children).orElse(List.of());
    }

    @Nullable
    private static Element extension(Element element, String name) {
        return extensions(element).stream()
                .filter(child -> child.getLocalName().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static java.util.Optional<Element> child(Element element, String name) {
        return children(element).stream().filter(child -> isBpmn(child, name)).findFirst();
    }

    private static boolean isBpmn(Element element, String name) {
        return BPMN.equals(element.getNamespaceURI()) && element.getLocalName().equals(name);
    }

    private static List<Element> children(Element element) {
        List<Element> children = new ArrayList<>();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element inner) {
                children.add(inner);
            }
        }
        return children;
    }

    private static String text(Element element) {
        return element.getTextContent().strip();
    }

    @Nullable
    private static String emptyToNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    private static Document parse(String bpmn) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setExpandEntityReferences(false);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Strict());
            return builder.parse(new InputSource(new StringReader(bpmn)));
        } catch (SAXException | IOException e) {
            throw new UnreadableModel("Le XML n’est pas lisible ou contient un DOCTYPE.");
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Strict implements ErrorHandler {

        @Override
        public void warning(SAXParseException e) {
            // a warning does not stop the reading
        }

        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
