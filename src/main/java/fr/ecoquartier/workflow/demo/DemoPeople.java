package fr.ecoquartier.workflow.demo;

import fr.ecoquartier.access.Role;
import fr.ecoquartier.act.DocumentKind;
import fr.ecoquartier.act.IssuedDocuments;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.AuthorityTasks;
import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.dossier.Evidence;
import fr.ecoquartier.dossier.EvidenceFiles;
import fr.ecoquartier.dossier.NewEvidence;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.dossier.OpenTask;
import fr.ecoquartier.referentiel.Referentiels;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.ProcessEngine;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** The people of the demonstration at work: each form is sent the way its sender would send it. */
@Component
@Profile("demo")
class DemoPeople {

    private final ProcessEngine engine;
    private final AuthorityTasks authorityTasks;
    private final EvidenceFiles evidence;
    private final Referentiels referentiels;
    private final IssuedDocuments documents;

    DemoPeople(
            ProcessEngine engine,
            AuthorityTasks authorityTasks,
            EvidenceFiles evidence,
            Referentiels referentiels,
            IssuedDocuments documents) {
        this.engine = engine;
        this.authorityTasks = authorityTasks;
        this.evidence = evidence;
        this.referentiels = referentiels;
        this.documents = documents;
    }

    /** Somebody of the local authority. */
    static Actor authority(String code) {
        return new Actor("commune-%s.demo".formatted(code), "Camille Dubois", "Collectivité");
    }

    /** Sends the form of a dossier's task as the person whose turn it is. */
    void complete(OpenTask task, DossierSummary dossier, Map<String, Object> given) throws NotPossible {
        Map<String, Object> answers = withDocument(task, given);
        if (task.role().equals(Role.AUTHORITY.group())) {
            joinFiles(task.step(), dossier);
            authorityTasks.submit(
                    task.taskId(), Set.of(dossier.authorityCode()), answers, authority(dossier.authorityCode()));
            return;
        }
        String person = task.assignee() != null ? task.assignee() : staff(task.role(), dossier.regionCode());
        complete(task.taskId(), task.assignee(), person, task.role(), dossier.regionCode(), answers);
    }

    /** Who signs sends back the hash of the document that the form shows. */
    private Map<String, Object> withDocument(OpenTask task, Map<String, Object> answers) {
        if (!answers.containsKey("signatoryName")) {
            return answers;
        }
        Map<String, Object> all = new HashMap<>(answers);
        documents
                .toSign(
                        task.reference(),
                        task.step().startsWith("signCharter") ? DocumentKind.CHARTER : DocumentKind.CONTRACT)
                .ifPresent(document -> all.put("documentSha256", document.sha256()));
        return all;
    }

    /** Takes a task of the staff, unless it was given to somebody, and sends its form. */
    void complete(
            String taskId,
            @Nullable String assignee,
            String person,
            String role,
            String territory,
            Map<String, Object> answers) {
        var identity = engine.getIdentityService();
        identity.setAuthentication(person, List.of(role), List.of(territory));
        try {
            if (assignee == null) {
                engine.getTaskService().claim(taskId, person);
            }
            engine.getFormService().submitTaskForm(taskId, answers);
        } finally {
            identity.clearAuthentication();
        }
    }

    private static String staff(String role, String region) {
        return switch (role) {
            case "dreal" -> "dreal-%s.demo".formatted(region);
            case "carrier" -> "structure.demo";
            case "ministry" -> "ministere.demo";
            default -> throw new IllegalStateException("no demonstration account for the role " + role);
        };
    }

    List<String> commitments(DossierSummary dossier) {
        return referentiels.find(dossier.referentiel()).orElseThrow().commitments().stream()
                .map(commitment -> commitment.code())
                .toList();
    }

    /** The objectives as computed from the planned figures: what the form is filled in with. */
    Map<String, Object> computedObjectives(DossierSummary dossier, OpenTask task) {
        Map<String, Object> shown = authorityTasks
                .form(task.taskId(), Set.of(dossier.authorityCode()))
                .orElseThrow()
                .data();
        Map<String, Object> objectives = new HashMap<>();
        referentiels.find(dossier.referentiel()).orElseThrow().dimensions().stream()
                .flatMap(dimension -> dimension.commitments().stream())
                .flatMap(commitment -> commitment.indicators().stream())
                .map(indicator -> indicator.code())
                .filter(code -> shown.get(code) != null)
                .forEach(code -> objectives.put(code, shown.get(code)));
        return objectives;
    }

    private void joinFiles(String step, DossierSummary dossier) throws NotPossible {
        if (step.equals("fileCharterRequest")) {
            join(dossier, Evidence.DELIBERATION, "deliberation.pdf", "Délibération du conseil municipal");
        }
        if (step.equals("joinEvidence")) {
            join(dossier, "E06", "plan-de-masse.pdf", "Plan de masse");
            join(dossier, "E17", "bilan-energie.pdf", "Bilan énergétique");
        }
    }

    private void join(DossierSummary dossier, String commitment, String name, String title) throws NotPossible {
        boolean there = evidence.of(dossier.reference()).stream()
                .anyMatch(file -> file.commitment().equals(commitment));
        if (!there) {
            byte[] content = pdf(title + " - document de demonstration").getBytes(StandardCharsets.ISO_8859_1);
            evidence.add(
                    dossier.reference(),
                    new NewEvidence(commitment, name, "application/pdf", content),
                    authority(dossier.authorityCode()));
        }
    }

    /** The smallest readable PDF page that says what it is. */
    private static String pdf(String text) {
        String stream = "BT /F1 18 Tf 60 760 Td (" + text + ") Tj ET";
        return "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
                + "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj\n"
                + "4 0 obj<</Length " + stream.length() + ">>stream\n" + stream + "\nendstream endobj\n"
                + "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>endobj\n"
                + "trailer<</Root 1 0 R>>\n%%EOF\n";
    }
}
