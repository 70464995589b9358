package fr.ecoquartier.notification;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.ConnectException;
import java.util.Map;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.junit.jupiter.api.Test;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailSendException;

class SendingFailureTest {

    private static MailSendException sending(Exception failure) {
        return new MailSendException(Map.of("message", failure));
    }

    private static SendingFailure refused(int code) throws AddressException {
        var failed = new SendFailedException("Invalid Addresses");
        failed.setNextException(new SMTPAddressFailedException(
                new InternetAddress("inconnu@exemple.invalid"), "RCPT TO", code, code + " no such user"));
        return SendingFailure.of(sending(failed));
    }

    @Test
    void anAddressThatTheServerRefusesForGoodIsNotTriedAgain() throws Exception {
        SendingFailure failure = refused(550);

        assertThat(failure.permanent()).isTrue();
        assertThat(failure.server()).isFalse();
        assertThat(failure.reason()).isEqualTo("Destinataire refusé par le serveur\u00a0: 550 no such user");
    }

    @Test
    void anAddressThatTheServerRefusesForNowIsTriedAgainWithoutHoldingUpTheOthers() throws Exception {
        SendingFailure failure = refused(451);

        assertThat(failure.permanent()).isFalse();
        assertThat(failure.server()).isFalse();
    }

    @Test
    void anAddressThatIsNoneIsNotTriedAgain() {
        assertThat(SendingFailure.of(new AddressException("Missing final '@domain'"))
                        .permanent())
                .isTrue();
    }

    @Test
    void aMessageThatIsRefusedIsNotTriedAgainButWhoWeAreIsNotTheMessage() {
        assertThat(SendingFailure.of(sending(smtp(554))).permanent()).isTrue();
        assertThat(SendingFailure.of(sending(smtp(530))).permanent()).isFalse();
        assertThat(SendingFailure.of(sending(smtp(452))).permanent()).isFalse();
    }

    private static SMTPSendFailedException smtp(int code) {
        return new SMTPSendFailedException(
                ".",
                code,
                code + " answer",
                null,
                new InternetAddress[0],
                new InternetAddress[0],
                new InternetAddress[0]);
    }

    @Test
    void aServerThatIsDownOrDoesNotKnowUsConcernsEveryMail() {
        var down = new MailSendException(
                "Mail server connection failed",
                new MessagingException("Couldn't connect", new ConnectException("Connection refused")));

        assertThat(SendingFailure.of(down))
                .isEqualTo(new SendingFailure(
                        false, true, "Le serveur de courrier ne répond pas\u00a0: Connection refused"));
        assertThat(SendingFailure.of(new MailAuthenticationException("535 no")).reason())
                .startsWith("Le serveur de courrier refuse nos identifiants");
    }

    @Test
    void theWaitGrowsFromAMinuteToAnHour() {
        assertThat(Postman.backOff(1)).hasMinutes(1);
        assertThat(Postman.backOff(2)).hasMinutes(2);
        assertThat(Postman.backOff(5)).hasMinutes(16);
        assertThat(Postman.backOff(7)).hasMinutes(60);
        assertThat(Postman.backOff(100)).hasMinutes(60);
    }
}
