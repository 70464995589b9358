package fr.ecoquartier.workflow.oversight;

import fr.ecoquartier.access.AuthorityAccounts;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.StaffDirectory;
import org.springframework.stereotype.Component;

/** The names of the accounts that the engine keeps by their ids. */
@Component("oversightPeople")
public class People {

    private final StaffDirectory staff;
    private final AuthorityAccounts authorities;

    People(StaffDirectory staff, AuthorityAccounts authorities) {
        this.staff = staff;
        this.authorities = authorities;
    }

    /** The name that people read; the id of an account that is no more. */
    public String name(String id) {
        return staff.find(id)
                .map(Person::name)
                .or(() -> authorities.find(id).map(AuthorityAccounts.Account::name))
                .orElse(id);
    }
}
