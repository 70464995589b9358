package fr.ecoquartier.modelling.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecoquartier.modelling.graph.EventDefinition.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessGraphTest {

    @Test
    void ourModelsAreReadWithEverythingThatRoutesADossier() throws IOException {
        ProcessGraph contract = ProcessGraph.parse(file("label/contract"));

        assertThat(contract.key()).isEqualTo("contract");
        assertThat(contract.starts(null)).extracting(Node::id).containsExactly("contractRequested");
        Node opinion = contract.nodes().get("giveContractOpinion");
        assertThat(opinion.loop().collection()).isEqualTo("${trio.pending(reference, stage)}");
        assertThat(contract.boundaries("setObjectives"))
                .extracting(Node::id, Node::interrupting)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("setObjectivesReminder", false),
                        org.assertj.core.groups.Tuple.tuple("setObjectivesDeadline", true));
        assertThat(contract.nodes().get("objectivesInvalid").event())
                .isEqualTo(new EventDefinition(Kind.ERROR, "figuresInvalid"));
        assertThat(contract.eventSubProcesses(null)).extracting(Node::id).containsExactly("abandonmentOfContract");
        assertThat(contract.starts("abandonmentOfContract").get(0).event().reference())
                .isEqualTo("deadlinePassed");
        assertThat(contract.readByConditions(contract.nodes().get("instructionResult")))
                .containsExactly("instruction");
        assertThat(contract.nodes().get("contractSigned").inputs())
                .containsExactly(new Mapping(null, "signed", "outcome", false));
        assertThat(contract.nodes().get("contractSigned").delegate()).isEqualTo("${stageClosing}");
    }

    @Test
    void callsSayWhatGoesInAndOut() throws IOException {
        Call call = ProcessGraph.parse(file("label/progressiveLabel"))
                .nodes()
                .get("awardStage")
                .call();

        assertThat(call.process()).isEqualTo("award");
        assertThat(call.isFixed()).isTrue();
        assertThat(call.businessKey()).isEqualTo("#{execution.processBusinessKey}");
        assertThat(call.out()).extracting(Mapping::target).containsExactly("outcome", "deferredUntil");
        assertThat(call.in()).contains(new Mapping(null, "${'label'}", "purpose", false));
    }

    @Test
    void whatIsNoProcessIsRefusedWithAReason() {
        for (String bad : List.of(
                "",
                "<a",
                "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
                "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'/>")) {
            assertThatThrownBy(() -> ProcessGraph.parse(bad)).as(bad).isInstanceOf(UnreadableModel.class);
        }
    }

    static String file(String name) throws IOException {
        return Files.readString(Path.of("bpmn", name + ".bpmn"));
    }
}
