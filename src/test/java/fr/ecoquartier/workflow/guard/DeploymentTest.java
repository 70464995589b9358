package fr.ecoquartier.workflow.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.workflow.Refusal;
import fr.ecoquartier.workflow.guard.EngineClient.Answer;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Who deploys what. */
@IntegrationTest
class DeploymentTest {

    private static final String FINE = EngineClient.STEPS.replace("guardSteps", "guardDeployed");
    private static final String EVIL = FINE.replace(
            "camunda:delegateExpression=\"${guardProbe}\"",
            "camunda:class=\"fr.ecoquartier.workflow.guard.QueryExpressionsTest$Executed\"");

    @Autowired
    private EngineClient people;

    @Autowired
    private RepositoryService repository;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "guard-ministry",
                "guard-carrier",
                "guard-dreal-82",
                "guard-expert-a",
                "guard-partner",
                "guard-manager"
            })
    void onlyAdministratorsDeploy(String who) {
        Answer answer = people.as(who).deploy("guardDeployed-by-" + who + ".bpmn", FINE);

        assertThat(answer.status()).as(answer.text()).isEqualTo(403);
        assertThat(answer.text()).doesNotContain("AuthorizationException", "Permission");
        assertThat(repository
                        .createProcessDefinitionQuery()
                        .processDefinitionResourceNameLike("%-by-" + who + "%")
                        .count())
                .isZero();
    }

    @Test
    void anonymousDeploysNothing() {
        assertThat(people.as(null).deploy("x.bpmn", FINE).status()).isIn(401, 403);
    }

    @Test
    void notEvenAnAdministratorDeploysAClass() {
        Answer answer = people.as("guard-admin").deploy("guardEvil.bpmn", EVIL);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo("probe");
        assertThat(answer.json().get("message").asText())
                .isEqualTo("Le déploiement est refusé. guardEvil.bpmn (probe) : les classes Java ne sont pas acceptées"
                        + " (camunda:class).");
        assertThat(repository
                        .createProcessDefinitionQuery()
                        .processDefinitionResourceName("guardEvil.bpmn")
                        .count())
                .isZero();
    }

    @Test
    void theApplicationItselfIsHeldToTheSameList() {
        assertThatThrownBy(() -> repository
                        .createDeployment()
                        .addString("guardEvil.bpmn", EVIL)
                        .deploy())
                .isExactlyInstanceOf(Refusal.class);
    }

    @Test
    void filesOfTheServerStayThere() {
        String entity = "<!DOCTYPE a [<!ENTITY f SYSTEM 'file:///etc/passwd'>]>";
        Answer answer = people.as("guard-admin")
                .deploy("guardXxe.bpmn", FINE.replace("?>", "?>" + entity).replace("Essai des gardes", "&f;"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).doesNotContain("root:");
    }
}
