package fr.ecoquartier.workflow.form;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Deploys forms made from a version of the référentiel; the same text never makes a second version of a form. */
@Component
class VersionForms {

    private static final String SOURCE = "référentiel";

    private final ObjectProvider<RepositoryService> repository;
    private final ObjectProvider<IdentityService> identity;

    VersionForms(ObjectProvider<RepositoryService> repository, ObjectProvider<IdentityService> identity) {
        this.repository = repository;
        this.identity = identity;
    }

    void deploy(String name, Map<String, String> forms) {
        DeploymentBuilder deployment = repository
                .getObject()
                .createDeployment()
                .name(name)
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
    }
}
