package fr.ecoquartier.pilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.territory.Authority;
import fr.ecoquartier.territory.Territories;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@IntegrationTest
class CandidateImportsTest {

    private static final Actor SENDER = new Actor("page.porteuse", "Agent", "Structure porteuse");
    private static final String HEAD =
            "Code INSEE ou SIREN;Collectivité;Département;Opération;Contexte;Agenda 21;HQE Aménagement;Avancement de l’opération;Motivation;Population\n";

    @Autowired
    private CandidateImports imports;

    @Autowired
    private CandidateFiles files;

    @Autowired
    private Campaigns campaigns;

    @Autowired
    private Candidates candidates;

    @Autowired
    private Territories territories;

    private ImportPreview read(String campaign, String text) throws UnreadableFile {
        return imports.read(campaign, "candidatures.csv", text.getBytes(StandardCharsets.UTF_8), SENDER.id());
    }

    private ImportRow one(String row) throws UnreadableFile {
        return read(TestCampaigns.open(campaigns, 2), HEAD + row).rows().get(0);
    }

    private CellFault fault(String row) throws UnreadableFile {
        ImportRow read = one(row);
        assertThat(read.state()).isEqualTo(ImportRow.State.FAULTY);
        assertThat(read.faults()).hasSize(1);
        return read.faults().get(0);
    }

    @Test
    void rowsAreUnderstoodAsPeopleWriteThem() throws UnreadableFile {
        ImportRow row = one("38 185,0;;;Caserne de Bonne;URBAIN;Oui;x;travaux;;157 650,0\n");

        assertThat(row.state()).isEqualTo(ImportRow.State.SOUND);
        assertThat(row.candidate())
                .isEqualTo(new NewCandidate(
                        "38185",
                        "urban",
                        true,
                        true,
                        "Caserne de Bonne",
                        OperationStage.WORKS,
                        "",
                        CandidateOrigin.IMPORTED));
        assertThat(one("1053;;;Quartier de la gare;péri-urbain;non;0;Livrée;;\n")
                        .candidate())
                .returns("01053", NewCandidate::authorityCode)
                .returns("suburban", NewCandidate::context)
                .returns(OperationStage.DELIVERED, NewCandidate::operationStage);
    }

    @Test
    void headingsAreForgivenTheirAccentsAndUnknownColumnsAreNamed() throws UnreadableFile {
        ImportPreview preview = read(
                TestCampaigns.open(campaigns, 2),
                "PHASE;Maire;insee;nom de l'operation;CONTEXTE;agenda21;hqe amenagement\nconception;M. Durand;67482;Danube;urbain;oui;non\n");

        assertThat(preview.ignored()).containsExactly("Maire");
        assertThat(preview.rows().get(0).state()).isEqualTo(ImportRow.State.SOUND);
    }

    @Test
    void aFileWithoutTheColumnsIsRefusedWithThoseThatMiss() {
        assertThatThrownBy(() -> read(TestCampaigns.open(campaigns, 2), "Nom;Contexte\nGrenoble;urbain\n"))
                .isInstanceOf(UnreadableFile.class)
                .hasMessageContaining("Opération")
                .hasMessageContaining("Agenda 21");
        assertThatThrownBy(() -> read(TestCampaigns.open(campaigns, 2), HEAD))
                .hasMessageContaining("aucune candidature");
    }

    @Test
    void everyFaultOfARowIsNamedWithItsColumnAndValue() throws UnreadableFile {
        ImportRow row = one("38185;;;X;urbian;peut-être;;bientôt;;beaucoup\n");

        assertThat(row.line()).isEqualTo(2);
        assertThat(row.faults())
                .extracting(CellFault::column)
                .containsExactly(
                        CandidateColumn.OPERATION,
                        CandidateColumn.CONTEXT,
                        CandidateColumn.AGENDA_21,
                        CandidateColumn.HQE,
                        CandidateColumn.STAGE,
                        CandidateColumn.POPULATION);
        assertThat(row.faults()).extracting(CellFault::value).contains("urbian", "peut-être", "bientôt", "beaucoup");
    }

    @Test
    void anAuthorityIsFoundByItsNameAndDepartement() throws UnreadableFile {
        assertThat(one(";grenoble;38;Caserne;urbain;oui;non;Travaux;;\n")
                        .candidate()
                        .authorityCode())
                .isEqualTo("38185");
        assertThat(one(";St-Denis;93;Plaine;urbain;oui;non;Travaux;;\n")
                        .candidate()
                        .authorityCode())
                .isEqualTo("93066");
    }

    @Test
    void anAmbiguousOrUnknownNameSaysThePossibilities() throws UnreadableFile {
        CellFault ambiguous = fault(";Saint-Denis;;Plaine;urbain;oui;non;Travaux;;\n");
        assertThat(ambiguous.column()).isEqualTo(CandidateColumn.NAME);
        assertThat(ambiguous.message()).contains("93066").contains("97411");

        assertThat(fault(";Grenob;38;Caserne;urbain;oui;non;Travaux;;\n").message())
                .contains("Aucune collectivité")
                .contains("Grenoble (38185");
        assertThat(fault("99999;;;Caserne;urbain;oui;non;Travaux;;\n").column()).isEqualTo(CandidateColumn.CODE);
        assertThat(fault("67482;Grenoble;;Caserne;urbain;oui;non;Travaux;;\n").message())
                .contains("Strasbourg");
        assertThat(fault("2,00041E+08;;;Caserne;urbain;oui;non;Travaux;;\n").message())
                .contains("format");
    }

    @Test
    void aPopulationFarFromTheKnownOneShowsAnotherAuthority() throws UnreadableFile {
        assertThat(fault("38185;;;Caserne;urbain;oui;non;Travaux;;1 200\n").column())
                .isEqualTo(CandidateColumn.POPULATION);
    }

    @Test
    void aTextEncodedTwiceIsNamed() throws UnreadableFile {
        String twice = new String("Cité".getBytes(StandardCharsets.UTF_8), Charset.forName("windows-1252"));

        assertThat(fault("38185;;;" + twice + " nouvelle;urbain;oui;non;Travaux;;\n")
                        .message())
                .contains("abîmés");
    }

    @Test
    void doublesAreRecognisedInTheFileAndWithThoseAlreadyThere() throws Exception {
        String campaign = TestCampaigns.open(campaigns, 2);
        candidates.apply(campaign, TestCampaigns.candidate("38185", "Caserne de Bonne"), TestCampaigns.GRENOBLE);

        ImportPreview preview = read(
                campaign,
                HEAD
                        + "38185;;;caserne de bonne;rural;non;oui;Conception;;\n"
                        + "67482;;;Danube;urbain;oui;non;Travaux;;\n"
                        + "67482;Strasbourg;;DANUBE !;urbain;oui;non;Travaux;;\n");

        assertThat(preview.rows())
                .extracting(ImportRow::state)
                .containsExactly(ImportRow.State.KNOWN, ImportRow.State.SOUND, ImportRow.State.REPEATED);
        assertThat(preview.rows().get(2).note()).contains("ligne 3");
    }

    @Test
    void whatIsThereAlreadyIsLeftOrUpdatedAsChosen() throws Exception {
        String campaign = TestCampaigns.open(campaigns, 2);
        long known = candidates.apply(
                campaign, TestCampaigns.candidate("38185", "Caserne de Bonne"), TestCampaigns.GRENOBLE);
        String text = HEAD + "38185;;;Caserne de Bonne;rural;non;oui;Conception;;\n"
                + "67482;;;Danube;urbain;oui;non;Travaux;;\nfaux;;;Danube;urbain;oui;non;Travaux;;\n";

        assertThat(imports.confirm(read(campaign, text).id(), false, false, SENDER))
                .isEqualTo(new ImportOutcome(1, 0, 2));
        assertThat(candidates.get(known).context()).isEqualTo("urban");

        assertThat(imports.confirm(read(campaign, text).id(), true, false, SENDER))
                .isEqualTo(new ImportOutcome(0, 2, 1));
        assertThat(campaigns.journal(campaign))
                .filteredOn(entry -> entry.candidate() != null && entry.candidate() == known)
                .extracting(CampaignEntry::text)
                .anyMatch(line -> line.contains("actualisée"));
        assertThat(candidates.get(known))
                .returns("rural", Candidate::context)
                .returns("Nous voulons éprouver le référentiel.", Candidate::motivation);
    }

    @Test
    void aRowInAnotherEncodingWaitsForAYes() throws Exception {
        String campaign = TestCampaigns.open(campaigns, 2);
        byte[] head = (HEAD + "67482;;;Entrée de ville;urbain;oui;non;Travaux;;\n").getBytes(StandardCharsets.UTF_8);
        byte[] other = "38185;;;Cité nouvelle;urbain;oui;non;Travaux;;\n".getBytes(Charset.forName("windows-1252"));
        byte[] file = new byte[head.length + other.length];
        System.arraycopy(head, 0, file, 0, head.length);
        System.arraycopy(other, 0, file, head.length, other.length);

        ImportPreview preview = imports.read(campaign, "mixte.csv", file, SENDER.id());
        assertThat(preview.in(ImportRow.State.DOUBTFUL)).singleElement().satisfies(row -> {
            assertThat(row.line()).isEqualTo(3);
            assertThat(row.operation()).isEqualTo("Cité nouvelle");
        });
        assertThat(imports.confirm(preview.id(), false, false, SENDER)).isEqualTo(new ImportOutcome(1, 0, 1));

        ImportPreview again = imports.read(campaign, "mixte.csv", file, SENDER.id());
        assertThat(imports.confirm(again.id(), false, true, SENDER).added()).isEqualTo(1);
    }

    @Test
    void whatWasReadIsKeptForItsSenderAloneAndTakenOnce() throws Exception {
        String campaign = TestCampaigns.open(campaigns, 2);
        UUID preview = read(campaign, HEAD + "67482;;;Danube;urbain;oui;non;Travaux;;\n")
                .id();

        assertThat(imports.find(preview, "somebody.else")).isEmpty();
        assertThatThrownBy(() -> imports.confirm(
                        preview, false, false, new Actor("somebody.else", "Autre", "Structure porteuse")))
                .isInstanceOf(NotPossible.class);
        assertThat(imports.confirm(preview, false, false, SENDER).added()).isEqualTo(1);
        assertThatThrownBy(() -> imports.confirm(preview, false, false, SENDER)).isInstanceOf(NotPossible.class);
        assertThat(candidates.of(campaign)).hasSize(1);
    }

    @Test
    void whatIsExportedCanBeImportedAgainAndIsNeverAFormula() throws Exception {
        String campaign = TestCampaigns.open(campaigns, 2);
        candidates.apply(
                campaign, TestCampaigns.candidate("38185", "=HYPERLINK(\"http://x\") ; île"), TestCampaigns.GRENOBLE);
        List<Candidate> all = candidates.of(campaign);

        String csv = new String(files.csv(all), StandardCharsets.UTF_8);
        assertThat(csv)
                .startsWith("\ufeff")
                .contains("'=HYPERLINK")
                .doesNotContain(";=")
                .doesNotContain("\"=");
        for (byte[] file : List.of(files.csv(all), files.xlsx(all))) {
            ImportPreview preview = imports.read(campaign, "export", file, SENDER.id());
            assertThat(preview.rows()).extracting(ImportRow::state).containsExactly(ImportRow.State.KNOWN);
        }
    }

    @Test
    void theTemplatesAreUnderstoodOnceFilledIn() throws Exception {
        String csv = new String(files.csvTemplate(), StandardCharsets.UTF_8);

        ImportPreview preview = read(
                TestCampaigns.open(campaigns, 2), csv + "67482;;;Danube;urbain;oui;non;Travaux;Pour apprendre\r\n");

        assertThat(preview.ignored()).isEmpty();
        assertThat(preview.rows().get(0).state()).isEqualTo(ImportRow.State.SOUND);
        assertThatThrownBy(() -> imports.read(
                        TestCampaigns.open(campaigns, 2), "modele.xlsx", files.xlsxTemplate(), SENDER.id()))
                .hasMessageContaining("aucune candidature");
    }

    @Test
    void sixHundredRowsFoundByNameAreTakenTogether() throws Exception {
        String campaign = TestCampaigns.open(campaigns, 20);
        List<Authority> isere = territories.search("38", 700).stream()
                .filter(one -> one.kind() == Authority.Kind.COMMUNE
                        && one.departement().equals("38"))
                .toList();
        String rows = isere.stream()
                .map(one -> ";%s;38;Centre-bourg;rural;non;non;Conception;;\n".formatted(one.name()))
                .collect(Collectors.joining());

        ImportPreview preview = read(campaign, HEAD + rows + rows);

        assertThat(preview.in(ImportRow.State.SOUND)).hasSizeGreaterThan(450);
        assertThat(imports.confirm(preview.id(), false, false, SENDER).added())
                .isEqualTo(preview.in(ImportRow.State.SOUND).size());
    }
}
