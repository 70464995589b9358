package fr.ecoquartier.workflow;

import fr.ecoquartier.act.DocumentKind;
import fr.ecoquartier.act.IssuedDocuments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;

/** The steps of the models that issue documents: tests of other things let them pass by themselves. */
public final class DocumentSteps {

    /** Element ids, from the models themselves. */
    public static final Set<String> ALL = read();

    private DocumentSteps() {}

    /** Runs the document steps that wait in the processes of a dossier, until none is left. */
    public static void run(RuntimeService runtime, ManagementService management, String reference) {
        for (Optional<Job> job = next(runtime, management, reference);
                job.isPresent();
                job = next(runtime, management, reference)) {
            management.executeJob(job.get().getId());
        }
    }

    /** The answers of somebody who signs, with the hash of the document that their form shows. */
    public static Map<String, Object> asShown(
            IssuedDocuments documents, String reference, String step, Map<String, Object> answers) {
        if (!step.startsWith("sign")) {
            return answers;
        }
        Map<String, Object> all = new HashMap<>(answers);
        documents
                .toSign(reference, step.startsWith("signCharter") ? DocumentKind.CHARTER : DocumentKind.CONTRACT)
                .ifPresent(document -> all.putIfAbsent("documentSha256", document.sha256()));
        return all;
    }

    private static Optional<Job> next(RuntimeService runtime, ManagementService management, String reference) {
        return runtime.createProcessInstanceQuery().processInstanceBusinessKey(reference).list().stream()
                .flatMap(instance ->
                        management.createJobQuery().processInstanceId(instance.getId()).messages().list().stream())
                .filter(job -> ALL.contains(management
                        .createJobDefinitionQuery()
                        .jobDefinitionId(job.getJobDefinitionId())
                        .singleResult()
                        .getActivityId()))
                .findFirst();
    }

    private static Set<String> read() {
        Set<String> steps = new TreeSet<>();
        Pattern step = Pattern.compile("<bpmn:serviceTask id=\"(\\w+)\"[^>]*\\$\\{documentIssue}");
        try (Stream<Path> files = Files.list(Path.of("bpmn/label"))) {
            for (Path file : files.toList()) {
                Matcher found = step.matcher(Files.readString(file));
                while (found.find()) {
                    steps.add(found.group(1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Set.copyOf(steps);
    }
}
