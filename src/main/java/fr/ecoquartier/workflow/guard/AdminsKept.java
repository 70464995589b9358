package fr.ecoquartier.workflow.guard;

import fr.ecoquartier.access.AccountRefused;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * An administrator who may sign in always remains. Whoever would take one away asks here first, in the transaction that
 * does it: of two at the same time, the second waits for the first and then counts what the first left.
 */
@Component
public class AdminsKept {

    static final String REFUSAL =
            "C’est le dernier administrateur dont le compte est ouvert : il doit en rester un. Donnez d’abord ce rôle à quelqu’un d’autre.";

    private final JdbcClient jdbc;

    AdminsKept(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @throws AccountRefused when no other administrator may sign in */
    @Transactional(noRollbackFor = AccountRefused.class)
    public void requireAnother(String leaving) {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('ecoquartier.admins'))")
                .query((row, n) -> true)
                .single();
        long others = jdbc.sql("""
                        select count(*) from act_id_membership m left join ecoquartier.staff_account a on a.user_id = m.user_id_
                        where m.group_id_ = :admins and m.user_id_ <> :leaving and coalesce(a.enabled, true)
                        """)
                .param("admins", People.ADMINS)
                .param("leaving", leaving)
                .query(Long.class)
                .single();
        if (others == 0) {
            throw new AccountRefused(REFUSAL);
        }
    }
}
