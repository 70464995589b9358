package fr.ecoquartier.browser;

import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/** A person with a browser of their own, signed in, who leaves pictures of what they saw. */
final class PersonAtWork implements AutoCloseable {

    private final String account;
    private final String base;
    private final Path pictures;
    private final BrowserContext context;
    private final Page page;
    private int picture;

    PersonAtWork(Browser browser, String base, String account, String password, Path pictures) {
        this.account = account;
        this.base = base;
        this.pictures = pictures;
        context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(1440, 1000)
                .setLocale("fr-FR")
                .setTimezoneId("Europe/Paris"));
        context.setDefaultTimeout(30_000);
        page = context.newPage();
        page.navigate(base + "/connexion");
        page.getByLabel("Identifiant").fill(account);
        page.getByLabel("Mot de passe").first().fill(password);
        page.keyboard().press("Enter");
        page.waitForURL(Pattern.compile("^(?!.*connexion).*$"));
    }

    String account() {
        return account;
    }

    Page page() {
        return page;
    }

    void open(String path) {
        page.navigate(base + path);
    }

    /** Keeps what is on the screen as a file of the build. */
    void picture(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(pictures.resolve(
                        "%s-%02d-%s.png".formatted(account.replaceAll("[.]demo$", ""), ++picture, name)))
                .setFullPage(true));
    }

    /** In Tasklist: takes the task of a dossier from the group's list; answers its form. */
    Locator take(String reference, String task) {
        openTask("Tâches de mon groupe", reference, task);
        Locator claim = page.getByText("Prendre en charge").first();
        claim.waitFor();
        // Tasklist may draw the task anew under the pointer: taken once it stays so
        await("the task is " + account + "'s")
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(400))
                .during(Duration.ofMillis(1200))
                .atMost(Duration.ofSeconds(60))
                .until(() -> !claim.isVisible() || press(claim));
        return form();
    }

    /** In Tasklist: opens a task that was assigned to this person; answers its form. */
    Locator mine(String reference, String task) {
        openTask("Mes tâches", reference, task);
        return form();
    }

    private void openTask(String filter, String reference, String task) {
        open("/camunda/app/tasklist/default/");
        page.getByText(filter).first().click();
        page.locator("ol.tasks-list li.task")
                .filter(new Locator.FilterOptions().setHasText(reference))
                .filter(new Locator.FilterOptions().setHasText(task))
                .first()
                .click();
    }

    /** Answers false: what the pressing did is seen at the next look. */
    private static boolean press(Locator claim) {
        try {
            claim.click(new Locator.ClickOptions().setTimeout(3_000));
        } catch (TimeoutError drawnAnew) {
            // looked at again
        }
        return false;
    }

    private Locator form() {
        Locator form = page.locator(".fjs-form").first();
        // the form is editable once the task is this person's
        form.locator("input:enabled:visible, textarea:enabled:visible").first().waitFor();
        return form;
    }

    /** In Tasklist: presses the button that completes the task. */
    void press() {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Valider"))
                .last()
                .click();
    }

    @Override
    public void close() {
        context.close();
    }
}
