package fr.ecoquartier.pilot.functioning;

import fr.ecoquartier.pilot.functioning.Functioning.Asked;
import fr.ecoquartier.pilot.functioning.Functioning.CorrectionTheme;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Groups correction requests by the words they share, and claims no more: the word found in most requests makes the
 * first group, then the word found in most of the others, until no two share one.
 */
final class CorrectionThemes {

    private static final int SHORTEST = 4;
    private static final Pattern WORD = Pattern.compile("\\p{L}+");

    /** Words of any request, which say nothing of what is asked. */
    private static final Set<String> EMPTY = Set.of(
            "afin",
            "ainsi",
            "ajouter",
            "alors",
            "apporter",
            "apres",
            "aussi",
            "autre",
            "avant",
            "avec",
            "avez",
            "avoir",
            "bien",
            "cela",
            "celle",
            "cette",
            "ceux",
            "chaque",
            "comme",
            "complement",
            "completer",
            "concernant",
            "contre",
            "dans",
            "demande",
            "depuis",
            "deux",
            "devez",
            "devra",
            "doit",
            "doivent",
            "donc",
            "donner",
            "dont",
            "dossier",
            "element",
            "elle",
            "encore",
            "entre",
            "etes",
            "etre",
            "faire",
            "fait",
            "faut",
            "fournir",
            "indiquer",
            "joindre",
            "jusqu",
            "leur",
            "lors",
            "mais",
            "manque",
            "manquant",
            "meme",
            "merci",
            "mettre",
            "moins",
            "notre",
            "nous",
            "operation",
            "parce",
            "pas",
            "peut",
            "piece",
            "plus",
            "pour",
            "pouvez",
            "preciser",
            "quel",
            "quelle",
            "sans",
            "sera",
            "seront",
            "sont",
            "sous",
            "sur",
            "tous",
            "tout",
            "toute",
            "transmettre",
            "trop",
            "veuillez",
            "vers",
            "votre",
            "vous",
            "pouvoir");

    private CorrectionThemes() {}

    static List<CorrectionTheme> of(List<Asked> requests) {
        Map<Asked, Map<String, String>> words = new LinkedHashMap<>();
        requests.forEach(request -> words.put(request, words(request.text())));
        List<CorrectionTheme> themes = new ArrayList<>();
        List<Asked> left = new ArrayList<>(words.keySet());
        while (true) {
            Map<String, List<Asked>> byWord = new LinkedHashMap<>();
            left.forEach(request -> words.get(request)
                    .keySet()
                    .forEach(word ->
                            byWord.computeIfAbsent(word, w -> new ArrayList<>()).add(request)));
            var most = byWord.entrySet().stream()
                    .filter(entry -> entry.getValue().size() > 1)
                    .max((a, b) -> a.getValue().size() != b.getValue().size()
                            ? Integer.compare(a.getValue().size(), b.getValue().size())
                            : b.getKey().compareTo(a.getKey()));
            if (most.isEmpty()) {
                break;
            }
            List<Asked> group = List.copyOf(most.get().getValue());
            themes.add(new CorrectionTheme(shared(group, words), group));
            left.removeAll(group);
        }
        if (!left.isEmpty()) {
            themes.add(new CorrectionTheme(null, List.copyOf(left)));
        }
        return List.copyOf(themes);
    }

    /** Every word that all of them have, as the first one writes it. */
    private static String shared(List<Asked> group, Map<Asked, Map<String, String>> words) {
        Map<String, String> first = new LinkedHashMap<>(words.get(group.get(0)));
        group.forEach(request -> first.keySet().retainAll(words.get(request).keySet()));
        return String.join(", ", first.values());
    }

    /** The telling words, without accents, case and plural, with the form in which each is first written. */
    private static Map<String, String> words(String text) {
        Map<String, String> words = new LinkedHashMap<>();
        Set<String> seen = new LinkedHashSet<>();
        WORD.matcher(text)
                .results()
                .map(match -> match.group().toLowerCase(Locale.FRENCH))
                .forEach(word -> {
                    String folded = folded(word);
                    if (folded.length() >= SHORTEST && !EMPTY.contains(folded) && seen.add(folded)) {
                        words.put(folded, word);
                    }
                });
        return words;
    }

    private static String folded(String word) {
        String plain = Normalizer.normalize(word.replace("œ", "oe"), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "");
        return plain.length() > SHORTEST && (plain.endsWith("s") || plain.endsWith("x"))
                ? plain.substring(0, plain.length() - 1)
                : plain;
    }
}
