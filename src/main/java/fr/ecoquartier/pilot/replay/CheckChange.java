package fr.ecoquartier.pilot.replay;

import fr.ecoquartier.indicator.Opinion;
import fr.ecoquartier.indicator.Stage;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a draft changes in the check of one dossier at one stage.
 *
 * @param referentiel the version it is compared with, under which the figures were accepted
 * @param opinionTo null when the draft fails on these figures
 * @param opinionAside the draft's opinion without the indicators that wait for an input which the draft adds; null when
 *     nothing waits
 * @param opinionReason a French sentence, empty when the opinion stays
 * @param refusals what the draft would refuse of these figures, in French
 */
public record CheckChange(
        String reference,
        String authority,
        String operation,
        String region,
        String context,
        boolean test,
        Stage stage,
        String referentiel,
        Opinion opinionFrom,
        @Nullable Opinion opinionTo,
        @Nullable Opinion opinionAside,
        String opinionReason,
        List<RatingChange> ratings,
        List<String> refusals,
        Set<ChangeKind> kinds) {}
