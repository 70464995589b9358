package fr.ecoquartier.access;

import fr.ecoquartier.access.ProviderRefusal.Reason;
import fr.ecoquartier.territory.Territories;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.ClientHttpRequestFactorySettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.userinfo.DefaultOAuth2UserService;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.converter.ClaimTypeConverter;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.logout.LogoutHandler;
import org.springframework.security.web.authentication.logout.LogoutSuccessHandler;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Signs people in through the identity provider: authorization code with PKCE, state and nonce. What comes out of it is a
 * {@link Person} in a session like any other; tokens are not kept, but for the one that ends the provider's session.
 */
@Component
class ProviderSignIn
        implements OAuth2UserService<OidcUserRequest, OidcUser>,
                AuthenticationSuccessHandler,
                AuthenticationFailureHandler,
                LogoutHandler,
                LogoutSuccessHandler {

    private static final Logger log = LoggerFactory.getLogger(ProviderSignIn.class);

    private static final String ID_TOKEN = ProviderSignIn.class.getName() + ".idToken";
    private static final String SIGNED_OUT = "/connexion?deconnecte";

    private final IdentityProvider provider;
    private final ProviderAccounts accounts;
    private final Territories territories;
    private final SignInOutcome outcome;
    private final HttpSessionSecurityContextRepository contexts = new HttpSessionSecurityContextRepository();
    private final OidcUserService claims = new OidcUserService();

    ProviderSignIn(
            IdentityProvider provider, ProviderAccounts accounts, Territories territories, SignInOutcome outcome) {
        this.provider = provider;
        this.accounts = accounts;
        this.territories = territories;
        this.outcome = outcome;
        var userInfo = new DefaultOAuth2UserService();
        userInfo.setRestOperations(patient());
        claims.setOauth2UserService(userInfo);
    }

    /** Adds the provider to the chain of the pages; nothing when there is none. */
    void addTo(HttpSecurity http) throws Exception {
        if (provider.name().isEmpty()) {
            return;
        }
        var registrations = provider.registrations();
        var requests = new DefaultOAuth2AuthorizationRequestResolver(registrations, IdentityProvider.START);
        requests.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
        http.oauth2Login(login -> login.loginPage("/connexion")
                .clientRegistrationRepository(registrations)
                .authorizedClientRepository(new NotKept())
                .authorizationEndpoint(start -> start.authorizationRequestResolver(requests))
                .redirectionEndpoint(back -> back.baseUri(IdentityProvider.RETURN))
                .tokenEndpoint(token -> token.accessTokenResponseClient(tokens()))
                .userInfoEndpoint(user -> user.oidcUserService(this))
                .successHandler(this)
                .failureHandler(this));
    }

    @Override
    public OidcUser loadUser(OidcUserRequest request) {
        OidcUser user = claims.loadUser(request);
        String issuer = user.getIdToken().getIssuer().toString();
        ProviderClaims told = ProviderClaims.of(
                provider.settings(),
                issuer,
                user.getSubject(),
                user.getClaims(),
                code -> territories.region(code).isPresent());
        try {
            return new Provided(user, accounts.signedIn(told));
        } catch (DataIntegrityViolationException twice) {
            // the same person, or somebody who would get the same name, is signing in at this very moment
            throw new ProviderRefused(Reason.STALE, "");
        }
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        Provided user = (Provided) authentication.getPrincipal();
        var signedIn = UsernamePasswordAuthenticationToken.authenticated(
                user.person, null, SignIn.granted(user.person, false));
        signedIn.setDetails(Origin.shortened(request.getRemoteAddr()));
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(signedIn);
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
        request.getSession().setAttribute(ID_TOKEN, user.getIdToken().getTokenValue());
        outcome.throughProvider(request, response, signedIn, provider.settings().name());
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException refusal)
            throws IOException {
        ProviderRefusal why = why(refusal);
        // the provider's own words come through the browser: they must not write lines of their own
        log.info(
                "A sign-in through the identity provider is refused: {}",
                String.valueOf(refusal.getMessage()).replaceAll("\\p{Cntrl}", " "));
        request.getSession().setAttribute(ProviderRefusal.ATTRIBUTE, why);
        response.sendRedirect(request.getContextPath() + "/connexion/refusee");
    }

    private static ProviderRefusal why(AuthenticationException refusal) {
        if (refusal instanceof ProviderRefused refused) {
            return refused.why();
        }
        String code = refusal instanceof OAuth2AuthenticationException oauth
                ? oauth.getError().getErrorCode()
                : "";
        Reason reason = switch (code) {
            case "authorization_request_not_found", "invalid_state_parameter" -> Reason.STALE;
            case "access_denied", "login_required", "consent_required", "interaction_required" -> Reason.CANCELLED;
            case "temporarily_unavailable", "server_error" -> Reason.UNREACHABLE;
            default -> Reason.UNTRUSTED;
        };
        return new ProviderRefusal(reason, "");
    }

    /** Before the session ends: what the provider wants to know to end its own. */
    @Override
    public void logout(HttpServletRequest request, HttpServletResponse response, Authentication authentication) {
        HttpSession session = request.getSession(false);
        if (session != null && session.getAttribute(ID_TOKEN) instanceof String token) {
            request.setAttribute(ID_TOKEN, token);
        }
    }

    @Override
    public void onLogoutSuccess(HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        Optional<String> there = provider.endSession();
        if (there.isPresent() && request.getAttribute(ID_TOKEN) instanceof String token) {
            String back = ServletUriComponentsBuilder.fromContextPath(request)
                    .path("/connexion")
                    .query("deconnecte")
                    .build()
                    .toUriString();
            response.sendRedirect(UriComponentsBuilder.fromUriString(there.get())
                    .queryParam("id_token_hint", "{token}")
                    .queryParam("client_id", "{client}")
                    .queryParam("post_logout_redirect_uri", "{back}")
                    .encode()
                    .buildAndExpand(
                            Map.of("token", token, "client", provider.settings().clientId(), "back", back))
                    .toUriString());
        } else {
            response.sendRedirect(request.getContextPath() + SIGNED_OUT);
        }
    }

    /** Where the form that signs out may lead besides this application, for the content policy; may be empty. */
    String formTargets() {
        return provider.endSession()
                .map(URI::create)
                .map(address -> " " + address.getScheme() + "://" + address.getRawAuthority())
                .orElse("");
    }

    private static RestClientAuthorizationCodeTokenResponseClient tokens() {
        var client = new RestClientAuthorizationCodeTokenResponseClient();
        client.setRestClient(RestClient.builder()
                .requestFactory(requests())
                .messageConverters(converters -> {
                    converters.clear();
                    converters.add(new FormHttpMessageConverter());
                    converters.add(new OAuth2AccessTokenResponseHttpMessageConverter());
                })
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .build());
        return client;
    }

    private static RestTemplate patient() {
        RestTemplate template = new RestTemplate(requests());
        template.setErrorHandler(new OAuth2ErrorResponseErrorHandler());
        return template;
    }

    private static ClientHttpRequestFactory requests() {
        return ClientHttpRequestFactoryBuilder.jdk()
                .build(ClientHttpRequestFactorySettings.defaults()
                        .withConnectTimeout(Duration.ofSeconds(5))
                        .withReadTimeout(Duration.ofSeconds(10)));
    }

    /** Somebody whom the provider knows, as a person of this application. */
    private static final class Provided extends DefaultOidcUser {

        private static final long serialVersionUID = 1L;

        private final Person person;

        Provided(OidcUser user, Person person) {
            super(Set.copyOf(SignIn.granted(person, false)), user.getIdToken(), user.getUserInfo());
            this.person = person;
        }
    }

    /** This application asks the provider for nothing after the sign-in. */
    private static final class NotKept implements OAuth2AuthorizedClientRepository {

        @Override
        public <T extends OAuth2AuthorizedClient> T loadAuthorizedClient(
                String registrationId, Authentication principal, HttpServletRequest request) {
            return null;
        }

        @Override
        public void saveAuthorizedClient(
                OAuth2AuthorizedClient client,
                Authentication principal,
                HttpServletRequest request,
                HttpServletResponse response) {
            // tokens are not kept
        }

        @Override
        public void removeAuthorizedClient(
                String registrationId,
                Authentication principal,
                HttpServletRequest request,
                HttpServletResponse response) {
            // there is none
        }
    }

    /** Checks signature, issuer, audience, nonce and times of what the provider says. */
    @Configuration(proxyBeanMethods = false)
    static class Tokens {

        @Bean
        JwtDecoderFactory<ClientRegistration> idTokens(ProviderSettings settings) {
            return registration -> {
                NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(
                                registration.getProviderDetails().getJwkSetUri())
                        .jwsAlgorithm(settings.signature())
                        .restOperations(new RestTemplate(requests()))
                        .build();
                decoder.setClaimSetConverter(
                        new ClaimTypeConverter(OidcIdTokenDecoderFactory.createDefaultClaimTypeConverters()));
                decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                        new JwtTimestampValidator(), new OidcIdTokenValidator(registration)));
                return decoder;
            };
        }
    }
}
