package fr.ecoquartier.expertise;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The directory of experts and the interests they declared. */
@Service
@Transactional
public class Experts {

    private final JdbcClient jdbc;

    Experts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds an expert or brings the entry up to date. */
    public void register(Expert expert) {
        jdbc.sql("""
                        insert into ecoquartier.expert (user_id, name, kind, employer, authority_code, active) values (?, ?, ?, ?, ?, ?)
                        on conflict (user_id) do update set name = excluded.name, kind = excluded.kind,
                            employer = excluded.employer, authority_code = excluded.authority_code, active = excluded.active
                        """)
                .params(
                        expert.userId(),
                        expert.name(),
                        expert.kind().name(),
                        expert.employer(),
                        expert.authorityCode(),
                        expert.active())
                .update();
    }

    /** Declares that an expert has an interest in an authority's operations. */
    public void declareInterest(String userId, String authorityCode, String reason) {
        jdbc.sql("""
                        insert into ecoquartier.expert_interest (user_id, authority_code, reason) values (?, ?, ?)
                        on conflict (user_id, authority_code) do update set reason = excluded.reason
                        """).params(userId, authorityCode, reason).update();
    }

    @Transactional(readOnly = true)
    public Optional<Expert> find(String userId) {
        return jdbc.sql("select * from ecoquartier.expert where user_id = ?")
                .param(userId)
                .query(Experts::expert)
                .optional();
    }

    /** Those who may be named, by name. */
    @Transactional(readOnly = true)
    public List<Expert> active() {
        return jdbc.sql("select * from ecoquartier.expert where active order by name")
                .query(Experts::expert)
                .list();
    }

    /** The reason of a declared interest in the authority. */
    @Transactional(readOnly = true)
    public Optional<String> interest(String userId, String authorityCode) {
        return jdbc.sql("select reason from ecoquartier.expert_interest where user_id = ? and authority_code = ?")
                .params(userId, authorityCode)
                .query(String.class)
                .optional();
    }

    private static Expert expert(ResultSet row, int n) throws SQLException {
        return new Expert(
                row.getString("user_id"),
                row.getString("name"),
                ExpertKind.valueOf(row.getString("kind")),
                row.getString("employer"),
                row.getString("authority_code"),
                row.getBoolean("active"));
    }
}
