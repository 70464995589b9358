package fr.ecoquartier.webapps;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.access.StaffDirectory;
import fr.ecoquartier.browser.Browsers;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The engine's web apps in a real browser that speaks English: people read French all the same. */
@IntegrationTest
class WebAppsIT {

    private static final String PASSWORD = "Un-mot-de-passe-2012";
    private static final Pattern UNTRANSLATED = Pattern.compile("\\b(?:[A-Z]{2,}_)+[A-Z]{2,}\\b");

    private static Playwright playwright;
    private static Browser browser;

    @LocalServerPort
    int port;

    @Autowired
    StaffDirectory staff;

    private BrowserContext context;
    private Page page;

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
        context = browser.newContext(
                new Browser.NewContextOptions().setLocale("en-US").setViewportSize(1440, 900));
        context.setDefaultTimeout(30_000);
        page = context.newPage();
    }

    @AfterEach
    void close() {
        context.close();
    }

    @ParameterizedTest
    @CsvSource({
        "DREAL,tasklist,Mes tâches",
        "MANAGER,cockpit,Instances de processus en cours",
        "ADMIN,admin,Autorisations",
        "DREAL,welcome,Changer de mot de passe"
    })
    void areFrenchWithoutABanner(Role role, String app, String words) {
        signIn(role);
        page.navigate(url("/camunda/app/" + app + "/default/"));

        assertThat(page.locator("body")).containsText(words, within());
        assertThat(page.locator("html")).hasAttribute("lang", "fr");
        assertThat(page.locator(".ce-eol-banner")).isHidden();
        assertThat(page.locator(".navbar-brand")).containsText("Label ÉcoQuartier");
        assertThat(UNTRANSLATED.matcher(page.locator("body").innerText()).find())
                .as(page.locator("body").innerText())
                .isFalse();
    }

    @Test
    void tasklistHasItsFiltersAndTheWayToTheDossiers() {
        signIn(Role.DREAL);

        for (String filter : new String[] {
            "Mes tâches", "Tâches de mon groupe", "En retard", "À échéance cette semaine", "Charte", "Contrat", "Suivi"
        }) {
            assertThat(page.locator(".column-left")).containsText(filter, within());
        }
        assertThat(page.locator(".ecoquartier-navigation a[href='/dossiers']")).isVisible();
        assertThat(page.getByText("Démarrer un processus")).isHidden();
        assertThat(page.locator(".tasks-list .cell.top, .tasks-list .top").first())
                .containsText("Échéance", within());
    }

    @Test
    void aLostSessionLeavesThePageAndSaysWhatToDo() {
        signIn(Role.DREAL);
        assertThat(page.locator(".column-left")).containsText("En retard", within());
        page.route("**/camunda/api/engine/**", WebAppsIT::refuse);

        page.locator(".column-left a").getByText("En retard").first().click();

        assertThat(page.locator(".eq-session")).containsText("Votre session a expiré.", within());
        assertThat(page).hasURL(Pattern.compile(".*/camunda/app/tasklist/default/#/\\?.*"));

        page.unroute("**/camunda/api/engine/**");
        page.locator(".column-left a").getByText("Charte").first().click();
        assertThat(page.locator(".eq-session")).hasCount(0);
    }

    private static void refuse(Route route) {
        route.fulfill(new Route.FulfillOptions()
                .setStatus(401)
                .setContentType("application/problem+json")
                .setBody("{\"title\":\"Connexion requise\",\"detail\":\"Votre session est terminée.\"}"));
    }

    private static LocatorAssertions.ContainsTextOptions within() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(30_000);
    }

    private void signIn(Role role) {
        account(Role.ADMIN); // without any administrator the web apps lead everybody to their set-up
        page.navigate(url("/connexion"));
        page.getByLabel("Identifiant").fill(account(role));
        page.getByLabel("Mot de passe").first().fill(PASSWORD);
        page.keyboard().press("Enter");
        page.waitForURL(Pattern.compile(".*/camunda/app/.*"));
    }

    private String account(Role role) {
        String id = "webapps." + role.name().toLowerCase(Locale.ROOT);
        if (staff.find(id).isEmpty()) {
            Set<String> regions = role == Role.DREAL ? Set.of("82") : Set.of();
            staff.save(new StaffDirectory.NewStaff(
                    id, "Alix", "Martin", id + "@exemple.invalid", PASSWORD, Set.of(role), regions));
        }
        return id;
    }

    private String url(String path) {
        return "http://localhost:" + port + path;
    }
}
