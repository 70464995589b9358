package fr.ecoquartier.access;

import java.util.Set;

/** Accounts for tests; each class makes its own ids, because the database is shared. */
public final class TestAccounts {

    public static final String PASSWORD = "un mot de passe de test";

    private final StaffDirectory staff;
    private final AuthorityAccounts authorities;

    public TestAccounts(StaffDirectory staff, AuthorityAccounts authorities) {
        this.staff = staff;
        this.authorities = authorities;
    }

    public String staff(String id, Role role, String... regions) {
        staff.save(new StaffDirectory.NewStaff(
                id, "Prénom", "Nom", id + "@exemple.invalid", PASSWORD, Set.of(role), Set.of(regions)));
        return id;
    }

    public String authority(String id, String code) {
        authorities.save(id, "Personne de " + code, id + "@exemple.invalid", code, PASSWORD, false, "test");
        return id;
    }
}
