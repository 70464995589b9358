package fr.ecoquartier.dossier;

import java.time.Instant;
import java.util.Map;

/** What a person typed in a step's form and has not sent yet. */
public record Draft(String step, Map<String, Object> content, String savedBy, Instant savedAt) {}
