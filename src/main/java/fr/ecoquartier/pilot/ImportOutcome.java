package fr.ecoquartier.pilot;

/** What an import came to: candidates added, updated, and rows left out. */
public record ImportOutcome(int added, int updated, int leftOut) {}
