package fr.ecoquartier.referentiel;

import static fr.ecoquartier.referentiel.WorkedExamples.check;
import static fr.ecoquartier.referentiel.WorkedExamples.figures;
import static fr.ecoquartier.referentiel.WorkedExamples.goodBut;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import fr.ecoquartier.indicator.CheckReport;
import fr.ecoquartier.indicator.Deviation;
import fr.ecoquartier.indicator.Stage;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Objectives of a contract, and how measures keep to them. */
class ObjectivesTest {

    private final CheckReport planned = check(
            "urban", Stage.CONTRACT, goodBut("logements=200", "surfaceCessible=3", "emplois=", "dechetsChantier=0"));

    @Test
    void computed_values_become_objectives_unrounded() {
        Map<String, BigDecimal> objectives = Objectives.of(planned);

        assertThat(objectives)
                .containsEntry("I06", new BigDecimal("66.66666666666666666666666666666667"))
                .containsEntry("I18", new BigDecimal("55"))
                .doesNotContainKeys("I11", "I20");
    }

    @Test
    void a_stricter_objective_replaces_a_laxer_one_is_refused() throws Exception {
        assertThat(Objectives.fix(planned, figures("I06=70", "I18=50")))
                .containsEntry("I06", new BigDecimal("70"))
                .containsEntry("I18", new BigDecimal("50"));

        InvalidFigures refusal = catchThrowableOfType(
                InvalidFigures.class, () -> Objectives.fix(planned, figures("I06=66", "I18=55.1", "I07=90")));

        assertThat(refusal.errors()).extracting(FieldError::field).containsExactly("I06", "I18");
        assertThat(refusal.errors().get(0).message())
                .contains("ne peut pas être moins exigeant que la valeur prévue")
                .contains("au moins 66,7\u00a0logements/ha");
        assertThat(refusal.errors().get(1).message()).contains("au plus 55,0\u00a0kWh/m²/an");
    }

    @Test
    void the_computed_value_as_people_see_it_is_the_computed_value() throws Exception {
        assertThat(Objectives.fix(planned, figures("I06=66.7")))
                .containsEntry("I06", new BigDecimal("66.66666666666666666666666666666667"));
        // rounded up it would be laxer for an indicator that is better lower
        CheckReport exposed = check("urban", Stage.CONTRACT, goodBut("logements=330", "logementsBruit=32"));
        assertThat(Objectives.fix(exposed, figures("I08=9.7")).get("I08"))
                .isEqualTo(new BigDecimal("9.696969696969696969696969696969697"));
    }

    @Test
    void an_objective_without_a_planned_value_or_without_sense_is_refused() {
        Map<String, Object> byHand = new LinkedHashMap<>();
        byHand.put("I11", 1);
        byHand.put("I20", 80);
        byHand.put("I99", 1);
        byHand.put("I06", "haut");
        byHand.put("I07", Double.NaN);
        byHand.put("I18", null);

        InvalidFigures refusal = catchThrowableOfType(InvalidFigures.class, () -> Objectives.fix(planned, byHand));

        assertThat(refusal.errors()).extracting(FieldError::field).containsExactly("I11", "I20", "I99", "I06", "I07");
        assertThat(refusal.errors().get(0).message()).contains("n’a pas de valeur prévue (donnée manquante)");
    }

    @Test
    void a_deviation_is_serious_beyond_a_tenth_of_its_objective() {
        CheckReport measured = check("urban", Stage.LABEL, goodBut("consommationEnergie=55", "emplois="));

        List<Deviation> deviations =
                Deviation.of(measured, figures("I06=100", "I18=50", "I08=9", "I17=16.7", "I11=0.5", "I19=0"));

        assertThat(deviations)
                .extracting(Deviation::code, Deviation::kept, Deviation::serious)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("I06", true, false),
                        org.assertj.core.groups.Tuple.tuple("I08", false, true),
                        org.assertj.core.groups.Tuple.tuple("I11", false, false),
                        org.assertj.core.groups.Tuple.tuple("I17", false, true),
                        org.assertj.core.groups.Tuple.tuple("I18", false, false),
                        org.assertj.core.groups.Tuple.tuple("I19", true, false));
        assertThat(deviations.get(4).ratio()).as("exactly a tenth").isEqualByComparingTo("-0.1");
        assertThat(deviations.get(2).measured()).isNull();
        assertThat(deviations.get(5).ratio()).isNull();
        assertThat(Deviation.anySerious(deviations)).isTrue();
    }
}
