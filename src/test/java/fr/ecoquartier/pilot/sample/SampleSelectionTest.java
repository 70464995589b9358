package fr.ecoquartier.pilot.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import fr.ecoquartier.pilot.run.Progress;
import fr.ecoquartier.pilot.sample.InvalidRequest.Problem;
import fr.ecoquartier.pilot.sample.SampleResult.Outcome;
import fr.ecoquartier.pilot.sample.SampleResult.QuotaLine;
import fr.ecoquartier.pilot.sample.SampleResult.Retained;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SampleSelectionTest {

    private static final Weights CONTEXT_ONLY = new Weights(Map.of(Attribute.CONTEXT, 1));

    /** Six candidates, four urban and two rural; nothing else distinguishes them. */
    private static List<Applicant> sixTowns() {
        List<Applicant> towns = new ArrayList<>();
        for (int i = 1; i <= 6; i++) {
            towns.add(town(i, i <= 4 ? "urban" : "rural"));
        }
        return towns;
    }

    private static Applicant town(long id, String context) {
        return new Applicant(
                id,
                "Commune " + id,
                Map.of(
                        Attribute.POPULATION_CLASS, "under2000",
                        Attribute.CONTEXT, context,
                        Attribute.AGENDA_21, "no",
                        Attribute.HQE_AMENAGEMENT, "no",
                        Attribute.REGION, "82",
                        Attribute.STAGE, "works"));
    }

    private static SampleRequest three(Quota... quotas) {
        return new SampleRequest(
                sixTowns(), 3, 2, List.of(quotas), Set.of(), Set.of(), CONTEXT_ONLY, 7, Samplings.REGIONS);
    }

    private static SampleResult select(SampleRequest request) throws InvalidRequest {
        return SampleSelection.select(request, Progress.none());
    }

    @Test
    void aSampleHasTheProportionsOfTheCandidates() throws InvalidRequest {
        SampleResult result = select(three());

        assertThat(result.outcome()).isEqualTo(Outcome.OPTIMAL);
        assertThat(result.objective()).isZero();
        assertThat(result.bound()).isZero();
        assertThat(result.chosen()).hasSize(3);
        assertThat(result.shares())
                .filteredOn(share -> share.attribute() == Attribute.CONTEXT)
                .extracting(share -> share.value() + " " + share.candidates() + " " + share.obtained())
                .containsExactly("urban 4 2", "suburban 0 0", "rural 2 1");
    }

    @Test
    void aQuotaThatForcesARuralTownTooManyCostsOnePoint() throws InvalidRequest {
        SampleResult result = select(three(Quota.atLeast(Attribute.CONTEXT, "rural", 2)));

        QuotaLine rural = result.quotas().get(0);
        assertThat(result.objective()).isEqualTo(result.unit());
        assertThat(rural.obtained()).isEqualTo(2);
        assertThat(rural.optimumWithout()).isZero();
        assertThat(rural.cost()).isEqualTo(6);
        assertThat(rural.explanation())
                .isEqualTo(
                        "Demandé\u00a0: au moins 2\u00a0; obtenu\u00a0: 2, au minimum. Il coûte 1\u00a0point\u00a0: sans"
                                + " lui, la distance serait de 0.");
        assertThat(result.chosen())
                .filteredOn(chosen -> chosen.id() > 4)
                .extracting(Retained::reason)
                .containsOnly("Nécessaire à un minimum\u00a0: Contexte\u00a0: Rural. Aucune autre candidature ne peut"
                        + " prendre sa place sans rompre un quota.");
    }

    @Test
    void whatIsImposedIsInAndWhatIsExcludedIsNeitherInNorInTheReserve() throws InvalidRequest {
        SampleResult result = select(new SampleRequest(
                sixTowns(), 3, 6, List.of(), Set.of(5L, 6L), Set.of(1L), CONTEXT_ONLY, 7, Samplings.REGIONS));

        assertThat(result.chosen()).extracting(Retained::id).contains(5L, 6L).doesNotContain(1L);
        assertThat(result.reserve()).extracting(Retained::id).doesNotContain(1L).hasSize(2);
        assertThat(result.chosen())
                .filteredOn(chosen -> chosen.id() >= 5)
                .extracting(Retained::reason)
                .containsOnly("Imposée par les paramètres de la campagne.");
        assertThat(result.summary()).contains("La réserve demandée était de 6");
    }

    @Test
    void theFirstOfTheReserveReplacesTheMostWithoutBreakingAQuota() throws InvalidRequest {
        SampleResult result = select(
                three(Quota.atLeast(Attribute.CONTEXT, "urban", 2), Quota.atMost(Attribute.CONTEXT, "rural", 1)));

        // an urban town replaces any of the three; the rural one only the rural one of the sample
        assertThat(result.reserve()).hasSize(2).allSatisfy(next -> {
            assertThat(next.id()).isLessThanOrEqualTo(4);
            assertThat(next.reason()).startsWith("Peut remplacer n’importe laquelle des retenues");
        });
    }

    @Test
    void theSameInputsGiveTheSameSampleWhateverTheirOrder() throws InvalidRequest {
        List<Applicant> applicants = Samplings.applicants(60, 3);
        List<Quota> quotas = Samplings.allQuotas(applicants, 12);
        SampleRequest request = Samplings.request(applicants, 12, quotas);
        List<Applicant> shuffled = new ArrayList<>(applicants);
        Collections.shuffle(shuffled, new Random(1));
        SampleRequest same = Samplings.request(shuffled, 12, quotas);

        SampleResult result = select(request);

        assertThat(select(same)).isEqualTo(result);
        assertThat(same.fingerprint()).isEqualTo(request.fingerprint());
    }

    @Test
    void anotherSeedBreaksTiesInAnotherWayAtTheSameDistance() throws InvalidRequest {
        List<Applicant> applicants = Samplings.applicants(60, 3);
        SampleRequest request = Samplings.request(applicants, 12, List.of());
        SampleRequest other = new SampleRequest(
                applicants, 12, 6, List.of(), Set.of(), Set.of(), Weights.equal(), 99, Samplings.REGIONS);

        assertThat(select(other).objective()).isEqualTo(select(request).objective());
        assertThat(select(other).chosen()).isNotEqualTo(select(request).chosen());
        assertThat(other.fingerprint()).isNotEqualTo(request.fingerprint());
    }

    @Test
    void samplesAreThoseThatLookingAtEverySampleFinds() throws InvalidRequest {
        Random random = new Random(20120601);
        AtomicInteger feasible = new AtomicInteger();
        AtomicInteger infeasible = new AtomicInteger();
        for (int i = 0; i < 400; i++) {
            SampleRequest request = small(random);
            if (!SampleSelection.problems(request).isEmpty()) {
                continue;
            }
            BruteForce all = new BruteForce(request);
            List<Applicant> best = all.optimum(-1);
            SampleResult result = select(request);
            if (best == null) {
                infeasible.incrementAndGet();
                assertInfeasible(request, all, result);
            } else {
                feasible.incrementAndGet();
                assertOptimal(request, all, best, result);
            }
        }
        assertThat(feasible).hasValueGreaterThan(100);
        assertThat(infeasible).hasValueGreaterThan(50);
    }

    private static void assertOptimal(
            SampleRequest request, BruteForce all, List<Applicant> best, SampleResult result) {
        assertThat(result.outcome()).as("%s", request).isEqualTo(Outcome.OPTIMAL);
        assertThat(result.objective()).as("%s", request).isEqualTo(all.distance(best));
        assertThat(result.bound()).isEqualTo(result.objective());
        assertThat(result.chosen())
                .as("%s", request)
                .extracting(Retained::id)
                .containsExactlyElementsOf(best.stream().map(Applicant::id).toList());
        for (int q = 0; q < request.quotas().size(); q++) {
            assertThat(result.quotas().get(q).optimumWithout())
                    .as("%s without %d", request, q)
                    .isEqualTo(all.distance(all.optimum(q)));
        }
    }

    private static void assertInfeasible(SampleRequest request, BruteForce all, SampleResult result) {
        assertThat(result.outcome()).as("%s", request).isEqualTo(Outcome.INFEASIBLE);
        assertThat(result.chosen()).isEmpty();
        assertThat(result.relaxation().places()).as("%s", request).isEqualTo(all.leastRelaxation());
        assertThat(result.relaxation().proven()).isTrue();
        Set<Set<String>> smallest = all.smallestConflicts();
        Set<Set<String>> found = new HashSet<>();
        result.conflicts().forEach(conflict -> found.add(names(request, conflict)));
        assertThat(found).as("%s", request).hasSize(Math.min(Conflicts.MOST, smallest.size()));
        assertThat(smallest).as("%s", request).containsAll(found);
        List<Quota> relaxed = new ArrayList<>(request.quotas());
        result.relaxation().changes().forEach(change -> relaxed.set(change.quota(), change.proposed()));
        SampleRequest after = new SampleRequest(
                request.applicants(),
                request.size(),
                request.reserve(),
                relaxed,
                request.mustBeIn(),
                request.mustNotBeIn(),
                request.weights(),
                request.seed(),
                request.regions());
        List<Applicant> sample = new BruteForce(after).optimum(-1);
        assertThat(sample).as("%s relaxed", request).isNotNull();
        assertThat(result.relaxation().objective()).isEqualTo(all.distance(sample));
    }

    private static Set<String> names(SampleRequest request, SampleResult.Conflict conflict) {
        Set<String> names = new TreeSet<>();
        for (String demand : conflict.demands()) {
            if (demand.startsWith("candidature")) {
                names.add((demand.startsWith("candidature imposée") ? "in " : "out ")
                        + demand.substring(demand.lastIndexOf(' ') + 1));
                continue;
            }
            for (int q = 0; q < request.quotas().size(); q++) {
                Quota quota = request.quotas().get(q);
                if (demand.startsWith(quota.attribute().label() + "\u00a0: "
                        + request.label(quota.attribute(), quota.value()) + ",")) {
                    names.add(q + (demand.contains("au moins") ? " min" : " max"));
                }
            }
        }
        return names;
    }

    private static SampleRequest small(Random random) {
        List<Applicant> applicants = Samplings.applicants(5 + random.nextInt(5), random.nextLong(), 3);
        int size = 1 + random.nextInt(4);
        Map<String, Quota> quotas = new java.util.LinkedHashMap<>();
        for (int k = random.nextInt(6); k > 0; k--) {
            Attribute attribute = Attribute.values()[random.nextInt(6)];
            List<String> values = attribute == Attribute.REGION
                    ? List.copyOf(Samplings.REGIONS.keySet()).subList(0, 3)
                    : List.copyOf(attribute.knownValues().keySet());
            String value = values.get(random.nextInt(values.size()));
            Integer minimum = random.nextBoolean() ? random.nextInt(3) : null;
            Integer maximum = minimum == null || random.nextBoolean()
                    ? Integer.valueOf((minimum == null ? 0 : minimum) + random.nextInt(2))
                    : null;
            quotas.put(attribute + value, new Quota(attribute, value, minimum, maximum));
        }
        Set<Long> in = new TreeSet<>();
        Set<Long> out = new TreeSet<>();
        if (random.nextInt(3) == 0) {
            in.add(1L);
        }
        if (random.nextInt(3) == 0) {
            out.add(2L);
        }
        Map<Attribute, Integer> weights = new EnumMap<>(Attribute.class);
        for (Attribute attribute : Attribute.values()) {
            weights.put(attribute, random.nextInt(4));
        }
        return new SampleRequest(
                applicants,
                size,
                2,
                List.copyOf(quotas.values()),
                in,
                out,
                new Weights(weights),
                random.nextLong(),
                Samplings.REGIONS);
    }

    @Test
    void aSampleCannotBeCalledOptimalWhenTheSearchWasStopped() throws InvalidRequest {
        List<Applicant> applicants = Samplings.applicants(60, 5);
        SampleRequest request = Samplings.request(applicants, 12, Samplings.allQuotas(applicants, 12));

        SampleResult result = SampleSelection.select(request, Progress.none(), Duration.ZERO);

        assertThat(result.outcome()).isEqualTo(Outcome.STOPPED);
        assertThat(result.bound()).isLessThanOrEqualTo(result.objective());
        assertThat(result.summary()).contains("arrêté avant");
    }

    @Test
    void aCancelledSelectionEnds() throws InvalidRequest {
        List<Applicant> applicants = Samplings.applicants(60, 5);
        SampleRequest request = Samplings.request(applicants, 12, Samplings.allQuotas(applicants, 12));

        SampleResult result = SampleSelection.select(request, new Progress() {
            @Override
            public void report(double share, String message) {}

            @Override
            public boolean cancelled() {
                return true;
            }
        });

        assertThat(result.outcome()).isEqualTo(Outcome.STOPPED);
    }

    @Test
    void progressShowsTheGap() throws InvalidRequest {
        List<Applicant> applicants = Samplings.applicants(60, 5);
        List<String> messages = new ArrayList<>();
        SampleSelection.select(Samplings.request(applicants, 12, Samplings.allQuotas(applicants, 12)), new Progress() {
            @Override
            public void report(double share, String message) {
                assertThat(share).isBetween(0.0, 1.0);
                messages.add(message);
            }

            @Override
            public boolean cancelled() {
                return false;
            }
        });

        assertThat(messages).anyMatch(message -> message.contains("écart"));
    }

    @Test
    void aResultSurvivesBeingStored() throws Exception {
        ObjectMapper json = new ObjectMapper();
        List<Applicant> applicants = Samplings.applicants(30, 5);
        SampleRequest request = Samplings.request(applicants, 8, Samplings.allQuotas(applicants, 8));
        SampleResult result = select(request);
        SampleResult infeasible = select(
                three(Quota.atLeast(Attribute.CONTEXT, "suburban", 1), Quota.atLeast(Attribute.CONTEXT, "rural", 1)));

        assertThat(json.readValue(json.writeValueAsString(request), SampleRequest.class))
                .isEqualTo(request);
        assertThat(json.readValue(json.writeValueAsString(result), SampleResult.class))
                .isEqualTo(result);
        assertThat(json.readValue(json.writeValueAsString(infeasible), SampleResult.class))
                .isEqualTo(infeasible);
        assertThat(infeasible.conflicts())
                .singleElement()
                .satisfies(conflict -> assertThat(conflict.demands())
                        .containsExactly("Contexte\u00a0: Périurbain, au moins 1 (0\u00a0candidature)"));
    }

    @Test
    void everyContradictionOfARequestIsSaidAtItsField() {
        SampleRequest request = new SampleRequest(
                sixTowns(),
                3,
                -1,
                List.of(
                        new Quota(Attribute.CONTEXT, "urban", 3, 2),
                        new Quota(Attribute.CONTEXT, "lunar", 1, null),
                        new Quota(Attribute.STAGE, "works", -1, -2),
                        new Quota(Attribute.CONTEXT, "rural", 1, null),
                        new Quota(Attribute.CONTEXT, "rural", null, 2),
                        new Quota(Attribute.REGION, "82", null, null),
                        new Quota(Attribute.REGION, "00", 1, null),
                        new Quota(Attribute.AGENDA_21, "yes", 4, null)),
                Set.of(1L, 2L, 3L, 4L, 77L),
                Set.of(1L, 78L),
                new Weights(Map.of(Attribute.REGION, 11)),
                7,
                Samplings.REGIONS);

        InvalidRequest refused = catchThrowableOfType(InvalidRequest.class, () -> select(request));

        assertThat(refused.problems())
                .extracting(Problem::field)
                .containsExactlyInAnyOrder(
                        "reserve",
                        "quotas[0].minimum",
                        "quotas[1].value",
                        "quotas[2].minimum",
                        "quotas[2].maximum",
                        "quotas[4].value",
                        "quotas[5].minimum",
                        "quotas[6].value",
                        "quotas[7].minimum",
                        "quotas",
                        "mustBeIn",
                        "mustBeIn",
                        "mustBeIn",
                        "mustNotBeIn",
                        "weights.region");
        assertThat(refused.problems())
                .contains(
                        new Problem("quotas[0].minimum", "Le minimum (3) dépasse le maximum (2)."),
                        new Problem(
                                "quotas",
                                "Contexte\u00a0: la somme des minimums (5) dépasse la taille de l’échantillon (3)."),
                        new Problem(
                                "mustBeIn", "La candidature «\u00a0Commune 1\u00a0» est à la fois imposée et exclue."));
    }

    @Test
    void morePilotsThanCandidatesAreRefused() {
        SampleRequest tooMany =
                new SampleRequest(sixTowns(), 7, 0, List.of(), Set.of(), Set.of(), CONTEXT_ONLY, 7, Samplings.REGIONS);
        SampleRequest tooManyExcluded = new SampleRequest(
                sixTowns(), 5, 0, List.of(), Set.of(), Set.of(1L, 2L), CONTEXT_ONLY, 7, Samplings.REGIONS);

        assertThatThrownBy(() -> select(tooMany))
                .hasMessage("Plus de pilotes que de candidatures\u00a0: 7 pour 6\u00a0candidatures.");
        assertThatThrownBy(() -> select(tooManyExcluded))
                .hasMessage("Une fois les exclusions faites, il reste 4\u00a0candidatures pour 5 pilotes.");
    }
}
