package fr.ecoquartier.referentiel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import fr.ecoquartier.indicator.CheckPictures;
import fr.ecoquartier.indicator.CheckReport;
import fr.ecoquartier.indicator.CheckTable;
import fr.ecoquartier.indicator.DimensionResult;
import fr.ecoquartier.indicator.IndicatorResult;
import fr.ecoquartier.indicator.Rating;
import fr.ecoquartier.indicator.Stage;
import fr.ecoquartier.referentiel.Referentiel.Input;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** What holds for any figures; the seed of each repetition is its number. */
class CheckPropertiesTest {

    private static final Referentiel REFERENTIEL = TestReferentiel.load();
    private static final ObjectMapper JSON = new ObjectMapper();

    @RepeatedTest(60)
    void holds_for_any_figures(RepetitionInfo repetition) throws Exception {
        Random random = new Random(repetition.getCurrentRepetition());
        String context = REFERENTIEL.contexts().get(random.nextInt(3));
        Map<String, BigDecimal> figures = figures(random);
        assertThat(Figures.measures(REFERENTIEL, figures).errors()).isEmpty();

        CheckReport report = WorkedExamples.check(context, Stage.CONTRACT, figures);

        assertThat(WorkedExamples.check(context, Stage.CONTRACT, shuffled(figures, random)))
                .as("the order of figures does not matter")
                .isEqualTo(report);
        assertThat(JSON.readValue(JSON.writeValueAsString(report), CheckReport.class))
                .as("a stored report is read as it was")
                .isEqualTo(report);
        for (IndicatorResult result : report.indicators()) {
            boolean valued = result.rating().satisfied() || result.rating() == Rating.UNMET;
            assertThat(result.value() != null).as(result.code()).isEqualTo(valued);
            assertThat(result.missing().isEmpty()).isEqualTo(result.rating() != Rating.MISSING);
            assertThat(result.missing()).noneMatch(figures::containsKey);
            if (valued) {
                assertThat(result.margin().signum() >= 0)
                        .as("a margin that is not negative is a threshold that is met")
                        .isEqualTo(result.rating().satisfied());
                assertThat(result.value().precision()).isLessThanOrEqualTo(34);
            }
        }
        for (DimensionResult dimension : report.dimensions()) {
            assertThat(dimension.met()).isBetween(0, dimension.applicable());
        }
        for (String svg : List.of(CheckPictures.radarSvg(report), CheckPictures.barsSvg(report))) {
            assertThat(svg.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(12_000);
            assertThat(svg).doesNotContain("NaN", "Infinity", "null");
        }
        assertThat(CheckTable.markdown(report).lines().filter(line -> line.matches("\\| I\\d.*")))
                .hasSize(23)
                .allSatisfy(line -> assertThat(line.replace("\\|", "").chars().filter(c -> c == '|'))
                        .hasSize(7));
    }

    /** Figures in their ranges, parts below their wholes, some left out. */
    private static Map<String, BigDecimal> figures(Random random) {
        Map<String, BigDecimal> figures = new LinkedHashMap<>();
        for (Input input : REFERENTIEL.inputs().values()) {
            if (random.nextInt(8) == 0) {
                continue;
            }
            BigDecimal whole = input.atMost() == null ? null : figures.get(input.atMost());
            BigDecimal max = whole == null ? input.max() : input.max().min(whole);
            BigDecimal share = random.nextInt(10) == 0
                    ? BigDecimal.valueOf(random.nextInt(2))
                    : BigDecimal.valueOf(Math.abs(Math.pow(random.nextDouble(), 3)));
            BigDecimal figure = input.min()
                    .add(max.subtract(input.min()).max(BigDecimal.ZERO).multiply(share))
                    .setScale(input.integer() ? 0 : 4, RoundingMode.DOWN);
            if (figure.compareTo(max) <= 0 && figure.compareTo(input.min()) >= 0) {
                figures.put(input.code(), figure);
            }
        }
        return figures;
    }

    private static Map<String, BigDecimal> shuffled(Map<String, BigDecimal> figures, Random random) {
        List<String> codes = new ArrayList<>(figures.keySet());
        Collections.shuffle(codes, random);
        Map<String, BigDecimal> shuffled = new LinkedHashMap<>();
        codes.forEach(code -> shuffled.put(code, figures.get(code)));
        return shuffled;
    }
}
