package fr.ecoquartier.referentiel;

import fr.ecoquartier.indicator.CheckReport;
import fr.ecoquartier.indicator.Grid;
import fr.ecoquartier.indicator.IndicatorResult;
import fr.ecoquartier.indicator.OpinionRule;
import fr.ecoquartier.indicator.Stage;
import fr.ecoquartier.workflow.decision.StageOpinionTable;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/** Figures for tests: one operation that meets everything, and changes to it. */
public final class WorkedExamples {

    private static final Referentiel REFERENTIEL = TestReferentiel.load();

    private WorkedExamples() {}

    /** An urban operation of 300 dwellings that meets every minimum. */
    public static Map<String, BigDecimal> good() {
        return figures(
                "surface=5",
                "surfaceCessible=3",
                "logements=300",
                "logementsSociaux=90",
                "habitants=660",
                "emplois=150",
                "etudesPrevues=10",
                "etudesMenees=10",
                "participantsConcertation=66",
                "budgetTotal=40000000",
                "budgetCoutGlobal=20000000",
                "espacesPublics=15000",
                "espacesPublicsConventionnes=12000",
                "engagementsMesures=16",
                "logementsBruit=30",
                "surfaceExistante=2000",
                "surfaceExistanteReemployee=700",
                "logementsServices=290",
                "achatsTravaux=30000000",
                "achatsLocaux=6000000",
                "logementsTransport=285",
                "placesStationnement=240",
                "logementsFibre=300",
                "surfaceCanopee=7500",
                "consommationEnergie=55",
                "energieTotale=1800",
                "energieRenouvelable=720",
                "dechetsChantier=4000",
                "dechetsValorises=2600",
                "surfaceDrainee=3",
                "consommationEau=30000",
                "surfacePleineTerre=15000",
                "surfaceDalleVegetalisee=5000",
                "surfaceSemiPermeable=5000");
    }

    public static Map<String, BigDecimal> figures(String... figures) {
        Map<String, BigDecimal> map = new LinkedHashMap<>();
        for (String figure : figures) {
            int sign = figure.indexOf('=');
            map.put(figure.substring(0, sign), new BigDecimal(figure.substring(sign + 1)));
        }
        return map;
    }

    /** {@link #good()} with changes: {@code "logements=12"} sets, {@code "logements="} removes. */
    public static Map<String, BigDecimal> goodBut(String... changes) {
        Map<String, BigDecimal> map = good();
        for (String change : changes) {
            int sign = change.indexOf('=');
            String code = change.substring(0, sign);
            if (sign == change.length() - 1) {
                map.remove(code);
            } else {
                map.put(code, new BigDecimal(change.substring(sign + 1)));
            }
        }
        return map;
    }

    public static CheckReport check(
            String context, Stage stage, Map<String, BigDecimal> figures, Map<String, BigDecimal> objectives) {
        return Checks.grid(REFERENTIEL, context).check(stage, figures, objectives, StageOpinionTable.load());
    }

    public static CheckReport check(String context, Stage stage, Map<String, BigDecimal> figures) {
        return check(context, stage, figures, Map.of());
    }

    public static IndicatorResult indicator(CheckReport report, String code) {
        return report.indicators().stream()
                .filter(result -> result.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    /** A whole check without a database: entries validated, then rated. */
    public interface Checker {
        CheckReport check(Stage stage, Map<String, ?> figures, Map<String, ?> objectives, OpinionRule rule)
                throws InvalidFigures;
    }

    public static Checker checker(String context) {
        Grid grid = Checks.grid(REFERENTIEL, context);
        return (stage, entries, wanted, rule) -> {
            Figures figures = Figures.measures(REFERENTIEL, entries);
            Figures objectives = Figures.objectives(REFERENTIEL, wanted);
            if (!figures.errors().isEmpty() || !objectives.errors().isEmpty()) {
                throw new InvalidFigures(figures.errors());
            }
            return grid.check(stage, figures.accepted(), objectives.accepted(), rule);
        };
    }
}
