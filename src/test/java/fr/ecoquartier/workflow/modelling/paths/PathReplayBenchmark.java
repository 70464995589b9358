package fr.ecoquartier.workflow.modelling.paths;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.modelling.replay.PathReplays;
import fr.ecoquartier.modelling.replay.ReplayReport;
import fr.ecoquartier.pilot.run.Progress;
import java.lang.management.ManagementFactory;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;

/** How long 1,000 finished ways of 60 elements and 20 choices take, from the engine's history to the report. */
public abstract class PathReplayBenchmark {

    private static final int INSTANCES = 1000;
    private static final int CHOICES = 20;
    private static final String KEY = "replayBenchmark";

    @Autowired
    private PathReplays replays;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private RuntimeService runtime;

    @Test
    void aThousandWays() {
        String deployment = repository
                .createDeployment()
                .addString(KEY + ".bpmn", model(1))
                .deploy()
                .getId();
        try {
            for (int i = 0; i < INSTANCES; i++) {
                var instance = runtime.createProcessInstanceByKey(KEY)
                        .businessKey("BENCH-" + i)
                        .setVariable("regionCode", "82");
                for (int choice = 1; choice <= CHOICES; choice++) {
                    instance.setVariable("answer" + choice, (i + choice) % 2 == 0 ? "yes" : "no");
                }
                instance.execute();
            }
            long begun = System.nanoTime();
            ReplayReport same = replays.run(KEY, model(1), INSTANCES, Progress.none());
            long first = System.nanoTime();
            ReplayReport changed = replays.run(KEY, model(CHOICES), INSTANCES, Progress.none());
            long second = System.nanoTime();

            assertThat(same.cases()).hasSize(INSTANCES);
            assertThat(same.elsewhere()).isZero();
            assertThat(changed.elsewhere()).isEqualTo(INSTANCES / 2);
            LoggerFactory.getLogger(PathReplayBenchmark.class)
                    .info(
                            "{} ways: same model {} ms, changed model {} ms, load {}",
                            INSTANCES,
                            (first - begun) / 1_000_000,
                            (second - first) / 1_000_000,
                            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        } finally {
            repository.deleteDeployment(deployment, true);
        }
    }

    /** @param strict choice from which on only « maybe » leads to the first way; it is asked last of all */
    private static String model(int strict) {
        StringBuilder elements = new StringBuilder("<bpmn:startEvent id=\"start\" />");
        StringBuilder flows = new StringBuilder();
        String before = "start";
        for (int choice = 1; choice <= CHOICES; choice++) {
            String condition = strict == choice && strict > 1
                    ? "${answer" + choice + " == 'maybe'}"
                    : "${answer" + choice + " == 'yes'}";
            elements.append("<bpmn:exclusiveGateway id=\"choice%1$d\" default=\"toNo%1$d\" />".formatted(choice))
                    .append("<bpmn:intermediateThrowEvent id=\"yes%d\" />".formatted(choice))
                    .append("<bpmn:intermediateThrowEvent id=\"no%d\" />".formatted(choice))
                    .append("<bpmn:exclusiveGateway id=\"after%d\" />".formatted(choice));
            flows.append(flow("to" + choice, before, "choice" + choice, null))
                    .append(flow("toYes" + choice, "choice" + choice, "yes" + choice, condition))
                    .append(flow("toNo" + choice, "choice" + choice, "no" + choice, null))
                    .append(flow("fromYes" + choice, "yes" + choice, "after" + choice, null))
                    .append(flow("fromNo" + choice, "no" + choice, "after" + choice, null));
            before = "after" + choice;
        }
        elements.append("<bpmn:endEvent id=\"end\" />");
        flows.append(flow("toEnd", before, "end", null));
        return """
                <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
                    xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="bench">
                  <bpmn:process id="%s" name="Mesure" isExecutable="true" camunda:historyTimeToLive="P30D">
                  %s%s
                  </bpmn:process>
                </bpmn:definitions>
                """.formatted(KEY, elements, flows);
    }

    private static String flow(String id, String from, String to, String condition) {
        String start = "<bpmn:sequenceFlow id=\"%s\" sourceRef=\"%s\" targetRef=\"%s\"".formatted(id, from, to);
        return condition == null
                ? start + " />"
                : start + "><bpmn:conditionExpression>" + condition + "</bpmn:conditionExpression></bpmn:sequenceFlow>";
    }
}
