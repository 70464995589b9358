package fr.ecoquartier.access;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Browsers on which an account has been signed in to, told by a cookie that opens nothing by itself: it only keeps the
 * failures of others at the same address from making its owner wait.
 */
@Component
class KnownBrowsers {

    static final String COOKIE = "ecoquartier-navigateur";

    private static final Duration KEPT = Duration.ofDays(90);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final SignInSettings settings;
    private final SecureRandom random = new SecureRandom();

    KnownBrowsers(JdbcClient jdbc, Clock clock, SignInSettings settings) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.settings = settings;
    }

    /** The cookie's value as it is stored, when the request has one; says nothing of whether it is known. */
    static Optional<String> tokenHash(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(COOKIE) && cookie.getValue().length() <= 64) {
                    return Optional.of(hash(cookie.getValue()));
                }
            }
        }
        return Optional.empty();
    }

    /** Whether the account was signed in to on this browser. */
    boolean knows(String tokenHash, String account) {
        return jdbc.sql("""
                                select count(*) from ecoquartier.known_browser
                                where token_hash = :hash and account = :account and last_used > :since
                                """)
                        .param("hash", tokenHash)
                        .param("account", normalized(account))
                        .param("since", at(clock.instant().minus(KEPT)))
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** The account was signed in to on this browser. A cookie that we did not give is replaced, never adopted. */
    void remember(HttpServletRequest request, HttpServletResponse response, String account) {
        Optional<String> ours = tokenHash(request).filter(this::given);
        String hash = ours.orElseGet(() -> give(response));
        jdbc.sql("""
                        insert into ecoquartier.known_browser (token_hash, account, last_used)
                        values (:hash, :account, :now)
                        on conflict (token_hash, account) do update set last_used = excluded.last_used
                        """)
                .param("hash", hash)
                .param("account", normalized(account))
                .param("now", at(clock.instant()))
                .update();
    }

    @Scheduled(fixedDelayString = "PT24H", initialDelayString = "PT10M")
    void forgetOld() {
        jdbc.sql("delete from ecoquartier.known_browser where last_used < :since")
                .param("since", at(clock.instant().minus(KEPT)))
                .update();
    }

    private boolean given(String tokenHash) {
        return jdbc.sql(
                                "select count(*) from ecoquartier.known_browser where token_hash = :hash and last_used > :since")
                        .param("hash", tokenHash)
                        .param("since", at(clock.instant().minus(KEPT)))
                        .query(Integer.class)
                        .single()
                > 0;
    }

    private String give(HttpServletResponse response) {
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(COOKIE, token)
                        .path("/")
                        .httpOnly(true)
                        .secure(settings.secure())
                        .sameSite("Lax")
                        .maxAge(KEPT)
                        .build()
                        .toString());
        return hash(token);
    }

    private static String hash(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String normalized(String account) {
        return account.strip().toLowerCase(Locale.ROOT);
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
