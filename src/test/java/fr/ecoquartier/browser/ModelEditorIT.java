package fr.ecoquartier.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.access.StaffDirectory;
import fr.ecoquartier.modelling.Author;
import fr.ecoquartier.modelling.ModelCatalogue;
import fr.ecoquartier.modelling.ModelKind;
import fr.ecoquartier.modelling.ModelVersion;
import fr.ecoquartier.modelling.draft.BlankModel;
import fr.ecoquartier.modelling.draft.ModelDraft;
import fr.ecoquartier.modelling.draft.ModelDrafts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Administrators draw processes, decisions and forms in the browser, and nothing of it is ever lost. */
@IntegrationTest
class ModelEditorIT {

    private static final String PASSWORD = "Un-mot-de-passe-2012";
    private static final String FIRST = "it.model-editor";
    private static final String SECOND = "it.model-editor-2";
    private static final Author AUTHOR = new Author(FIRST, "Administratrice des modèles");
    private static final Pattern SAVED = Pattern.compile("Enregistré (le .* )?à \\d{2}:\\d{2}");

    private static Playwright playwright;
    private static Browser browser;

    @LocalServerPort
    int port;

    @Autowired
    StaffDirectory staff;

    @Autowired
    ModelDrafts drafts;

    @Autowired
    ModelCatalogue catalogue;

    private final List<String> failures = new ArrayList<>();
    private final List<BrowserContext> contexts = new ArrayList<>();
    private Page page;

    @BeforeAll
    static void start() {
        playwright = Browsers.playwright();
        browser = Browsers.launch(playwright);
    }

    @AfterAll
    static void stop() {
        browser.close();
        playwright.close();
    }

    @BeforeEach
    void anAdministrator() {
        page = signedIn(FIRST);
    }

    @AfterEach
    void close() {
        contexts.forEach(BrowserContext::close);
        assertThat(failures).isEmpty();
    }

    @Test
    void theApplicationsOffersArePickedInFrench() {
        ModelDraft draft = draft(ModelKind.PROCESS, "contract");
        open(draft);
        focus("instructContract");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Choisir rôle, formulaire et délai"))
                .click();
        Locator groups = page.locator("#proprietes .bio-properties-panel-group-header-title");
        assertThat(groups.filter(new Locator.FilterOptions().setHasText("Qui"))).isVisible();
        assertThat(groups.filter(new Locator.FilterOptions().setHasText("Modèle d’élément")))
                .isVisible();
        assertThat(groups.filter(new Locator.FilterOptions().setHasText("Assignment")))
                .hasCount(0);
        assertThat(page.locator("#etat")).hasText(SAVED);
        // what the task said before is what the template shows now
        String task = drafts.find(draft.id())
                .orElseThrow()
                .content()
                .replaceAll("(?s).*(<bpmn:userTask id=\"instructContract\"[^>]*>).*", "$1");
        assertThat(task)
                .contains(
                        "camunda:modelerTemplate=\"fr.ecoquartier.tache\"",
                        "camunda:candidateGroups=\"dreal\"",
                        "camunda:formRef=\"contract-instruction\"",
                        "delays.due(");

        page.locator("#simuler").click();
        assertThat(page.locator("#simuler")).hasAttribute("aria-pressed", "true");
        // the task at hand is in view, the start of a long model may not be
        page.locator(".djs-overlays[data-container-id='contractRequested'] .bts-context-pad")
                .dispatchEvent("click");
        assertThat(page.locator(".bts-scope").first()).isVisible();
        page.locator("#simuler").click();
        assertThat(page.locator("#cote")).isVisible();
    }

    @Test
    void ofTwoWhoDrawAtOnceTheSecondIsToldAndGoesOnInADraftOfTheirOwn() {
        ModelDraft draft = draft(ModelKind.PROCESS, "followUp");
        open(draft);
        Page other = signedIn(SECOND);
        open(other, draft);
        rename(page, "Nom de la première");
        assertThat(page.locator("#etat")).hasText(SAVED);
        awaitRevision(draft, 2);
        rename(other, "Nom du second");
        assertThat(other.locator("#messages")).containsText("Rien n’est écrasé");
        assertThat(other.locator("#messages")).containsText(FIRST);
        assertThat(drafts.find(draft.id()).orElseThrow().content())
                .contains("Nom de la première")
                .doesNotContain("Nom du second");

        rename(other, "Nom du second, plus tard");
        other.getByText("Continuer dans un nouveau brouillon").click();
        other.waitForURL(address -> !address.endsWith("/" + draft.id()));
        String own = other.url().substring(other.url().lastIndexOf('/') + 1);
        assertThat(drafts.find(Long.parseLong(own)).orElseThrow().content()).contains("Nom du second, plus tard");
        assertThat(drafts.asides(draft.id())).isEmpty();
    }

    @Test
    void whatIsDrawnAfterTheSessionEndedIsSavedOnceSomebodySignsInAgain() {
        ModelDraft draft = draft(ModelKind.PROCESS, "followUp");
        open(draft);
        page.context().clearCookies();
        rename(page, "Dessiné sans session");
        assertThat(page.locator("#messages")).containsText("Votre session a expiré");
        assertThat(drafts.find(draft.id()).orElseThrow().revision()).isEqualTo(1);
        Page again = page.context().newPage();
        signIn(again, FIRST);
        assertThat(page.locator("#etat")).hasText(SAVED, new LocatorAssertions.HasTextOptions().setTimeout(30_000));
        assertThat(drafts.find(draft.id()).orElseThrow().content()).contains("Dessiné sans session");
    }

    @Test
    void decisionsAndFormsAreDrawnAndComparedLikewise() {
        ModelDraft decision = draft(ModelKind.DECISION, "stageOpinion");
        open(decision, ".tjs-container");
        Locator cell = page.locator("td.input-cell").nth(3);
        cell.click();
        page.keyboard().press("End");
        page.keyboard().type("7");
        page.locator("td.input-cell").nth(8).click();
        awaitRevision(decision, 2);
        page.navigate(
                url("/modeles/differences?avant=brouillon:" + decision.id() + ":1&apres=brouillon:" + decision.id()));
        assertThat(page.locator("#resume")).hasText("1 modification.");
        assertThat(page.locator("#liste")).containsText("Règle 1");

        ModelDraft form = draft(ModelKind.FORM, "contract-instruction");
        open(form, ".fjs-editor-container");
        assertThat(page.locator(".fjs-palette-container")).containsText("Texte court");
        page.evaluate("""
                () => {
                  const editor = window.modelEditor.editor.editor;
                  const field = editor.get('formFieldRegistry').get('field_reason');
                  editor.get('modeling').editFormField(field, 'label', 'Motif détaillé');
                }""");
        page.locator("#apercu").click();
        assertThat(page.locator(".form-preview")).containsText("Motif détaillé");
        awaitRevision(form, 2);
        page.navigate(url("/modeles/differences?avant=brouillon:" + form.id() + ":1&apres=brouillon:" + form.id()));
        assertThat(page.locator("#resume")).hasText("1 modification.");
        assertThat(page.locator("#liste")).containsText("Motif détaillé");
    }

    @Test
    void whatChangedInAProcessIsListedAndShownOnBothDiagrams() {
        ModelDraft draft = draft(ModelKind.PROCESS, "followUp");
        open(draft);
        rename(page, "Nom changé");
        awaitRevision(draft, 2);
        page.navigate(url("/modeles/differences?avant=brouillon:" + draft.id() + ":1&apres=brouillon:" + draft.id()));
        assertThat(page.locator("#resume")).hasText("1 modification.");
        assertThat(page.locator("#liste td").last()).hasText("Nom changé");
        assertThat(page.locator("#diagramme-avant .eq-changed")).hasCount(1);
        assertThat(page.locator("#diagramme-apres .eq-changed")).hasCount(1);
    }

    @Test
    void aFileThatIsNoDiagramIsShownAsTextAndCanBePutRight() {
        String key = "repair" + UUID.randomUUID().toString().replace("-", "").substring(0, 10);
        ModelDraft draft = drafts.create(
                ModelKind.PROCESS, key, "bpmn/" + key + ".bpmn", "À réparer", null, "<definitions><oops", AUTHOR);
        page.navigate(url("/modeles/brouillons/" + draft.id()));
        assertThat(page.locator("#source-erreur")).containsText("n’est pas du BPMN lisible");
        assertThat(page.locator("#source-texte")).hasValue("<definitions><oops");
        page.fill("#source-texte", BlankModel.of(ModelKind.PROCESS, key, "Réparé"));
        awaitRevision(draft, 2);
        page.locator("#texte").click();
        assertThat(page.locator(".djs-container")).isVisible();
        assertThat(page.locator("#source")).isHidden();
    }

    private ModelDraft draft(ModelKind kind, String key) {
        ModelVersion latest = catalogue.versions(kind, key).get(0);
        return drafts.create(
                kind,
                key,
                latest.resource(),
                "Essai de " + key,
                latest.version(),
                catalogue.content(kind, key, latest.version()).orElseThrow(),
                AUTHOR);
    }

    private void open(ModelDraft draft) {
        open(page, draft);
    }

    private void open(Page where, ModelDraft draft) {
        where.navigate(url("/modeles/brouillons/" + draft.id()));
        where.waitForFunction("() => window.modelEditor?.editor?.ready()");
    }

    private void open(ModelDraft draft, String shown) {
        open(page, draft);
        assertThat(page.locator(shown).first()).isVisible();
    }

    private void focus(String element) {
        page.evaluate("id => window.modelEditor.editor.focus(id)", element);
    }

    /** Gives the start event another name, as somebody does who writes on the diagram. */
    private static void rename(Page where, String name) {
        where.evaluate("""
                name => {
                  const modeler = window.modelEditor.editor.modeler;
                  const start = modeler.get('elementRegistry').find(shape => shape.type === 'bpmn:StartEvent');
                  modeler.get('modeling').updateLabel(start, name);
                }""", name);
    }

    /** The page says that it has saved before the next question comes. */
    private void awaitRevision(ModelDraft draft, int revision) {
        page.waitForFunction("revision => window.modelEditor.saver.revision >= revision", revision);
        assertThat(drafts.find(draft.id()).orElseThrow().revision()).isGreaterThanOrEqualTo(revision);
    }

    private Page signedIn(String id) {
        if (staff.find(id).isEmpty()) {
            staff.save(new StaffDirectory.NewStaff(
                    id, "Personne", id, id + "@exemple.invalid", PASSWORD, Set.of(Role.ADMIN), Set.of()));
        }
        BrowserContext context = browser.newContext(
                new Browser.NewContextOptions().setLocale("fr-FR").setViewportSize(1500, 900));
        context.setDefaultTimeout(30_000);
        contexts.add(context);
        Page opened = context.newPage();
        opened.onPageError(failures::add);
        opened.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                failures.add(message.text());
            }
        });
        signIn(opened, id);
        return opened;
    }

    private void signIn(Page where, String id) {
        where.navigate(url("/connexion"));
        where.fill("[name=identifiant]", id);
        where.fill("[name=motDePasse]", PASSWORD);
        where.click("main button[type=submit]");
        where.waitForURL(address -> !address.contains("/connexion"));
    }

    private String url(String path) {
        return "http://localhost:" + port + path;
    }
}
