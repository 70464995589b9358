package fr.ecoquartier.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.stereotype.Component;

/** What follows a sign-in: the page that was asked for if the person may see it, else where they work; or the reason. */
@Component
public class SignInOutcome implements AuthenticationSuccessHandler, AuthenticationFailureHandler {

    /** Session attributes read once by the sign-in page. */
    public static final String MESSAGE = "signIn.message";

    public static final String IDENTIFIER = "signIn.identifier";

    private final Sessions sessions;
    private final SessionFreshness freshness;
    private final KnownBrowsers browsers;
    private final HttpSessionRequestCache cache = new HttpSessionRequestCache();

    SignInOutcome(Sessions sessions, SessionFreshness freshness, KnownBrowsers browsers) {
        this.sessions = sessions;
        this.freshness = freshness;
        this.browsers = browsers;
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        Person person = (Person) authentication.getPrincipal();
        freshness.openedWithPassword(request.getSession(), person);
        sessions.opened(request, person, Sessions.PASSWORD);
        browsers.remember(request, response, person.id());
        goOn(request, response, authentication, person);
    }

    /** After a sign-in through the identity provider. */
    void throughProvider(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication, String provider)
            throws IOException {
        Person person = (Person) authentication.getPrincipal();
        sessions.opened(request, person, provider);
        goOn(request, response, authentication, person);
    }

    private void goOn(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication, Person person)
            throws IOException {
        SavedRequest saved = cache.getRequest(request, response);
        cache.removeRequest(request, response);
        String target = Home.of(person);
        if (authentication.getAuthorities().contains(new SimpleGrantedAuthority(SignIn.PASSWORD_TO_CHANGE))) {
            target = "/compte";
        } else if (saved != null) {
            target = allowed(person, saved, request.getContextPath(), target);
        }
        response.sendRedirect(request.getContextPath() + target);
    }

    private static String allowed(Person person, SavedRequest saved, String contextPath, String home) {
        URI asked = URI.create(saved.getRedirectUrl());
        String path = asked.getRawPath().substring(contextPath.length());
        boolean forStaff = path.startsWith("/camunda");
        boolean forAuthorities = path.startsWith("/collectivite");
        boolean forAdmins =
                path.startsWith("/administration") || path.startsWith("/modeles") || path.startsWith("/actuator");
        boolean refused = forStaff && !person.staff()
                || forAuthorities && !person.is(Role.AUTHORITY)
                || forAdmins && !person.is(Role.ADMIN)
                || path.equals("/");
        if (refused) {
            return home;
        }
        return asked.getRawQuery() == null ? path : path + '?' + asked.getRawQuery();
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException refusal)
            throws IOException {
        String message = refusal instanceof SignIn.Throttled throttled
                ? "Trop d’échecs de connexion depuis votre poste. Réessayez dans "
                        + SecurityChains.inWords(throttled.remaining()) + "."
                : "Identifiant ou mot de passe incorrect.";
        var session = request.getSession();
        session.setAttribute(MESSAGE, message);
        String identifier = String.valueOf(request.getParameter("identifiant"));
        session.setAttribute(IDENTIFIER, identifier.length() > 100 ? "" : identifier);
        response.sendRedirect(request.getContextPath() + "/connexion?echec");
    }
}
