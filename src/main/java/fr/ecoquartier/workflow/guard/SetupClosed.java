package fr.ecoquartier.workflow.guard;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The stock web apps let the first visitor make an administrator while the group of administrators is empty. Here the
 * first administrator comes from the configuration, so the set-up page and its resource are gone whatever the group
 * holds.
 */
@Configuration(proxyBeanMethods = false)
class SetupClosed {

    @Bean
    FilterRegistrationBean<OncePerRequestFilter> setupIsClosed() {
        FilterRegistrationBean<OncePerRequestFilter> registration =
                new FilterRegistrationBean<>(new OncePerRequestFilter() {
                    @Override
                    protected void doFilterInternal(
                            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                            throws IOException {
                        response.sendError(HttpServletResponse.SC_NOT_FOUND);
                    }

                    @Override
                    protected boolean shouldNotFilterErrorDispatch() {
                        return true;
                    }
                });
        registration.setName("setupIsClosed");
        registration.addUrlPatterns(
                "/camunda/api/admin/setup/*", "/api/admin/setup/*", "/camunda/app/admin/default/setup/*");
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }
}
