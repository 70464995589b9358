package fr.ecoquartier;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody with a browser that keeps cookies and follows no redirection, against the application's real port. */
public final class Visitor {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final String base;
    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final Map<String, String> headers = new LinkedHashMap<>();

    public Visitor(int port) {
        this.base = "http://localhost:" + port;
        headers.put("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    }

    /** A header sent with every request from now on; null takes it away. */
    public Visitor with(String header, String value) {
        if (value == null) {
            headers.remove(header);
        } else {
            headers.put(header, value);
        }
        return this;
    }

    public Visitor basic(String id, String password) {
        String pair = Base64.getEncoder().encodeToString((id + ':' + password).getBytes(StandardCharsets.UTF_8));
        return with("Authorization", "Basic " + pair).with("Accept", "application/json");
    }

    /** Signs in through the page, as a person does; the answer leads to where the person works. */
    public HttpResponse<String> signIn(String id, String password) {
        return submit("/connexion", "/connexion", Map.of("identifiant", id, "motDePasse", password));
    }

    /** Fetches a page, takes its CSRF token and posts the form. */
    public HttpResponse<String> submit(String page, String action, Map<String, String> fields) {
        String csrf = csrf(get(page).body());
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put("_csrf", csrf);
        return post(action, all);
    }

    public HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    public HttpResponse<String> post(String path, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> encode(field.getKey()) + '=' + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    public HttpResponse<String> json(String method, String path, String body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    public String cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(java.net.HttpCookie::getValue)
                .findFirst()
                .orElse(null);
    }

    /** Where a redirection leads, without the host. */
    public static String location(HttpResponse<?> response) {
        URI target = URI.create(response.headers().firstValue("Location").orElse(""));
        return target.getRawPath() + (target.getRawQuery() == null ? "" : "?" + target.getRawQuery());
    }

    public static String csrf(String page) {
        var matcher = CSRF.matcher(page);
        return matcher.find() ? matcher.group(1) : "";
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
        headers.forEach(request::header);
        return request;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
