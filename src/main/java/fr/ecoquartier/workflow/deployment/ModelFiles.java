package fr.ecoquartier.workflow.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.ecoquartier.workflow.guard.ModelGate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.xml.ModelException;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.stereotype.Component;

/** The models, decisions and forms of the class path. */
@Component
class ModelFiles {

    private final ResourcePatternResolver resources;
    private final ModelGate gate;
    private final ObjectMapper json;

    ModelFiles(ResourcePatternResolver resources, ModelGate gate, ObjectMapper json) {
        this.resources = resources;
        this.gate = gate;
        this.json = json;
    }

    /** All of them in the order of their names. */
    List<ModelFile> read() {
        List<ModelFile> files = new ArrayList<>();
        read("bpmn/", "**/*.bpmn", files);
        read("bpmn/", "**/*.dmn", files);
        read("forms/", "*.form", files);
        files.sort(Comparator.comparing(ModelFile::name));
        return files;
    }

    private void read(String folder, String pattern, List<ModelFile> files) {
        try {
            for (Resource resource : resources.getResources("classpath*:" + folder + pattern)) {
                String address = resource.getURL().toString();
                String name = address.substring(address.lastIndexOf("/" + folder) + 1);
                files.add(new ModelFile(name, resource.getContentAsByteArray()));
            }
        } catch (IOException e) {
            throw new ModelRefused(folder + pattern, "lecture impossible (" + e.getMessage() + ")");
        }
    }

    /**
     * Looks at what the engine would only find out when a dossier comes by.
     *
     * @throws ModelRefused naming the first file that cannot be used, and why
     */
    void verify(List<ModelFile> files) {
        files.forEach(this::verify);
        Set<String> forms =
                files.stream().filter(ModelFile::isForm).map(ModelFile::id).collect(Collectors.toSet());
        files.stream().filter(ModelFile::isModel).forEach(file -> verifyForms(file, forms));
    }

    private void verify(ModelFile file) {
        gate.problems(file.name(), file.content()).stream().findFirst().ifPresent(problem -> {
            throw new ModelRefused(
                    file.name(),
                    problem.field().equals(file.name())
                            ? problem.message()
                            : problem.field() + ", " + problem.message());
        });
        String id = file.isForm() ? formId(file) : file.isModel() ? processId(file) : decisionId(file);
        if (!id.equals(file.id())) {
            throw new ModelRefused(file.name(), "l'identifiant « %s » diffère du nom du fichier".formatted(id));
        }
    }

    private void verifyForms(ModelFile file, Set<String> forms) {
        for (UserTask task : model(file).getModelElementsByType(UserTask.class)) {
            String form = task.getCamundaFormRef();
            if (form == null || (!form.startsWith("${") && !forms.contains(form))) {
                throw new ModelRefused(
                        file.name(),
                        "la tâche « %s » demande le formulaire « %s », qui n'existe pas".formatted(task.getId(), form));
            }
        }
    }

    private String formId(ModelFile file) {
        try {
            JsonNode form = json.readTree(file.content());
            return form.path("id").asText();
        } catch (IOException e) {
            throw new ModelRefused(file.name(), "le JSON n'est pas lisible");
        }
    }

    private static String processId(ModelFile file) {
        return model(file).getModelElementsByType(Process.class).stream()
                .map(Process::getId)
                .findFirst()
                .orElse("");
    }

    private static String decisionId(ModelFile file) {
        try {
            return Dmn.readModelFromStream(new ByteArrayInputStream(file.content()))
                    .getModelElementsByType(org.camunda.bpm.model.dmn.instance.Decision.class)
                    .stream()
                    .map(org.camunda.bpm.model.dmn.instance.Decision::getId)
                    .findFirst()
                    .orElse("");
        } catch (ModelException e) {
            throw new ModelRefused(file.name(), reason(e));
        }
    }

    private static BpmnModelInstance model(ModelFile file) {
        try {
            return Bpmn.readModelFromStream(new ByteArrayInputStream(file.content()));
        } catch (ModelException e) {
            throw new ModelRefused(file.name(), reason(e));
        }
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String line = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        return line.replaceFirst("^Error: URI=\\S+ Line=(\\d+): ", "ligne $1, ");
    }
}
