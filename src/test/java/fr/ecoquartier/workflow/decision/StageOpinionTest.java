package fr.ecoquartier.workflow.decision;

import static fr.ecoquartier.referentiel.WorkedExamples.check;
import static fr.ecoquartier.referentiel.WorkedExamples.figures;
import static fr.ecoquartier.referentiel.WorkedExamples.good;
import static fr.ecoquartier.referentiel.WorkedExamples.goodBut;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecoquartier.indicator.CheckReport;
import fr.ecoquartier.indicator.OpinionRule.Facts;
import fr.ecoquartier.indicator.Stage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every rule of the decision, at and around its limits. */
class StageOpinionTest {

    @ParameterizedTest(name = "{7}: {0} {1} {2} {3} {4} {5} {6}")
    @CsvSource(textBlock = """
        CHARTER, 1, 5, 1, 0, 0,    0,    incomplete,   charte-incomplete
        CHARTER, 0, 9, 4, 0, 0,    0,    favourable,   charte-favorable
        CONTRACT, 0, 1, 1, 0, 1,   1,    incomplete,   contrat-incomplet
        CONTRACT, 0, 0, 1, 0, 1,   1,    unfavourable, contrat-defavorable
        CONTRACT, 0, 0, 0, 9, 0.6, 0.5,  favourable,   contrat-favorable
        CONTRACT, 0, 0, 0, 0, 0.5999999999999999999999999999999999, 0.5, reservations, contrat-reserves
        CONTRACT, 0, 0, 0, 0, 0.6, 0.4999999999999999999999999999999999, reservations, contrat-reserves
        LABEL, 0, 1, 1, 1, 1,      1,    incomplete,   label-incomplet
        LABEL, 0, 0, 1, 1, 1,      1,    unfavourable, label-defavorable
        LABEL, 0, 0, 0, 1, 1,      1,    reservations, label-objectif-manque
        LABEL, 0, 0, 0, 0, 0.75,   0.6,  favourable,   label-favorable
        LABEL, 0, 0, 0, 0, 0.7499999999999999999999999999999999, 0.6, reservations, label-reserves
        LABEL, 0, 0, 0, 0, 0.75,   0.5999999999999999999999999999999999, reservations, label-reserves
        """)
    void the_first_rule_that_matches_gives_opinion_and_name(
            Stage stage,
            int requiredMissing,
            int missing,
            int mandatoryUnmet,
            int worse,
            BigDecimal share,
            BigDecimal lowest,
            String opinion,
            String rule) {
        var verdict = StageOpinionTable.load()
                .decide(new Facts(stage, requiredMissing, missing, mandatoryUnmet, worse, share, lowest));

        assertThat(verdict.opinion().code()).isEqualTo(opinion);
        assertThat(verdict.rule()).isEqualTo(rule);
    }

    @Test
    void a_charter_informs_and_blocks_nothing_once_the_required_figures_are_there() {
        assertRule(check("urban", Stage.CHARTER, figures("surface=1", "logements=1")), "charte-incomplete");
        assertRule(
                check("urban", Stage.CHARTER, figures("surface=1", "logements=1", "habitants=1")), "charte-favorable");
    }

    @Test
    void a_contract_goes_through_each_of_its_opinions() {
        assertRule(check("urban", Stage.CONTRACT, good()), "contrat-favorable");
        assertRule(check("urban", Stage.CONTRACT, goodBut("emplois=")), "contrat-incomplet");
        assertRule(check("urban", Stage.CONTRACT, goodBut("consommationEnergie=66")), "contrat-defavorable");
        // three of five in D1 are unmet
        assertRule(
                check(
                        "urban",
                        Stage.CONTRACT,
                        goodBut("etudesMenees=1", "participantsConcertation=1", "engagementsMesures=1")),
                "contrat-reserves");
    }

    @Test
    void a_label_looks_at_the_objectives_of_its_contract() {
        assertRule(check("urban", Stage.LABEL, good()), "label-favorable");
        // 100 dwellings per hectare against 110: worse by less than a tenth of the objective
        assertRule(check("urban", Stage.LABEL, good(), figures("I06=110")), "label-favorable");
        // a tenth exactly is not more than a tenth: 100 against 111.111… is, against 100/0.9 it is not
        assertRule(check("urban", Stage.LABEL, good(), figures("I18=50")), "label-favorable");
        assertRule(check("urban", Stage.LABEL, good(), figures("I18=49.99")), "label-objectif-manque");
        assertRule(check("urban", Stage.LABEL, good(), figures("I06=111.2")), "label-objectif-manque");
        assertRule(check("urban", Stage.CONTRACT, good(), figures("I06=111.2")), "contrat-favorable");
        assertRule(check("urban", Stage.LABEL, goodBut("emplois="), figures("I06=111.2")), "label-incomplet");
        assertRule(
                check("urban", Stage.LABEL, goodBut("consommationEnergie=66"), figures("I06=111.2")),
                "label-defavorable");
        assertRule(
                check(
                        "urban",
                        Stage.LABEL,
                        goodBut("etudesMenees=1", "participantsConcertation=1", "engagementsMesures=1")),
                "label-reserves");
    }

    @Test
    void the_explanation_of_a_label_tells_how_each_objective_was_kept() {
        CheckReport report = check("urban", Stage.LABEL, good(), figures("I06=100", "I18=52", "I22=100", "I07=33"));

        assertThat(explanation(report, "I06")).endsWith("Objectif du contrat (au moins 100,0 logements/ha) tenu.");
        assertThat(explanation(report, "I18"))
                .endsWith("Objectif du contrat (au plus 52,0 kWh/m²/an) manqué de 10 % au plus.");
        assertThat(explanation(report, "I22"))
                .endsWith("Objectif du contrat (au plus 100 L/habitant/jour) manqué de plus de 10 %.");
        assertThat(explanation(report, "I07"))
                .endsWith("Objectif du contrat (au moins 33,0 %) manqué de 10 % au plus.");
    }

    @ParameterizedTest(name = "{0} accepts {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        >= 0.6              | 0.6  | true
        >= 0.6              | 0.59 | false
        [0.6..0.8]          | 0.8  | true
        [0.6..0.8)          | 0.8  | false
        0.5, 0.7            | 0.7  | true
        < 0.5, > 0.9        | 0.7  | false
        not(0.7)            | 0.7  | false
        not(0.7)            | 0.8  | true
        ? > lowestDimensionShare | 0.7 | true
        < lowestDimensionShare   | 0.7 | false
        """)
    void an_edited_cell_may_be_any_feel(String cell, BigDecimal share, boolean accepted) throws IOException {
        String text = source().replace("&gt;= 0.75", cell.replace("<", "&lt;").replace(">", "&gt;"));
        OpinionTable table = new OpinionTable(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));

        var verdict = table.decide(new Facts(Stage.LABEL, 0, 0, 0, 0, share, new BigDecimal("0.6")));

        assertThat(verdict.rule()).isEqualTo(accepted ? "label-favorable" : "label-reserves");
    }

    @Test
    void a_table_without_a_matching_rule_fails_with_a_sentence() throws IOException {
        String text = source().replace("\"label\"</text>", "\"labels\"</text>");
        OpinionTable table = new OpinionTable(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));

        assertThatThrownBy(() -> table.decide(new Facts(Stage.LABEL, 0, 0, 0, 0, BigDecimal.ONE, BigDecimal.ONE)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no rule of the decision stageOpinion matches");
    }

    private static String explanation(CheckReport report, String code) {
        return report.indicators().stream()
                .filter(result -> result.code().equals(code))
                .findFirst()
                .orElseThrow()
                .explanation()
                .replace('\u00a0', ' ')
                .replace('\u202f', ' ');
    }

    private static void assertRule(CheckReport report, String rule) {
        assertThat(report.rule()).isEqualTo(rule);
        assertThat(Map.of(
                                "favorable", "FAVOURABLE",
                                "incomplet", "INCOMPLETE",
                                "incomplete", "INCOMPLETE",
                                "defavorable", "UNFAVOURABLE",
                                "reserves", "RESERVATIONS",
                                "objectif-manque", "RESERVATIONS")
                        .get(rule.substring(rule.indexOf('-') + 1)))
                .isEqualTo(report.opinion().name());
    }

    static String source() throws IOException {
        try (InputStream in = StageOpinionTest.class.getResourceAsStream("/bpmn/decisions/stageOpinion.dmn")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
