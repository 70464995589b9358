package fr.ecoquartier.modelling.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.ecoquartier.modelling.ModelFile;
import fr.ecoquartier.modelling.ModelKind;
import fr.ecoquartier.modelling.check.Finding.Severity;
import fr.ecoquartier.modelling.draft.ModelDraft;
import fr.ecoquartier.modelling.draft.ModelDrafts;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Tasks that nobody would see or could not fill in. */
@Component
class TaskRule extends ProcessRule {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ModelVocabulary vocabulary;
    private final ModelDrafts drafts;

    TaskRule(ModelVocabulary vocabulary, ModelDrafts drafts) {
        this.vocabulary = vocabulary;
        this.drafts = drafts;
    }

    @Override
    void check(Document model, List<ModelFile> files, Found found) {
        Set<String> forms = new HashSet<>(vocabulary.forms());
        Set<String> decisions = new HashSet<>(vocabulary.decisions());
        for (ModelFile file : files) {
            switch (ModelKind.ofFile(file.name()).orElseThrow()) {
                case FORM -> forms.add(formId(file));
                case DECISION ->
                    ModelXml.elements(ModelXml.parse(file))
                            .filter(element -> "decision".equals(element.getLocalName()))
                            .forEach(decision -> decisions.add(decision.getAttribute("id")));
                case PROCESS -> {}
            }
        }
        ModelXml.bpmn(model, "userTask").forEach(task -> {
            form(task, forms, found);
            role(task, found);
        });
        ModelXml.bpmn(model, "businessRuleTask").forEach(task -> decision(task, decisions, found));
    }

    private void form(Element task, Set<String> forms, Found found) {
        String form = ModelXml.camunda(task, "formRef").strip();
        String binding = ModelXml.camunda(task, "formRefBinding");
        if (form.isEmpty()) {
            found.add(
                    task,
                    Severity.ERROR,
                    "missingForm",
                    "La tâche " + called(task) + " n’a pas de formulaire : personne ne pourrait la remplir.",
                    "Choisissez un formulaire dans ses propriétés, ou créez-en un (Modèles, Nouveau modèle) et"
                            + " demandez sa mise en service avec celle du processus.");
        } else if (!form.contains("{") && !forms.contains(form)) {
            found.add(
                    task,
                    Severity.ERROR,
                    "missingForm",
                    "La tâche " + called(task) + " demande le formulaire « " + form + " », qui n’existe pas.",
                    drafted(form)
                            .map(draft -> "Le brouillon « " + draft.title()
                                    + " » le contient : cochez-le aussi pour le mettre en service avec le processus.")
                            .orElse("Choisissez un formulaire qui existe, ou créez-le (Modèles, Nouveau modèle) et"
                                    + " demandez sa mise en service avec celle du processus."));
        } else if (!form.contains("{") && !binding.equals("deployment")) {
            found.add(
                    task,
                    Severity.WARNING,
                    "formBinding",
                    "Le formulaire de la tâche " + called(task)
                            + " n’est pas lié au déploiement : le changer changerait"
                            + " aussi les tâches déjà commencées.",
                    "Choisissez « Binding : deployment » dans les propriétés du formulaire.");
        }
    }

    private Optional<ModelDraft> drafted(String form) {
        return drafts.open().stream()
                .filter(draft -> draft.kind() == ModelKind.FORM && draft.key().equals(form))
                .findFirst();
    }

    private void role(Element task, Found found) {
        String groups = ModelXml.camunda(task, "candidateGroups").strip();
        String assignee = ModelXml.camunda(task, "assignee").strip();
        Set<String> roles = new TreeSet<>(vocabulary.roles());
        String known = String.join(", ", roles);
        if (groups.isEmpty() && assignee.isEmpty()) {
            found.add(
                    task,
                    Severity.ERROR,
                    "missingRole",
                    "La tâche " + called(task) + " n’est confiée à aucun rôle : personne ne la verrait.",
                    "Choisissez un rôle dans les propriétés de la tâche ; dans le fichier, c’est l’un de : " + known
                            + ".");
            return;
        }
        if (!assignee.isEmpty() && !assignee.contains("{")) {
            found.add(
                    task,
                    Severity.WARNING,
                    "fixedPerson",
                    "La tâche " + called(task) + " est confiée à une personne précise, « " + assignee + " », dans tous"
                            + " les dossiers.",
                    "Confiez-la à un rôle, ou à une personne choisie dans le dossier.");
        }
        if (groups.contains("{")) {
            return;
        }
        Arrays.stream(groups.split(","))
                .map(String::strip)
                .filter(group -> !group.isEmpty() && !roles.contains(group))
                .forEach(group -> found.add(
                        task,
                        Severity.ERROR,
                        "unknownRole",
                        "La tâche " + called(task) + " est confiée au rôle « " + group + " », qui n’existe pas.",
                        "Choisissez parmi : " + known + "."));
    }

    private void decision(Element task, Set<String> decisions, Found found) {
        String decision = ModelXml.camunda(task, "decisionRef").strip();
        if (!decision.isEmpty() && !decision.contains("{") && !decisions.contains(decision)) {
            found.add(
                    task,
                    Severity.ERROR,
                    "missingDecision",
                    called(task) + " demande la décision « " + decision + " », qui n’existe pas.",
                    "Choisissez une décision qui existe, ou mettez-la en service avec le processus.");
        }
    }

    private static String formId(ModelFile file) {
        try {
            return JSON.readTree(file.content()).path("id").asText();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(file.name(), e);
        }
    }
}
