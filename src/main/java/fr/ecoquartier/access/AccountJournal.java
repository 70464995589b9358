package fr.ecoquartier.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The journal of the accounts: who did what to whose account, when and why. Lines are only ever added. */
@Service
public class AccountJournal {

    private static final int LONGEST = 2000;

    private final JdbcClient jdbc;
    private final Clock clock;

    AccountJournal(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Adds a line. */
    @Transactional
    public void add(
            String account, String byId, String byName, AccountEvent.Kind kind, String text, @Nullable String reason) {
        jdbc.sql("""
                        insert into ecoquartier.account_journal (at, account, by_id, by_name, kind, text, reason)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        Timestamp.from(clock.instant()),
                        account,
                        byId,
                        byName,
                        kind.name(),
                        text,
                        reason == null || reason.isBlank() ? null : reason.strip())
                .update();
    }

    /** Adds a line of a person. */
    public void add(String account, Person by, AccountEvent.Kind kind, String text, @Nullable String reason) {
        add(account, by.id(), by.name(), kind, text, reason);
    }

    /** What was done to an account, the latest first. */
    @Transactional(readOnly = true)
    public List<AccountEvent> of(String account) {
        return jdbc.sql("select * from ecoquartier.account_journal where account = ? order by id desc")
                .param(account)
                .query(AccountJournal::event)
                .list();
    }

    /**
     * What was done, the latest first.
     *
     * @param text in the account, the person or the sentence; empty for everything
     */
    @Transactional(readOnly = true)
    public List<AccountEvent> search(String text, AccountEvent.@Nullable Kind kind, int limit) {
        String pattern = "%" + text.strip().replaceAll("([\\\\%_])", "\\\\$1") + "%";
        return jdbc.sql("""
                        select * from ecoquartier.account_journal
                        where (account ilike :text or by_name ilike :text or by_id ilike :text or text ilike :text)
                            and (cast(:kind as text) is null or kind = :kind)
                        order by id desc limit :limit
                        """)
                .param("text", pattern)
                .param("kind", kind == null ? null : kind.name())
                .param("limit", limit)
                .query(AccountJournal::event)
                .list();
    }

    /** A reason as the journal takes it. */
    static String reason(@Nullable String typed, String question) {
        String reason = typed == null ? "" : typed.strip();
        if (reason.isEmpty()) {
            throw new AccountRefused("motif", question);
        }
        if (reason.length() > LONGEST) {
            throw new AccountRefused("motif", "Le motif compte au plus 2 000 caractères.");
        }
        return reason;
    }

    private static AccountEvent event(ResultSet row, int n) throws SQLException {
        return new AccountEvent(
                row.getLong("id"),
                row.getTimestamp("at").toInstant(),
                row.getString("account"),
                row.getString("by_id"),
                row.getString("by_name"),
                AccountEvent.Kind.valueOf(row.getString("kind")),
                row.getString("text"),
                row.getString("reason"));
    }
}
