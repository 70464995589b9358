package fr.ecoquartier.modelling.check;

import fr.ecoquartier.modelling.ModelFile;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/** BPMN and DMN as XML: read without entities, DOCTYPE or anything from outside of the file. */
public final class ModelXml {

    public static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";
    public static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";
    public static final String DIAGRAM = "http://www.omg.org/spec/BPMN/20100524/DI";

    /** The largest model of the application has some six hundred. */
    public static final int MOST_ELEMENTS = 20_000;

    /** Nested deeper than anybody draws; what walks a model does so on the stack. */
    public static final int DEEPEST = 100;

    private ModelXml() {}

    /**
     * Reads without keeping anything: for files that nobody has looked at yet.
     *
     * @return ids that several elements bear, each with how many
     * @throws Unreadable saying in French why the file cannot be used
     */
    static Map<String, Integer> scan(String content) throws Unreadable {
        Scan scan = new Scan();
        try {
            SAXParserFactory factory = SAXParserFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
            factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
            factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            var reader = factory.newSAXParser().getXMLReader();
            reader.setProperty("http://xml.org/sax/properties/lexical-handler", new NoDoctype());
            reader.setContentHandler(scan);
            reader.setErrorHandler(scan);
            reader.setEntityResolver(scan);
            reader.parse(new InputSource(new StringReader(content)));
        } catch (Stopped e) {
            throw e.tooMuch ? new TooMuch(e.getMessage(), e.advice) : new Unreadable(e.getMessage(), e.advice);
        } catch (SAXParseException e) {
            throw new Unreadable(
                    "Le fichier n’est pas du XML lisible : ligne %d, colonne %d."
                            .formatted(e.getLineNumber(), e.getColumnNumber()),
                    "Ouvrez le fichier dans l’éditeur de diagrammes et enregistrez-le de nouveau, ou reprenez une"
                            + " révision antérieure du brouillon.");
        } catch (SAXException | IOException e) {
            throw new Unreadable(
                    "Le fichier n’est pas du XML lisible.",
                    "Reprenez une révision antérieure du brouillon ou importez le fichier de nouveau.");
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
        scan.ids.values().removeIf(count -> count < 2);
        return scan.ids;
    }

    /** Why a text is too large or too deep to be looked at, in French; what is no XML is said by whoever parses it. */
    public static Optional<String> unfit(String content) {
        try {
            scan(content);
            return Optional.empty();
        } catch (TooMuch e) {
            return Optional.of(e.getMessage());
        } catch (Unreadable e) {
            return Optional.empty();
        }
    }

    /** A file that {@link WellFormedness} has accepted. */
    public static Document parse(ModelFile file) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setExpandEntityReferences(false);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler());
            return builder.parse(new InputSource(new StringReader(file.content())));
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new IllegalArgumentException(file.name() + " is not well-formed", e);
        }
    }

    /** All elements below, the nearest and first in the file first. */
    public static Stream<Element> elements(Node from) {
        List<Element> found = new ArrayList<>();
        collect(from, found);
        return found.stream();
    }

    private static void collect(Node from, List<Element> found) {
        for (Node child = from.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element) {
                found.add(element);
                collect(element, found);
            }
        }
    }

    /** Elements of BPMN with that local name. */
    public static Stream<Element> bpmn(Node from, String name) {
        return elements(from).filter(isBpmn(name));
    }

    public static Stream<Element> children(Node parent) {
        List<Element> found = new ArrayList<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element) {
                found.add(element);
            }
        }
        return found.stream();
    }

    public static Predicate<Element> isBpmn(String name) {
        return element -> BPMN.equals(element.getNamespaceURI()) && name.equals(element.getLocalName());
    }

    /** An attribute of the engine, empty when there is none. */
    public static String camunda(Element element, String attribute) {
        return element.getAttributeNS(CAMUNDA, attribute);
    }

    /** Id of the element that people see: its own, or that of the nearest around it. */
    public static @Nullable String owner(Element element) {
        Node node = element;
        while (node instanceof Element named) {
            if (!named.getAttribute("id").isEmpty() && !isDefinitionOfEvent(named)) {
                return named.getAttribute("id");
            }
            node = node.getParentNode();
        }
        return null;
    }

    private static boolean isDefinitionOfEvent(Element element) {
        return String.valueOf(element.getLocalName()).endsWith("EventDefinition");
    }

    /** Element id → its name, as far as it has one. */
    static Map<String, String> names(ModelFile file) {
        Map<String, String> names = new LinkedHashMap<>();
        if (file.name().endsWith(".form")) {
            return names;
        }
        try {
            elements(parse(file))
                    .filter(element -> !element.getAttribute("id").isEmpty())
                    .filter(element -> !element.getAttribute("name").isBlank())
                    .forEach(element -> names.putIfAbsent(element.getAttribute("id"), element.getAttribute("name")));
        } catch (IllegalArgumentException e) {
            return names; // not well-formed: said already
        }
        return names;
    }

    /** Why a file cannot be used. */
    static class Unreadable extends Exception {

        private static final long serialVersionUID = 1L;

        private final String advice;

        Unreadable(String message, String advice) {
            super(message);
            this.advice = advice;
        }

        String advice() {
            return advice;
        }
    }

    /** More than anybody draws. */
    static final class TooMuch extends Unreadable {

        private static final long serialVersionUID = 1L;

        TooMuch(String message, String advice) {
            super(message, advice);
        }
    }

    private static final class Stopped extends SAXException {

        private static final long serialVersionUID = 1L;

        private final String advice;
        private final boolean tooMuch;

        Stopped(String message, String advice, boolean tooMuch) {
            super(message);
            this.advice = advice;
            this.tooMuch = tooMuch;
        }
    }

    private static final class NoDoctype extends org.xml.sax.ext.DefaultHandler2 {

        @Override
        public void startDTD(String name, String publicId, String systemId) throws SAXException {
            throw new Stopped(
                    "Le fichier contient un DOCTYPE : les entités et ce qui se lit hors du fichier ne sont pas"
                            + " acceptés.",
                    "Supprimez la ligne « <!DOCTYPE … > » et les entités « &…; » du fichier.",
                    false);
        }
    }

    private static final class Scan extends DefaultHandler {

        private final Map<String, Integer> ids = new LinkedHashMap<>();
        private int count;
        private int depth;
        private Locator locator;

        @Override
        public void setDocumentLocator(Locator where) {
            locator = where;
        }

        @Override
        public void startElement(String uri, String name, String qualified, Attributes attributes) throws SAXException {
            count++;
            depth++;
            if (count > MOST_ELEMENTS) {
                throw new Stopped(
                        "Le fichier contient plus de %,d éléments : ce n’est plus un modèle que l’on peut lire."
                                .formatted(MOST_ELEMENTS)
                                .replace(',', '\u202f'),
                        "Découpez le modèle en plusieurs processus, avec des activités appelantes.",
                        true);
            }
            if (depth > DEEPEST) {
                throw new Stopped(
                        "Des éléments sont imbriqués sur plus de %d niveaux (ligne %d)."
                                .formatted(DEEPEST, locator == null ? 0 : locator.getLineNumber()),
                        "Découpez le modèle en plusieurs processus, avec des activités appelantes.",
                        true);
            }
            String id = attributes.getValue("", "id");
            if (id != null && !CAMUNDA.equals(uri)) {
                ids.merge(id, 1, Integer::sum);
            }
        }

        @Override
        public void endElement(String uri, String name, String qualified) {
            depth--;
        }

        @Override
        public InputSource resolveEntity(String publicId, String systemId) {
            return new InputSource(new StringReader(""));
        }

        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
