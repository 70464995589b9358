package fr.ecoquartier.web.sample;

import fr.ecoquartier.pilot.sample.Applicant;
import fr.ecoquartier.pilot.sample.Attribute;
import fr.ecoquartier.pilot.sample.SampleRequest;
import fr.ecoquartier.pilot.sample.SampleResult;
import fr.ecoquartier.pilot.sample.SampleResult.Retained;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** The sample and its reserve as a file that French spreadsheets open: UTF-8 with its mark, semicolons. */
final class SampleSheet {

    private SampleSheet() {}

    static byte[] csv(SampleRequest request, SampleResult result) {
        Map<Long, Applicant> applicants =
                request.applicants().stream().collect(Collectors.toMap(Applicant::id, a -> a, (one, same) -> one));
        StringBuilder text = new StringBuilder("\ufeff");
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(';')
                .setRecordSeparator("\r\n")
                .get();
        try (CSVPrinter printer = new CSVPrinter(text, format)) {
            List<Object> head =
                    new ArrayList<>(List.of("Liste", "Position", "Rang du tirage", "Numéro", "Candidature"));
            for (Attribute attribute : Attribute.values()) {
                head.add(attribute.label());
            }
            head.add("Motif");
            printer.printRecord(head);
            print(printer, "Échantillon", result.chosen(), applicants, request);
            print(printer, "Réserve", result.reserve(), applicants, request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void print(
            CSVPrinter printer,
            String list,
            List<Retained> retained,
            Map<Long, Applicant> applicants,
            SampleRequest request)
            throws IOException {
        for (Retained one : retained) {
            Applicant applicant = applicants.get(one.id());
            List<Object> row =
                    new ArrayList<>(List.of(list, one.position(), one.draw(), one.id(), harmless(one.name())));
            for (Attribute attribute : Attribute.values()) {
                row.add(harmless(request.label(attribute, applicant == null ? "" : applicant.value(attribute))));
            }
            row.add(harmless(one.reason()));
            printer.printRecord(row);
        }
    }

    /** A text that a spreadsheet would take for a formula stays a text. */
    private static String harmless(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
