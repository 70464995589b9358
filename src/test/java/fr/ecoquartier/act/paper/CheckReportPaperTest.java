package fr.ecoquartier.act.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import fr.ecoquartier.act.DocumentKind;
import fr.ecoquartier.act.Paper;
import fr.ecoquartier.act.PaperRequest;
import fr.ecoquartier.act.TestPapers;
import fr.ecoquartier.document.Pdf;
import fr.ecoquartier.document.VeraPdf;
import fr.ecoquartier.dossier.Check;
import fr.ecoquartier.dossier.DossierFigures;
import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.indicator.CheckReport;
import fr.ecoquartier.indicator.DimensionResult;
import fr.ecoquartier.indicator.IndicatorResult;
import fr.ecoquartier.indicator.Stage;
import fr.ecoquartier.referentiel.Referentiels;
import fr.ecoquartier.referentiel.TestReferentiel;
import fr.ecoquartier.referentiel.WorkedExamples;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CheckReportPaperTest {

    private static final String LONG = "Aménagement très concerté ".repeat(12) + "Sans".repeat(40);

    private final DossierFigures figures = mock(DossierFigures.class);
    private final Referentiels referentiels = mock(Referentiels.class);
    private final CheckReportPaper maker = new CheckReportPaper(figures, referentiels, TestPapers.templates());

    @BeforeEach
    void referentiel() {
        when(referentiels.find("2012-test")).thenReturn(Optional.of(TestReferentiel.load()));
        when(figures.objectives(any())).thenReturn(Map.of());
    }

    @Test
    void itTellsEveryIndicatorWithItsThresholdsAndWhatItMeans() throws Exception {
        CheckReport report =
                WorkedExamples.check("urban", Stage.CONTRACT, WorkedExamples.goodBut("logementsSociaux=3"));
        Pdf pdf = printed(DossierStage.CONTRACT, report);
        String text = TestPapers.text(pdf);

        assertThat(text)
                .contains("Rapport de contrôle : objectifs du contrat")
                .contains("Avis calculé")
                .contains("Règle appliquée : « " + report.rule() + " »")
                .contains("valeurs de travail du « Référentiel de test 2012 »")
                .contains("attribution du label, version 3")
                .contains("Nombre de logements 300 logements")
                .contains("Aucune : toutes les données demandées");
        for (IndicatorResult result : report.indicators()) {
            assertThat(bare(text)).contains(bare(result.code() + " – " + result.label()));
            assertThat(bare(text)).contains(bare(result.explanation()));
        }
        assertThat(text).doesNotContain("Écarts aux objectifs du contrat");
        assertThat(VeraPdf.violations(pdf.content())).isEmpty();
    }

    @Test
    void theFollowUpIsComparedWithTheObjectivesOfTheContract() throws Exception {
        when(figures.objectives(any())).thenReturn(WorkedExamples.figures("I06=5", "I18=200"));
        Pdf pdf = printed(
                DossierStage.FOLLOW_UP, WorkedExamples.check("urban", Stage.LABEL, WorkedExamples.goodBut("surface=")));
        String text = TestPapers.text(pdf);
        assertThat(text)
                .contains("Écarts aux objectifs du contrat")
                .contains("Des données manquent")
                .contains("Surface de l'opération (obligatoire)");
        assertThat(text).containsAnyOf("Tenu", "Écart grave", "Valeur à fournir");
        assertThat(VeraPdf.violations(pdf.content())).isEmpty();
    }

    @Test
    void withoutAnyFigureItSaysWhatIsMissingInsteadOfFailing() throws Exception {
        Pdf pdf = printed(DossierStage.CHARTER, WorkedExamples.check("rural", Stage.CHARTER, Map.of()));
        assertThat(TestPapers.text(pdf))
                .contains("Aucune donnée n’a pu être utilisée.")
                .contains("Nombre de logements (obligatoire)")
                .contains("ce contrôle informe");
        assertThat(VeraPdf.violations(pdf.content())).isEmpty();
    }

    @Test
    void theCheckOfTheStageAtTheTimeOfTheDocumentIsTold() {
        CheckReport old = WorkedExamples.check("urban", Stage.CONTRACT, WorkedExamples.goodBut("logements=200"));
        CheckReport told = WorkedExamples.check("urban", Stage.CONTRACT, WorkedExamples.goodBut("logements=201"));
        CheckReport later = WorkedExamples.check("urban", Stage.CONTRACT, WorkedExamples.goodBut("logements=202"));
        when(figures.checks("EQ-2012-00042"))
                .thenReturn(List.of(
                        check(DossierStage.CONTRACT, old, TestPapers.NOW.minusSeconds(60)),
                        check(DossierStage.CONTRACT, told, TestPapers.NOW),
                        check(DossierStage.CHARTER, old, TestPapers.NOW),
                        check(DossierStage.CONTRACT, later, TestPapers.NOW.plusSeconds(60))));
        String text = TestPapers.text(
                TestPapers.print(maker.make(TestPapers.request(DocumentKind.CHECK_REPORT, DossierStage.CONTRACT))));
        assertThat(text).contains("Nombre de logements 201 logements");
    }

    @Test
    void withoutACheckOfTheStageThereIsNoReport() {
        when(figures.checks(any())).thenReturn(List.of());
        PaperRequest request = TestPapers.request(DocumentKind.CHECK_REPORT, DossierStage.CONTRACT);
        assertThatThrownBy(() -> maker.make(request)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void everyPictureHasAnAlternativeWithItsFigures() {
        CheckReport report = WorkedExamples.check("urban", Stage.LABEL, WorkedExamples.good());
        Paper paper = made(DossierStage.AWARD, report);
        assertThat(Pattern.compile("<svg ").matcher(paper.html()).results())
                .hasSize(1 + report.dimensions().size());
        assertThat(Pattern.compile("<svg [^>]*alt=\"([^\"]+)\"")
                        .matcher(paper.html())
                        .results()
                        .map(found -> found.group(1))
                        .toList())
                .hasSize(1 + report.dimensions().size())
                .allSatisfy(said -> assertThat(said).matches(".*\\d.*"));
    }

    @Test
    void longNamesWrapAndNothingIsCut() throws Exception {
        CheckReport report = named(WorkedExamples.check("urban", Stage.LABEL, WorkedExamples.good()), LONG);
        String radar = CheckGraphics.radar(report);
        String bars = CheckGraphics.bars(report.dimensions().get(0), report.indicators());
        for (String picture : List.of(radar, bars)) {
            assertThat(picture).doesNotContain("…");
            StringBuilder drawn = new StringBuilder();
            Pattern.compile("<text [^>]*>([^<]*)</text>")
                    .matcher(picture)
                    .results()
                    .forEach(found -> drawn.append(found.group(1)));
            assertThat(drawn.toString().replace(" ", "")).contains(LONG.replace(" ", ""));
        }
        Pdf pdf = printed(DossierStage.AWARD, report);
        assertThat(TestPapers.text(pdf)).contains("Aménagement très concerté");
        assertThat(VeraPdf.violations(pdf.content())).isEmpty();
    }

    @Test
    void namesThatLookLikeMarkupStayText() throws Exception {
        String name = "<script>alert(1)</script> & \"Cœur\" <b>de ville</b>";
        CheckReport report = named(WorkedExamples.check("urban", Stage.LABEL, WorkedExamples.good()), name);
        when(figures.checks("EQ-2012-00007")).thenReturn(List.of(check(DossierStage.AWARD, report, TestPapers.NOW)));
        Pdf pdf = TestPapers.print(maker.make(TestPapers.request(
                DocumentKind.CHECK_REPORT, DossierStage.AWARD, TestPapers.dossier("EQ-2012-00007", name, name), true)));
        assertThat(TestPapers.text(pdf)).contains(name).contains("Document de démonstration, sans valeur");
        assertThat(VeraPdf.violations(pdf.content())).isEmpty();
    }

    private Pdf printed(DossierStage stage, CheckReport report) throws IOException {
        return TestPapers.print(
                "check-report-" + stage.code()
                        + (report.indicators().get(0).label().startsWith(LONG) ? "-long" : ""),
                made(stage, report));
    }

    private Paper made(DossierStage stage, CheckReport report) {
        when(figures.checks("EQ-2012-00042")).thenReturn(List.of(check(stage, report, TestPapers.NOW)));
        return maker.make(TestPapers.request(DocumentKind.CHECK_REPORT, stage));
    }

    /** Lines may break anywhere between words, and after a slash. */
    private static String bare(String text) {
        return text.replaceAll("[\\s\\u00a0\\u202f]+", "");
    }

    private static Check check(DossierStage stage, CheckReport report, Instant at) {
        return new Check(1, stage, "check", report, at);
    }

    private static CheckReport named(CheckReport report, String name) {
        return new CheckReport(
                report.referentiel(),
                report.context(),
                report.stage(),
                report.opinion(),
                report.rule(),
                report.indicators().stream()
                        .map(i -> new IndicatorResult(
                                i.code(),
                                name,
                                i.commitment(),
                                i.dimension(),
                                i.value(),
                                i.unit(),
                                i.decimals(),
                                i.minimum(),
                                i.target(),
                                i.lowerIsBetter(),
                                i.mandatory(),
                                i.rating(),
                                i.margin(),
                                i.missing(),
                                i.inputs(),
                                name + " " + i.explanation()))
                        .toList(),
                report.dimensions().stream()
                        .map(d -> new DimensionResult(d.code(), name, d.applicable(), d.met(), (BigDecimal) d.share()))
                        .toList());
    }
}
