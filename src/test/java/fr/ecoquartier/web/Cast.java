package fr.ecoquartier.web;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;

import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import java.util.Set;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** The people of the tests of our pages, each signed in for one request. */
public final class Cast {

    public static final Person GRENOBLE = authority("page.grenoble", "38185");
    public static final Person STRASBOURG = authority("page.strasbourg", "67482");
    public static final Person RHONE_ALPES = staff("page.dreal-82", Role.DREAL, "82");
    public static final Person ALSACE = staff("page.dreal-42", Role.DREAL, "42");
    public static final Person MINISTRY = staff("page.ministere", Role.MINISTRY);
    public static final Person MANAGER = staff("page.gestion", Role.MANAGER);
    public static final Person EXPERT = staff("page.expert", Role.EXPERT);
    public static final Person PARTNER = staff("page.partenaire", Role.PARTNER);

    private Cast() {}

    private static Person authority(String id, String code) {
        return new Person(id, "Personne de " + code, Set.of(Role.AUTHORITY), Set.of(), Set.of(code));
    }

    private static Person staff(String id, Role role, String... regions) {
        return new Person(id, "Agent " + role.label(), Set.of(role), Set.of(regions), Set.of());
    }

    public static RequestPostProcessor as(Person person) {
        return authentication(UsernamePasswordAuthenticationToken.authenticated(
                person,
                null,
                person.roles().stream()
                        .map(role -> new SimpleGrantedAuthority("ROLE_" + role.group()))
                        .toList()));
    }
}
