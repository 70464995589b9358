package fr.ecoquartier.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.Media;
import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.access.AuthorityAccounts;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.access.StaffDirectory;
import fr.ecoquartier.access.TestAccounts;
import fr.ecoquartier.dossier.EvidenceFiles;
import fr.ecoquartier.dossier.NewEvidence;
import fr.ecoquartier.modelling.ModelKind;
import fr.ecoquartier.modelling.draft.ModelDraft;
import fr.ecoquartier.modelling.draft.ModelDrafts;
import fr.ecoquartier.modelling.release.Releases;
import fr.ecoquartier.modelling.release.TrialModels;
import fr.ecoquartier.pilot.Campaigns;
import fr.ecoquartier.pilot.TestCampaigns;
import fr.ecoquartier.pilot.replay.Replays;
import fr.ecoquartier.pilot.report.ToldCampaign;
import fr.ecoquartier.pilot.run.Progress;
import fr.ecoquartier.referentiel.Author;
import fr.ecoquartier.referentiel.ReferentielDrafts;
import fr.ecoquartier.web.Cast;
import fr.ecoquartier.web.OpenDossiers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/**
 * Our own pages have no violation that axe-core knows, nothing that the browser complains about (a blocked script, an
 * inline style), and fit on a telephone.
 */
@IntegrationTest
class AccessibilityIT {

    private static Playwright playwright;
    private static Browser browser;

    @LocalServerPort
    private int port;

    @Autowired
    private StaffDirectory staff;

    @Autowired
    private AuthorityAccounts authorities;

    @Autowired
    private EvidenceFiles files;

    @Autowired
    private ApplicationContext application;

    private BrowserContext context;
    private Page page;
    private final List<String> complaints = new ArrayList<>();

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
    void open() {
        context = browser.newContext(
                new Browser.NewContextOptions().setLocale("fr-FR").setViewportSize(1280, 900));
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if ("error".equals(message.type()) && !readByAxe(message.location())) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
    }

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void pagesForEverybody() {
        visit("/", "accueil");
        visit("/connexion", "connexion");
        visit("/grille", "grille-anonyme");
    }

    @Test
    void pagesOfAnAuthority() throws Exception {
        TestAccounts accounts = new TestAccounts(staff, authorities);
        OpenDossiers open = OpenDossiers.in(application.getAutowireCapableBeanFactory());
        String reference = open.ofGrenoble("Parc d’essai");
        files.add(
                reference,
                new NewEvidence("E01", "étude.pdf", "application/pdf", "%PDF-1.4".getBytes(StandardCharsets.US_ASCII)),
                OpenDossiers.actor(Cast.GRENOBLE));
        signIn(accounts.authority("axe.grenoble", "38185"));

        visit("/collectivite", "espace");
        visit("/collectivite/dossiers/nouveau", "ouvrir");
        page.click("form.form button[type=submit]");
        check("ouvrir-erreurs");
        visit("/collectivite/dossiers/" + reference, "espace-dossier");
        visit("/collectivite/dossiers/" + reference + "/pieces", "pieces");
        visit("/collectivite/dossiers/" + reference + "/desistement", "desistement");
        visit("/collectivite/dossiers/" + reference + "/suite", "suite");
        visit("/dossiers/" + reference, "dossier-collectivite");

        page.navigate(address("/collectivite/taches/" + open.task(reference).taskId()));
        page.locator(".fjs-input").first().waitFor();
        check("formulaire");
        page.click("[data-send]");
        page.locator("#erreurs a").first().waitFor();
        assertThat(page.locator("#erreurs li").first().textContent()).contains("Ce champ est obligatoire.");
        check("formulaire-erreurs");
    }

    @Test
    void pagesOfTheStaff() {
        TestAccounts accounts = new TestAccounts(staff, authorities);
        String reference =
                OpenDossiers.in(application.getAutowireCapableBeanFactory()).ofGrenoble("Quartier d’essai");
        signIn(accounts.staff("axe.ministere", Role.MINISTRY));
        complaints.clear(); // where the sign-in leads is Camunda's own page

        visit("/dossiers?q=" + reference, "recherche");
        page.fill("#q", "rien de tel");
        page.getByText("Aucun dossier ne correspond").waitFor();
        check("recherche-vide");
        visit("/dossiers/" + reference, "dossier-ministere");
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        picture("dossier-impression");
        assertThat(page.locator(".site-nav").isVisible()).isFalse();
    }

    @Test
    void pagesOfACampaign() throws Exception {
        TestAccounts accounts = new TestAccounts(staff, authorities);
        String campaign =
                ToldCampaign.in(application.getAutowireCapableBeanFactory()).told();
        String base = "/campagnes/" + campaign;
        signIn(accounts.staff("axe.campagnes", Role.MINISTRY));
        complaints.clear();

        visit("/campagnes", "campagnes");
        visit("/campagnes/nouvelle", "campagne-ouverture");
        visit(base, "campagne-apercu");
        visit(base + "/candidatures", "campagne-candidatures");
        visit(base + "/echantillon", "campagne-echantillon");
        page.locator("a[href*='/echantillon/calculs/']").first().click();
        check("campagne-calcul");
        visit(base + "/pilotes", "campagne-pilotes");
        visit(base + "/evaluations", "campagne-evaluations");
        visit(base + "/calage", "campagne-calage");
        visit(base + "/calage/correlations", "campagne-correlations");
        visit(base + "/calage/indicateurs/I06", "campagne-indicateur");
        page.fill("[name='minimum.urban']", "beaucoup");
        page.check("#choix-move");
        page.locator("main form button[type=submit]").last().click();
        check("campagne-indicateur-erreurs");
        visit(base + "/fonctionnement", "campagne-fonctionnement");
        visit(base + "/rapport", "campagne-rapport");
    }

    @Test
    void pagesOfACampaignThatTakesApplications() throws Exception {
        TestAccounts accounts = new TestAccounts(staff, authorities);
        String campaign = TestCampaigns.open(application.getBean(Campaigns.class), 12);
        signIn(accounts.staff("axe.structure", Role.CARRIER));
        complaints.clear();
        visit("/campagnes/" + campaign + "/candidatures/nouvelle", "candidature-saisie");
        visit("/campagnes/" + campaign + "/candidatures/import", "candidatures-import");
        visit("/campagnes/" + campaign + "/echantillon", "echantillon-parametres");
        visit("/campagnes/" + campaign + "/cloture", "campagne-cloture");
        page.locator("main form button[type=submit]").last().click();
        check("campagne-cloture-erreurs");

        context.clearCookies();
        signIn(accounts.authority("axe.candidate", "38185"));
        visit("/collectivite/campagnes", "collectivite-campagnes");
        visit("/collectivite/campagnes/" + campaign + "/candidature", "collectivite-candidature");
    }

    @Test
    void pagesOfTheReferentielAndItsDrafts() throws Exception {
        TestAccounts accounts = new TestAccounts(staff, authorities);
        ReferentielDrafts drafts = application.getBean(ReferentielDrafts.class);
        long draft = drafts.create("2012-test", "Essai d’accessibilité", new Author("axe.brouillons", "Ada", "carrier"))
                .id();
        application.getBean(Replays.class).run(draft, "axe/" + UUID.randomUUID(), Progress.none());
        signIn(accounts.staff("axe.brouillons", Role.CARRIER));
        complaints.clear();

        visit("/referentiel", "referentiel");
        visit("/referentiel/versions/2012-test", "referentiel-version");
        visit("/referentiel/versions/2012-test/dossiers", "referentiel-dossiers");
        String base = "/referentiel/brouillons/" + draft;
        visit(base, "brouillon");
        page.locator("a[href*='element=']", new Page.LocatorOptions().setHasText("I06"))
                .first()
                .click();
        check("brouillon-indicateur");
        visit(base + "/differences", "brouillon-differences");
        visit(base + "/historique", "brouillon-historique");
        visit(base + "/essai", "brouillon-essai");
        visit(base + "/relecture", "brouillon-relecture");
    }

    @Test
    void pagesOfTheModels() throws Exception {
        TestAccounts accounts = new TestAccounts(staff, authorities);
        fr.ecoquartier.modelling.Author author = new fr.ecoquartier.modelling.Author("axe.modeles", "Prénom Nom");
        ModelDrafts drafts = application.getBean(ModelDrafts.class);
        String key = "axe" + UUID.randomUUID().toString().replaceAll("[^a-z]", "");
        String model = TrialModels.process(key, "Essayer", "contract-instruction");
        ModelDraft draft = drafts.create(
                ModelKind.PROCESS, key, "bpmn/" + key + ".bpmn", "Essai d’accessibilité", null, model, author);
        ModelDraft saved = drafts.save(draft.id(), draft.revision(), model.replace("Essayer", "Vérifier"), author);
        String asked = "/modeles/livraisons/"
                + application
                        .getBean(Releases.class)
                        .request(List.of(saved.id()), "Essai des pages", author)
                        .id();
        signIn(accounts.staff("axe.modeles", Role.ADMIN));
        complaints.clear(); // where the sign-in leads is Camunda's own page

        visit("/modeles", "modeles");
        visit("/modeles/processus/contract", "modele");
        visit("/modeles/brouillons/" + draft.id(), "modele-brouillon");
        visit("/modeles/brouillons/" + draft.id() + "/historique", "modele-historique");
        visit("/modeles/livraisons", "livraisons");
        visit("/modeles/livraisons/nouvelle?brouillons=" + draft.id(), "livraison-nouvelle");
        visit(asked, "livraison");
        visit(asked + "/relecture", "livraison-relecture");
        visit("/modeles/migrations", "migrations");
        visit("/modeles/processus/contract/migration", "migration");
    }

    @Test
    void pagesOfTheAdministration() {
        TestAccounts accounts = new TestAccounts(staff, authorities);
        String agent = accounts.staff("axe.agent", Role.DREAL, "82");
        String reference =
                OpenDossiers.in(application.getAutowireCapableBeanFactory()).ofGrenoble("Quartier d’intervention");
        signIn(accounts.staff("axe.administration", Role.ADMIN));
        complaints.clear();

        visit("/administration", "administration");
        visit("/administration/agents", "agents");
        visit("/administration/agents/nouveau", "agent-nouveau");
        page.locator("main form button[type=submit]").last().click();
        check("agent-nouveau-erreurs");
        visit("/administration/agents/compte/" + agent, "agent");
        visit("/administration/agents/compte/" + agent + "/depart", "agent-depart");
        visit("/administration/roles", "roles");
        visit("/administration/territoires", "territoires");
        visit("/administration/collectivites", "collectivites");
        visit("/administration/suppleances", "suppleances");
        visit("/administration/delais", "delais");
        page.locator("main a[href*='/administration/delais/']").first().click();
        check("delai");
        visit("/administration/journal", "journal-des-comptes");
        visit("/administration/sessions", "sessions");
        visit("/compte/sessions", "mes-sessions");
        visit("/absence", "absence");
        visit("/dossiers/" + reference + "/intervention", "intervention");
        visit("/dossiers/" + reference + "/intervention/suspension", "intervention-suspension");
    }

    /** axe-core reads style sheets again as if they stood in the page: the files that they import are then not there. */
    private static boolean readByAxe(String location) {
        return location.contains("/modeles/") && location.contains(".css");
    }

    private void signIn(String account) {
        page.navigate(address("/connexion"));
        page.fill("[name=identifiant]", account);
        page.fill("[name=motDePasse]", TestAccounts.PASSWORD);
        page.keyboard().press("Enter");
        page.waitForURL(Pattern.compile("^(?!.*connexion).*$"));
    }

    private void visit(String path, String name) {
        page.navigate(address(path));
        check(name);
    }

    private String address(String path) {
        return "http://localhost:" + port + path;
    }

    private void check(String name) {
        picture(name);
        assertThat(new AxeBuilder(page)
                        .exclude(List.of(".bjs-container", ".dmn-js-parent", ".fjs-editor-container"))
                        .analyze()
                        .getViolations())
                .extracting(Rule::getId, Rule::getNodes)
                .as(name)
                .isEmpty();
        page.setViewportSize(360, 740);
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                .as("width of " + name)
                .isLessThanOrEqualTo(360);
        picture(name + "-etroit");
        page.setViewportSize(1280, 900);
        assertThat(complaints).as(name).isEmpty();
    }

    private void picture(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(Path.of("target", "screenshots", name + ".png")));
    }
}
