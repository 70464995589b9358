package fr.ecoquartier.access;

import fr.ecoquartier.StartRefused;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * The first administrator of an installation: made from {@code ECOQUARTIER_ADMIN_USER} and
 * {@code ECOQUARTIER_ADMIN_PASSWORD}, only while there is none, never from a default. Until then nobody can come in and
 * the log and the sign-in page say what to do.
 */
@Component
@Order
class FirstAdmin implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(FirstAdmin.class);

    private final StaffDirectory staff;
    private final String user;
    private final String password;
    private final boolean demonstration;

    FirstAdmin(
            StaffDirectory staff,
            @Value("${ecoquartier.admin.user:}") String user,
            @Value("${ecoquartier.admin.password:}") String password,
            org.springframework.core.env.Environment environment) {
        this.staff = staff;
        this.user = user.strip();
        this.password = password;
        this.demonstration = environment.matchesProfiles("demo");
    }

    @Override
    public void afterSingletonsInstantiated() {
        boolean given = !user.isEmpty() || !password.isEmpty();
        if (staff.hasAdmin()) {
            if (given && !demonstration) {
                log.info("ECOQUARTIER_ADMIN_USER and ECOQUARTIER_ADMIN_PASSWORD are not used: there is an administrator"
                        + " already. They can be taken away.");
            }
            return;
        }
        if (!given) {
            if (!demonstration) {
                log.warn("There is no administrator yet: nobody can sign in. Start once with ECOQUARTIER_ADMIN_USER and"
                        + " ECOQUARTIER_ADMIN_PASSWORD to make the first.");
            }
            return;
        }
        if (user.isEmpty() || password.isEmpty()) {
            throw new StartRefused(
                    "the first administrator needs both ECOQUARTIER_ADMIN_USER and" + " ECOQUARTIER_ADMIN_PASSWORD.");
        }
        if (!user.matches(StaffDirectory.ID_PATTERN)) {
            throw new StartRefused("ECOQUARTIER_ADMIN_USER is letters and digits, with . - _ or @ between them: \""
                    + user + "\" is not.");
        }
        PasswordPolicy.refusal(user, password).ifPresent(refusal -> {
            throw new StartRefused("ECOQUARTIER_ADMIN_PASSWORD is refused. " + refusal);
        });
        staff.save(new StaffDirectory.NewStaff(user, "", user, null, password, Set.of(Role.ADMIN), Set.of()));
        log.info(
                "The first administrator, {}, is ready. Take ECOQUARTIER_ADMIN_PASSWORD out of the environment.", user);
    }
}
