package fr.ecoquartier.workflow.engine;

import fr.ecoquartier.access.CurrentPerson;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.territory.Region;
import fr.ecoquartier.territory.Territories;
import fr.ecoquartier.workflow.NationalTenant;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.webapp.impl.security.auth.Authentication;
import org.camunda.bpm.webapp.impl.security.auth.AuthenticationUtil;
import org.camunda.bpm.webapp.impl.security.auth.Authentications;
import org.camunda.bpm.webapp.impl.security.auth.UserAuthentication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Tells the engine who is signed in. Spring Security has authenticated and let through every request that comes here;
 * both filters only translate the person into the engine's terms, at each request.
 */
@Configuration(proxyBeanMethods = false)
class EngineAccess {

    /** After Spring Security (-100), before the web apps' own filters (last). */
    private static final int AFTER_SECURITY = 0;

    @Bean
    FilterRegistrationBean<Filter> engineRestAuthentication(
            CurrentPerson people, IdentityService identity, Territories territories) {
        Filter filter = (request, response, chain) -> {
            Person person = people.get();
            identity.setAuthentication(person.id(), groups(person), tenants(person, territories));
            try {
                chain.doFilter(request, response);
            } finally {
                identity.clearAuthentication();
            }
        };
        return registration(filter, "engineRestAuthentication", "/engine-rest/*");
    }

    @Bean
    FilterRegistrationBean<Filter> webAppAuthentication(
            CurrentPerson people, ProcessEngine engine, Territories territories) {
        Filter filter = (request, response, chain) -> {
            signInToWebApps((HttpServletRequest) request, people.get(), engine, territories);
            chain.doFilter(request, response);
        };
        return registration(filter, "webAppAuthentication", "/camunda/app/*", "/camunda/api/*");
    }

    private static void signInToWebApps(
            HttpServletRequest request, Person person, ProcessEngine engine, Territories territories)
            throws IOException {
        Authentications known = AuthenticationUtil.getAuthsFromSession(request.getSession());
        Authentication current = known.getAuthenticationForProcessEngine(engine.getName());
        List<String> groups = groups(person);
        List<String> tenants = tenants(person, territories);
        boolean same = current instanceof UserAuthentication user
                && person.id().equals(user.getIdentityId())
                && groups.equals(user.getGroupIds())
                && tenants.equals(user.getTenantIds());
        if (!same) {
            known.addOrReplace(AuthenticationUtil.createAuthentication(engine, person.id(), groups, tenants));
        }
    }

    private static FilterRegistrationBean<Filter> registration(Filter filter, String name, String... patterns) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.setName(name);
        registration.addUrlPatterns(patterns);
        registration.setOrder(AFTER_SECURITY);
        return registration;
    }

    static List<String> groups(Person person) {
        return person.roles().stream().map(Role::group).sorted().toList();
    }

    /**
     * Experts and partners have no region. They are shown exactly the tasks that were granted to them one by one, in
     * whatever region, so the tenant does not restrict them further. Somebody who also works for a region sees that
     * region only: what a region's service sees is not granted one by one. What is national is for national roles and
     * for the partners of pilot campaigns.
     */
    static List<String> tenants(Person person, Territories territories) {
        boolean partner = person.is(Role.PARTNER) && !person.is(Role.DREAL);
        boolean expert = person.is(Role.EXPERT) && !person.is(Role.DREAL);
        Stream<String> regions = person.allRegions() || partner || expert
                ? territories.regions().stream().map(Region::code)
                : person.regions().stream();
        Stream<String> national = person.allRegions() || partner ? Stream.of(NationalTenant.CODE) : Stream.empty();
        return Stream.concat(regions, national).distinct().sorted().toList();
    }
}
