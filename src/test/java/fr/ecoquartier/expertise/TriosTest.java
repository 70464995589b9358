package fr.ecoquartier.expertise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.NewDossier;
import fr.ecoquartier.dossier.OpinionKind;
import fr.ecoquartier.dossier.Proceedings;
import fr.ecoquartier.dossier.Step;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@IntegrationTest
class TriosTest {

    private static final Actor CARRIER = new Actor("structure", "Structure porteuse", "Structure porteuse");

    @Autowired
    private Trios trios;

    @Autowired
    private Experts experts;

    @Autowired
    private Dossiers dossiers;

    @Autowired
    private Proceedings proceedings;

    private final String tag = UUID.randomUUID().toString().substring(0, 8);
    private final String national = "n-" + tag;
    private final String local = "l-" + tag;
    private final String external = "e-" + tag;
    private String reference;

    @BeforeEach
    void aDossierAndThreeExperts() throws Exception {
        register(national, ExpertKind.NATIONAL, "CETE " + tag, null);
        register(local, ExpertKind.LOCAL, "CAUE " + tag, null);
        register(external, ExpertKind.EXTERNAL, "Agence " + tag, null);
        reference = dossiers.open(new NewDossier("38185", "Trio " + tag, "urban", false), CARRIER);
        dossiers.enterStage(reference, DossierStage.CONTRACT, 1);
    }

    private void register(String id, ExpertKind kind, String employer, String authority) {
        experts.register(new Expert(id, "Expert " + id, kind, employer, authority, true));
    }

    private Step step() {
        return new Step(
                reference,
                DossierStage.CONTRACT,
                "nameContractTrio",
                UUID.randomUUID().toString(),
                "contract:1");
    }

    private void name() throws ConflictOfInterest {
        trios.name(step(), new Trio(national, local, external), CARRIER);
    }

    @Test
    void aTrioWithoutConflictIsNamedAndMaySeeTheDossier() throws ConflictOfInterest {
        name();

        assertThat(trios.of(reference, DossierStage.CONTRACT)).contains(new Trio(national, local, external));
        assertThat(trios.dossiersOf(local)).containsExactly(reference);
        assertThat(trios.pending(reference, DossierStage.CONTRACT)).containsExactly(national, local, external);
    }

    @Test
    void twoMembersOfTheSameEmployerAreRefused() {
        register(external, ExpertKind.EXTERNAL, "cete " + tag, null);

        assertThatThrownBy(this::name).isInstanceOf(ConflictOfInterest.class).hasMessageContaining("même employeur");
    }

    @Test
    void aMemberWhoWorksForTheAuthorityIsRefused() {
        register(local, ExpertKind.LOCAL, "Ville de Grenoble", "38185");

        assertThatThrownBy(this::name)
                .isInstanceOfSatisfying(
                        ConflictOfInterest.class,
                        refused -> assertThat(refused.conflicts())
                                .extracting(Conflict::seat)
                                .containsExactly("local"));
    }

    @Test
    void aDeclaredInterestIsRefused() {
        experts.declareInterest(national, "38185", "a conseillé l'aménageur");

        assertThatThrownBy(this::name).hasMessageContaining("a conseillé l'aménageur");
    }

    @Test
    void everyConflictIsToldAtOnceAndAWrongSeatOrUnknownExpertIsOne() {
        assertThatThrownBy(() -> trios.name(step(), new Trio(local, "nobody", external), CARRIER))
                .isInstanceOfSatisfying(
                        ConflictOfInterest.class,
                        refused -> assertThat(refused.conflicts())
                                .extracting(Conflict::seat)
                                .containsExactly("national", "local"));
    }

    @Test
    void anExpertWhoSteppedDownIsNeverNamedAgainAndSeesTheDossierNoMore() throws ConflictOfInterest {
        name();
        trios.stepDown(step(), "mon agence vient d'être retenue", new Actor(external, "X", "Expert"));

        assertThat(trios.dossiersOf(external)).isEmpty();
        assertThatThrownBy(this::name).hasMessageContaining("récusé");
    }

    @Test
    void whoGaveAnOpinionIsNotAskedAgain() throws ConflictOfInterest {
        name();
        proceedings.giveOpinion(
                step(), OpinionKind.PERSONAL, "favourable", "Densité bien tenue.", new Actor(local, "L", "Expert"));

        assertThat(trios.pending(reference, DossierStage.CONTRACT)).containsExactly(national, external);
    }
}
