package fr.ecoquartier.access;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.util.matcher.AntPathRequestMatcher;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Who may ask for which address. Three chains: the engine's REST for programs and staff, the engine's web apps for
 * staff, our own pages for everybody else. What a person may see of a dossier is decided behind, by
 * {@link DossierAccess}; what they may do with a task, by the engine.
 */
@Configuration(proxyBeanMethods = false)
class SecurityChains {

    private static final String[] STAFF =
            Arrays.stream(Role.values()).filter(Role::staff).map(Role::group).toArray(String[]::new);

    private static final String[] PUBLIC = {
        "/",
        "/error",
        "/connexion",
        "/connexion/fournisseur",
        "/connexion/refusee",
        "/sans-administrateur",
        "/deconnexion",
        "/grille",
        "/grille/**",
        "/registre",
        "/registre/**",
        "/verification",
        "/verification/**",
        "/api/checks",
        "/api/checks/**",
        "/api/territories",
        "/v3/api-docs",
        "/v3/api-docs/**",
        "/v3/api-docs.yaml",
        "/webjars/**",
        "/css/**",
        "/js/**",
        "/img/**",
        "/vendor/**",
        "/favicon.ico",
        "/actuator/health",
        "/actuator/health/**"
    };

    /** Nothing from elsewhere, nothing inline. */
    private static final String STRICT_POLICY = policy("'self'");

    /** The viewer of Camunda Forms and the editors of models set style attributes; scripts stay strict. */
    private static final String FORM_POLICY = policy("'self' 'unsafe-inline'");

    private static String policy(String styles) {
        return "default-src 'self'; script-src 'self'; style-src " + styles + "; img-src 'self' data:; font-src 'self'"
                + " data:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self';"
                + " frame-ancestors 'none'";
    }

    @Bean
    PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    @Bean
    @Order(1)
    SecurityFilterChain engineRest(
            HttpSecurity http, SignIn signIn, SignInSettings settings, SessionFreshness freshness) throws Exception {
        AuthenticationEntryPoint anonymous = (request, response, refusal) -> {
            if (refusal instanceof SignIn.Throttled throttled) {
                response.setHeader("Retry-After", String.valueOf(seconds(throttled.remaining())));
                Problems.write(
                        response,
                        HttpStatus.TOO_MANY_REQUESTS,
                        "Trop de tentatives",
                        "Trop d’échecs de connexion. Réessayez dans " + inWords(throttled.remaining()) + ".");
                return;
            }
            response.setHeader("WWW-Authenticate", "Basic realm=\"EcoQuartier\", charset=\"UTF-8\"");
            Problems.write(
                    response,
                    HttpStatus.UNAUTHORIZED,
                    "Connexion requise",
                    "Cette interface demande un compte : session ouverte ou authentification HTTP Basic.");
        };
        AccessDeniedHandler refused = (request, response, refusal) -> Problems.write(
                response, HttpStatus.FORBIDDEN, "Accès refusé", "Votre compte ne donne pas accès à cette interface.");
        common(http, settings)
                .securityMatcher(paths("/engine-rest", "/engine-rest/**"))
                .authenticationProvider(signIn)
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .anyRequest()
                        .hasAnyRole(STAFF))
                .httpBasic(basic -> basic.authenticationEntryPoint(anonymous))
                .csrf(csrf -> csrf.ignoringRequestMatchers(SecurityChains::isProgram))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.NEVER))
                .requestCache(cache -> cache.disable())
                .addFilterBefore(freshness, AuthorizationFilter.class)
                .addFilterAfter(new PasswordChangeFirst(), AuthorizationFilter.class)
                .exceptionHandling(
                        refusals -> refusals.authenticationEntryPoint(anonymous).accessDeniedHandler(refused))
                .headers(headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives("default-src 'none'")));
        return http.build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain webApps(HttpSecurity http, SignInSettings settings, SessionFreshness freshness)
            throws Exception {
        RequestMatcher closed = paths(
                "/camunda/api/admin/setup/**", "/camunda/app/*/*/setup/**", "/camunda/api/admin/auth/user/*/login/**");
        var refusals = new Refusals();
        var cache = new HttpSessionRequestCache();
        cache.setRequestMatcher(new AntPathRequestMatcher("/camunda/app/**", HttpMethod.GET.name()));
        common(http, settings)
                .securityMatcher(paths("/camunda", "/camunda/**"))
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers(closed)
                        .denyAll()
                        .anyRequest()
                        .hasAnyRole(STAFF))
                // the web apps bring their own protection against forged requests; the token serves the error pages
                .csrf(csrf -> csrf.ignoringRequestMatchers(AnyRequestMatcher.INSTANCE))
                .requestCache(requests -> requests.requestCache(cache))
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .addFilterBefore(freshness, AuthorizationFilter.class)
                .addFilterAfter(new PasswordChangeFirst(), AuthorizationFilter.class)
                .addFilterAfter(new WebAppSignOut(), AuthorizationFilter.class)
                .headers(headers -> headers.cacheControl(HeadersConfigurer.CacheControlConfig::disable));
        return http.build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain pages(
            HttpSecurity http,
            SignIn signIn,
            SignInOutcome outcome,
            SignInSettings settings,
            SessionFreshness freshness,
            ProviderSignIn provider)
            throws Exception {
        var refusals = new Refusals();
        var styled = paths(
                "/collectivite/**", "/modeles/**", "/dossiers/*/intervention/**", "/administration/courriers/*/apercu");
        var cache = new HttpSessionRequestCache();
        cache.setRequestMatcher(request -> HttpMethod.GET.matches(request.getMethod())
                && request.getHeader("HX-Request") == null
                && String.valueOf(request.getHeader("Accept")).contains("text/html"));
        common(http, settings)
                .authenticationProvider(signIn)
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(
                                DispatcherType.FORWARD, DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers(paths(PUBLIC))
                        .permitAll()
                        .requestMatchers(paths("/collectivite", "/collectivite/**"))
                        .hasRole(Role.AUTHORITY.group())
                        .requestMatchers(paths(
                                "/administration",
                                "/administration/**",
                                "/modeles",
                                "/modeles/**",
                                "/api/modelling",
                                "/api/modelling/**",
                                "/actuator/**"))
                        .hasRole(Role.ADMIN.group())
                        .requestMatchers(paths(
                                "/referentiel", "/referentiel/**", "/absence", "/absence/**", "/textes", "/textes/**"))
                        .hasAnyRole(STAFF)
                        .anyRequest()
                        .authenticated())
                .formLogin(form -> form.loginPage("/connexion")
                        .usernameParameter("identifiant")
                        .passwordParameter("motDePasse")
                        .authenticationDetailsSource(SignIn.Details::new)
                        .successHandler(outcome)
                        .failureHandler(outcome))
                .logout(logout -> logout.logoutRequestMatcher(
                                new AntPathRequestMatcher("/deconnexion", HttpMethod.POST.name()))
                        .addLogoutHandler(provider)
                        .logoutSuccessHandler(provider)
                        .deleteCookies("JSESSIONID"))
                // they change nothing, and what was typed must outlive a session
                .csrf(csrf -> csrf.ignoringRequestMatchers(
                        paths("/api/checks", "/api/checks/**", "/grille", "/verification", "/verification/*")))
                .requestCache(requests -> requests.requestCache(cache))
                .addFilterBefore(freshness, AuthorizationFilter.class)
                .addFilterAfter(new PasswordChangeFirst(), AuthorizationFilter.class)
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .headers(headers -> headers.addHeaderWriter((request, response) -> {
                    // a file that somebody gave us comes with a stricter policy of its own
                    if (response.getHeader("Content-Security-Policy") == null) {
                        response.setHeader(
                                "Content-Security-Policy",
                                (styled.matches(request) ? FORM_POLICY : STRICT_POLICY)
                                        .replace("form-action 'self'", "form-action 'self'" + provider.formTargets()));
                    }
                }));
        provider.addTo(http);
        return http.build();
    }

    /** By the whole path: patterns given as strings would be relative to whichever servlet answers. */
    private static RequestMatcher paths(String... patterns) {
        return new OrRequestMatcher(Arrays.stream(patterns)
                .<RequestMatcher>map(AntPathRequestMatcher::new)
                .toList());
    }

    private static HttpSecurity common(HttpSecurity http, SignInSettings settings) throws Exception {
        return http.anonymous(Customizer.withDefaults())
                .headers(headers -> headers.frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                        .permissionsPolicyHeader(permissions ->
                                permissions.policy("camera=(), microphone=(), geolocation=(), payment=()"))
                        .httpStrictTransportSecurity(hsts -> {
                            if (settings.secure()) {
                                hsts.includeSubDomains(false).maxAgeInSeconds(31_536_000);
                            } else {
                                hsts.disable();
                            }
                        }));
    }

    /**
     * A program that names its account in every request. A browser that remembers such credentials is not one: it says
     * where the request comes from.
     */
    private static boolean isProgram(HttpServletRequest request) {
        String authorization = request.getHeader("Authorization");
        String site = request.getHeader("Sec-Fetch-Site");
        return authorization != null
                && authorization.toLowerCase(Locale.ROOT).startsWith("basic ")
                && (site == null || site.equals("same-origin") || site.equals("none"));
    }

    static long seconds(Duration wait) {
        return wait.toSeconds() + (wait.toNanosPart() > 0 ? 1 : 0);
    }

    /** "45 secondes", "3 minutes": rounded up. */
    static String inWords(Duration wait) {
        long seconds = seconds(wait);
        if (seconds < 60) {
            return seconds <= 1 ? "une seconde" : seconds + " secondes";
        }
        long minutes = (seconds + 59) / 60;
        return minutes == 1 ? "une minute" : minutes + " minutes";
    }
}
