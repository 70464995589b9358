package fr.ecoquartier.access;

import java.time.Clock;
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

    SignIn(StaffDirectory staff, AuthorityAccounts authorities, SignInSettings settings) {
        this.staff = staff;
        this.authorities = authorities;
        this.throttle = new SignInThrottle(settings.throttle(), Clock.systemUTC());
    }

    @Override
    public Authentication authenticate(Authentication request) {
        String id = request.getName();
        String password = String.valueOf(request.getCredentials());
        String address = request.getDetails() instanceof WebAuthenticationDetails details
                ? details.getRemoteAddress()
                : "internal";
        Duration wait = throttle.wait(id, address);
        if (!wait.isZero()) {
            throw new Throttled(wait);
        }
        // each takes as long for an unknown account as for a wrong password
        Optional<Person> member = staff.authenticate(id, password);
        Optional<AuthorityAccounts.Account> account =
                member.isPresent() ? Optional.empty() : authorities.authenticate(id, password);
        if (member.isEmpty() && account.isEmpty()) {
            throttle.failed(id, address);
            throw new BadCredentialsException("unknown account or wrong password");
        }
        throttle.succeeded(id, address);
        Person person = member.orElseGet(() -> account.get().person());
        boolean passwordToChange = member.isEmpty() && account.get().passwordToChange();
        var authentication =
                UsernamePasswordAuthenticationToken.authenticated(person, null, granted(person, passwordToChange));
        authentication.setDetails(request.getDetails());
        return authentication;
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
