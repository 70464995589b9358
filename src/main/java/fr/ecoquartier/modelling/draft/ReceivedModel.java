package fr.ecoquartier.modelling.draft;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.ecoquartier.modelling.ModelFile;
import fr.ecoquartier.modelling.ModelKind;
import fr.ecoquartier.modelling.check.Finding;
import fr.ecoquartier.modelling.check.ModelXml;
import fr.ecoquartier.modelling.check.WellFormedness;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.w3c.dom.Element;

/**
 * A file that somebody brings, as it came. One that cannot be read is kept all the same, with what is wrong with it, so
 * that it can be put right in a draft; one that is dangerous or too large is not.
 *
 * @param key id of what is inside, or the file's own name when that cannot be told
 * @param name of what is inside, for people
 * @param problems why it cannot be used as it is; empty when it can be opened in the editor
 */
public record ReceivedModel(ModelKind kind, String key, String name, String content, List<Finding> problems) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_KEY = 100;

    /**
     * Reads a file.
     *
     * @param fileName as the browser gives it
     * @throws DraftRefused with a French sentence, when nothing of it can be kept
     */
    public static ReceivedModel read(String fileName, byte[] bytes) {
        ModelKind kind = ModelKind.ofFile(fileName.toLowerCase(Locale.ROOT))
                .orElseThrow(() -> new DraftRefused("Seuls les fichiers .bpmn, .dmn et .form peuvent être importés ; « "
                        + fileName + " » n’en est pas un."));
        if (bytes.length > ModelDraft.LONGEST) {
            throw new DraftRefused("Le fichier « " + fileName + " » dépasse 2 Mio : il n’est pas importé.");
        }
        if (bytes.length == 0) {
            throw new DraftRefused("Le fichier « " + fileName + " » est vide.");
        }
        String content = text(fileName, bytes);
        if (kind != ModelKind.FORM && content.toUpperCase(Locale.ROOT).contains("<!DOCTYPE")) {
            throw new DraftRefused("Le fichier « " + fileName
                    + " » contient un DOCTYPE, qui permet d’appeler des entités externes : il n’est pas importé."
                    + " Retirez le DOCTYPE et recommencez.");
        }
        String own = key(fileName);
        List<Finding> problems = WellFormedness.check(List.of(new ModelFile(own + "." + kind.extension(), content)));
        boolean readable = problems.stream().noneMatch(problem -> problem.rule().equals("notReadable"));
        if (!readable) {
            return new ReceivedModel(kind, own, own, content, problems);
        }
        return kind == ModelKind.FORM
                ? form(own, content, problems)
                : diagram(kind, own, new ModelFile(own + "." + kind.extension(), content), problems);
    }

    private static String text(String fileName, byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new DraftRefused("Le fichier « " + fileName
                    + " » n’est pas un texte en UTF-8 : enregistrez-le dans ce codage et recommencez.");
        }
    }

    /** "Mon Contrat (2).bpmn" as "Mon-Contrat-2". */
    private static String key(String fileName) {
        String plain = fileName.substring(0, fileName.lastIndexOf('.'))
                .replaceAll("[^\\p{L}\\p{N}_-]+", "-")
                .replaceAll("^-+|-+$", "");
        return plain.isEmpty() ? "modele" : shortened(plain);
    }

    private static ReceivedModel form(String own, String content, List<Finding> problems) {
        try {
            JsonNode form = JSON.readTree(content);
            String id = form.path("id").asText().isBlank()
                    ? own
                    : shortened(form.path("id").asText());
            return new ReceivedModel(ModelKind.FORM, id, id, content, problems);
        } catch (JsonProcessingException e) {
            return new ReceivedModel(ModelKind.FORM, own, own, content, problems);
        }
    }

    private static ReceivedModel diagram(ModelKind kind, String own, ModelFile file, List<Finding> problems) {
        String wanted = kind == ModelKind.PROCESS ? "process" : "decision";
        return ModelXml.elements(ModelXml.parse(file))
                .filter(element -> wanted.equals(element.getLocalName()))
                .filter(element -> !element.getAttribute("id").isBlank())
                .min(Comparator.comparing((Element element) -> "false".equals(element.getAttribute("isExecutable"))))
                .map(element -> new ReceivedModel(
                        kind,
                        shortened(element.getAttribute("id")),
                        element.getAttribute("name").isBlank()
                                ? element.getAttribute("id")
                                : element.getAttribute("name"),
                        file.content(),
                        problems))
                .orElseGet(() -> new ReceivedModel(kind, own, own, file.content(), problems));
    }

    private static String shortened(String text) {
        return text.length() > LONGEST_KEY ? text.substring(0, LONGEST_KEY) : text;
    }
}
