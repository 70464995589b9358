package fr.ecoquartier.access;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

class LogContextTest {

    @AfterEach
    void signOut() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void aLineOfTheLogTellsWhoAndWhichDossierAndNothingPersonal() throws ServletException, IOException {
        Person person = new Person("dreal.82", "Sophie Girard", Set.of(Role.DREAL), Set.of("82"), Set.of());
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(person, null, Set.of()));
        assertThat(during("/dossiers/EQ-2012-00042/pieces"))
                .isEqualTo(Map.of("user", "dreal.82", "dossier", "EQ-2012-00042"));
        assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
    }

    @Test
    void aTestDossierIsNamedToo() throws ServletException, IOException {
        assertThat(during("/dossiers/TEST-2012-00001")).containsEntry("dossier", "TEST-2012-00001");
    }

    @Test
    void withoutDossierAndPersonNothingIsSaid() throws ServletException, IOException {
        assertThat(during("/grille").values()).containsOnlyNulls();
    }

    private static Map<String, String> during(String path) throws ServletException, IOException {
        Map<String, String> context = new HashMap<>();
        new LogContext()
                .logContextFilter()
                .getFilter()
                .doFilter(
                        new MockHttpServletRequest("GET", path),
                        new MockHttpServletResponse(),
                        (request, response) -> context.putAll(
                                MDC.getCopyOfContextMap() == null ? Map.of() : MDC.getCopyOfContextMap()));
        return context;
    }
}
