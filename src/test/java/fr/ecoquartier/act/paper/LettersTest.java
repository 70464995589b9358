package fr.ecoquartier.act.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import fr.ecoquartier.act.DocumentKind;
import fr.ecoquartier.act.PaperMaker;
import fr.ecoquartier.act.PaperRequest;
import fr.ecoquartier.act.TestPapers;
import fr.ecoquartier.document.Pdf;
import fr.ecoquartier.document.VeraPdf;
import fr.ecoquartier.dossier.Decision;
import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.Proceedings;
import fr.ecoquartier.territory.Region;
import fr.ecoquartier.territory.Territories;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LettersTest {

    private final Proceedings proceedings = mock(Proceedings.class);
    private final Territories territories = mock(Territories.class);
    private final Letters letters =
            new Letters(proceedings, territories, TestPapers.templates(), "la structure porteuse du label");
    private final Letters.Makers makers = new Letters.Makers();

    LettersTest() {
        when(territories.region("82"))
                .thenReturn(Optional.of(new Region("82", "Rhône-Alpes", "DREAL Rhône-Alpes", Set.of("38"))));
    }

    @ParameterizedTest
    @CsvSource({
        "CHARTER, confirmed, Refus de la charte, la demande de charte",
        "CHARTER, refused, Refus de la charte, la demande de charte",
        "CONTRACT, refused, Refus du contrat, la demande de contrat",
        "AWARD, refused, Refus du label, la demande de label",
        "CONFIRMATION, refused, Refus de la confirmation du label, Le label est retiré"
    })
    void aRefusalSaysWhyInTheWordsOfWhoDecidedAndWhatCanBeDone(
            DossierStage stage, String outcome, String title, String said) throws Exception {
        decided(
                Decisions.of(stage, "prepared", "Autre motif."),
                Decisions.of(stage, outcome, "Premier motif.\nDeuxième ligne.\n\nSecond paragraphe : 12 % seulement."));
        Pdf pdf = TestPapers.print(
                "refusal-" + stage.code(),
                makers.refusalLetter(letters).make(TestPapers.request(DocumentKind.REFUSAL, stage)));
        assertThat(TestPapers.text(pdf))
                .contains(title)
                .contains(said)
                .contains("À l’attention de la collectivité : Grenoble")
                .contains("« Caserne de Bonne »")
                .contains("Premier motif. Deuxième ligne. Second paragraphe : 12 % seulement.")
                .contains("Camille Martin, pour le ministère")
                .contains("ouvrir un nouveau dossier")
                .contains("DREAL Rhône-Alpes")
                .contains("la structure porteuse du label")
                .doesNotContain("Autre motif");
        assertThat(VeraPdf.violations(pdf.content())).isEmpty();
    }

    @Test
    void aDeferralGivesItsConditionsAndItsDate() throws Exception {
        decided(Decisions.of(
                DossierStage.AWARD,
                "deferred",
                "Des preuves manquent.",
                "Planter les arbres.\n\nMesurer l’eau.",
                LocalDate.of(2013, 3, 1),
                TestPapers.NOW));
        Pdf pdf = TestPapers.print(
                "deferral",
                makers.deferralLetter(letters).make(TestPapers.request(DocumentKind.DEFERRAL, DossierStage.AWARD)));
        assertThat(TestPapers.text(pdf))
                .contains("Ajournement du label")
                .contains("Des preuves manquent.")
                .contains("Conditions à remplir")
                .contains("Planter les arbres. Mesurer l’eau.")
                .contains("examiné à nouveau le 1er mars 2013")
                .contains("Demander le réexamen");
        assertThat(VeraPdf.violations(pdf.content())).isEmpty();
    }

    @Test
    void theLabelStandsWhileItsConfirmationIsDeferred() {
        decided(Decisions.of(
                DossierStage.CONFIRMATION,
                "deferred",
                "Mesures à refaire.",
                "Refaire les mesures.",
                LocalDate.of(2013, 3, 1),
                TestPapers.NOW));
        assertThat(TestPapers.text(TestPapers.print(makers.deferralLetter(letters)
                        .make(TestPapers.request(DocumentKind.DEFERRAL, DossierStage.CONFIRMATION)))))
                .contains("D’ici là, le label reste en vigueur.")
                .doesNotContain("Demander le réexamen");
    }

    @Test
    void aTerminationSaysThatTheFollowUpEnds() throws Exception {
        decided(Decisions.of(DossierStage.FOLLOW_UP, "terminated", "Le plan d’actions n’a pas été tenu."));
        Pdf pdf = TestPapers.print(
                "termination",
                makers.terminationLetter(letters)
                        .make(TestPapers.request(DocumentKind.TERMINATION, DossierStage.FOLLOW_UP)));
        assertThat(TestPapers.text(pdf))
                .contains("Résiliation du contrat")
                .contains("Le plan d’actions n’a pas été tenu.")
                .contains("Le suivi annuel s’arrête");
        assertThat(VeraPdf.violations(pdf.content())).isEmpty();
    }

    @Test
    void whatIsMissingIsSaidToBeMissing() throws Exception {
        when(territories.region(any())).thenReturn(Optional.empty());
        decided(Decisions.of(DossierStage.AWARD, "deferred", "", null, null, TestPapers.NOW));
        Pdf pdf = TestPapers.print(
                makers.deferralLetter(letters).make(TestPapers.request(DocumentKind.DEFERRAL, DossierStage.AWARD)));
        assertThat(TestPapers.text(pdf))
                .contains("Aucun motif n’a été consigné")
                .contains("Aucune condition n’a été consignée")
                .contains("le service régional de l’État")
                .doesNotContain("null")
                .doesNotContain("Date du réexamen");
        assertThat(VeraPdf.violations(pdf.content())).isEmpty();
    }

    @Test
    void markupSignsAndControlCharactersInAReasonAreOnlyText() throws Exception {
        decided(
                Decisions.of(
                        DossierStage.CHARTER,
                        "confirmed",
                        "</p><script>alert('x')</script> <img src=\"http://example.org/x.png\"/> &amp; [[${7*7}]] \u0001\u000b 🌳 fin"));
        Pdf pdf = TestPapers.print(
                makers.refusalLetter(letters).make(TestPapers.request(DocumentKind.REFUSAL, DossierStage.CHARTER)));
        assertThat(TestPapers.text(pdf))
                .contains("</p><script>alert('x')</script>")
                .contains("<img src=\"http://example.org/x.png\"/>")
                .contains("&amp; [[${7*7}]]")
                .contains("fin");
        assertThat(VeraPdf.violations(pdf.content())).isEmpty();
    }

    @Test
    void aVeryLongReasonIsToldToItsLastWord() throws Exception {
        String reason = ("Le bilan des mesures de l’opération n’atteint pas ce qui était attendu. ".repeat(12) + "\n\n")
                        .repeat(20)
                + "M".repeat(400) + " Dernier mot.";
        decided(Decisions.of(DossierStage.CONTRACT, "refused", reason));
        Pdf pdf = TestPapers.print(
                "refusal-long",
                makers.refusalLetter(letters).make(TestPapers.request(DocumentKind.REFUSAL, DossierStage.CONTRACT)));
        String text = TestPapers.text(pdf);
        assertThat(pdf.pages()).isGreaterThan(3);
        assertThat(text).contains("Dernier mot.");
        assertThat(text.split("attendu\\.", -1)).hasSize(241);
        assertThat(text.chars().filter(c -> c == 'M').count()).isGreaterThanOrEqualTo(400);
        assertThat(VeraPdf.violations(pdf.content())).isEmpty();
    }

    @Test
    void aCorrectionTellsTheDecisionOfItsTimeAndWhyItReplaces() {
        decided(
                Decisions.of(DossierStage.AWARD, "deferred", "Premier ajournement.", "C", null, TestPapers.NOW),
                Decisions.of(
                        DossierStage.AWARD,
                        "deferred",
                        "Second ajournement.",
                        "C",
                        null,
                        TestPapers.NOW.plusSeconds(9)));
        PaperRequest request = TestPapers.correcting(
                TestPapers.request(DocumentKind.DEFERRAL, DossierStage.AWARD), "Nom de l’opération rectifié.");
        assertThat(TestPapers.text(
                        TestPapers.print(makers.deferralLetter(letters).make(request))))
                .contains("Premier ajournement.")
                .contains("Remplace la version 1 du 24 novembre 2012. Motif : Nom de l’opération rectifié.")
                .doesNotContain("Second ajournement.");
    }

    @Test
    void thereIsNoLetterWithoutItsDecision() {
        decided(Decisions.of(DossierStage.AWARD, "labelled", "Exemplaire."));
        PaperMaker maker = makers.refusalLetter(letters);
        PaperRequest request = TestPapers.request(DocumentKind.REFUSAL, DossierStage.AWARD);
        assertThatThrownBy(() -> maker.make(request)).isInstanceOf(IllegalStateException.class);
    }

    private void decided(Decision... decisions) {
        when(proceedings.decisions("EQ-2012-00042")).thenReturn(List.of(decisions));
    }
}
