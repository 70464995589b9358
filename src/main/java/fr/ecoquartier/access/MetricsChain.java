package fr.ecoquartier.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.Http403ForbiddenEntryPoint;
import org.springframework.security.web.util.matcher.AntPathRequestMatcher;

/**
 * The metrics for a program that collects them and has no account: it shows a token. Without a configured token, or a
 * token in the request, {@link SecurityChains} decides: administrators only.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("!'${ecoquartier.metrics.token:}'.isBlank()")
class MetricsChain {

    private static final String SCHEME = "Bearer ";

    @Bean
    @Order(0)
    SecurityFilterChain metrics(HttpSecurity http, @Value("${ecoquartier.metrics.token}") String token)
            throws Exception {
        var address = new AntPathRequestMatcher("/actuator/prometheus", HttpMethod.GET.name());
        byte[] expected = (SCHEME + token).getBytes(StandardCharsets.UTF_8);
        http.securityMatcher(request -> address.matches(request)
                        && String.valueOf(request.getHeader("Authorization")).startsWith(SCHEME))
                .authorizeHttpRequests(requests -> requests.anyRequest()
                        .access((person, context) -> new AuthorizationDecision(MessageDigest.isEqual(
                                expected,
                                context.getRequest().getHeader("Authorization").getBytes(StandardCharsets.UTF_8)))))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(csrf -> csrf.disable())
                .requestCache(cache -> cache.disable())
                .exceptionHandling(refusals -> refusals.authenticationEntryPoint(new Http403ForbiddenEntryPoint()));
        return http.build();
    }
}
