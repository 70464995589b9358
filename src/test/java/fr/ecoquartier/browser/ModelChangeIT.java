package fr.ecoquartier.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.WaitForSelectorState;
import fr.ecoquartier.TestDatabase;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.JournalEntry;
import fr.ecoquartier.dossier.OpenTask;
import fr.ecoquartier.dossier.OpenTasks;
import fr.ecoquartier.modelling.ModelCatalogue;
import fr.ecoquartier.modelling.ModelKind;
import fr.ecoquartier.workflow.demo.JourneyAnswers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/**
 * An administrator adds a task with its own form to the contract: draws it, gets findings, mends them, simulates, has it
 * approved by another administrator, moves the running dossiers; an agent of a DREAL does the new task.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "ecoquartier.demo.password=" + ModelChangeIT.PASSWORD,
            "ecoquartier.demo.campaign=false",
            "server.shutdown=immediate"
        })
@ActiveProfiles("demo")
@ContextConfiguration(initializers = TestDatabase.Own.class)
class ModelChangeIT {

    static final String PASSWORD = "changement-De-Modele-2012";
    private static final Path PICTURES = Path.of("target", "pictures", "modeles");

    private static final String TASK = "Consulter l'architecte des bâtiments de France";
    private static final String FORM = "abf-consultation";
    private static final String ID = "consultArchitect";
    private static final String OPINION = "Favorable, sous réserve de tuiles plates en terre cuite.";

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Dossiers dossiers;

    @Autowired
    private OpenTasks openTasks;

    @Autowired
    private ModelCatalogue models;

    private Browser browser;
    private PersonAtWork admin;
    private String reference;

    @Test
    void anAdministratorAddsATaskToTheContractAndTheRunningDossiersGetIt() throws IOException {
        Files.createDirectories(PICTURES);
        demonstrationIsReady();
        reference = jdbc.sql("select reference from ecoquartier.demo_dossier where key = 'contract-instruction'")
                .query(String.class)
                .single();
        try (Playwright playwright = Browsers.playwright();
                Browser launched = Browsers.launch(playwright)) {
            browser = launched;
            admin = person("admin.demo");
            try {
                drawTheTask();
                drawItsForm();
                getFindingsAndMendThem();
                simulate();
                String release = askForIt();
                anotherApproves(release);
                moveTheRunningDossiers();
                theAgentDoesTheNewTask();
            } catch (RuntimeException | AssertionError e) {
                admin.picture("echec");
                throw e;
            }
        }
    }

    private void demonstrationIsReady() {
        await("the demonstration's dossiers")
                .atMost(Duration.ofMinutes(5))
                .until(() -> jdbc.sql("select count(*) > 0 and bool_and(done) from ecoquartier.demo_dossier")
                                .query(Boolean.class)
                                .single()
                        && jdbc.sql("select count(*) from ecoquartier.demo_dossier")
                                        .query(Integer.class)
                                        .single()
                                >= 21);
    }

    private PersonAtWork person(String account) {
        return new PersonAtWork(browser, "http://localhost:" + port, account, PASSWORD, PICTURES);
    }

    private void drawTheTask() {
        admin.open("/modeles");
        admin.picture("modeles");
        admin.open("/modeles/processus/contract");
        button("Modifier").first().click();
        shape("instructionResult").waitFor(attached());

        // the place is behind « Transmise au trio », where room is made first
        find("Désigner le trio", "nameContractTrio");
        elsewhere();
        tool("space-tool");
        BoundingBox trio = box("trioToName");
        Mouse mouse = admin.page().mouse();
        mouse.move(middleX(trio) - 60, middleY(trio) - 120);
        mouse.down();
        mouse.move(middleX(trio) + 70, middleY(trio) - 120, new Mouse.MoveOptions().setSteps(8));
        mouse.move(middleX(trio) + 130, middleY(trio) - 120, new Mouse.MoveOptions().setSteps(8));
        mouse.up();
        await("room is made").pollInSameThread().until(() -> middleX(box("trioToName")) > middleX(trio) + 60);
        elsewhere();

        tool("create.task");
        double y = middleY(box("instructionResult"));
        // beyond the label of the flow, on its line
        double x = (middleX(box("instructionResult")) + middleX(box("trioToName"))) / 2 + 70;
        mouse.move(x - 60, y - 60, new Mouse.MoveOptions().setSteps(6));
        mouse.move(x, y, new Mouse.MoveOptions().setSteps(6));
        mouse.click(x, y);
        Locator created = admin.page().locator(".djs-shape.selected[data-element-id^='Activity_']");
        created.waitFor(attached());
        String generated = created.getAttribute("data-element-id");
        admin.page().keyboard().press("Escape");
        admin.page().locator(".djs-context-pad [data-action='replace']").click();
        admin.page()
                .locator(".djs-popup .entry")
                .filter(new Locator.FilterOptions().setHasText("Tâche d’une personne"))
                .first()
                .click();
        elsewhere();
        select(generated);
        group("Général");
        field("name").fill(TASK);
        field("name").press("Tab");
        field("id").fill(ID);
        field("id").press("Tab");
        shape(ID).waitFor(attached());
        button("Choisir rôle, formulaire et délai").click();
        button("Nouveau formulaire").click();
        Locator dialog = admin.page().locator("#dialogue");
        dialog.getByLabel("Identifiant").fill(FORM);
        admin.picture("nouveau-formulaire");
        button("Créer le formulaire").click();
        assertThat(admin.page().locator("#messages"))
                .containsText("est créé comme brouillon et choisi pour cette tâche");
        saved(admin.page());
        admin.picture("tache-dessinee");
    }

    private void drawItsForm() {
        Page form = admin.page()
                .context()
                .waitForPage(() -> admin.page()
                        .getByRole(
                                AriaRole.LINK,
                                new Page.GetByRoleOptions().setName("Dessiner le formulaire (nouvel onglet)"))
                        .click());
        Locator text = form.locator(".fjs-palette-field[data-field-type='textarea']");
        Locator answers = form.getByText("Glissez ici des éléments.").first();
        drag(form, text, answers);
        Locator panel = form.locator(".fjs-properties-container");
        group(panel, "Général");
        Locator label = panel.locator("[data-entry-id='label'] [contenteditable='true']");
        label.click();
        form.keyboard().press("Control+a");
        form.keyboard().insertText("Avis de l'architecte des bâtiments de France");
        group(panel, "Contrôle");
        panel.getByLabel("Obligatoire").check();
        assertThat(form.locator(".fjs-form-editor, #dessin").first())
                .containsText("Avis de l'architecte des bâtiments de France");
        saved(form);
        form.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve("admin-00-formulaire.png")));
        form.close();
    }

    private void getFindingsAndMendThem() {
        button("Vérifier").click();
        Locator findings = admin.page().locator("#constats");
        assertThat(findings).containsText("n’est confiée à aucun rôle");
        assertThat(findings).containsText("n’est pas documentée");
        admin.picture("constats");
        findings.locator("#constats-fermer").click();

        select(ID);
        group("Qui");
        panelSelect("Rôle").selectOption("dreal");
        group("Délai");
        panelSelect("Échéance")
                .selectOption(new com.microsoft.playwright.options.SelectOption()
                        .setLabel("Instruction et examens par la DREAL (2 mois)"));
        group("Documentation");
        field("documentation")
                .fill("La DREAL demande l'avis de l'architecte des bâtiments de France et le consigne. Les experts sont"
                        + " ensuite désignés.");
        field("documentation").press("Tab");
        saved(admin.page());
        button("Vérifier").click();
        assertThat(findings).not().containsText("n’est confiée à aucun rôle");
        assertThat(findings).not().containsText("n’est pas documentée");
        assertThat(findings).not().containsText("n’a pas d’échéance");
        admin.picture("constats-levees");
        findings.locator("#constats-fermer").click();
    }

    private void simulate() {
        find("Contrat demandé", "contractRequested");
        elsewhere();
        Locator toggle = button("Simuler");
        toggle.click();
        assertThat(toggle).hasAttribute("aria-pressed", "true");
        admin.page()
                .locator(".bts-context-pad[title='Déclencher l’événement']:not(.hidden)")
                .first()
                .click();
        admin.page().locator(".bts-log .bts-entry:not(.placeholder)").first().waitFor(attached());
        admin.picture("simulation");
        toggle.click();
        assertThat(toggle).hasAttribute("aria-pressed", "false");
    }

    private String askForIt() {
        admin.page().locator("#mise-en-service").click();
        Locator form = admin.page()
                .locator("label")
                .filter(new Locator.FilterOptions().setHasText(FORM))
                .locator("input[type=checkbox]");
        form.check();
        button("Vérifier ces brouillons").click();
        admin.page()
                .getByLabel(Pattern.compile("^Motif"))
                .fill("Les abords d'un monument historique demandent cet avis avant celui des experts.");
        acceptIfAsked(admin);
        admin.picture("demande");
        admin.page().locator("#demander").click();
        assertThat(admin.page().locator("#etat")).isVisible();
        assertThat(admin.page().locator("main")).containsText("une autre personne administratrice doit l’approuver");
        assertThat(admin.page().locator("#approuver")).hasCount(0);
        admin.picture("demandee");
        assertThat(latestContract()).isEqualTo(1);
        return Pattern.compile("/livraisons/(\\d+)")
                .matcher(admin.page().url())
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    private void anotherApproves(String release) {
        try (PersonAtWork other = person("admin-2.demo")) {
            other.open("/modeles/livraisons/" + release);
            acceptIfAsked(other);
            other.picture("a-approuver");
            other.page().locator("#approuver").click();
            assertThat(other.page().locator("#etat")).containsText("En service");
            other.picture("en-service");
        }
        assertThat(latestContract()).isEqualTo(2);
        admin.page().reload();
    }

    private void moveTheRunningDossiers() {
        String before = processOf(reference);
        admin.page()
                .getByText(Pattern.compile("Migrer les dossiers en cours"))
                .first()
                .click();
        admin.picture("versions");
        button("Voir la correspondance").click();
        admin.page().locator(".migration-diagram .djs-shape").first().waitFor(attached());
        admin.picture("correspondance");
        button("Simuler le passage").click();
        admin.page()
                .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Voir le résultat"))
                .click(new Locator.ClickOptions().setTimeout(60_000));
        Locator start = button("Lancer la migration");
        start.waitFor(new Locator.WaitForOptions().setTimeout(60_000));
        admin.picture("simulation-du-passage");
        admin.page()
                .getByLabel(Pattern.compile("^Motif"))
                .fill("La consultation vaut aussi pour les contrats en cours d'instruction.");
        start.click();
        await("the dossier has moved")
                .atMost(Duration.ofMinutes(2))
                .until(() -> !processOf(reference).equals(before));
        assertThat(admin.page().locator("main"))
                .containsText(
                        "Avancement : terminée",
                        new com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions()
                                .setTimeout(60_000));
        admin.picture("rapport-de-migration");
        assertThat(dossiers.journal(reference, true))
                .extracting(JournalEntry::text)
                .anySatisfy(text -> assertThat(text).contains("La consultation vaut aussi"));
    }

    private void theAgentDoesTheNewTask() {
        try (PersonAtWork agent = person("dreal-82.demo")) {
            String instruction = open("instructContract").name();
            Locator form = agent.take(reference, instruction);
            new FormFiller(agent.page(), form, schema("contract-instruction"))
                    .fill(JourneyAnswers.at("instructContract", "Les Gratte-Plantes"));
            agent.press();
            OpenTask architect = open(ID);
            assertThat(architect.name()).isEqualTo(TASK);
            assertThat(architect.role()).isEqualTo("dreal");
            assertThat(architect.dueAt()).isNotNull();

            Locator opinion = agent.take(reference, TASK).getByLabel(Pattern.compile("Avis de l'architecte"));
            agent.press();
            assertThat(agent.page().locator("body")).containsText("obligatoire");
            opinion.fill(OPINION);
            agent.page().keyboard().press("Tab");
            agent.picture("consultation");
            agent.press();
            open("nameContractTrio");
        }
        assertThat(dossiers.journal(reference, true))
                .extracting(JournalEntry::text)
                .anySatisfy(text -> assertThat(text).contains(TASK).contains(OPINION));
    }

    // --- what people do with the mouse and the keyboard

    private Locator button(String name) {
        return admin.page()
                .getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(name.equals("Vérifier")));
    }

    private static Locator.WaitForOptions attached() {
        return new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED);
    }

    private Locator shape(String id) {
        return admin.page().locator(".djs-shape[data-element-id='" + id + "']").first();
    }

    private BoundingBox box(String id) {
        return shape(id).locator("> .djs-visual").boundingBox();
    }

    private static double middleX(BoundingBox box) {
        return box.x + box.width / 2;
    }

    private static double middleY(BoundingBox box) {
        return box.y + box.height / 2;
    }

    /** Searches an element by its name, which brings it to the middle. */
    private void find(String name, String id) {
        admin.page().locator(".djs-container").click(new Locator.ClickOptions().setPosition(500, 60));
        admin.page().keyboard().press("Control+f");
        admin.page().keyboard().type(name);
        admin.page().keyboard().press("Enter");
        assertThat(shape(id)).hasClass(Pattern.compile("\\bselected\\b"));
    }

    /** Ends the tool in use, lets go of the selection. */
    private void elsewhere() {
        admin.page().waitForTimeout(300);
        admin.page().mouse().click(500, 250);
        admin.page().waitForTimeout(300);
    }

    private void tool(String action) {
        admin.page().locator(".djs-palette [data-action='" + action + "']").click();
    }

    private void select(String id) {
        Locator type = admin.page().locator("#proprietes .bio-properties-panel-header-type");
        // coming back from another window, the first click only takes the focus
        await("the task is chosen")
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(700))
                .until(() -> {
                    shape(id).click(new Locator.ClickOptions().setPosition(20, 10));
                    admin.page().waitForTimeout(200);
                    return type.innerText().equalsIgnoreCase("Tâche d’une personne");
                });
    }

    private void group(String title) {
        group(admin.page().locator("#proprietes"), title);
    }

    private static void group(Locator panel, String title) {
        Locator header = panel.locator(".bio-properties-panel-group-header")
                .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^\\s*" + title)))
                .first();
        if (!String.valueOf(header.getAttribute("class")).contains("open")) {
            header.click();
        }
    }

    private Locator field(String name) {
        return admin.page().locator("#bio-properties-panel-" + name);
    }

    private Locator panelSelect(String label) {
        return admin.page().locator("#proprietes").getByLabel(label, new Locator.GetByLabelOptions().setExact(true));
    }

    private static void drag(Page page, Locator what, Locator where) {
        BoundingBox from = what.boundingBox();
        BoundingBox to = where.boundingBox();
        page.mouse().move(middleX(from), middleY(from));
        page.mouse().down();
        page.mouse().move(middleX(to), middleY(to) - 10, new Mouse.MoveOptions().setSteps(12));
        page.mouse().move(middleX(to), middleY(to), new Mouse.MoveOptions().setSteps(6));
        page.mouse().up();
    }

    private static void saved(Page page) {
        page.keyboard().press("Control+s");
        assertThat(page.locator("#etat")).containsText(Pattern.compile("^Enregistré à"));
    }

    private static void acceptIfAsked(PersonAtWork person) {
        Locator accept = person.page().locator("#accepte");
        if (accept.count() > 0) {
            accept.check();
        }
    }

    // --- what is true behind

    private OpenTask open(String step) {
        return await(step)
                .atMost(Duration.ofSeconds(40))
                .until(
                        () -> openTasks.of(reference).stream()
                                .filter(task -> task.step().equals(step))
                                .findFirst()
                                .orElse(null),
                        task -> task != null);
    }

    private String schema(String form) {
        int version = models.versions(ModelKind.FORM, form).get(0).version();
        return models.content(ModelKind.FORM, form, version).orElseThrow();
    }

    private int latestContract() {
        return models.versions(ModelKind.PROCESS, "contract").get(0).version();
    }

    /** The definition on which the contract of the dossier runs. */
    private String processOf(String dossier) {
        return jdbc.sql("""
                        select distinct e.proc_def_id_ from act_ru_execution e join act_ru_task t on t.execution_id_ = e.id_
                        join ecoquartier.dossier_task d on d.task_id = t.id_ where d.reference = ? and d.process = 'contract'
                        """).param(dossier).query(String.class).single();
    }
}
