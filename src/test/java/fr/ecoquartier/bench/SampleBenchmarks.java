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

/** Runs the JMH benchmark of the sample selection under {@code mvn -Pbench verify} and holds its bounds. */
class SampleBenchmarks {

    @Test
    void twelve_of_sixty_take_less_than_five_seconds_and_twenty_of_six_hundred_less_than_a_minute() throws Exception {
        Path results = Files.createDirectories(Path.of("target", "bench")).resolve("sample.json");
        Collection<RunResult> runs = new Runner(new OptionsBuilder()
                        .include(SampleBenchmark.class.getName() + "\\.")
                        .resultFormat(ResultFormatType.JSON)
                        .result(results.toString())
                        .build())
                .run();

        assertThat(runs).hasSize(2).allSatisfy(run -> {
            double most = run.getParams().getParam("sample").equals("12 of 60") ? 5_000 : 60_000;
            assertThat(run.getPrimaryResult().getStatistics().getMax()).isLessThan(most);
        });
    }
}
