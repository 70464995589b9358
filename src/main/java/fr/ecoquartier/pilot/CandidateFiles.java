package fr.ecoquartier.pilot;

import fr.ecoquartier.territory.Region;
import fr.ecoquartier.territory.Territories;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.springframework.stereotype.Component;

/**
 * Tables of candidates to take away: the template of the import, and the candidates as CSV or XLSX, which can be imported
 * again. A cell never becomes a formula in a spreadsheet.
 */
@Component
public class CandidateFiles {

    private static final List<CandidateColumn> TEMPLATE = List.of(
            CandidateColumn.CODE,
            CandidateColumn.NAME,
            CandidateColumn.DEPARTEMENT,
            CandidateColumn.OPERATION,
            CandidateColumn.CONTEXT,
            CandidateColumn.AGENDA_21,
            CandidateColumn.HQE,
            CandidateColumn.STAGE,
            CandidateColumn.MOTIVATION);

    private final Territories territories;

    CandidateFiles(Territories territories) {
        this.territories = territories;
    }

    private static List<String> headings() {
        List<String> headings =
                new ArrayList<>(TEMPLATE.stream().map(CandidateColumn::heading).toList());
        headings.addAll(List.of(
                "Population", "Classe de population", "Région", "Statut", "Origine", "Date", "Motif du retrait"));
        return headings;
    }

    private List<String> cells(Candidate candidate) {
        return List.of(
                candidate.authorityCode(),
                candidate.authorityName(),
                candidate.departement(),
                candidate.operation(),
                context(candidate.context()),
                candidate.agenda21() ? "oui" : "non",
                candidate.hqeAmenagement() ? "oui" : "non",
                candidate.operationStage().label(),
                candidate.motivation(),
                String.valueOf(candidate.population()),
                candidate.populationClass().label(),
                territories.region(candidate.regionCode()).map(Region::label).orElse(candidate.regionCode()),
                candidate.status().label(),
                candidate.origin().label(),
                LocalDate.ofInstant(candidate.appliedAt(), ZoneId.of("Europe/Paris"))
                        .toString(),
                candidate.withdrawalReason() == null ? "" : candidate.withdrawalReason());
    }

    private static String context(String code) {
        return switch (code) {
            case "urban" -> "urbain";
            case "suburban" -> "périurbain";
            default -> code;
        };
    }

    /** The candidates as CSV: UTF-8 with its mark and semicolons, as spreadsheets of French people open it. */
    public byte[] csv(List<Candidate> candidates) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(headings());
        candidates.forEach(candidate -> rows.add(cells(candidate)));
        return csvOf(rows);
    }

    /** The candidates as an XLSX workbook. */
    public byte[] xlsx(List<Candidate> candidates) {
        return workbook(book -> {
            Worksheet sheet = book.newWorksheet("Candidatures");
            head(sheet, headings());
            int line = 1;
            for (Candidate candidate : candidates) {
                List<String> cells = cells(candidate);
                for (int i = 0; i < cells.size(); i++) {
                    sheet.value(line, i, cells.get(i));
                }
                sheet.value(line, TEMPLATE.size(), candidate.population());
                line++;
            }
        });
    }

    /** The empty table to fill in, as CSV. */
    public byte[] csvTemplate() {
        return csvOf(List.of(TEMPLATE.stream().map(CandidateColumn::heading).toList()));
    }

    /** The empty table to fill in, as a workbook, with a second sheet that says what each column takes. */
    public byte[] xlsxTemplate() {
        return workbook(book -> {
            head(
                    book.newWorksheet("Candidatures"),
                    TEMPLATE.stream().map(CandidateColumn::heading).toList());
            Worksheet help = book.newWorksheet("Mode d’emploi");
            head(help, List.of("Colonne", "Ce qu’elle contient"));
            int line = 1;
            for (CandidateColumn column : TEMPLATE) {
                help.value(line, 0, column.heading());
                help.value(line, 1, help(column));
                line++;
            }
            help.width(0, 28);
            help.width(1, 90);
        });
    }

    /** What a column takes, in French. */
    public static String help(CandidateColumn column) {
        return switch (column) {
            case CODE -> "Code INSEE de la commune ou SIREN de l’intercommunalité ; peut rester vide si le nom suffit.";
            case NAME -> "Nom de la collectivité ; inutile si le code est donné.";
            case DEPARTEMENT -> "Numéro du département, pour distinguer les collectivités de même nom.";
            case OPERATION -> "Nom de l’opération, de 3 à 200 caractères.";
            case CONTEXT -> "urbain, périurbain ou rural.";
            case AGENDA_21 -> "oui ou non : la collectivité a un Agenda 21.";
            case HQE -> "oui ou non : l’opération suit la démarche HQE Aménagement.";
            case STAGE ->
                String.join(
                                ", ",
                                Arrays.stream(OperationStage.values())
                                        .map(OperationStage::label)
                                        .toList())
                        + ".";
            case MOTIVATION -> "Facultatif : pourquoi la collectivité est candidate, 4 000 caractères au plus.";
            case POPULATION -> "Facultatif : contrôlée avec la population connue de la collectivité.";
        };
    }

    private static void head(Worksheet sheet, List<String> headings) {
        for (int i = 0; i < headings.size(); i++) {
            sheet.value(0, i, headings.get(i));
            sheet.style(0, i).bold().set();
            sheet.width(i, Math.max(14, headings.get(i).length() + 2));
        }
        sheet.freezePane(0, 1);
    }

    private interface Fill {
        void into(Workbook book) throws IOException;
    }

    private static byte[] workbook(Fill fill) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(bytes, "EcoQuartier", "1.0")) {
            fill.into(book);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] csvOf(List<List<String>> rows) {
        StringBuilder text = new StringBuilder("\ufeff");
        try (CSVPrinter printer = new CSVPrinter(
                text,
                CSVFormat.RFC4180
                        .builder()
                        .setDelimiter(';')
                        .setRecordSeparator("\r\n")
                        .get())) {
            for (List<String> row : rows) {
                printer.printRecord(row.stream().map(CandidateFiles::harmless).toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A text that a spreadsheet would take for a formula is marked as text. */
    static String harmless(String cell) {
        return !cell.isEmpty() && "=+-@\t\r\n".indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }

    /** « candidatures-ct-2012-01.csv ». */
    public static String fileName(Campaign campaign, String extension) {
        return "candidatures-" + campaign.id().toLowerCase(Locale.ROOT) + "." + extension;
    }
}
