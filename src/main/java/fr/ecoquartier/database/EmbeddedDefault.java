package fr.ecoquartier.database;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Chooses the embedded database and the demonstration profile when no database is configured. Runs before the
 * configuration files are read, so that {@code application-demo.yml} takes part.
 */
public class EmbeddedDefault implements EnvironmentPostProcessor, Ordered {

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (environment.containsProperty("spring.datasource.url")
                || environment.containsProperty("ecoquartier.database.embedded")) {
            return;
        }
        environment.addActiveProfile("demo");
        environment
                .getPropertySources()
                .addLast(new MapPropertySource(
                        "embedded default",
                        Map.of(
                                "ecoquartier.database.embedded", "true",
                                "ecoquartier.database.directory", "data/postgres")));
    }

    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER - 1;
    }
}
