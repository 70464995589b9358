package fr.ecoquartier.privacy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Takes the names of others out of a text, whole words only; fast however many accounts there are. */
final class OtherPeople {

    static final String SOMEBODY = "une autre personne";

    private static final int SHORTEST = 5;

    private final Map<String, List<String>> byStart = new HashMap<>();

    OtherPeople(Collection<String> names) {
        names.stream()
                .filter(name -> name != null && name.strip().length() >= SHORTEST)
                .map(String::strip)
                .distinct()
                .sorted(Comparator.comparing(String::length).reversed())
                .forEach(name -> byStart.computeIfAbsent(start(name, 0), key -> new ArrayList<>())
                        .add(name));
    }

    String mask(String text) {
        StringBuilder masked = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            String name = word(text, at - 1) ? null : nameAt(text, at);
            if (name == null) {
                masked.append(text.charAt(at));
                at++;
            } else {
                masked.append(SOMEBODY);
                at += name.length();
            }
        }
        return masked.toString();
    }

    private String nameAt(String text, int at) {
        if (at + SHORTEST > text.length()) {
            return null;
        }
        return byStart.getOrDefault(start(text, at), List.of()).stream()
                .filter(name -> text.regionMatches(true, at, name, 0, name.length()) && !word(text, at + name.length()))
                .findFirst()
                .orElse(null);
    }

    private static boolean word(String text, int at) {
        return at >= 0 && at < text.length() && Character.isLetterOrDigit(text.charAt(at));
    }

    private static String start(String text, int at) {
        return text.substring(at, at + SHORTEST).toLowerCase(Locale.ROOT);
    }
}
