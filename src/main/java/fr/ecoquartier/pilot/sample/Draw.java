package fr.ecoquartier.pilot.sample;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The order that a published seed gives to the candidates. Anybody can draw it again: ascending order of the SHA-256 of
 * the text {@code seed:id}.
 */
final class Draw {

    private final List<Applicant> order;
    private final Map<Long, Integer> places = new HashMap<>();

    Draw(List<Applicant> applicants, long seed) {
        Map<Long, String> lots = new HashMap<>();
        for (Applicant applicant : applicants) {
            lots.put(applicant.id(), lot(seed, applicant.id()));
        }
        order = applicants.stream()
                .sorted(Comparator.<Applicant, String>comparing(a -> lots.get(a.id()))
                        .thenComparingLong(Applicant::id))
                .toList();
        for (Applicant applicant : order) {
            places.put(applicant.id(), places.size() + 1);
        }
    }

    private static String lot(long seed, long id) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest((seed + ":" + id).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    List<Applicant> order() {
        return order;
    }

    /** 1 for the first. */
    int place(Applicant applicant) {
        return places.get(applicant.id());
    }
}
