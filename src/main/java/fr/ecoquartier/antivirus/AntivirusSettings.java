package fr.ecoquartier.antivirus;

import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The antivirus that the configuration names. */
@Configuration(proxyBeanMethods = false)
class AntivirusSettings {

    @Bean
    Antivirus antivirus(
            @Value("${ecoquartier.antivirus.host:}") String host,
            @Value("${ecoquartier.antivirus.port:3310}") int port,
            @Value("${ecoquartier.antivirus.timeout:PT30S}") Duration timeout) {
        return host.isBlank() ? new NoAntivirus() : new Clamd(host, port, timeout);
    }

    private static final class NoAntivirus implements Antivirus {
        @Override
        public boolean configured() {
            return false;
        }

        @Override
        public Verdict examine(java.io.InputStream content) {
            return Verdict.unavailable("aucun antivirus n’est configuré");
        }
    }
}
