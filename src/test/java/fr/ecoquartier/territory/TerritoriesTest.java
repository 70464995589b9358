package fr.ecoquartier.territory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;

class TerritoriesTest {

    private static final Territories TERRITORIES = load();

    private static Territories load() {
        try {
            return new Territories(
                    new RegionTable(new ClassPathResource("territory/regions-2012.csv")),
                    new ClassPathResource("territory/authorities.tsv.gz"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest(name = "\"{0}\" finds {1} first")
    @CsvSource({
        "Grenoble, 38185",
        "grenoble, 38185",
        "GRENOBLE, 38185",
        "grenob, 38185",
        "Saint-Étienne, 42218",
        "saint etienne, 42218",
        "St Etienne, 42218",
        "st-etienne, 42218",
        "Ste-Geneviève-des-Bois, 91549",
        "le havre, 76351",
        "havre, 76351",
        "L'Haÿ-les-Roses, 94038",
        "l hay les roses, 94038",
        "œuilly, 51410",
        "Oeuilly, 51410",
        "saint denis 93, 93066",
        "saint denis 974, 97411",
        "38185, 38185",
        "67000, 67482",
        "75101, 75056",
        "75011, 75056",
        "2a004, 2A004",
        "20000, 2A004",
        "200040715, 200040715",
        "grenoble alpes metropole, 200040715",
        "plaine commune, 200057867",
        "lancrans, 01033",
        "Bellegarde-sur-Valserine, 01033",
        "01091, 01033",
        "fort de france, 97209",
        "mamoudzou, 97611"
    })
    void findsAnAuthorityByWhatPeopleType(String text, String code) {
        assertThat(TERRITORIES.search(text, 20))
                .extracting(Authority::code)
                .isNotEmpty()
                .first()
                .isEqualTo(code);
    }

    @Test
    void knowsEveryCommuneAndEpci() {
        assertThat(TERRITORIES.size()).isEqualTo(34_969 + 1_255 + 11);
        Authority paris = TERRITORIES.authority("75056").orElseThrow();
        assertThat(paris.name()).isEqualTo("Paris");
        assertThat(paris.region()).isEqualTo("11");
        assertThat(paris.population()).isGreaterThan(2_000_000);
        assertThat(paris.postcodes()).contains("75001", "75020");
        assertThat(TERRITORIES.authority("75101")).isEmpty();
        assertThat(TERRITORIES.authority("38185").orElseThrow().region()).isEqualTo("82");
        assertThat(TERRITORIES.authority("67482").orElseThrow().region()).isEqualTo("42");
    }

    @Test
    void ranksTheMostPopulatedFirstAmongEquals() {
        List<Integer> populations = TERRITORIES.search("Saint-Martin", 20).stream()
                .filter(found -> found.name().equals("Saint-Martin"))
                .map(Authority::population)
                .toList();
        assertThat(populations).hasSizeGreaterThan(3).isSortedAccordingTo((a, b) -> b - a);
    }

    @Test
    void answersNothingToNothing() {
        assertThat(TERRITORIES.search("", 20)).isEmpty();
        assertThat(TERRITORIES.search("a", 20)).isEmpty();
        assertThat(TERRITORIES.search(null, 20)).isEmpty();
        assertThat(TERRITORIES.search("--", 20)).isEmpty();
        assertThat(TERRITORIES.search("zzzzzz", 20)).isEmpty();
        assertThat(TERRITORIES.search("x".repeat(100_000), 20)).isEmpty();
        assertThat(TERRITORIES.search("sa", 20)).hasSize(20);
    }

    @Test
    void hasThe22And5RegionsOf2012() {
        assertThat(TERRITORIES.regions())
                .extracting(Region::code)
                .containsExactlyInAnyOrder(
                        "11", "21", "22", "23", "24", "25", "26", "31", "41", "42", "43", "52", "53", "54", "72", "73",
                        "74", "82", "83", "91", "93", "94", "01", "02", "03", "04", "06");
        assertThat(TERRITORIES.region("11").orElseThrow().service()).isEqualTo("DRIEE Île-de-France");
        assertThat(TERRITORIES.region("82").orElseThrow().service()).isEqualTo("DREAL Rhône-Alpes");
        assertThat(TERRITORIES.region("04").orElseThrow().service()).isEqualTo("DEAL La Réunion");
    }

    @Test
    void onlyTheOverseasCollectivitiesAreInNoRegion() {
        assertThat(TERRITORIES.authority("97502").orElseThrow().region()).isNull();
        assertThat(TERRITORIES.search("97", 50_000))
                .filteredOn(found -> found.region() == null)
                .extracting(Authority::departement)
                .isSubsetOf("975", "977", "978");
    }

    @Test
    void refusesATableThatPutsADepartementInTwoRegions() {
        var broken = new ByteArrayResource("""
                code;label;service;departements
                82;Rhône-Alpes;DREAL Rhône-Alpes;38 69
                83;Auvergne;DREAL Auvergne;63 69
                """.getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> new RegionTable(broken)).hasMessageContaining("69 belongs to two regions");
    }
}
