package fr.ecoquartier.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import fr.ecoquartier.TestDatabase;
import fr.ecoquartier.dossier.DossierQuery;
import fr.ecoquartier.dossier.DossierStatus;
import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.OpenTask;
import fr.ecoquartier.dossier.OpenTasks;
import fr.ecoquartier.dossier.Scope;
import fr.ecoquartier.web.SampleFiles;
import fr.ecoquartier.workflow.demo.JourneyAnswers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/** One operation goes from its opening to the label, with every actor at work in a browser of their own. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "ecoquartier.demo.password=" + LabelJourneyIT.PASSWORD,
            "ecoquartier.demo.dossiers=false",
            "server.shutdown=immediate"
        })
@ActiveProfiles("demo")
@ContextConfiguration(initializers = TestDatabase.Own.class)
class LabelJourneyIT {

    static final String PASSWORD = "parcours-Complet-2012";
    private static final String OPERATION = "Les Rives de l'Isère";
    private static final Path PICTURES = Path.of("target", "pictures");

    /** As a person picks them from the lists. */
    private static final Map<String, String> TRIO =
            Map.of("national", "Hélène Faure", "local", "Marc Chevalier", "external", "Inès Roussel");

    @LocalServerPort
    private int port;

    @Autowired
    private Dossiers dossiers;

    @Autowired
    private OpenTasks openTasks;

    @Autowired
    private TaskService tasks;

    @Autowired
    private FormService forms;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private ManagementService management;

    private Browser browser;
    private String reference;
    private PersonAtWork town;
    private PersonAtWork dreal;
    private PersonAtWork carrier;
    private PersonAtWork ministry;
    private PersonAtWork national;
    private PersonAtWork local;
    private PersonAtWork external;

    @Test
    void anOperationGoesFromItsOpeningToTheLabel() throws IOException {
        Files.createDirectories(PICTURES);
        try (Playwright playwright = Browsers.playwright();
                Browser launched = Browsers.launch(playwright)) {
            browser = launched;
            town = person("commune-38185.demo");
            dreal = person("dreal-82.demo");
            carrier = person("structure.demo");
            ministry = person("ministere.demo");
            national = person("expert-national.demo");
            local = person("expert-local.demo");
            external = person("expert-externe.demo");

            try {
                openTheDossier();
                charter();
                contract();
                followUp();
                award();
            } catch (RuntimeException | AssertionError e) {
                for (PersonAtWork person : List.of(town, dreal, carrier, ministry, national, local, external)) {
                    person.picture("echec");
                }
                throw e;
            }

            assertThat(dossiers.get(reference).status()).isEqualTo(DossierStatus.LABELLED);
            town.open("/dossiers/" + reference);
            assertThat(town.page().locator("main")).containsText("Labellisé");
            town.picture("dossier-labellise");
            othersDoNotSeeIt();
            managerSeesTheInstance();
        }
    }

    private PersonAtWork person(String account) {
        return new PersonAtWork(browser, "http://localhost:" + port, account, PASSWORD, PICTURES);
    }

    private void openTheDossier() {
        town.picture("mon-espace-vide");
        town.page().getByText("Ouvrir un dossier").first().click();
        town.page().getByLabel("Nom de l’opération").fill(OPERATION);
        town.page()
                .getByLabel("Urbain", new Page.GetByLabelOptions().setExact(true))
                .check();
        town.page()
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Ouvrir le dossier"))
                .click();
        reference =
                await("the dossier exists").atMost(Duration.ofSeconds(20)).until(this::find, found -> found != null);
        until("fileCharterRequest");
    }

    private String find() {
        return dossiers
                .search(
                        new DossierQuery(OPERATION, null, null, null, null, null, false, null, 0, 1),
                        Scope.everything())
                .dossiers()
                .stream()
                .map(DossierSummary::reference)
                .findFirst()
                .orElse(null);
    }

    private void charter() {
        join("Délibération", "deliberation.pdf");
        townDoes("fileCharterRequest");
        townGives("enterBaselineMeasures");

        // a decision without its reason is refused, and what was typed stays
        String admissibility = until("checkAdmissibility");
        Locator form = dreal.take(reference, admissibility);
        dreal.picture("recevabilite");
        dreal.page()
                .locator(".nav-tabs a")
                .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^\\s*Dossier\\s*$")))
                .first()
                .click();
        assertThat(dreal.page().getByText("Ouvrir la page du dossier").first()).isVisible();
        dreal.picture("onglet-dossier");
        staffDoes(
                dreal,
                "checkAdmissibility",
                Map.of(
                        "admissibility", "correction",
                        "reason", "Le plan de situation manque au dossier déposé.",
                        "correctionRequest", "Joignez le plan de situation de l'opération.",
                        "correctionDueOn",
                                java.time.LocalDate.now().plusDays(20).toString()));
        townDoes("answerCharterCorrection");
        staffDoes(dreal, "checkAdmissibility");
        staffDoes(carrier, "registerCharter");
        townDoes("signCharterAsAuthority");
        staffDoes(ministry, "signCharterForState");
    }

    private void contract() {
        townGives("enterPlannedMeasures");
        String objectives = until("setObjectives");
        town.open("/collectivite");
        openTownTask(objectives);
        town.picture("objectifs");
        send("setObjectives");
        staffDoes(dreal, "instructContract");

        // a conflict of interest is refused with its reason, then the trio is named
        String trio = until("nameContractTrio");
        Locator form = carrier.take(reference, trio);
        Map<String, String> conflicting = new HashMap<>(TRIO);
        conflicting.put("local", "Paul Vidal");
        new FormFiller(carrier.page(), form, schema("nameContractTrio")).fill(conflicting);
        carrier.press();
        assertThat(carrier.page().getByText("ont le même employeur").first()).isVisible();
        carrier.picture("conflit-refuse");
        staffDoes(carrier, "nameContractTrio", TRIO);
        opinions("giveContractOpinion");
        staffDoes(national, "writeContractSynthesis");
        staffDoes(dreal, "recordContractCommission");
        staffDoes(ministry, "decideContract");
        staffDoes(carrier, "prepareContract");
        townDoes("signContractAsAuthority");
        staffDoes(carrier, "signContractAsCarrier");
        staffDoes(ministry, "signContractForState");
    }

    private void followUp() {
        await("the year's wait")
                .atMost(Duration.ofSeconds(30))
                .until(() ->
                        management.createJobQuery().activityId("followUpDue").count() > 0);
        management.executeJob(management
                .createJobQuery()
                .activityId("followUpDue")
                .singleResult()
                .getId());
        townGives("reportMeasures");
        staffDoes(dreal, "reviewFollowUp");
    }

    private void award() {
        await("the wait after the follow-up")
                .atMost(Duration.ofSeconds(30))
                .until(() ->
                        management.createJobQuery().activityId("followUpDue").count() > 0);
        town.open("/collectivite/dossiers/" + reference);
        town.picture("mon-dossier");
        town.page().onceDialog(dialog -> dialog.accept());
        town.page()
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Demander le label"))
                .click();
        townGives("enterMeasuredValues");
        until("joinEvidence");
        join("E06", "plan-de-masse.pdf");
        townDoes("joinEvidence");
        staffDoes(dreal, "instructAward");
        staffDoes(carrier, "nameAwardTrio", TRIO);
        staffDoes(dreal, "recordSiteVisit");
        opinions("giveAwardOpinion");
        staffDoes(national, "writeAwardSynthesis");
        staffDoes(dreal, "recordTechnicalProposal");
        staffDoes(carrier, "prepareNationalCommission");
        staffDoes(ministry, "recordNationalDecision");
        await("the label")
                .atMost(Duration.ofSeconds(30))
                .until(() -> dossiers.get(reference).status() == DossierStatus.LABELLED);
    }

    private void opinions(String step) {
        for (PersonAtWork expert : new PersonAtWork[] {national, local, external}) {
            staffDoes(expert, step);
        }
    }

    private void othersDoNotSeeIt() {
        for (String account : new String[] {"dreal-42.demo", "commune-67482.demo"}) {
            try (PersonAtWork other = person(account)) {
                other.open("/dossiers/" + reference);
                assertThat(other.page().locator("body")).not().containsText(OPERATION);
            }
        }
    }

    private void managerSeesTheInstance() {
        try (PersonAtWork manager = person("gestion.demo")) {
            assertThat(manager.page().url()).contains("/cockpit/");
            manager.open("/camunda/app/cockpit/default/#/processes");
            assertThat(manager.page().locator("body")).containsText("Label");
            manager.picture("cockpit");
        }
    }

    /** Waits until the step is open; answers its French name. */
    private String until(String step) {
        return await(step)
                .atMost(Duration.ofSeconds(40))
                .until(
                        () -> openTasks.of(reference).stream()
                                .filter(task -> task.step().equals(step))
                                .map(OpenTask::name)
                                .findFirst()
                                .orElse(null),
                        name -> name != null);
    }

    private void staffDoes(PersonAtWork person, String step) {
        staffDoes(person, step, JourneyAnswers.at(step, OPERATION));
    }

    private void staffDoes(PersonAtWork person, String step, Map<String, ?> answers) {
        String name = until(step);
        OpenTask task = openTasks.of(reference).stream()
                .filter(open -> open.step().equals(step))
                .filter(open -> open.assignee() == null || open.assignee().equals(person.account()))
                .findFirst()
                .orElseThrow();
        Locator form = task.assignee() == null ? person.take(reference, name) : person.mine(reference, name);
        new FormFiller(person.page(), form, schema(step)).fill(answers);
        person.picture(step);
        person.press();
        await(step + " was completed")
                .atMost(Duration.ofSeconds(30))
                .until(() -> openTasks.find(task.taskId()).isEmpty());
    }

    private void openTownTask(String name) {
        town.open("/collectivite");
        town.page()
                .locator("li, article")
                .filter(new Locator.FilterOptions().setHasText(reference))
                .filter(new Locator.FilterOptions().setHasText(name))
                .locator("a[href*='/collectivite/taches/']")
                .first()
                .click();
        town.page()
                .locator(".fjs-form input:enabled, .fjs-form textarea:enabled")
                .first()
                .waitFor();
    }

    private void townDoes(String step) {
        openTownTask(until(step));
        new FormFiller(town.page(), town.page().locator(".fjs-form").first(), schema(step))
                .fill(JourneyAnswers.at(step, OPERATION));
        town.picture(step);
        send(step);
    }

    private void townGives(String step) {
        openTownTask(until(step));
        new FormFiller(town.page(), town.page().locator(".fjs-form").first(), schema(step))
                .fill(new HashMap<>(JourneyAnswers.figures()));
        town.picture(step);
        send(step);
    }

    private void send(String step) {
        String taskId = openTasks.of(reference).stream()
                .filter(task -> task.step().equals(step))
                .findFirst()
                .orElseThrow()
                .taskId();
        town.page().locator("[data-send]").click();
        await(step + " was sent")
                .atMost(Duration.ofSeconds(30))
                .until(() -> openTasks.find(taskId).isEmpty());
        assertThat(town.page().locator("body")).containsText("Votre envoi est enregistré");
    }

    private void join(String commitment, String file) {
        town.open("/collectivite/dossiers/" + reference + "/pieces");
        Locator choice = town.page().getByLabel("Ce que la pièce justifie");
        String value = choice.locator("option")
                .filter(new Locator.FilterOptions().setHasText(commitment))
                .first()
                .getAttribute("value");
        choice.selectOption(value);
        byte[] pdf = SampleFiles.pdf(file);
        town.page().locator("#fichier").setInputFiles(new FilePayload(file, "application/pdf", pdf));
        town.page()
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Joindre"))
                .click();
        assertThat(town.page().locator(".pieces").filter(new Locator.FilterOptions().setHasText(file)))
                .hasCount(1);
        town.picture("pieces");
    }

    /** The JSON of the open task's form, as the engine serves it. */
    private String schema(String step) {
        var task = tasks.createTaskQuery()
                .processInstanceBusinessKey(reference)
                .taskDefinitionKey(step)
                .list()
                .get(0);
        try (var form = forms.getDeployedTaskForm(task.getId())) {
            return new String(form.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
