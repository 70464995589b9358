package fr.ecoquartier.act.seal;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The key that documents are sealed with: that of the configured file, else the one that the demonstration makes for
 * itself, else none. It is chosen at the start, and its certificate is remembered as one of ours.
 */
@Component
public class SealInForce {

    private static final Logger log = LoggerFactory.getLogger(SealInForce.class);

    private final Clock clock;
    private final @Nullable SealKey key;
    private final boolean demonstration;

    SealInForce(SealSettings settings, DemoSeals demoSeals, Environment environment, JdbcClient jdbc, Clock clock) {
        this.clock = clock;
        this.demonstration = environment.matchesProfiles("demo");
        Instant now = clock.instant();
        if (settings.configured()) {
            key = SealFile.read(settings, now, ZoneId.systemDefault());
        } else {
            key = demonstration ? demoSeals.key(now) : null;
        }
        if (key == null) {
            log.warn("Documents are not sealed: no certificate is configured (ECOQUARTIER_SEAL_FILE).");
        } else {
            remember(jdbc, key.certificate(), key.demonstration(), now);
            log.info("Documents are sealed by {}, until {}", key.subject(), key.until());
        }
    }

    /** What is known of the seal, for those who run the application. */
    public SealState state() {
        if (key == null) {
            return new SealState(SealState.Kind.NONE, "", "", null, null, false);
        }
        return new SealState(
                key.demonstration() ? SealState.Kind.DEMONSTRATION : SealState.Kind.FILE,
                key.subject(),
                Certificates.issuer(key.certificate()),
                key.from(),
                key.until(),
                key.validAt(clock.instant()));
    }

    Optional<SealKey> key() {
        return Optional.ofNullable(key);
    }

    /** A real certificate in the demonstration seals documents that say what they are all the same. */
    boolean demonstration() {
        return demonstration || (key != null && key.demonstration());
    }

    private static void remember(JdbcClient jdbc, X509Certificate certificate, boolean demonstration, Instant now) {
        try {
            jdbc.sql("""
                            insert into ecoquartier.seal_certificate
                                (sha256, subject, not_before, not_after, demonstration, certificate, known_since)
                            values (:sha256, :subject, :from, :until, :demonstration, :certificate, :now)
                            on conflict do nothing
                            """)
                    .param("sha256", SealKey.fingerprint(certificate))
                    .param("subject", Certificates.subject(certificate))
                    .param("from", certificate.getNotBefore().toInstant().atOffset(ZoneOffset.UTC))
                    .param("until", certificate.getNotAfter().toInstant().atOffset(ZoneOffset.UTC))
                    .param("demonstration", demonstration)
                    .param("certificate", certificate.getEncoded())
                    .param("now", now.atOffset(ZoneOffset.UTC))
                    .update();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
