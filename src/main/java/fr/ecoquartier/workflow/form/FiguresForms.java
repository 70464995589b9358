package fr.ecoquartier.workflow.form;

import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.Referentiels;
import fr.ecoquartier.referentiel.VersionAdopted;
import fr.ecoquartier.workflow.Modelled;
import fr.ecoquartier.workflow.form.GeneratedForms.Variant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * The forms for figures and objectives that each version of the référentiel brings with it, under the name by which
 * models ask for them. A version's forms are deployed at start, when it is adopted, or on another node when the first dossier
 * of the version needs them; a
 * new indicator needs no developer.
 */
@Component
@Modelled("Formulaires de saisie des chiffres et des objectifs, selon la version du référentiel")
public class FiguresForms {

    private final VersionForms forms;
    private final Referentiels referentiels;
    private final Set<String> deployed = ConcurrentHashMap.newKeySet();

    FiguresForms(VersionForms forms, Referentiels referentiels) {
        this.forms = forms;
        this.referentiels = referentiels;
    }

    /** Form for the figures at the start. */
    public String baseline(String version) {
        return ready(version, Variant.BASELINE.formId(version));
    }

    /** Form for the planned figures. */
    public String planned(String version) {
        return ready(version, Variant.PLANNED.formId(version));
    }

    /** Form for the measured figures. */
    public String measured(String version) {
        return ready(version, Variant.MEASURED.formId(version));
    }

    /** Form for the objectives of the contract. */
    public String objectives(String version) {
        return ready(version, GeneratedForms.objectivesId(version));
    }

    @EventListener(ApplicationStartedEvent.class)
    @Order(0)
    void deployStoredVersions() {
        referentiels.versions().forEach(this::deploy);
    }

    /** With the adoption or not at all: a version in force without its forms would stop the first dossier. */
    @EventListener
    void deployAdopted(VersionAdopted adopted) {
        deploy(adopted.referentiel());
        // the transaction may still be rolled back
        deployed.remove(adopted.referentiel().version());
    }

    /** Deploys the forms of a version, if they are not, before any open task asks for one of them. */
    public void prepare(String version) {
        if (!deployed.contains(version)) {
            ready(version, "");
            // the transaction may still be rolled back
            deployed.remove(version);
        }
    }

    private String ready(String version, String form) {
        if (!deployed.contains(version)) {
            deploy(referentiels
                    .find(version)
                    .orElseThrow(() -> new IllegalStateException("no stored version of the référentiel: " + version)));
        }
        return form;
    }

    /** Deploys what is not deployed yet; the same text never makes a second version of a form. */
    void deploy(Referentiel referentiel) {
        forms.deploy("Formulaires du référentiel " + referentiel.version(), GeneratedForms.of(referentiel));
        deployed.add(referentiel.version());
    }
}
