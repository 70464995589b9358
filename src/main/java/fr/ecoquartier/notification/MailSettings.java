package fr.ecoquartier.notification;

import fr.ecoquartier.Explained;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.URI;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;

/** Whether and as whom this application writes to people. */
@Component
class MailSettings {

    static final String NO_SERVER = "Non envoyé\u00a0: aucun serveur de courrier n’est configuré.";
    static final String DEMONSTRATION = "Non envoyé\u00a0: c’est une démonstration, aucun courrier ne part.";

    private final String host;
    private final String from;
    private final boolean demonstration;
    private final int digestHour;
    private final String publicAddress;

    @Autowired
    MailSettings(
            @Value("${spring.mail.host:}") String host,
            @Value("${ecoquartier.mail.from}") String from,
            @Value("${ecoquartier.mail.demonstration-sends}") boolean demonstrationSends,
            @Value("${ecoquartier.mail.digest-hour}") int digestHour,
            @Value("${ecoquartier.public-address}") String publicAddress,
            Environment environment) {
        this(
                host,
                from,
                environment.acceptsProfiles(Profiles.of("demo")) && !demonstrationSends,
                digestHour,
                publicAddress);
    }

    MailSettings(String host, String from, boolean demonstration, int digestHour, String publicAddress) {
        this.host = host.strip();
        this.from = from.strip();
        this.demonstration = demonstration;
        this.digestHour = digestHour;
        this.publicAddress = publicAddress.strip().replaceAll("/+$", "");
        try {
            new InternetAddress(this.from, true).validate();
        } catch (AddressException e) {
            throw new Unusable("ecoquartier.mail.from (ECOQUARTIER_MAIL_FROM) is not a mail address: " + from);
        }
        if (digestHour < 0 || digestHour > 23) {
            throw new Unusable(
                    "ecoquartier.mail.digest-hour (ECOQUARTIER_MAIL_DIGEST_HOUR) is an hour from 0 to 23, not "
                            + digestHour);
        }
    }

    /** Whether mails go out. */
    boolean sends() {
        return !host.isEmpty() && !demonstration;
    }

    /** Why none does, in French. */
    String why() {
        return demonstration ? DEMONSTRATION : NO_SERVER;
    }

    String host() {
        return host;
    }

    String from() {
        return from;
    }

    int digestHour() {
        return digestHour;
    }

    /** The address of a page, from its path. */
    String address(String path) {
        return publicAddress + path;
    }

    /** The name behind the @ of identifiers. */
    String domain() {
        try {
            String name = URI.create(publicAddress).getHost();
            return name == null ? "localhost" : name;
        } catch (IllegalArgumentException e) {
            return "localhost";
        }
    }

    /** A setting that nothing can be done with; ends the start with its message. */
    static final class Unusable extends IllegalStateException implements Explained {
        Unusable(String message) {
            super(message);
        }
    }
}
