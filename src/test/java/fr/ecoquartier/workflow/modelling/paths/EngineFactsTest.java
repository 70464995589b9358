package fr.ecoquartier.workflow.modelling.paths;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import fr.ecoquartier.modelling.path.ModelFacts.SentMessage;
import fr.ecoquartier.workflow.label.ProgressiveLabelProcess;
import fr.ecoquartier.workflow.pilot.PilotCampaignProcess;
import fr.ecoquartier.workflow.pilot.PilotTestProcess;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.junit.jupiter.api.Test;

/** What the rules believe of our code is what our code does. */
class EngineFactsTest {

    private final JavaClasses code = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("fr.ecoquartier.workflow");

    private Map<String, Class<?>> ours() {
        Map<String, Class<?>> ours = OurFacts.classes();
        ours.values().removeIf(type -> !code.contain(type));
        return ours;
    }

    @Test
    void whoRaisesAnErrorDeclaresIt() {
        ours().forEach((name, type) -> {
            boolean raises = code.get(type).getConstructorCallsFromSelf().stream()
                    .anyMatch(call -> call.getTargetOwner().isEquivalentTo(BpmnError.class));
            boolean invalidFigures = code.get(type).getMethods().stream()
                    .filter(method -> method.getName().equals("apply"))
                    .anyMatch(method -> !method.getThrowsClause().isEmpty()
                            && method.getThrowsClause().getTypes().stream()
                                    .anyMatch(thrown -> thrown.getName().endsWith("InvalidFigures")));
            assertThat(OurFacts.read().delegate(name).orElseThrow().raises().isEmpty())
                    .as(name)
                    .isEqualTo(!raises && !invalidFigures);
        });
    }

    @Test
    void whoSetsVariablesDeclaresThem() {
        ours().forEach((name, type) -> assertThat(
                        OurFacts.read().delegate(name).orElseThrow().sets().isEmpty())
                .as(name)
                .isEqualTo(!setsVariables(code.get(type))));
    }

    private static boolean setsVariables(JavaClass type) {
        return type.getMethodCallsFromSelf().stream()
                .anyMatch(call -> call.getTarget().getName().startsWith("setVariable")
                        && (call.getTargetOwner().isAssignableTo(DelegateExecution.class)
                                || call.getTargetOwner().isAssignableTo(VariableScope.class)));
    }

    @Test
    void everyMessageOfTheVocabulariesIsKnown() throws IllegalAccessException {
        Map<String, Class<?>> vocabularies = Map.of(
                ProgressiveLabelProcess.KEY, ProgressiveLabelProcess.Messages.class,
                PilotTestProcess.KEY, PilotTestProcess.Messages.class,
                PilotCampaignProcess.KEY, PilotCampaignProcess.Messages.class);
        Set<List<String>> known = new LinkedHashSet<>();
        for (SentMessage message : OurFacts.read().messages()) {
            known.add(List.of(message.process(), message.name()));
        }
        List<List<String>> declared = new ArrayList<>();
        for (Map.Entry<String, Class<?>> vocabulary : vocabularies.entrySet()) {
            for (Field field : vocabulary.getValue().getFields()) {
                declared.add(List.of(vocabulary.getKey(), (String) field.get(null)));
            }
        }
        assertThat(known).containsExactlyInAnyOrderElementsOf(declared);
    }
}
