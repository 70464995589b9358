package fr.ecoquartier.workflow.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * How much the application adds to its engine: a dossier's whole way from its opening to the label (forms, rules,
 * checks, journal, guards) against the same models with delegates that do nothing, in turns, in one run.
 */
public abstract class DossierPathBenchmark extends Stories {

    private static final int WARM_UP = 5;
    private static final int ROUNDS = 15;
    private static final double MOST = 4;

    private static final List<String> WAY = List.of(
            "fileCharterRequest",
            "enterBaselineMeasures",
            "!checkBaseline",
            "checkAdmissibility",
            "registerCharter",
            "signCharterAsAuthority",
            "signCharterForState",
            "!contractStage",
            "enterPlannedMeasures",
            "setObjectives",
            "!checkObjectives",
            "instructContract",
            "nameContractTrio",
            "*giveContractOpinion",
            "writeContractSynthesis",
            "recordContractCommission",
            "decideContract",
            "prepareContract",
            "signContractAsAuthority",
            "signContractAsCarrier",
            "signContractForState",
            "?operationFinished",
            "!awardStage",
            "enterMeasuredValues",
            "joinEvidence",
            "!checkAward",
            "instructAward",
            "nameAwardTrio",
            "recordSiteVisit",
            "*giveAwardOpinion",
            "writeAwardSynthesis",
            "recordTechnicalProposal",
            "prepareNationalCommission",
            "recordNationalDecision");

    @Test
    void theApplicationAddsLittleToItsEngine() throws Exception {
        try (BareEngine bare = new BareEngine()) {
            long[] whole = new long[ROUNDS];
            long[] models = new long[ROUNDS];
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                long start = System.nanoTime();
                application();
                long middle = System.nanoTime();
                bare(bare.engine(), "bare-" + round);
                long end = System.nanoTime();
                if (round >= 0) {
                    whole[round] = middle - start;
                    models[round] = end - middle;
                }
            }
            double ratio = median(whole) / median(models);
            String result = String.format(
                    Locale.ROOT,
                    "{\"applicationMs\": %.1f, \"noOpMs\": %.1f, \"ratio\": %.2f}",
                    median(whole) / 1e6,
                    median(models) / 1e6,
                    ratio);
            Files.writeString(
                    Files.createDirectories(Path.of("target", "bench")).resolve("dossier-path.json"), result);
            LoggerFactory.getLogger(getClass()).info("a dossier from its opening to the label: {}", result);
            assertThat(ratio).as(result).isLessThan(MOST);
        }
    }

    private void application() throws Exception {
        Story story = opened();
        for (String step : WAY) {
            switch (step.charAt(0)) {
                case '!' -> story.runs(step.substring(1));
                case '*' -> story.expertsDo(step.substring(1));
                case '?' -> story.declaresFinished();
                default -> story.does(step);
            }
        }
        assertThat(story.dossier().status().name()).isEqualTo("LABELLED");
    }

    private static void bare(ProcessEngine engine, String reference) {
        engine.getRuntimeService()
                .startProcessInstanceByKey(
                        ProgressiveLabelProcess.KEY,
                        reference,
                        Map.of(
                                "reference", reference,
                                "authorityName", "Grenoble",
                                "operationName", "Caserne de Bonne",
                                "referentielVersion", "2012-test",
                                "entryStage", "charter"));
        run(engine, reference, "charterStage");
        for (String step : WAY) {
            switch (step.charAt(0)) {
                case '!' -> run(engine, reference, step.substring(1));
                case '*' ->
                    tasks(engine, reference, step.substring(1))
                            .forEach(task -> engine.getTaskService().complete(task.getId()));
                case '?' ->
                    engine.getRuntimeService()
                            .createMessageCorrelation(step.substring(1))
                            .processInstanceBusinessKey(reference)
                            .correlate();
                default ->
                    engine.getTaskService()
                            .complete(tasks(engine, reference, step).get(0).getId(), CHOICES);
            }
        }
        assertThat(engine.getRuntimeService()
                        .createProcessInstanceQuery()
                        .processInstanceBusinessKey(reference)
                        .activityIdIn("confirmationDue")
                        .count())
                .isOne();
    }

    private static final Map<String, Object> CHOICES = Map.of(
            "admissibility", "admissible",
            "stateDecision", "signed",
            "instruction", "forward",
            "contractDecision", "accepted",
            "labelDecision", "labelled");

    private static List<Task> tasks(ProcessEngine engine, String reference, String key) {
        return engine.getTaskService()
                .createTaskQuery()
                .processInstanceBusinessKey(reference)
                .taskDefinitionKey(key)
                .list();
    }

    private static void run(ProcessEngine engine, String reference, String activity) {
        for (ProcessInstance instance : engine.getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(reference)
                .list()) {
            engine.getManagementService()
                    .createJobQuery()
                    .processInstanceId(instance.getId())
                    .activityId(activity)
                    .list()
                    .forEach(job -> engine.getManagementService().executeJob(job.getId()));
        }
    }

    private static double median(long[] times) {
        long[] sorted = times.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
