package fr.ecoquartier.workflow.guard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.ecoquartier.modelling.check.ModelXml;
import fr.ecoquartier.workflow.Refusal;
import fr.ecoquartier.workflow.Refusal.FieldProblem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ResourceEntity;
import org.springframework.stereotype.Component;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * What may be deployed, whatever the way: models, decisions and forms, made of a closed list of elements. The engine runs
 * whatever a model names (classes, scripts, method calls on any bean), so a model is code; here it can name what the
 * application offers it, and nothing else. Everything that is not on the list is refused, with the element and the
 * reason in French.
 */
@Component
public class ModelGate implements Deployer {

    static final int MAXIMUM_BYTES = 2 * 1024 * 1024;
    static final int MAXIMUM_RESOURCES = 200;

    private static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";
    private static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";
    private static final String CAMUNDA_DMN = "http://camunda.org/schema/1.0/dmn";
    private static final Set<String> DRAWING = Set.of(
            "http://www.omg.org/spec/BPMN/20100524/DI",
            "http://www.omg.org/spec/DD/20100524/DC",
            "http://www.omg.org/spec/DD/20100524/DI",
            "http://bpmn.io/schema/bpmn/biocolor/1.0",
            "http://www.omg.org/spec/BPMN/non-normative/color/1.0",
            "http://camunda.org/schema/modeler/1.0",
            XMLConstants.XMLNS_ATTRIBUTE_NS_URI,
            XMLConstants.XML_NS_URI,
            XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI);

    /** BPMN elements that run code or open doors. */
    private static final Map<String, String> REFUSED_ELEMENTS = Map.of(
            "scriptTask", "les scripts ne sont pas acceptés",
            "script", "les scripts ne sont pas acceptés",
            "import", "les imports ne sont pas acceptés",
            "resourceAssignmentExpression", "utilisez les groupes candidats",
            "potentialOwner", "utilisez les groupes candidats",
            "humanPerformer", "utilisez les groupes candidats");

    private static final Set<String> DELEGATED =
            Set.of("serviceTask", "sendTask", "businessRuleTask", "messageEventDefinition");

    /** The attributes of the engine that a model may use. */
    private static final Set<String> ATTRIBUTES = Set.of(
            "assignee",
            "asyncAfter",
            "asyncBefore",
            "calledElementBinding",
            "calledElementVersion",
            "candidateGroups",
            "collection",
            "decisionRef",
            "decisionRefBinding",
            "decisionRefVersion",
            "delegateExpression",
            "dueDate",
            "elementVariable",
            "errorCodeVariable",
            "errorMessage",
            "errorMessageVariable",
            "exclusive",
            "followUpDate",
            "formRef",
            "formRefBinding",
            "formRefVersion",
            "historyTimeToLive",
            "initiator",
            "isStartableInTasklist",
            "jobPriority",
            "mapDecisionResult",
            // which template of the editor an element was made with; the engine does not read it
            "modelerTemplate",
            "modelerTemplateVersion",
            "priority",
            "resultVariable",
            "versionTag");

    /** The extension elements of the engine that a model may use, with their attributes. */
    private static final Map<String, Set<String>> EXTENSIONS = Map.of(
            "executionListener", Set.of("event", "delegateExpression"),
            "taskListener", Set.of("id", "event", "delegateExpression"),
            "in", Set.of("source", "target", "variables", "businessKey", "sourceExpression", "local"),
            "out", Set.of("source", "target", "variables", "sourceExpression", "local"),
            "inputOutput", Set.of(),
            "inputParameter", Set.of("name"),
            "outputParameter", Set.of("name"),
            "failedJobRetryTimeCycle", Set.of(),
            "properties", Set.of(),
            "property", Set.of("id", "name", "value"));

    private final ModelledBeans beans;
    private final ModelExpressions expressions;
    private final ObjectMapper json = new ObjectMapper();

    ModelGate(ModelledBeans beans) {
        this.beans = beans;
        this.expressions = new ModelExpressions(beans);
    }

    @Override
    public void deploy(DeploymentEntity deployment) {
        if (!deployment.isNew()) {
            return; // an old deployment read again from the database
        }
        check(deployment);
        if (OutsideDeployments.undecided()) {
            throw EngineRequest.remember(
                    Refusal.forbidden("Les modèles se mettent en service par une demande approuvée, dans Modèles."));
        }
    }

    /** @throws Refusal with every fault of every file */
    void check(DeploymentEntity deployment) {
        List<FieldProblem> problems = new ArrayList<>();
        Map<String, ResourceEntity> resources = deployment.getResources();
        if (resources.size() > MAXIMUM_RESOURCES) {
            problems.add(new FieldProblem(
                    deployment.getName(), "Déploiement", "plus de " + MAXIMUM_RESOURCES + " fichiers"));
        } else {
            resources.forEach((name, resource) -> problems.addAll(problems(name, resource.getBytes())));
        }
        if (!problems.isEmpty()) {
            StringBuilder detail = new StringBuilder("Le déploiement est refusé.");
            problems.forEach(problem -> detail.append(' ')
                    .append(problem.label())
                    .append(" (")
                    .append(problem.field())
                    .append(") : ")
                    .append(problem.message())
                    .append('.'));
            throw new Refusal(400, "Déploiement refusé", detail.toString(), problems);
        }
    }

    /** What is wrong with a file, one entry per fault: element id, file name, reason. Empty when it may be deployed. */
    public List<FieldProblem> problems(String file, byte[] content) {
        String name = file.toLowerCase(Locale.ROOT);
        if (content.length > MAXIMUM_BYTES) {
            return List.of(new FieldProblem(file, file, "le fichier dépasse 2 Mio"));
        }
        if (name.endsWith(".form")) {
            return form(file, content);
        }
        boolean bpmn = name.endsWith(".bpmn") || name.endsWith(".bpmn20.xml");
        boolean dmn = name.endsWith(".dmn") || name.endsWith(".dmn11.xml");
        if (!bpmn && !dmn) {
            return List.of(new FieldProblem(file, file, "seuls les fichiers .bpmn, .dmn et .form sont acceptés"));
        }
        Document document;
        try {
            Optional<String> unfit = ModelXml.unfit(new String(content, StandardCharsets.UTF_8));
            if (unfit.isPresent()) {
                return List.of(new FieldProblem(file, file, unfit.get()));
            }
            document = parse(content);
        } catch (SAXException | IOException e) {
            return List.of(new FieldProblem(
                    file, file, "le XML n'est pas lisible ou contient un DOCTYPE : " + firstLine(e.getMessage())));
        }
        List<FieldProblem> problems = new ArrayList<>();
        if (bpmn) {
            walkModel(file, document.getDocumentElement(), problems);
        } else {
            walkDecision(file, document.getDocumentElement(), problems);
        }
        return problems;
    }

    private void walkModel(String file, Element element, List<FieldProblem> problems) {
        String namespace = String.valueOf(element.getNamespaceURI());
        String name = element.getLocalName();
        if (DRAWING.contains(namespace)) {
            return;
        }
        if (namespace.equals(CAMUNDA)) {
            Set<String> allowed = EXTENSIONS.get(name);
            if (allowed == null) {
                add(file, element, "l'élément camunda:" + name + " n'est pas accepté", problems);
                return;
            }
            extension(file, element, allowed, problems);
        } else if (namespace.equals(BPMN)) {
            if (REFUSED_ELEMENTS.containsKey(name)) {
                add(file, element, REFUSED_ELEMENTS.get(name), problems);
            }
            if (name.equals("errorEventDefinition")
                    && element.getAttribute("errorRef").isEmpty()) {
                add(
                        file,
                        element,
                        "un événement d'erreur nomme son erreur, sinon il avalerait tous les refus",
                        problems);
            }
            activity(file, element, problems);
        } else {
            add(file, element, "l'espace de noms « " + namespace + " » n'est pas accepté", problems);
            return;
        }
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element inner) {
                walkModel(file, inner, problems);
            } else if (child.getNodeType() == Node.TEXT_NODE || child.getNodeType() == Node.CDATA_SECTION_NODE) {
                expression(file, element, child.getNodeValue(), problems);
            }
        }
    }

    private void activity(String file, Element element, List<FieldProblem> problems) {
        NamedNodeMap attributes = element.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            Attr attribute = (Attr) attributes.item(i);
            String namespace = attribute.getNamespaceURI();
            String name = attribute.getLocalName();
            if (CAMUNDA.equals(namespace)) {
                if (!ATTRIBUTES.contains(name)) {
                    add(file, element, reason(name), problems);
                } else if (name.equals("delegateExpression")) {
                    boolean known = ModelExpressions.beanName(attribute.getValue())
                            .filter(beans::isDelegate)
                            .isPresent();
                    if (!known || !DELEGATED.contains(element.getLocalName())) {
                        add(file, element, "« " + attribute.getValue() + " » n'est pas offert aux modèles", problems);
                    }
                    continue;
                }
            } else if (namespace != null && !DRAWING.contains(namespace) && !namespace.equals(BPMN)) {
                add(file, element, "l'espace de noms « " + namespace + " » n'est pas accepté", problems);
            } else if (namespace == null && name.equals("language")) {
                add(file, element, "les scripts ne sont pas acceptés", problems);
            }
            expression(file, element, attribute.getValue(), problems);
        }
    }

    private void extension(String file, Element element, Set<String> allowed, List<FieldProblem> problems) {
        NamedNodeMap attributes = element.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            Attr attribute = (Attr) attributes.item(i);
            if (XMLConstants.XMLNS_ATTRIBUTE_NS_URI.equals(attribute.getNamespaceURI())) {
                continue;
            }
            String name = attribute.getLocalName();
            if (attribute.getNamespaceURI() != null || !allowed.contains(name)) {
                add(file, element, reason(name), problems);
            } else if (name.equals("delegateExpression")) {
                boolean task = element.getLocalName().equals("taskListener");
                boolean known = ModelExpressions.beanName(attribute.getValue())
                        .filter(bean -> task ? beans.isTaskListener(bean) : beans.isExecutionListener(bean))
                        .isPresent();
                if (!known) {
                    add(file, element, "« " + attribute.getValue() + " » n'est pas offert aux modèles", problems);
                }
            } else {
                expression(file, element, attribute.getValue(), problems);
            }
        }
    }

    private static String reason(String attribute) {
        return switch (attribute) {
            case "class" -> "les classes Java ne sont pas acceptées (camunda:class)";
            case "expression" -> "les appels de méthode ne sont pas acceptés (camunda:expression)";
            case "formKey" -> "utilisez un formulaire déployé (camunda:formRef), pas camunda:formKey";
            case "type", "topic" -> "les tâches externes et les connecteurs ne sont pas acceptés";
            case "resource" -> "les scripts ne sont pas acceptés";
            default -> "l'attribut « " + attribute + " » n'est pas accepté";
        };
    }

    private void expression(String file, Element element, String text, List<FieldProblem> problems) {
        expressions.problem(text).ifPresent(problem -> add(file, element, problem, problems));
    }

    private void walkDecision(String file, Element element, List<FieldProblem> problems) {
        NamedNodeMap attributes = element.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            Attr attribute = (Attr) attributes.item(i);
            String name = attribute.getLocalName();
            String value = attribute.getValue().toLowerCase(Locale.ROOT);
            if (name.equals("expressionLanguage")
                    && !value.equals("feel")
                    && !value.endsWith("/feel/")
                    && !value.matches(".*/spec/feel/\\d+/?")) {
                add(file, element, "seul le langage FEEL est accepté", problems);
            } else if (CAMUNDA_DMN.equals(attribute.getNamespaceURI())
                    && !Set.of("historyTimeToLive", "inputVariable", "versionTag")
                            .contains(name)) {
                add(file, element, reason(name), problems);
            }
        }
        if (Set.of("import", "functionDefinition").contains(String.valueOf(element.getLocalName()))) {
            add(file, element, "l'élément « " + element.getLocalName() + " » n'est pas accepté", problems);
        }
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element inner) {
                walkDecision(file, inner, problems);
            } else if (child.getNodeValue() != null
                    && child.getNodeValue().matches("(?s).*\\bfunction\\s*\\(.*\\bexternal\\b.*")) {
                add(file, element, "les fonctions externes ne sont pas acceptées", problems);
            }
        }
    }

    private List<FieldProblem> form(String file, byte[] content) {
        try {
            JsonNode form = json.readTree(content);
            if (form == null
                    || !form.path("id").isTextual()
                    || !form.path("components").isArray()) {
                return List.of(
                        new FieldProblem(file, file, "ce n'est pas un formulaire : « id » ou « components » manque"));
            }
            return List.of();
        } catch (IOException e) {
            return List.of(new FieldProblem(file, file, "le JSON du formulaire n'est pas lisible"));
        }
    }

    private static void add(String file, Element element, String reason, List<FieldProblem> problems) {
        Node node = element;
        while (node instanceof Element named && named.getAttribute("id").isEmpty()) {
            node = node.getParentNode();
        }
        String id = node instanceof Element named ? named.getAttribute("id") : element.getLocalName();
        FieldProblem problem = new FieldProblem(id, file, reason);
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }

    private static Document parse(byte[] content) throws SAXException, IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setExpandEntityReferences(false);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Strict());
            return builder.parse(new ByteArrayInputStream(content));
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String firstLine(String text) {
        return text == null ? "" : text.lines().findFirst().orElse("");
    }

    private static final class Strict implements ErrorHandler {

        @Override
        public void warning(SAXParseException e) {
            // a warning does not stop a deployment
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
