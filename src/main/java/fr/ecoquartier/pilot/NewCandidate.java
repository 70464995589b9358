package fr.ecoquartier.pilot;

/**
 * What an application says; the rest (name, population, region) is known from the authority's code.
 *
 * @param authorityCode INSEE code of a commune or SIREN of an EPCI
 * @param context {@code urban}, {@code suburban}, {@code rural}
 */
public record NewCandidate(
        String authorityCode,
        String context,
        boolean agenda21,
        boolean hqeAmenagement,
        String operation,
        OperationStage operationStage,
        String motivation,
        CandidateOrigin origin) {}
