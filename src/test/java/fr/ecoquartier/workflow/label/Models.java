package fr.ecoquartier.workflow.label;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/** The models as they are committed. */
final class Models {

    private Models() {}

    /** One file with its process. */
    record Model(Path file, BpmnModelInstance content) {

        Process process() {
            return content.getModelElementsByType(Process.class).iterator().next();
        }

        String key() {
            return process().getId();
        }

        <T extends ModelElementInstance> List<T> all(Class<T> type) {
            return List.copyOf(content.getModelElementsByType(type));
        }

        FlowNode node(String id) {
            return content.getModelElementById(id);
        }

        @Override
        public String toString() {
            return file.getFileName().toString();
        }
    }

    private static final List<Model> ALL = read();

    static List<Model> all() {
        return ALL;
    }

    private static List<Model> read() {
        try (Stream<Path> files = Files.walk(Path.of("bpmn"))) {
            return files.filter(file -> file.toString().endsWith(".bpmn"))
                    .sorted()
                    .map(file -> new Model(file, Bpmn.readModelFromFile(file.toFile())))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Model of(String key) {
        return all().stream()
                .filter(model -> model.key().equals(key))
                .findFirst()
                .orElseThrow();
    }
}
