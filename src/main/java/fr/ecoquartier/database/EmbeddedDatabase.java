package fr.ecoquartier.database;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The embedded default: a real PostgreSQL kept in a folder, used when no database is given. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "ecoquartier.database.embedded", havingValue = "true")
class EmbeddedDatabase {

    @Bean(destroyMethod = "close")
    LocalPostgres localPostgres(
            @Value("${ecoquartier.database.directory}") Path directory,
            @Value("${ecoquartier.database.run-as:}") String runAs) {
        return LocalPostgres.start(directory, runAs);
    }

    @Bean
    @ConfigurationProperties("spring.datasource.hikari")
    HikariDataSource dataSource(LocalPostgres postgres) {
        return DataSourceBuilder.create()
                .type(HikariDataSource.class)
                .url(postgres.url())
                .username(postgres.user())
                .password(postgres.password())
                .build();
    }
}
