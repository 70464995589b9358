package fr.ecoquartier.dossier;

/** A decision about a dossier; published in the transaction that keeps it. */
public record DecisionTaken(Step step, NewDecision decision, Actor actor) {}
