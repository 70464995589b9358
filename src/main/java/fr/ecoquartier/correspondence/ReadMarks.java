package fr.ecoquartier.correspondence;

import java.sql.Timestamp;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Up to where each person has read. */
@Component
@Transactional
class ReadMarks {

    enum Channel {
        THREAD,
        NOTES
    }

    private final JdbcClient jdbc;
    private final Clock clock;

    ReadMarks(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The last line that a person has read, 0 for none. */
    @Transactional(readOnly = true)
    long of(String personId, String reference, Channel channel) {
        return jdbc.sql(
                        "select last_id from ecoquartier.read_mark where person_id = ? and reference = ? and channel = ?")
                .params(personId, reference, channel.name())
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /** The person has read up to this line; a mark never goes back. */
    void read(String personId, String reference, Channel channel, long lastId) {
        jdbc.sql("""
                        insert into ecoquartier.read_mark (person_id, reference, channel, last_id, read_at) values (?, ?, ?, ?, ?)
                        on conflict (person_id, reference, channel) do update set last_id = excluded.last_id, read_at = excluded.read_at
                        where read_mark.last_id < excluded.last_id
                        """)
                .params(personId, reference, channel.name(), lastId, Timestamp.from(clock.instant()))
                .update();
    }
}
