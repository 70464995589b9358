package fr.ecoquartier.workflow.form;

import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.Referentiels;
import fr.ecoquartier.workflow.Modelled;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * The forms by which a version of the référentiel is tested, under the name by which models ask for them. Deployed at
 * start, or when the first test of the version needs them.
 */
@Component
@Modelled("Formulaires d'évaluation et de retour d'expérience des tests, selon la version du référentiel")
public class PilotForms {

    private final VersionForms forms;
    private final Referentiels referentiels;
    private final Set<String> deployed = ConcurrentHashMap.newKeySet();

    PilotForms(VersionForms forms, Referentiels referentiels) {
        this.forms = forms;
        this.referentiels = referentiels;
    }

    /** Form for the rating of an evaluator. */
    public String rating(String version) {
        return ready(version, RatingForms.ratingId(version));
    }

    /** Form for what the authority tells of its test. */
    public String feedback(String version) {
        return ready(version, RatingForms.feedbackId(version));
    }

    @EventListener(ApplicationStartedEvent.class)
    @Order(0)
    void deployStoredVersions() {
        referentiels.versions().forEach(this::deploy);
    }

    private String ready(String version, String form) {
        if (!deployed.contains(version)) {
            deploy(referentiels
                    .find(version)
                    .orElseThrow(() -> new IllegalStateException("no stored version of the référentiel: " + version)));
        }
        return form;
    }

    private void deploy(Referentiel referentiel) {
        forms.deploy("Formulaires des tests, référentiel " + referentiel.version(), RatingForms.of(referentiel));
        deployed.add(referentiel.version());
    }
}
