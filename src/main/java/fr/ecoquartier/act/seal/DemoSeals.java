package fr.ecoquartier.act.seal;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The seal that the demonstration makes for itself, kept in its database: the same after a restart and on every node.
 * Its certificate says what it is and is signed by nobody else, so that no reader takes it for a real one.
 */
@Component
class DemoSeals {

    private static final String NAME = "Démonstration du label ÉcoQuartier, sans valeur";
    private static final Duration LIFE = Duration.ofDays(10 * 365L);
    private static final Duration MARGIN = Duration.ofDays(30);

    private final JdbcClient jdbc;

    DemoSeals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The key of this database; made when there is none that lasts. */
    @Transactional
    public SealKey key(Instant now) {
        return stored(now).orElseGet(() -> {
            jdbc.sql("lock table ecoquartier.demo_seal in exclusive mode").update();
            return stored(now).orElseGet(() -> make(now));
        });
    }

    private Optional<SealKey> stored(Instant now) {
        return jdbc.sql("select certificate, private_key from ecoquartier.demo_seal where not_after > :soon"
                        + " order by id limit 1")
                .param("soon", now.plus(MARGIN).atOffset(ZoneOffset.UTC))
                .query((row, n) -> read(row.getBytes("certificate"), row.getBytes("private_key")))
                .optional();
    }

    private SealKey make(Instant now) {
        KeyPair pair = pair();
        Instant until = now.plus(LIFE);
        X509Certificate certificate = certificate(pair, NAME, now.minus(Duration.ofDays(1)), until);
        try {
            jdbc.sql("insert into ecoquartier.demo_seal (certificate, private_key, not_after, made_at)"
                            + " values (:certificate, :key, :until, :now)")
                    .param("certificate", certificate.getEncoded())
                    .param("key", pair.getPrivate().getEncoded())
                    .param("until", until.atOffset(ZoneOffset.UTC))
                    .param("now", now.atOffset(ZoneOffset.UTC))
                    .update();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return new SealKey(pair.getPrivate(), List.of(certificate), true);
    }

    private static SealKey read(byte[] certificate, byte[] key) {
        try {
            PrivateKey privateKey = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key));
            X509Certificate x509 = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate));
            return new SealKey(privateKey, List.of(x509), true);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the seal of the demonstration cannot be read", e);
        }
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A certificate that its own key signs. */
    static X509Certificate certificate(KeyPair pair, String name, Instant from, Instant until) {
        var subject = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.C, "FR")
                .addRDN(BCStyle.CN, name)
                .build();
        String algorithm = pair.getPrivate().getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
        try {
            var builder = new JcaX509v3CertificateBuilder(
                            subject,
                            new BigInteger(120, new SecureRandom()).add(BigInteger.ONE),
                            Date.from(from),
                            Date.from(until),
                            subject,
                            pair.getPublic())
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(
                            Extension.keyUsage,
                            true,
                            new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation));
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder(algorithm).build(pair.getPrivate())));
        } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
