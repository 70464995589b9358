package fr.ecoquartier.web.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class RegisterLimitTest {

    private Instant now = Instant.parse("2012-03-01T10:00:10Z");
    private final RegisterLimit limit = new RegisterLimit(20, new Clock() {
        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    });

    private MockHttpServletResponse ask(String address, String path) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
        request.setRemoteAddr(address);
        MockHttpServletResponse response = new MockHttpServletResponse();
        limit.preHandle(request, response, new Object());
        return response;
    }

    @Test
    void pagesAndFilesAreRefusedBeyondTheirNumberAMinuteWithTheTimeToWait() throws Exception {
        assertThat(ask("1.1.1.1", "/registre/operations.csv").getStatus()).isEqualTo(200);
        assertThat(ask("1.1.1.1", "/registre/operations.json").getStatus()).isEqualTo(200);

        MockHttpServletResponse refused = ask("1.1.1.1", "/registre");
        assertThat(refused.getStatus()).isEqualTo(429);
        assertThat(refused.getHeader("Retry-After")).isEqualTo("50");
        assertThat(ask("2.2.2.2", "/registre").getStatus()).isEqualTo(200);

        now = now.plusSeconds(50);
        assertThat(ask("1.1.1.1", "/registre").getStatus()).isEqualTo(200);
    }
}
