package fr.ecoquartier.workflow.demo;

import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.dossier.OpenTask;
import fr.ecoquartier.pilot.Pilot;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;

/** The people of the demonstration, for a test that cannot walk every step of every pilot in a browser. */
public final class PilotsAtWork {

    private final DemoPilots pilots;

    public PilotsAtWork(AutowireCapableBeanFactory beans) {
        this.pilots = beans.getBean(DemoPilots.class);
    }

    /** Does the pilot's next task, unless it is one of those kept for the browser; answers whether it did. */
    public boolean advance(Pilot pilot, Predicate<OpenTask> kept) throws NotPossible {
        Optional<OpenTask> task = pilots.next(pilot, kept.negate());
        if (task.isPresent()) {
            pilots.complete(pilot, task.get(), Map.of());
        }
        return task.isPresent();
    }
}
