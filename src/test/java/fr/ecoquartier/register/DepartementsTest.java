package fr.ecoquartier.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;

class DepartementsTest {

    private final Departements departements;

    DepartementsTest() throws Exception {
        departements = new Departements(new ClassPathResource("register/departements.csv"));
    }

    @Test
    void theyAreThoseOfThe27RegionsOf2012() throws Exception {
        Set<String> ofRegions;
        try (var reader = new BufferedReader(new InputStreamReader(
                new ClassPathResource("territory/regions-2012.csv").getInputStream(), StandardCharsets.UTF_8))) {
            ofRegions = reader.lines()
                    .skip(1)
                    .flatMap(line -> Arrays.stream(line.split(";")[3].trim().split(" +")))
                    .collect(Collectors.toSet());
        }
        assertThat(departements.all())
                .extracting(Departement::code)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(ofRegions);
    }

    @Test
    void noTwoShareATile() {
        assertThat(departements.all())
                .extracting(one -> List.of(one.column(), one.row()))
                .doesNotHaveDuplicates();
    }

    @Test
    void aCodeIsFoundInLowerCaseToo() {
        assertThat(departements.find("2a").orElseThrow().label()).isEqualTo("Corse-du-Sud");
        assertThat(departements.find("20")).isEmpty();
        assertThat(departements.find(null)).isEmpty();
        assertThat(departements.label("988")).isEqualTo("988");
    }
}
