package fr.ecoquartier.referentiel;

import fr.ecoquartier.indicator.Wording;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads the YAML of a référentiel into a draft, valid or not. What cannot be kept (a key that a référentiel does not
 * have, a list where a text is expected) is refused with its line; so is what a file of figures and texts has no use
 * for: anchors, tags, several documents.
 */
final class DraftYamlReader {

    static final int MAX_BYTES = 1_048_576;

    private static final int MAX_EVENTS = 60_000;
    private static final int MAX_DEPTH = 20;
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?(\\d{1,40}(\\.\\d{0,40})?|\\.\\d{1,40})([eE][-+]?\\d{1,2})?");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]");

    private final List<DraftProblem> problems = new ArrayList<>();
    private List<String> contexts = List.of();
    private int nextKey = 1;

    private DraftYamlReader() {}

    static DraftContent read(byte[] file) throws DraftRefused {
        return new DraftYamlReader().content(root(text(file)));
    }

    private static String text(byte[] file) throws DraftRefused {
        if (file.length > MAX_BYTES) {
            throw refused("Ce fichier est trop volumineux pour un référentiel : 1 Mio au plus est admis.");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(file))
                    .toString();
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw refused(
                    "Ce fichier n’est pas en UTF-8. Enregistrez-le de nouveau avec l’encodage « UTF-8 », puis recommencez.");
        }
    }

    private static Node root(String text) throws DraftRefused {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_BYTES);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setMaxAliasesForCollections(0);
        try {
            refuseTricks(new Yaml(options).parse(new StringReader(text)));
            Node root = new Yaml(options).compose(new StringReader(text));
            if (root == null) {
                throw refused("Ce fichier est vide.");
            }
            return root;
        } catch (MarkedYAMLException e) {
            String where = e.getProblemMark() == null
                    ? ""
                    : " : voir ligne " + (e.getProblemMark().getLine() + 1) + ", colonne "
                            + (e.getProblemMark().getColumn() + 1);
            throw refused("Ce fichier n’est pas du YAML lisible" + where + ".");
        } catch (YAMLException e) {
            throw refused(
                    "Ce fichier n’est pas du YAML lisible : il contient des caractères qui ne sont pas du texte, ou"
                            + " trop de niveaux imbriqués.");
        }
    }

    private static void refuseTricks(Iterable<Event> events) throws DraftRefused {
        int count = 0;
        int documents = 0;
        for (Event event : events) {
            if (++count > MAX_EVENTS) {
                throw refused("Ce fichier contient trop d’éléments pour un référentiel.");
            }
            if (event instanceof AliasEvent || (event instanceof NodeEvent node && node.getAnchor() != null)) {
                throw refused("Les ancres et les renvois YAML (& et *) ne sont pas admis" + line(event)
                        + ". Écrivez chaque valeur à sa place.");
            }
            boolean tagged = (event instanceof ScalarEvent scalar && scalar.getTag() != null)
                    || (event instanceof CollectionStartEvent start && start.getTag() != null);
            if (tagged) {
                throw refused("Les étiquettes YAML (!) ne sont pas admises" + line(event) + ".");
            }
            if (event instanceof DocumentStartEvent && ++documents > 1) {
                throw refused("Ce fichier contient plusieurs documents YAML" + line(event) + " ; un seul est attendu.");
            }
        }
    }

    private static String line(Event event) {
        return event.getStartMark() == null
                ? ""
                : " (ligne " + (event.getStartMark().getLine() + 1) + ")";
    }

    private static DraftRefused refused(String message) {
        return new DraftRefused(Wording.typeset(message), List.of());
    }

    private DraftContent content(Node root) throws DraftRefused {
        if (!(root instanceof MappingNode)) {
            throw refused(
                    "Ce fichier ne décrit pas un référentiel : « version », « inputs » et « dimensions » sont attendus.");
        }
        Map<String, Node> map = map(root, "$", "version", "label", "contexts", "inputs", "dimensions");
        contexts = list(map.get("contexts"), "$.contexts").stream()
                .map(node -> text(node, "$.contexts"))
                .toList();
        List<DraftContent.Input> inputs = new ArrayList<>();
        if (map.get("inputs") != null) {
            entries(map.get("inputs"), "$.inputs").forEach((code, node) -> inputs.add(input(code, node)));
        }
        List<DraftContent.Dimension> dimensions = new ArrayList<>();
        List<Node> nodes = list(map.get("dimensions"), "$.dimensions");
        for (int i = 0; i < nodes.size(); i++) {
            dimensions.add(dimension(nodes.get(i), "$.dimensions[" + i + "]"));
        }
        DraftContent content = new DraftContent(
                text(map.get("version"), "$.version"),
                text(map.get("label"), "$.label"),
                contexts,
                inputs,
                dimensions,
                nextKey);
        if (!problems.isEmpty()) {
            throw new DraftRefused(
                    problems.size() == 1
                            ? "Ce fichier n’a pas été importé : un endroit ne correspond pas au format d’un référentiel."
                            : "Ce fichier n’a pas été importé : " + problems.size()
                                    + " endroits ne correspondent pas au format d’un référentiel.",
                    problems);
        }
        return content;
    }

    private DraftContent.Input input(String code, Node node) {
        String path = "$.inputs." + code;
        Map<String, Node> map = map(node, path, "label", "unit", "min", "max", "integer", "required", "atMost");
        return new DraftContent.Input(
                nextKey++,
                code,
                text(map.get("label"), path + ".label"),
                text(map.get("unit"), path + ".unit"),
                figure(map.get("min"), path + ".min"),
                figure(map.get("max"), path + ".max"),
                flag(map.get("integer"), path + ".integer"),
                flag(map.get("required"), path + ".required"),
                text(map.get("atMost"), path + ".atMost"));
    }

    private DraftContent.Dimension dimension(Node node, String path) {
        int key = nextKey++;
        Map<String, Node> map = map(node, path, "code", "label", "commitments");
        List<DraftContent.Commitment> commitments = new ArrayList<>();
        List<Node> nodes = list(map.get("commitments"), path + ".commitments");
        for (int i = 0; i < nodes.size(); i++) {
            commitments.add(commitment(nodes.get(i), path + ".commitments[" + i + "]"));
        }
        return new DraftContent.Dimension(
                key, text(map.get("code"), path + ".code"), text(map.get("label"), path + ".label"), commitments);
    }

    private DraftContent.Commitment commitment(Node node, String path) {
        int key = nextKey++;
        Map<String, Node> map = map(node, path, "code", "label", "indicators");
        List<DraftContent.Indicator> indicators = new ArrayList<>();
        List<Node> nodes = list(map.get("indicators"), path + ".indicators");
        for (int i = 0; i < nodes.size(); i++) {
            indicators.add(indicator(nodes.get(i), path + ".indicators[" + i + "]"));
        }
        return new DraftContent.Commitment(
                key, text(map.get("code"), path + ".code"), text(map.get("label"), path + ".label"), indicators);
    }

    private DraftContent.Indicator indicator(Node node, String path) {
        Map<String, Node> map = map(
                node,
                path,
                "code",
                "label",
                "unit",
                "decimals",
                "formula",
                "appliesWhen",
                "better",
                "mandatory",
                "thresholds");
        String better = text(map.get("better"), path + ".better");
        if (map.get("better") != null || node instanceof MappingNode) {
            if (!better.equals("higher") && !better.equals("lower")) {
                problem(map.getOrDefault("better", node), path + ".better", "« higher » ou « lower » est attendu.");
            }
        }
        List<DraftContent.Thresholds> thresholds = new ArrayList<>();
        if (map.get("thresholds") != null) {
            entries(map.get("thresholds"), path + ".thresholds")
                    .forEach((context, pair) ->
                            thresholds.add(thresholds(context, pair, path + ".thresholds." + context)));
        }
        return new DraftContent.Indicator(
                nextKey++,
                text(map.get("code"), path + ".code"),
                text(map.get("label"), path + ".label"),
                text(map.get("unit"), path + ".unit"),
                figure(map.get("decimals"), path + ".decimals"),
                text(map.get("formula"), path + ".formula"),
                text(map.get("appliesWhen"), path + ".appliesWhen"),
                better.equals("lower"),
                flag(map.get("mandatory"), path + ".mandatory"),
                thresholds);
    }

    private DraftContent.Thresholds thresholds(String context, Node node, String path) {
        if (!contexts.contains(context)) {
            problem(node, path, "Ce contexte n’est pas dans la liste « contexts ».");
        }
        List<Node> pair = list(node, path);
        if (pair.size() != 2) {
            problem(node, path, "Deux nombres sont attendus : le seuil, puis la cible.");
            return new DraftContent.Thresholds(context, "", "");
        }
        return new DraftContent.Thresholds(context, figure(pair.get(0), path), figure(pair.get(1), path));
    }

    /** The values of a mapping by key; other keys than {@code known} would be lost, so they are refused. */
    private Map<String, Node> map(Node node, String path, String... known) {
        Map<String, Node> entries = entries(node, path);
        List<String> keys = List.of(known);
        entries.forEach((key, value) -> {
            if (!keys.contains(key)) {
                problem(value, path + "." + key, "Cette clé est inconnue ; attendu : " + String.join(", ", keys) + ".");
            }
        });
        return entries;
    }

    private Map<String, Node> entries(Node node, String path) {
        Map<String, Node> entries = new LinkedHashMap<>();
        if (!(node instanceof MappingNode mapping)) {
            if (node != null) {
                problem(node, path, "Des clés et des valeurs sont attendues ici.");
            }
            return entries;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            String key = text(tuple.getKeyNode(), path);
            if (entries.putIfAbsent(key, tuple.getValueNode()) != null) {
                problem(tuple.getKeyNode(), path + "." + key, "Cette clé est écrite deux fois.");
            }
        }
        return entries;
    }

    private List<Node> list(Node node, String path) {
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        if (node != null) {
            problem(node, path, "Une liste est attendue ici.");
        }
        return List.of();
    }

    private String text(Node node, String path) {
        if (node == null) {
            return "";
        }
        if (!(node instanceof ScalarNode scalar)) {
            problem(node, path, "Un texte ou un nombre est attendu ici.");
            return "";
        }
        boolean plain = scalar.getScalarStyle() == ScalarStyle.PLAIN;
        boolean nothing =
                plain && (scalar.getValue().equals("~") || scalar.getValue().equals("null"));
        return nothing ? "" : CONTROL.matcher(scalar.getValue()).replaceAll(" ");
    }

    /** Any number as people type it, exactly; what is none is kept as text, for the draft's own check. */
    private String figure(Node node, String path) {
        String text = text(node, path);
        return NUMBER.matcher(text).matches() ? TypedFigure.write(new BigDecimal(text)) : text;
    }

    private boolean flag(Node node, String path) {
        String text = text(node, path);
        if (!text.isEmpty() && !text.equals("true") && !text.equals("false")) {
            problem(node, path, "« true » ou « false » est attendu.");
        }
        return text.equals("true");
    }

    private void problem(Node node, String path, String message) {
        int line = node.getStartMark().getLine() + 1;
        problems.add(new DraftProblem(path, "Ligne " + line, Wording.typeset(message), 0, "", true));
    }
}
