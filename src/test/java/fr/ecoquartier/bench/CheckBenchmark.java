package fr.ecoquartier.bench;

import fr.ecoquartier.indicator.CheckReport;
import fr.ecoquartier.indicator.Opinion;
import fr.ecoquartier.indicator.OpinionRule;
import fr.ecoquartier.indicator.Stage;
import fr.ecoquartier.referentiel.WorkedExamples;
import fr.ecoquartier.workflow.decision.StageOpinionTable;
import java.math.BigDecimal;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One check of 34 figures: entries validated, 23 indicators computed, rated and explained, dimensions counted, opinion
 * by the decision table. Single thread.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class CheckBenchmark {

    private final OpinionRule table = StageOpinionTable.load();
    private final OpinionRule constant = facts -> new OpinionRule.Verdict(Opinion.FAVOURABLE, "constant");
    private final WorkedExamples.Checker checker = WorkedExamples.checker("urban");
    private final Map<String, BigDecimal> figures = WorkedExamples.good();
    private final Map<String, BigDecimal> objectives = WorkedExamples.figures("I06=95", "I18=55");
    private final OpinionRule.Facts facts =
            new OpinionRule.Facts(Stage.LABEL, 0, 0, 0, 0, new BigDecimal("0.7"), new BigDecimal("0.6"));

    @Benchmark
    public CheckReport wholeCheck() throws Exception {
        return checker.check(Stage.LABEL, figures, objectives, table);
    }

    @Benchmark
    public CheckReport checkWithoutDecision() throws Exception {
        return checker.check(Stage.LABEL, figures, objectives, constant);
    }

    @Benchmark
    public OpinionRule.Verdict decisionAlone() {
        return table.decide(facts);
    }
}
