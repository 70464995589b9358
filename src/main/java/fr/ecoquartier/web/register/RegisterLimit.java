package fr.ecoquartier.web.register;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.util.UrlPathHelper;

/**
 * How much one address may ask of the public register in a minute, on this node: a page counts for one, a file for ten.
 * What is asked beyond is refused with the time to wait. Behind a proxy that does not tell the visitor's address, all
 * visitors count as one, see README.
 */
@Configuration(proxyBeanMethods = false)
class RegisterLimit implements WebMvcConfigurer, HandlerInterceptor {

    private static final int FILE = 10;
    private static final int ADDRESSES = 20_000;
    private static final int SECONDS = 60;

    /** What an address asked in one minute. */
    private static final class Asked {
        private long minute;
        private int weight;
    }

    private final int perMinute;
    private final Clock clock;
    private final Map<String, Asked> addresses = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Asked> eldest) {
            return size() > ADDRESSES;
        }
    };

    RegisterLimit(@Value("${ecoquartier.register.per-minute}") int perMinute, Clock clock) {
        this.perMinute = perMinute;
        this.clock = clock;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/registre", "/registre/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        long second = clock.instant().getEpochSecond();
        if (count(
                request.getRemoteAddr(),
                weight(UrlPathHelper.defaultInstance.getPathWithinApplication(request)),
                second / SECONDS)) {
            return true;
        }
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(SECONDS - second % SECONDS));
        response.sendError(HttpStatus.TOO_MANY_REQUESTS.value());
        return false;
    }

    private static int weight(String path) {
        return path.endsWith(".csv") || path.endsWith(".json") || path.endsWith(".atom") ? FILE : 1;
    }

    private boolean count(String address, int weight, long minute) {
        synchronized (addresses) {
            Asked asked = addresses.computeIfAbsent(address, unknown -> new Asked());
            if (asked.minute != minute) {
                asked.minute = minute;
                asked.weight = 0;
            }
            asked.weight = Math.min(asked.weight + weight, perMinute + FILE);
            return asked.weight <= perMinute;
        }
    }
}
