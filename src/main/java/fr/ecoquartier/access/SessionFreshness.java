package fr.ecoquartier.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads roles, regions and the account's state again every so often, so that a session does not outlive a right that was
 * taken away.
 */
@Component
class SessionFreshness extends OncePerRequestFilter {

    private static final String CHECKED = SessionFreshness.class.getName() + ".checked";

    private final StaffDirectory staff;
    private final AuthorityAccounts authorities;
    private final SignInSettings settings;
    private final HttpSessionSecurityContextRepository repository = new HttpSessionSecurityContextRepository();

    SessionFreshness(StaffDirectory staff, AuthorityAccounts authorities, SignInSettings settings) {
        this.staff = staff;
        this.authorities = authorities;
        this.settings = settings;
    }

    /** What the session knows of the person is out of date. */
    static void renewAtNextRequest(HttpSession session) {
        session.setAttribute(CHECKED, Instant.EPOCH);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpSession session = request.getSession(false);
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (session != null && authentication != null && authentication.getPrincipal() instanceof Person person) {
            Instant now = Instant.now();
            if (session.getAttribute(CHECKED) == null) {
                session.setAttribute(CHECKED, now);
            } else if (((Instant) session.getAttribute(CHECKED))
                    .plus(settings.freshness())
                    .isBefore(now)) {
                session.setAttribute(CHECKED, now);
                renew(request, response, session, authentication, person);
            }
        }
        chain.doFilter(request, response);
    }

    private void renew(
            HttpServletRequest request,
            HttpServletResponse response,
            HttpSession session,
            Authentication old,
            Person person) {
        Optional<AuthorityAccounts.Account> account = person.staff()
                ? Optional.empty()
                : authorities.find(person.id()).filter(AuthorityAccounts.Account::enabled);
        Optional<Person> now =
                person.staff() ? staff.find(person.id()) : account.map(AuthorityAccounts.Account::person);
        if (now.isEmpty()) {
            session.invalidate();
            SecurityContextHolder.clearContext();
            return;
        }
        boolean toChange =
                account.map(AuthorityAccounts.Account::passwordToChange).orElse(false);
        var renewed =
                UsernamePasswordAuthenticationToken.authenticated(now.get(), null, SignIn.granted(now.get(), toChange));
        renewed.setDetails(old.getDetails());
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(renewed);
        SecurityContextHolder.setContext(context);
        repository.saveContext(context, request, response);
    }

    /** The filter belongs to the security chains only. */
    @org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
    static class NotAServletFilter {
        @Bean
        FilterRegistrationBean<SessionFreshness> sessionFreshnessRegistration(SessionFreshness filter) {
            var registration = new FilterRegistrationBean<>(filter);
            registration.setEnabled(false);
            return registration;
        }
    }
}
