package fr.ecoquartier.correspondence;

import fr.ecoquartier.correspondence.ReadMarks.Channel;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.NotPossible;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Notes among the reviewers of a dossier, which its authority never sees: in a table of their own, told by no event, in
 * no export. Who may read them is decided by the pages of the reviewers, the only ones that ask.
 */
@Service
@Transactional
public class PrivateNotes {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final KeptTexts texts;
    private final ReadMarks marks;

    PrivateNotes(JdbcClient jdbc, Clock clock, KeptTexts texts, ReadMarks marks) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.texts = texts;
        this.marks = marks;
    }

    /**
     * Adds a note; the draft of its author is then gone.
     *
     * @param key made with the page on which the note was typed: sent twice, it is added once
     * @throws NotPossible when it is empty or too long
     */
    public void add(String reference, UUID key, String typed, Actor author) throws NotPossible {
        String text = Letters.sound(typed);
        jdbc.sql("""
                        insert into ecoquartier.private_note (reference, key, author_id, author_name, author_role, text, posted_at)
                        values (?, ?, ?, ?, ?, ?, ?) on conflict (key) do nothing
                        """)
                .params(
                        reference,
                        key,
                        author.id(),
                        author.name(),
                        author.role(),
                        text,
                        Timestamp.from(clock.instant()))
                .update();
        texts.drop(Set.of(draftOf(reference, author.id())));
    }

    /** The notes of a dossier, the newest first. */
    @Transactional(readOnly = true)
    public List<Message> of(String reference, long before, int most) {
        return jdbc.sql(
                        "select * from ecoquartier.private_note where reference = ? and id < ? order by id desc limit ?")
                .params(reference, before, most)
                .query((row, n) -> new Message(
                        row.getLong("id"),
                        row.getString("reference"),
                        row.getString("author_id"),
                        row.getString("author_name"),
                        row.getString("author_role"),
                        Side.REVIEWER,
                        row.getString("text"),
                        row.getTimestamp("posted_at").toInstant()))
                .list();
    }

    /** How many notes of others somebody has not read. */
    @Transactional(readOnly = true)
    public int unread(String reference, String personId) {
        return jdbc.sql(
                        "select count(*) from ecoquartier.private_note where reference = ? and id > ? and author_id <> ?")
                .params(reference, marks.of(personId, reference, Channel.NOTES), personId)
                .query(Integer.class)
                .single();
    }

    /** The last note that somebody has read, 0 for none. */
    @Transactional(readOnly = true)
    public long lastRead(String reference, String personId) {
        return marks.of(personId, reference, Channel.NOTES);
    }

    /** Somebody has read up to this note. */
    public void read(String reference, String personId, long lastId) {
        marks.read(personId, reference, Channel.NOTES, lastId);
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
        boolean sent = jdbc.sql("select exists (select 1 from ecoquartier.private_note where key = ?)")
                .param(key)
                .query(Boolean.class)
                .single();
        return sent
                ? KeptText.NONE
                : texts.keep(draftOf(reference, author.id()), reference, typed, KeptTexts.WHATEVER_WAS_SEEN, author);
    }

    private static String draftOf(String reference, String personId) {
        return "note:" + reference + ":" + personId;
    }
}
