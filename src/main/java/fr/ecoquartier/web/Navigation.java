package fr.ecoquartier.web;

import fr.ecoquartier.access.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** What the layout offers to the person who looks at a page: the links of their roles. */
@Component("navigation")
public class Navigation {

    /** A link of the main menu. */
    public record Item(String label, String address, boolean current) {}

    private static final Set<String> STAFF = Set.of("ministry", "carrier", "dreal", "manager", "camunda-admin");
    private static final Set<String> TASKLIST =
            Set.of("ministry", "carrier", "dreal", "expert", "partner", "manager", "camunda-admin");
    /** Those whose tasks somebody else may do while they are away. */
    private static final Set<String> STAND_IN = Set.of("ministry", "carrier", "dreal");

    private static final Set<String> COCKPIT = Set.of("manager", "camunda-admin");

    public List<Item> items() {
        Set<String> roles = roles();
        List<Item> items = new ArrayList<>();
        if (roles.contains("authority")) {
            items.add(item("Mon espace", "/collectivite"));
        }
        if (hasAny(roles, STAFF) || roles.contains("expert")) {
            items.add(item("Dossiers", "/dossiers"));
        }
        if (hasAny(roles, STAFF) || roles.contains("partner")) {
            items.add(item("Campagnes", "/campagnes"));
        }
        if (hasAny(roles, TASKLIST)) {
            items.add(item("Mes tâches", "/camunda/app/tasklist/default/"));
        }
        if (hasAny(roles, STAND_IN)) {
            items.add(item("Mon absence", "/absence"));
        }
        if (hasAny(roles, TASKLIST)) {
            items.add(item("Référentiel", "/referentiel"));
        }
        if (hasAny(roles, COCKPIT)) {
            items.add(item("Pilotage", "/camunda/app/cockpit/default/"));
        }
        if (roles.contains("camunda-admin")) {
            items.add(item("Modèles", "/modeles"));
            items.add(item("Administration", "/administration"));
        }
        if (!hasAny(roles, TASKLIST)) {
            // the staff finds them at the foot of each page: their menu is full
            items.add(item("Registre", "/registre"));
            items.add(item("Grille", "/grille"));
        }
        return items;
    }

    public boolean signedIn() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null
                && authentication.isAuthenticated()
                && !(authentication instanceof AnonymousAuthenticationToken);
    }

    /** The name shown beside the sign-out button. */
    public String personName() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null) {
            return "";
        }
        return authentication.getPrincipal() instanceof Person person ? person.name() : authentication.getName();
    }

    /** What this page was made with, for the footer. */
    public String versions() {
        String version = getClass().getPackage().getImplementationVersion();
        return "Label ÉcoQuartier, version " + (version == null ? "de développement" : version);
    }

    private static Item item(String label, String address) {
        String path = path();
        return new Item(label, address, path.equals(address) || path.startsWith(address + "/"));
    }

    private static String path() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                ? attributes.getRequest().getRequestURI()
                : "";
    }

    private Set<String> roles() {
        if (!signedIn()) {
            return Set.of();
        }
        return SecurityContextHolder.getContext().getAuthentication().getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .map(Navigation::role)
                .collect(Collectors.toSet());
    }

    private static String role(String authority) {
        String name = authority.startsWith("ROLE_") ? authority.substring("ROLE_".length()) : authority;
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static boolean hasAny(Set<String> roles, Set<String> wanted) {
        return roles.stream().anyMatch(wanted::contains);
    }
}
