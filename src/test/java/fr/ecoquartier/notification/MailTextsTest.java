package fr.ecoquartier.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecoquartier.notification.Content.Fact;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class MailTextsTest {

    private static final MailSettings SETTINGS =
            new MailSettings("localhost", "label@exemple.invalid", false, 7, "https://label.exemple.invalid/");

    private final MailTexts texts = new MailTexts(SETTINGS);
    private final MimeMails mimes = new MimeMails(SETTINGS);

    private MailTexts.Written written(String operation) {
        Content content = new Content(
                        "À faire\u00a0: Signer la charte",
                        List.of(new Fact("Opération", operation)),
                        "/taches/1",
                        "Ouvrir la tâche")
                .quoting("Motif", "Le plan <b>manque</b>.\nL’îlot n’y est pas.");
        return texts.notice(texts.item(content, "Zoé Noël", "/taches/1", false), "EQ-2012-00001");
    }

    @Test
    void theMailSaysInTextAndInHtmlWhatItIsAboutAndWhereToGo() {
        MailTexts.Written mail = written("Îlot de l’Étoile");

        assertThat(mail.subject()).isEqualTo("[Label ÉcoQuartier] À faire\u00a0: Signer la charte (EQ-2012-00001)");
        assertThat(mail.text())
                .contains("Opération\u00a0: Îlot de l’Étoile")
                .contains("https://label.exemple.invalid/taches/1")
                .contains("parce que vous suppléez Zoé Noël")
                .contains("Le plan <b>manque</b>.\nL’îlot n’y est pas.")
                .contains("https://label.exemple.invalid/compte#courriers");
        assertThat(mail.html())
                .contains("<html lang=\"fr\">")
                .contains("Îlot de l’Étoile")
                .contains("href=\"https://label.exemple.invalid/taches/1\"")
                .contains("prefers-color-scheme")
                .doesNotContain("<img")
                .doesNotContain(" th:");
    }

    @Test
    void whatIsTypedStaysTextInHtml() {
        MailTexts.Written mail = written("<script>alert(1)</script><a href=\"http://ailleurs.invalid\">");

        assertThat(mail.html())
                .doesNotContain("<script")
                .doesNotContain("<b>")
                .contains("&lt;script&gt;")
                .contains("&lt;b&gt;manque&lt;/b&gt;");
        assertThat(mail.html().split("<a ", -1)).hasSize(3);
    }

    @Test
    void aLegalMailSaysWhyItComesWhateverTheChoice() {
        Content content = new Content("Décision", List.of(), "/dossiers/1", "Voir");

        assertThat(texts.notice(texts.item(content, null, "/dossiers/1", true), "EQ")
                        .text())
                .contains("quel que soit votre choix")
                .doesNotContain("compte#courriers");
    }

    private static MimeMails.Kept kept(String address, String name, String subject) {
        return new MimeMails.Kept(
                "<1@exemple.invalid>", address, name, subject, "Texte", "<p>HTML</p>", Instant.EPOCH, List.of());
    }

    private MimeMessage message(MimeMails.Kept mail) throws Exception {
        MimeMessage message = new MimeMessage(Session.getInstance(new Properties()));
        mimes.fill(message, mail);
        return message;
    }

    @Test
    void nothingTypedAddsAHeader() throws Exception {
        MimeMessage message = message(kept(
                "zoe@exemple.invalid",
                "Zoé\r\nBcc: tous@exemple.invalid",
                "Objet\r\nBcc: tous@exemple.invalid\r\n\r\nCorps"));

        assertThat(message.getHeader("Bcc")).isNull();
        assertThat(message.getAllRecipients()).hasSize(1);
        assertThat(message.getSubject()).isEqualTo("Objet Bcc: tous@exemple.invalid Corps");
        var raw = new ByteArrayOutputStream();
        message.writeTo(raw);
        assertThat(raw.toString(StandardCharsets.US_ASCII)).doesNotContainPattern("(?m)^Bcc:");
    }

    @Test
    void anAddressThatIsNotExactlyOneIsRefused() {
        for (String address : List.of(
                "zoe@exemple.invalid, tous@exemple.invalid",
                "zoe@exemple.invalid\r\nBcc: tous@exemple.invalid",
                "pas une adresse",
                "")) {
            assertThatThrownBy(() -> message(kept(address, "Zoé", "Objet")))
                    .as(address)
                    .isInstanceOf(AddressException.class);
        }
    }

    @Test
    void namesAndSubjectsKeepTheirAccentsAndTheIdentifierIsTheOneKept() throws Exception {
        MimeMessage message = message(kept("zoe@exemple.invalid", "Zoé Noël-Œuvré", "Décision\u00a0: charte acceptée"));

        var to = (InternetAddress) message.getRecipients(Message.RecipientType.TO)[0];
        assertThat(to.getPersonal()).isEqualTo("Zoé Noël-Œuvré");
        assertThat(message.getSubject()).isEqualTo("Décision\u00a0: charte acceptée");
        assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    }

    @Test
    void anOverlongSubjectIsCut() {
        Content content = new Content("À faire ".repeat(100), List.of(), "/", "Ouvrir");

        assertThat(texts.notice(texts.item(content, null, "/", false), "EQ").subject())
                .hasSizeLessThanOrEqualTo(MailTexts.LONGEST_SUBJECT)
                .endsWith("…");
    }

    @Test
    void aSettingThatIsNoAddressEndsTheStartAndSaysWhich() {
        assertThatThrownBy(() -> new MailSettings("localhost", "label", false, 7, "http://localhost"))
                .hasMessageContaining("ECOQUARTIER_MAIL_FROM");
        assertThatThrownBy(() -> new MailSettings("localhost", "label@exemple.invalid", false, 24, "http://localhost"))
                .hasMessageContaining("ECOQUARTIER_MAIL_DIGEST_HOUR");
    }

    @Test
    void aDemonstrationSendsNothing() {
        MailSettings demonstration =
                new MailSettings("localhost", "label@exemple.invalid", true, 7, "http://localhost");

        assertThat(demonstration.sends()).isFalse();
        assertThat(demonstration.why()).contains("démonstration");
        assertThat(new MailSettings("", "label@exemple.invalid", false, 7, "http://localhost").why())
                .contains("aucun serveur de courrier");
    }
}
