package fr.ecoquartier.web.verification;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.UrlPathHelper;

/**
 * Keeps the public verification from being abused: so many requests and so many files for an address in a while, and no
 * file that is too large. It answers before anything of a file is read. Each node counts for itself.
 */
@Component
class VerificationLimit extends OncePerRequestFilter {

    /** The file, and what a form sends around it. */
    private static final long LARGEST = 20L * 1024 * 1024 + 4096;

    private static final String PATH = "/verification";
    private static final Duration WHILE = Duration.ofMinutes(10);
    private static final int MOST_ADDRESSES = 10_000;

    private final int visits;
    private final int files;
    private final Clock clock;
    private final Map<String, Count> counts = new LinkedHashMap<>();

    VerificationLimit(
            @Value("${ecoquartier.verification.visits:300}") int visits,
            @Value("${ecoquartier.verification.files:60}") int files,
            Clock clock) {
        this.visits = visits;
        this.files = files;
        this.clock = clock;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        // decoded, as what answers is chosen: an encoded letter is no way around
        String path = UrlPathHelper.defaultInstance.getPathWithinApplication(request);
        return !path.equals(PATH) && !path.startsWith(PATH + "/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean file = HttpMethod.POST.matches(request.getMethod());
        if (!counted(request.getRemoteAddr(), file)) {
            response.setHeader("Retry-After", String.valueOf(WHILE.toSeconds()));
            response.sendError(HttpStatus.TOO_MANY_REQUESTS.value());
            return;
        }
        if (file && request.getContentLengthLong() > LARGEST) {
            response.sendError(HttpStatus.PAYLOAD_TOO_LARGE.value());
            return;
        }
        chain.doFilter(request, response);
    }

    private boolean counted(String address, boolean file) {
        Instant now = clock.instant();
        synchronized (counts) {
            Count count = counts.get(address);
            if (count == null || !now.isBefore(count.since.plus(WHILE))) {
                counts.remove(address);
                forget(now);
                count = new Count(now);
                counts.put(address, count);
            }
            count.visits++;
            count.files += file ? 1 : 0;
            return count.visits <= visits && count.files <= files;
        }
    }

    /** The oldest first: those whose time is over, and more when there are too many. */
    private void forget(Instant now) {
        var oldest = counts.values().iterator();
        while (oldest.hasNext()) {
            Count count = oldest.next();
            if (now.isBefore(count.since.plus(WHILE)) && counts.size() < MOST_ADDRESSES) {
                return;
            }
            oldest.remove();
        }
    }

    private static final class Count {
        private final Instant since;
        private int visits;
        private int files;

        Count(Instant since) {
            this.since = since;
        }
    }
}
