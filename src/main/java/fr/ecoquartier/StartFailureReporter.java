package fr.ecoquartier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Prints one line for a failure to start that explains itself; every other failure is left to Spring Boot. The process
 * ends with exit code 1 either way.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class StartFailureReporter implements SpringBootExceptionReporter {

    private static final Logger log = LoggerFactory.getLogger(EcoQuartierLabel.class);

    StartFailureReporter(ConfigurableApplicationContext context) {}

    @Override
    public boolean reportException(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Explained) {
                log.error("Not started: {}", cause.getMessage().replaceAll("\\s*\\R\\s*", " "));
                return true;
            }
            if (cause instanceof PortInUseException port) {
                log.error("Not started: {}", portTaken(port.getPort()));
                return true;
            }
        }
        return false;
    }

    static String portTaken(int port) {
        return "port " + port
                + " is already in use. Is the application running already? Stop it, or choose another port"
                + " with SERVER_PORT.";
    }
}
