package fr.ecoquartier.workflow.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.dossier.OpenTask;
import fr.ecoquartier.settings.DelayCatalogue;
import fr.ecoquartier.settings.DelayRefused;
import fr.ecoquartier.settings.DelaySettings;
import fr.ecoquartier.web.OpenDossiers;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What administrators set counts at once, on every node, for what begins from then on; nothing bad ever counts. */
@IntegrationTest
class DelaySettingsTest {

    private static final String KEY = "charterFiling";

    @Autowired
    private Delays delays;

    @Autowired
    private DelaySettings settings;

    @Autowired
    private DelayCatalogue catalogue;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Environment environment;

    @Autowired
    private AutowireCapableBeanFactory application;

    private DelayCatalogue.Configured delay() {
        return catalogue.all().stream()
                .filter(delay -> delay.key().equals(KEY))
                .findFirst()
                .orElseThrow();
    }

    private void change(String iso) {
        settings.change(delay(), iso, delays.of(KEY), "essai", "delays.admin", "Admin Essai");
    }

    @AfterEach
    void backToTheConfiguration() {
        jdbc.sql("delete from ecoquartier.delay_setting where key = ?")
                .param(KEY)
                .update();
    }

    @Test
    void aTaskThatBeginsAfterTheChangeHasTheNewDelayAndOneThatBeganKeepsIts() {
        OpenDossiers dossiers = OpenDossiers.in(application);
        OpenTask before = dossiers.task(dossiers.ofGrenoble("Avant le changement"));

        change("P1Y");

        OpenTask after = dossiers.task(dossiers.ofGrenoble("Après le changement"));
        assertThat(day(after.dueAt())).isEqualTo(day(after.createdAt()).plusYears(1));
        assertThat(dossiers.task(before.reference()).dueAt()).isEqualTo(before.dueAt());
        assertThat(day(before.dueAt())).isBefore(day(after.dueAt()));
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneId.of("Europe/Paris"));
    }

    @Test
    void anotherNodeAppliesTheChangeAtOnce() {
        Delays otherNode =
                new Delays(environment, java.time.Clock.systemUTC(), application.createBean(DelaySettings.class));
        String configured = otherNode.of(KEY);

        change("P9M");
        assertThat(otherNode.of(KEY)).isEqualTo("P9M");

        settings.reset(delay(), "P9M", "fin de l’essai", "delays.admin", "Admin Essai");
        assertThat(otherNode.of(KEY)).isEqualTo(configured);
        assertThat(settings.history(KEY).get(0).iso()).isNull();
        assertThat(settings.history(KEY).get(0).before()).isEqualTo("P9M");
        assertThat(settings.history(KEY).get(0).after()).isEqualTo(configured);
    }

    @Test
    void aRowThatIsNoDelayCountsForNothing() {
        String configured = delays.of(KEY);
        jdbc.sql("insert into ecoquartier.delay_setting (key, iso, changed_at) values (?, 'P0D', now())")
                .param(KEY)
                .update();
        assertThat(delays.of(KEY)).isEqualTo(configured);
        assertThat(delays.due(KEY)).isAfter(new java.util.Date());
    }

    @Test
    void refusesBadTextNoReasonNoChangeAndAnOutdatedForm() {
        String configured = delays.of(KEY);
        assertThatThrownBy(() -> change("bientôt")).isInstanceOf(DelayRefused.class);
        assertThatThrownBy(() -> change(configured)).isInstanceOf(DelayRefused.class);
        assertThatThrownBy(() -> settings.change(delay(), "P9M", configured, " ", "a", "A"))
                .isInstanceOf(DelayRefused.class)
                .hasMessageContaining("pourquoi");
        change("P9M");
        assertThatThrownBy(() -> settings.change(delay(), "P10M", configured, "essai", "a", "A"))
                .isInstanceOf(DelayRefused.class)
                .hasMessageContaining("modifié entre-temps");
        assertThat(delays.of(KEY)).isEqualTo("P9M");
    }

    @Test
    void theHistoryIsNeverRewritten() {
        change("P9M");
        assertThatThrownBy(
                        () -> jdbc.sql("delete from ecoquartier.delay_change").update())
                .hasMessageContaining("append-only");
    }

    @Test
    void saysWhichTasksUseADelay() {
        assertThat(catalogue.uses("instruction"))
                .extracting(DelayCatalogue.Use::element)
                .contains("Instruire la demande de contrat", "Instruire la demande de label");
        assertThat(catalogue.uses(KEY)).isNotEmpty();
    }
}
