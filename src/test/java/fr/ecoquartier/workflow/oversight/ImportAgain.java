package fr.ecoquartier.workflow.oversight;

import java.time.OffsetDateTime;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Fills the facts from the history as the first start does, whose passages before it are not counted twice. */
public final class ImportAgain {

    private ImportAgain() {}

    public static void in(ApplicationContext application) {
        application
                .getBean(JdbcClient.class)
                .sql("update ecoquartier.fact_import set imported_at = null, since = ?")
                .param(OffsetDateTime.parse("2000-01-01T00:00:00Z"))
                .update();
        application.getBean(FactImport.class).run();
    }
}
