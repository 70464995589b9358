package fr.ecoquartier.access;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The accounts of the staff, kept where administrators manage them: in the engine's identity tables. */
public interface StaffDirectory {

    /** What an account may be called. */
    String ID_PATTERN = "[a-zA-Z0-9]+([.@_-][a-zA-Z0-9]+)*";

    /** The person, when the password is theirs. Knows nothing of throttling, which is the caller's. */
    Optional<Person> authenticate(String id, String password);

    Optional<Person> find(String id);

    /** Everybody who has a role, by name. */
    List<Person> withRole(Role role);

    /** Creates the account or brings an existing one to this name, password, roles and regions. */
    void save(NewStaff account);

    /** @throws PasswordPolicy.Refused when the new password is too weak */
    void changePassword(String id, String password);

    /** Changes whenever the password does, by whatever way, and tells nothing of it; empty for an unknown account. */
    Optional<String> passwordMark(String id);

    boolean hasAdmin();

    /** An account to be. National roles get every region through their group and name none here. */
    record NewStaff(
            String id,
            String firstName,
            String lastName,
            String email,
            String password,
            Set<Role> roles,
            Set<String> regions) {}
}
