package fr.ecoquartier.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.access.StaffDirectory;
import fr.ecoquartier.web.OpenDossiers;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** A manager in Cockpit goes from the numbers of all dossiers to the dossiers themselves. */
@IntegrationTest
class OversightIT {

    private static final String PASSWORD = "Un-mot-de-passe-2012";
    private static final String MANAGER = "it.oversight";
    private static final String ADMIN = "it.oversight-admin";

    private static Playwright playwright;
    private static Browser browser;

    @LocalServerPort
    int port;

    @Autowired
    StaffDirectory staff;

    @Autowired
    ApplicationContext application;

    private final List<String> failures = new ArrayList<>();
    private BrowserContext context;
    private Page page;
    private String reference;

    @BeforeAll
    static void start() {
        playwright = Browsers.playwright();
        browser = Browsers.launch(playwright);
        setDefaultAssertionTimeout(30_000);
    }

    @AfterAll
    static void stop() {
        browser.close();
        playwright.close();
    }

    @BeforeEach
    void aManagerInCockpit() {
        reference = OpenDossiers.in(application.getAutowireCapableBeanFactory()).of("2A004", "Quartier du port");
        account(ADMIN, Role.ADMIN); // without any administrator the web apps lead everybody to their set-up
        account(MANAGER, Role.MANAGER);
        context = browser.newContext(
                new Browser.NewContextOptions().setLocale("fr-FR").setViewportSize(1360, 900));
        context.setDefaultTimeout(30_000);
        page = context.newPage();
        page.onPageError(failures::add);
        page.navigate(url("/connexion"));
        page.fill("[name=identifiant]", MANAGER);
        page.fill("[name=motDePasse]", PASSWORD);
        page.click("main button[type=submit]");
        page.waitForURL(address -> !address.contains("/connexion"));
        page.navigate(url("/camunda/app/cockpit/default/"));
    }

    @AfterEach
    void close() {
        context.close();
        assertThat(failures).isEmpty();
    }

    @Test
    void fromANumberOfThePortfolioToTheDossiersThatItCounts() throws Exception {
        page.locator("a[href='#/portefeuille']").first().click();
        assertThat(page.locator(".eq-page h1")).hasText("Portefeuille");
        page.focus("#eq-filter-region");
        page.selectOption("#eq-filter-region", "94");
        assertThat(page.locator(
                        "table caption", new Page.LocatorOptions().setHasText("Dossiers par région et par étape")))
                .isVisible();
        assertThat(page.locator("canvas").first()).isVisible();
        assertThat(page).hasURL(Pattern.compile(".*#/portefeuille\\?.*region=94.*"));
        // the form keeps what was chosen and the focus
        assertThat(page.locator("#eq-filter-region")).hasValue("94");
        assertThat(page.locator("#eq-filter-region")).isFocused();

        Locator table = page.locator(
                        ".eq-table", new Page.LocatorOptions().setHasText("Dossiers par région et par étape"))
                .last();
        Download file = page.waitForDownload(() -> table.locator(".eq-export").click());
        assertThat(file.suggestedFilename()).isEqualTo("portefeuille-regions.csv");
        assertThat(Files.readString(file.path())).startsWith("\ufeffRégion;").contains("Corse;");

        Locator number = table.locator("tbody tr").first().locator("td a").last();
        String counted = number.innerText();
        number.click();
        assertThat(page.locator("#nombre")).containsText(counted);
        assertThat(page.locator("#resultats")).containsText(reference);
    }

    @Test
    void fromAnElementOfTheDiagramToTheDossiersThatWaitThere() {
        page.navigate(url("/camunda/app/cockpit/default/#/goulots?process=charter&region=94"));
        Locator step = page.locator(".djs-element[data-element-id=fileCharterRequest]");
        assertThat(step).isVisible();
        assertThat(page.locator(".eq-badge-count").first()).isVisible();
        step.locator(".djs-hit").click();
        assertThat(page.locator(".eq-section h2")).hasText("Déposer la demande de charte");
        assertThat(page.locator(".eq-section table", new Page.LocatorOptions().setHasText(reference)))
                .isVisible();
        page.locator(".eq-section table a", new Page.LocatorOptions().setHasText("version"))
                .first()
                .click();
        assertThat(page).hasURL(Pattern.compile(".*#/process-instance/.*"));
    }

    private void account(String id, Role role) {
        if (staff.find(id).isEmpty()) {
            staff.save(new StaffDirectory.NewStaff(
                    id, "Camille", "Pilote", id + "@exemple.invalid", PASSWORD, Set.of(role), Set.of()));
        }
    }

    private String url(String path) {
        return "http://localhost:" + port + path;
    }
}
