package fr.ecoquartier.modelling.path;

import fr.ecoquartier.modelling.ModelCatalogue;
import fr.ecoquartier.modelling.ModelFile;
import fr.ecoquartier.modelling.ModelKind;
import fr.ecoquartier.modelling.ModelVersion;
import fr.ecoquartier.modelling.graph.ProcessGraph;
import fr.ecoquartier.modelling.graph.UnreadableModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The models as they would be once the files are deployed: a file counts before the latest version of the same model.
 * Read once for a check.
 */
final class Models {

    private final ModelCatalogue catalogue;
    private final Map<String, ProcessGraph> changed = new LinkedHashMap<>();
    private final Map<String, String> files = new HashMap<>();
    private final Map<String, String> forms = new LinkedHashMap<>();
    private final Map<String, String> formFiles = new HashMap<>();
    private final Map<String, Optional<ProcessGraph>> deployed = new HashMap<>();
    private final Map<String, Optional<FormFields>> fields = new HashMap<>();
    private List<ModelVersion> latest;

    Models(ModelCatalogue catalogue, List<ModelFile> candidates) {
        this.catalogue = catalogue;
        for (ModelFile file : candidates) {
            switch (ModelKind.ofFile(file.name()).orElse(ModelKind.DECISION)) {
                case PROCESS ->
                    graphs(file.content()).forEach(graph -> {
                        changed.put(graph.key(), graph);
                        files.put(graph.key(), file.name());
                    });
                case FORM ->
                    FormFields.id(file.content()).ifPresent(id -> {
                        forms.put(id, file.content());
                        formFiles.put(id, file.name());
                    });
                default -> {
                    // decisions have no ways
                }
            }
        }
    }

    /** The processes that the files would change. */
    List<ProcessGraph> changed() {
        return List.copyOf(changed.values());
    }

    /** Keys of the forms that the files would change. */
    List<String> changedForms() {
        return List.copyOf(forms.keySet());
    }

    /** File that would change the process. */
    String file(ProcessGraph graph) {
        return files.get(graph.key());
    }

    String formFile(String form) {
        return formFiles.get(form);
    }

    boolean changes(String process) {
        return changed.containsKey(process);
    }

    /** As it would be. */
    Optional<ProcessGraph> process(String key) {
        return changed.containsKey(key) ? Optional.of(changed.get(key)) : deployed(key);
    }

    /** As it is now. */
    Optional<ProcessGraph> deployed(String key) {
        return deployed.computeIfAbsent(
                key,
                process -> latest().stream()
                        .filter(version -> version.kind() == ModelKind.PROCESS
                                && version.key().equals(process))
                        .findFirst()
                        .flatMap(version -> catalogue.content(ModelKind.PROCESS, process, version.version()))
                        .flatMap(content -> graphs(content).stream()
                                .filter(graph -> graph.key().equals(process))
                                .findFirst()));
    }

    /** Every process, as it would be. */
    List<ProcessGraph> all() {
        List<ProcessGraph> all = new ArrayList<>(changed.values());
        latest().stream()
                .filter(version -> version.kind() == ModelKind.PROCESS && !changes(version.key()))
                .forEach(version -> deployed(version.key()).ifPresent(all::add));
        return all;
    }

    /** A form as it would be. */
    Optional<FormFields> form(String key) {
        return forms.containsKey(key) ? FormFields.read(forms.get(key)) : deployedForm(key);
    }

    /** A form as it is now. */
    Optional<FormFields> deployedForm(String key) {
        return fields.computeIfAbsent(
                key,
                form -> latest().stream()
                        .filter(version -> version.kind() == ModelKind.FORM
                                && version.key().equals(form))
                        .findFirst()
                        .flatMap(version -> catalogue.content(ModelKind.FORM, form, version.version()))
                        .flatMap(FormFields::read));
    }

    /** These models as they are now. */
    Models before() {
        return new Models(catalogue, List.of());
    }

    private List<ModelVersion> latest() {
        if (latest == null) {
            latest = catalogue.latest();
        }
        return latest;
    }

    private static List<ProcessGraph> graphs(String content) {
        try {
            return ProcessGraph.parseAll(content);
        } catch (UnreadableModel e) {
            return List.of();
        }
    }
}
