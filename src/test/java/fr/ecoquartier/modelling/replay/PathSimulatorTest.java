package fr.ecoquartier.modelling.replay;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.modelling.graph.ProcessGraph;
import fr.ecoquartier.modelling.replay.Outcome.Kind;
import fr.ecoquartier.modelling.replay.RecordedPath.Update;
import fr.ecoquartier.modelling.replay.RecordedPath.Visit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One recorded path each, through one changed model. */
class PathSimulatorTest {

    private static final String ASK_AND_CHOOSE = """
            <startEvent id="start" />
            <userTask id="ask" name="Demander" />
            <exclusiveGateway id="choice" name="Accepté ?" default="toNo" />
            <userTask id="yes" name="Préparer" /><userTask id="no" name="Refuser" />
            <endEvent id="done" /><endEvent id="refused" />
            <sequenceFlow id="f1" sourceRef="start" targetRef="ask" />
            <sequenceFlow id="f2" sourceRef="ask" targetRef="choice" />
            <sequenceFlow id="toYes" sourceRef="choice" targetRef="yes"><conditionExpression>${answer == 'yes'}</conditionExpression></sequenceFlow>
            <sequenceFlow id="toNo" sourceRef="choice" targetRef="no" />
            <sequenceFlow id="f5" sourceRef="yes" targetRef="done" />
            <sequenceFlow id="f6" sourceRef="no" targetRef="refused" />
            """;

    private static final String FORK = """
            <startEvent id="start" /><parallelGateway id="fork" /><userTask id="a" /><userTask id="b" />
            <parallelGateway id="join" /><userTask id="after" name="Conclure" /><endEvent id="end" />
            <sequenceFlow id="f1" sourceRef="start" targetRef="fork" />
            <sequenceFlow id="f2" sourceRef="fork" targetRef="a" /><sequenceFlow id="f3" sourceRef="fork" targetRef="b" />
            <sequenceFlow id="f4" sourceRef="a" targetRef="join" /><sequenceFlow id="f5" sourceRef="b" targetRef="join" />
            <sequenceFlow id="f6" sourceRef="join" targetRef="after" /><sequenceFlow id="f7" sourceRef="after" targetRef="end" />
            """;

    private static final String LOOP = """
            <startEvent id="start" /><userTask id="draw" name="Dessiner" />
            <exclusiveGateway id="again" name="À revoir ?" default="over" /><endEvent id="end" />
            <sequenceFlow id="f1" sourceRef="start" targetRef="draw" />
            <sequenceFlow id="f2" sourceRef="draw" targetRef="again" />
            <sequenceFlow id="back" sourceRef="again" targetRef="draw"><conditionExpression>${round == 1}</conditionExpression></sequenceFlow>
            <sequenceFlow id="over" sourceRef="again" targetRef="end" />
            """;

    @Test
    void theSameModelIsTheSameWay() {
        assertThat(simulate(ASK_AND_CHOOSE, ASK_AND_CHOOSE, accepted()).kind()).isEqualTo(Kind.SAME);
        assertThat(simulate(FORK, FORK, forked()).kind()).isEqualTo(Kind.SAME);
        assertThat(simulate(LOOP, LOOP, drawnTwice()).kind()).isEqualTo(Kind.SAME);
    }

    @Test
    void aConditionThatHoldsOtherwiseLeadsToAnotherBranch() {
        Outcome outcome = simulate(ASK_AND_CHOOSE, ASK_AND_CHOOSE.replace("== 'yes'", "== 'oui'"), accepted());

        assertThat(outcome.kind()).isEqualTo(Kind.OTHER_BRANCH);
        assertThat(outcome.element()).isEqualTo("choice");
        assertThat(outcome.recorded()).isEqualTo("yes");
        assertThat(outcome.now()).isEqualTo("no");
        assertThat(outcome.reason()).contains("Accepté\u00a0?", "Préparer", "Refuser");
    }

    @Test
    void aConditionWrittenOtherwiseWithTheSameTruthChangesNothing() {
        assertThat(simulate(ASK_AND_CHOOSE, ASK_AND_CHOOSE.replace("== 'yes'", "!= 'no'"), accepted())
                        .kind())
                .isEqualTo(Kind.SAME);
    }

    @Test
    void withoutAnyTrueConditionTheDossierIsBlocked() {
        String strict = ASK_AND_CHOOSE
                .replace(" default=\"toNo\"", "")
                .replace("== 'yes'", "== 'oui'")
                .replace(
                        "sourceRef=\"choice\" targetRef=\"no\" />",
                        "sourceRef=\"choice\" targetRef=\"no\"><conditionExpression>${answer == 'non'}</conditionExpression></sequenceFlow>");

        Outcome outcome = simulate(ASK_AND_CHOOSE, strict, accepted());

        assertThat(outcome.kind()).isEqualTo(Kind.BLOCKED);
        assertThat(outcome.element()).isEqualTo("choice");
    }

    @Test
    void aGatewayThatIsGoneIsNoLoss() {
        String straight = ASK_AND_CHOOSE
                .replaceAll("<exclusiveGateway[^>]*/>", "")
                .replaceAll("<sequenceFlow id=\"to.*\\n", "")
                .replace("sourceRef=\"ask\" targetRef=\"choice\"", "sourceRef=\"ask\" targetRef=\"yes\"");

        assertThat(simulate(ASK_AND_CHOOSE, straight, accepted()).kind()).isEqualTo(Kind.SAME);
    }

    @Test
    void anEarlyEndIsAnotherBranch() {
        String shorter = ASK_AND_CHOOSE
                .replace("sourceRef=\"choice\" targetRef=\"yes\"", "sourceRef=\"choice\" targetRef=\"newEnd\"")
                .concat("<endEvent id=\"newEnd\" name=\"Accepté d'office\" />");

        Outcome outcome = simulate(ASK_AND_CHOOSE, shorter, accepted());

        assertThat(outcome.kind()).isEqualTo(Kind.OTHER_BRANCH);
        assertThat(outcome.now()).isEqualTo("newEnd");
    }

    @Test
    void aBranchMoreIsFoundAndANewTaskInABranchIsNot() {
        String more = FORK + "<userTask id=\"c\" name=\"Consulter\" />"
                + "<sequenceFlow id=\"f8\" sourceRef=\"fork\" targetRef=\"c\" /><sequenceFlow id=\"f9\" sourceRef=\"c\" targetRef=\"join\" />";
        Outcome outcome = simulate(FORK, more, forked());
        assertThat(outcome.added()).containsExactly("c");

        String inLine = FORK.replace("sourceRef=\"a\" targetRef=\"join\"", "sourceRef=\"a\" targetRef=\"c\"")
                + "<userTask id=\"c\" name=\"Consulter\" /><sequenceFlow id=\"f9\" sourceRef=\"c\" targetRef=\"join\" />";
        assertThat(simulate(FORK, inLine, forked()).kind()).isEqualTo(Kind.ADDED);
    }

    @Test
    void aJoinThatNoLongerGetsAllItsWaysBlocks() {
        String stuck = FORK.replace("sourceRef=\"b\" targetRef=\"join\"", "sourceRef=\"b\" targetRef=\"bEnd\"")
                + "<endEvent id=\"bEnd\" /><userTask id=\"x\" /><sequenceFlow id=\"f9\" sourceRef=\"x\" targetRef=\"join\" />";

        assertThat(simulate(FORK, stuck, forked()).kind().elsewhere()).isTrue();
    }

    @Test
    void theRoundOfALoopWhereWaysPartIsTheFirstOne() {
        Outcome outcome = simulate(LOOP, LOOP.replace("round == 1", "round == 2"), drawnTwice());

        assertThat(outcome.kind()).isEqualTo(Kind.OTHER_BRANCH);
        assertThat(outcome.recorded()).isEqualTo("draw");
        assertThat(outcome.now()).isEqualTo("end");
    }

    @Test
    void anOutputThatIsGivenOtherwiseCountsInsteadOfWhatWasRecorded() {
        String fixed = ASK_AND_CHOOSE.replace(
                "<userTask id=\"ask\" name=\"Demander\" />",
                "<userTask id=\"ask\" name=\"Demander\"><extensionElements><camunda:inputOutput>"
                        + "<camunda:outputParameter name=\"answer\">no</camunda:outputParameter>"
                        + "</camunda:inputOutput></extensionElements></userTask>");

        assertThat(simulate(ASK_AND_CHOOSE, fixed, accepted()).now()).isEqualTo("no");
    }

    @Test
    void aCallThatGivesNothingBackAnyMoreIsUnknown() {
        String call = ASK_AND_CHOOSE.replace(
                "<userTask id=\"ask\" name=\"Demander\" />",
                "<callActivity id=\"ask\" name=\"Demander\" calledElement=\"other\"><extensionElements>"
                        + "<camunda:out source=\"result\" target=\"answer\" /></extensionElements></callActivity>");

        Outcome outcome =
                simulate(call, call.replace("<camunda:out source=\"result\" target=\"answer\" />", ""), accepted());

        assertThat(outcome.kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(outcome.reason()).contains("answer");
    }

    @Test
    void whereSomebodyMovedTheDossierNothingIsClaimed() {
        RecordedPath moved =
                path(List.of(visit("start", 1), cancelled("ask", 2), visit("yes", 4), visit("done", 5)), List.of());

        Outcome outcome = simulate(ASK_AND_CHOOSE, ASK_AND_CHOOSE, moved);

        assertThat(outcome.kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(outcome.element()).isEqualTo("yes");
    }

    private static RecordedPath accepted() {
        return path(
                List.of(visit("start", 1), visit("ask", 2), visit("choice", 4), visit("yes", 5), visit("done", 6)),
                List.of(new Update(3, "answer", "yes", "ask2", "instance")));
    }

    private static RecordedPath forked() {
        return path(
                List.of(
                        visit("start", 1),
                        visit("fork", 2),
                        visit("a", 3),
                        visit("b", 4),
                        visit("join", 5),
                        visit("join", 6),
                        visit("after", 7),
                        visit("end", 8)),
                List.of());
    }

    private static RecordedPath drawnTwice() {
        return path(
                List.of(
                        visit("start", 1),
                        visit("draw", 2),
                        visit("again", 4),
                        visit("draw", 5),
                        visit("again", 7),
                        visit("end", 8)),
                List.of(
                        new Update(3, "round", 1L, "draw2", "instance"),
                        new Update(6, "round", 2L, "draw5", "instance")));
    }

    private static Visit visit(String activity, long counter) {
        return new Visit(activity + counter, "instance", activity, false, counter, false);
    }

    private static Visit cancelled(String activity, long counter) {
        return new Visit(activity + counter, "instance", activity, false, counter, true);
    }

    private static RecordedPath path(List<Visit> visits, List<Update> updates) {
        return new RecordedPath("instance", "EQ-2012-00001", 1, Instant.EPOCH, new ArrayList<>(visits), updates);
    }

    private static Outcome simulate(String before, String after, RecordedPath path) {
        return PathSimulator.simulate(graph(after), graph(before), path);
    }

    private static ProcessGraph graph(String content) {
        return ProcessGraph.parse("""
                <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
                    xmlns:camunda="http://camunda.org/schema/1.0/bpmn">
                <process id="p" isExecutable="true">%s</process></definitions>
                """.formatted(content));
    }
}
