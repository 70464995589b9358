package fr.ecoquartier.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.referentiel.InvalidFigures;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntegrationTest
class DossiersTest {

    private static final Actor GRENOBLE = new Actor("commune-38185", "Ville de Grenoble", "Collectivité");

    @Autowired
    private Dossiers dossiers;

    @Autowired
    private DossierFigures figures;

    @Autowired
    private Proceedings proceedings;

    @Autowired
    private EvidenceFiles evidence;

    @Autowired
    private JdbcClient jdbc;

    private String open(String operation) throws NotPossible {
        return dossiers.open(new NewDossier("38185", operation, "urban", false), GRENOBLE);
    }

    private static Step step(String reference) {
        return new Step(
                reference,
                DossierStage.CHARTER,
                "enterBaselineMeasures",
                UUID.randomUUID().toString(),
                "charter:1");
    }

    @Test
    void aTestDossierIsKnownByItsReferenceAndIsFoundApartFromThoseOfTheLabel() throws NotPossible {
        String label = open("Îlot des essais");
        String reference =
                dossiers.openTest(new NewDossier("38185", "Îlot des essais", "urban", false), "2012-test", GRENOBLE);

        assertThat(reference).matches("TEST-2012-\\d{5}");
        assertThat(dossiers.get(reference).test()).isTrue();
        assertThat(dossiers.get(label).test()).isFalse();
        assertThat(found(null)).contains(reference, label);
        assertThat(found(true)).contains(reference).doesNotContain(label);
        assertThat(found(false)).contains(label).doesNotContain(reference);
        assertThatThrownBy(() ->
                        dossiers.openTest(new NewDossier("38185", "Îlot des essais", "urban", false), "1999", GRENOBLE))
                .isInstanceOf(NotPossible.class)
                .hasMessage("La version « 1999 » du référentiel n'existe pas.");
    }

    private List<String> found(Boolean test) {
        return dossiers
                .search(
                        new DossierQuery("ilot des essais", null, null, null, null, test, false, null, 0, 200),
                        Scope.everything())
                .dossiers()
                .stream()
                .map(DossierSummary::reference)
                .toList();
    }

    @Test
    void aNewDossierTakesTheReferentielInForceAndTheRegionOfItsAuthority() throws NotPossible {
        DossierSummary dossier = dossiers.get(open("Caserne de Bonne"));

        assertThat(dossier.reference()).matches("EQ-2012-\\d{5}");
        assertThat(dossier.regionCode()).isEqualTo("82");
        assertThat(dossier.referentiel()).isEqualTo("2012-test");
        assertThat(dossier.stage()).isEqualTo(DossierStage.CHARTER);
        assertThat(dossiers.journal(dossier.reference(), true))
                .extracting(JournalEntry::kind)
                .containsExactly(JournalKind.OPENED);
    }

    @Test
    void anUnknownAuthorityContextOrNameIsRefusedInFrench() {
        assertThatThrownBy(() -> dossiers.open(new NewDossier("00000", "Opération", "urban", false), GRENOBLE))
                .isInstanceOf(NotPossible.class)
                .hasMessageContaining("collectivité");
        assertThatThrownBy(() -> dossiers.open(new NewDossier("38185", "Opération", "lunar", false), GRENOBLE))
                .isInstanceOf(NotPossible.class)
                .hasMessageContaining("contexte");
        assertThatThrownBy(() -> dossiers.open(new NewDossier("38185", " x ", "urban", false), GRENOBLE))
                .isInstanceOf(NotPossible.class)
                .hasMessageContaining("3 à 200 caractères");
    }

    @Test
    void aDossierIsFoundByAnyPartOfItsNamesWithoutAccentsAndOnlyWithinTheScope() throws NotPossible {
        String reference = open("Îlot de l'Écluse-Sud");
        DossierQuery query = new DossierQuery("ilot ecluse sud", null, null, null, null, null, false, null, 0, 10);

        assertThat(dossiers.search(query, Scope.everything()).dossiers())
                .extracting(DossierSummary::reference)
                .contains(reference);
        assertThat(dossiers.search(query, new Scope(false, Set.of("82"), Set.of(), Set.of()))
                        .total())
                .isEqualTo(1);
        assertThat(dossiers.search(query, new Scope(false, Set.of("42"), Set.of("67482"), Set.of()))
                        .total())
                .isZero();
        assertThat(dossiers.search(query, Scope.none()).total()).isZero();
        assertThat(dossiers.find(reference, new Scope(false, Set.of(), Set.of("67482"), Set.of())))
                .isEmpty();
        assertThat(dossiers.find(reference, new Scope(false, Set.of(), Set.of(), Set.of(reference))))
                .isPresent();
        assertThat(dossiers.search(
                                new DossierQuery(reference, null, null, null, null, null, false, null, 0, 10),
                                Scope.everything())
                        .total())
                .isEqualTo(1);
        assertThat(dossiers.search(
                                new DossierQuery("100%_", null, null, null, null, null, false, null, 0, 10),
                                Scope.everything())
                        .total())
                .isZero();
    }

    @Test
    void theSameEffectIsRecordedOnce() throws Exception {
        String reference = open("Effet unique");
        Step step = step(reference);
        Map<String, BigDecimal> values = Map.of("surface", new BigDecimal("15"), "logements", new BigDecimal("900"));

        figures.submit(step, FiguresKind.BASELINE, values, GRENOBLE);
        figures.submit(step, FiguresKind.BASELINE, values, GRENOBLE);
        proceedings.decide(step, new NewDecision("admissible", "Recevable", "Complet."), GRENOBLE);
        proceedings.decide(step, new NewDecision("admissible", "Recevable", "Complet."), GRENOBLE);

        assertThat(figures.history(reference)).hasSize(1);
        assertThat(figures.latest(reference, FiguresKind.BASELINE).orElseThrow().values())
                .containsEntry("surface", new BigDecimal("15"));
        assertThat(proceedings.decisions(reference)).hasSize(1);
        assertThat(dossiers.journal(reference, true)).hasSize(3);
    }

    @Test
    void figuresOutsideTheirRangeAreRefusedAndNothingIsKept() throws NotPossible {
        String reference = open("Hors limites");

        assertThatThrownBy(() -> figures.submit(
                        step(reference),
                        FiguresKind.BASELINE,
                        Map.of("surface", new BigDecimal("99999"), "nonsense", BigDecimal.ONE),
                        GRENOBLE))
                .isInstanceOfSatisfying(
                        InvalidFigures.class,
                        refused -> assertThat(refused.errors())
                                .extracting("field")
                                .containsExactlyInAnyOrder("surface", "nonsense"));
        assertThat(figures.history(reference)).isEmpty();
    }

    @Test
    void aStageSetsTheStatusWhenItEnds() throws NotPossible {
        String reference = open("Étapes");
        dossiers.enterStage(reference, DossierStage.CHARTER, 1);
        dossiers.enterStage(reference, DossierStage.CHARTER, 1);
        dossiers.closeStage(reference, DossierStage.CHARTER, "signed");
        dossiers.closeStage(reference, DossierStage.CHARTER, "refused");

        assertThat(dossiers.get(reference).status()).isEqualTo(DossierStatus.CHARTER_SIGNED);
        assertThat(dossiers.stages(reference)).hasSize(1);
        dossiers.enterStage(reference, DossierStage.CONTRACT, 1);
        assertThatThrownBy(() -> dossiers.closeStage(reference, DossierStage.CONTRACT, "labelled"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theJournalAndTheDecisionsCannotBeRewritten() throws NotPossible {
        String reference = open("Journal scellé");

        for (String attack : new String[] {
            "update ecoquartier.journal set text = 'x'",
            "delete from ecoquartier.journal",
            "truncate ecoquartier.journal",
            "delete from ecoquartier.decision",
            "update ecoquartier.signature set sha256 = ''"
        }) {
            assertThatThrownBy(() -> jdbc.sql(attack).update()).hasStackTraceContaining("append-only");
        }
        assertThat(dossiers.journal(reference, true)).isNotEmpty();
    }

    @Test
    void aSignatureKeepsTheExactTextAndItsHash() throws NotPossible {
        String reference = open("Signature");
        String text = "Charte ÉcoQuartier : la collectivité s'engage.";

        proceedings.sign(
                step(reference),
                new NewSignature(Party.AUTHORITY, "Anne Martin", "Maire", java.time.LocalDate.of(2012, 5, 4), text),
                GRENOBLE);

        Signature signature = proceedings.signatures(reference).get(0);
        assertThat(signature.text()).isEqualTo(text);
        assertThat(signature.sha256())
                .hasSize(64)
                .isEqualTo(Proceedings.sha256(text))
                .isNotEqualTo(Proceedings.sha256(text + " "));
    }

    @Test
    void evidenceIsKeptWithItsHashAndMayBeTakenBack() throws Exception {
        String reference = open("Pièces");
        Evidence file = evidence.add(
                reference,
                new NewEvidence(
                        "E06", "plan.pdf", "application/pdf", "abc".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                GRENOBLE);

        assertThat(file.sha256()).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(evidence.open(file)).hasBinaryContent(new byte[] {'a', 'b', 'c'});
        evidence.remove(reference, file.id(), GRENOBLE);
        assertThat(evidence.of(reference)).isEmpty();
        assertThatThrownBy(() -> evidence.add(
                        reference, new NewEvidence("E06", "vide.pdf", "application/pdf", new byte[0]), GRENOBLE))
                .isInstanceOf(NotPossible.class)
                .hasMessageContaining("vide");
    }
}
