package fr.ecoquartier.notification;

import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.springframework.stereotype.Component;

/** Makes the message that goes over the wire out of a mail that was kept. */
@Component
class MimeMails {

    private static final String NAME = "Label ÉcoQuartier";
    private static final int LONGEST_NAME = 100;

    private final MailSettings settings;

    MimeMails(MailSettings settings) {
        this.settings = settings;
    }

    /** A mail to send. */
    record Kept(
            String messageId,
            String address,
            String recipientName,
            String subject,
            String text,
            String html,
            Instant createdAt,
            List<Outbox.Attachment> attachments) {}

    /**
     * Fills an empty message. It is not saved here: that would give it another identifier; the sender saves it and keeps
     * the one it finds.
     *
     * @throws jakarta.mail.internet.AddressException when the address is not exactly one mail address
     */
    void fill(MimeMessage message, Kept mail) throws MessagingException {
        message.setHeader("Message-ID", mail.messageId());
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("X-Auto-Response-Suppress", "All");
        message.setSentDate(Date.from(mail.createdAt()));
        message.setFrom(named(settings.from(), NAME));
        message.setRecipient(Message.RecipientType.TO, named(mail.address(), mail.recipientName()));
        message.setSubject(Lines.one(mail.subject(), MailTexts.LONGEST_SUBJECT), "UTF-8");
        MimeMultipart bodies = new MimeMultipart("alternative");
        MimeBodyPart text = new MimeBodyPart();
        text.setText(mail.text(), "UTF-8");
        bodies.addBodyPart(text);
        MimeBodyPart html = new MimeBodyPart();
        html.setText(mail.html(), "UTF-8", "html");
        bodies.addBodyPart(html);
        if (mail.attachments().isEmpty()) {
            message.setContent(bodies);
            return;
        }
        // calendars take a single entry from the bodies; a file is what everybody else can open
        if (mail.attachments().size() == 1) {
            bodies.addBodyPart(calendar(mail.attachments().get(0)));
        }
        MimeMultipart whole = new MimeMultipart("mixed");
        MimeBodyPart content = new MimeBodyPart();
        content.setContent(bodies);
        whole.addBodyPart(content);
        for (Outbox.Attachment attachment : mail.attachments()) {
            MimeBodyPart part = calendar(attachment);
            part.setFileName(attachment.fileName());
            part.setDisposition(MimeBodyPart.ATTACHMENT);
            whole.addBodyPart(part);
        }
        message.setContent(whole);
    }

    private static MimeBodyPart calendar(Outbox.Attachment attachment) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        String type = "text/calendar; charset=UTF-8; method=" + attachment.method();
        part.setDataHandler(
                new DataHandler(new ByteArrayDataSource(attachment.content().getBytes(StandardCharsets.UTF_8), type)));
        return part;
    }

    private static InternetAddress named(String address, String name) throws MessagingException {
        InternetAddress one = new InternetAddress(address, true);
        one.validate();
        try {
            one.setPersonal(Lines.one(name, LONGEST_NAME), "UTF-8");
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
        return one;
    }
}
