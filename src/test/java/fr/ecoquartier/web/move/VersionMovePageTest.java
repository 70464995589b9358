package fr.ecoquartier.web.move;

import static fr.ecoquartier.referentiel.WorkedExamples.good;
import static fr.ecoquartier.web.Cast.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.FiguresKind;
import fr.ecoquartier.dossier.JournalKind;
import fr.ecoquartier.dossier.MoveFilter;
import fr.ecoquartier.dossier.MovePlan;
import fr.ecoquartier.dossier.MoveWatch;
import fr.ecoquartier.dossier.VersionMoves;
import fr.ecoquartier.pilot.replay.ReplayCases;
import fr.ecoquartier.referentiel.StoredVersions;
import fr.ecoquartier.web.Cast;
import fr.ecoquartier.web.OpenDossiers;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

@IntegrationTest
class VersionMovePageTest {

    private static final Person CARRIER =
            new Person("page.structure", "Agent structure", Set.of(Role.CARRIER), Set.of(), Set.of());
    private static final Actor ACTOR = new Actor("page.structure", "Agent structure", "Structure porteuse");
    private static final String REASON = "Les seuils de transport ont été recalés.";

    @Autowired
    private MockMvc pages;

    @Autowired
    private VersionMoves moves;

    @Autowired
    private Dossiers dossiers;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private AutowireCapableBeanFactory application;

    private String version;
    private String page;
    private String grenoble;
    private String strasbourg;

    @BeforeEach
    void twoDossiersAndAVersion() throws Exception {
        version = StoredVersions.store(jdbc, "page-moves", "urban: [90, 100]", "urban: [97, 100]");
        page = "/referentiel/versions/" + version + "/dossiers";
        OpenDossiers open = OpenDossiers.in(application);
        ReplayCases cases = ReplayCases.in(application);
        grenoble = open.of("38185", "Bouchayer-Viallet <b>");
        strasbourg = open.of("67482", "Wacken");
        cases.give(grenoble, DossierStage.CHARTER, FiguresKind.BASELINE, good());
        cases.give(strasbourg, DossierStage.CHARTER, FiguresKind.BASELINE, good());
    }

    @Test
    void theCarrierStructureComparesOneDossierThenMovesItWithAReason() throws Exception {
        pages.perform(get(page + "?region=82&etape=charter&depuis=2012-test").with(as(CARRIER)))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Dossiers à une autre version")));
        String plan = pages.perform(post(page + "/comparaison")
                        .param("reference", grenoble)
                        .with(as(CARRIER))
                        .with(csrf()))
                .andExpect(status().is3xxRedirection())
                .andReturn()
                .getResponse()
                .getRedirectedUrl();
        assertThat(plan).startsWith(page + "/comparaisons/");

        pages.perform(get(plan).with(as(CARRIER)))
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(allOf(
                                containsString(grenoble),
                                containsString("I14"),
                                containsString("rating--unmet"),
                                containsString("Bouchayer-Viallet &lt;b&gt;"),
                                containsString("Motif, que la collectivité lira"))));
        pages.perform(post(plan).param("motif", "court").with(as(CARRIER)).with(csrf()))
                .andExpect(status().isOk())
                .andExpect(
                        content().string(allOf(containsString("motif-erreur"), containsString(">court</textarea>"))));
        assertThat(dossiers.get(grenoble).referentiel()).isEqualTo("2012-test");
        pages.perform(post(plan).param("motif", REASON).with(as(CARRIER)).with(csrf()))
                .andExpect(status().is3xxRedirection())
                .andExpect(header().string("Location", startsWith("/traitements/")));
    }

    @Test
    void theAuthorityReadsWhatChangedUntilItSaysSo() throws Exception {
        MovePlan plan = moves.prepare(version, MoveFilter.one(grenoble), "un dossier", ACTOR, MoveWatch.none());
        moves.carryOut(plan.id(), REASON, ACTOR, MoveWatch.none());

        String space = "/collectivite/dossiers/" + grenoble;
        pages.perform(get(space).with(as(Cast.GRENOBLE)))
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(allOf(
                                containsString("est passé à la version"),
                                containsString(REASON),
                                containsString("J’en ai pris connaissance"))));
        pages.perform(get("/collectivite").with(as(Cast.GRENOBLE)))
                .andExpect(content().string(allOf(containsString(grenoble), containsString(REASON))));
        pages.perform(get("/dossiers/" + grenoble).with(as(Cast.GRENOBLE)))
                .andExpect(content().string(containsString(JournalKind.VERSION_MOVED.label())));
        pages.perform(get("/collectivite").with(as(Cast.STRASBOURG)))
                .andExpect(content().string(not(containsString(grenoble))));

        long move = moves.of(grenoble).get(0).id();
        String read = space + "/changements-de-version/" + move + "/lu";
        pages.perform(post(read).with(as(Cast.STRASBOURG)).with(csrf())).andExpect(status().isNotFound());
        pages.perform(post(read).with(as(CARRIER)).with(csrf())).andExpect(status().isForbidden());
        assertThat(moves.of(grenoble).get(0).acknowledgedAt()).isNull();
        pages.perform(post(read).with(as(Cast.GRENOBLE)).with(csrf())).andExpect(status().is3xxRedirection());
        pages.perform(get(space).with(as(Cast.GRENOBLE)))
                .andExpect(content().string(not(containsString("J’en ai pris connaissance"))));
        pages.perform(get(page + "/comparaisons/" + plan.id()).with(as(CARRIER)))
                .andExpect(content().string(containsString("1\u00a0dossier est passé à la version")));
    }

    @Test
    void aRegionalServiceReadsItsRegionAndMovesNothing() throws Exception {
        MovePlan plan = moves.prepare(version, MoveFilter.one(strasbourg), "un dossier", ACTOR, MoveWatch.none());
        String comparison = page + "/comparaisons/" + plan.id();

        pages.perform(get(comparison).with(as(Cast.ALSACE)))
                .andExpect(status().isOk())
                .andExpect(content().string(allOf(containsString(strasbourg), not(containsString("name=\"motif\"")))));
        pages.perform(get(comparison).with(as(Cast.RHONE_ALPES)))
                .andExpect(status().isOk())
                .andExpect(content().string(not(containsString(strasbourg))));
        pages.perform(get(page + "?region=42").with(as(Cast.RHONE_ALPES)))
                .andExpect(status().isOk())
                .andExpect(content().string(not(containsString(strasbourg))));
        for (Person person : new Person[] {Cast.ALSACE, Cast.MANAGER, Cast.PARTNER, Cast.EXPERT, Cast.GRENOBLE}) {
            pages.perform(post(comparison)
                            .param("motif", REASON)
                            .with(as(person))
                            .with(csrf()))
                    .andExpect(status().isForbidden());
            pages.perform(post(page + "/comparaison")
                            .param("reference", grenoble)
                            .with(as(person))
                            .with(csrf()))
                    .andExpect(status().isForbidden());
        }
        for (Person person : new Person[] {Cast.PARTNER, Cast.EXPERT, Cast.GRENOBLE}) {
            pages.perform(get(page).with(as(person))).andExpect(status().isForbidden());
            pages.perform(get(comparison).with(as(person))).andExpect(status().isForbidden());
        }
        assertThat(dossiers.get(strasbourg).referentiel()).isEqualTo("2012-test");
    }

    @Test
    void whatDoesNotExistIsNotFoundAndAnEmptyFilterIsSaid() throws Exception {
        MovePlan plan = moves.prepare(version, MoveFilter.one(strasbourg), "un dossier", ACTOR, MoveWatch.none());

        pages.perform(get("/referentiel/versions/1999/dossiers").with(as(CARRIER)))
                .andExpect(status().isNotFound());
        pages.perform(get("/referentiel/versions/2012-test/dossiers/comparaisons/" + plan.id())
                        .with(as(CARRIER)))
                .andExpect(status().isNotFound());
        pages.perform(post(page + "/comparaison")
                        .param("reference", "EQ-2012-99999")
                        .with(as(CARRIER))
                        .with(csrf()))
                .andExpect(status().is3xxRedirection())
                .andExpect(header().string("Location", page));
        pages.perform(post(page + "/comparaison")
                        .param("region", "82")
                        .with(as(Cast.MINISTRY))
                        .with(csrf()))
                .andExpect(status().is3xxRedirection())
                .andExpect(header().string("Location", startsWith("/traitements/")));
    }
}
