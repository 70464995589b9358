package fr.ecoquartier.workflow.form;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.referentiel.Referentiels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Models, forms and steps name each other, and the generated forms are deployed once. */
@IntegrationTest
class StepsTest {

    private static final Pattern GENERATED =
            Pattern.compile("\\$\\{(?:figures|pilot)Forms\\.(\\w+)\\(referentielVersion\\)}");

    @Autowired
    private Steps steps;

    @Autowired
    private FiguresForms figuresForms;

    @Autowired
    private Referentiels referentiels;

    @Autowired
    private RepositoryService repository;

    @Test
    void everyUserTaskHasItsStepAndEveryStepItsUserTask() throws IOException {
        Set<String> drawn = new TreeSet<>();
        Set<String> used = new TreeSet<>();
        try (Stream<Path> models = Files.walk(Path.of("bpmn"))) {
            for (Path model :
                    models.filter(path -> path.toString().endsWith(".bpmn")).toList()) {
                BpmnModelInstance read = Bpmn.readModelFromFile(model.toFile());
                String process = read.getModelElementsByType(Process.class)
                        .iterator()
                        .next()
                        .getId();
                read.getModelElementsByType(UserTask.class).forEach(task -> {
                    drawn.add(process + "/" + task.getId());
                    used.add(task.getAttributeValueNs("http://camunda.org/schema/1.0/bpmn", "formRef"));
                });
            }
        }
        Set<String> files = new TreeSet<>();
        FormConventionsTest.forms()
                .forEach(form -> files.add(form.getFileName().toString().replace(".form", "")));

        assertThat(steps.names()).containsExactlyInAnyOrderElementsOf(drawn);
        assertThat(used.stream().filter(form -> !GENERATED.matcher(form).matches()))
                .containsExactlyInAnyOrderElementsOf(files);
        assertThat(used.stream()
                        .map(GENERATED::matcher)
                        .filter(Matcher::matches)
                        .map(matcher -> matcher.group(1)))
                .containsExactlyInAnyOrder("baseline", "measured", "objectives", "planned", "rating", "feedback");
    }

    @Test
    void theFormsOfAVersionAreDeployedOnceHoweverOftenTheApplicationStarts() {
        String form = figuresForms.baseline(referentiels.inForce().version());

        figuresForms.deployStoredVersions();
        figuresForms.deployStoredVersions();

        assertThat(repository
                        .createDeploymentQuery()
                        .deploymentName("Formulaires du référentiel "
                                + referentiels.inForce().version())
                        .count())
                .isEqualTo(1);
        assertThat(form).isEqualTo("figures-2012-test-baseline");
    }
}
