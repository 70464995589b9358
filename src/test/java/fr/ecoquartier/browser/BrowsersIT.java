package fr.ecoquartier.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import org.junit.jupiter.api.Test;

class BrowsersIT {

    @Test
    void findsABrowserThatRuns() {
        try (Playwright playwright = Browsers.playwright();
                Browser browser = Browsers.launch(playwright)) {
            Page page = browser.newPage();
            page.setContent("<title>ÉcoQuartier</title>");
            assertThat(page.title()).isEqualTo("ÉcoQuartier");
        }
    }
}
