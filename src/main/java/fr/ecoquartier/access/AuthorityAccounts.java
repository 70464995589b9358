package fr.ecoquartier.access;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The accounts of the people of local authorities, in a table of our own. */
@Service
public class AuthorityAccounts {

    private static final RowMapper<Account> ACCOUNT = (row, n) -> new Account(
            row.getString("id"),
            row.getString("name"),
            row.getString("email"),
            row.getString("authority_code"),
            row.getBoolean("enabled"),
            row.getBoolean("password_to_change"),
            instant(row.getObject("created_on", OffsetDateTime.class)),
            row.getString("created_by"),
            instant(row.getObject("last_sign_in", OffsetDateTime.class)));

    private final JdbcClient jdbc;
    private final PasswordEncoder passwords;
    private final Sessions sessions;
    private final String unknownPassword;

    AuthorityAccounts(JdbcClient jdbc, PasswordEncoder passwords, Sessions sessions) {
        this.jdbc = jdbc;
        this.passwords = passwords;
        this.sessions = sessions;
        this.unknownPassword = passwords.encode("no account has this password");
    }

    /** An account, without its password. */
    public record Account(
            String id,
            String name,
            String email,
            String authorityCode,
            boolean enabled,
            boolean passwordToChange,
            Instant createdOn,
            String createdBy,
            Instant lastSignIn) {

        public Person person() {
            return new Person(id, name, Set.of(Role.AUTHORITY), Set.of(), Set.of(authorityCode));
        }
    }

    public Optional<Account> find(String id) {
        return jdbc.sql("select * from ecoquartier.authority_account where id = :id")
                .param("id", normalized(id))
                .query(ACCOUNT)
                .optional();
    }

    public List<Account> all() {
        return jdbc.sql("select * from ecoquartier.authority_account order by authority_code, id")
                .query(ACCOUNT)
                .list();
    }

    /** The account, when it is enabled and the password is its own. Takes as long for an unknown account. */
    Optional<Account> authenticate(String id, String password) {
        if (!opens(id, password)) {
            return Optional.empty();
        }
        jdbc.sql("update ecoquartier.authority_account set last_sign_in = now() where id = :id")
                .param("id", normalized(id))
                .update();
        return find(id);
    }

    /** Whether the account is enabled and has this password. */
    boolean opens(String id, String password) {
        Optional<String> encoded = jdbc.sql(
                        "select password from ecoquartier.authority_account where id = :id and enabled")
                .param("id", normalized(id))
                .query(String.class)
                .optional();
        boolean matches = passwords.matches(password, encoded.orElse(unknownPassword));
        return encoded.isPresent() && matches;
    }

    /** Creates the account, or brings an existing one to these values. */
    @Transactional
    public void save(
            String id,
            String name,
            String email,
            String authorityCode,
            String password,
            boolean passwordToChange,
            String by) {
        PasswordPolicy.require(id, password);
        jdbc.sql("""
                        insert into ecoquartier.authority_account
                            (id, name, email, authority_code, password, password_to_change, created_by)
                        values (:id, :name, :email, :authority, :password, :toChange, :by)
                        on conflict (id) do update set name = excluded.name, email = excluded.email,
                            authority_code = excluded.authority_code, password = excluded.password,
                            password_to_change = excluded.password_to_change, enabled = true
                        """)
                .param("id", normalized(id))
                .param("name", name)
                .param("email", email)
                .param("authority", authorityCode)
                .param("password", passwords.encode(password))
                .param("toChange", passwordToChange)
                .param("by", by)
                .update();
    }

    /** Brings the account to what the identity provider says; its password and its state stay. */
    @Transactional
    void bringTo(String id, String name, String email, String authorityCode) {
        jdbc.sql("update ecoquartier.authority_account set name = :name, email = :email, authority_code = :authority"
                        + " where id = :id")
                .param("name", name)
                .param("email", email)
                .param("authority", authorityCode)
                .param("id", normalized(id))
                .update();
    }

    /** Its owner has come in through the identity provider. */
    @Transactional
    Person signedIn(String id) {
        jdbc.sql("update ecoquartier.authority_account set last_sign_in = now() where id = :id")
                .param("id", normalized(id))
                .update();
        return find(id).orElseThrow().person();
    }

    /** @throws PasswordPolicy.Refused when the new password is too weak */
    @Transactional
    public void changePassword(String id, String password, boolean toChange) {
        PasswordPolicy.require(id, password);
        jdbc.sql(
                        "update ecoquartier.authority_account set password = :password, password_to_change = :toChange where id = :id")
                .param("password", passwords.encode(password))
                .param("toChange", toChange)
                .param("id", normalized(id))
                .update();
    }

    /** Changes whenever the password does, and tells nothing of it. */
    Optional<String> passwordMark(String id) {
        return jdbc.sql(
                        "select encode(sha256(convert_to(password, 'UTF8')), 'hex') from ecoquartier.authority_account where id = :id")
                .param("id", normalized(id))
                .query(String.class)
                .optional();
    }

    /** Opens or closes the account; closing it ends its sessions. */
    @Transactional
    public void enable(String id, boolean enabled) {
        jdbc.sql("update ecoquartier.authority_account set enabled = :enabled where id = :id")
                .param("enabled", enabled)
                .param("id", normalized(id))
                .update();
        if (!enabled) {
            sessions.endAll(normalized(id));
        }
    }

    /** A new password that its owner must change at the first sign-in; shown once, kept as a hash only. Sessions end. */
    @Transactional
    public String oneTimePassword(String id) {
        String password = RandomPasswords.next(14);
        changePassword(id, password, true);
        sessions.endAll(normalized(id));
        return password;
    }

    /** Makes an account; answers its one-time password. */
    @Transactional
    public String create(String id, String name, String email, String authorityCode, String by) {
        String password = RandomPasswords.next(14);
        save(id, name, email, authorityCode, password, true, by);
        return password;
    }

    private static String normalized(String id) {
        return id.strip().toLowerCase(Locale.ROOT);
    }

    private static Instant instant(OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
