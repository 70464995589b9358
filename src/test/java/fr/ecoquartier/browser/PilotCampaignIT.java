package fr.ecoquartier.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.SelectOption;
import fr.ecoquartier.TestDatabase;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.dossier.OpenTask;
import fr.ecoquartier.dossier.OpenTasks;
import fr.ecoquartier.pilot.Campaign;
import fr.ecoquartier.pilot.CampaignStatus;
import fr.ecoquartier.pilot.Campaigns;
import fr.ecoquartier.pilot.Candidates;
import fr.ecoquartier.pilot.Pilot;
import fr.ecoquartier.pilot.Pilots;
import fr.ecoquartier.pilot.Samples;
import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.Referentiels;
import fr.ecoquartier.workflow.demo.PilotsAtWork;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/**
 * A campaign of pilot tests from its opening to the version that it brings, with every actor in a browser of their own.
 * Only the steps of the label itself, which {@link LabelJourneyIT} walks, are done beside the browser.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "ecoquartier.demo.password=" + PilotCampaignIT.PASSWORD,
            "ecoquartier.demo.dossiers=false",
            "ecoquartier.demo.campaign=false",
            "server.shutdown=immediate"
        })
@ActiveProfiles("demo")
@ContextConfiguration(initializers = TestDatabase.Own.class)
class PilotCampaignIT {

    static final String PASSWORD = "campagne-Entiere-2012";
    private static final Path PICTURES = Path.of("target", "pictures", "campagne");
    private static final String CAMPAIGN = "CT-2012-01";

    /** Rated in the browser, for the pilot of Grenoble: everything else is done beside it. */
    private static final Set<String> IN_BROWSER = Set.of("rateAsDreal", "rateAsPartner", "giveFeedback");

    @LocalServerPort
    private int port;

    @Autowired
    private Campaigns campaigns;

    @Autowired
    private Candidates candidates;

    @Autowired
    private Samples samples;

    @Autowired
    private Pilots pilots;

    @Autowired
    private Referentiels referentiels;

    @Autowired
    private OpenTasks openTasks;

    @Autowired
    private TaskService tasks;

    @Autowired
    private FormService forms;

    @Autowired
    private AutowireCapableBeanFactory beans;

    private Browser browser;
    private PersonAtWork ministry;
    private PersonAtWork carrier;
    private PersonAtWork dreal;
    private PersonAtWork partner;
    private PersonAtWork grenoble;
    private PersonAtWork strasbourg;

    @Test
    void aCampaignGoesFromItsOpeningToTheVersionThatItBrings() throws Exception {
        Files.createDirectories(PICTURES);
        try (Playwright playwright = Browsers.playwright();
                Browser launched = Browsers.launch(playwright)) {
            browser = launched;
            ministry = person("ministere.demo");
            carrier = person("structure.demo");
            dreal = person("dreal-82.demo");
            partner = person("partenaire.demo");
            grenoble = person("commune-38185.demo");
            strasbourg = person("commune-67482.demo");
            try {
                openTheCampaign();
                importCandidates();
                strasbourgApplies();
                setParameters();
                decideTheSample();
                testThePilots();
                calibrate();
                adopt();
            } catch (RuntimeException | AssertionError e) {
                for (PersonAtWork person : List.of(ministry, carrier, dreal, partner, grenoble, strasbourg)) {
                    person.picture("echec");
                }
                throw e;
            }
            othersSeeTheirPartOnly();
        }
    }

    private PersonAtWork person(String account) {
        return new PersonAtWork(browser, "http://localhost:" + port, account, PASSWORD, PICTURES);
    }

    private void openTheCampaign() {
        ministry.open("/campagnes");
        ministry.page().getByText("Ouvrir une campagne").first().click();
        ministry.page().getByLabel("Nom de la campagne").fill("Tests de 2012");
        ministry.page()
                .getByLabel("Dernier jour des candidatures")
                .fill(LocalDate.now().plusDays(30).toString());
        ministry.page().getByLabel("Nombre de pilotes").fill("2");
        ministry.page().getByLabel("Thomas Garnier").check();
        press(ministry, "Ouvrir la campagne");
        assertThat(ministry.page().locator("main")).containsText(CAMPAIGN);
        ministry.picture("campagne-ouverte");
    }

    /** A faulty row is named and left out; the sound ones are imported. */
    private void importCandidates() {
        carrier.open("/campagnes/" + CAMPAIGN + "/candidatures/import");
        String file = demoFile() + "99999;Nulle-Part;Quartier perdu;urbain;oui;non;Travaux;Motivation\n";
        carrier.page()
                .locator("#fichier")
                .setInputFiles(new FilePayload("candidatures.csv", "text/csv", file.getBytes(StandardCharsets.UTF_8)));
        press(carrier, "Lire le fichier");
        assertThat(carrier.page().locator("main")).containsText("Lignes à corriger");
        assertThat(carrier.page().locator("main")).containsText("99999");
        carrier.picture("import-previsualise");
        press(carrier, "Confirmer l’import");
        carrier.page().waitForURL("**/candidatures");
        assertThat(candidates.of(CAMPAIGN)).hasSize(59);
        carrier.picture("candidatures");
    }

    private static String demoFile() {
        try (InputStream file = PilotCampaignIT.class.getResourceAsStream("/demo/candidates.csv")) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            // Strasbourg applies by itself
            return text.lines().filter(line -> !line.startsWith("67482;")).reduce("", (all, line) -> all + line + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void strasbourgApplies() {
        strasbourg.open("/collectivite/campagnes/" + CAMPAIGN + "/candidature");
        Page page = strasbourg.page();
        page.locator("#operation").fill("Danube");
        page.locator("input[name=contexte][value=urban]").check();
        page.locator("input[name=agenda21][value=oui]").check();
        page.locator("input[name=hqe][value=non]").check();
        page.locator("input[name=avancement][value=works]").check();
        page.locator("#motivation").fill("La ville veut comparer ses mesures à celles d'autres territoires.");
        strasbourg.picture("candidature");
        press(strasbourg, "Déposer la candidature");
        await("the application of Strasbourg")
                .atMost(Duration.ofSeconds(20))
                .until(() -> candidates.of(CAMPAIGN).size() == 60);
        strasbourg.picture("candidature-deposee");
    }

    /** Both towns of the demonstration must be in, so that they can work in the browser; a quota that nobody can meet first. */
    private void setParameters() {
        carrier.open("/campagnes/" + CAMPAIGN + "/echantillon");
        Page page = carrier.page();
        for (String town : List.of("Grenoble", "Strasbourg")) {
            page.locator("#q").fill(town);
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Imposer " + town))
                    .first()
                    .click();
            assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Ne plus imposer " + town)))
                    .hasCount(1);
        }
        page.locator("#ajouter").click();
        Locator value = page.locator("select[name=valeur]").last();
        value.selectOption(new SelectOption().setLabel("Rural"));
        page.locator("input[name=minimum]").last().fill("1");
        press(carrier, "Enregistrer les paramètres");
        assertThat(page.locator(".flash--success").first()).isVisible();
        carrier.picture("parametres");
        assertThat(campaigns.get(CAMPAIGN).parameters().mustBeIn()).hasSize(2);

        ministry.open("/campagnes/" + CAMPAIGN);
        ministry.page().getByText("Clore les candidatures").first().click();
        ministry.page().locator("#motif").fill("Soixante candidatures suffisent pour deux places.");
        ministry.page().locator("#confirme").check();
        press(ministry, "Clore les candidatures");

        // two places, two towns imposed, and a rural one wanted: no sample, and the reason is told
        String name = untilCampaign("setParameters");
        Locator form = carrier.take(CAMPAIGN, name);
        carrier.picture("echantillon-impossible");
        assertThat(form).containsText("Rural");
        carrier.open("/campagnes/" + CAMPAIGN + "/echantillon");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Retirer le quota 1"))
                .click();
        assertThat(page.locator("select[name=valeur]")).hasCount(0);
        press(carrier, "Enregistrer les paramètres");
        assertThat(page.locator(".flash--success").first()).isVisible();
        campaignTask(carrier, "setParameters", true, Map.of("parametersReady", true));
    }

    private void decideTheSample() {
        campaignTask(
                partner,
                "commentSample",
                true,
                Map.of("opinion", "favourable", "reason", "Deux villes très différentes : un bon début."));
        campaignTask(
                ministry,
                "decideSample",
                false,
                Map.of(
                        "sampleDecision", "retained",
                        "reason", "L'échantillon convient pour un premier essai."));
        await("the pilots' dossiers")
                .atMost(Duration.ofSeconds(40))
                .until(() -> pilots.of(CAMPAIGN).stream()
                                .filter(pilot -> pilot.reference() != null)
                                .count()
                        == 2);
        assertThat(samples.retained(CAMPAIGN)).isPresent();
        carrier.open("/campagnes/" + CAMPAIGN + "/echantillon");
        carrier.page().getByText("Voir l’échantillon et ses explications").click();
        carrier.picture("echantillon-explique");
        carrier.open("/campagnes/" + CAMPAIGN + "/pilotes");
        carrier.picture("pilotes");
        grenoble.open("/collectivite");
        assertThat(grenoble.page().locator("main")).containsText("Dossier de test");
        grenoble.picture("dossier-de-test");
    }

    private void testThePilots() throws NotPossible {
        PilotsAtWork people = new PilotsAtWork(beans);
        Pilot town = pilots.of(CAMPAIGN).stream()
                .filter(pilot -> pilot.candidate().authorityCode().equals("38185"))
                .findFirst()
                .orElseThrow();
        await("both tests reach the ratings")
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(200))
                .atMost(Duration.ofMinutes(3))
                .until(() -> {
                    for (Pilot pilot : pilots.of(CAMPAIGN)) {
                        if (pilot.reference() != null) {
                            boolean own = pilot.id() == town.id();
                            people.advance(pilot, task -> own && IN_BROWSER.contains(task.step()));
                        }
                    }
                    return openTasks.of(town.reference()).stream()
                            .map(OpenTask::step)
                            .toList()
                            .containsAll(IN_BROWSER);
                });

        // nobody sees the others' ratings before giving their own
        dreal.open("/campagnes/" + CAMPAIGN + "/evaluations");
        dreal.picture("evaluations-avant");
        Map<String, Object> rating = new LinkedHashMap<>();
        referentiels.inForce().commitments().forEach(commitment -> {
            rating.put(commitment.code(), "3");
            commitment.indicators().forEach(indicator -> rating.put(indicator.code(), "met"));
        });
        rating.put("E01_comment", "Le diagnostic de territoire est complet.");
        rating.put("hours_rating", 3);
        dossierTask(dreal, town, "rateAsDreal", rating);
        dossierTask(partner, town, "rateAsPartner", rating);

        String feedback = openTasks.of(town.reference()).stream()
                .filter(task -> task.step().equals("giveFeedback"))
                .findFirst()
                .orElseThrow()
                .taskId();
        grenoble.open("/collectivite/taches/" + feedback);
        Locator form = grenoble.page().locator(".fjs-form").first();
        form.locator("input:enabled:visible, textarea:enabled:visible").first().waitFor();
        new FormFiller(grenoble.page(), form, schema(feedback))
                .fill(Map.of("hours_charter", 12, "I17_difficulty", "4", "cost_consommationEnergie", 6));
        grenoble.picture("retour-dexperience");
        grenoble.page().locator("[data-send]").click();
        await("the feedback was sent")
                .atMost(Duration.ofSeconds(30))
                .until(() -> openTasks.find(feedback).isEmpty());

        await("both tests are over")
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(200))
                .atMost(Duration.ofMinutes(2))
                .until(() -> {
                    for (Pilot pilot : pilots.of(CAMPAIGN)) {
                        people.advance(pilot, task -> false);
                    }
                    return campaigns.get(CAMPAIGN).status() == CampaignStatus.CALIBRATION
                            && campaignTask("proposeCalibration") != null;
                });
        dreal.open("/campagnes/" + CAMPAIGN + "/evaluations");
        dreal.picture("evaluations-apres");
    }

    private void calibrate() {
        Page page = carrier.page();
        carrier.open("/campagnes/" + CAMPAIGN + "/calage");
        assertThat(page.locator("main")).containsText("rop peu de pilotes");
        carrier.picture("calage");
        carrier.open("/campagnes/" + CAMPAIGN + "/fonctionnement");
        assertThat(page.locator("main")).containsText("Attente");
        carrier.picture("fonctionnement");

        // a draft with another threshold, replayed on the dossiers before it is proposed
        carrier.open("/referentiel");
        page.getByLabel("Titre du brouillon").first().fill("Version calée sur les tests");
        press(carrier, "Ouvrir le brouillon");
        page.locator("input[name=version]").fill("2013");
        page.locator("input[name=label]").fill("Référentiel de 2013");
        press(carrier, "Enregistrer");
        page.locator(".ref-outline a")
                .filter(new Locator.FilterOptions().setHasText("I06"))
                .click();
        page.locator("input[name='thresholds.urban.minimum']").fill("1000000");
        page.locator("input[name='thresholds.urban.target']").fill("2000000");
        press(carrier, "Enregistrer");
        carrier.picture("brouillon");
        String draft = page.url().replaceAll(".*/brouillons/(\\d+).*", "$1");
        carrier.open("/referentiel/brouillons/" + draft + "/relecture");
        press(carrier, "Relire le projet sur les dossiers");
        await("the replay")
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(500))
                .atMost(Duration.ofSeconds(60))
                .until(() -> {
                    carrier.open("/referentiel/brouillons/" + draft + "/relecture");
                    return page.getByText("Dossiers relus").count() > 0;
                });
        assertThat(page.locator("main")).containsText("I06");
        carrier.picture("relecture");

        campaignTask(
                carrier,
                "proposeCalibration",
                false,
                Map.of(
                        "proposal", "draft",
                        "draft", "Version calée sur les tests",
                        "reason", "Le seuil de densité est adapté aux villes."));
    }

    private void adopt() throws IOException {
        campaignTask(
                ministry,
                "decideCalibration",
                false,
                Map.of(
                        "calibrationDecision", "adopted",
                        "reason", "La relecture montre que les dossiers pilotes restent comparables."));
        await("the version is in force")
                .atMost(Duration.ofSeconds(60))
                .until(() -> referentiels.inForce().version().equals("2013"));
        Referentiel adopted = referentiels.inForce();
        assertThat(adopted.indicator("I06")
                        .orElseThrow()
                        .thresholds()
                        .get("urban")
                        .minimum())
                .isEqualByComparingTo("1000000");

        campaignTask(
                ministry,
                "adoptReport",
                false,
                Map.of("reportDecision", "adopted", "reason", "Le rapport rend compte fidèlement de la campagne."));
        await("the campaign is over")
                .atMost(Duration.ofSeconds(40))
                .until(() -> campaigns.get(CAMPAIGN).status() == CampaignStatus.ADOPTED);
        ministry.open("/campagnes/" + CAMPAIGN + "/rapport");
        ministry.picture("rapport");
        Download report = ministry.page()
                .waitForDownload(() -> ministry.page()
                        .locator("a[href*='.pdf'], a[href$='/pdf']")
                        .first()
                        .click());
        byte[] pdf = Files.readAllBytes(report.path());
        assertThat(new String(pdf, 0, 5, StandardCharsets.ISO_8859_1)).isEqualTo("%PDF-");
        Files.write(PICTURES.resolve("rapport.pdf"), pdf);

        // what the tests changed is what the next dossier takes; the test dossiers keep theirs
        grenoble.open("/collectivite/dossiers/nouveau");
        grenoble.page().getByLabel("Nom de l’opération").fill("Presqu'île");
        grenoble.page()
                .getByLabel("Urbain", new Page.GetByLabelOptions().setExact(true))
                .check();
        press(grenoble, "Ouvrir le dossier");
        assertThat(grenoble.page().locator("main")).containsText("EQ-2012-");
        grenoble.page().getByText("Le dossier complet").click();
        assertThat(grenoble.page().locator("main")).containsText("2013");
        grenoble.picture("nouveau-dossier");
        Campaign over = campaigns.get(CAMPAIGN);
        assertThat(over.referentiel()).isEqualTo("2012-test");
    }

    private void othersSeeTheirPartOnly() {
        try (PersonAtWork other = person("dreal-42.demo")) {
            other.open("/campagnes/" + CAMPAIGN + "/candidatures");
            assertThat(other.page().locator("main")).containsText("Strasbourg");
            assertThat(other.page().locator("main")).not().containsText("Grenoble");
        }
        strasbourg.open("/campagnes/" + CAMPAIGN);
        assertThat(strasbourg.page().locator("body")).not().containsText("Tests de 2012");
        strasbourg.open("/dossiers/" + pilotOf("38185").reference());
        assertThat(strasbourg.page().locator("body")).not().containsText("Grenoble");
    }

    private Pilot pilotOf(String authority) {
        return pilots.of(CAMPAIGN).stream()
                .filter(pilot -> pilot.candidate().authorityCode().equals(authority))
                .findFirst()
                .orElseThrow();
    }

    private static void press(PersonAtWork person, String button) {
        person.page()
                .getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .first()
                .click();
    }

    private Task campaignTask(String step) {
        return tasks.createTaskQuery().processInstanceBusinessKey(CAMPAIGN).taskDefinitionKey(step).list().stream()
                .findFirst()
                .orElse(null);
    }

    private String untilCampaign(String step) {
        return await(step)
                .atMost(Duration.ofSeconds(60))
                .until(() -> campaignTask(step), task -> task != null)
                .getName();
    }

    /** A task of the campaign in Tasklist. */
    private void campaignTask(PersonAtWork person, String step, boolean own, Map<String, ?> answers) {
        String name = untilCampaign(step);
        Task task = campaignTask(step);
        Locator form = own ? person.mine(CAMPAIGN, name) : person.take(CAMPAIGN, name);
        new FormFiller(person.page(), form, schema(task.getId())).fill(answers);
        person.picture(step);
        person.press();
        await(step + " was completed")
                .atMost(Duration.ofSeconds(30))
                .until(() -> tasks.createTaskQuery().taskId(task.getId()).count() == 0);
    }

    /** A task of a pilot's dossier in Tasklist. */
    private void dossierTask(PersonAtWork person, Pilot pilot, String step, Map<String, ?> answers) {
        OpenTask task = openTasks.of(pilot.reference()).stream()
                .filter(open -> open.step().equals(step))
                .findFirst()
                .orElseThrow();
        Locator form = task.assignee() == null
                ? person.take(pilot.reference(), task.name())
                : person.mine(pilot.reference(), task.name());
        new FormFiller(person.page(), form, schema(task.taskId())).fill(answers);
        person.picture(step);
        person.press();
        await(step + " was completed")
                .atMost(Duration.ofSeconds(30))
                .until(() -> openTasks.find(task.taskId()).isEmpty());
    }

    private String schema(String taskId) {
        try (InputStream form = forms.getDeployedTaskForm(taskId)) {
            return new String(form.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
