package fr.ecoquartier.web.campaign;

import static fr.ecoquartier.web.Cast.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.pilot.Campaigns;
import fr.ecoquartier.pilot.Candidate;
import fr.ecoquartier.pilot.Candidates;
import fr.ecoquartier.pilot.Pilots;
import fr.ecoquartier.pilot.Samples;
import fr.ecoquartier.pilot.TestCampaigns;
import fr.ecoquartier.pilot.run.Progress;
import fr.ecoquartier.web.Cast;
import fr.ecoquartier.web.OpenDossiers;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

@IntegrationTest
class CampaignPagesTest {

    @Autowired
    private MockMvc mvc;

    @Autowired
    private Campaigns campaigns;

    @Autowired
    private Candidates candidates;

    @Autowired
    private Samples samples;

    @Autowired
    private Pilots pilots;

    @Autowired
    private AutowireCapableBeanFactory application;

    private String campaign;
    private Candidate grenoble;
    private Candidate strasbourg;

    @BeforeEach
    void aCampaignWithTwoCandidates() {
        campaign = TestCampaigns.open(campaigns, 1);
        List<Long> ids = TestCampaigns.apply(candidates, campaign, "38185", "67482");
        grenoble = candidates.get(ids.get(0));
        strasbourg = candidates.get(ids.get(1));
    }

    private ResultActions page(Person person, String address) throws Exception {
        return mvc.perform(get(address.replace("{id}", campaign)).with(as(person)));
    }

    private void retain() throws Exception {
        samples.compute(campaign, UUID.randomUUID().toString(), Progress.none());
        samples.retain(
                campaign,
                samples.latest(campaign).orElseThrow().run(),
                "Échantillon équilibré.",
                false,
                UUID.randomUUID().toString(),
                TestCampaigns.MINISTRY);
    }

    @Test
    void theMinistrySeesEveryTabOfACampaign() throws Exception {
        retain();
        pilots.openDossier(campaign, 1, UUID.randomUUID().toString());
        String reference = pilots.of(campaign).get(0).reference();

        page(Cast.MINISTRY, "/campagnes")
                .andExpect(status().isOk())
                .andExpect(content().string(containsString(campaign)))
                .andExpect(content().string(containsString("Ouvrir une campagne")));
        page(Cast.MINISTRY, "/campagnes/{id}")
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Mettre fin aux tests")))
                .andExpect(content().string(containsString("Échantillon retenu : 1\u00a0pilote.")));
        page(Cast.MINISTRY, "/campagnes/{id}/candidatures")
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Grenoble")))
                .andExpect(content().string(containsString("Profil des candidatures")));
        page(Cast.MINISTRY, "/campagnes/{id}/candidatures/" + grenoble.id())
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("éprouver le référentiel")));
        page(Cast.MINISTRY, "/campagnes/{id}/pilotes")
                .andExpect(status().isOk())
                .andExpect(content().string(containsString(reference)))
                .andExpect(content().string(containsString("Liste de réserve")));
    }

    @Test
    void aRegionalServiceSeesTheCandidatesAndPilotsOfItsRegionOnly() throws Exception {
        retain();
        page(Cast.ALSACE, "/campagnes/{id}/candidatures?statut=toutes")
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Strasbourg")))
                .andExpect(content().string(not(containsString("Grenoble"))))
                .andExpect(content().string(not(containsString("Importer un fichier"))));
        page(Cast.ALSACE, "/campagnes/{id}").andExpect(content().string(not(containsString("Grenoble"))));
        page(Cast.ALSACE, "/campagnes/{id}/pilotes").andExpect(content().string(not(containsString("Grenoble"))));
        page(Cast.ALSACE, "/campagnes/{id}/candidatures/" + strasbourg.id()).andExpect(status().isOk());
        page(Cast.ALSACE, "/campagnes/{id}/candidatures/" + grenoble.id()).andExpect(status().isNotFound());
        String csv = page(Cast.ALSACE, "/campagnes/{id}/candidatures.csv")
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(csv).contains("Strasbourg").doesNotContain("Grenoble");
    }

    @Test
    void aPartnerIsShownTheOverviewWithoutCandidatesAndRefusedTheRest() throws Exception {
        page(Cast.PARTNER, "/campagnes")
                .andExpect(status().isOk())
                .andExpect(content().string(containsString(campaign)));
        page(Cast.PARTNER, "/campagnes/{id}")
                .andExpect(status().isOk())
                .andExpect(content().string(not(containsString("Grenoble"))));
        page(Cast.PARTNER, "/campagnes/{id}/candidatures").andExpect(status().isForbidden());
        page(Cast.PARTNER, "/campagnes/{id}/candidatures.xlsx").andExpect(status().isForbidden());
        page(Cast.PARTNER, "/campagnes/candidatures-modele.csv").andExpect(status().isForbidden());
        page(Cast.PARTNER, "/campagnes/{id}/pilotes").andExpect(status().isForbidden());
    }

    @Test
    void forEverybodyElseCampaignsDoNotExist() throws Exception {
        for (Person person : List.of(Cast.EXPERT, Cast.GRENOBLE)) {
            page(person, "/campagnes").andExpect(status().isNotFound());
            page(person, "/campagnes/{id}").andExpect(status().isNotFound());
            page(person, "/campagnes/{id}/candidatures").andExpect(status().isNotFound());
            page(person, "/campagnes/candidatures-modele.xlsx").andExpect(status().isNotFound());
        }
        page(Cast.MINISTRY, "/campagnes/CT-2012-9999").andExpect(status().isNotFound());
        mvc.perform(get("/campagnes").accept("text/html"))
                .andExpect(status().is3xxRedirection())
                .andExpect(header().string("Location", containsString("/connexion")));
    }

    @Test
    void onlyTheMinistryOpensACampaignAndNothingTypedIsLost() throws Exception {
        mvc.perform(get("/campagnes/nouvelle").with(as(Cast.MINISTRY))).andExpect(status().isOk());
        mvc.perform(get("/campagnes/nouvelle").with(as(Cast.MANAGER))).andExpect(status().isForbidden());
        mvc.perform(post("/campagnes").with(as(Cast.RHONE_ALPES)).with(csrf())).andExpect(status().isForbidden());
        mvc.perform(post("/campagnes")
                        .param("nom", "Tests de la version 2")
                        .param("version", "2012-test")
                        .param("jusquau", "31/02/2030")
                        .param("taille", "douze")
                        .with(as(Cast.MINISTRY))
                        .with(csrf()))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Tests de la version 2")))
                .andExpect(content().string(containsString("31/02/2030")))
                .andExpect(content().string(containsString("Indiquez le dernier jour des candidatures")))
                .andExpect(content().string(containsString("Indiquez le nombre de pilotes")));
    }

    @Test
    void aCampaignOpenedOnThePageRunsUntilItsSampleIsToBeDecided() throws Exception {
        String address = mvc.perform(post("/campagnes")
                        .param("nom", "Tests de la version 2")
                        .param("version", "2012-test")
                        .param("jusquau", LocalDate.now().plusDays(20).toString())
                        .param("taille", "1")
                        .with(as(Cast.MINISTRY))
                        .with(csrf()))
                .andExpect(header().string("Location", startsWith("/campagnes/CT-2012-")))
                .andReturn()
                .getResponse()
                .getHeader("Location");
        campaign = address.substring("/campagnes/".length());
        TestCampaigns.apply(candidates, campaign, "38185", "67482");
        page(Cast.MINISTRY, "/campagnes/{id}").andExpect(content().string(containsString("Clore les candidatures")));

        mvc.perform(post("/campagnes/{id}/cloture", campaign)
                        .param("motif", "Assez de candidatures sont arrivées.")
                        .param("confirme", "true")
                        .with(as(Cast.MINISTRY))
                        .with(csrf()))
                .andExpect(redirectedUrl(address));
        OpenDossiers.in(application).runAutomaticSteps(campaign);

        page(Cast.MINISTRY, "/campagnes/{id}")
                .andExpect(content().string(containsString("1 sur 2, optimal prouvé")))
                .andExpect(content().string(containsString("Assez de candidatures sont arrivées.")))
                .andExpect(content().string(containsString("à faire par vous, dans Mes tâches")));
        mvc.perform(post("/campagnes/{id}/cloture", campaign)
                        .param("motif", "Assez de candidatures sont arrivées.")
                        .param("confirme", "true")
                        .with(as(Cast.MINISTRY))
                        .with(csrf()))
                .andExpect(flash().attribute("failure", containsString("déjà closes")));
    }

    @Test
    void closingAndEndingAskForAReasonAndAreRefusedToOthers() throws Exception {
        mvc.perform(post("/campagnes/{id}/cloture", campaign)
                        .param("motif", "court")
                        .with(as(Cast.MINISTRY))
                        .with(csrf()))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Indiquez le motif")))
                .andExpect(content().string(containsString("Cochez la case")));
        mvc.perform(post("/campagnes/{id}/cloture", campaign)
                        .param("motif", "court")
                        .param("confirme", "true")
                        .with(as(Cast.MINISTRY))
                        .with(csrf()))
                .andExpect(content().string(containsString("checked=\"checked\"")));
        mvc.perform(post("/campagnes/{id}/cloture", campaign)
                        .with(as(Cast.MANAGER))
                        .with(csrf()))
                .andExpect(status().isForbidden());
        page(Cast.MINISTRY, "/campagnes/{id}/comite").andExpect(status().isOk());
        mvc.perform(post("/campagnes/{id}/comite", campaign)
                        .param("comite", "personne.inconnue")
                        .with(as(Cast.MINISTRY))
                        .with(csrf()))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("n’est plus partenaire")));
        mvc.perform(post("/campagnes/{id}/comite", campaign)
                        .with(as(Cast.MANAGER))
                        .with(csrf()))
                .andExpect(status().isForbidden());
        mvc.perform(post("/campagnes/{id}/fin-des-tests", campaign)
                        .with(as(Cast.ALSACE))
                        .with(csrf()))
                .andExpect(status().isForbidden());
    }

    @Test
    void candidatesAreFilteredSortedAndExported() throws Exception {
        page(Cast.MINISTRY, "/campagnes/{id}/candidatures?q=strasb&contexte=urban&tri=population&inverse=true")
                .andExpect(content().string(containsString("Strasbourg")))
                .andExpect(content().string(not(containsString(">Grenoble<"))))
                .andExpect(content().string(containsString("aria-sort=\"descending\"")));
        page(Cast.MINISTRY, "/campagnes/{id}/candidatures.xlsx?region=42")
                .andExpect(status().isOk())
                .andExpect(header().string("Content-Disposition", containsString(".xlsx")));
        assertThat(page(Cast.MINISTRY, "/campagnes/{id}/candidatures.csv?region=42")
                        .andReturn()
                        .getResponse()
                        .getContentAsString(StandardCharsets.UTF_8))
                .contains("Strasbourg")
                .doesNotContain("Grenoble");
    }

    @Test
    void aCandidateIsAddedByHandByNameAndADuplicateIsSaid() throws Exception {
        assertThat(page(Cast.MINISTRY, "/campagnes/collectivites?collectivite=lyon")
                        .andReturn()
                        .getResponse()
                        .getContentAsString())
                .contains("69123 – Lyon (69)");
        mvc.perform(add("69123 – Lyon (69)", "Confluence").with(as(Cast.MINISTRY)))
                .andExpect(redirectedUrl("/campagnes/" + campaign + "/candidatures"));
        mvc.perform(add("69123", "confluence !").with(as(Cast.MINISTRY)))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Lyon est déjà candidate")));
        mvc.perform(add("Saint-Denis", "Plaine").with(as(Cast.MINISTRY)))
                .andExpect(content().string(containsString("Plusieurs collectivités correspondent")));
        mvc.perform(add("69123", "Confluence").with(as(Cast.ALSACE))).andExpect(status().isForbidden());
    }

    private org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder add(
            String authority, String operation) {
        return post("/campagnes/{id}/candidatures", campaign)
                .param("collectivite", authority)
                .param("operation", operation)
                .param("contexte", "urban")
                .param("agenda21", "oui")
                .param("hqe", "non")
                .param("avancement", "works")
                .with(csrf());
    }

    @Test
    void aCandidateIsWithdrawnWithAReason() throws Exception {
        String address = "/campagnes/" + campaign + "/candidatures/" + grenoble.id();
        mvc.perform(post(address + "/retrait")
                        .param("motif", "non")
                        .with(as(Cast.MINISTRY))
                        .with(csrf()))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Indiquez le motif")));
        mvc.perform(post(address + "/retrait")
                        .param("motif", "Opération reportée d’un an.")
                        .with(as(Cast.MINISTRY))
                        .with(csrf()))
                .andExpect(redirectedUrl(address));
        page(Cast.MINISTRY, address)
                .andExpect(content().string(containsString("Retirée")))
                .andExpect(content().string(containsString("Opération reportée")));
        mvc.perform(post("/campagnes/{id}/candidatures/{n}/retrait", campaign, strasbourg.id())
                        .param("motif", "Opération reportée d’un an.")
                        .with(as(Cast.ALSACE))
                        .with(csrf()))
                .andExpect(status().isForbidden());
    }

    @Test
    void aFileIsPreviewedThenConfirmedByItsSender() throws Exception {
        String head = "insee;operation;contexte;agenda 21;hqe;avancement\n";
        var file = new MockMultipartFile(
                "fichier",
                "C:\\candidats.csv",
                "text/csv",
                (head + "69123;Confluence;urbain;oui;non;travaux\n31555;Cartoucherie;urbian;oui;non;travaux\n")
                        .getBytes(StandardCharsets.UTF_8));
        String address = mvc.perform(multipart("/campagnes/{id}/candidatures/import", campaign)
                        .file(file)
                        .with(as(Cast.MINISTRY))
                        .with(csrf()))
                .andExpect(header().string("Location", startsWith("/campagnes/" + campaign + "/candidatures/import/")))
                .andReturn()
                .getResponse()
                .getHeader("Location");

        page(Cast.MINISTRY, address)
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("candidats.csv")))
                .andExpect(content().string(containsString("urbian")))
                .andExpect(content().string(containsString("Toulouse")))
                .andExpect(content().string(containsString("Lyon")));
        Person other =
                new Person("page.ministere-2", "Autre", Cast.MINISTRY.roles(), java.util.Set.of(), java.util.Set.of());
        page(other, address).andExpect(status().is3xxRedirection());
        mvc.perform(post(address).with(as(Cast.MINISTRY)).with(csrf()))
                .andExpect(redirectedUrl("/campagnes/" + campaign + "/candidatures"));
        assertThat(candidates.of(campaign))
                .extracting(Candidate::authorityName)
                .contains("Lyon")
                .hasSize(3);
    }

    @Test
    void aFileThatIsNotATableIsRefusedAtItsField() throws Exception {
        mvc.perform(multipart("/campagnes/{id}/candidatures/import", campaign)
                        .file(new MockMultipartFile("fichier", "x.pdf", "application/pdf", "%PDF-1.7".getBytes()))
                        .with(as(Cast.MINISTRY))
                        .with(csrf()))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("C’est un PDF")));
        mvc.perform(multipart("/campagnes/{id}/candidatures/import", campaign)
                        .file(new MockMultipartFile("fichier", "x.csv", "text/csv", "a".getBytes()))
                        .with(as(Cast.ALSACE))
                        .with(csrf()))
                .andExpect(status().isForbidden());
    }

    @Test
    void anAuthorityAppliesSeesItsOwnApplicationAndWithdrawsIt() throws Exception {
        String form = "/collectivite/campagnes/" + campaign + "/candidature";
        page(Cast.GRENOBLE, "/collectivite/campagnes")
                .andExpect(status().isOk())
                .andExpect(content().string(containsString(campaign)))
                .andExpect(content().string(not(containsString("Opération de 67482"))));
        page(Cast.GRENOBLE, form).andExpect(status().isOk());
        mvc.perform(post(form)
                        .param("collectivite", "67482")
                        .param("operation", "Presqu’île")
                        .with(as(Cast.GRENOBLE))
                        .with(csrf()))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Choisissez votre collectivité.")))
                .andExpect(content().string(containsString("Presqu’île")));
        String own = mvc.perform(post(form)
                        .param("collectivite", "38185")
                        .param("operation", "Presqu’île")
                        .param("contexte", "urban")
                        .param("agenda21", "oui")
                        .param("hqe", "non")
                        .param("avancement", "design")
                        .param("motivation", "Éprouver nos indicateurs.")
                        .with(as(Cast.GRENOBLE))
                        .with(csrf()))
                .andExpect(header().string("Location", startsWith("/collectivite/campagnes/candidatures/")))
                .andReturn()
                .getResponse()
                .getHeader("Location");
        page(Cast.GRENOBLE, own)
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Candidature reçue")));
        page(Cast.STRASBOURG, own).andExpect(status().isNotFound());
        page(Cast.MINISTRY, own).andExpect(status().isForbidden());
        mvc.perform(post(own + "/retrait")
                        .param("motif", "Calendrier trop serré.")
                        .with(as(Cast.STRASBOURG))
                        .with(csrf()))
                .andExpect(status().isNotFound());
        mvc.perform(post(own + "/retrait")
                        .param("motif", "Calendrier trop serré.")
                        .with(as(Cast.GRENOBLE))
                        .with(csrf()))
                .andExpect(redirectedUrl(own));
        page(Cast.GRENOBLE, own).andExpect(content().string(containsString("Calendrier trop serré.")));
    }

    @Test
    void theAuthorityOfAPilotFindsItsTestDossier() throws Exception {
        retain();
        pilots.openDossier(campaign, 1, UUID.randomUUID().toString());
        var pilot = pilots.of(campaign).get(0);
        Person owner = pilot.candidate().authorityCode().equals("38185") ? Cast.GRENOBLE : Cast.STRASBOURG;

        page(owner, "/collectivite/campagnes/candidatures/" + pilot.candidate().id())
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("/collectivite/dossiers/" + pilot.reference())))
                .andExpect(content().string(not(containsString("Retirer notre candidature"))));
        page(Cast.MINISTRY, "/campagnes/{id}/pilotes/" + pilot.reference() + "/desistement")
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("prend la place")));
        Person waiting = owner == Cast.GRENOBLE ? Cast.STRASBOURG : Cast.GRENOBLE;
        page(waiting, "/collectivite/campagnes")
                .andExpect(content().string(containsString("Liste de réserve, rang 1")))
                .andExpect(content().string(not(containsString(pilot.reference()))));
        page(Cast.ALSACE, "/campagnes/{id}/pilotes/" + pilot.reference() + "/desistement")
                .andExpect(status().isForbidden());
    }
}
