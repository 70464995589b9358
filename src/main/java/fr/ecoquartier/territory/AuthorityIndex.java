package fr.ecoquartier.territory;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.springframework.core.io.Resource;

/**
 * The authorities in memory. A search reads them all (36,000 short strings, a few milliseconds): simpler and smaller than
 * an index, and well under what a person notices.
 */
class AuthorityIndex {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NOT_WORD = Pattern.compile("[^a-z0-9]+");
    private static final int MISS = Integer.MAX_VALUE;

    /** What is compared: the name and the former names in plain letters, and all the codes. */
    private record Entry(Authority authority, String name, String formerNames, String formerCodes) {}

    private record Hit(Authority authority, int rank) {
        private static final Comparator<Hit> BEST_FIRST = Comparator.comparingInt(Hit::rank)
                .thenComparing(hit -> hit.authority.kind())
                .thenComparing(hit -> hit.authority.population() == null ? 0 : -hit.authority.population())
                .thenComparing(hit -> hit.authority.code());
    }

    private final List<Entry> entries = new ArrayList<>(36_500);
    private final Map<String, Authority> byCode = new HashMap<>(50_000);

    AuthorityIndex(Resource file, RegionTable regions) throws IOException {
        Map<String, List<String>> postcodes = new HashMap<>();
        Map<String, String> departements = new HashMap<>();
        try (var reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(file.getInputStream()), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String[] cells = line.split("\t", -1);
                if (cells.length != 7) {
                    throw new IllegalStateException(file + ": seven columns expected in \"" + line + "\"");
                }
                String departement = departements.computeIfAbsent(cells[3], code -> code);
                add(
                        new Authority(
                                cells[0],
                                Authority.Kind.valueOf(cells[1]),
                                cells[2],
                                departement,
                                regions.regionOf(departement),
                                cells[4].isEmpty() ? null : Integer.valueOf(cells[4]),
                                cells[5].isEmpty()
                                        ? List.of()
                                        : postcodes.computeIfAbsent(cells[5], list -> List.of(list.split(" ")))),
                        cells[6]);
            }
        }
    }

    private void add(Authority authority, String former) {
        String codes = "";
        String names = "";
        if (!former.isEmpty()) {
            String[][] pairs = Arrays.stream(former.split("\\|"))
                    .map(pair -> pair.split("=", 2))
                    .toArray(String[][]::new);
            codes = Arrays.stream(pairs).map(pair -> pair[0]).collect(Collectors.joining(" "));
            names = Arrays.stream(pairs)
                    .map(pair -> plain(pair[1]))
                    .filter(name -> !name.isEmpty())
                    .collect(Collectors.joining("|"));
        }
        entries.add(new Entry(authority, plain(authority.name()), names, codes));
        byCode.put(authority.code(), authority);
    }

    Optional<Authority> find(String code) {
        return Optional.ofNullable(code == null ? null : byCode.get(code));
    }

    List<String> codes(String departement) {
        return entries.stream()
                .filter(entry -> entry.authority.departement().equals(departement))
                .map(entry -> entry.authority.code())
                .toList();
    }

    int size() {
        return entries.size();
    }

    List<Authority> search(String text, int limit) {
        String query = plain(text == null ? "" : text.length() > 100 ? text.substring(0, 100) : text);
        if (query.length() < 2 || limit < 1) {
            return List.of();
        }
        String[] words = query.split(" ");
        PriorityQueue<Hit> best = new PriorityQueue<>(limit + 1, Hit.BEST_FIRST.reversed());
        for (Entry entry : entries) {
            int rank = rank(entry, query, words);
            if (rank != MISS) {
                best.add(new Hit(entry.authority, rank));
                if (best.size() > limit) {
                    best.poll();
                }
            }
        }
        return best.stream().sorted(Hit.BEST_FIRST).map(Hit::authority).toList();
    }

    /** Smaller is closer; {@link #MISS} when it does not match at all. */
    private static int rank(Entry entry, String query, String[] words) {
        if (entry.name.equals(query)) {
            return 0;
        }
        if (words.length == 1 && Character.isDigit(query.charAt(0))) {
            return numberRank(entry, query);
        }
        boolean number = false;
        boolean allInName = true;
        for (String word : words) {
            if (startsAWord(entry.name, word)) {
                continue;
            }
            if (Character.isDigit(word.charAt(0)) && numberRank(entry, word) != MISS) {
                number = true;
                continue;
            }
            allInName = false;
            break;
        }
        if (allInName) {
            if (number) {
                return entry.name.startsWith(words[0]) ? 2 : 5;
            }
            if (withoutArticle(entry.name).equals(withoutArticle(query))) {
                return 1;
            }
            return entry.name.startsWith(query) || withoutArticle(entry.name).startsWith(query) ? 3 : 5;
        }
        if (entry.formerNames.isEmpty()) {
            return MISS;
        }
        for (String former : entry.formerNames.split("\\|")) {
            if (former.equals(query)) {
                return 2;
            }
            if (Arrays.stream(words).allMatch(word -> startsAWord(former, word))) {
                return 6;
            }
        }
        return MISS;
    }

    private static int numberRank(Entry entry, String typed) {
        String number = typed.toUpperCase(Locale.ROOT);
        Authority authority = entry.authority;
        String code = authority.code();
        if (code.equals(number)) {
            return 0;
        }
        if (authority.postcodes().contains(number)) {
            return 1;
        }
        if (number.length() >= 5 && startsAWord(entry.formerCodes, number)) {
            return 2;
        }
        if (authority.departement().equals(number)) {
            return 3;
        }
        if (code.startsWith(number)) {
            return 4;
        }
        for (String postcode : authority.postcodes()) {
            if (postcode.startsWith(number)) {
                return 4;
            }
        }
        return MISS;
    }

    private static boolean startsAWord(String text, String word) {
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            if (at == 0 || text.charAt(at - 1) == ' ') {
                return true;
            }
        }
        return false;
    }

    private static String withoutArticle(String name) {
        for (String article : new String[] {"le ", "la ", "les ", "l "}) {
            if (name.startsWith(article)) {
                return name.substring(article.length());
            }
        }
        return name;
    }

    /** Lower case, without accents, hyphens and apostrophes; "St", "Ste" and "s/" written out. */
    static String plain(String text) {
        String lower = text.toLowerCase(Locale.FRENCH)
                .replace("œ", "oe")
                .replace("æ", "ae")
                .replace("s/", "sur ");
        String letters = NOT_WORD.matcher(MARKS.matcher(Normalizer.normalize(lower, Normalizer.Form.NFD))
                        .replaceAll(""))
                .replaceAll(" ")
                .strip();
        if (letters.indexOf("st") < 0) {
            return letters;
        }
        return Arrays.stream(letters.split(" "))
                .map(word -> switch (word) {
                    case "st" -> "saint";
                    case "ste" -> "sainte";
                    case "sts" -> "saints";
                    case "stes" -> "saintes";
                    default -> word;
                })
                .collect(Collectors.joining(" "));
    }
}
