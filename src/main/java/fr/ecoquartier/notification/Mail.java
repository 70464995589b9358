package fr.ecoquartier.notification;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mail as administrators see it.
 *
 * @param kind French name of what it tells of
 * @param attempts how often it was tried
 * @param nextAttemptAt when it is tried next, while it waits
 * @param uncertain an attempt was cut off and may have reached somebody
 * @param note why it is in this state, in French
 * @param attachments names of the files that go with it
 */
public record Mail(
        long id,
        String recipient,
        String recipientName,
        @Nullable String address,
        String kind,
        @Nullable String reference,
        String subject,
        String messageId,
        MailState state,
        int attempts,
        Instant nextAttemptAt,
        boolean uncertain,
        @Nullable String note,
        Instant createdAt,
        @Nullable Instant sentAt,
        @Nullable String decidedBy,
        List<String> attachments) {}
