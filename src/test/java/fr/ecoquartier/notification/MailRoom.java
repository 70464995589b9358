package fr.ecoquartier.notification;

import com.fasterxml.jackson.databind.ObjectMapper;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.OpenTasks;
import java.time.Clock;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.transaction.support.TransactionTemplate;

/** The parts of this room as they are when a mail server is configured, on the tests' database. */
final class MailRoom {

    static final String FROM = "label@exemple.invalid";

    final MailSettings settings = new MailSettings("localhost", FROM, false, 7, "https://label.exemple.invalid");
    final Outbox outbox;
    final Dispatcher dispatcher;
    final Digests digests;
    final Mails mails;

    private final JdbcClient jdbc;
    private final MimeMails mimes = new MimeMails(settings);

    MailRoom(ApplicationContext application) {
        jdbc = application.getBean(JdbcClient.class);
        MailTexts texts = new MailTexts(settings);
        outbox = new Outbox(jdbc, settings);
        var appointments = application.getBean(Appointments.class);
        var invitations = new Invitations(appointments, application.getBean(Dossiers.class), settings);
        var addressees = application.getBean(Addressees.class);
        var json = application.getBean(ObjectMapper.class);
        var transactions = application.getBean(TransactionTemplate.class);
        dispatcher = new Dispatcher(
                jdbc,
                json,
                transactions,
                addressees,
                application.getBean(Preferences.class),
                application.getBean(OpenTasks.class),
                texts,
                outbox,
                invitations);
        digests = new Digests(
                jdbc,
                json,
                application.getBean(Clock.class),
                transactions,
                settings,
                addressees,
                texts,
                outbox,
                invitations);
        mails = new Mails(jdbc, settings, addressees);
    }

    /** What other tests left to tell is nobody's business here. */
    void clear() {
        jdbc.sql("update ecoquartier.announcement set done_at = now() where done_at is null")
                .update();
        jdbc.sql("update ecoquartier.mail set state = 'GIVEN_UP', lease = null where state in ('PENDING', 'SENDING')")
                .update();
        jdbc.sql("update ecoquartier.notice set digest = false where digest").update();
    }

    Postman postman(JavaMailSender sender) {
        return new Postman(jdbc, settings, mimes, sender);
    }

    static JavaMailSenderImpl sender(int port) {
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost("localhost");
        sender.setPort(port);
        sender.getJavaMailProperties().setProperty("mail.smtp.connectiontimeout", "2000");
        sender.getJavaMailProperties().setProperty("mail.smtp.timeout", "5000");
        return sender;
    }

    /** Everything that waits for its time has waited. */
    void later() {
        jdbc.sql("update ecoquartier.mail set next_attempt_at = now() where state = 'PENDING'")
                .update();
        jdbc.sql("update ecoquartier.mail set lease_until = now() - interval '1 second' where state = 'SENDING'")
                .update();
    }
}
