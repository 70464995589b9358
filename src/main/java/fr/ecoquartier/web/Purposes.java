package fr.ecoquartier.web;

import fr.ecoquartier.dossier.DossierStage;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What each stage of the label is for: to encourage, to sustain, to guarantee. Configuration, since public sources
 * disagree on which purpose belongs to which stage.
 *
 * @param purposes French verb by the code of the stage; a stage without one shows none
 */
@ConfigurationProperties("ecoquartier.label")
public record Purposes(Map<String, String> purposes) {

    public Purposes {
        purposes = purposes == null ? Map.of() : Map.copyOf(purposes);
        purposes.keySet().forEach(DossierStage::of);
    }

    /** The purpose of a stage, null when it has none. */
    public @Nullable String of(String stage) {
        return purposes.get(stage);
    }
}
