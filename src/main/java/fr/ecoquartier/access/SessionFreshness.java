package fr.ecoquartier.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
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
 * taken away, an account that was closed or a password that was replaced, in whatever page or program that was done.
 */
@Component
class SessionFreshness extends OncePerRequestFilter {

    private static final String CHECKED = SessionFreshness.class.getName() + ".checked";
    private static final String REVISION = SessionFreshness.class.getName() + ".revision";
    private static final String PASSWORD = SessionFreshness.class.getName() + ".password";

    private final StaffDirectory staff;
    private final StaffRecords records;
    private final AuthorityAccounts authorities;
    private final SignInSettings settings;
    private final Clock clock;
    private final HttpSessionSecurityContextRepository repository = new HttpSessionSecurityContextRepository();

    SessionFreshness(
            StaffDirectory staff,
            StaffRecords records,
            AuthorityAccounts authorities,
            SignInSettings settings,
            Clock clock) {
        this.staff = staff;
        this.records = records;
        this.authorities = authorities;
        this.settings = settings;
        this.clock = clock;
    }

    /** The session was opened with the password that the account has now: another one ends it. */
    void openedWithPassword(HttpSession session, Person person) {
        passwordMark(person).ifPresent(mark -> session.setAttribute(PASSWORD, mark));
    }

    /** The person has just changed their password in this session, which goes on with what they may do now. */
    void passwordIsNew(HttpSession session, Person person) {
        openedWithPassword(session, person);
        session.setAttribute(CHECKED, Instant.EPOCH);
    }

    private Optional<String> passwordMark(Person person) {
        return person.staff() ? staff.passwordMark(person.id()) : authorities.passwordMark(person.id());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpSession session = request.getSession(false);
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (session != null && authentication != null && authentication.getPrincipal() instanceof Person person) {
            Instant now = clock.instant();
            boolean changed = person.staff() && accountChanged(session, person);
            if (!(session.getAttribute(CHECKED) instanceof Instant checked)) {
                session.setAttribute(CHECKED, now);
            } else if (changed || Duration.between(checked, now).abs().compareTo(settings.freshness()) > 0) {
                session.setAttribute(CHECKED, now);
                renew(request, response, session, authentication, person);
            }
        }
        chain.doFilter(request, response);
    }

    /** An administrator changed the account since this session last looked: no waiting for the next time. */
    private boolean accountChanged(HttpSession session, Person person) {
        Integer revision = records.of(person.id()).revision();
        if (revision.equals(session.getAttribute(REVISION))) {
            return false;
        }
        session.setAttribute(REVISION, revision);
        return true;
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
                person.staff() ? staff.active(person.id()) : account.map(AuthorityAccounts.Account::person);
        Object password = session.getAttribute(PASSWORD);
        if (now.isEmpty() || password != null && !passwordMark(person).equals(Optional.of(password))) {
            session.invalidate();
            SecurityContextHolder.clearContext();
            return;
        }
        boolean toChange = account.map(AuthorityAccounts.Account::passwordToChange)
                .orElseGet(() -> person.staff() && records.of(person.id()).passwordToChange());
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
