package fr.ecoquartier.workflow.tasklist;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContext;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.webapp.impl.security.filter.headersec.provider.impl.ContentSecurityPolicyProvider;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;

class NonceOfRequestTest {

    private static final String NONCE = ContentSecurityPolicyProvider.ATTR_CSP_FILTER_NONCE;

    private final MockServletContext shared = new MockServletContext();

    @Test
    void aPageGetsTheNonceOfItsOwnRequestThoughAnotherComesBetween() throws Exception {
        List<Object> pages = new ArrayList<>();
        request("/camunda/app/tasklist/default/", first -> {
            first.setAttribute(NONCE, "first");
            request("/camunda/app/cockpit/default/", second -> {
                second.setAttribute(NONCE, "second");
                pages.add(second.getAttribute(NONCE));
            });
            pages.add(first.getAttribute(NONCE));
        });

        assertThat(pages).containsExactly("second", "first");
        assertThat(shared.getAttribute(NONCE)).isNull();
    }

    @Test
    void everythingElseOfTheContextIsShared() throws Exception {
        shared.setAttribute("other", "value");

        request("/camunda/app/tasklist/default/", context -> {
            assertThat(context.getAttribute("other")).isEqualTo("value");
            context.setAttribute("more", 1);
        });

        assertThat(shared.getAttribute("more")).isEqualTo(1);
    }

    private void request(String path, Work work) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest(shared, "GET", path);
        new NonceOfRequest().doFilter(request, new MockHttpServletResponse(), (req, res) -> {
            try {
                work.with(req.getServletContext());
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private interface Work {
        void with(ServletContext context) throws Exception;
    }
}
