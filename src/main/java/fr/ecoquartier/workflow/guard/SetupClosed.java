package fr.ecoquartier.workflow.guard;

import fr.ecoquartier.access.StaffDirectory;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The stock web apps let the first visitor make an administrator while the group of administrators is empty. Here the
 * first administrator comes from the configuration, so the set-up page and its resource are gone whatever the group
 * holds. Without any administrator the web apps send everybody to that page: it leads to one that says what to do.
 */
@Configuration(proxyBeanMethods = false)
class SetupClosed {

    @Bean
    FilterRegistrationBean<OncePerRequestFilter> setupIsClosed(ObjectProvider<StaffDirectory> staff) {
        FilterRegistrationBean<OncePerRequestFilter> registration =
                new FilterRegistrationBean<>(new OncePerRequestFilter() {
                    @Override
                    protected void doFilterInternal(
                            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                            throws IOException {
                        boolean page = request.getMethod().equals("GET")
                                && request.getRequestURI().startsWith(request.getContextPath() + "/camunda/app/");
                        if (page && !staff.getObject().hasAdmin()) {
                            response.sendRedirect(request.getContextPath() + "/sans-administrateur");
                        } else {
                            response.sendError(HttpServletResponse.SC_NOT_FOUND);
                        }
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
