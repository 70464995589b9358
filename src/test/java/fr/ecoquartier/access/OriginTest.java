package fr.ecoquartier.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginTest {

    @ParameterizedTest
    @CsvSource({
        "203.0.113.77, 203.0.113.*",
        "2001:db8:12::99, 2001:db8:12:*",
        "::ffff:203.0.113.77, 203.0.113.*",
        "127.0.0.1, ce serveur",
        "::1, ce serveur",
        "un.nom.invalide, inconnue",
        "203.0.113.777, inconnue"
    })
    void namesTheNetworkAndNotTheMachine(String address, String shortened) {
        assertThat(Origin.shortened(address)).isEqualTo(shortened);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0|Firefox 140 sous Windows",
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36 Edg/139.0.0.0|Edge 139 sous Windows",
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15|Safari 18 sous macOS",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1|Safari 18 sous iPhone",
                "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Mobile Safari/537.36|Chrome 139 sous Android",
                "curl/8.5|navigateur inconnu"
            })
    void namesTheBrowser(String agent, String name) {
        assertThat(Origin.browser(agent)).isEqualTo(name);
    }

    @Test
    void takesAbsentValues() {
        assertThat(Origin.shortened(null)).isEqualTo("inconnue");
        assertThat(Origin.browser(" ")).isEqualTo("navigateur inconnu");
    }
}
