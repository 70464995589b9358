package fr.ecoquartier.access;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The accounts of the staff, kept where administrators manage them: in the engine's identity tables. */
public interface StaffDirectory {

    /** What an account may be called. */
    String ID_PATTERN = "[a-zA-Z0-9]+([.@_-][a-zA-Z0-9]+)*";

    /**
     * The person, when the password is theirs and the account is not deactivated. Knows nothing of throttling, which is
     * the caller's.
     */
    Optional<Person> authenticate(String id, String password);

    /** Whoever the account belongs to, also when it is deactivated. */
    Optional<Person> find(String id);

    /** The person, when the account may sign in. */
    Optional<Person> active(String id);

    /** Whether the account holds a one-time password, to be changed before anything else. */
    boolean passwordToChange(String id);

    /** Everybody who has a role and may sign in, by name. */
    List<Person> withRole(Role role);

    /** Every account, deactivated ones included, by name. */
    List<Entry> entries();

    /** The account as administrators see it. */
    Optional<Entry> entry(String id);

    /** Creates the account or brings an existing one to this name, password, roles and regions. */
    void save(NewStaff account);

    /** Changes what somebody is called. */
    void rename(String id, String firstName, String lastName, String email);

    /** Gives exactly these roles and regions. */
    void assign(String id, Set<Role> roles, Set<String> regions);

    /** @throws PasswordPolicy.Refused when the new password is too weak */
    void changePassword(String id, String password);

    /** Changes whenever the password does, by whatever way, and tells nothing of it; empty for an unknown account. */
    Optional<String> passwordMark(String id);

    boolean hasAdmin();

    /**
     * Makes sure that an administrator who may sign in remains besides this one, until the transaction ends: whoever
     * asks at the same time waits.
     *
     * @throws AccountRefused when there is no other
     */
    void requireAnotherAdmin(String leaving);

    /** An account to be. National roles get every region through their group and name none here. */
    record NewStaff(
            String id,
            String firstName,
            String lastName,
            String email,
            String password,
            Set<Role> roles,
            Set<String> regions) {}

    /** An account as it is kept: the regions are the ones given to the person, not those of their roles. */
    record Entry(String id, String firstName, String lastName, String email, Set<Role> roles, Set<String> regions) {

        /** The name that people read. */
        public String name() {
            String name = (firstName + ' ' + lastName).strip();
            return name.isEmpty() ? id : name;
        }
    }
}
