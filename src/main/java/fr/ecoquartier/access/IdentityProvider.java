package fr.ecoquartier.access;

import fr.ecoquartier.StartRefused;
import java.util.LinkedHashSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;

/**
 * The OpenID Connect provider, when one is configured. What it publishes of itself is read at the start; a provider that
 * is down then does not stop the application, and is asked again when somebody wants to sign in.
 */
@Component
public class IdentityProvider implements SmartInitializingSingleton {

    static final String ID = "fournisseur";

    /** Where a sign-in through the provider begins and comes back. */
    static final String START = "/connexion/avec";

    static final String RETURN = "/connexion/retour";

    private static final Logger log = LoggerFactory.getLogger(IdentityProvider.class);

    private final ProviderSettings settings;
    private final JdbcClient jdbc;
    private volatile @Nullable ClientRegistration registration;

    IdentityProvider(ProviderSettings settings, JdbcClient jdbc) {
        settings.check();
        this.settings = settings;
        this.jdbc = jdbc;
    }

    /** How people call it; empty when none is configured. */
    public Optional<String> name() {
        return settings.configured() ? Optional.of(settings.name()) : Optional.empty();
    }

    /** Whether the account signs in through the provider, and only so. */
    public boolean signsIn(String personId) {
        return settings.configured()
                && jdbc.sql("select count(*) from ecoquartier.provider_identity where lower(person_id) = lower(:id)")
                                .param("id", personId.strip())
                                .query(Integer.class)
                                .single()
                        > 0;
    }

    /** The address that begins a sign-in; empty when there is no provider or it does not answer. */
    public Optional<String> start() {
        return registration().map(known -> START + '/' + ID);
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (!settings.configured()) {
            return;
        }
        try {
            registration = discover();
            log.info("People may sign in through {} ({})", settings.name(), settings.issuer());
        } catch (RuntimeException failure) {
            if (!down(failure)) {
                throw new StartRefused("ecoquartier.sign-in.oidc.issuer: " + settings.issuer()
                        + " does not describe an OpenID Connect provider of that name ("
                        + root(failure).getMessage() + ").");
            }
            log.warn(
                    "The identity provider {} does not answer yet ({}); it is asked again when somebody signs in",
                    settings.issuer(),
                    root(failure).getMessage());
        }
    }

    ClientRegistrationRepository registrations() {
        return id -> id.equals(ID) ? registration().orElse(null) : null;
    }

    /** Where the provider ends its own session, when it says so. */
    Optional<String> endSession() {
        return Optional.ofNullable(registration)
                .map(known ->
                        known.getProviderDetails().getConfigurationMetadata().get("end_session_endpoint"))
                .map(String::valueOf);
    }

    ProviderSettings settings() {
        return settings;
    }

    private Optional<ClientRegistration> registration() {
        if (!settings.configured()) {
            return Optional.empty();
        }
        if (registration == null) {
            try {
                registration = discover();
            } catch (RuntimeException failure) {
                log.warn(
                        "The identity provider {} does not answer: {}",
                        settings.issuer(),
                        root(failure).getMessage());
            }
        }
        return Optional.ofNullable(registration);
    }

    private ClientRegistration discover() {
        var scopes = new LinkedHashSet<String>();
        scopes.add("openid");
        scopes.addAll(settings.scopes());
        var builder = ClientRegistrations.fromOidcIssuerLocation(
                        settings.issuer().strip())
                .registrationId(ID)
                .clientName(settings.name())
                .clientId(settings.clientId())
                .redirectUri("{baseUrl}" + RETURN)
                .scope(scopes)
                .userNameAttributeName("sub");
        if (settings.clientSecret().isBlank()) {
            builder.clientAuthenticationMethod(ClientAuthenticationMethod.NONE);
        } else {
            builder.clientSecret(settings.clientSecret());
        }
        if (!settings.userInfo()) {
            builder.userInfoUri(null);
        }
        return builder.build();
    }

    private static boolean down(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ResourceAccessException || cause instanceof HttpServerErrorException) {
                return true;
            }
        }
        return false;
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
