package fr.ecoquartier.workflow.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

import fr.ecoquartier.access.StaffDirectory;
import jakarta.servlet.Filter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class NoAdministratorTest {

    private final StaffDirectory staff = mock(StaffDirectory.class);
    private Filter filter;

    @BeforeEach
    void filter() {
        ObjectProvider<StaffDirectory> provider = new ObjectProvider<>() {
            @Override
            public StaffDirectory getObject() {
                return staff;
            }
        };
        filter = new SetupClosed().setupIsClosed(provider).getFilter();
    }

    private MockHttpServletResponse ask(String method, String path) throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        MockFilterChain behind = new MockFilterChain();
        filter.doFilter(new MockHttpServletRequest(method, path), response, behind);
        assertThat(behind.getRequest()).as("the web apps hear nothing").isNull();
        return response;
    }

    @Test
    void withoutAnyAdministratorThePageLeadsToWhatToDo() throws Exception {
        given(staff.hasAdmin()).willReturn(false);
        assertThat(ask("GET", "/camunda/app/admin/default/setup/").getRedirectedUrl())
                .isEqualTo("/sans-administrateur");
        assertThat(ask("POST", "/camunda/api/admin/setup/default/user/create").getStatus())
                .isEqualTo(404);
    }

    @Test
    void withAnAdministratorThereIsNoSuchPage() throws Exception {
        given(staff.hasAdmin()).willReturn(true);
        assertThat(ask("GET", "/camunda/app/admin/default/setup/").getStatus()).isEqualTo(404);
    }
}
