package fr.ecoquartier.workflow.demo;

import fr.ecoquartier.workflow.demo.DemoOperations.Operation;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The answers of the demonstration's people, for the browser test. */
public final class JourneyAnswers {

    private JourneyAnswers() {}

    /** The favourable answers of a step, by field key. */
    public static Map<String, Object> at(String step, String operation) {
        Operation described = new Operation(
                "journey", "38185", operation, "urban", null, null, "sound", null, null, Map.of(), null, null, true);
        List<String> commitments =
                IntStream.rangeClosed(1, 20).mapToObj("E%02d"::formatted).toList();
        return DemoAnswers.at(step, described, "Grenoble", commitments, LocalDate.now());
    }

    /** Sound figures of an urban district, by input code. */
    public static Map<String, BigDecimal> figures() {
        return new LinkedHashMap<>(DemoDossiers.read().figures().get("sound"));
    }
}
