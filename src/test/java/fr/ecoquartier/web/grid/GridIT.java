package fr.ecoquartier.web.grid;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.Media;
import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.browser.Browsers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The grid in a real browser, as a visitor uses it. */
@IntegrationTest
class GridIT {

    private static Playwright playwright;
    private static Browser browser;

    @LocalServerPort
    int port;

    private BrowserContext context;
    private Page page;
    private final List<String> complaints = new ArrayList<>();

    @BeforeAll
    static void start() {
        playwright = Browsers.playwright();
        browser = Browsers.launch(playwright);
    }

    @AfterAll
    static void stop() {
        browser.close();
        playwright.close();
    }

    @BeforeEach
    void open() {
        visit(true);
    }

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void a_figure_gives_its_result_at_once_and_a_faulty_one_says_so_at_its_field() {
        page.fill("#logements", "700");
        page.keyboard().press("Tab");
        page.fill("#surfaceCessible", "10,5");
        page.keyboard().press("Tab");

        assertThat(page.locator("#resultats")).containsText("Avis : Incomplet");
        assertThat(page.locator("#details")).containsText("66,7\u00a0logements/ha");
        assertThat(page.locator("#annonce")).containsText("1 indicateur atteint sur 23");

        page.fill("#logementsSociaux", "900");
        page.keyboard().press("Tab");

        assertThat(page.locator("#erreur-logementsSociaux")).containsText("ne peut pas dépasser");
        assertThat(page.locator("#logementsSociaux")).hasAttribute("aria-invalid", "true");
        assertThat(page.locator("#logementsSociaux")).hasValue("900");
        assertThat(page.locator("#resultats")).containsText("Une donnée est refusée");
        screenshot("grille-refus");

        page.fill("#logementsSociaux", "210");
        page.selectOption("#stage", "charter");

        assertThat(page.locator("#erreur-logementsSociaux")).isEmpty();
        assertThat(page.locator("#resultats")).containsText("charte-incomplete");
        assertThat(complaints).isEmpty();
    }

    @Test
    void a_real_operation_is_loaded_and_everything_is_accessible() {
        page.getByText("Danube (Strasbourg)").click();

        assertThat(page.locator("#logements")).hasValue("680");
        assertThat(page.locator("#resultats")).containsText("sans donnée");
        assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
        screenshot("grille");
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        screenshot("grille-impression");
        page.setViewportSize(360, 740);
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(360);
        screenshot("grille-mobile");
        assertThat(complaints).isEmpty();
    }

    @Test
    void a_refused_figure_is_accessible_too() {
        page.fill("#surface", "beaucoup");
        page.keyboard().press("Tab");

        assertThat(page.locator("#erreur-surface")).containsText("un nombre est attendu");
        assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
    }

    @Test
    void it_works_without_javascript() {
        context.close();
        visit(false);
        page.fill("#logements", "700");
        page.fill("#surfaceCessible", "10");
        page.press("#surfaceCessible", "Enter");

        assertThat(page.locator("#details")).containsText("70,0\u00a0logements/ha");
        assertThat(page.locator("#logements")).hasValue("700");
    }

    private void visit(boolean script) {
        context = browser.newContext(new Browser.NewContextOptions()
                .setLocale("fr-FR")
                .setJavaScriptEnabled(script)
                .setViewportSize(1280, 900));
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if ("error".equals(message.type())) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.navigate("http://localhost:" + port + "/grille");
    }

    private void screenshot(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(Path.of("target", "screenshots", name + ".png")));
    }
}
