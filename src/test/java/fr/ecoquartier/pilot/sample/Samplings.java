package fr.ecoquartier.pilot.sample;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Candidates for tests: invented, always the same for the same seed. */
public final class Samplings {

    public static final Map<String, String> REGIONS = regions();

    private static final double[][] FREQUENCIES = {
        {.15, .25, .3, .2, .1}, {.4, .35, .25}, {.3, .7}, {.12, .88}, {}, {.35, .3, .25, .1}
    };

    private Samplings() {}

    private static Map<String, String> regions() {
        Map<String, String> regions = new TreeMap<>();
        for (String code :
                ("11 21 22 23 24 25 26 31 41 42 43 52 53 54 72 73 74 82 83 91 93 94 01 02 03 04 06").split(" ")) {
            regions.put(code, "Région " + code);
        }
        return regions;
    }

    public static List<Applicant> applicants(int number, long seed) {
        return applicants(number, seed, REGIONS.size());
    }

    static List<Applicant> applicants(int number, long seed, int regions) {
        Random random = new Random(seed);
        List<String> codes = List.copyOf(REGIONS.keySet()).subList(0, regions);
        List<Applicant> applicants = new ArrayList<>();
        for (int i = 1; i <= number; i++) {
            Map<Attribute, String> values = new EnumMap<>(Attribute.class);
            for (Attribute attribute : Attribute.values()) {
                if (attribute == Attribute.REGION) {
                    values.put(attribute, codes.get(Math.min(random.nextInt(regions), random.nextInt(regions))));
                    continue;
                }
                List<String> known = List.copyOf(attribute.knownValues().keySet());
                double lot = random.nextDouble();
                int value = 0;
                while (value < known.size() - 1 && lot > FREQUENCIES[attribute.ordinal()][value]) {
                    lot -= FREQUENCIES[attribute.ordinal()][value];
                    value++;
                }
                values.put(attribute, known.get(value));
            }
            applicants.add(new Applicant(i, "Commune " + i, values));
        }
        return applicants;
    }

    /** Bounds on every value of every attribute, as a campaign may want them. */
    public static List<Quota> allQuotas(List<Applicant> applicants, int size) {
        List<Quota> quotas = new ArrayList<>();
        for (Attribute attribute : Attribute.values()) {
            if (attribute == Attribute.REGION) {
                REGIONS.keySet().forEach(code -> quotas.add(Quota.atMost(attribute, code, Math.max(2, size / 6))));
                continue;
            }
            for (String value : attribute.knownValues().keySet()) {
                int all = SampleModel.count(applicants, attribute, value);
                int share = size * all / applicants.size();
                quotas.add(new Quota(attribute, value, Math.min(all, Math.max(1, share)), share + 3));
            }
        }
        return quotas;
    }

    public static SampleRequest request(List<Applicant> applicants, int size, List<Quota> quotas) {
        return new SampleRequest(applicants, size, 6, quotas, Set.of(), Set.of(), Weights.equal(), 20120601, REGIONS);
    }
}
