package fr.ecoquartier.web.sample;

import fr.ecoquartier.pilot.sample.Applicant;
import fr.ecoquartier.pilot.sample.Attribute;
import fr.ecoquartier.pilot.sample.SampleRequest;
import fr.ecoquartier.pilot.sample.SampleResult;
import fr.ecoquartier.pilot.sample.SampleResult.Retained;
import fr.ecoquartier.web.Sheets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The sample and its reserve as a table. */
final class SampleSheet {

    private SampleSheet() {}

    static byte[] csv(SampleRequest request, SampleResult result) {
        Map<Long, Applicant> applicants =
                request.applicants().stream().collect(Collectors.toMap(Applicant::id, a -> a, (one, same) -> one));
        List<String> titles = new ArrayList<>(List.of("Liste", "Position", "Rang du tirage", "Numéro", "Candidature"));
        for (Attribute attribute : Attribute.values()) {
            titles.add(attribute.label());
        }
        titles.add("Motif");
        List<List<Object>> rows = new ArrayList<>();
        result.chosen().forEach(one -> rows.add(row("Échantillon", one, applicants.get(one.id()), request)));
        result.reserve().forEach(one -> rows.add(row("Réserve", one, applicants.get(one.id()), request)));
        return Sheets.csv(titles, rows);
    }

    private static List<Object> row(String list, Retained one, @Nullable Applicant applicant, SampleRequest request) {
        List<Object> row = new ArrayList<>(List.of(list, one.position(), one.draw(), one.id(), one.name()));
        for (Attribute attribute : Attribute.values()) {
            row.add(request.label(attribute, applicant == null ? "" : applicant.value(attribute)));
        }
        row.add(one.reason());
        return row;
    }
}
