package fr.ecoquartier;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The EcoQuartier Label application: one process, one PostgreSQL, the engine embedded. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class EcoQuartierLabel {

    public static void main(String[] args) {
        SpringApplication.run(EcoQuartierLabel.class, args);
    }
}
