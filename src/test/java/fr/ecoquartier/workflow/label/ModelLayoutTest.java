package fr.ecoquartier.workflow.label;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.workflow.label.Models.Model;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.Event;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.TextAnnotation;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.dc.Bounds;
import org.camunda.bpm.model.bpmn.instance.di.Waypoint;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The diagrams as people look at them: complete, left to right, happy path straight, nothing crosses. */
class ModelLayoutTest {

    private static final Map<String, String> HAPPY_END = Map.of(
            "progressiveLabel", "labelConfirmed",
            "charter", "charterSigned",
            "contract", "contractSigned",
            "followUp", "followUpAccepted",
            "award", "labelAwarded",
            "pilotCampaign", "campaignAdopted",
            "pilotTest", "pilotClosed");

    record Box(String id, double x, double y, double width, double height) {

        double middle() {
            return y + height / 2;
        }

        boolean overlaps(Box other) {
            return x < other.x + other.width
                    && other.x < x + width
                    && y < other.y + other.height
                    && other.y < y + height;
        }
    }

    record Segment(SequenceFlow flow, double x1, double y1, double x2, double y2) {

        boolean vertical() {
            return x1 == x2;
        }

        boolean straight() {
            return x1 == x2 || y1 == y2;
        }

        boolean crosses(Segment other) {
            if (vertical() == other.vertical()) {
                return false;
            }
            Segment up = vertical() ? this : other;
            Segment across = vertical() ? other : this;
            return between(up.x1, across.x1, across.x2) && between(across.y1, up.y1, up.y2);
        }

        /** Runs along another flow that neither begins nor ends where this one does. */
        boolean coversForeign(Segment other) {
            boolean same = flow.getSource().equals(other.flow.getSource())
                    || flow.getTarget().equals(other.flow.getTarget());
            if (same || vertical() != other.vertical()) {
                return false;
            }
            return vertical()
                    ? x1 == other.x1 && ranges(y1, y2, other.y1, other.y2)
                    : y1 == other.y1 && ranges(x1, x2, other.x1, other.x2);
        }

        boolean enters(Box box) {
            return Math.min(x1, x2) < box.x + box.width
                    && Math.max(x1, x2) > box.x
                    && Math.min(y1, y2) < box.y + box.height
                    && Math.max(y1, y2) > box.y;
        }

        private static boolean between(double value, double a, double b) {
            return value > Math.min(a, b) && value < Math.max(a, b);
        }

        private static boolean ranges(double a1, double a2, double b1, double b2) {
            return Math.max(Math.min(a1, a2), Math.min(b1, b2)) < Math.min(Math.max(a1, a2), Math.max(b1, b2));
        }
    }

    static List<Model> models() {
        return Models.all();
    }

    @ParameterizedTest
    @MethodSource("models")
    void everythingIsDrawn(Model model) {
        Map<String, Box> boxes = boxes(model);
        assertThat(boxes.keySet())
                .containsAll(
                        model.all(FlowNode.class).stream().map(FlowNode::getId).toList())
                .containsAll(model.all(TextAnnotation.class).stream()
                        .map(TextAnnotation::getId)
                        .toList());
        assertThat(model.all(BpmnEdge.class))
                .extracting(edge -> edge.getBpmnElement().getId())
                .containsExactlyInAnyOrderElementsOf(model.all(SequenceFlow.class).stream()
                        .map(SequenceFlow::getId)
                        .toList());
        for (BpmnShape shape : model.all(BpmnShape.class)) {
            boolean labelled = shape.getBpmnElement() instanceof Event
                    || shape.getBpmnElement() instanceof Gateway gateway && gateway.getName() != null;
            assertThat(shape.getBpmnLabel() != null)
                    .as("label of %s", shape.getBpmnElement().getId())
                    .isEqualTo(labelled);
        }
        for (BpmnEdge edge : model.all(BpmnEdge.class)) {
            SequenceFlow flow = (SequenceFlow) edge.getBpmnElement();
            assertThat(edge.getBpmnLabel() != null)
                    .as("label of %s", flow.getId())
                    .isEqualTo(flow.getName() != null);
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void shapesDoNotOverlap(Model model) {
        List<Box> boxes = boxes(model).values().stream()
                .filter(box -> !(model.content().getModelElementById(box.id()) instanceof BoundaryEvent)
                        && !(model.content().getModelElementById(box.id()) instanceof SubProcess))
                .toList();
        for (Box box : boxes) {
            assertThat(boxes.stream().filter(other -> other != box && other.overlaps(box)))
                    .as("over %s", box.id())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void flowsRunInRightAnglesAndNeitherCrossNorCover(Model model) {
        List<Segment> segments = segments(model);
        assertThat(segments).allMatch(Segment::straight);
        Map<String, Box> boxes = boxes(model);
        for (Segment segment : segments) {
            for (Segment other : segments) {
                if (segment.flow().equals(other.flow())) {
                    continue;
                }
                assertThat(segment.crosses(other))
                        .as(
                                "%s crosses %s",
                                segment.flow().getId(), other.flow().getId())
                        .isFalse();
                assertThat(segment.coversForeign(other))
                        .as("%s covers %s", segment.flow().getId(), other.flow().getId())
                        .isFalse();
            }
            boxes.values().stream()
                    .filter(box -> !(model.content().getModelElementById(box.id()) instanceof SubProcess)
                            && !box.id().equals(segment.flow().getSource().getId())
                            && !box.id().equals(segment.flow().getTarget().getId()))
                    .forEach(box -> assertThat(segment.enters(box))
                            .as("%s runs through %s", segment.flow().getId(), box.id())
                            .isFalse());
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void noTextLiesOnAnotherOrOnALine(Model model) {
        Map<String, Box> labels = labels(model);
        List<Segment> segments = segments(model);
        labels.forEach((id, label) -> {
            assertThat(labels.entrySet().stream()
                            .filter(other -> !other.getKey().equals(id)
                                    && other.getValue().overlaps(label))
                            .map(Map.Entry::getKey))
                    .as("labels over that of %s", id)
                    .isEmpty();
            assertThat(segments.stream()
                            .filter(segment -> segment.enters(label))
                            .map(segment -> segment.flow().getId()))
                    .as("flows over the label of %s", id)
                    .isEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource("models")
    void theHappyPathIsOneStraightLineFromLeftToRight(Model model) {
        String end = HAPPY_END.get(model.key());
        assertThat(end).as("happy end of %s, named in this test", model.key()).isNotNull();
        Map<String, Box> boxes = boxes(model);
        StartEvent start = model.all(StartEvent.class).stream()
                .filter(event -> event.getParentElement().equals(model.process()))
                .findFirst()
                .orElseThrow();
        FlowNode node = start;
        List<String> path = new ArrayList<>();
        while (!node.getId().equals(end)) {
            path.add(node.getId());
            Box here = boxes.get(node.getId());
            Optional<FlowNode> next = node.getOutgoing().stream()
                    .map(SequenceFlow::getTarget)
                    .filter(target -> boxes.get(target.getId()).middle() == here.middle())
                    .filter(target -> boxes.get(target.getId()).x() > here.x())
                    .min(Comparator.comparingDouble(
                            target -> boxes.get(target.getId()).x()));
            assertThat(next).as("after %s on the same line", path).isPresent();
            node = next.get();
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void everyRoleHasItsColourAndTheLegendNamesIt(Model model) {
        Map<String, String> colours = new LinkedHashMap<>();
        for (BpmnShape shape : model.all(BpmnShape.class)) {
            if (shape.getBpmnElement() instanceof org.camunda.bpm.model.bpmn.instance.UserTask task) {
                String role = task.getCamundaAssignee() == null
                        ? task.getCamundaCandidateGroups()
                        : ModelConventionsTest.ASSIGNED
                                .get(task.getCamundaAssignee())
                                .group();
                String colour = colour(shape);
                assertThat(colour).as(task.getId()).isNotBlank();
                assertThat(colours.computeIfAbsent(role, any -> colour))
                        .as(task.getId())
                        .isEqualTo(colour);
            }
        }
        assertThat(colours.values()).doesNotHaveDuplicates();
        List<String> legend = model.all(BpmnShape.class).stream()
                .filter(shape -> shape.getBpmnElement() instanceof TextAnnotation)
                .map(ModelLayoutTest::colour)
                .toList();
        assertThat(legend).containsAll(colours.values());
    }

    private static String colour(BpmnShape shape) {
        return shape.getAttributeValueNs("http://bpmn.io/schema/bpmn/biocolor/1.0", "stroke");
    }

    private static Map<String, Box> boxes(Model model) {
        return model.all(BpmnShape.class).stream()
                .collect(Collectors.toMap(
                        shape -> shape.getBpmnElement().getId(),
                        shape -> box(shape.getBpmnElement().getId(), shape.getBounds()),
                        (one, other) -> one,
                        LinkedHashMap::new));
    }

    private static Map<String, Box> labels(Model model) {
        Map<String, Box> labels = new LinkedHashMap<>();
        model.all(BpmnShape.class).stream()
                .filter(shape -> shape.getBpmnLabel() != null)
                .forEach(shape -> labels.put(
                        shape.getBpmnElement().getId(),
                        box(shape.getBpmnElement().getId(), shape.getBpmnLabel().getBounds())));
        model.all(BpmnEdge.class).stream()
                .filter(edge -> edge.getBpmnLabel() != null)
                .forEach(edge -> labels.put(
                        edge.getBpmnElement().getId(),
                        box(edge.getBpmnElement().getId(), edge.getBpmnLabel().getBounds())));
        return labels;
    }

    private static Box box(String id, Bounds bounds) {
        return new Box(id, bounds.getX(), bounds.getY(), bounds.getWidth(), bounds.getHeight());
    }

    private static List<Segment> segments(Model model) {
        List<Segment> segments = new ArrayList<>();
        for (BpmnEdge edge : model.all(BpmnEdge.class)) {
            List<Waypoint> points = List.copyOf(edge.getWaypoints());
            for (int i = 1; i < points.size(); i++) {
                segments.add(new Segment(
                        (SequenceFlow) edge.getBpmnElement(),
                        points.get(i - 1).getX(),
                        points.get(i - 1).getY(),
                        points.get(i).getX(),
                        points.get(i).getY()));
            }
        }
        return segments;
    }
}
