package fr.ecoquartier.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.csrf.CsrfException;

/**
 * Answers to whom may not pass, in the form of the client: a page for people, a redirection for htmx, problem+json for
 * programs.
 */
class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {

    private static final String EXPIRED = "Votre session a expiré. Connectez-vous pour reprendre.";

    private final LoginUrlAuthenticationEntryPoint signInPage = new LoginUrlAuthenticationEntryPoint("/connexion");

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException refusal)
            throws IOException, jakarta.servlet.ServletException {
        if (isApi(request)) {
            Problems.write(response, HttpStatus.UNAUTHORIZED, "Connexion requise", EXPIRED);
        } else if (isHtmx(request)) {
            redirectHtmx(request, response);
        } else {
            signInPage.commence(request, response, refusal);
        }
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException refusal)
            throws IOException {
        boolean forged = refusal instanceof CsrfException;
        boolean signedIn = SecurityContextHolder.getContext().getAuthentication() != null
                && SecurityContextHolder.getContext().getAuthentication().getPrincipal() instanceof Person;
        if (isApi(request)) {
            Problems.write(
                    response,
                    HttpStatus.FORBIDDEN,
                    "Accès refusé",
                    forged
                            ? "Le jeton de protection contre les requêtes forgées est absent ou périmé."
                            : "Votre compte ne donne pas accès à cette adresse.");
        } else if (forged && !signedIn) {
            request.getSession().setAttribute(SignInOutcome.MESSAGE, EXPIRED);
            if (isHtmx(request)) {
                redirectHtmx(request, response);
            } else {
                response.sendRedirect(request.getContextPath() + "/connexion");
            }
        } else {
            response.sendError(HttpStatus.FORBIDDEN.value());
        }
    }

    private static void redirectHtmx(HttpServletRequest request, HttpServletResponse response) {
        response.setStatus(HttpStatus.UNAUTHORIZED.value());
        response.setHeader("HX-Redirect", request.getContextPath() + "/connexion");
    }

    private static boolean isHtmx(HttpServletRequest request) {
        return "true".equals(request.getHeader("HX-Request"));
    }

    private static boolean isApi(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return path.startsWith("/api/") || path.startsWith("/camunda/api/") || path.startsWith("/engine-rest");
    }
}
