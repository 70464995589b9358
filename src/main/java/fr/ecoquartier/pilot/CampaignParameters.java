package fr.ecoquartier.pilot;

import fr.ecoquartier.pilot.sample.Quota;
import fr.ecoquartier.pilot.sample.Weights;
import java.util.List;
import java.util.Set;

/**
 * What the sample of a campaign must be.
 *
 * @param reserve how many replacements to line up
 * @param mustBeIn candidates retained whatever happens
 * @param mustNotBeIn candidates neither retained nor in the reserve
 * @param committee accounts of the partners who comment the sample
 */
public record CampaignParameters(
        int size,
        int reserve,
        List<Quota> quotas,
        Set<Long> mustBeIn,
        Set<Long> mustNotBeIn,
        Weights weights,
        List<String> committee) {

    public CampaignParameters {
        quotas = List.copyOf(quotas);
        mustBeIn = Set.copyOf(mustBeIn);
        mustNotBeIn = Set.copyOf(mustNotBeIn);
        committee = List.copyOf(committee);
    }

    /** Those of a campaign that opens: no quota, every attribute matters as much, half as many replacements as pilots. */
    static CampaignParameters first(int size, List<String> committee) {
        return new CampaignParameters(size, (size + 1) / 2, List.of(), Set.of(), Set.of(), Weights.equal(), committee);
    }
}
