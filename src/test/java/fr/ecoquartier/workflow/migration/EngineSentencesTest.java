package fr.ecoquartier.workflow.migration;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.modelling.migration.ProcessVersion;
import java.time.Instant;
import java.util.List;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineSentencesTest {

    private final Version empty = new Version(
            new ProcessVersion("probe", "Essai", 1, "probe:1", Instant.EPOCH, 0),
            "deployment",
            new ProcessDefinitionEntity(),
            List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Source activity 'a' does not exist",
                "Target activity 'a' does not exist",
                "Source activity id is null",
                "Target activity id is null",
                "Activities have incompatible types (UserTaskActivityBehavior is not compatible with CallActivityBehavior)",
                "Events are not of the same type (boundaryTimer != boundaryMessage)",
                "There are multiple mappings for source activity id 'a': MigrationInstructionImpl{...}",
                "Target activity 'a' is a descendant of multi-instance body 'a#multiInstanceBody' that is not mapped from the source process definition.",
                "Must map the inner activity of a multi-instance body when the body is mapped",
                "Cannot remove the inner activity of a multi-instance body when the body is mapped",
                "The target gateway must have at least the same number of incoming sequence flows that the source gateway has",
                "The gateway's flow scope 'a' must be mapped",
                "Only one gateway can be mapped to gateway 'a'",
                "The source activity's event scope (a) must be mapped but the target activity has no event scope",
                "The source activity's event scope (a) must be mapped to the target activity's event scope (b)",
                "Cannot update event trigger because the activity does not define a persistent event trigger",
                "The closest mapped ancestor 'a' is mapped to scope 'b' which is not an ancestor of target scope 'c'",
                "Conditional event has to migrate with update event trigger.",
                "There is no migration instruction for this instance's activity",
                "The type of the source activity is not supported for activity instance migration",
                "The variable 'v' exists in both, this scope and concurrent local in the parent scope. Migrating to a non-scope activity would overwrite one of them.",
                "Target activity is not asyncBefore",
                "Target activity is not asyncAfter",
                "Transition instance is assigned to no sequence flow and target activity has more than one outgoing sequence flow",
                "Transition instance is assigned to a sequence flow that cannot be matched in the target activity",
                "A transition instance that instantiates the process can only be migrated to a process-level flow node",
                "Cannot migrate subscription for compensation handler 'a'. There is no migration instruction for the compensation start event",
                "Cannot migrate subscription for compensation handler 'a'. There is no migration instruction for the compensation boundary event",
                "Process instance contains not migrated tasks: [1, 2]",
                "Process instance contains not migrated externalTask: [1]",
                "Process instance contains not migrated incidents: [1]",
                "Process instance contains not migrated jobs: [1]",
                "Process instance contains not migrated event subscriptions: [1]",
                "Process instance contains not migrated variables: [1]"
            })
    void everyMessageOfTheEngineIsToldInFrench(String message) {
        String sentence = new EngineSentences(empty, empty).of(message, "step", "other");

        assertThat(sentence)
                .doesNotContain("avec ce message")
                .doesNotContainPattern("(?i)\\b(the|activity|instance's|cannot|must|source|target|not|mapped|scope)\\b")
                .endsWith(".");
    }

    @ParameterizedTest
    @ValueSource(strings = "Something that a later engine may say")
    void whatNobodyKnewIsKeptAsItIs(String message) {
        assertThat(new EngineSentences(empty, empty).of(message, "step", null))
                .contains("« step »")
                .contains(message);
    }
}
