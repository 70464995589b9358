package fr.ecoquartier.dossier;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of a dossier's journal; append-only.
 *
 * @param text a French sentence
 * @param internal true when the authority does not see it (deliberations of the trio, staff notes)
 * @param processVersion {@code charter:3}, null for what happened outside a process step
 * @param referentiel version in force for the dossier at that moment
 */
public record JournalEntry(
        long id,
        String reference,
        Instant at,
        Actor actor,
        JournalKind kind,
        DossierStage stage,
        String text,
        boolean internal,
        @Nullable String processVersion,
        String referentiel) {}
