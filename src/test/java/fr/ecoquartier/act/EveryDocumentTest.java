package fr.ecoquartier.act;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.document.Pdf;
import fr.ecoquartier.document.VeraPdf;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.DossierFigures;
import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.FiguresKind;
import fr.ecoquartier.dossier.NewDecision;
import fr.ecoquartier.dossier.NewDossier;
import fr.ecoquartier.dossier.NewSignature;
import fr.ecoquartier.dossier.OpinionKind;
import fr.ecoquartier.dossier.Party;
import fr.ecoquartier.dossier.Proceedings;
import fr.ecoquartier.dossier.Step;
import fr.ecoquartier.referentiel.WorkedExamples;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Every kind of document, as it is kept: with its seal when it has one, and fit for archives and for screen readers. */
@IntegrationTest
class EveryDocumentTest {

    private static final Actor SOMEBODY = new Actor("somebody", "Camille Martin", "Ministère");
    private static final String OPERATION = "Îlot <i>Cœur de ville</i> & Rives, n° 7";

    @Autowired
    private IssuedDocuments documents;

    @Autowired
    private Dossiers dossiers;

    @Autowired
    private DossierFigures figures;

    @Autowired
    private Proceedings proceedings;

    @Test
    void everyKindOfDocumentIsPdfAAndPdfUaAndBearsItsReferences() throws Exception {
        String reference = dossiers.open(new NewDossier("38185", OPERATION, "urban", false), SOMEBODY);
        List<IssuedDocument> issued = new ArrayList<>();

        enter(reference, DossierStage.CHARTER);
        dossiers.describe(
                step(reference, DossierStage.CHARTER, "file"),
                OPERATION,
                "urban",
                Map.of("deliberationReference", "2012-17", "deliberationOn", "2012-05-03"),
                SOMEBODY);
        check(reference, DossierStage.CHARTER, FiguresKind.BASELINE);
        issued.add(issue(reference, DossierStage.CHARTER, DocumentKind.CHECK_REPORT));
        issued.add(issue(reference, DossierStage.CHARTER, DocumentKind.CHARTER, false));
        sign(reference, DossierStage.CHARTER);
        issued.add(issue(reference, DossierStage.CHARTER, DocumentKind.CHARTER, true));
        decide(reference, DossierStage.CHARTER, "confirmed", "Charte refusée");
        issued.add(issue(reference, DossierStage.CHARTER, DocumentKind.REFUSAL));

        enter(reference, DossierStage.CONTRACT);
        figures.fixObjectives(
                step(reference, DossierStage.CONTRACT, "setObjectives"),
                WorkedExamples.figures("I06=95", "I18=55"),
                SOMEBODY);
        check(reference, DossierStage.CONTRACT, FiguresKind.PLANNED);
        issued.add(issue(reference, DossierStage.CONTRACT, DocumentKind.CHECK_REPORT));
        say(reference, DossierStage.CONTRACT);
        issued.add(issue(reference, DossierStage.CONTRACT, DocumentKind.OPINIONS));
        issued.add(issue(reference, DossierStage.CONTRACT, DocumentKind.CONTRACT, false));
        sign(reference, DossierStage.CONTRACT);
        issued.add(issue(reference, DossierStage.CONTRACT, DocumentKind.CONTRACT, true));

        enter(reference, DossierStage.FOLLOW_UP);
        check(reference, DossierStage.FOLLOW_UP, FiguresKind.MEASURED);
        issued.add(issue(reference, DossierStage.FOLLOW_UP, DocumentKind.CHECK_REPORT));
        decide(reference, DossierStage.FOLLOW_UP, "terminated", "Contrat résilié");
        issued.add(issue(reference, DossierStage.FOLLOW_UP, DocumentKind.TERMINATION));

        enter(reference, DossierStage.AWARD);
        proceedings.decide(
                step(reference, DossierStage.AWARD, "defer"),
                new NewDecision(
                        "deferred", "Label ajourné", "Une preuve manque.", "La joindre.", LocalDate.of(2027, 3, 1)),
                SOMEBODY);
        issued.add(issue(reference, DossierStage.AWARD, DocumentKind.DEFERRAL));
        decide(reference, DossierStage.AWARD, "labelled", "Label attribué");
        issued.add(issue(reference, DossierStage.AWARD, DocumentKind.CERTIFICATE));

        assertThat(issued.stream().map(IssuedDocument::kind).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(DocumentKind.values());
        for (IssuedDocument document : issued) {
            byte[] content = documents.content(document.id());
            assertThat(VeraPdf.violations(content)).as(document.fileName()).isEmpty();
            assertThat(document.seal() != null)
                    .as("seal of " + document.fileName())
                    .isEqualTo(document.kind().sealed() && !document.toSign());
            assertThat(TestPapers.text(new Pdf(content, document.pages())))
                    .as(document.fileName())
                    .contains(reference)
                    .contains(OPERATION)
                    .contains("Version " + document.number())
                    .contains("Page " + document.pages() + " sur " + document.pages())
                    .doesNotContain("null")
                    .doesNotContain("${");
        }
    }

    private void enter(String reference, DossierStage stage) {
        dossiers.enterStage(reference, stage, 1);
    }

    private void check(String reference, DossierStage stage, FiguresKind kind) throws Exception {
        figures.submit(step(reference, stage, "figures"), kind, WorkedExamples.good(), SOMEBODY);
        figures.checkStage(step(reference, stage, "check"));
    }

    private void say(String reference, DossierStage stage) {
        proceedings.giveOpinion(
                step(reference, stage, "personal"), OpinionKind.PERSONAL, "reservations", "Eau à revoir.", SOMEBODY);
        proceedings.giveOpinion(
                step(reference, stage, "commission"),
                OpinionKind.REGIONAL_COMMISSION,
                "favourable",
                "Avis unanime.",
                SOMEBODY);
    }

    private void sign(String reference, DossierStage stage) {
        for (Party party : Party.values()) {
            proceedings.sign(
                    step(reference, stage, "sign" + party),
                    new NewSignature(party, "Éric Dupont", "Maire", LocalDate.of(2012, 5, 4), "texte"),
                    SOMEBODY);
        }
    }

    private void decide(String reference, DossierStage stage, String outcome, String label) {
        proceedings.decide(
                step(reference, stage, "decide-" + outcome),
                new NewDecision(outcome, label, "Motif de la décision.\n\nSuite du motif."),
                SOMEBODY);
    }

    private IssuedDocument issue(String reference, DossierStage stage, DocumentKind kind) {
        return documents.issue(step(reference, stage, "issue-" + kind), kind);
    }

    private IssuedDocument issue(String reference, DossierStage stage, DocumentKind kind, boolean signed) {
        return documents.issue(step(reference, stage, "issue-" + kind + "-" + signed), kind, signed);
    }

    private static Step step(String reference, DossierStage stage, String element) {
        return new Step(reference, stage, element, reference + ":" + stage + ":" + element, stage.code() + ":1");
    }
}
