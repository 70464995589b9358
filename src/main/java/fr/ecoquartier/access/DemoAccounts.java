package fr.ecoquartier.access;

import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * One account per actor for demonstrations, all with the same password: the one given, else a new one at each start,
 * printed once everything is ready and kept nowhere but as a hash.
 */
@Component
@Profile("demo")
class DemoAccounts implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(DemoAccounts.class);

    private final StaffDirectory staff;
    private final AuthorityAccounts authorities;
    private final String password;
    private final boolean given;

    DemoAccounts(
            StaffDirectory staff,
            AuthorityAccounts authorities,
            @Value("${ecoquartier.demo.password:}") String password) {
        this.staff = staff;
        this.authorities = authorities;
        this.given = !password.isBlank();
        this.password = given ? password : RandomPasswords.next(16);
    }

    @Override
    public void afterSingletonsInstantiated() {
        PasswordPolicy.require("", password);
        member("ministere.demo", "Claire", "Moreau", Role.MINISTRY);
        member("structure.demo", "Olivier", "Lambert", Role.CARRIER);
        member("dreal-82.demo", "Sophie", "Girard", Role.DREAL, "82");
        member("dreal-42.demo", "Julien", "Meyer", Role.DREAL, "42");
        member("dreal-11.demo", "Nadia", "Benali", Role.DREAL, "11");
        member("expert-national.demo", "Hélène", "Faure", Role.EXPERT);
        member("expert-local.demo", "Marc", "Chevalier", Role.EXPERT);
        member("expert-externe.demo", "Inès", "Roussel", Role.EXPERT);
        member("partenaire.demo", "Thomas", "Garnier", Role.PARTNER);
        member("gestion.demo", "Émilie", "Robert", Role.MANAGER);
        member("admin.demo", "Antoine", "Lefèvre", Role.ADMIN);
        member("admin-2.demo", "Karim", "Haddou", Role.ADMIN);
        authority("commune-38185.demo", "Camille Perrin (Grenoble)", "38185");
        authority("commune-67482.demo", "Lucie Schmitt (Strasbourg)", "67482");
        authority("commune-75056.demo", "Samir Haddad (Paris)", "75056");
    }

    @EventListener(ApplicationReadyEvent.class)
    void announce() {
        if (given) {
            log.info("Demonstration accounts are ready, with the password of ECOQUARTIER_DEMO_PASSWORD");
        } else {
            log.info("Demonstration accounts are ready; their password until the next start: {}", password);
        }
    }

    /** An account that has the password already stays as it is: saving it again would end its sessions. */
    private void member(String id, String first, String last, Role role, String... regions) {
        if (staff.authenticate(id, password).isPresent()) {
            return;
        }
        staff.save(new StaffDirectory.NewStaff(
                id, first, last, id + "@exemple.invalid", password, Set.of(role), Set.of(regions)));
    }

    private void authority(String id, String name, String code) {
        if (authorities.opens(id, password)) {
            return;
        }
        authorities.save(id, name, id + "@exemple.invalid", code, password, false, "demonstration");
    }
}
