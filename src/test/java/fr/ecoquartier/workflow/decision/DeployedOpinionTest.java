package fr.ecoquartier.workflow.decision;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.indicator.OpinionRule;
import fr.ecoquartier.indicator.OpinionRule.Facts;
import fr.ecoquartier.indicator.Stage;
import java.math.BigDecimal;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.Deployment;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The opinion follows what admins deploy. */
@IntegrationTest
class DeployedOpinionTest {

    private static final Facts FACTS =
            new Facts(Stage.CONTRACT, 0, 0, 0, 0, new BigDecimal("0.55"), new BigDecimal("0.5"));

    @Autowired
    OpinionRule opinion;

    @Autowired
    RepositoryService repository;

    @Autowired
    IdentityService identity;

    @Test
    void the_latest_deployed_version_decides_from_the_next_check_on_whoever_is_signed_in() throws Exception {
        DeployedDecision.ensure(repository);
        assertThat(opinion.decide(FACTS).rule()).isEqualTo("contrat-reserves");

        Deployment deployment = repository
                .createDeployment()
                .addString("stageOpinion.dmn", StageOpinionTest.source().replace("&gt;= 0.6<", "&gt;= 0.55<"))
                .deploy();
        try {
            identity.setAuthentication("nobody", List.of(), List.of("82"));
            assertThat(opinion.decide(FACTS).rule()).isEqualTo("contrat-favorable");
        } finally {
            identity.clearAuthentication();
            repository.deleteDeployment(deployment.getId(), true);
        }

        assertThat(opinion.decide(FACTS).rule()).isEqualTo("contrat-reserves");
    }
}
