package fr.ecoquartier.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.MDC;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * What each line of the log says of its request: the account's id under {@code user} and the dossier's reference under
 * {@code dossier}. Never a name, an address or what was typed.
 */
@Configuration(proxyBeanMethods = false)
class LogContext {

    static final String USER = "user";
    /** Also the name under which the engine puts the business key of what it executes. */
    static final String DOSSIER = "dossier";

    private static final Pattern REFERENCE = Pattern.compile("\\b(?:EQ|TEST)-\\d{4}-\\d{5,}\\b");
    private static final int AFTER_SECURITY = -95;

    @Bean
    FilterRegistrationBean<OncePerRequestFilter> logContextFilter() {
        var registration = new FilterRegistrationBean<OncePerRequestFilter>(new OncePerRequestFilter() {
            @Override
            protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws ServletException, IOException {
                Authentication caller = SecurityContextHolder.getContext().getAuthentication();
                Matcher reference = REFERENCE.matcher(request.getRequestURI());
                try (var user = MDC.putCloseable(USER, caller == null ? null : caller.getName());
                        var dossier = MDC.putCloseable(DOSSIER, reference.find() ? reference.group() : null)) {
                    chain.doFilter(request, response);
                }
            }
        });
        registration.setName("logContext");
        registration.setOrder(AFTER_SECURITY);
        return registration;
    }
}
