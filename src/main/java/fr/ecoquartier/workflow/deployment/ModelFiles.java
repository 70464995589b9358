package fr.ecoquartier.workflow.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.ecoquartier.modelling.ModelFile;
import fr.ecoquartier.modelling.ModelKind;
import fr.ecoquartier.workflow.guard.ModelGate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
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
                files.add(new ModelFile(name, resource.getContentAsString(StandardCharsets.UTF_8)));
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
                files.stream().filter(ModelFiles::isForm).map(ModelFiles::id).collect(Collectors.toSet());
        files.stream().filter(ModelFiles::isModel).forEach(file -> verifyForms(file, forms));
    }

    private void verify(ModelFile file) {
        gate.problems(file.name(), file.bytes()).stream().findFirst().ifPresent(problem -> {
            throw new ModelRefused(
                    file.name(),
                    problem.field().equals(file.name())
                            ? problem.message()
                            : problem.field() + ", " + problem.message());
        });
        String id = isForm(file) ? formId(file) : isModel(file) ? processId(file) : decisionId(file);
        if (!id.equals(id(file))) {
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

    /** Keys of the forms and decisions that a process finds in its own deployment only. */
    static Set<String> bound(ModelFile file) {
        Set<String> keys = new HashSet<>();
        if (isModel(file)) {
            BpmnModelInstance model = model(file);
            for (UserTask task : model.getModelElementsByType(UserTask.class)) {
                if ("deployment".equals(task.getCamundaFormRefBinding())) {
                    keys.add(task.getCamundaFormRef());
                }
            }
            for (BusinessRuleTask task : model.getModelElementsByType(BusinessRuleTask.class)) {
                if ("deployment".equals(task.getCamundaDecisionRefBinding())) {
                    keys.add(task.getCamundaDecisionRef());
                }
            }
        }
        return keys;
    }

    private static boolean isForm(ModelFile file) {
        return ModelKind.ofFile(file.name()).orElse(null) == ModelKind.FORM;
    }

    private static boolean isModel(ModelFile file) {
        return ModelKind.ofFile(file.name()).orElse(null) == ModelKind.PROCESS;
    }

    /** File name without folder and extension: the id of what is inside. */
    static String id(ModelFile file) {
        return file.name()
                .substring(file.name().lastIndexOf('/') + 1, file.name().lastIndexOf('.'));
    }

    private String formId(ModelFile file) {
        try {
            JsonNode form = json.readTree(file.bytes());
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
            return Dmn.readModelFromStream(new ByteArrayInputStream(file.bytes()))
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
            return Bpmn.readModelFromStream(new ByteArrayInputStream(file.bytes()));
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
