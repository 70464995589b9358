package fr.ecoquartier.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class LinesTest {

    @Test
    void whatIsTypedStaysOnOneLine() {
        assertThat(Lines.one("Zac\r\nBcc: tous@exemple.invalid\n\n", 200)).isEqualTo("Zac Bcc: tous@exemple.invalid");
        assertThat(Lines.one("a\u0000b\u0085c\u2028d\u2029e\u202ef", 200)).isEqualTo("a b c d e f");
    }

    @Test
    void anOverlongLineIsCutBetweenCharactersAndSaysSo() {
        assertThat(Lines.one("🏡".repeat(300), 150)).isEqualTo("🏡".repeat(149) + "…");
        assertThat(Lines.one("é".repeat(150), 150)).isEqualTo("é".repeat(150));
    }

    @Test
    void datesAndHoursAreThoseOfParis() {
        Instant summer = Instant.parse("2013-06-30T22:05:00Z");

        assertThat(Lines.named(summer)).isEqualTo("lundi 1er juillet 2013");
        assertThat(Lines.time(summer)).isEqualTo("0\u00a0h\u00a005");
    }
}
