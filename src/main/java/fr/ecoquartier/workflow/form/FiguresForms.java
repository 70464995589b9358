package fr.ecoquartier.workflow.form;

import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.Referentiels;
import fr.ecoquartier.workflow.Modelled;
import fr.ecoquartier.workflow.form.GeneratedForms.Variant;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * The forms for figures and objectives that each version of the référentiel brings with it, under the name by which
 * models ask for them. A version's forms are deployed at start, or when the first dossier of the version needs them; a
 * new indicator needs no developer.
 */
@Component
@Modelled("Formulaires de saisie des chiffres et des objectifs, selon la version du référentiel")
public class FiguresForms {

    private static final String SOURCE = "référentiel";

    private final ObjectProvider<RepositoryService> repository;
    private final ObjectProvider<IdentityService> identity;
    private final Referentiels referentiels;
    private final Set<String> deployed = ConcurrentHashMap.newKeySet();

    FiguresForms(
            ObjectProvider<RepositoryService> repository,
            ObjectProvider<IdentityService> identity,
            Referentiels referentiels) {
        this.repository = repository;
        this.identity = identity;
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
        Map<String, String> forms = GeneratedForms.of(referentiel);
        DeploymentBuilder deployment = repository
                .getObject()
                .createDeployment()
                .name("Formulaires du référentiel " + referentiel.version())
                .source(SOURCE)
                .enableDuplicateFiltering(true);
        forms.forEach((id, text) -> deployment.addInputStream(
                id + ".form", new java.io.ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))));
        Authentication person = identity.getObject().getCurrentAuthentication();
        identity.getObject().clearAuthentication();
        try {
            deployment.deploy();
        } finally {
            if (person != null) {
                identity.getObject().setAuthentication(person.getUserId(), person.getGroupIds(), person.getTenantIds());
            }
        }
        deployed.add(referentiel.version());
    }
}
