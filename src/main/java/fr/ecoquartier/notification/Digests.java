package fr.ecoquartier.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Once a day, one mail with everything that waits for somebody who asked for it so. */
@Component
class Digests {

    static final String KIND = "DIGEST";

    private record Waiting(
            long id,
            Content content,
            @Nullable String onBehalfOf,
            String link,
            @Nullable Long appointment,
            Announcements.@Nullable CalendarMethod calendar,
            boolean done) {}

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final Clock clock;
    private final TransactionTemplate transactions;
    private final MailSettings settings;
    private final Addressees addressees;
    private final MailTexts texts;
    private final Outbox outbox;
    private final Invitations invitations;

    Digests(
            JdbcClient jdbc,
            ObjectMapper json,
            Clock clock,
            TransactionTemplate transactions,
            MailSettings settings,
            Addressees addressees,
            MailTexts texts,
            Outbox outbox,
            Invitations invitations) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
        this.transactions = transactions;
        this.settings = settings;
        this.addressees = addressees;
        this.texts = texts;
        this.outbox = outbox;
        this.invitations = invitations;
    }

    /** Makes the digests of what was told before the last hour of digests; a day that nobody ran is made up for. */
    int make() {
        return make(lastHour(clock.instant()));
    }

    int make(Instant until) {
        List<String> people = jdbc.sql(
                        "select distinct recipient from ecoquartier.notice where digest and created_at < ? order by recipient")
                .param(Timestamp.from(until))
                .query(String.class)
                .list();
        int made = 0;
        for (String person : people) {
            if (Boolean.TRUE.equals(transactions.execute(transaction -> make(person, until)))) {
                made++;
            }
        }
        return made;
    }

    /** The last time, until now, that it was the hour of digests in Paris. */
    Instant lastHour(Instant now) {
        ZonedDateTime here = now.atZone(Lines.PARIS);
        ZonedDateTime today =
                here.toLocalDate().atTime(settings.digestHour(), 0).atZone(Lines.PARIS);
        return (today.isAfter(here)
                        ? here.toLocalDate()
                                .minusDays(1)
                                .atTime(settings.digestHour(), 0)
                                .atZone(Lines.PARIS)
                        : today)
                .toInstant();
    }

    private boolean make(String person, Instant until) {
        // a node that comes second waits here for the first, and finds nothing left
        List<Waiting> waiting = jdbc.sql("select n.*, a.appointment, a.calendar," + Notices.DONE + """
                         as done from ecoquartier.notice n
                        join ecoquartier.announcement a on a.id = n.announcement
                        where n.recipient = ? and n.digest and n.created_at < ? order by n.id for update of n
                        """)
                .params(person, Timestamp.from(until))
                .query((row, n) -> {
                    String calendar = row.getString("calendar");
                    return new Waiting(
                            row.getLong("id"),
                            content(row.getString("content")),
                            row.getString("on_behalf_of"),
                            row.getString("link"),
                            row.getObject("appointment", Long.class),
                            calendar == null ? null : Announcements.CalendarMethod.valueOf(calendar),
                            row.getBoolean("done"));
                })
                .list();
        if (waiting.isEmpty()) {
            return false;
        }
        List<Waiting> wanted = waiting.stream().filter(one -> !one.done()).toList();
        Optional<Recipient> recipient = wanted.isEmpty() ? Optional.empty() : addressees.find(person);
        Optional<Long> mail = recipient.flatMap(known -> outbox.add(
                // a notice of before that hour, committed after its digest was made, gets a mail of its own
                "digest:" + until + "/" + waiting.get(waiting.size() - 1).id(),
                known,
                KIND,
                null,
                texts.digest(wanted.stream()
                        .map(one -> texts.item(one.content(), one.onBehalfOf(), one.link(), false))
                        .toList()),
                invitations(wanted, known)));
        // tasks that are done need no mail, and an account that was closed gets none any more
        jdbc.sql("update ecoquartier.notice set digest = false, mail = :mail where id in (:ids)")
                .param("mail", mail.orElse(null))
                .param("ids", waiting.stream().map(Waiting::id).toList())
                .update();
        return mail.isPresent();
    }

    /** The last word on each appointment. */
    private List<Outbox.Attachment> invitations(List<Waiting> waiting, Recipient recipient) {
        List<Outbox.Attachment> attachments = new ArrayList<>();
        List<Long> done = new ArrayList<>();
        for (int n = waiting.size() - 1; n >= 0; n--) {
            Waiting one = waiting.get(n);
            if (one.appointment() != null && !done.contains(one.appointment())) {
                done.add(one.appointment());
                attachments.addAll(invitations.of(one.appointment(), one.calendar(), recipient));
            }
        }
        return attachments;
    }

    private Content content(String text) {
        try {
            return json.readValue(text, Content.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
