package fr.ecoquartier.modelling.migration;

import java.util.List;
import java.util.Map;

/**
 * Two versions of a process side by side.
 *
 * @param sources elements of the version that instances leave, in the order of the file
 * @param targets elements of the version that they go to
 * @param mapping what the engine recognises and what is suggested
 * @param waiting how many instances wait in each element of the version that they leave
 */
public record MigrationProposal(
        ProcessVersion from,
        ProcessVersion to,
        List<ModelElement> sources,
        List<ModelElement> targets,
        List<MappedPair> mapping,
        Map<String, Long> waiting) {}
