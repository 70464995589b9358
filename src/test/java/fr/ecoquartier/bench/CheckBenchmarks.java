package fr.ecoquartier.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the JMH benchmark of a check under {@code mvn -Pbench verify} and holds its bound. */
class CheckBenchmarks {

    private static final double MICROSECONDS = 200;

    @Test
    void one_check_takes_at_most_a_fifth_of_a_millisecond_on_one_core() throws Exception {
        Path results = Files.createDirectories(Path.of("target", "bench")).resolve("check.json");
        Collection<RunResult> runs = new Runner(new OptionsBuilder()
                        .include(CheckBenchmark.class.getName() + "\\.")
                        .resultFormat(ResultFormatType.JSON)
                        .result(results.toString())
                        .build())
                .run();

        assertThat(runs).hasSize(3);
        assertThat(runs)
                .filteredOn(run -> run.getParams().getBenchmark().endsWith(".wholeCheck"))
                .singleElement()
                .satisfies(run -> assertThat(run.getPrimaryResult().getScore()).isLessThanOrEqualTo(MICROSECONDS));
    }
}
