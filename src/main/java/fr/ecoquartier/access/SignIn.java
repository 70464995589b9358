package fr.ecoquartier.access;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/** Checks an identifier and a password against the staff's directory, then against the authorities' accounts. */
@Component
class SignIn implements AuthenticationProvider {

    /** Held by somebody who must choose a password of their own before anything else. */
    static final String PASSWORD_TO_CHANGE = "PASSWORD_TO_CHANGE";

    private final StaffDirectory staff;
    private final AuthorityAccounts authorities;
    private final SignInThrottle throttle;
    private final KnownBrowsers browsers;
    private final SignInSettings settings;
    private final IdentityProvider provider;

    SignIn(
            StaffDirectory staff,
            AuthorityAccounts authorities,
            SignInThrottle throttle,
            KnownBrowsers browsers,
            SignInSettings settings,
            IdentityProvider provider) {
        this.staff = staff;
        this.authorities = authorities;
        this.throttle = throttle;
        this.browsers = browsers;
        this.settings = settings;
        this.provider = provider;
    }

    @Override
    public Authentication authenticate(Authentication request) {
        String id = request.getName();
        String password = String.valueOf(request.getCredentials());
        SignInThrottle.Attempt attempt = attempt(id, request.getDetails());
        Duration wait = throttle.wait(attempt);
        if (!wait.isZero()) {
            throw new Throttled(wait);
        }
        // each takes as long for an unknown account as for a wrong password
        Optional<Person> member = staff.authenticate(id, password)
                .filter(this::mayUsePassword)
                .filter(person -> usesPassword(person.id()));
        Optional<AuthorityAccounts.Account> account = member.isPresent()
                ? Optional.empty()
                : authorities.authenticate(id, password).filter(known -> usesPassword(known.id()));
        if (member.isEmpty() && account.isEmpty()) {
            throttle.failed(attempt);
            throw new BadCredentialsException("unknown account or wrong password");
        }
        // of many tries at once, those that were let in before the first failures were counted do not pass
        Duration since = throttle.wait(attempt);
        if (!since.isZero()) {
            throw new Throttled(since);
        }
        throttle.succeeded(attempt);
        Person person = member.orElseGet(() -> account.get().person());
        boolean passwordToChange = member.map(known -> staff.passwordToChange(known.id()))
                .orElseGet(() -> account.get().passwordToChange());
        var authentication =
                UsernamePasswordAuthenticationToken.authenticated(person, null, granted(person, passwordToChange));
        // kept in the session, where the whole address has no place
        authentication.setDetails(Origin.shortened(attempt.address()));
        return authentication;
    }

    private SignInThrottle.Attempt attempt(String id, Object details) {
        String address = details instanceof WebAuthenticationDetails web ? web.getRemoteAddress() : "internal";
        String browser = details instanceof Details told && told.browser != null && browsers.knows(told.browser, id)
                ? told.browser
                : null;
        return new SignInThrottle.Attempt(id, address, browser);
    }

    /** Whom the provider signs in comes through the provider only: what it takes away must not stay open beside it. */
    private boolean usesPassword(String id) {
        return !provider.signsIn(id);
    }

    private boolean mayUsePassword(Person member) {
        return switch (settings.staffPasswords()) {
            case ALL -> true;
            case ADMINS -> member.is(Role.ADMIN);
            case NONE -> false;
        };
    }

    /** Where a sign-in comes from: its address, and the browser's cookie. */
    static final class Details extends WebAuthenticationDetails {

        private static final long serialVersionUID = 1L;

        private final transient String browser;

        Details(HttpServletRequest request) {
            super(request);
            this.browser = KnownBrowsers.tokenHash(request).orElse(null);
        }
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }

    static List<GrantedAuthority> granted(Person person, boolean passwordToChange) {
        List<GrantedAuthority> granted = new ArrayList<>();
        person.roles().forEach(role -> granted.add(new SimpleGrantedAuthority("ROLE_" + role.group())));
        if (passwordToChange) {
            granted.add(new SimpleGrantedAuthority(PASSWORD_TO_CHANGE));
        }
        return granted;
    }

    /** Too many failures: this address has to wait. */
    static final class Throttled extends AuthenticationException {
        private final transient Duration wait;

        Throttled(Duration wait) {
            super("too many failures");
            this.wait = wait;
        }

        Duration remaining() {
            return wait;
        }
    }
}
