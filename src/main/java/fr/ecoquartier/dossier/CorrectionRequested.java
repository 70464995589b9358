package fr.ecoquartier.dossier;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The authority is asked to complete its dossier; published in the transaction that keeps the request. */
public record CorrectionRequested(
        Step step, String request, @Nullable LocalDate dueOn, Actor actor) {}
