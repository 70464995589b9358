package fr.ecoquartier.workflow.tasklist;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.camunda.bpm.engine.task.TaskQuery;

/**
 * The filters that everybody finds in Tasklist from the start. The expressions are the four that the guard lets stored
 * filters hold.
 */
enum DefaultFilter {
    MY_TASKS(
            "Mes tâches",
            "Les tâches que j’ai prises en charge ou qui me sont confiées",
            "#1b5542",
            query -> query.taskAssigneeExpression("${currentUser()}")),
    MY_GROUP(
            "Tâches de mon groupe",
            "Les tâches que mon groupe peut prendre en charge",
            "#1b4f80",
            query -> query.taskCandidateGroupInExpression("${currentUserGroups()}")),
    /** Narrowed to the tasks of those for whom the reader stands in, when it is read. */
    STAND_IN(
            "Tâches que je supplée",
            "Les tâches des personnes absentes que je supplée en ce moment",
            "#6b4a00",
            TaskQuery::taskAssigned),
    OVERDUE(
            "En retard",
            "Mes tâches et celles de mon groupe dont l’échéance est passée",
            "#9b2417",
            query -> mineOrMyGroups(query).dueBeforeExpression("${now()}")),
    DUE_THIS_WEEK(
            "À échéance cette semaine",
            "Mes tâches et celles de mon groupe à terminer dans les sept jours",
            "#a86400",
            query -> mineOrMyGroups(query)
                    .dueAfterExpression("${now()}")
                    .dueBeforeExpression("${dateTime().plusWeeks(1)}")),
    CHARTER("Charte", "Tout ce qui est en cours à l’étape de la charte", "#515c56", stage("charter")),
    CONTRACT("Contrat", "Tout ce qui est en cours à l’étape du contrat", "#515c56", stage("contract")),
    FOLLOW_UP("Suivi", "Tout ce qui est en cours à l’étape du suivi", "#515c56", stage("followUp")),
    AWARD("Label", "Tout ce qui est en cours à l’étape du label et de sa confirmation", "#515c56", stage("award")),
    PILOT(
            "Tests pilotes",
            "Les campagnes de test du label et leurs dossiers de test, hors étapes du label",
            "#5b3a8c",
            query -> query.processDefinitionKeyIn("pilotCampaign", "pilotTest"));

    /** To be raised with every change of a filter's query or look, so that the stored ones follow. */
    static final int VERSION = 4;

    /** Where a stored filter says which of these it is, and of which version. */
    static final String MARK = "ecoquartier";

    static final String MARK_VERSION = "ecoquartierVersion";

    private final String title;
    private final String description;
    private final String color;
    private final UnaryOperator<TaskQuery> criteria;

    DefaultFilter(String title, String description, String color, UnaryOperator<TaskQuery> criteria) {
        this.title = title;
        this.description = description;
        this.color = color;
        this.criteria = criteria;
    }

    String title() {
        return title;
    }

    TaskQuery query(TaskQuery empty) {
        return criteria.apply(empty).orderByDueDate().asc();
    }

    Map<String, Object> properties() {
        return Map.of(
                "description",
                description,
                "color",
                color,
                "priority",
                ordinal() + 1,
                "refresh",
                true,
                "showUndefinedVariable",
                false,
                "variables",
                List.of(
                        variable("reference", "Dossier\u00a0"),
                        variable("authorityName", "Collectivité\u00a0"),
                        variable("operationName", "Opération\u00a0"),
                        variable("onAccountOf", "Pour le compte de\u00a0"),
                        variable("campaign", "Campagne\u00a0"),
                        variable("campaignName", "Intitulé\u00a0")),
                MARK,
                name(),
                MARK_VERSION,
                VERSION);
    }

    private static Map<String, String> variable(String name, String label) {
        return Map.of("name", name, "label", label);
    }

    private static TaskQuery mineOrMyGroups(TaskQuery query) {
        return query.or()
                .taskAssigneeExpression("${currentUser()}")
                .taskCandidateGroupInExpression("${currentUserGroups()}")
                .endOr();
    }

    private static UnaryOperator<TaskQuery> stage(String processKey) {
        return query -> query.processDefinitionKey(processKey);
    }
}
