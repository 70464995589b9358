package fr.ecoquartier.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds a browser for the browser tests, on any machine: the one named by {@code ECOQUARTIER_BROWSER}, an installed
 * Chromium or Chrome, the distribution's package where it may be installed (root on Debian or Ubuntu), else Playwright's
 * own download. Says which; when there is none, the tests fail and say why: they are never skipped.
 *
 * <pre>try (Playwright playwright = Browsers.playwright(); Browser browser = Browsers.launch(playwright)) { … }</pre>
 */
public final class Browsers {

    private static final Logger log = LoggerFactory.getLogger(Browsers.class);

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");
    private static final List<Path> ELSEWHERE = List.of(
            Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
            Path.of("/Applications/Chromium.app/Contents/MacOS/Chromium"),
            Path.of("C:/Program Files/Google/Chrome/Application/chrome.exe"),
            Path.of("C:/Program Files (x86)/Google/Chrome/Application/chrome.exe"));
    private static final List<String> QUIET = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--lang=fr-FR");

    /** Empty: Playwright's own. Null: not looked for yet. */
    private static Optional<Path> found;

    private Browsers() {}

    /** Playwright's driver, which downloads nothing when a browser is there already. */
    public static Playwright playwright() {
        boolean own = executable().isEmpty();
        Map<String, String> environment = new HashMap<>();
        environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", own ? "0" : "1");
        if (own) {
            environment.put("PLAYWRIGHT_SKIP_BROWSER_GC", "1");
        }
        try {
            return Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        } catch (RuntimeException e) {
            throw own ? missing(e) : e;
        }
    }

    /** A headless browser; the caller closes it. */
    public static Browser launch(Playwright playwright) {
        BrowserType.LaunchOptions options =
                new BrowserType.LaunchOptions().setHeadless(true).setArgs(QUIET);
        executable().ifPresent(options::setExecutablePath);
        Browser browser = playwright.chromium().launch(options);
        log.info("Browser tests run in Chromium {}", browser.version());
        return browser;
    }

    private static synchronized Optional<Path> executable() {
        if (found == null) {
            found = find();
        }
        return found;
    }

    private static Optional<Path> find() {
        String named = System.getenv("ECOQUARTIER_BROWSER");
        if (named != null && !named.isBlank()) {
            Path path = Path.of(named);
            if (!works(path)) {
                throw new IllegalStateException("ECOQUARTIER_BROWSER names " + named + ", which is no working browser");
            }
            log.info("Browser: {} (named by ECOQUARTIER_BROWSER)", path);
            return Optional.of(path);
        }
        Optional<Path> installed = installed();
        if (installed.isPresent()) {
            log.info("Browser: {} (already installed)", installed.get());
            return installed;
        }
        if (mayInstall()) {
            log.info("Browser: none is installed, installing the distribution's package chromium");
            install();
            installed = installed();
            if (installed.isPresent()) {
                log.info("Browser: {} (the distribution's package, installed now)", installed.get());
                return installed;
            }
            log.warn("The distribution's package chromium gave no working browser");
        }
        log.info("Browser: none is installed and none may be, downloading Playwright's own");
        return Optional.empty();
    }

    private static Optional<Path> installed() {
        Stream<Path> onPath = Stream.of(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(java.io.File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)));
        return Stream.concat(onPath, ELSEWHERE.stream())
                .filter(Files::isExecutable)
                .filter(Browsers::works)
                .findFirst();
    }

    /** A program of that name may be a mere pointer to a package that is not there. */
    private static boolean works(Path browser) {
        return Files.isExecutable(browser)
                && run(60, List.of(browser.toString(), "--version", "--no-sandbox"))
                        .filter(output -> output.matches("(?s).*\\d+\\.\\d+.*"))
                        .isPresent();
    }

    private static boolean mayInstall() {
        return "root".equals(System.getProperty("user.name"))
                && Files.exists(Path.of("/etc/debian_version"))
                && Files.isExecutable(Path.of("/usr/bin/apt-get"));
    }

    private static void install() {
        run(300, List.of("apt-get", "update", "-q"));
        run(900, List.of("apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium", "fonts-dejavu-core"));
    }

    /** The output of a command that ended well. */
    private static Optional<String> run(int seconds, List<String> command) {
        try {
            Path output = Files.createTempFile("browser", ".log");
            try {
                ProcessBuilder builder =
                        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
                builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
                Process process = builder.start();
                if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    log.warn("{} did not end within {} s", command, seconds);
                    return Optional.empty();
                }
                String text = Files.readString(output, StandardCharsets.UTF_8);
                if (process.exitValue() != 0) {
                    log.warn("{} ended with {}: {}", command, process.exitValue(), text.strip());
                    return Optional.empty();
                }
                return Optional.of(text);
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static IllegalStateException missing(RuntimeException cause) {
        return new IllegalStateException(
                "No browser for the browser tests: no Chromium or Chrome is installed, the distribution's package could"
                        + " not be installed, and Playwright's download failed. Install Chromium, or name a browser with"
                        + " ECOQUARTIER_BROWSER.",
                cause);
    }
}
