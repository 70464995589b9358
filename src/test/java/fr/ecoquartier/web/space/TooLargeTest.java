package fr.ecoquartier.web.space;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.RequestDispatcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.FlashMap;
import org.springframework.web.servlet.support.SessionFlashMapManager;

class TooLargeTest {

    @ParameterizedTest
    @CsvSource({"/modeles/import,/modeles", "/modeles/brouillons/7/import,/modeles/brouillons/7/historique"})
    void aModelThatIsTooLargeLeadsBackToThePageOfItsForm(String sent, String page) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/error");
        request.setAttribute(RequestDispatcher.ERROR_REQUEST_URI, sent);
        FlashMap flash = new FlashMap();
        request.setAttribute(DispatcherServlet.OUTPUT_FLASH_MAP_ATTRIBUTE, flash);
        request.setAttribute(DispatcherServlet.FLASH_MAP_MANAGER_ATTRIBUTE, new SessionFlashMapManager());

        var answer = new TooLarge().refuse(request, new MockHttpServletResponse());

        assertThat(answer.getHeaders().getLocation()).hasToString(page);
        assertThat(flash.get("failure")).asString().contains("Mio au plus");
    }

    @Test
    void aPersonIsSentBackToThePageTheySentTheFileFrom() {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/error");
        request.setAttribute(RequestDispatcher.ERROR_REQUEST_URI, "/campagnes/CT-2012-01/candidatures/import");
        FlashMap flash = new FlashMap();
        request.setAttribute(DispatcherServlet.OUTPUT_FLASH_MAP_ATTRIBUTE, flash);
        request.setAttribute(DispatcherServlet.FLASH_MAP_MANAGER_ATTRIBUTE, new SessionFlashMapManager());

        var answer = new TooLarge().refuse(request, new MockHttpServletResponse());

        assertThat(answer.getStatusCode().value()).isEqualTo(303);
        assertThat(answer.getHeaders().getLocation()).hasToString("/campagnes/CT-2012-01/candidatures/import");
        assertThat(flash.get("failure")).asString().contains("trop volumineux");
    }
}
