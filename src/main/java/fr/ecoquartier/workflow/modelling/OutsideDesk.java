package fr.ecoquartier.workflow.modelling;

import com.fasterxml.jackson.databind.ObjectMapper;
import fr.ecoquartier.access.StaffDirectory;
import fr.ecoquartier.modelling.Author;
import fr.ecoquartier.modelling.ModelFile;
import fr.ecoquartier.modelling.ModelKind;
import fr.ecoquartier.modelling.ModelVersion;
import fr.ecoquartier.modelling.check.Finding;
import fr.ecoquartier.modelling.check.Finding.Severity;
import fr.ecoquartier.modelling.check.ModelChecks;
import fr.ecoquartier.modelling.draft.BlankModel;
import fr.ecoquartier.modelling.draft.ModelDrafts;
import fr.ecoquartier.modelling.release.DeploymentFailed;
import fr.ecoquartier.modelling.release.NotReleasable;
import fr.ecoquartier.modelling.release.Release;
import fr.ecoquartier.modelling.release.Releases;
import fr.ecoquartier.workflow.Refusal;
import fr.ecoquartier.workflow.Refusal.FieldProblem;
import fr.ecoquartier.workflow.guard.DeploymentDesk;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Files from Camunda Modeler on the desktop, or from a program: they become drafts and a request, like those of the editor
 * in the browser. While a second administrator has to approve, the answer says so and nothing is deployed.
 */
@Component
class OutsideDesk implements DeploymentDesk {

    private final EngineModels models;
    private final ModelChecks checks;
    private final ModelDrafts drafts;
    private final Releases releases;
    private final StaffDirectory staff;
    private final ObjectMapper json;
    private final TransactionTemplate transaction;

    OutsideDesk(
            EngineModels models,
            ModelChecks checks,
            ModelDrafts drafts,
            Releases releases,
            StaffDirectory staff,
            ObjectMapper json,
            PlatformTransactionManager transactions) {
        this.models = models;
        this.checks = checks;
        this.drafts = drafts;
        this.releases = releases;
        this.staff = staff;
        this.json = json;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** A file that differs from what is in service. */
    private record Incoming(ModelKind kind, String key, ModelFile file, ModelVersion latest) {}

    @Override
    public String receive(String name, Map<String, byte[]> files, String personId) {
        List<ModelFile> sent = files.entrySet().stream()
                .map(file -> new ModelFile(file.getKey(), new String(file.getValue(), StandardCharsets.UTF_8)))
                .toList();
        if (!checks.readable(sent)) {
            throw refused("Le déploiement est refusé.", checks.check(sent));
        }
        List<Incoming> changed = changed(sent);
        if (changed.isEmpty()) {
            throw Refusal.conflict("Rien n’est à mettre en service : ces fichiers sont ceux des versions en service.");
        }
        Author author = new Author(
                personId, staff.find(personId).map(person -> person.name()).orElse(personId));
        Release release;
        try {
            release = transaction.execute(status -> request(name, changed, author));
        } catch (DeploymentFailed e) {
            throw new Refusal(400, "Déploiement refusé", e.getMessage(), List.of());
        }
        if (release.deploymentId() != null) {
            return release.deploymentId();
        }
        long warnings = release.findings().stream()
                .filter(finding -> finding.severity() == Severity.WARNING)
                .count();
        throw new Refusal(
                409,
                "Approbation nécessaire",
                "Rien n’est encore déployé : la mise en service n° " + release.id()
                        + " est demandée et attend l’approbation d’une autre personne administratrice, à la page"
                        + " /modeles/livraisons/" + release.id() + "."
                        + (warnings == 0
                                ? ""
                                : warnings == 1
                                        ? " Un point est à vérifier."
                                        : " " + warnings + " points sont à vérifier."),
                List.of());
    }

    private List<Incoming> changed(List<ModelFile> sent) {
        List<Incoming> changed = new ArrayList<>();
        for (ModelFile file : sent) {
            ModelKind kind = ModelKind.ofFile(file.name()).orElseThrow();
            String key = Files.key(file, json);
            if (key.isBlank()) {
                throw new Refusal(
                        400,
                        "Déploiement refusé",
                        "Le déploiement est refusé. " + file.name() + " ne contient aucun modèle.",
                        List.of());
            }
            ModelVersion latest = models.latest(kind, key).orElse(null);
            String resource = latest == null ? BlankModel.resource(kind, key) : latest.resource();
            boolean same = latest != null
                    && models.resource(latest.deploymentId(), latest.resource())
                            .filter(file.content()::equals)
                            .isPresent();
            if (!same) {
                changed.add(new Incoming(kind, key, new ModelFile(resource, file.content()), latest));
            }
        }
        return changed;
    }

    private Release request(String name, List<Incoming> changed, Author author) {
        List<Long> ids = new ArrayList<>();
        for (Incoming model : changed) {
            String title =
                    (model.latest() == null ? model.key() : model.latest().name()) + " – envoyé par REST";
            ids.add(drafts.create(
                            model.kind(),
                            model.key(),
                            model.file().name(),
                            title.length() > 200 ? title.substring(0, 200) : title,
                            model.latest() == null ? null : model.latest().version(),
                            model.file().content(),
                            author)
                    .id());
        }
        try {
            return releases.request(ids, "Envoyé par l’interface REST : " + name, author);
        } catch (NotReleasable e) {
            throw refused("Le déploiement est refusé.", e.findings());
        }
    }

    private static Refusal refused(String beginning, List<Finding> findings) {
        List<Finding> errors = findings.stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .toList();
        StringBuilder detail = new StringBuilder(beginning);
        errors.forEach(finding -> detail.append(' ')
                .append(finding.file())
                .append(finding.element() == null ? "" : " (" + finding.element() + ")")
                .append(" : ")
                .append(finding.message()));
        return new Refusal(
                400,
                "Déploiement refusé",
                detail.toString(),
                errors.stream()
                        .map(finding -> new FieldProblem(
                                finding.element() == null ? finding.file() : finding.element(),
                                finding.file(),
                                finding.message() + " " + finding.advice()))
                        .toList());
    }
}
