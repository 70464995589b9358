package fr.ecoquartier.web.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The colours of the cartogram are those of its legend. */
class RegisterMapTest {

    @Test
    void everyCountHasTheColourThatTheLegendGivesIt() {
        for (long most : List.of(1L, 2L, 3L, 4L, 5L, 7L, 10L, 99L, 1234L)) {
            Map<Integer, long[]> legend = new HashMap<>();
            for (RegisterMap.Step step : RegisterMap.legend(most)) {
                String[] bounds = step.text().replace("\u202f", "").split(" à ");
                legend.put(
                        step.step(), new long[] {Long.parseLong(bounds[0]), Long.parseLong(bounds[bounds.length - 1])});
            }
            for (long count = 1; count <= most; count++) {
                long[] bounds = legend.get(RegisterMap.step(count, most));
                assertThat(bounds).as(count + " of " + most).isNotNull();
                assertThat(count).isBetween(bounds[0], bounds[1]);
            }
            assertThat(RegisterMap.step(0, most)).isZero();
        }
        assertThat(RegisterMap.legend(0)).isEmpty();
    }
}
