package fr.ecoquartier.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
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
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
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
    private static final String MISSING = "La note sur le coût global n'est pas au dossier.";
    private static final String NOTE = "À revoir avec la préfecture avant de répondre.";
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
        setDefaultAssertionTimeout(30_000);
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
            everybodyReadsTheRegister();
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
        prepareThePoint("checkAdmissibility");
        staffDoes(
                dreal,
                "checkAdmissibility",
                Map.of(
                        "admissibility", "correction",
                        "reason", "Le plan de situation manque au dossier déposé.",
                        "correctionRequest", "Joignez le plan de situation de l'opération.",
                        "correctionDueOn",
                                java.time.LocalDate.now().plusDays(20).toString()));
        answerThePoint();
        theyWriteToEachOther();
        theDeliberationIsAccepted();
        staffDoes(dreal, "checkAdmissibility");
        staffDoes(carrier, "registerCharter");
        townDoes("signCharterAsAuthority");
        staffDoes(ministry, "signCharterForState");
        until("enterPlannedMeasures");
        aSignedCharterIsVerifiedByAnybody();
    }

    /** Prepared beside the task that asks; leaves the page of Tasklist for a moment. */
    private void prepareThePoint(String step) {
        String taskId = openTasks.of(reference).stream()
                .filter(task -> task.step().equals(step))
                .findFirst()
                .orElseThrow()
                .taskId();
        dreal.open("/dossiers/" + reference + "/echanges/complement/" + taskId);
        Locator subject = dreal.page().getByLabel("Ajouter un point sur");
        subject.selectOption(subject.locator("option")
                .filter(new Locator.FilterOptions().setHasText("E03"))
                .first()
                .getAttribute("value"));
        button(dreal.page(), "Ajouter le point").click();
        assertThat(dreal.page().getByLabel("Ce qui manque au point 1")).isVisible();
        dreal.page().waitForLoadState();
        dreal.page().getByLabel("Ce qui manque au point 1").fill(MISSING);
        // kept while it is typed, without any button
        assertThat(dreal.page().locator("#points [data-state]")).containsText("Enregistré");
        dreal.page().reload();
        assertThat(dreal.page().getByLabel("Ce qui manque au point 1")).hasValue(MISSING);
        dreal.picture("points");
    }

    private void answerThePoint() {
        openTownTask(until("answerCharterCorrection"));
        assertThat(town.page().locator("main")).containsText(MISSING);
        new FormFiller(town.page(), town.page().locator(".fjs-form").first(), schema("answerCharterCorrection"))
                .fill(JourneyAnswers.at("answerCharterCorrection", OPERATION));
        // without an answer to the point nothing leaves, and what was typed stays
        town.page().locator("[data-send]").click();
        assertThat(town.page().locator("#erreurs")).isVisible();
        town.picture("point-sans-reponse");
        town.page().getByLabel("Votre réponse au point 1").fill("La note sur le coût global est jointe, page 4.");
        send("answerCharterCorrection");
        dreal.open("/dossiers/" + reference + "/echanges");
        assertThat(dreal.page().locator("#t-demandes").locator("xpath=.."))
                .containsText("La note sur le coût global est jointe, page 4.");
    }

    private void theyWriteToEachOther() {
        town.open("/collectivite/dossiers/" + reference + "/echanges");
        town.page().getByLabel("Votre message").fill("Quand la commission se réunit-elle ?");
        button(town.page(), "Envoyer").click();
        assertThat(town.page().locator("#fil")).containsText("Le message est envoyé.");
        dreal.open("/dossiers/" + reference + "/echanges");
        assertThat(dreal.page().locator("#fil")).containsText("Quand la commission se réunit-elle ?");
        dreal.page().getByLabel("Votre note interne").fill(NOTE);
        button(dreal.page(), "Ajouter la note").click();
        assertThat(dreal.page().locator("main")).containsText(NOTE);
        dreal.picture("echanges");
        town.page().reload();
        assertThat(town.page().locator("body")).not().containsText(NOTE);
    }

    private void theDeliberationIsAccepted() {
        dreal.open("/dossiers/" + reference + "/pieces");
        Locator piece = dreal.page()
                .locator("li.piece")
                .filter(new Locator.FilterOptions().setHasText("deliberation.pdf"))
                .first();
        piece.locator("details.examine summary").click();
        piece.getByLabel("acceptée").check();
        piece.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Enregistrer l’avis"))
                .click();
        assertThat(piece).containsText("Acceptée");
        town.open("/collectivite/dossiers/" + reference + "/pieces");
        assertThat(town.page().locator("main")).containsText("Acceptée");
        town.picture("pieces-examinees");
    }

    private void aSignedCharterIsVerifiedByAnybody() {
        byte[] charter = document("Charte des ÉcoQuartiers");
        try (BrowserContext stranger = browser.newContext()) {
            Page page = stranger.newPage();
            page.setDefaultTimeout(30_000);
            verify(page, charter);
            assertThat(page.locator("main")).containsText(OPERATION);
            assertThat(page.locator("main")).containsText("En vigueur");
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(PICTURES.resolve("verification.png"))
                    .setFullPage(true));
            byte[] forged = charter.clone();
            forged[forged.length / 2] ^= 1;
            verify(page, forged);
            assertThat(page.locator(".verification-answer")).isVisible();
            assertThat(page.locator("main")).not().containsText("En vigueur");
        }
    }

    private void verify(Page page, byte[] pdf) {
        page.navigate("http://localhost:" + port + "/verification");
        page.getByLabel("Fichier PDF à vérifier")
                .setInputFiles(new FilePayload("document.pdf", "application/pdf", pdf));
        button(page, "Vérifier").click();
    }

    /** The file of one of the town's documents, the newest with this title. */
    private byte[] document(String title) {
        town.open("/collectivite/dossiers/" + reference + "/documents");
        town.picture("documents");
        String address = town.page()
                .locator("tbody tr")
                .filter(new Locator.FilterOptions().setHasText(title))
                .first()
                .getByText("Télécharger")
                .first()
                .getAttribute("href");
        return town.page()
                .context()
                .request()
                .get("http://localhost:" + port + address)
                .body();
    }

    private void everybodyReadsTheRegister() throws IOException {
        town.open("/collectivite/dossiers/" + reference + "/documents");
        String verification = town.page()
                .locator("tbody tr")
                .filter(new Locator.FilterOptions().setHasText("Certificat"))
                .first()
                .locator("a[href*='/verification/']")
                .first()
                .getAttribute("href");
        try (BrowserContext stranger = browser.newContext()) {
            Page page = stranger.newPage();
            page.setDefaultTimeout(30_000);
            page.navigate("http://localhost:" + port + verification);
            assertThat(page.locator("main")).containsText(OPERATION);
            assertThat(page.locator("main")).containsText("En vigueur");
            page.navigate("http://localhost:" + port + "/registre/" + reference);
            assertThat(page.locator("main")).containsText(OPERATION);
            assertThat(page.locator("body")).not().containsText(NOTE);
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(PICTURES.resolve("registre-operation.png"))
                    .setFullPage(true));
        }
        assertThat(archive(dreal)).anyMatch(name -> name.contains("deliberation"));
    }

    private List<String> archive(PersonAtWork person) throws IOException {
        byte[] zip = person.page()
                .context()
                .request()
                .get("http://localhost:" + port + "/dossiers/" + reference + "/archive.zip")
                .body();
        List<String> names = new ArrayList<>();
        try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(zip), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                names.add(entry.getName());
                assertThat(new String(entries.readAllBytes(), StandardCharsets.UTF_8))
                        .as(entry.getName())
                        .doesNotContain(NOTE);
            }
        }
        return names;
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
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
