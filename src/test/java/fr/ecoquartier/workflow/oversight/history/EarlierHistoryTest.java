package fr.ecoquartier.workflow.oversight.history;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.LabelProcess;
import fr.ecoquartier.dossier.NewDossier;
import fr.ecoquartier.oversight.history.FinishedInstance;
import fr.ecoquartier.oversight.history.FinishedInstances;
import fr.ecoquartier.oversight.history.HistoryQuery;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database of an earlier release gets the lines that it would have, had the table been there. */
@IntegrationTest
class EarlierHistoryTest {

    private static final Actor GRENOBLE = new Actor("commune-38185.before", "Ville de Grenoble", "Collectivité");

    @Autowired
    private EarlierHistory earlier;

    @Autowired
    private FinishedInstances finished;

    @Autowired
    private LabelProcess process;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void whatEndedBeforeTheTableWasKeptIsTakenFromTheEngineOnce() throws Exception {
        String reference = process.open(new NewDossier("38185", "Presqu'île", "urban", false), GRENOBLE);
        process.withdraw(reference, "Le projet est abandonné par le conseil municipal.", GRENOBLE);
        List<FinishedInstance> kept = of(reference);
        assertThat(kept).isNotEmpty();
        jdbc.sql("delete from ecoquartier.finished_instance where reference = ?")
                .param(reference)
                .update();

        earlier.insert();

        assertThat(of(reference)).containsExactlyInAnyOrderElementsOf(kept);
        assertThat(earlier.insert()).isZero();
    }

    private List<FinishedInstance> of(String reference) {
        return finished.search(new HistoryQuery(reference, null, null, null, null, null, null, null, 0, 25))
                .instances();
    }
}
