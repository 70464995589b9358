package fr.ecoquartier.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Leads whoever holds a one-time password to the page where they choose their own. */
class PasswordChangeFirst extends OncePerRequestFilter {

    private static final List<String> OPEN = List.of(
            "/compte", "/deconnexion", "/connexion", "/css/", "/js/", "/img/", "/vendor/", "/webjars/", "/favicon");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        boolean toChange = authentication != null
                && authentication.getAuthorities().contains(new SimpleGrantedAuthority(SignIn.PASSWORD_TO_CHANGE));
        String path = request.getRequestURI().substring(request.getContextPath().length());
        if (toChange && OPEN.stream().noneMatch(path::startsWith)) {
            if (path.startsWith("/engine-rest") || path.startsWith("/camunda/api")) {
                Problems.write(
                        response,
                        HttpStatus.FORBIDDEN,
                        "Mot de passe à choisir",
                        "Ce compte a un mot de passe à usage unique : connectez-vous à l’application pour choisir le vôtre.");
                return;
            }
            response.sendRedirect(request.getContextPath() + "/compte");
            return;
        }
        chain.doFilter(request, response);
    }
}
