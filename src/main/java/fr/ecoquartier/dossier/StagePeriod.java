package fr.ecoquartier.dossier;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A stage a dossier went through; the round counts its passages from 1. */
public record StagePeriod(
        DossierStage stage,
        int round,
        Instant enteredAt,
        @Nullable Instant leftAt,
        @Nullable String outcome) {}
