package fr.ecoquartier.access;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.Visitor;
import fr.ecoquartier.browser.Browsers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Coming in, in a real browser: every page is accessible and asks nothing that its own rules forbid. */
@IntegrationTest
class AccessIT {

    private static Playwright playwright;
    private static Browser browser;

    @LocalServerPort
    private int port;

    @Autowired
    private StaffDirectory staff;

    @Autowired
    private AuthorityAccounts authorities;

    private TestAccounts accounts;
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
        accounts = new TestAccounts(staff, authorities);
        // without any administrator the web apps lead everybody to their set-up, which is closed
        accounts.staff("navigateur.admin", Role.ADMIN);
        context = browser.newContext(
                new Browser.NewContextOptions().setLocale("fr-FR").setViewportSize(1280, 900));
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
    }

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void aWrongPasswordKeepsTheIdentifierAndThePageIsAccessible() {
        visit("/connexion");
        assertClean("connexion");
        signIn("quelqu.un", "pas le bon mot de passe");
        assertThat(page.getByRole(com.microsoft.playwright.options.AriaRole.ALERT))
                .containsText("Identifiant ou mot de passe incorrect.");
        assertThat(page.locator("#identifiant")).hasValue("quelqu.un");
        assertClean("connexion-refus");
    }

    @Test
    void anAgentOfARegionalServiceComesToTheTasklistAndLeavesFromThere() {
        visit("/connexion");
        signIn(accounts.staff("navigateur.dreal", Role.DREAL, "82"), TestAccounts.PASSWORD);
        assertThat(page).hasURL(Pattern.compile(".*/camunda/app/tasklist/default/.*"));
        page.locator(".account .dropdown-toggle").click();
        page.locator(".account .logout a").click();
        assertThat(page).hasURL(Pattern.compile(".*/connexion\\?deconnecte"));
        assertThat(page.locator("main")).containsText("Vous êtes déconnecté.");
        visit("/camunda/app/tasklist/default/");
        assertThat(page).hasURL(Pattern.compile(".*/connexion"));
    }

    @Test
    void anAdministratorOpensAnAccountAndItsOwnerChoosesAPassword() {
        visit("/connexion");
        signIn("navigateur.admin", TestAccounts.PASSWORD);
        visit("/administration/collectivites");
        page.locator("#q").pressSequentially("grenobl");
        page.locator("#trouves a", new Page.LocatorOptions().setHasText("Grenoble"))
                .first()
                .click();
        assertThat(page.locator("#nouveau")).containsText("Nouveau compte : Grenoble (Rhône-Alpes)");
        String id = "agent-" + UUID.randomUUID().toString().substring(0, 8);
        page.locator("#nom").fill("Camille Perrin");
        page.locator("#id").fill(id);
        assertClean("administration-ouvrir");
        page.getByText("Ouvrir le compte").click();
        String oneTime = page.locator("code.mono").textContent();
        assertClean("administration");
        page.getByText("Se déconnecter").click();

        signIn(id, oneTime);
        assertThat(page).hasURL(Pattern.compile(".*/compte"));
        assertThat(page.locator("main")).containsText("Choisissez votre mot de passe.");
        assertClean("compte");
        page.locator("#actuel").fill(oneTime);
        page.locator("#nouveau").fill("un autre mot de passe");
        page.locator("#confirmation").fill("un autre mot de passe");
        page.getByText("Changer mon mot de passe").last().click();
        assertThat(page).hasURL(Pattern.compile(".*/collectivite"));
    }

    @Test
    void anAdministratorEndsTheSessionOfSomebodyElse() {
        Visitor forgotten = new Visitor(port);
        String id = accounts.staff("navigateur.oubli", Role.MINISTRY);
        forgotten.signIn(id, TestAccounts.PASSWORD);
        visit("/connexion");
        signIn("navigateur.admin", TestAccounts.PASSWORD);
        visit("/compte/sessions");
        assertThat(page.locator("main")).containsText("Cette session");
        assertClean("mes-sessions");
        visit("/administration/sessions?q=" + id);
        assertClean("administration-sessions");
        page.locator("#motif").fill("poste oublié ouvert");
        page.getByText("Fermer", new Page.GetByTextOptions().setExact(true))
                .first()
                .click();
        assertThat(page.locator("main")).containsText("est fermée");
        assertThat(forgotten.get("/compte").statusCode()).isEqualTo(302);
    }

    @Test
    void whoMayNotPassReadsWhy() {
        visit("/connexion");
        signIn(accounts.authority("navigateur.grenoble", "38185"), TestAccounts.PASSWORD);
        visit("/camunda/app/cockpit/default/");
        assertThat(page.locator("h1")).hasText("Accès refusé");
        assertClean("acces-refuse");
    }

    private void visit(String path) {
        page.navigate("http://localhost:" + port + path);
    }

    private void signIn(String id, String password) {
        page.locator("#identifiant").fill(id);
        page.locator("#motDePasse").fill(password);
        page.locator("main button[type=submit]").click();
    }

    private void assertClean(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target", "screenshots", name + ".png"))
                .setFullPage(true));
        assertThat(new AxeBuilder(page).analyze().getViolations()).as(name).isEmpty();
        assertThat(complaints).as(name).isEmpty();
    }
}
