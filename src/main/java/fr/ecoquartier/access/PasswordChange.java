package fr.ecoquartier.access;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Component;

/** A person changes their own password; their other sessions end. */
@Component
public class PasswordChange {

    private final SignIn signIn;
    private final StaffDirectory staff;
    private final StaffRecords records;
    private final AuthorityAccounts authorities;
    private final Sessions sessions;
    private final SessionFreshness freshness;

    PasswordChange(
            SignIn signIn,
            StaffDirectory staff,
            StaffRecords records,
            AuthorityAccounts authorities,
            Sessions sessions,
            SessionFreshness freshness) {
        this.signIn = signIn;
        this.staff = staff;
        this.records = records;
        this.authorities = authorities;
        this.sessions = sessions;
        this.freshness = freshness;
    }

    /** @throws PasswordPolicy.Refused with a French sentence, when the current one is wrong or the new one too weak */
    public void change(Person person, String current, String fresh, HttpServletRequest request) {
        var attempt = UsernamePasswordAuthenticationToken.unauthenticated(person.id(), current);
        attempt.setDetails(new SignIn.Details(request));
        try {
            signIn.authenticate(attempt);
        } catch (SignIn.Throttled throttled) {
            throw new PasswordPolicy.Refused(
                    "Trop d’échecs. Réessayez dans " + SecurityChains.inWords(throttled.remaining()) + ".");
        } catch (AuthenticationException wrong) {
            throw new PasswordPolicy.Refused("Le mot de passe actuel n’est pas le bon.");
        }
        if (fresh.equals(current)) {
            throw new PasswordPolicy.Refused("Le nouveau mot de passe doit être différent de l’actuel.");
        }
        if (person.staff()) {
            staff.changePassword(person.id(), fresh);
            records.passwordToChange(person.id(), false);
        } else {
            authorities.changePassword(person.id(), fresh, false);
        }
        freshness.passwordIsNew(request.getSession(), person);
        sessions.endOthers(person.id(), request.getSession());
    }
}
