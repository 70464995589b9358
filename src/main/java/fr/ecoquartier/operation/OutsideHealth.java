package fr.ecoquartier.operation;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Health of what the application may be told to use: the mail server and the antivirus. */
@Configuration(proxyBeanMethods = false)
class OutsideHealth {

    private static final int TIMEOUT = (int) Duration.ofSeconds(3).toMillis();

    /** With a mail server configured, Spring Boot's own indicator answers under the same name. */
    @Bean("mailHealthIndicator")
    @ConditionalOnExpression("'${spring.mail.host:}'.isBlank()")
    HealthIndicator noMail() {
        return () -> Health.unknown()
                .withDetail("reason", "non configuré (SPRING_MAIL_HOST)")
                .build();
    }

    @Bean
    HealthIndicator antivirusHealthIndicator(
            @Value("${ecoquartier.antivirus.host:}") String host,
            @Value("${ecoquartier.antivirus.port:3310}") int port) {
        if (host.isBlank()) {
            return () -> Health.unknown()
                    .withDetail("reason", "non configuré (ECOQUARTIER_ANTIVIRUS_HOST)")
                    .build();
        }
        return () -> ping(host, port);
    }

    /** clamd answers PONG to PING. */
    private static Health ping(String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), TIMEOUT);
            socket.setSoTimeout(TIMEOUT);
            socket.getOutputStream().write("zPING\0".getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            String answer = new String(socket.getInputStream().readNBytes(4), StandardCharsets.US_ASCII);
            return answer.equals("PONG")
                    ? Health.up().build()
                    : Health.down().withDetail("reason", "réponse inattendue").build();
        } catch (IOException e) {
            return Health.down()
                    .withDetail("reason", "ne répond pas : " + e.getMessage())
                    .build();
        }
    }
}
