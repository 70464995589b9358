package fr.ecoquartier;

import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicReference;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** An OpenID Connect provider for all tests of a JVM: it says of people whatever a test makes it say. */
public class TestProvider implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    /** How the application calls it. */
    public static final String NAME = "l’annuaire de test";

    private static final String ISSUER = "annuaire";
    private static final AtomicReference<MockOAuth2Server> SERVER = new AtomicReference<>();

    public static synchronized MockOAuth2Server server() {
        if (SERVER.get() == null) {
            MockOAuth2Server server = new MockOAuth2Server();
            server.start(InetAddress.getLoopbackAddress(), 0);
            SERVER.set(server);
        }
        return SERVER.get();
    }

    public static String issuer() {
        return server().issuerUrl(ISSUER).toString();
    }

    public static String issuerId() {
        return ISSUER;
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        String prefix = "ecoquartier.sign-in.oidc.";
        TestPropertyValues.of(
                        prefix + "issuer=" + issuer(),
                        prefix + "client-id=ecoquartier",
                        prefix + "client-secret=secret de test",
                        prefix + "name=" + NAME,
                        prefix + "claims.roles=droits.label",
                        prefix + "roles[eq-ministere]=ministry",
                        prefix + "roles[eq-dreal]=dreal",
                        prefix + "roles[eq-admin]=admin",
                        prefix + "roles[eq-commune]=authority",
                        prefix + "regions[rhone-alpes]=82")
                .applyTo(context);
    }
}
