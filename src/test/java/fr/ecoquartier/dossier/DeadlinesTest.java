package fr.ecoquartier.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.indicator.Stage;
import fr.ecoquartier.referentiel.WorkedExamples;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What the engine makes happen to a dossier: checks of a stage, reminders, abandonment. */
@IntegrationTest
class DeadlinesTest {

    private static final Actor GRENOBLE = new Actor("commune-38185", "Ville de Grenoble", "Collectivité");

    @Autowired
    private Dossiers dossiers;

    @Autowired
    private DossierFigures figures;

    @Autowired
    private Deadlines deadlines;

    @Autowired
    private OpenTasks tasks;

    private String open() throws NotPossible {
        return dossiers.open(new NewDossier("38185", "Caserne de Bonne", "urban", false), GRENOBLE);
    }

    private static Step step(String reference, DossierStage stage) {
        return new Step(reference, stage, "checkBaseline", UUID.randomUUID().toString(), "charter:1");
    }

    private void task(String reference, String role) {
        String id = UUID.randomUUID().toString();
        tasks.put(new OpenTask(
                id, reference, "charter", "checkBaseline", "Une tâche", role, null, Instant.now(), null, false));
    }

    @Test
    void aStageIsCheckedOnItsOwnKindOfFigures() throws Exception {
        String reference = open();
        figures.submit(step(reference, DossierStage.CHARTER), FiguresKind.BASELINE, WorkedExamples.good(), GRENOBLE);

        assertThat(figures.checkStage(step(reference, DossierStage.CHARTER)).stage())
                .isEqualTo(Stage.CHARTER);
        assertThatThrownBy(() -> figures.checkStage(step(reference, DossierStage.CONTRACT)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("PLANNED");
    }

    @Test
    void theSameStepIsCheckedAndKeptOnce() throws Exception {
        String reference = open();
        figures.submit(step(reference, DossierStage.CHARTER), FiguresKind.BASELINE, WorkedExamples.good(), GRENOBLE);
        Step step = step(reference, DossierStage.CHARTER);

        figures.checkStage(step);
        figures.checkStage(step);

        assertThat(figures.checks(reference)).hasSize(1);
    }

    @Test
    void theAuthorityReadsTheRemindersOfItsOwnTasksOnly() throws Exception {
        String mine = open();
        task(mine, "authority");
        String theirs = open();
        task(theirs, "dreal");

        deadlines.remind(step(mine, DossierStage.CHARTER), "Déposer la demande");
        deadlines.remind(step(theirs, DossierStage.CHARTER), "Vérifier la recevabilité");

        assertThat(dossiers.journal(mine, false))
                .extracting(JournalEntry::text)
                .contains("Rappel : « Déposer la demande » arrive à échéance.");
        assertThat(dossiers.journal(theirs, false)).noneMatch(entry -> entry.kind() == JournalKind.REMINDER);
        assertThat(dossiers.journal(theirs, true)).anyMatch(entry -> entry.kind() == JournalKind.REMINDER);
    }

    @Test
    void nothingOpenIsNotRemindedOf() throws Exception {
        String reference = open();

        deadlines.remind(step(reference, DossierStage.CHARTER), "Déposer la demande");

        assertThat(dossiers.journal(reference, true)).noneMatch(entry -> entry.kind() == JournalKind.REMINDER);
    }

    @Test
    void anUnansweredStageEndsAbandonedAndTheJournalSaysWhichTask() throws Exception {
        String reference = open();
        dossiers.enterStage(reference, DossierStage.CHARTER, 1);

        deadlines.abandon(step(reference, DossierStage.CHARTER), "Signer la charte");

        assertThat(dossiers.get(reference).status()).isEqualTo(DossierStatus.ABANDONED);
        assertThat(dossiers.journal(reference, false))
                .extracting(JournalEntry::text)
                .contains("Délai dépassé : « Signer la charte » n'a pas été fait.");
    }
}
