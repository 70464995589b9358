package fr.ecoquartier.dossier;

import fr.ecoquartier.indicator.CheckReport;
import java.time.Instant;

/** A check that was computed for a dossier, with its immutable report. */
public record Check(long id, DossierStage stage, String step, CheckReport report, Instant checkedAt) {}
