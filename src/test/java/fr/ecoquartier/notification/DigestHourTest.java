package fr.ecoquartier.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class DigestHourTest {

    private final Digests digests = new Digests(
            null,
            null,
            null,
            null,
            new MailSettings("", "label@exemple.invalid", false, 7, "http://localhost"),
            null,
            null,
            null,
            null);

    @Test
    void theHourIsThatOfParisInWinterAndInSummer() {
        assertThat(digests.lastHour(Instant.parse("2013-01-15T06:00:00Z"))).isEqualTo("2013-01-15T06:00:00Z");
        assertThat(digests.lastHour(Instant.parse("2013-07-15T05:30:00Z"))).isEqualTo("2013-07-15T05:00:00Z");
    }

    @Test
    void beforeTheHourItIsThatOfTheDayBefore() {
        assertThat(digests.lastHour(Instant.parse("2013-01-15T05:59:59Z"))).isEqualTo("2013-01-14T06:00:00Z");
        assertThat(digests.lastHour(Instant.parse("2013-03-31T04:59:00Z"))).isEqualTo("2013-03-30T06:00:00Z");
    }
}
