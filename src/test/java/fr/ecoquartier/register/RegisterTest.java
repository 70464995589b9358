package fr.ecoquartier.register;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.DossierStatus;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.NewDossier;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a dossier does is what the register says of it, in the same transaction. */
@IntegrationTest
class RegisterTest {

    private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Europe/Paris"));

    @Autowired
    private Register register;

    @Autowired
    private Dossiers dossiers;

    @Autowired
    private RegisterUpkeep upkeep;

    @Autowired
    private JdbcClient jdbc;

    private RegisteredDossiers made;

    @BeforeEach
    void begin() {
        made = new RegisteredDossiers(dossiers);
    }

    private PublicOperation entry(String reference) {
        return register.find(reference).orElseThrow(() -> new AssertionError(reference + " is not in the register"));
    }

    @Test
    void anOperationEntersWithItsSignedCharterAndNotBefore() {
        String reference = made.opened("38185", "Registre : la charte", false);
        assertThat(register.find(reference)).isEmpty();

        made.pass(reference, DossierStage.CHARTER, "signed");

        PublicOperation entry = entry(reference);
        assertThat(entry.state()).isEqualTo(RegisterState.CHARTER_SIGNED);
        assertThat(entry.charterOn()).isEqualTo(TODAY);
        assertThat(entry.contractOn()).isNull();
        assertThat(entry.departement().label()).isEqualTo("Isère");
        assertThat(entry.region()).isEqualTo("Rhône-Alpes");
    }

    @Test
    void aRefusedOrAbandonedRequestNeverEnters() {
        String refused = made.opened("38185", "Registre : refusée", false);
        made.pass(refused, DossierStage.CHARTER, "refused");
        String abandoned = made.opened("38185", "Registre : abandonnée", false);
        made.pass(abandoned, DossierStage.CHARTER, "abandoned");

        assertThat(register.find(refused)).isEmpty();
        assertThat(register.find(abandoned)).isEmpty();
    }

    @Test
    void aRefusedContractLeavesTheCharterSignedAndSaysNothingOfTheRefusal() {
        String reference = made.chartered("38185", "Registre : contrat refusé");
        made.pass(reference, DossierStage.CONTRACT, "refused");

        assertThat(entry(reference).state()).isEqualTo(RegisterState.CHARTER_SIGNED);
        assertThat(entry(reference).endedOn()).isNull();
    }

    @Test
    void aLabelIsValidForTheDelayBeforeItsConfirmation() {
        PublicOperation entry = entry(made.labelled("67482", "Registre : le label"));

        assertThat(entry.state()).isEqualTo(RegisterState.LABELLED);
        assertThat(entry.labelOn()).isEqualTo(TODAY);
        assertThat(entry.validUntil()).isEqualTo(TODAY.plusYears(3));
    }

    @Test
    void aLabelThatIsNotConfirmedIsShownAsWithdrawnWithItsDate() {
        String reference = made.labelled("67482", "Registre : retiré");
        made.pass(reference, DossierStage.CONFIRMATION, "refused");

        PublicOperation entry = entry(reference);
        assertThat(entry.state()).isEqualTo(RegisterState.LABEL_WITHDRAWN);
        assertThat(entry.endedOn()).isEqualTo(TODAY);
        assertThat(entry.validUntil()).isNull();
    }

    @Test
    void aConfirmedLabelAndATerminatedContractAreShownAsSuch() {
        String confirmed = made.labelled("67482", "Registre : confirmé");
        made.pass(confirmed, DossierStage.CONFIRMATION, "labelled");
        String terminated = made.contracted("67482", "Registre : résilié");
        made.pass(terminated, DossierStage.FOLLOW_UP, "terminated");

        assertThat(entry(confirmed).state()).isEqualTo(RegisterState.CONFIRMED);
        assertThat(entry(confirmed).confirmedOn()).isEqualTo(TODAY);
        assertThat(entry(terminated).state()).isEqualTo(RegisterState.TERMINATED);
        assertThat(entry(terminated).endedOn()).isEqualTo(TODAY);
    }

    @Test
    void anAuthorityThatWithdrawsIsShownSo() {
        String reference = made.chartered("38185", "Registre : désistement");
        dossiers.markWithdrawn(reference, "Le projet est abandonné par la commune.", RegisteredDossiers.SOMEBODY);

        assertThat(entry(reference).state()).isEqualTo(RegisterState.WITHDRAWN);
        assertThat(entry(reference).endedOn()).isEqualTo(TODAY);
    }

    @Test
    void aDossierThatAnInterventionPutsBackLosesWhatItMustObtainAgain() {
        String reference = made.labelled("38185", "Registre : remis en arrière");
        dossiers.putBack(reference, DossierStatus.CHARTER_SIGNED);

        PublicOperation entry = entry(reference);
        assertThat(entry.state()).isEqualTo(RegisterState.CHARTER_SIGNED);
        assertThat(entry.contractOn()).isNull();
        assertThat(entry.labelOn()).isNull();
    }

    @Test
    void aTestDossierNeverEnters() throws Exception {
        String version =
                dossiers.get(made.opened("38185", "Registre : version", false)).referentiel();
        String reference = dossiers.openTest(
                new NewDossier("38185", "Registre : essai", "urban", false), version, RegisteredDossiers.SOMEBODY);
        made.pass(reference, DossierStage.CHARTER, "signed");
        made.pass(reference, DossierStage.CONTRACT, "signed");

        assertThat(register.find(reference)).isEmpty();
        List<String> all = new ArrayList<>();
        register.each(RegisterQuery.all(), operation -> all.add(operation.reference()));
        assertThat(all).isNotEmpty().doesNotContain(reference).allMatch(one -> one.startsWith("EQ-"));
    }

    @Test
    void aNewNameIsTheNameInTheRegister() {
        String reference = made.chartered("38185", "Registre : ancien nom");
        made.describe(reference, "Registre : nouveau nom", java.util.Map.of());

        assertThat(entry(reference).operation()).isEqualTo("Registre : nouveau nom");
        assertThat(register.search(query("nouveau nom"), RegisterSort.LATEST, 0, 25)
                        .operations())
                .extracting(PublicOperation::reference)
                .contains(reference);
    }

    @Test
    void theSearchForgivesAccentsAndKnowsDepartementsOfCorsicaOverseasAndEpci() {
        String corsica = made.chartered("2A004", "Régistrée à Ajaccio");
        String reunion = made.chartered("97411", "Régistrée à Saint-Denis");
        String epci = made.chartered("200040715", "Régistrée à la métropole de Grenoble");

        assertThat(references(query("REGISTREE ajaccio"))).contains(corsica);
        assertThat(references(place("2A"))).contains(corsica).doesNotContain(reunion, epci);
        assertThat(references(place("974"))).contains(reunion).doesNotContain(corsica);
        assertThat(references(place("38"))).contains(epci).doesNotContain(corsica);
        assertThat(references(query("100%"))).doesNotContain(corsica, reunion, epci);
    }

    private List<String> references(RegisterQuery query) {
        List<String> references = new ArrayList<>();
        register.each(query, operation -> references.add(operation.reference()));
        return references;
    }

    @Test
    void countsTellWhatAnotherChoiceWouldFind() {
        String word = "comptage" + System.nanoTime();
        made.chartered("2A004", "Registre " + word + " un");
        made.labelled("2A004", "Registre " + word + " deux");
        made.chartered("97411", "Registre " + word + " trois");

        RegisterCounts counts = register.count(new RegisterQuery(word, null, "2A", RegisterState.LABELLED, null));

        assertThat(counts.of(RegisterState.CHARTER_SIGNED)).isEqualTo(1);
        assertThat(counts.of(RegisterState.LABELLED)).isEqualTo(1);
        assertThat(counts.in("2A")).isEqualTo(1);
        assertThat(counts.in("974")).isZero();
        assertThat(register.count(query(word)).in("974", RegisterState.CHARTER_SIGNED))
                .isEqualTo(1);
    }

    @Test
    void pagesDoNotOverlapAndOneBeyondTheLastShowsTheLast() {
        String word = "pagination" + System.nanoTime();
        for (int n = 0; n < 5; n++) {
            made.chartered("38185", "Registre " + word + " " + n);
        }
        for (RegisterSort sort : RegisterSort.values()) {
            List<String> seen = new ArrayList<>();
            for (int page = 0; page < 3; page++) {
                register.search(query(word), sort, page, 2).operations().forEach(one -> seen.add(one.reference()));
            }
            assertThat(seen).as(sort.name()).hasSize(5).doesNotHaveDuplicates();
        }
        RegisterPage beyond = register.search(query(word), RegisterSort.LATEST, Integer.MAX_VALUE, 2);
        assertThat(beyond.page()).isEqualTo(2);
        assertThat(beyond.operations()).hasSize(1);
    }

    @Test
    void whatAnEarlierReleaseLeftIsTakenOverWithTheValidityOfItsLabels() {
        String reference = made.labelled("67482", "Registre : d’une version antérieure");
        PublicOperation before = entry(reference);
        jdbc.sql("delete from ecoquartier.register_entry where reference = ?")
                .param(reference)
                .update();

        jdbc.sql("select ecoquartier.register_refresh(?)")
                .param(reference)
                .query((row, n) -> true)
                .single();
        upkeep.learn();

        assertThat(entry(reference)).isEqualTo(before);
    }

    @Test
    void theVersionChangesWithEachChangeOnly() {
        String before = register.version().text();
        assertThat(register.version().text()).isEqualTo(before);

        String reference = made.chartered("38185", "Registre : version suivante");
        String signed = register.version().text();
        assertThat(signed).isNotEqualTo(before);

        made.pass(reference, DossierStage.CONTRACT, "signed");
        String contract = register.version().text();
        assertThat(contract).isNotEqualTo(signed);

        // the name stays, a field that may be public changes
        made.describe(reference, "Registre : version suivante", java.util.Map.of("communes", "Grenoble"));
        assertThat(register.version().text()).isNotEqualTo(contract);
    }

    private static RegisterQuery query(String text) {
        return new RegisterQuery(text, null, null, null, null);
    }

    private static RegisterQuery place(String departement) {
        return new RegisterQuery(null, null, departement, null, null);
    }
}
