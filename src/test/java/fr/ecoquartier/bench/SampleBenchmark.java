package fr.ecoquartier.bench;

import fr.ecoquartier.pilot.run.Progress;
import fr.ecoquartier.pilot.sample.Applicant;
import fr.ecoquartier.pilot.sample.SampleRequest;
import fr.ecoquartier.pilot.sample.SampleResult;
import fr.ecoquartier.pilot.sample.SampleSelection;
import fr.ecoquartier.pilot.sample.Samplings;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A whole selection under quotas on every value: optimum, proof, draw, cost of each quota, reserve and explanations. The
 * first selection of a fresh JVM is what a person waits for: nothing is warmed up.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(3)
public class SampleBenchmark {

    @Param({"12 of 60", "20 of 600"})
    private String sample;

    @Benchmark
    public SampleResult select() throws Exception {
        int size = Integer.parseInt(sample.substring(0, 2));
        List<Applicant> applicants = Samplings.applicants(Integer.parseInt(sample.substring(6)), 1);
        SampleRequest request = Samplings.request(applicants, size, Samplings.allQuotas(applicants, size));
        SampleResult result = SampleSelection.select(request, Progress.none());
        if (result.outcome() != SampleResult.Outcome.OPTIMAL) {
            throw new IllegalStateException(result.summary());
        }
        return result;
    }
}
