package fr.ecoquartier.pilot.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fr.ecoquartier.pilot.run.Run.State;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunsTest {

    private final Runs runs = new Runs(Clock.systemUTC());

    @AfterEach
    void stop() {
        runs.stop();
    }

    private Run ended(String id) {
        await().until(() -> runs.find(id, "nadia").orElseThrow().ended());
        return runs.find(id, "nadia").orElseThrow();
    }

    @Test
    void aRunTellsHowFarItIsAndWhereItsResultIs() throws Exception {
        CountDownLatch half = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        String id = runs.start("Sélection", "nadia", progress -> {
            progress.report(0.5, "À mi-chemin");
            half.countDown();
            goOn.await();
            return "/campagnes/CT-2012-01/echantillon";
        });
        half.await();
        assertThat(runs.find(id, "nadia")).hasValueSatisfying(run -> {
            assertThat(run.state()).isEqualTo(State.RUNNING);
            assertThat(run.percent()).isEqualTo(50);
            assertThat(run.message()).isEqualTo("À mi-chemin");
            assertThat(run.result()).isNull();
        });
        goOn.countDown();
        assertThat(ended(id).result()).isEqualTo("/campagnes/CT-2012-01/echantillon");
    }

    @Test
    void nobodyElseSeesOrStopsIt() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        String id = runs.start("Sélection", "nadia", progress -> {
            goOn.await();
            return "/";
        });
        assertThat(runs.find(id, "paul")).isEmpty();
        runs.cancel(id, "paul");
        goOn.countDown();
        assertThat(ended(id).state()).isEqualTo(State.DONE);
    }

    @Test
    void aCancelledRunHearsOfItAndHasNoResult() {
        CountDownLatch started = new CountDownLatch(1);
        String id = runs.start("Relecture", "nadia", progress -> {
            started.countDown();
            while (!progress.cancelled()) {
                Thread.onSpinWait();
            }
            return "/nulle-part";
        });
        await().until(() -> started.getCount() == 0);
        runs.cancel(id, "nadia");
        Run run = ended(id);
        assertThat(run.state()).isEqualTo(State.CANCELLED);
        assertThat(run.result()).isNull();
    }

    @Test
    void aReasonIsToldAndATechnicalFailureIsNot() {
        String told = runs.start("Relecture", "nadia", progress -> {
            throw new Runs.Stopped("Le brouillon a une erreur : corrigez-la.");
        });
        String hidden = runs.start("Relecture", "nadia", progress -> {
            throw new IllegalStateException("secret detail");
        });
        assertThat(ended(told).message()).isEqualTo("Le brouillon a une erreur : corrigez-la.");
        assertThat(ended(hidden).message()).doesNotContain("secret").contains("Réessayez");
    }
}
