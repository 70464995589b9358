package fr.ecoquartier.pilot.sample;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Everything a sample depends on. The same request gives the same sample, in whatever order its lists are.
 *
 * @param applicants the candidates, those who withdrew left out
 * @param size how many to retain
 * @param reserve how many replacements to line up
 * @param mustBeIn ids of candidates that are retained whatever happens
 * @param mustNotBeIn ids of candidates that are neither retained nor in the reserve
 * @param seed of the draw that breaks ties
 * @param regions codes and labels of the regions there are
 */
public record SampleRequest(
        List<Applicant> applicants,
        int size,
        int reserve,
        List<Quota> quotas,
        Set<Long> mustBeIn,
        Set<Long> mustNotBeIn,
        Weights weights,
        long seed,
        Map<String, String> regions) {

    public SampleRequest {
        applicants = List.copyOf(applicants);
        quotas = List.copyOf(quotas);
        mustBeIn = Set.copyOf(mustBeIn);
        mustNotBeIn = Set.copyOf(mustNotBeIn);
        regions = Map.copyOf(regions);
    }

    /** The French label of a value, its code when it is not known. */
    public String label(Attribute attribute, String value) {
        return (attribute == Attribute.REGION ? regions : attribute.knownValues()).getOrDefault(value, value);
    }

    /** A fingerprint of everything the sample depends on, names and order left out: SHA-256 in hexadecimal. */
    public String fingerprint() {
        StringBuilder text = new StringBuilder();
        text.append("size=").append(size).append(";reserve=").append(reserve);
        text.append(";seed=").append(seed).append(";weights=");
        for (Attribute attribute : Attribute.values()) {
            text.append(weights.of(attribute)).append(',');
        }
        text.append(";in=").append(new TreeSet<>(mustBeIn)).append(";out=").append(new TreeSet<>(mustNotBeIn));
        text.append(";quotas=");
        quotas.stream()
                .map(q -> q.attribute().code() + '/' + q.value() + '/' + q.minimum() + '/' + q.maximum())
                .sorted()
                .forEach(q -> text.append(q).append(','));
        text.append(";applicants=");
        applicants.stream()
                .sorted(Comparator.comparingLong(Applicant::id))
                .forEach(a ->
                        text.append(a.id()).append(new TreeMap<>(a.values())).append(','));
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
