package fr.ecoquartier.correspondence;

import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.NotPossible;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Keeps what people type, as they typed it, until it is sent. */
@Component
@Transactional
class KeptTexts {

    /** Far above every limit of what may be sent: a text that is too long is kept, and refused only when it is sent. */
    static final int LONGEST = 20_000;

    /** The text replaces whatever was there: only one person types at that place. */
    static final int WHATEVER_WAS_SEEN = -1;

    private final JdbcClient jdbc;
    private final Clock clock;

    KeptTexts(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The text of a place; an empty one when nobody typed there. */
    @Transactional(readOnly = true)
    KeptText at(String place) {
        return jdbc.sql("select * from ecoquartier.kept_text where place = ?")
                .param(place)
                .query(KeptTexts::text)
                .optional()
                .orElse(KeptText.NONE);
    }

    /** The texts of several places, those where nobody typed left out. */
    @Transactional(readOnly = true)
    Map<String, KeptText> at(Collection<String> places) {
        Map<String, KeptText> texts = new LinkedHashMap<>();
        if (!places.isEmpty()) {
            jdbc.sql("select * from ecoquartier.kept_text where place in (:places)")
                    .param("places", places)
                    .query(row -> {
                        texts.put(row.getString("place"), text(row, 0));
                    });
        }
        return texts;
    }

    /**
     * Keeps a text.
     *
     * @param seen the revision that the person had before them; when it is no longer the last one, the text is kept aside
     * @return how the place stands; the text is the other person's when this one was kept aside
     * @throws NotPossible when the text is longer than anything that is kept
     */
    KeptText keep(String place, String reference, String typed, int seen, Actor by) throws NotPossible {
        String text = Typed.clean(typed);
        if (text.length() > LONGEST) {
            throw new NotPossible("Ce texte est trop long pour être conservé : %s caractères au plus."
                    .formatted(Typed.number(LONGEST)));
        }
        int added = jdbc.sql("""
                        insert into ecoquartier.kept_text (place, reference, text, revision, saved_by, saved_by_name, saved_at)
                        values (?, ?, ?, 1, ?, ?, ?) on conflict (place) do nothing
                        """)
                .params(place, reference, text, by.id(), by.name(), now())
                .update();
        if (added > 0) {
            return at(place);
        }
        KeptText before = locked(place);
        if (before.text().equals(text)) {
            return before;
        }
        if (seen == WHATEVER_WAS_SEEN || seen == before.revision()) {
            jdbc.sql("""
                            update ecoquartier.kept_text set text = ?, revision = revision + 1, saved_by = ?, saved_by_name = ?, saved_at = ?
                            where place = ?
                            """).params(text, by.id(), by.name(), now(), place).update();
        } else {
            jdbc.sql("""
                            update ecoquartier.kept_text set aside = case when aside is null or aside = ? then ? else aside || E'\\n\\n' || ? end,
                                aside_by = ?, aside_by_name = ?, aside_at = ?
                            where place = ?
                            """)
                    .params(text, text, text, by.id(), by.name(), now(), place)
                    .update();
        }
        return at(place);
    }

    /** The text that was kept aside takes the place of the other, which is kept aside in turn. */
    KeptText swap(String place, Actor by) {
        KeptText before = locked(place);
        if (before.aside() != null) {
            jdbc.sql("""
                            update ecoquartier.kept_text set text = aside, revision = revision + 1, saved_by = ?, saved_by_name = ?, saved_at = ?,
                                aside = text, aside_by = saved_by, aside_by_name = saved_by_name, aside_at = saved_at
                            where place = ?
                            """).params(by.id(), by.name(), now(), place).update();
        }
        return at(place);
    }

    /** What was kept aside is of no use any more. */
    KeptText forgetAside(String place) {
        jdbc.sql("""
                        update ecoquartier.kept_text set aside = null, aside_by = null, aside_by_name = null, aside_at = null
                        where place = ?
                        """).param(place).update();
        return at(place);
    }

    /** The text was sent, or is of no use any more. */
    void drop(Collection<String> places) {
        if (!places.isEmpty()) {
            jdbc.sql("delete from ecoquartier.kept_text where place in (:places)")
                    .param("places", places)
                    .update();
        }
    }

    private KeptText locked(String place) {
        return jdbc.sql("select * from ecoquartier.kept_text where place = ? for update")
                .param(place)
                .query(KeptTexts::text)
                .optional()
                .orElse(KeptText.NONE);
    }

    private static KeptText text(ResultSet row, int n) throws SQLException {
        return new KeptText(
                row.getString("text"),
                row.getInt("revision"),
                row.getString("saved_by"),
                row.getString("saved_by_name"),
                instant(row, "saved_at"),
                row.getString("aside"),
                row.getString("aside_by"),
                row.getString("aside_by_name"),
                instant(row, "aside_at"));
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
