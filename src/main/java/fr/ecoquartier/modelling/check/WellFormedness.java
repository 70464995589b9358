package fr.ecoquartier.modelling.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.ecoquartier.modelling.ModelFile;
import fr.ecoquartier.modelling.ModelKind;
import fr.ecoquartier.modelling.check.Finding.Severity;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether files can be read at all. Looks at sizes first, and keeps nothing of what is too large. */
public final class WellFormedness {

    /** Of one file, in bytes. */
    static final int LARGEST = 2 * 1024 * 1024;

    private static final ObjectMapper JSON = new ObjectMapper();

    private WellFormedness() {}

    public static List<Finding> check(List<ModelFile> files) {
        List<Finding> findings = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (ModelFile file : files) {
            if (!names.add(file.name())) {
                findings.add(error(
                        file,
                        null,
                        "duplicateFile",
                        "Deux brouillons donnent le même fichier « " + file.name() + " ».",
                        "Choisissez un seul des deux brouillons."));
            } else {
                check(file, findings);
            }
        }
        return findings;
    }

    private static void check(ModelFile file, List<Finding> findings) {
        ModelKind kind = ModelKind.ofFile(file.name()).orElse(null);
        if (kind == null) {
            findings.add(error(
                    file,
                    null,
                    "fileType",
                    "Seuls les fichiers .bpmn, .dmn et .form se mettent en service.",
                    "Donnez au fichier l’extension de ce qu’il contient."));
        } else if (tooLarge(file)) {
            findings.add(error(
                    file,
                    null,
                    "size",
                    "Le fichier dépasse 2 Mio.",
                    "Un modèle de cette taille ne se relit plus : découpez-le en plusieurs processus."));
        } else if (kind == ModelKind.FORM) {
            json(file, findings);
        } else {
            xml(file, findings);
        }
    }

    private static boolean tooLarge(ModelFile file) {
        int length = file.content().length();
        return length > LARGEST
                || (length > LARGEST / 3 && file.content().getBytes(StandardCharsets.UTF_8).length > LARGEST);
    }

    private static void xml(ModelFile file, List<Finding> findings) {
        try {
            ModelXml.scan(file.content())
                    .forEach((id, count) -> findings.add(error(
                            file,
                            id,
                            "duplicateId",
                            "L’identifiant « " + id + " » est porté par " + count + " éléments.",
                            "Donnez à chaque élément un identifiant qui n’appartient qu’à lui.")));
        } catch (ModelXml.Unreadable e) {
            findings.add(error(file, null, "notReadable", e.getMessage(), e.advice()));
        }
    }

    private static void json(ModelFile file, List<Finding> findings) {
        try {
            JsonNode form = JSON.readTree(file.content());
            if (form == null
                    || !form.path("id").isTextual()
                    || !form.path("components").isArray()) {
                findings.add(error(
                        file,
                        null,
                        "notReadable",
                        "Ce n’est pas un formulaire : « id » ou « components » manque.",
                        "Reprenez un formulaire enregistré par l’éditeur."));
                return;
            }
            Map<String, Integer> ids = new HashMap<>();
            ids(form.path("components"), ids, 0);
            ids.forEach((id, count) -> {
                if (count > 1) {
                    findings.add(error(
                            file,
                            id,
                            "duplicateId",
                            "L’identifiant « " + id + " » est porté par " + count + " champs.",
                            "Donnez à chaque champ un identifiant qui n’appartient qu’à lui."));
                }
            });
        } catch (JsonProcessingException e) {
            findings.add(error(
                    file,
                    null,
                    "notReadable",
                    "Le formulaire n’est pas du JSON lisible : ligne %d, colonne %d."
                            .formatted(
                                    e.getLocation() == null
                                            ? 0
                                            : e.getLocation().getLineNr(),
                                    e.getLocation() == null
                                            ? 0
                                            : e.getLocation().getColumnNr()),
                    "Ouvrez le formulaire dans l’éditeur et enregistrez-le de nouveau."));
        }
    }

    private static void ids(JsonNode components, Map<String, Integer> ids, int depth) {
        if (depth > ModelXml.DEEPEST) {
            return;
        }
        for (JsonNode component : components) {
            if (component.path("id").isTextual()) {
                ids.merge(component.path("id").asText(), 1, Integer::sum);
            }
            ids(component.path("components"), ids, depth + 1);
        }
    }

    private static Finding error(ModelFile file, @Nullable String element, String rule, String message, String advice) {
        return new Finding(file.name(), element, null, Severity.ERROR, rule, message, advice);
    }
}
