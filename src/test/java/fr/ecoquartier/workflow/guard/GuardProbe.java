package fr.ecoquartier.workflow.guard;

import fr.ecoquartier.workflow.Modelled;
import fr.ecoquartier.workflow.Refusal;
import fr.ecoquartier.workflow.Refusal.FieldProblem;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** A step whose outcome the test chooses by the variable {@code probe}. */
@Component("guardProbe")
@Modelled("Échoue à la demande du test")
class GuardProbe implements JavaDelegate {

    static final AtomicInteger EFFECTS = new AtomicInteger();
    static volatile CountDownLatch together = new CountDownLatch(0);

    private final JdbcTemplate jdbc;

    GuardProbe(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void execute(DelegateExecution execution) throws Exception {
        switch (String.valueOf(execution.getVariable("probe"))) {
            case "sql" -> jdbc.queryForList("select secret_column from table_that_does_not_exist");
            case "refuse" ->
                throw Refusal.fields(
                        List.of(new FieldProblem("surface", "Surface", "une valeur entre 0,1 et 500 est attendue")));
            case "together" -> {
                together.countDown();
                together.await(5, TimeUnit.SECONDS);
            }
            default -> EFFECTS.incrementAndGet();
        }
    }
}
