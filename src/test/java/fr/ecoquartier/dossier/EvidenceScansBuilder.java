package fr.ecoquartier.dossier;

import fr.ecoquartier.antivirus.Antivirus;
import java.time.Clock;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** The examination of files with another antivirus than the one of the configuration, for tests. */
public record EvidenceScansBuilder(ApplicationContext application) {

    public EvidenceScans with(Antivirus antivirus) {
        return new EvidenceScans(
                application.getBean(JdbcClient.class),
                application.getBean(Clock.class),
                application.getBean(Dossiers.class),
                antivirus,
                application,
                application.getBean(PlatformTransactionManager.class));
    }
}
