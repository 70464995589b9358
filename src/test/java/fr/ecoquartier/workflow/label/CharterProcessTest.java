package fr.ecoquartier.workflow.label;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;

@IntegrationTest
class CharterProcessTest {

    private final ProcessDriver driver;

    @Autowired
    CharterProcessTest(AutowireCapableBeanFactory application) {
        driver = ProcessDriver.in(application);
    }

    @Test
    void aNewDossierWaitsForItsAuthorityInTheRegionOfTheAuthority() throws Exception {
        String reference = driver.open();

        assertThat(driver.openTasks(reference)).containsExactly("fileCharterRequest");
    }
}
