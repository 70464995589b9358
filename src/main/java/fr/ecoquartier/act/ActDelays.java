package fr.ecoquartier.act;

import fr.ecoquartier.settings.DelayCatalogue;
import fr.ecoquartier.settings.DelayText;
import fr.ecoquartier.settings.DelaysInForce;
import org.springframework.stereotype.Component;

/** The delays that documents tell, as they are in force when the document is made. */
@Component
public class ActDelays {

    private final DelayCatalogue catalogue;
    private final DelaysInForce changed;

    ActDelays(DelayCatalogue catalogue, DelaysInForce changed) {
        this.catalogue = catalogue;
        this.changed = changed;
    }

    /**
     * ISO 8601 text of a delay.
     *
     * @param key {@code confirmation}
     * @throws IllegalArgumentException for an unknown delay
     */
    public String iso(String key) {
        return changed.iso(key)
                .orElseGet(() -> catalogue.all().stream()
                        .filter(delay -> delay.key().equals(key))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no delay " + key))
                        .iso());
    }

    /** As people say it: « 1 an », « 15 jours ». */
    public String french(String key) {
        return DelayText.french(iso(key));
    }
}
