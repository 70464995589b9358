package fr.ecoquartier.correspondence;

import fr.ecoquartier.correspondence.ReadMarks.Channel;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.NotPossible;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The thread of a dossier between its authority and its reviewers. What was sent is neither changed nor taken back. */
@Service
@Transactional
public class Messages {

    /** The most characters of a message. */
    public static final int LONGEST = Letters.LONGEST;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final ApplicationEventPublisher events;
    private final KeptTexts texts;
    private final ReadMarks marks;

    Messages(JdbcClient jdbc, Clock clock, ApplicationEventPublisher events, KeptTexts texts, ReadMarks marks) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.events = events;
        this.texts = texts;
        this.marks = marks;
    }

    /**
     * Adds a message and tells it; the draft of its author is then gone.
     *
     * @param key made with the page on which the message was typed: sent twice, it is added once
     * @throws NotPossible when it is empty or too long
     */
    public void post(String reference, UUID key, String typed, Side side, Actor author) throws NotPossible {
        String text = Letters.sound(typed);
        Instant now = clock.instant();
        Optional<Long> id = jdbc.sql("""
                        insert into ecoquartier.message (reference, key, author_id, author_name, author_role, side, text, posted_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (key) do nothing returning id
                        """)
                .params(
                        reference,
                        key,
                        author.id(),
                        author.name(),
                        author.role(),
                        side.name(),
                        text,
                        Timestamp.from(now))
                .query(Long.class)
                .optional();
        id.ifPresent(added ->
                events.publishEvent(new MessagePosted(reference, added, author.id(), author.name(), side, now)));
        texts.drop(Set.of(draftOf(reference, author.id())));
    }

    /**
     * Messages, the newest first.
     *
     * @param before id of the message that precedes in the list; the greatest number for the newest ones
     */
    @Transactional(readOnly = true)
    public List<Message> of(String reference, long before, int most) {
        return jdbc.sql("select * from ecoquartier.message where reference = ? and id < ? order by id desc limit ?")
                .params(reference, before, most)
                .query(Messages::message)
                .list();
    }

    /** How many messages of others somebody has not read. */
    @Transactional(readOnly = true)
    public int unread(String reference, String personId) {
        return jdbc.sql("select count(*) from ecoquartier.message where reference = ? and id > ? and author_id <> ?")
                .params(reference, marks.of(personId, reference, Channel.THREAD), personId)
                .query(Integer.class)
                .single();
    }

    /** The last message that somebody has read, 0 for none. */
    @Transactional(readOnly = true)
    public long lastRead(String reference, String personId) {
        return marks.of(personId, reference, Channel.THREAD);
    }

    /** Somebody has read up to this message. */
    public void read(String reference, String personId, long lastId) {
        marks.read(personId, reference, Channel.THREAD, lastId);
    }

    /** What somebody typed and has not sent. */
    @Transactional(readOnly = true)
    public KeptText draft(String reference, String personId) {
        return texts.at(draftOf(reference, personId));
    }

    /**
     * Keeps what somebody types, unless it was sent meanwhile under the same key.
     *
     * @param key that of the page on which it is typed
     */
    public KeptText keep(String reference, UUID key, String typed, Actor author) throws NotPossible {
        boolean sent = jdbc.sql("select exists (select 1 from ecoquartier.message where key = ?)")
                .param(key)
                .query(Boolean.class)
                .single();
        return sent
                ? KeptText.NONE
                : texts.keep(draftOf(reference, author.id()), reference, typed, KeptTexts.WHATEVER_WAS_SEEN, author);
    }

    private static String draftOf(String reference, String personId) {
        return "message:" + reference + ":" + personId;
    }

    private static Message message(ResultSet row, int n) throws SQLException {
        return new Message(
                row.getLong("id"),
                row.getString("reference"),
                row.getString("author_id"),
                row.getString("author_name"),
                row.getString("author_role"),
                Side.valueOf(row.getString("side")),
                row.getString("text"),
                row.getTimestamp("posted_at").toInstant());
    }
}
