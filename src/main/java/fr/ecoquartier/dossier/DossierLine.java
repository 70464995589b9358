package fr.ecoquartier.dossier;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A dossier as a table of many has it: its summary and the times of its acts.
 *
 * @param charterAt when the charter was signed, null while it is not
 * @param contractAt when the contract was signed
 * @param labelAt when the label was awarded
 * @param openTasks how many tasks are open
 */
public record DossierLine(
        DossierSummary dossier,
        @Nullable Instant charterAt,
        @Nullable Instant contractAt,
        @Nullable Instant labelAt,
        int openTasks) {}
