package fr.ecoquartier.workflow.pilot;

import fr.ecoquartier.pilot.Pilots;
import fr.ecoquartier.workflow.Modelled;
import java.util.List;
import org.springframework.stereotype.Component;

/** The seats of the retained sample, as models ask for them. */
@Component
@Modelled("Places de l'échantillon retenu : of donne leurs numéros")
public class PilotSeats {

    private final Pilots pilots;

    PilotSeats(Pilots pilots) {
        this.pilots = pilots;
    }

    /** Their numbers, from 1. */
    public List<Integer> of(String campaign) {
        return pilots.seats(campaign);
    }
}
