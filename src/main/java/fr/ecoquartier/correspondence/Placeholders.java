package fr.ecoquartier.correspondence;

import fr.ecoquartier.dossier.DossierSummary;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words between braces that a text template may hold, and what they stand for in a dossier. */
public final class Placeholders {

    /** As people are told to write them; accents may be left out. */
    public static final List<String> KNOWN = List.of("{opération}", "{collectivité}", "{référence}", "{date}");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}\\n]{1,40})}");

    private Placeholders() {}

    /** The text for a dossier, on a day. */
    public static String fill(String body, DossierSummary dossier, LocalDate today) {
        return PLACEHOLDER
                .matcher(body)
                .replaceAll(match -> Matcher.quoteReplacement(
                        switch (plain(match.group(1))) {
                            case "operation" -> dossier.operation();
                            case "collectivite" -> dossier.authorityName();
                            case "reference" -> dossier.reference();
                            case "date" -> Targets.french(today);
                            default -> match.group();
                        }));
    }

    /** What stands between braces and is no placeholder. */
    static List<String> unknown(String body) {
        return PLACEHOLDER
                .matcher(body)
                .results()
                .map(match -> match.group(1))
                .filter(name -> !List.of("operation", "collectivite", "reference", "date")
                        .contains(plain(name)))
                .distinct()
                .toList();
    }

    private static String plain(String name) {
        return Normalizer.normalize(name.strip(), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT);
    }
}
