package fr.ecoquartier.act.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import fr.ecoquartier.act.DocumentKind;
import fr.ecoquartier.act.TestPapers;
import fr.ecoquartier.document.Pdf;
import fr.ecoquartier.document.VeraPdf;
import fr.ecoquartier.dossier.DossierFigures;
import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.GivenOpinion;
import fr.ecoquartier.dossier.OpinionKind;
import fr.ecoquartier.dossier.Proceedings;
import fr.ecoquartier.dossier.StagePeriod;
import fr.ecoquartier.expertise.Expert;
import fr.ecoquartier.expertise.ExpertKind;
import fr.ecoquartier.expertise.Experts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpinionsPaperTest {

    private static final Instant ENTERED = TestPapers.NOW.minusSeconds(1000);

    private final Dossiers dossiers = mock(Dossiers.class);
    private final Proceedings proceedings = mock(Proceedings.class);
    private final Experts experts = mock(Experts.class);
    private final OpinionsPaper maker =
            new OpinionsPaper(dossiers, mock(DossierFigures.class), proceedings, experts, TestPapers.templates());

    @BeforeEach
    void expert() {
        when(dossiers.stages(any()))
                .thenReturn(List.of(new StagePeriod(DossierStage.CONTRACT, 1, ENTERED, null, null)));
        when(experts.find(any())).thenReturn(Optional.empty());
        when(experts.find("nat"))
                .thenReturn(Optional.of(new Expert("nat", "Anne Leroy", ExpertKind.NATIONAL, "CETE", null, true)));
    }

    @Test
    void eachOpinionHasItsAuthorItsDateItsSenseAndItsReasons() throws Exception {
        given(
                opinion(OpinionKind.REGIONAL_COMMISSION, "favourable", "Rémi Petit", "rp", "Avis de la commission.", 0),
                opinion(OpinionKind.PERSONAL, "reservations", "Anne Leroy", "nat", "Eau à revoir.\n\nLe reste va.", 0),
                opinion(OpinionKind.PERSONAL, "unfavourable", "Luc Noël", "loc", "<b>Non</b> & non", 0),
                opinion(OpinionKind.SYNTHESIS, "reservations", "Anne Leroy", "nat", "Synthèse du trio.", 0));
        Pdf pdf = TestPapers.print(
                "opinions", maker.make(TestPapers.request(DocumentKind.OPINIONS, DossierStage.CONTRACT)));
        String text = TestPapers.text(pdf);
        assertThat(text)
                .contains("Avis sur la demande de contrat")
                .contains("Avis personnels des experts")
                .contains(
                        "Anne Leroy, 24 novembre 2012 Expert national Favorable avec réserves Eau à revoir. Le reste va.")
                .contains("Luc Noël, 24 novembre 2012 Expert Défavorable <b>Non</b> & non")
                .contains("Synthèse du trio.")
                .contains("Rémi Petit, 24 novembre 2012 Favorable Avis de la commission.");
        assertThat(text.lastIndexOf("Synthèse du trio.")).isLessThan(text.lastIndexOf("Avis de la commission."));
        assertThat(VeraPdf.violations(pdf.content())).isEmpty();
    }

    @Test
    void opinionsOfAnotherPassageOrStageOrMomentAreNotTold() {
        given(
                opinion(OpinionKind.PERSONAL, "favourable", "Avant", "a", "Ancien avis.", -2000),
                opinion(OpinionKind.PERSONAL, "favourable", "Pendant", "b", "Avis de ce passage.", -10),
                opinion(OpinionKind.PERSONAL, "favourable", "Après", "c", "Avis plus tardif.", 10));
        assertThat(TestPapers.text(
                        TestPapers.print(maker.make(TestPapers.request(DocumentKind.OPINIONS, DossierStage.CONTRACT)))))
                .contains("Avis de ce passage.")
                .doesNotContain("Ancien avis.")
                .doesNotContain("Avis plus tardif.");
        assertThat(TestPapers.text(
                        TestPapers.print(maker.make(TestPapers.request(DocumentKind.OPINIONS, DossierStage.AWARD)))))
                .contains("Aucun avis n’a été rendu");
    }

    @Test
    void aVeryLongOpinionWithoutReasonsOrNamesThatBreakIsStillADocument() throws Exception {
        given(
                opinion(OpinionKind.PERSONAL, "favourable", "X".repeat(300), "a", "Phrase répétée. ".repeat(1500), 0),
                opinion(OpinionKind.TECHNICAL_PROPOSAL, "favourable", "Rémi Petit", "rp", "", 0));
        Pdf pdf = TestPapers.print(
                "opinions-long", maker.make(TestPapers.request(DocumentKind.OPINIONS, DossierStage.CONTRACT)));
        assertThat(TestPapers.text(pdf)).contains("Aucun motif n’a été consigné avec cet avis.");
        assertThat(TestPapers.text(pdf).split("répétée", -1)).hasSize(1501);
        assertThat(VeraPdf.violations(pdf.content())).isEmpty();
    }

    private void given(GivenOpinion... opinions) {
        when(proceedings.opinions("EQ-2012-00042")).thenReturn(List.of(opinions));
    }

    private static GivenOpinion opinion(
            OpinionKind kind, String value, String author, String id, String reason, long after) {
        return new GivenOpinion(
                1, DossierStage.CONTRACT, "step", kind, value, reason, id, author, TestPapers.NOW.plusSeconds(after));
    }
}
