package fr.ecoquartier.pilot.replay;

import fr.ecoquartier.referentiel.AdoptionObjection;
import fr.ecoquartier.referentiel.Draft;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** A draft is adopted once it was replayed, as it is now, on the existing dossiers, and could be computed on all. */
@Component
class ReplayObjection implements AdoptionObjection {

    private final Replays replays;

    ReplayObjection(Replays replays) {
        this.replays = replays;
    }

    @Override
    public Optional<String> to(Draft draft) {
        Optional<ReplaySummary> latest = replays.latest(draft.id());
        if (latest.isEmpty() || !latest.get().current()) {
            return Optional.of(
                    "Ce brouillon n’a pas été relu sur les dossiers existants à sa révision actuelle : lancez la relecture, page « Relecture des dossiers », avant de l’adopter.");
        }
        return latest.filter(summary -> !summary.adoptable()).map(ReplaySummary::verdict);
    }
}
