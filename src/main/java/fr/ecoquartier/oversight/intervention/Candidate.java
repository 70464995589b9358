package fr.ecoquartier.oversight.intervention;

/** Somebody who may take a task. */
public record Candidate(String id, String name) {}
