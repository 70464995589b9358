package fr.ecoquartier.referentiel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import fr.ecoquartier.indicator.Opinion;
import fr.ecoquartier.indicator.OpinionRule;
import fr.ecoquartier.indicator.Rating;
import fr.ecoquartier.indicator.Stage;
import fr.ecoquartier.referentiel.DraftTrials.Line;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DraftTrialsTest {

    private static final DraftContent CONTENT = DraftContent.of(TestReferentiel.load());
    private static final OpinionRule RULE = facts -> new OpinionRule.Verdict(Opinion.FAVOURABLE, "test");

    @Test
    void an_indicator_is_rated_as_in_a_real_check() {
        Line line = line(CONTENT, "I06", Map.of("logements", "900", "surfaceCessible", "13,5"));

        assertThat(line.result().value()).isEqualTo(new BigDecimal("66.66666666666666666666666666666667"));
        assertThat(line.result().rating()).isEqualTo(Rating.MET);
        assertThat(line.rated()).isTrue();
    }

    @Test
    void one_indicator_is_computed_although_the_rest_of_the_draft_is_not_valid() {
        DraftContent broken = DraftValidationTest.indicator("I07", Map.of("formula", "logements /", "unit", "?"));

        assertThat(line(broken, "I06", Map.of("logements", "10", "surfaceCessible", "1"))
                        .result())
                .isNotNull();
        assertThat(line(broken, "I07", Map.of()).obstacle()).startsWith("Cette formule");
    }

    @Test
    void figures_out_of_range_or_larger_than_their_whole_are_refused_and_not_used() {
        DraftTrials.Entries entries = DraftTrials.entries(
                CONTENT,
                Map.of(
                        "logements",
                        "10",
                        "logementsSociaux",
                        "11",
                        "surface",
                        "0",
                        "emplois",
                        "1,5",
                        "habitants",
                        "x"));

        assertThat(entries.accepted()).containsOnlyKeys("logements");
        assertThat(entries.errors())
                .extracting(FieldError::field)
                .containsExactlyInAnyOrder("logementsSociaux", "surface", "emplois", "habitants");
    }

    @Test
    void a_division_by_zero_names_the_indicator_and_its_figures() {
        DraftContent content = DraftValidationTest.indicator("I11", Map.of("formula", "logements / emplois"));

        assertThat(line(content, "I11", Map.of("logements", "10", "emplois", "0"))
                        .obstacle()
                        .replace('\u00a0', ' '))
                .isEqualTo(
                        "L’indicateur I11 « Emplois par logement » ne peut pas être calculé : sa formule divise par zéro"
                                + " avec Nombre de logements : 10 logements, Emplois accueillis : 0 emploi.");
    }

    /** A dossier keeps figures that a later version would not accept: there the proof over the ranges says nothing. */
    @Test
    void a_check_of_a_draft_that_divides_by_zero_on_a_real_dossier_is_refused_for_that_indicator() {
        Referentiel draft = TestReferentiel.load();
        Checks checks = new Checks(null, RULE);

        InvalidFigures refused = catchThrowableOfType(
                InvalidFigures.class,
                () -> checks.check(
                        draft,
                        "urban",
                        Stage.CONTRACT,
                        Map.of(
                                "logements",
                                BigDecimal.TEN,
                                "surfaceCessible",
                                BigDecimal.ZERO,
                                "unknown",
                                BigDecimal.ONE),
                        Map.of()));

        assertThat(refused.errors()).singleElement().satisfies(error -> {
            assertThat(error.field()).isEqualTo("I06");
            assertThat(error.message()).contains("divise par zéro", "Nombre de logements", "Surface cessible");
        });
        assertThat(catchThrowableOfType(
                                InvalidFigures.class,
                                () -> checks.check(draft, "alpine", Stage.CONTRACT, Map.of(), Map.of()))
                        .errors())
                .extracting(FieldError::field)
                .containsExactly("context");
    }

    private static Line line(DraftContent content, String code, Map<String, String> typed) {
        DraftContent.Indicator indicator = content.indicators().stream()
                .filter(i -> i.code().equals(code))
                .findFirst()
                .orElseThrow();
        return DraftTrials.one(
                content, indicator, "urban", DraftTrials.entries(content, typed).accepted());
    }
}
