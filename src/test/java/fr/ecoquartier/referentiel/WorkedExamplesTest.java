package fr.ecoquartier.referentiel;

import static fr.ecoquartier.referentiel.WorkedExamples.check;
import static fr.ecoquartier.referentiel.WorkedExamples.figures;
import static fr.ecoquartier.referentiel.WorkedExamples.good;
import static fr.ecoquartier.referentiel.WorkedExamples.goodBut;
import static fr.ecoquartier.referentiel.WorkedExamples.indicator;
import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.indicator.CheckReport;
import fr.ecoquartier.indicator.IndicatorResult;
import fr.ecoquartier.indicator.Rating;
import fr.ecoquartier.indicator.Stage;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every indicator of 2012-test, worked out by hand; and every rating. */
class WorkedExamplesTest {

    @ParameterizedTest(name = "{0} {1} {2} = {3} is {4}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        I01 | urban    | etudesPrevues=10;etudesMenees=10 | 100 | exemplary | 40
        I01 | rural    | etudesPrevues=3;etudesMenees=2 | 66.66666666666666666666666666666667 | met | 6.66666666666666666666666666666667
        I01 | suburban | etudesPrevues=7;etudesMenees=4 | 57.14285714285714285714285714285714 | unmet | -2.85714285714285714285714285714286
        I02 | rural    | participantsConcertation=25;habitants=100 | 25 | exemplary | 15
        I02 | suburban | participantsConcertation=30;habitants=600 | 5 | met | 0
        I02 | urban    | participantsConcertation=19;habitants=1000 | 1.9 | unmet | -1.1
        I03 | rural    | budgetCoutGlobal=600000;budgetTotal=1000000 | 60 | exemplary | 40
        I03 | urban    | budgetCoutGlobal=0.3;budgetTotal=1000 | 0.03 | unmet | -29.97
        I03 | urban    | budgetCoutGlobal=333;budgetTotal=1000 | 33.3 | met | 3.3
        I04 | urban    | espacesPublics=500;espacesPublicsConventionnes=500 | 100 | exemplary | 50
        I04 | rural    | espacesPublics=500;espacesPublicsConventionnes=250 | 50 | met | 0
        I04 | rural    | espacesPublics=500;espacesPublicsConventionnes=249 | 49.8 | unmet | -0.2
        I04 | rural    | espacesPublics=0 | - | notApplicable | -
        I05 | rural    | engagementsMesures=16 | 80 | exemplary | 40
        I05 | suburban | engagementsMesures=10 | 50 | met | 0
        I05 | urban    | engagementsMesures=9 | 45 | unmet | -5
        I06 | rural    | logements=100;surfaceCessible=4 | 25 | exemplary | 10
        I06 | suburban | logements=100;surfaceCessible=3 | 33.33333333333333333333333333333333 | met | 3.33333333333333333333333333333333
        I06 | urban    | logements=100;surfaceCessible=3 | 33.33333333333333333333333333333333 | unmet | -26.66666666666666666666666666666667
        I07 | rural    | logements=60;logementsSociaux=12 | 20 | exemplary | 10
        I07 | suburban | logements=60;logementsSociaux=12 | 20 | met | 0
        I07 | urban    | logements=60;logementsSociaux=12 | 20 | unmet | -5
        I08 | rural    | logements=100;logementsBruit=2 | 2 | exemplary | 8
        I08 | suburban | logements=100;logementsBruit=15 | 15 | met | 0
        I08 | urban    | logements=100;logementsBruit=26 | 26 | unmet | -1
        I09 | rural    | surface=2;espacesPublics=5000 | 25 | exemplary | 10
        I09 | suburban | surface=2;espacesPublics=5000 | 25 | met | 5
        I09 | urban    | surface=2;espacesPublics=4999 | 24.995 | unmet | -0.005
        I10 | rural    | surfaceExistante=1000;surfaceExistanteReemployee=600 | 60 | exemplary | 40
        I10 | suburban | surfaceExistante=1000;surfaceExistanteReemployee=150 | 15 | met | 0
        I10 | urban    | surfaceExistante=1000;surfaceExistanteReemployee=99 | 9.9 | unmet | -0.1
        I10 | urban    | surfaceExistante=0;surfaceExistanteReemployee=0 | - | notApplicable | -
        I11 | rural    | emplois=20;logements=100 | 0.2 | exemplary | 0.15
        I11 | suburban | emplois=15;logements=100 | 0.15 | met | 0
        I11 | urban    | emplois=29;logements=100 | 0.29 | unmet | -0.01
        I12 | rural    | logementsServices=7;logements=10 | 70 | exemplary | 30
        I12 | suburban | logementsServices=6;logements=10 | 60 | met | 0
        I12 | urban    | logementsServices=8;logements=10 | 80 | unmet | -5
        I13 | rural    | achatsLocaux=5000;achatsTravaux=10000 | 50 | exemplary | 30
        I13 | suburban | achatsLocaux=1500;achatsTravaux=10000 | 15 | met | 0
        I13 | urban    | achatsLocaux=999.99;achatsTravaux=10000 | 9.9999 | unmet | -0.0001
        I14 | rural    | logementsTransport=6;logements=10 | 60 | exemplary | 30
        I14 | suburban | logementsTransport=6;logements=10 | 60 | met | 0
        I14 | urban    | logementsTransport=899;logements=1000 | 89.9 | unmet | -0.1
        I15 | rural    | placesStationnement=150;logements=100 | 1.5 | exemplary | 0.5
        I15 | suburban | placesStationnement=150;logements=100 | 1.5 | met | 0
        I15 | urban    | placesStationnement=101;logements=100 | 1.01 | unmet | -0.01
        I16 | rural    | logementsFibre=9;logements=10 | 90 | exemplary | 40
        I16 | suburban | logementsFibre=7;logements=10 | 70 | met | 0
        I16 | urban    | logementsFibre=8;logements=10 | 80 | unmet | -10
        I17 | rural    | surface=1;surfaceCanopee=3500 | 35 | exemplary | 15
        I17 | suburban | surface=1;surfaceCanopee=1500 | 15 | met | 0
        I17 | urban    | surface=1;surfaceCanopee=999.9 | 9.999 | unmet | -0.001
        I18 | rural    | consommationEnergie=-200 | -200 | exemplary | 265
        I18 | urban    | consommationEnergie=50 | 50 | exemplary | 15
        I18 | suburban | consommationEnergie=65 | 65 | met | 0
        I18 | urban    | consommationEnergie=65.0000000000000000000000000000001 | 65.0000000000000000000000000000001 | unmet | -0.0000000000000000000000000000001
        I19 | rural    | energieRenouvelable=50;energieTotale=100 | 50 | exemplary | 30
        I19 | suburban | energieRenouvelable=20;energieTotale=100 | 20 | met | 0
        I19 | urban    | energieRenouvelable=0;energieTotale=0.1 | 0 | unmet | -20
        I20 | rural    | dechetsChantier=10;dechetsValorises=7 | 70 | exemplary | 20
        I20 | suburban | dechetsChantier=10;dechetsValorises=5 | 50 | met | 0
        I20 | urban    | dechetsChantier=3;dechetsValorises=1 | 33.33333333333333333333333333333333 | unmet | -16.66666666666666666666666666666667
        I20 | urban    | dechetsChantier=0 | - | notApplicable | -
        I21 | rural    | surface=20;surfaceDrainee=19 | 95 | exemplary | 35
        I21 | suburban | surface=20;surfaceDrainee=10 | 50 | met | 0
        I21 | urban    | surface=3;surfaceDrainee=1 | 33.33333333333333333333333333333333 | unmet | -6.66666666666666666666666666666667
        I22 | rural    | consommationEau=4015;habitants=100 | 110 | exemplary | 40
        I22 | suburban | consommationEau=5475;habitants=100 | 150 | met | 0
        I22 | urban    | consommationEau=5476;habitants=100 | 150.0273972602739726027397260273973 | unmet | -0.0273972602739726027397260273973
        I23 | rural    | surface=1;surfacePleineTerre=7000;surfaceDalleVegetalisee=0;surfaceSemiPermeable=0 | 0.7 | exemplary | 0.2
        I23 | suburban | surface=1;surfacePleineTerre=2000;surfaceDalleVegetalisee=2000;surfaceSemiPermeable=2000 | 0.4 | met | 0
        I23 | urban    | surface=1;surfacePleineTerre=1000;surfaceDalleVegetalisee=1000;surfaceSemiPermeable=1000 | 0.2 | unmet | -0.1
        """)
    void an_indicator_worked_by_hand(
            String code, String context, String figures, BigDecimal value, String rating, BigDecimal margin) {
        IndicatorResult result = indicator(check(context, Stage.CONTRACT, figures(figures.split(";"))), code);

        assertThat(result.value()).isEqualTo(value);
        assertThat(result.rating().code()).isEqualTo(rating);
        assertThat(result.margin()).isEqualTo(margin);
        assertThat(result.missing()).isEmpty();
        assertThat(result.explanation()).endsWith(".");
        if (value != null) {
            assertThat(result.inputs()).isEqualTo(figures(figures.split(";")));
        }
    }

    @Test
    void every_indicator_without_figures_is_missing_and_names_all_its_inputs() {
        CheckReport report = check("urban", Stage.CONTRACT, figures());

        Set<String> named = new HashSet<>();
        assertThat(report.indicators()).hasSize(23).allSatisfy(result -> {
            assertThat(result.rating()).isEqualTo(Rating.MISSING);
            assertThat(result.value()).isNull();
            assertThat(result.margin()).isNull();
            assertThat(result.missing()).isNotEmpty();
            assertThat(result.inputs()).isEmpty();
            assertThat(result.explanation()).startsWith(result.missing().size() == 1 ? "Donnée" : "Données");
            named.addAll(result.missing());
        });
        assertThat(named).hasSize(34);
    }

    @Test
    void all_figures_good_is_all_met() {
        assertThat(check("urban", Stage.CONTRACT, good()).indicators())
                .allSatisfy(result -> assertThat(result.rating().satisfied())
                        .as(result.code())
                        .isTrue());
    }

    @Test
    void an_indicator_is_missing_while_its_condition_cannot_be_told() {
        IndicatorResult result =
                indicator(check("urban", Stage.CONTRACT, figures("espacesPublicsConventionnes=3")), "I04");

        assertThat(result.rating()).isEqualTo(Rating.MISSING);
        assertThat(result.missing()).containsExactly("espacesPublics");
        assertThat(result.inputs()).containsOnlyKeys("espacesPublicsConventionnes");
    }

    @Test
    void missing_lists_only_what_is_absent_in_the_order_of_the_formula() {
        IndicatorResult result =
                indicator(check("urban", Stage.CONTRACT, figures("surface=1", "surfaceDalleVegetalisee=3")), "I23");

        assertThat(result.missing()).containsExactly("surfacePleineTerre", "surfaceSemiPermeable");
        assertThat(result.explanation())
                .contains("Surface en pleine terre")
                .contains("Surface semi-perméable")
                .doesNotContain("dalle");
    }

    @Test
    void a_dimension_counts_what_applies_and_missing_as_not_met() {
        CheckReport report = check("urban", Stage.CONTRACT, goodBut("surfaceExistante=0", "logementsBruit="));

        var dimension = report.dimensions().get(1);
        assertThat(dimension.applicable()).isEqualTo(4);
        assertThat(dimension.met()).isEqualTo(3);
        assertThat(dimension.share()).isEqualByComparingTo("0.75");
    }

    @Test
    void explanations_are_sentences_in_french() {
        CheckReport report = check(
                "urban",
                Stage.CONTRACT,
                goodBut("logements=150", "consommationEnergie=70.5", "dechetsChantier=0", "logementsSociaux=45"));

        assertThat(plain(indicator(report, "I06")))
                .isEqualTo("Non atteint : 50,0 logements/ha, alors qu’il faut au moins 60 logements/ha."
                        + " Il manque 10,0 logements/ha. Cet indicateur est obligatoire.");
        assertThat(plain(indicator(report, "I18")))
                .isEqualTo("Non atteint : 70,5 kWh/m²/an, alors qu’il faut au plus 65 kWh/m²/an."
                        + " Dépassement : 5,5 kWh/m²/an. Cet indicateur est obligatoire.");
        assertThat(plain(indicator(report, "I20")))
                .isEqualTo("Sans objet pour cette opération (Déchets de chantier : 0 t).");
        assertThat(plain(indicator(report, "I07")))
                .isEqualTo("Atteint : 30,0 %, pour un seuil d’au moins 25 % ; la cible, au moins 35 %, n’est pas"
                        + " atteinte. Marge par rapport au seuil : 5,0 points.");
    }

    @Test
    void a_value_just_under_its_threshold_is_not_shown_as_the_threshold() {
        IndicatorResult result =
                indicator(check("urban", Stage.CONTRACT, figures("logements=5999", "surfaceCessible=100")), "I06");

        assertThat(result.rating()).isEqualTo(Rating.UNMET);
        assertThat(plain(result)).contains("59,99 logements/ha");
    }

    private static String plain(IndicatorResult result) {
        return result.explanation().replace('\u00a0', ' ').replace('\u202f', ' ');
    }
}
