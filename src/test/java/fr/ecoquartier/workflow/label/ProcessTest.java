package fr.ecoquartier.workflow.label;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.workflow.label.Models.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestClassOrder;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * The stories of all processes on the real engine, and at last the check that together they went everywhere. One process
 * alone: {@code mvn test -Dtest='ProcessTest$OfCharter'}.
 */
@IntegrationTest
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
class ProcessTest {

    @Nested
    @Order(1)
    class OfCharter extends CharterStories {}

    @Nested
    @Order(2)
    class OfContract extends ContractStories {}

    @Nested
    @Order(3)
    class OfFollowUp extends FollowUpStories {}

    @Nested
    @Order(4)
    class OfAward extends AwardStories {}

    @Nested
    @Order(5)
    class OfProgressiveLabel extends ProgressiveLabelStories {}

    @Nested
    @Order(6)
    class OfPilots extends PilotStories {}

    @Nested
    @Order(7)
    class Replayed extends ReplayedStories {}

    @Nested
    @Order(8)
    class Coverage {

        @Autowired
        private HistoryService history;

        @Test
        void theStoriesExecuteEveryNodeAndEveryAnswerOfEveryModel() {
            Set<String> executed = new TreeSet<>();
            for (String reference : Story.TOLD) {
                for (HistoricProcessInstance instance : history.createHistoricProcessInstanceQuery()
                        .processInstanceBusinessKey(reference)
                        .list()) {
                    note(instance, executed);
                }
            }
            Set<String> missing = new TreeSet<>(drawn());
            missing.removeAll(executed);
            assertThat(missing).as("in bpmn/, but in no story").isEmpty();
        }

        private void note(HistoricProcessInstance instance, Set<String> executed) {
            List<String> path = history
                    .createHistoricActivityInstanceQuery()
                    .processInstanceId(instance.getId())
                    .orderPartiallyByOccurrence()
                    .asc()
                    .list()
                    .stream()
                    .map(HistoricActivityInstance::getActivityId)
                    .toList();
            Model model = Models.of(instance.getProcessDefinitionKey());
            for (int i = 0; i < path.size(); i++) {
                executed.add(model.key() + "/" + path.get(i));
                if (model.node(path.get(i)) instanceof ExclusiveGateway gateway) {
                    answer(gateway, path.subList(i + 1, path.size()))
                            .forEach(flow -> executed.add(model.key() + "/" + flow));
                }
            }
        }

        /** The flow whose target comes first after the gateway. */
        private static List<String> answer(ExclusiveGateway gateway, List<String> after) {
            return after.stream()
                    .flatMap(next -> gateway.getOutgoing().stream()
                            .filter(flow -> flow.getTarget().getId().equals(next)))
                    .map(SequenceFlow::getId)
                    .limit(1)
                    .toList();
        }

        private static List<String> drawn() {
            List<String> drawn = new ArrayList<>();
            for (Model model : Models.all()) {
                model.all(FlowNode.class).forEach(node -> drawn.add(model.key() + "/" + node.getId()));
                model.all(ExclusiveGateway.class)
                        .forEach(gateway ->
                                gateway.getOutgoing().forEach(flow -> drawn.add(model.key() + "/" + flow.getId())));
            }
            return drawn;
        }
    }
}
