package fr.ecoquartier.web.campaign;

import static fr.ecoquartier.web.Cast.as;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrlPattern;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.pilot.Campaigns;
import fr.ecoquartier.pilot.NewCampaign;
import fr.ecoquartier.pilot.PilotProcess;
import fr.ecoquartier.pilot.TestCampaigns;
import fr.ecoquartier.web.Cast;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;

/** A manager finds the running process of a campaign; nobody else is led there. */
@IntegrationTest
class CampaignInCockpitTest {

    @Autowired
    private MockMvc mvc;

    @Autowired
    private PilotProcess process;

    @Autowired
    private Campaigns campaigns;

    @Test
    void aManagerIsLedToTheRunningProcessAndNobodyElse() throws Exception {
        String campaign = process.open(
                new NewCampaign("Tests observés", "2012-test", LocalDate.now().plusMonths(1), 2, List.of(), false),
                Actor.system());
        String address = "/campagnes/" + campaign + "/cockpit";

        mvc.perform(get("/campagnes/" + campaign).with(as(Cast.MANAGER)))
                .andExpect(content().string(containsString(address)));
        mvc.perform(get("/campagnes/" + campaign).with(as(Cast.MINISTRY)))
                .andExpect(content().string(not(containsString(address))));
        mvc.perform(get(address).with(as(Cast.MANAGER)))
                .andExpect(redirectedUrlPattern("/camunda/app/cockpit/default/#/process-instance/*/runtime"));
        for (Person other : List.of(Cast.GRENOBLE, Cast.RHONE_ALPES, Cast.MINISTRY)) {
            mvc.perform(get(address).with(as(other))).andExpect(status().isForbidden());
        }
    }

    @Test
    void aCampaignWithoutProcessLeadsBackToItsPage() throws Exception {
        String campaign = TestCampaigns.open(campaigns, 1);

        mvc.perform(get("/campagnes/" + campaign + "/cockpit").with(as(Cast.MANAGER)))
                .andExpect(redirectedUrl("/campagnes/" + campaign));
    }
}
