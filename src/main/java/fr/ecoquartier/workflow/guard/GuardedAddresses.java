package fr.ecoquartier.workflow.guard;

import com.fasterxml.jackson.databind.ObjectMapper;
import fr.ecoquartier.access.CurrentPerson;
import fr.ecoquartier.access.Role;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.OncePerRequestFilter;

/** Where the engine answers: its REST interface and the resources of its web apps. */
@Configuration(proxyBeanMethods = false)
class GuardedAddresses {

    private static final long LARGEST_DEPLOYMENT = 8L * 1024 * 1024;

    @Bean
    FilterRegistrationBean<EngineAnswers> engineAnswers(
            IdentityService identities, HardenedEngine engine, ObjectMapper json) {
        FilterRegistrationBean<EngineAnswers> registration =
                new FilterRegistrationBean<>(new EngineAnswers(identities, engine, json));
        registration.addUrlPatterns("/engine-rest/*", "/camunda/api/*");
        registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST));
        registration.setOrder(-50); // inside the security chain, around every filter of the engine
        return registration;
    }

    /**
     * The web apps' own resources (counts, diagrams, incidents of Cockpit, accounts of Admin) ask the engine for little
     * more than a session. Here they answer those who have the application.
     */
    @Bean
    FilterRegistrationBean<OncePerRequestFilter> applicationsByRole(
            CurrentPerson people, AuthorizationService authorizations) {
        Pattern resource = Pattern.compile("/camunda/api/(cockpit|tasklist|admin(?!/auth/))(/.*)?");
        FilterRegistrationBean<OncePerRequestFilter> registration =
                new FilterRegistrationBean<>(new OncePerRequestFilter() {
                    @Override
                    protected void doFilterInternal(
                            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                            throws IOException, ServletException {
                        Matcher asked = resource.matcher(path(request));
                        if (asked.matches() && !has(asked.group(1))) {
                            response.sendError(HttpServletResponse.SC_FORBIDDEN);
                        } else {
                            chain.doFilter(request, response);
                        }
                    }

                    private boolean has(String application) {
                        return people.find()
                                .filter(person -> authorizations.isUserAuthorized(
                                        person.id(),
                                        person.roles().stream().map(Role::group).toList(),
                                        Permissions.ACCESS,
                                        Resources.APPLICATION,
                                        application))
                                .isPresent();
                    }
                });
        registration.setName("applicationsByRole");
        registration.addUrlPatterns("/camunda/api/*");
        registration.setOrder(-40);
        return registration;
    }

    /** Anybody signed in could try passwords of others at the engine's own check, past the throttle of signing in. */
    @Bean
    FilterRegistrationBean<OncePerRequestFilter> noPasswordTrials() {
        FilterRegistrationBean<OncePerRequestFilter> registration =
                new FilterRegistrationBean<>(new OncePerRequestFilter() {
                    @Override
                    protected void doFilterInternal(
                            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                            throws IOException, ServletException {
                        if (path(request).matches(".*/identity/verify/*")) {
                            response.sendError(HttpServletResponse.SC_NOT_FOUND);
                        } else {
                            chain.doFilter(request, response);
                        }
                    }
                });
        registration.setName("noPasswordTrials");
        registration.addUrlPatterns("/engine-rest/*", "/camunda/api/*");
        registration.setOrder(-40);
        return registration;
    }

    /** Files to deploy are read into memory as a whole: what is far too large is not read at all. */
    @Bean
    FilterRegistrationBean<OncePerRequestFilter> deploymentsOfModelSize() {
        FilterRegistrationBean<OncePerRequestFilter> registration =
                new FilterRegistrationBean<>(new OncePerRequestFilter() {
                    @Override
                    protected void doFilterInternal(
                            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                            throws IOException, ServletException {
                        boolean unknown = request.getContentLengthLong() < 0;
                        if (path(request).matches(".*/deployment/create/*")
                                && (unknown || request.getContentLengthLong() > LARGEST_DEPLOYMENT)) {
                            response.sendError(
                                    unknown
                                            ? HttpServletResponse.SC_LENGTH_REQUIRED
                                            : HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
                        } else {
                            chain.doFilter(request, response);
                        }
                    }
                });
        registration.setName("deploymentsOfModelSize");
        registration.addUrlPatterns("/engine-rest/*", "/camunda/api/*");
        registration.setOrder(-40);
        return registration;
    }

    /** The path as the container resolves it, decoded. */
    private static String path(HttpServletRequest request) {
        return request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
    }
}
