package fr.ecoquartier.access;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.core.serializer.DefaultSerializer;
import org.springframework.core.serializer.support.SerializingConverter;
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.jdbc.PostgreSqlJdbcIndexedSessionRepositoryCustomizer;

/**
 * How sessions are written to the database. Only known classes are read back; what another version of the application
 * wrote and this one cannot read is as if it were not there, so that an upgrade asks people to sign in again at worst.
 */
@Configuration(proxyBeanMethods = false)
class StoredSessions {

    private static final Logger log = LoggerFactory.getLogger(StoredSessions.class);

    private static final ObjectInputFilter KNOWN = ObjectInputFilter.Config.createFilter("maxdepth=40;maxbytes=4000000;"
            + "java.lang.*;java.util.**;java.time.**;java.net.URI;java.net.URL;java.math.*;jakarta.servlet.http.*;"
            + "org.springframework.security.**;org.springframework.web.servlet.*;org.springframework.util.*;"
            + "org.camunda.bpm.webapp.impl.security.auth.*;fr.ecoquartier.**;!*");

    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** Two requests of one session may write the same attribute at once: the last one wins, neither fails. */
    @Bean
    @Order(1)
    SessionRepositoryCustomizer<JdbcIndexedSessionRepository> sessionsInPostgreSql() {
        return new PostgreSqlJdbcIndexedSessionRepositoryCustomizer();
    }

    /** A request that changes nothing writes nothing: when a session was last seen is exact to half a minute. */
    @Bean
    @Order(2)
    SessionRepositoryCustomizer<JdbcIndexedSessionRepository> nothingWrittenTwice() {
        return repository -> {
            repository.setUpdateSessionQuery("""
                    update %TABLE_NAME% s set session_id = n.session_id, last_access_time = n.last_access_time,
                        max_inactive_interval = n.max_inactive_interval, expiry_time = n.expiry_time,
                        principal_name = n.principal_name
                    from (values (?::char(36), ?::bigint, ?::int, ?::bigint, ?::varchar, ?::char(36)))
                        n (session_id, last_access_time, max_inactive_interval, expiry_time, principal_name, primary_id)
                    where s.primary_id = n.primary_id
                        and (n.last_access_time - s.last_access_time > 30000 or s.session_id <> n.session_id
                            or s.max_inactive_interval <> n.max_inactive_interval
                            or s.principal_name is distinct from n.principal_name)
                    """);
            repository.setUpdateSessionAttributeQuery("""
                    update %TABLE_NAME%_attributes a set attribute_bytes = n.attribute_bytes
                    from (values (?::bytea, ?::char(36), ?::varchar)) n (attribute_bytes, primary_id, attribute_name)
                    where a.session_primary_id = n.primary_id and a.attribute_name = n.attribute_name
                        and a.attribute_bytes <> n.attribute_bytes
                    """);
        };
    }

    @Bean
    GenericConversionService springSessionConversionService() {
        var conversions = new GenericConversionService();
        conversions.addConverter(Object.class, byte[].class, new SerializingConverter(new DefaultSerializer()));
        conversions.addConverter(byte[].class, Object.class, this::read);
        return conversions;
    }

    @Nullable
    Object read(byte[] bytes) {
        try (InputStream in = new ByteArrayInputStream(bytes);
                ObjectInputStream objects = new ObjectInputStream(in)) {
            objects.setObjectInputFilter(KNOWN);
            return objects.readObject();
        } catch (IOException | ClassNotFoundException | RuntimeException unreadable) {
            if (told.add(String.valueOf(unreadable.getMessage()))) {
                log.warn("Part of a session cannot be read and is left out: {}", unreadable.toString());
            }
            return null;
        }
    }
}
