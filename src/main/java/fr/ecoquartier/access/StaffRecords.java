package fr.ecoquartier.access;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the engine's identity tables do not know of a member of the staff: whether they may sign in, and how. */
@Service
public class StaffRecords {

    /** A program signs in with every request: the moment is not written each time. */
    private static final Duration SAME_VISIT = Duration.ofMinutes(5);

    private final JdbcClient jdbc;
    private final Clock clock;

    StaffRecords(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * The state of an account.
     *
     * @param passwordToChange it holds a one-time password
     * @param revision rises with every change of the account
     */
    public record State(
            boolean enabled,
            boolean passwordToChange,
            int revision,
            @Nullable Instant lastSignIn) {

        static final State INITIAL = new State(true, false, 0, null);
    }

    /** The account's state; that of a new account when nothing was ever recorded. */
    @Transactional(readOnly = true)
    public State of(String userId) {
        return jdbc.sql("select * from ecoquartier.staff_account where user_id = ?")
                .param(userId)
                .query((row, n) -> state(row))
                .optional()
                .orElse(State.INITIAL);
    }

    /** What was recorded, by account. */
    @Transactional(readOnly = true)
    public Map<String, State> all() {
        return jdbc
                .sql("select * from ecoquartier.staff_account")
                .query((row, n) -> Map.entry(row.getString("user_id"), state(row)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Whether the account may sign in. */
    public boolean enabled(String userId) {
        return of(userId).enabled();
    }

    /** The account changed: its sessions read who they belong to again, edit forms that are open are out of date. */
    @Transactional
    public void touch(String userId) {
        jdbc.sql("""
                        insert into ecoquartier.staff_account (user_id, revision) values (?, 1)
                        on conflict (user_id) do update set revision = staff_account.revision + 1
                        """).param(userId).update();
    }

    /** The account's revision, kept from changing until the transaction ends. */
    int locked(String userId) {
        jdbc.sql("insert into ecoquartier.staff_account (user_id) values (?) on conflict do nothing")
                .param(userId)
                .update();
        return jdbc.sql("select revision from ecoquartier.staff_account where user_id = ? for update")
                .param(userId)
                .query(Integer.class)
                .single();
    }

    /** Lets the account sign in, or no more. */
    @Transactional
    public void enable(String userId, boolean enabled) {
        touch(userId);
        jdbc.sql("update ecoquartier.staff_account set enabled = ? where user_id = ?")
                .params(enabled, userId)
                .update();
    }

    /** The password is one to change at the next sign-in, or not. */
    @Transactional
    public void passwordToChange(String userId, boolean toChange) {
        touch(userId);
        jdbc.sql("update ecoquartier.staff_account set password_to_change = ? where user_id = ?")
                .params(toChange, userId)
                .update();
    }

    /** Somebody signed in. */
    @Transactional
    public void signedIn(String userId) {
        Instant now = clock.instant();
        Optional<Instant> last = Optional.ofNullable(of(userId).lastSignIn());
        if (last.isPresent() && last.get().plus(SAME_VISIT).isAfter(now)) {
            return;
        }
        jdbc.sql("""
                        insert into ecoquartier.staff_account (user_id, last_sign_in) values (?, ?)
                        on conflict (user_id) do update set last_sign_in = excluded.last_sign_in
                        """).params(userId, Timestamp.from(now)).update();
    }

    private static State state(java.sql.ResultSet row) throws java.sql.SQLException {
        Timestamp last = row.getTimestamp("last_sign_in");
        return new State(
                row.getBoolean("enabled"),
                row.getBoolean("password_to_change"),
                row.getInt("revision"),
                last == null ? null : last.toInstant());
    }
}
